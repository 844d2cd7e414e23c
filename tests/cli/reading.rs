//! Files that cannot be read, folders, large files, a reader who leaves.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::cli::{CLEAN, MISSING_SPACE, folder, tajuk, tajuk_with};

#[test]
fn invalid_utf8_is_placed_and_the_others_go_on() {
    let bad = b"Baris satu.\nCaf\xe9 itu tutup.\n";
    let folder = folder("utf8", &[("a.txt", bad), ("b.txt", MISSING_SPACE.as_bytes())]);
    let run = tajuk(&folder, &["check", "--format", "json"]);
    assert!(run.err.contains("a.txt is not UTF-8: byte 0xE9 at offset 15, line 2"), "{}", run.err);
    assert!(run.err.contains("iconv -f WINDOWS-1252 -t UTF-8 a.txt"), "{}", run.err);
    assert_eq!(run.json()["files"][0]["path"], "b.txt");
    assert_eq!(run.status, Some(2));
    let run = tajuk_with(&folder, &["outline", "-"], bad, &[]);
    assert!(run.err.contains("<stdin> is not UTF-8"), "{}", run.err);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
}

#[test]
fn a_binary_file_is_skipped_unless_it_is_named() {
    let folder = folder("binary", &[("a.txt", b"PK\x03\x04\0\0"), ("b.txt", CLEAN.as_bytes())]);
    let run = tajuk(&folder, &["check"]);
    assert!(run.err.contains("skipped: a.txt is not text"), "{}", run.err);
    assert_eq!(run.out, "✓ 1 berkas, tidak ada temuan\n");
    assert_eq!(run.status, Some(0));
    let run = tajuk(&folder, &["check", "a.txt"]);
    assert!(run.err.contains("error: a.txt is not text: it has a NUL byte at offset 4"));
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
}

#[test]
fn utf16_is_told_by_its_name() {
    let folder = folder("utf16", &[("a.txt", b"\xff\xfeB\0a\0")]);
    let run = tajuk(&folder, &["entities", "a.txt"]);
    assert!(run.err.contains("a.txt is UTF-16 and not UTF-8"), "{}", run.err);
    assert_eq!(run.status, Some(2));
}

#[test]
fn a_missing_file_does_not_stop_the_others() {
    let folder = folder("missing", &[("b.txt", CLEAN.as_bytes())]);
    let run = tajuk(&folder, &["check", "hilang.md", "b.txt"]);
    assert!(run.err.contains("cannot read hilang.md: there is no such file"), "{}", run.err);
    assert_eq!(run.out, "✓ 1 berkas, tidak ada temuan\n");
    assert_eq!(run.status, Some(2));
}

#[test]
fn a_folder_without_articles_is_told() {
    let folder = folder("none", &[("kosong/gambar.png", b"x")]);
    let run = tajuk(&folder, &["check", "kosong"]);
    assert!(run.err.contains("no articles (.md, .txt, .html) in kosong"), "{}", run.err);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
}

#[test]
fn folders_are_walked_in_order_and_once() {
    let text = CLEAN.as_bytes();
    let folder = folder(
        "walk",
        &[
            ("b.MARKDOWN", text),
            ("a/z.txt", text),
            ("a/y.md", text),
            ("a/foto.jpg", text),
            (".tersembunyi/x.md", text),
            ("buang/x.md", text),
            (".gitignore", b"buang/\n"),
        ],
    );
    let run = tajuk(&folder, &["check", "--format", "json", ".", "a", "b.MARKDOWN"]);
    let answer = run.json();
    let files = answer["files"].as_array().unwrap();
    let paths: Vec<&str> = files.iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a/y.md", "a/z.txt", "b.MARKDOWN"]);
}

#[test]
fn a_folder_is_no_article() {
    let folder = folder("folder", &[]);
    let run = tajuk(&folder, &["claims", "."]);
    assert!(run.err.contains("cannot read .: it is a folder"), "{}", run.err);
    assert!(run.err.contains("tajuk check"), "{}", run.err);
    assert_eq!(run.status, Some(2));
}

#[test]
fn an_empty_article_is_an_article() {
    let folder = folder("empty", &[("a.txt", b"")]);
    assert_eq!(tajuk(&folder, &["check", "a.txt"]).status, Some(0));
    for command in ["outline", "entities", "claims"] {
        let run = tajuk(&folder, &[command, "a.txt"]);
        assert!(run.out.contains("tidak ada yang ditemukan"), "{}", run.out);
        assert_eq!(run.status, Some(0));
    }
}

/// A reader who has seen enough is no reason to complain.
#[test]
fn a_reader_may_leave() {
    let text = MISSING_SPACE.repeat(2_000);
    let folder = folder("leave", &[("a.txt", text.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_tajuk"))
        .args(["check", "a.txt"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_command_line_helps() {
    let folder = folder("help", &[]);
    let run = tajuk(&folder, &["--help"]);
    assert!(run.out.contains("Examples:") && run.out.contains("tajuk check article.md"));
    assert_eq!(run.status, Some(0));
    for command in ["check", "outline", "entities", "claims", "explain", "rules", "demo", "lsp"] {
        let run = tajuk(&folder, &[command, "--help"]);
        assert!(run.out.contains("Examples:"), "{command}");
        assert_eq!(run.status, Some(0));
    }
    let run = tajuk(&folder, &["--version"]);
    assert_eq!(run.out, format!("tajuk {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(tajuk(&folder, &[]).status, Some(2));
    let run = tajuk(&folder, &["chek"]);
    assert!(run.err.contains("'check'"), "{}", run.err);
    assert_eq!(run.status, Some(2));
}
