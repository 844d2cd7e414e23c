//! `tajuk.toml` as its users meet it: what it changes, who set what, and what
//! is said where it is wrong.

use std::fs;

use serde_json::Value;

use crate::cli::{CLEAN, MISSING_SPACE, WRONG_WEEKDAY, folder, tajuk, tajuk_with};

fn rules(run: &Value) -> Vec<(String, String)> {
    let files = run["files"].as_array().unwrap().iter();
    let findings = files.flat_map(|it| it["findings"].as_array().unwrap());
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    findings.map(|it| (text(&it["rule"]), text(&it["level"]))).collect()
}

fn found(folder: &std::path::Path, args: &[&str]) -> Vec<(String, String)> {
    let all: Vec<&str> = ["check", "--format", "json"].iter().chain(args).copied().collect();
    rules(&tajuk(folder, &all).json())
}

#[test]
fn levels_hold_for_rules_groups_and_paths() {
    let config = "[groups]\northography = \"error\"\n\n[[overrides]]\npaths = [\"arsip/\"]\n\
                  [overrides.rules]\nmissing-space = \"off\"\n";
    let files: &[(&str, &[u8])] = &[
        ("tajuk.toml", config.as_bytes()),
        ("a.txt", MISSING_SPACE.as_bytes()),
        ("arsip/2019/b.txt", MISSING_SPACE.as_bytes()),
    ];
    let folder = folder("config_levels", files);
    let error = ("missing-space".to_owned(), "error".to_owned());
    assert_eq!(found(&folder, &["a.txt"]), vec![error.clone()]);
    assert_eq!(found(&folder, &["arsip/2019/b.txt"]), []);
    // Found upward from the article, also from another folder.
    let inner = folder.join("arsip");
    assert_eq!(found(&inner, &["../a.txt"]), [error]);
    assert_eq!(found(&folder, &["--no-config", "a.txt"])[0].1, "warning");
}

