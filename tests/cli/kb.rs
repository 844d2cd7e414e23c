//! The knowledge base on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Run, folder, tajuk, tajuk_with};

/// As a user who has nothing of their own.
fn ask(folder: &Path, args: &[&str]) -> Run {
    let nowhere = folder.join("nowhere").display().to_string();
    let env = [("XDG_CONFIG_HOME", nowhere.as_str()), ("XDG_DATA_HOME", nowhere.as_str())];
    tajuk_with(folder, args, b"", &env)
}

#[test]
fn a_name_is_looked_up_on_a_day() {
    let folder = folder("kb-lookup", &[]);
    let on = |day| {
        let args = ["kb", "lookup", "Prabowo", "--messages", "id", "--date", day];
        ask(&folder, &args).out
    };
    assert!(on("2010-01-01").contains("Kemudian: Menteri Pertahanan"), "{}", on("2010-01-01"));
    assert!(on("2020-01-01").starts_with("Prabowo Subianto · Menteri Pertahanan · Indonesia"));
    assert!(on("2025-01-01").starts_with("Prabowo Subianto · Presiden · Indonesia"));
    let run = ask(&folder, &["kb", "lookup", "Q7747", "--date", "2009-05-05", "--format", "json"]);
    let json = run.json();
    assert_eq!(json["found"][0]["id"], "person/vladimir-putin");
    assert_eq!(json["found"][0]["roles"][0]["role_en"], "Prime Minister");
    // Where nothing is set, the terminal's language is spoken.
    let plain = ask(&folder, &["kb", "lookup", "Prabowo", "--date", "2025-01-01"]);
    assert!(plain.out.contains("On 1 January 2025: President (Indonesia"), "{}", plain.out);
    let none = ask(&folder, &["kb", "lookup", "Zelenskij"]);
    assert_eq!(none.status, Some(1));
    assert!(none.out.contains("near it: Zelenski"), "{}", none.out);
    // As an article calls them.
    for name in ["Presiden Prabowo", "President Prabowo", "Menteri Pertahanan Prabowo Subianto"] {
        let run = ask(&folder, &["kb", "lookup", name, "--date", "2025-01-01"]);
        assert!(run.out.starts_with("Prabowo Subianto · President"), "{name}: {}", run.out);
    }
}

#[test]
fn a_newsrooms_facts_are_found_upward_from_the_file() {
    let kb = b"[[person]]\nid = \"siti\"\nname = \"Siti Aminah\"\ncountry = \"ID\"\n";
    let article = "Kata Siti Aminah, usul itu baik.\n".as_bytes();
    let files: [(&str, &[u8]); 2] = [(".tajuk/kb.toml", kb), ("a/b/x.txt", article)];
    let folder = folder("kb-upward", &files);
    let run = ask(&folder, &["entities", "a/b/x.txt", "--format", "json"]);
    assert_eq!(run.json()["files"][0]["entities"][0]["id"], "person/siti");
    let below = ask(&folder.join("a"), &["kb", "lookup", "Siti", "Aminah"]);
    assert!(below.out.contains("person/siti"), "{}", below.out);
    assert_eq!(ask(&folder, &["kb", "check"]).status, Some(0));
}

#[test]
fn a_broken_file_of_facts_is_told_of_and_survived() {
    let kb = b"schema = 1\n\n[[patch]]\ntarget = \"person:nobody\"\n";
    let article = "Kata Vladimir Putin, usul itu baik.\n".as_bytes();
    let folder = folder("kb-broken", &[(".tajuk/kb.toml", kb), ("x.txt", article)]);
    let run = ask(&folder, &["entities", "x.txt", "--format", "json"]);
    assert_eq!(run.json()["files"][0]["entities"][0]["id"], "person/vladimir-putin");
    assert!(run.err.contains(".tajuk/kb.toml:4:10: “person:nobody” is not known"), "{}", run.err);
    let check = ask(&folder, &["kb", "check", ".tajuk/kb.toml"]);
    assert_eq!(check.status, Some(1));
    assert!(check.out.contains("kb.toml:4: error: "), "{}", check.out);
    assert_eq!(ask(&folder, &["kb", "check", "none.toml"]).status, Some(2));
}

#[test]
fn the_users_own_facts_count_less_than_the_workspaces() {
    let rule =
        |name: &str, id: &str| format!("[[patch]]\ntarget = \"{id}\"\nspelling = \"{name}\"\n");
    let (user, own) = (rule("Satu", "person:kim-jong-un"), rule("Dua", "person:kim-jong-un"));
    let files: [(&str, &[u8]); 1] = [("config/tajuk/kb.toml", user.as_bytes())];
    let folder = folder("kb-user", &files);
    let config = folder.join("config").display().to_string();
    let env = [("XDG_CONFIG_HOME", config.as_str()), ("XDG_DATA_HOME", config.as_str())];
    if cfg!(not(target_os = "linux")) {
        return;
    }
    let first = || {
        let args = ["kb", "lookup", "person/kim-jong-un", "--format", "json"];
        let run = tajuk_with(&folder, &args, b"", &env);
        run.json()["found"][0]["name_id"].clone()
    };
    assert_eq!(first(), "Satu");
    fs::create_dir_all(folder.join(".tajuk")).unwrap();
    fs::write(folder.join(".tajuk/kb.toml"), own).unwrap();
    assert_eq!(first(), "Dua");
}

#[test]
fn tables_are_checked_with_file_line_and_remedy() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/knowledge");
    let tables = folder("kb-tables", &[]);
    for entry in fs::read_dir(&seeds).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "tsv") {
            continue;
        }
        fs::copy(&path, tables.join(path.file_name().unwrap())).unwrap();
    }
    assert_eq!(tajuk(&tables, &["kb", "check", "."]).status, Some(0));
    let roles = fs::read_to_string(tables.join("roles.tsv")).unwrap();
    fs::write(tables.join("roles.tsv"), roles.replacen("\t2012-05-07\t", "\t2012-15-07\t", 1))
        .unwrap();
    let run = tajuk(&tables, &["kb", "check", ".", "--format", "json"]);
    let problem: Value = run.json()["problems"][0].clone();
    assert_eq!(run.status, Some(1));
    assert!(problem["file"].as_str().unwrap().ends_with("roles.tsv"), "{problem}");
    assert!(problem["line"].as_u64().unwrap() > 1);
    let told = run.out;
    assert!(told.contains("`2012-15-07` is no date; write YYYY, YYYY-MM or YYYY-MM-DD"), "{told}");
}

#[test]
fn an_audit_finds_spellings_that_are_missing() {
    let article = "Kata Zelenskyj, usul itu baik. Zelenskyj pulang. Zelenskyj tidur.\n\
                   Vladimir Putin diam.\n";
    let folder = folder("kb-audit", &[("arsip/x.txt", article.as_bytes())]);
    let json = ask(&folder, &["kb", "audit", "arsip", "--format", "json"]).json();
    assert_eq!(json["articles"], 1);
    assert_eq!(json["near"][0]["word"], "Zelenskyj");
    assert_eq!(json["near"][0]["entity"], "person/volodymyr-zelenskyy");
    let unused = json["unused_names"].as_array().unwrap();
    assert!(unused.iter().any(|it| it["name"] == "Vladimir V. Putin"), "{unused:?}");
    let human = ask(&folder, &["kb", "audit", "arsip"]).out;
    assert!(human.contains("3× Zelenskyj · near"), "{human}");
}
