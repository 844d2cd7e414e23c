//! `tajuk eval`: scores against texts that people marked.

use serde_json::Value;

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
/// Cue and content are found with their ends; the source is marked too short.
const SAID: &str = r#"{"text": "“Harga naik,” kata Åsa Lind. Turun.", "attributions": [{"source": [[19, 22]], "cue": [[14, 18]], "content": [[1, 11]]}]}"#;
/// What is said goes on behind its cue.
const BROKEN: &str = r#"{"text": "Harga beras, menurut Dewi, naik dua kali dalam setahun.", "attributions": [{"source": [[21, 25]], "cue": [[13, 20]], "content": [[0, 11], [27, 54]]}]}"#;

#[test]
fn the_parts_of_an_attribution_are_scored_apart() {
    let gold = format!("{SAID}\n{BROKEN}\n");
    let folder = folder("eval-attribution", &[("id.jsonl", gold.as_bytes())]);
    let run = tajuk(&folder, &["eval", "attribution", "id.jsonl", "--format", "json"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let json = run.json();
    assert_eq!(json["task"], "attribution");
    let file = &json["files"][0];
    assert_eq!((&file["documents"], &file["attributions"]), (&2.into(), &2.into()));
    let score = |part: &str, kind: &str| file[part][kind]["f1"].as_f64().unwrap();
    assert_eq!(score("source", "exact"), 0.5);
    assert_eq!(score("source", "overlap"), 1.0);
    // One word too many beside two right ones.
    assert_eq!(score("source", "token"), 0.8);
    for kind in ["exact", "overlap", "token"] {
        assert_eq!((score("cue", kind), score("content", kind)), (1.0, 1.0), "{kind}");
    }
    let run = tajuk(&folder, &["eval", "attribution", "id.jsonl", "--slips"]);
    let slips = expect_test::expect![[r#"
        “Harga naik,” kata Åsa Lind. Turun.
          source   found:  Åsa Lind
                   marked: Åsa

    "#]];
    slips.assert_eq(&run.out);
}

#[test]
fn claims_are_ranked_and_scores_held_against_what_is_so() {
    let worthy = r#"{"text": "Unemployment fell to 4 percent in 2019, the lowest rate in fifty years.", "label": "check-worthy"}"#;
    let idle = r#"{"text": "Thank you, and good night!", "label": "not"}"#;
    let wrong = r#"{"text": "Thank you all for coming, I am so happy.", "label": "check-worthy"}"#;
    let gold = [worthy, idle, wrong].join("\n");
    let folder = folder("eval-claims", &[("en.jsonl", gold.as_bytes())]);
    let run = tajuk(&folder, &["eval", "claims", "en.jsonl", "--format", "json"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let json = run.json();
    let file = &json["files"][0];
    assert_eq!((&json["task"], &file["sentences"]), (&"claims".into(), &3.into()));
    assert_eq!((&file["precision"], &file["recall"]), (&1.0.into(), &0.5.into()));
    let bins = file["calibration"]["bins"].as_array().unwrap();
    let counted: u64 = bins.iter().map(|it| it["sentences"].as_u64().unwrap()).sum();
    assert_eq!(counted, 3);
    let last = bins.last().unwrap();
    assert_eq!(last["worthy"], 1.0);
    assert!(0.9 < last["score"].as_f64().unwrap());
    assert!(0.5 < file["average_precision"].as_f64().unwrap());
}

#[test]
fn a_label_that_nobody_knows_is_named() {
    let folder = folder("eval-label", &[("en.jsonl", br#"{"text": "So.", "label": "maybe"}"#)]);
    let run = tajuk(&folder, &["eval", "claims", "en.jsonl"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("en.jsonl, line 1"), "{}", run.err);
    assert!(run.err.contains("check-worthy"), "{}", run.err);
}

#[test]
fn the_same_sentences_teach_the_same_weights() {
    let mut lines = String::new();
    for at in 0..60 {
        let (text, label) = match at % 3 {
            0 => (format!("Exports rose {at} percent to {at} billion dollars."), "check-worthy"),
            1 => (format!("Thank you so much, friends of row {at}."), "not"),
            _ => (format!("Should we go there, or wait at gate {at}?"), "not"),
        };
        lines += &format!(
            "{{\"text\": \"{text}\", \"label\": \"{label}\", \"source\": \"T:{}\"}}\n",
            at * 500
        );
    }
    let folder = folder("train-claims", &[("data/a.train.jsonl", lines.as_bytes())]);
    let learn = |out: &str, seed: &str| {
        let args = ["train", "claims", "--data", "data", "--out", out, "--seed", seed];
        let run = tajuk(&folder, &args);
        assert_eq!(run.status, Some(0), "{}", run.err);
        std::fs::read_to_string(folder.join(out)).unwrap()
    };
    let first = learn("a.tsv", "7");
    assert_eq!(first, learn("b.tsv", "7"));
    let weight = |name: &str| -> f64 {
        let row = first.lines().find_map(|it| it.strip_prefix(&format!("{name}\t")));
        row.unwrap().parse().unwrap()
    };
    assert!(0.0 < weight("percent") && 0.0 < weight("money"));
    assert!(weight("question") < 0.0);
    let none = tajuk(&folder, &["train", "claims", "--data", ".", "--out", "c.tsv"]);
    assert_eq!(none.status, Some(2));
    assert!(none.err.contains("NAME.train.jsonl"), "{}", none.err);
}

/// What is found in the articles of our own that nobody looks at to improve
/// anything. Raise a floor when a score has risen for good.
#[test]
fn whole_articles_are_read_as_well_as_they_were() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = tajuk(here, &["eval", "gold", "seeds/articles/gold", "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let json = run.json();
    let groups = json["groups"].as_array().unwrap();
    let all = |language: &str, count: &str| -> u64 {
        let own = groups.iter().filter(|it| it["language"] == language);
        own.map(|it| it[count].as_u64().unwrap()).sum()
    };
    assert!(38 <= all("id", "articles") && 34 <= all("en", "articles"));
    assert!(300 <= all("id", "sentences") && 300 <= all("id", "attributions"));
    for (language, floors) in [("id", ID), ("en", EN)] {
        let test = groups.iter().find(|it| it["language"] == language && it["half"] == "test");
        for (score, floor) in floors {
            let reached = test.unwrap().pointer(score).and_then(Value::as_f64).unwrap();
            assert!(floor <= reached, "{language} {score}: {reached:.3} is below {floor}");
        }
    }
}

const ID: [(&str, f64); 18] = [
    ("/dates/f1", 0.96),
    ("/quotes/speaker/accuracy", 0.93),
    ("/mentions/PER/f1", 0.94),
    ("/mentions/LOC/f1", 0.98),
    ("/mentions/ORG/f1", 0.92),
    ("/linking/accuracy", 0.98),
    ("/coreference/conll", 0.9),
    ("/quantities/f1", 0.97),
    ("/quotes/span/f1", 0.97),
    ("/quotes/cue/f1", 0.98),
    ("/source/exact/f1", 0.9),
    ("/cue/exact/f1", 0.94),
    ("/content/exact/f1", 0.92),
    ("/inherited/f1", 1.0),
    ("/claims/f1", 0.76),
    ("/claims/average_precision", 0.869),
    ("/claims/type/accuracy", 0.6),
    ("/claims/modality/accuracy", 0.92),
];
const EN: [(&str, f64); 18] = [
    ("/dates/f1", 0.97),
    ("/quotes/speaker/accuracy", 0.93),
    ("/mentions/PER/f1", 0.96),
    ("/mentions/LOC/f1", 0.95),
    ("/mentions/ORG/f1", 0.91),
    ("/linking/accuracy", 0.98),
    ("/coreference/conll", 0.9),
    ("/quantities/f1", 0.94),
    ("/quotes/span/f1", 0.98),
    ("/quotes/cue/f1", 0.96),
    ("/source/exact/f1", 0.86),
    ("/cue/exact/f1", 0.91),
    ("/content/exact/f1", 0.87),
    ("/inherited/f1", 1.0),
    ("/claims/f1", 0.72),
    ("/claims/average_precision", 0.79),
    ("/claims/type/accuracy", 0.52),
    ("/claims/modality/accuracy", 0.9),
];

#[test]
fn a_mark_that_is_wrong_is_named() {
    let wrong = |article: &str| {
        let folder = folder("eval-gold", &[("a.gold", article.as_bytes())]);
        let run = tajuk(&folder, &["eval", "gold", "a.gold", "--lang", "en"]);
        assert_eq!(run.status, Some(2), "{}", run.out);
        run.err.lines().next().unwrap().to_owned()
    };
    let told = [
        "Nobody knows when. #event+",
        "@date 2026-03-14\n\n{PER nobody-at-all|He} left. #event+",
        "@date 2026-03-14\n\n{PER _he|He left. #event+",
        "@date 2026-03-14\n\nHe} left. #event+",
        "@date 2026-03-14\n\nHe left. #event",
        "@date 2026-03-14\n\n{src1 someone|He} left. #event-",
        "@date 2026-03-14\n\n{src1 named|He} left. #event-",
        "@date 2026-03-14\n\n{DATE today|Today} he left. #event-",
        "@date 2026-03-14\n\n- {from3|he left}. #event-",
    ]
    .map(wrong)
    .join("\n");
    expect_test::expect![[r#"
        error: a.gold, line 1: the first line is no `@date 2026-03-14`
        error: a.gold, line 3: the knowledge base has no `person/nobody-at-all`
        error: a.gold, line 3: `{PER _he|` is never closed
        error: a.gold, line 3: `}` closes nothing
        error: a.gold, line 3: `#event` is no judgement, such as `#quantity+ hedged`
        error: a.gold, line 3: `src1 someone`: an unknown class of sources
        error: a.gold, line 3: attribution 1: no cue, or nothing said
        error: a.gold, line 3: `DATE today`: neither a day nor a month nor a year
        error: a.gold, line 3: there is no attribution 3"#]]
    .assert_eq(&told);
}

/// The format's README is an article too: what it shows can be read.
#[test]
fn marks_are_read_as_they_are_written() {
    let article = "@date 2026-03-14\n\nJudul\n\n\
        {q said1|“Kami siap,”} {cue1 say|kata} {src1 named|{PER prabowo-subianto|Prabowo Subianto}}, \
        {DATE 2026-03-13|Jumat, 13 Maret 2026}. #opinion-\n\
        Harganya {PCT 5|5 persen}. #quantity+\n";
    let folder = folder("eval-marks", &[("id/a.gold", article.as_bytes())]);
    let run = tajuk(&folder, &["eval", "gold", "id", "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let group = run.json()["groups"][0].clone();
    assert_eq!((&group["language"], &group["half"]), (&"id".into(), &"dev".into()));
    assert_eq!((&group["articles"], &group["sentences"]), (&1.into(), &2.into()));
    for score in ["/source/exact/f1", "/cue/exact/f1", "/content/exact/f1", "/dates/f1"] {
        assert_eq!(group.pointer(score).unwrap(), 1.0, "{score}");
    }
}

/// The figures of the folder's README.
#[test]
fn two_markings_agree_as_it_is_written() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (gold, second) = ("seeds/articles/gold", "seeds/articles/second-pass");
    let run = tajuk(here, &["eval", "gold", gold, "--second", second]);
    expect_test::expect![[r#"
        21 articles, 475 sentences, marked twice
          worth checking  same 0.968  kappa 0.936
          type            same 0.918  kappa 0.902
          modality        same 0.987  kappa 0.923
          source          F1 0.992
          cue             F1 0.996
          content         F1 0.991
    "#]]
    .assert_eq(&run.out);
    let readme = std::fs::read_to_string(here.join(gold).join("README.md")).unwrap();
    for figure in run.out.split_whitespace().filter_map(|it| it.strip_prefix("0.")) {
        assert!(readme.contains(&format!(".{figure}")), "README.md does not say .{figure}");
    }
    let other = run_second("Nobody left. #event+", "Nobody stayed. #event+");
    assert!(other.contains("do not mark the same lines"), "{other}");
}

fn run_second(first: &str, second: &str) -> String {
    let article = |it: &str| format!("@date 2026-03-14\n\n{it}\n");
    let (first, second) = (article(first), article(second));
    let files = [("a/x.gold", first.as_bytes()), ("b/x.gold", second.as_bytes())];
    let folder = folder("eval-second", &files);
    tajuk(&folder, &["eval", "gold", "a", "--second", "b"]).err
}
