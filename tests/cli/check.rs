//! `tajuk check`: exit statuses, shapes of answers, order.

use serde_json::Value;

use crate::cli::{CLEAN, MISSING_SPACE, WRONG_WEEKDAY, folder, samples, tajuk, tajuk_with};

#[test]
fn exit_status_follows_fail_on() {
    let warning: &[(&str, &[u8])] = &[("a.txt", MISSING_SPACE.as_bytes())];
    let folder = folder("exit_status", warning);
    let status = |args: &[&str]| tajuk(&folder, args).status;
    assert_eq!(status(&["check", "a.txt"]), Some(1));
    assert_eq!(status(&["check", "--fail-on", "hint", "a.txt"]), Some(1));
    assert_eq!(status(&["check", "--fail-on", "error", "a.txt"]), Some(0));
    assert_eq!(status(&["check", "--fail-on", "never", "a.txt"]), Some(0));
    assert_eq!(status(&["check", "--fail-on", "often", "a.txt"]), Some(2));
}

#[test]
fn an_error_fails_at_error() {
    let folder = folder("error", &[("a.txt", WRONG_WEEKDAY.as_bytes())]);
    assert_eq!(tajuk(&folder, &["check", "--fail-on", "error", "a.txt"]).status, Some(1));
}

#[test]
fn nothing_found_is_said_in_one_line() {
    let folder = folder("clean", &[("a.txt", CLEAN.as_bytes()), ("b.md", CLEAN.as_bytes())]);
    let run = tajuk(&folder, &["check"]);
    assert_eq!(run.out, "✓ 2 berkas, tidak ada temuan\n");
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
}

#[test]
fn a_finding_is_drawn_and_counted() {
    let folder = folder("drawn", &[("a.txt", WRONG_WEEKDAY.as_bytes())]);
    let run = tajuk(&folder, &["check", "a.txt"]);
    let mut lines = run.out.lines();
    assert!(
        lines.next().is_some_and(|it| it.starts_with("a.txt  bahasa Indonesia")),
        "{}",
        run.out
    );
    assert!(run.out.contains("1:24 │ Pakta itu diteken pada Kamis, 19 Juni 2024, di Pyongyang."));
    assert!(run.out.contains("     │                        ~~~~~~~~~~~~~~~~~~~\n"), "{}", run.out);
    assert!(run.out.contains("╰ galat: "), "{}", run.out);
    assert!(run.out.contains("weekday-date-mismatch"));
    let summary = run.out.lines().next_back().unwrap();
    assert!(summary.starts_with("1 berkas, ") && summary.contains("1 galat"), "{summary}");
}

#[test]
fn json_has_the_fixed_shape() {
    let folder = folder("json", &[("a.txt", WRONG_WEEKDAY.as_bytes())]);
    let run = tajuk(&folder, &["check", "--format", "json", "a.txt"]);
    let answer = run.json();
    assert_eq!(answer["schema"], 1);
    assert_eq!(answer["tool"]["name"], "tajuk");
    assert_eq!(answer["tool"]["version"], env!("CARGO_PKG_VERSION"));
    let file = &answer["files"][0];
    assert_eq!(file["path"], "a.txt");
    assert_eq!(file["language"], "id");
    let findings = file["findings"].as_array().unwrap();
    let finding = findings.iter().find(|it| it["level"] == "error").unwrap();
    assert_eq!(finding["rule"], "weekday-date-mismatch");
    assert_eq!(finding["group"], "dates");
    assert_eq!(finding["level"], "error");
    assert_eq!(finding["bytes"], serde_json::json!([23, 42]));
    assert_eq!(finding["range"]["start"], serde_json::json!({"line": 0, "character": 23}));
    assert!(finding["message"].as_str().is_some_and(|it| !it.is_empty()));
    let fix = &finding["fixes"][0];
    assert!(fix["title"].is_string() && fix["safe"].is_boolean());
    assert!(fix["edits"][0]["bytes"].is_array() && fix["edits"][0]["text"].is_string());
    assert_eq!(run.status, Some(1));
}

#[test]
fn jsonl_has_a_file_a_line_in_the_order_of_paths() {
    let run = tajuk(&samples(), &["check", "--format", "jsonl", "--fail-on", "never"]);
    let files: Vec<Value> = run.out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let paths: Vec<&str> = files.iter().map(|it| it["path"].as_str().unwrap()).collect();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    assert_eq!(paths, sorted);
    assert!(4 <= paths.len(), "{paths:?}");
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
}

#[test]
fn github_gets_workflow_commands() {
    let folder = folder("github", &[("a,b.txt", WRONG_WEEKDAY.as_bytes())]);
    let run = tajuk(&folder, &["check", "--format", "github"]);
    let expected = "::error file=a%2Cb.txt,line=1,endLine=1,col=24,endColumn=43,\
                    title=tajuk weekday-date-mismatch::";
    assert!(run.out.lines().any(|it| it.starts_with(expected)), "{}", run.out);
    assert!(run.out.lines().all(|it| it.starts_with("::")), "{}", run.out);
}

#[test]
fn standard_input_has_a_name() {
    let folder = folder("stdin", &[]);
    let text = MISSING_SPACE.as_bytes();
    let run = tajuk_with(&folder, &["check", "-", "--format", "json"], text, &[]);
    assert_eq!(run.json()["files"][0]["path"], "<stdin>");
    let args = ["check", "-", "--format", "json", "--stdin-name", "naskah.md"];
    let run = tajuk_with(&folder, &args, text, &[]);
    assert_eq!(run.json()["files"][0]["path"], "naskah.md");
    assert!(run.out.contains("missing-space"), "{}", run.out);
    assert_eq!(run.status, Some(1));
}

#[test]
fn options_may_stand_on_either_side() {
    let folder = folder("either_side", &[("a.txt", CLEAN.as_bytes())]);
    for args in [
        ["--lang", "en", "check", "--format=json", "a.txt"],
        ["check", "a.txt", "--format=json", "--lang", "en"],
    ] {
        assert_eq!(tajuk(&folder, &args).json()["files"][0]["language"], "en");
    }
    let args = ["check", "--format=json", "--article-date", "2025-05-14", "a.txt"];
    assert_eq!(tajuk(&folder, &args).json()["files"][0]["article_date"], "2025-05-14");
    let run = tajuk(&folder, &["check", "--article-date", "2025-02-30", "a.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("there is no such day"), "{}", run.err);
}

#[test]
fn colours_are_for_terminals() {
    let folder = folder("colours", &[("a.txt", WRONG_WEEKDAY.as_bytes())]);
    let run = |env: &[(&str, &str)]| tajuk_with(&folder, &["check", "a.txt"], b"", env).out;
    assert!(!run(&[]).contains('\u{1b}'));
    assert!(!run(&[("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn control_characters_of_an_article_stay_in_it() {
    let text = format!("\u{1b}[2J\u{7}{WRONG_WEEKDAY}");
    let folder = folder("control", &[("a.txt", text.as_bytes())]);
    let run = tajuk_with(&folder, &["check", "a.txt"], b"", &[("NO_COLOR", "1")]);
    assert!(run.out.contains("␛[2J␇Pakta itu"), "{}", run.out);
}
