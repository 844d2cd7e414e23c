//! `tajuk fix`: what it writes, and what it leaves as it was.

use std::fs;

use crate::cli::{CLEAN, MISSING_SPACE, folder, tajuk, tajuk_with};

/// The sample with its space.
const MENDED: &str = "Kapal pertama berlabuh di Odesa, muatannya sudah ditunggu sejak Mei.\n";
/// Two rules have something to mend here.
const TWO: &str = "Kapal itu berlabuh di di Odesa,muatannya sudah ditunggu sejak Mei.\n";

#[test]
fn files_are_written_and_nothing_is_left_beside_them() {
    let files: &[(&str, &[u8])] =
        &[("a.txt", MISSING_SPACE.as_bytes()), ("drafts/b.md", CLEAN.as_bytes())];
    let folder = folder("fix_writes", files);
    let run = tajuk(&folder, &["fix", "."]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    assert!(run.out.contains("a.txt: 1 change") && !run.out.contains("b.md"), "{}", run.out);
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), MENDED);
    assert_eq!(fs::read_to_string(folder.join("drafts/b.md")).unwrap(), CLEAN);
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.txt", "drafts"]);
    assert_eq!(tajuk(&folder, &["fix", "."]).out, "nothing to fix\n");
}

#[test]
fn byte_order_mark_and_line_ends_stay() {
    let before = format!("\u{feff}{}", MISSING_SPACE.replace('\n', "\r\n\r\n"));
    let after = format!("\u{feff}{}", MENDED.replace('\n', "\r\n\r\n"));
    let folder = folder("fix_crlf", &[("a.txt", before.as_bytes())]);
    let run = tajuk(&folder, &["fix", "a.txt"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), after);
}

#[test]
fn what_cannot_be_decoded_is_left_alone() {
    let odd: &[u8] = b"Kapal berlabuh di Odesa,muatannya \xff\xfe\x81 ditunggu.\n";
    let folder = folder("fix_odd", &[("odd.txt", odd), ("a.txt", MISSING_SPACE.as_bytes())]);
    let run = tajuk(&folder, &["fix", "odd.txt", "a.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("odd.txt"), "{}", run.err);
    assert_eq!(fs::read(folder.join("odd.txt")).unwrap(), odd);
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), MENDED);
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let folder = folder("fix_diff", &[("a.txt", MISSING_SPACE.as_bytes())]);
    let run = tajuk(&folder, &["fix", "--diff", "a.txt"]);
    let lines: Vec<&str> = run.out.lines().filter(|it| !it.starts_with("@@")).collect();
    let wanted = format!("--- a.txt\n+++ a.txt\n-{MISSING_SPACE}+{MENDED}");
    assert_eq!(lines.join("\n"), wanted.trim_end());
    assert_eq!(run.status, Some(0));
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), MISSING_SPACE);
}

#[test]
fn one_rule_can_be_chosen() {
    let folder = folder("fix_rule", &[("a.txt", TWO.as_bytes())]);
    let run = tajuk(&folder, &["fix", "--rule", "missing-space", "a.txt"]);
    assert_eq!(run.status, Some(0));
    let text = fs::read_to_string(folder.join("a.txt")).unwrap();
    assert!(text.contains("di di Odesa, muatannya"), "{text}");
    tajuk(&folder, &["fix", "a.txt"]);
    let text = fs::read_to_string(folder.join("a.txt")).unwrap();
    assert!(text.contains("berlabuh di Odesa, muatannya"), "{text}");
    let run = tajuk(&folder, &["fix", "--rule", "no-such-rule", "a.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("no-such-rule") && run.err.contains("tajuk rules"), "{}", run.err);
}

#[test]
fn standard_input_is_printed_mended() {
    let folder = folder("fix_stdin", &[]);
    let args = ["fix", "-", "--stdin-name", "a.txt"];
    let run = tajuk_with(&folder, &args, MISSING_SPACE.as_bytes(), &[]);
    assert_eq!((run.status, run.out.as_str()), (Some(0), MENDED));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("fix_link", &[("real/a.txt", MISSING_SPACE.as_bytes())]);
    let real = folder.join("real/a.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.txt", folder.join("a.txt")).unwrap();
    assert_eq!(tajuk(&folder, &["fix", "a.txt"]).status, Some(0));
    assert!(fs::symlink_metadata(folder.join("a.txt")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), MENDED);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}
