//! `tajuk eval`: scores against texts that people marked.

use crate::cli::{folder, tajuk};

/// Two sentences; the first has characters of more than one byte.
const RIGHT: &str = r#"{"text": "“Naik,” kata Åsa. Turun.", "sentences": [[0, 17], [18, 24]]}"#;
/// Nobody would end the first one there.
const WRONG: &str = r#"{"text": "The ship left. It sank.", "sentences": [[0, 8], [9, 23]]}"#;

#[test]
fn scores_are_those_of_exact_sentences() {
    let gold = format!("{RIGHT}\n\n{WRONG}\n");
    let folder = folder("eval", &[("seg-id/gold.jsonl", gold.as_bytes())]);
    let run = tajuk(&folder, &["eval", "sentences", "seg-id/gold.jsonl", "--format", "json"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let json = run.json();
    assert_eq!((&json["schema"], &json["task"]), (&1.into(), &"sentences".into()));
    let file = &json["files"][0];
    assert_eq!(file["path"], "seg-id/gold.jsonl");
    assert_eq!(file["language"], "id");
    assert_eq!((&file["documents"], &file["sentences"]), (&2.into(), &4.into()));
    for score in ["precision", "recall", "f1"] {
        assert_eq!(file[score], 0.5, "{score}");
    }
}

#[test]
fn the_language_is_told_or_named_or_heard() {
    let files: [(&str, &[u8]); 2] =
        [("en/a.jsonl", RIGHT.as_bytes()), ("gold/b.jsonl", WRONG.as_bytes())];
    let folder = folder("eval-lang", &files);
    let language = |args: &[&str]| {
        let all = [&["eval", "sentences", "--format", "json"], args].concat();
        tajuk(&folder, &all).json()["files"][0]["language"].clone()
    };
    assert_eq!(language(&["en/a.jsonl"]), "en");
    assert_eq!(language(&["en/a.jsonl", "--lang", "id"]), "id");
    assert_eq!(language(&["gold/b.jsonl"]), "en");
}

#[test]
fn people_get_a_table() {
    let files: [(&str, &[u8]); 2] =
        [("id.jsonl", RIGHT.as_bytes()), ("en.jsonl", WRONG.as_bytes())];
    let folder = folder("eval-table", &files);
    let run = tajuk(&folder, &["eval", "sentences", "id.jsonl", "en.jsonl"]);
    let table = expect_test::expect![[r#"
        file      lang  texts  sentences  precision  recall  F1
        id.jsonl  id        1          2     1.0000  1.0000  1.0000
        en.jsonl  en        1          2     0.0000  0.0000  0.0000
        all                 2          4     0.5000  0.5000  0.5000
    "#]];
    table.assert_eq(&run.out);
}

#[test]
fn a_line_that_is_no_text_is_named() {
    let gold = format!("{RIGHT}\n{{\"text\": 3}}\n");
    let folder = folder("eval-bad", &[("gold.jsonl", gold.as_bytes())]);
    let run = tajuk(&folder, &["eval", "sentences", "gold.jsonl"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("gold.jsonl, line 2"), "{}", run.err);
    assert!(run.err.contains("help:"), "{}", run.err);
}

#[test]
fn headings_are_counted_against_marks() {
    let text = "Perang Dagang dan Kita\n\nKapal itu berangkat sebelum fajar, membawa gandum ke \
                selatan, dan tiba sepekan kemudian.\n\nDampak bagi Petani\n\nHarga turun di dua \
                tepi laut, dan petani menanggung rugi lebih dulu sejak Mei.\n";
    let right = "1\ttitle\tPerang Dagang dan Kita\n5\theading\tDampak bagi Petani\n";
    let half = "1\ttitle\tPerang Dagang dan Kita\n7\theading\tHarga turun di dua tepi laut, dan \
                petani menanggung rugi lebih dulu sejak Mei.\n";
    let blocks = r#"{"blocks": [{"type": "head", "text": "War and Trade"}, {"type": "p", "text": "The ship left before dawn, carrying grain to the south, and arrived a week later."}]}"#;
    let folder = folder(
        "eval-structure",
        &[
            ("a.txt", text.as_bytes()),
            ("a.gold", right.as_bytes()),
            ("b.txt", text.as_bytes()),
            ("b.gold", half.as_bytes()),
            ("c.jsonl", blocks.as_bytes()),
            ("d.txt", text.as_bytes()),
            ("d.gold", b"2\theading\tDampak\n"),
        ],
    );
    let run = tajuk(&folder, &["eval", "structure", "a.txt", "b.gold", "c.jsonl"]);
    let table = expect_test::expect![[r#"
        file     read as         texts  headings  precision  recall  F1      titles
        a.txt    plain               1         2     1.0000  1.0000  1.0000  1/1
        b.gold   plain               1         2     0.5000  0.5000  0.5000  1/1
        c.jsonl  markdown            1         1     1.0000  1.0000  1.0000  1/1
        c.jsonl  plain               1         1     1.0000  1.0000  1.0000  1/1
        c.jsonl  plain, figures      1         1     1.0000  1.0000  1.0000  1/1
        all      markdown            1         1     1.0000  1.0000  1.0000  1/1
        all      plain               3         5     0.8000  0.8000  0.8000  3/3
        all      plain, figures      1         1     1.0000  1.0000  1.0000  1/1
    "#]];
    table.assert_eq(&run.out);
    let json = tajuk(&folder, &["eval", "structure", "b.txt", "--format", "json"]).json();
    let found = &json["files"][0]["renderings"][0];
    assert_eq!((&json["task"], &found["rendering"]), (&"structure".into(), &"plain".into()));
    assert_eq!((&found["f1"], &found["titles_found"]), (&0.5.into(), &1.into()));
    let run = tajuk(&folder, &["eval", "structure", "d.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("d.gold, line 1") && run.err.contains("help:"), "{}", run.err);
}
