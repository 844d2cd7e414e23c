//! `tajuk claims --set` and its like: states are kept beside the article.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::{folder, tajuk, tajuk_with};

const ARTICLE: &[u8] = b"# Impor\n\nImpor beras turun 30 persen pada 2023. Harga gabah naik 12 \
    persen pada 2024.\n\nUtang pemerintah mencapai Rp 8.000 triliun pada 2024. Ekspor kopi naik \
    7 persen pada 2022.\n";

fn claims(folder: &std::path::Path) -> Vec<Value> {
    let answer = tajuk(folder, &["claims", "a.md", "--format", "json"]).json();
    answer["files"][0]["claims"].as_array().unwrap().clone()
}

fn id(claim: &Value) -> String {
    claim["id"].as_str().unwrap()[..8].to_owned()
}

#[test]
fn a_state_is_set_shown_changed_and_taken_away() {
    let folder = folder("states-set", &[("a.md", ARTICLE)]);
    let id = id(&claims(&folder)[0]);
    let set = format!("{id}=supported");
    let run = tajuk(
        &folder,
        &[
            "claims",
            "a.md",
            "--set",
            &set,
            "--note",
            "BPS",
            "--link",
            "https://example.org/1",
            "--by",
            "Rini",
        ],
    );
    assert_eq!(run.status, Some(0), "{}", run.err);
    for part in ["didukung", ", Rini:", "“BPS”", "https://example.org/1"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    let checked = claims(&folder)[0]["checked"].clone();
    assert_eq!(checked["note"], "BPS");
    // A later word keeps the note and adds a link.
    let set = format!("{id}=disputed");
    tajuk(&folder, &["claims", "a.md", "--set", &set, "--link", "https://example.org/2"]);
    let claim = claims(&folder)[0].clone();
    assert_eq!((&claim["state"], &claim["checked"]["note"]), (&"disputed".into(), &"BPS".into()));
    assert_eq!(claim["checked"]["links"].as_array().unwrap().len(), 2);
    tajuk(&folder, &["claims", "a.md", "--set", &format!("{id}=unchecked")]);
    assert_eq!(claims(&folder)[0]["state"], "unchecked");
    // Nothing else is left beside the article.
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_claim_that_is_gone_is_listed_and_can_be_let_go() {
    let folder = folder("states-orphans", &[("a.md", ARTICLE)]);
    let id = id(&claims(&folder)[0]);
    tajuk(&folder, &["claims", "a.md", "--set", &format!("{id}=supported")]);
    let text = String::from_utf8(ARTICLE.to_vec()).unwrap();
    fs::write(folder.join("a.md"), text.replace("Impor beras turun 30 persen pada 2023. ", ""))
        .unwrap();
    assert!(tajuk(&folder, &["claims", "a.md"]).out.contains("1 tanda klaimnya sudah tidak ada"));
    let orphans = tajuk(&folder, &["claims", "a.md", "--orphans"]);
    assert!(orphans.out.contains("Impor beras turun 30 persen"), "{}", orphans.out);
    let run = tajuk(&folder, &["claims", "a.md", "--set", &format!("{id}=disputed")]);
    assert_eq!(run.status, Some(2));
    let run = tajuk(&folder, &["claims", "a.md", "--set", &format!("{id}=unchecked")]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(tajuk(&folder, &["claims", "a.md", "--orphans"]).out.contains("every marked claim"));
}

#[test]
fn states_that_are_set_at_the_same_time_all_stand() {
    let folder = folder("states-race", &[("a.md", ARTICLE)]);
    let all = claims(&folder);
    assert_eq!(all.len(), 4);
    let children: Vec<_> = all
        .iter()
        .map(|it| {
            Command::new(env!("CARGO_BIN_EXE_tajuk"))
                .args(["claims", "a.md", "--set", &format!("{}=supported", id(it))])
                .current_dir(&folder)
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(claims(&folder).iter().all(|it| it["state"] == "supported"));
}

#[test]
fn a_ledger_that_cannot_be_used_is_told_of_and_left_alone() {
    let folder = folder("states-bad", &[("a.md", ARTICLE)]);
    let set = format!("{}=supported", id(&claims(&folder)[0]));
    tajuk(&folder, &["claims", "a.md", "--set", &set]);
    let path = folder.join("a.md.klaim.json");
    let good = fs::read_to_string(&path).unwrap();
    let big = vec![b' '; 50 << 20];
    let conflict = good.replacen('\n', "\n<<<<<<< HEAD\n", 1);
    let other = good.replace("\"source\":\"a.md\"", "\"source\":\"b.md\"");
    let cases: [(&[u8], &str, &str); 6] = [
        (&good.as_bytes()[..300], "a.md.klaim.json:2:", "--repair"),
        (conflict.as_bytes(), "a.md.klaim.json:2: Git left a conflict", "--repair"),
        (other.as_bytes(), "it is about b.md", "renamed"),
        (b"{\n\"a\": \xff}", "line 2 is not UTF-8", "UTF-8"),
        (&big, "it has 50 MB", "move it away"),
        (b"{}", "no list of annotations", "move the file away"),
    ];
    for (text, problem, remedy) in cases {
        fs::write(&path, text).unwrap();
        for args in [vec!["claims", "a.md"], vec!["claims", "a.md", "--set", &set]] {
            let run = tajuk(&folder, &args);
            assert_eq!(run.status, Some(2), "{problem}");
            assert!(run.err.contains(problem) && run.err.contains(remedy), "{}", run.err);
        }
        // Findings can be told without it; that it is broken is said.
        let run = tajuk(&folder, &["check", "a.md"]);
        assert_ne!(run.status, Some(2));
        assert!(run.err.contains("a.md.klaim.json"), "{}", run.err);
        assert!(fs::read(&path).unwrap() == text, "{problem}");
    }
    // One from a later program is read and not changed.
    let newer = good.replace("\"tajuk:schema\":1", "\"tajuk:schema\":9");
    fs::write(&path, &newer).unwrap();
    assert_eq!(claims(&folder)[0]["state"], "supported");
    let run = tajuk(&folder, &["claims", "a.md", "--set", &set]);
    assert!(run.err.contains("newer Tajuk (schema 9)"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    // A folder in its place.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let run = tajuk(&folder, &["claims", "a.md", "--set", &set]);
    assert!(run.err.contains("it is a folder"), "{}", run.err);
}

#[test]
fn a_repair_saves_what_can_be_read_and_keeps_the_rest() {
    let folder = folder("states-repair", &[("a.md", ARTICLE)]);
    for claim in claims(&folder) {
        tajuk(&folder, &["claims", "a.md", "--set", &format!("{}=supported", id(&claim))]);
    }
    let path = folder.join("a.md.klaim.json");
    let good = fs::read_to_string(&path).unwrap();
    let broken =
        good.replacen("\n{", "\n<<<<<<< HEAD\n{", 1).replacen("},\n{", "},\n=======\n{", 1);
    fs::write(&path, &broken).unwrap();
    let run = tajuk(&folder, &["claims", "a.md", "--repair"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(run.err.contains("4 states saved"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), good);
    let backup = folder.join("a.md.klaim.json.bak");
    assert_eq!(fs::read_to_string(&backup).unwrap(), broken);
    assert!(tajuk(&folder, &["claims", "a.md", "--repair"]).err.contains("nothing is wrong"));
    // A second one does not write over the first backup.
    fs::write(&path, &broken).unwrap();
    tajuk(&folder, &["claims", "a.md", "--repair"]);
    assert!(folder.join("a.md.klaim.json.bak2").exists());
    fs::write(&path, "nothing of use").unwrap();
    assert_eq!(tajuk(&folder, &["claims", "a.md", "--repair"]).status, Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), "nothing of use");
}

#[test]
fn wrong_usage_is_explained() {
    let folder = folder("states-usage", &[("a.md", ARTICLE)]);
    for (args, part) in [
        (vec!["--set", "zzzz=supported"], "no claim has the ID zzzz"),
        (vec!["--set", "abcd"], "ID=STATE"),
        (vec!["--set", "abcd=true"], "there is no state true"),
        (vec!["--set", "abcd=stale"], "follows from the text"),
        (vec!["--note", "x"], "--set"),
        (vec!["--set", "abcd=supported", "--link", "nowhere"], "nowhere is no address"),
        (vec!["--format", "claimreview"], "no claim is marked"),
        (vec!["--format", "claimreview", "--url", "kompas"], "no address"),
        (vec!["--orphans", "--format", "csv"], "--orphans is printed"),
    ] {
        let mut all = vec!["claims", "a.md"];
        all.extend(args);
        let run = tajuk(&folder, &all);
        assert_eq!(run.status, Some(2), "{part}");
        assert!(run.err.contains(part), "{}", run.err);
    }
    let run = tajuk_with(&folder, &["claims", "-", "--set", "abcd=supported"], ARTICLE, &[]);
    assert!(run.err.contains("standard input"), "{}", run.err);
    let run = tajuk(&folder, &["export", "--as", "ninjs", "a.md"]);
    assert!(run.err.contains("uri: the address of the article"), "{}", run.err);
    assert!(!folder.join("a.md.klaim.json").exists());
}