#[test]
fn layers_lie_upon_each_other_and_show_tells_which() {
    let folder = folder(
        "config_layers",
        &[
            ("rumah/tajuk/config.toml", b"messages = \"id\"\n[rules]\nmissing-space = \"hint\"\n"),
            ("p/tajuk.toml", b"# ours\nlang = \"en\"\n[rules]\nmissing-space = \"off\"\n"),
            ("p/a.txt", MISSING_SPACE.as_bytes()),
            ("lain.toml", b"[rules]\nmissing-space = \"information\"\n"),
        ],
    );
    let home = folder.join("rumah");
    let env = [("XDG_CONFIG_HOME", home.to_str().unwrap())];
    let project = folder.join("p");
    let show = |args: &[&str]| {
        let all: Vec<&str> = ["config", "show"].iter().chain(args).copied().collect();
        tajuk_with(&project, &all, b"", &env).out
    };
    let said = show(&["a.txt", "--lang", "id"]);
    let line = |key: &str| said.lines().find(|it| it.starts_with(key)).unwrap().to_owned();
    assert!(line("lang").contains("id") && line("lang").ends_with("baris perintah"), "{said}");
    assert!(line("messages").ends_with("config.toml:1"), "{said}");
    let rule = line("rules.missing-space");
    assert!(rule.contains("off") && rule.ends_with(" tajuk.toml:4"), "{said}");
    let named = show(&["--config", "../lain.toml"]);
    assert!(named.contains("information") && named.contains("lain.toml:2"), "{named}");
    assert!(!named.contains("tajuk.toml"), "{named}");
    // The commands about rules say the same.
    let page = tajuk_with(&project, &["explain", "missing-space"], b"", &env).out;
    assert!(page.contains("Berlaku di sini: mati, ditetapkan oleh tajuk.toml:4"), "{page}");
    let list = tajuk_with(&project, &["rules"], b"", &env).out;
    assert!(list.contains("off") && list.contains("(tajuk.toml:4)"), "{list}");
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_holds() {
    let config = "mesages = \"id\"\nlang = 7\n\n[rules]\nmissing-spce = \"off\"\n\
                  missing-space = \"eror\"\nweekday-date-mismatch = \"off\"\n\n\
                  [[overrides]]\npaths = [\"a{\"]\n";
    let text = format!("{MISSING_SPACE}\n{WRONG_WEEKDAY}");
    let files: &[(&str, &[u8])] = &[("tajuk.toml", config.as_bytes()), ("a.txt", text.as_bytes())];
    let folder = folder("config_wrong", files);
    let run = tajuk(&folder, &["check", "--messages", "en", "a.txt"]);
    assert_eq!(run.status, Some(2));
    for said in [
        "tajuk.toml:1:1: There is no key “mesages”\n help: did you mean “messages”?",
        "tajuk.toml:2:8: \"lang\" cannot be 7\n help: use \"auto\", \"id\" or \"en\"",
        "tajuk.toml:5:1: There is no rule “missing-spce”\n help: did you mean “missing-space”?",
        "tajuk.toml:6:17: \"missing-space\" cannot be \"eror\"\n help: use \"off\", \"hint\"",
        "tajuk.toml:10:10: The pattern \"a{\" cannot be read",
    ] {
        assert!(run.err.contains(said), "{said}\n---\n{}", run.err);
    }
    assert_eq!(run.err.matches("error:").count(), 5, "{}", run.err);
    // Checking goes on, with what was right.
    assert!(run.out.contains("missing-space"), "{}", run.out);
    assert!(!run.out.contains("weekday-date-mismatch"), "{}", run.out);
}

#[test]
fn broken_toml_costs_only_what_is_broken() {
    let config = "[rules]\nmissing-space = \"off\"\nlevel = = 3\n";
    let files: &[(&str, &[u8])] =
        &[("tajuk.toml", config.as_bytes()), ("a.txt", MISSING_SPACE.as_bytes())];
    let folder = folder("config_broken", files);
    let run = tajuk(&folder, &["check", "a.txt"]);
    assert_eq!(run.status, Some(2), "{}", run.err);
    assert!(run.err.contains("tajuk.toml:3:"), "{}", run.err);
    assert!(!run.out.contains("missing-space"), "{}", run.out);
    let run = tajuk(&folder, &["check", "--config", "tiada.toml", "a.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("there is no configuration file"), "{}", run.err);
}

#[test]
fn init_writes_a_file_that_changes_nothing() {
    let folder = folder("config_init", &[("a.txt", WRONG_WEEKDAY.as_bytes())]);
    let before = found(&folder, &["a.txt"]);
    let run = tajuk(&folder, &["config", "init"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let text = fs::read_to_string(folder.join("tajuk.toml")).unwrap();
    for key in ["profile", "summary_above", "[rules]", "overrides", "# missing-space = "] {
        assert!(text.contains(key), "{key}");
    }
    assert_eq!(found(&folder, &["a.txt"]), before);
    assert_eq!(tajuk(&folder, &["check", "a.txt", "--fail-on", "never"]).status, Some(0));
    // With every # before a setting taken away, it still is right and the same.
    let is_setting = |it: &str| it.starts_with("# [") || it.split_once(" = ").is_some();
    let on: String = text
        .lines()
        .map(|it| if is_setting(it) { it.trim_start_matches("# ") } else { it }.to_owned() + "\n")
        .collect();
    fs::write(folder.join("tajuk.toml"), &on).unwrap();
    let run = tajuk(&folder, &["check", "a.txt", "--fail-on", "never"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{on}");
    let again = tajuk(&folder, &["config", "init"]);
    assert_eq!(again.status, Some(2));
    assert_eq!(fs::read_to_string(folder.join("tajuk.toml")).unwrap(), on);
}

#[test]
fn set_keeps_comments_and_refuses_what_cannot_be() {
    let folder = folder("config_set", &[("tajuk.toml", b"# dibaca redaksi\n[rules] # sepakat\n")]);
    let run = tajuk(&folder, &["config", "set", "rules.vague-attribution", "off"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let text = fs::read_to_string(folder.join("tajuk.toml")).unwrap();
    assert_eq!(text, "# dibaca redaksi\n[rules] # sepakat\nvague-attribution = \"off\"\n");
    let run = tajuk(&folder, &["config", "set", "rules.vague-atribution", "off"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("vague-attribution"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.join("tajuk.toml")).unwrap(), text);
}

#[test]
fn the_published_schema_is_the_one_that_is_printed() {
    let folder = folder("config_schema", &[]);
    let printed = tajuk(&folder, &["config", "schema"]);
    expect_test::expect_file!["../../editors/tajuk.schema.json"].assert_eq(&printed.out);
    let schema = printed.json();
    let rules = schema["properties"]["rules"]["properties"].as_object().unwrap();
    assert!(tajuk::rules::RULES.iter().all(|it| rules.contains_key(it.id)));
    assert_eq!(schema["properties"]["overrides"]["items"]["required"][0], "paths");
}

#[test]
fn comments_silence_in_markdown() {
    let wrong = MISSING_SPACE.trim_end();
    let cases = [
        (format!("<!-- tajuk-ignore missing-space -->\n{wrong}\n"), 0),
        (format!("<!-- tajuk-ignore orthography: kutipan asli -->\n\n{wrong}\n"), 0),
        (format!("<!-- tajuk-ignore -->\n{wrong}\n"), 0),
        (format!("{wrong} <!-- tajuk-ignore missing-space -->\n"), 0),
        (format!("{{/* tajuk-ignore missing-space */}}\n\n{wrong}\n"), 0),
        (format!("{CLEAN}\n{wrong}\n\n<!-- tajuk-ignore-file missing-space -->\n"), 0),
        (
            format!(
                "<!-- tajuk-ignore-start missing-space -->\n\n{wrong}\n\n{wrong}\n\n\
                 <!-- tajuk-ignore-end -->\n\n{wrong}\n"
            ),
            1,
        ),
        (format!("<!-- tajuk-ignore missing-space -->\n{wrong}\n\n{wrong}\n"), 1),
        (format!("```\n<!-- tajuk-ignore-file missing-space -->\n```\n\n{wrong}\n"), 1),
    ];
    for (text, count) in cases {
        let folder = folder("comments", &[("a.md", text.as_bytes())]);
        let found = found(&folder, &["a.md"]);
        assert_eq!(found.len(), count, "{text}\n{found:?}");
        assert!(found.iter().all(|(rule, _)| rule == "missing-space"), "{text}\n{found:?}");
    }
}

#[test]
fn a_comment_that_silences_nothing_is_told() {
    let text =
        format!("<!-- tajuk-ignore missing-space -->\n{CLEAN}\n<!-- tajuk-ignore nope -->\n");
    let folder = folder("unused", &[("a.md", text.as_bytes())]);
    let hint = ("unused-ignore".to_owned(), "hint".to_owned());
    assert_eq!(found(&folder, &["a.md"]), [hint.clone(), hint]);
    let off = ("tajuk.toml", &b"[rules]\nunused-ignore = \"off\"\n"[..]);
    let folder = crate::cli::folder("unused", &[("a.md", text.as_bytes()), off]);
    assert_eq!(found(&folder, &["a.md"]), []);
}

#[test]
fn plain_text_is_silenced_by_quoting_it() {
    let ignore = "[[ignore]]\nfile = \"a.txt\"\nrule = \"missing-space\"\nquote = \",\"\n\
                  before = \"Kapal pertama berlabuh di Odesa\"\nafter = \"muatannya sudah\"\n";
    let files: &[(&str, &[u8])] =
        &[(".tajuk/ignore.toml", ignore.as_bytes()), ("a.txt", MISSING_SPACE.as_bytes())];
    let folder = folder("quoted", files);
    assert_eq!(found(&folder, &["a.txt"]), []);
    // It survives an edit on one side and a move.
    let moved = format!("{CLEAN}\n{}", MISSING_SPACE.replace("muatannya", "isinya"));
    fs::write(folder.join("a.txt"), moved).unwrap();
    assert_eq!(found(&folder, &["a.txt"]), []);
    fs::write(folder.join("a.txt"), CLEAN).unwrap();
    assert_eq!(found(&folder, &["a.txt"])[0].0, "unused-ignore");
    fs::write(folder.join(".tajuk/ignore.toml"), "[[ignore]]\nfile = \"a.txt\"\n").unwrap();
    let run = tajuk(&folder, &["check", "a.txt"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("ignore.toml:1:1: "), "{}", run.err);
}

#[test]
fn a_baseline_is_silent_about_what_was_there() {
    let files: &[(&str, &[u8])] = &[("arsip/a.txt", MISSING_SPACE.as_bytes())];
    let folder = folder("baseline", files);
    let run = tajuk(&folder, &["check", "--write-baseline", "arsip"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(run.out.contains("1 finding of 1 file"), "{}", run.out);
    assert_eq!(found(&folder, &["arsip"]), []);
    // The paragraph and the file move; another one of the same is new.
    let moved = format!("{CLEAN}\n{MISSING_SPACE}");
    fs::remove_file(folder.join("arsip/a.txt")).unwrap();
    fs::write(folder.join("arsip/b.txt"), &moved).unwrap();
    assert_eq!(found(&folder, &["arsip"]), []);
    fs::write(folder.join("arsip/b.txt"), format!("{moved}\n{MISSING_SPACE}")).unwrap();
    assert_eq!(found(&folder, &["arsip"]).len(), 1);
    // Another file's name, and a file that is no baseline.
    let file = "--write-baseline=lama.txt";
    assert_eq!(tajuk(&folder, &["check", file, "arsip"]).status, Some(0));
    assert_eq!(found(&folder, &["--baseline", "lama.txt", "arsip"]), []);
    fs::write(folder.join("lama.txt"), "apa saja\n").unwrap();
    let run = tajuk(&folder, &["check", "--baseline", "lama.txt", "arsip"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("lama.txt:1:1: "), "{}", run.err);
}

#[test]
fn sarif_has_the_shape_that_viewers_read() {
    let files: &[(&str, &[u8])] = &[("naskah 1.txt", MISSING_SPACE.as_bytes())];
    let folder = folder("sarif", files);
    let run = tajuk(&folder, &["check", "--format", "sarif"]);
    let log = run.json();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-2.1.0.json"));
    let one = &log["runs"][0];
    let rules = one["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(one["tool"]["driver"]["name"], "tajuk");
    assert_eq!(one["columnKind"], "utf16CodeUnits");
    for rule in rules {
        assert!(rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string());
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note", "none"].contains(&level));
    }
    let results = one["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    let result = &results[0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "naskah%201.txt");
    let region = &place["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&1.into(), &32.into()));
    assert_eq!((&region["byteOffset"], &region["byteLength"]), (&31.into(), &1.into()));
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], " ");
    let print = result["partialFingerprints"]["tajuk/v1"].as_str().unwrap();
    assert!(print.starts_with("missing-space "), "{print}");
    // A finding is the same after a move.
    fs::write(folder.join("naskah 1.txt"), format!("{CLEAN}\n{MISSING_SPACE}")).unwrap();
    let moved = tajuk(&folder, &["check", "--format", "sarif"]).json();
    let again = &moved["runs"][0]["results"][0];
    assert_eq!(again["partialFingerprints"]["tajuk/v1"], print);
}

#[test]
fn all_profiles_can_be_read() {
    for (id, text) in tajuk::rules::PROFILES {
        let profile = tajuk::rules::Profile::find(id).unwrap_or_else(|| panic!("{id}: {text}"));
        assert_eq!(profile.id, *id);
        assert!(profile.quotes.as_ref().is_some_and(|it| it.chars().count() == 2), "{id}");
        assert!(profile.lang.as_deref().is_some_and(|it| it == "id" || it == "en"), "{id}");
    }
}

/// What one rule leaves to another is said by it where the other is off.
#[test]
fn a_rule_that_leads_another_can_be_off() {
    let text = "Ekspor kopi naik 12 persen pada 2024 menjadi 4,8 miliar dolar AS.\n";
    let off = b"lang = \"id\"\n[rules]\nclaim-needs-source = \"off\"\n";
    let folder = folder(
        "config_followers",
        &[("a/a.txt", text.as_bytes()), ("b/tajuk.toml", off), ("b/a.txt", text.as_bytes())],
    );
    let told = |project: &str| {
        let run = tajuk(&folder.join(project), &["check", "a.txt", "--format", "jsonl"]);
        let rules = ["claim-needs-source", "quantity-without-source"];
        rules.map(|it| run.out.matches(&format!("\"{it}\"")).count())
    };
    assert_eq!([1, 0], told("a"));
    assert_eq!([0, 1], told("b"));
}
