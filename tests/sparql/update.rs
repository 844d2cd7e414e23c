//! The built program, asking a real SPARQL engine. The engine and its world
//! are on this machine; nothing leaves it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tajuk_sparql_test::serve;

const WORLD: &str = include_str!("world.ttl");
const COUNTRIES: &str = "AL,BG,DE,EE,FR,ID,IN,IT,JP,MG,PL";

fn tajuk(folder: &Path, url: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/release/tajuk");
    let program = std::env::var_os("TAJUK").map_or(built, PathBuf::from);
    let output = Command::new(&program)
        .args(["kb", "update", "--endpoint", url, "--countries", COUNTRIES, "--out"])
        .arg(folder.join("kb-update.toml"))
        .args(more)
        .env("COLUMNS", "100")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; build it, or set TAJUK", program.display()));
    let text = |it: Vec<u8>| String::from_utf8(it).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A line a change: country, kind, whom, what, and the rules that hold it.
fn lines(json: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let changes = json["update"]["changes"].as_array().expect("changes");
    let text = |it: &Value| it.as_str().unwrap_or("-").to_owned();
    let line = |it: &Value| {
        let held = it["held"].as_array().expect("held").iter().map(|it| text(&it["rule"]));
        let held: Vec<String> = held.collect();
        let parts = ["country", "kind", "of", "new"].map(|key| text(&it[key]));
        let qid = text(&it["person"]["qid"]);
        format!("{} {} {qid} [{}]", parts.join(" "), text(&it["person"]["id"]), held.join(" "))
    };
    changes.iter().map(line).collect()
}

#[test]
fn what_may_be_believed_is_kept_and_the_rest_is_held() {
    let (endpoint, folder) = (serve(WORLD), folder("believed"));
    let (status, out, err) = tajuk(&folder, &endpoint.url, &["--dry-run", "--format", "json"]);
    assert_eq!(status, Some(0), "{err}");
    let expected = include_str!("expected.txt").trim_end().to_owned();
    let got = lines(&out).join("\n");
    assert!(got == expected, "got:\n{got}\n\nexpected:\n{expected}");
    assert!(!folder.join("kb-update.toml").exists(), "a dry run writes nothing");

    let (status, shown, err) = tajuk(&folder, &endpoint.url, &["--yes"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(shown.contains("+ Prime Minister: Besa Shembulli since 5 October 2026"), "{shown}");
    let text = fs::read_to_string(folder.join("kb-update.toml")).expect("written");
    assert!(text.contains("Besa Shembulli") && text.contains("until = 2026-10-05"));
    assert!(!text.contains("rebane") && !text.contains("Exemple") && !text.contains("Beispiel"));

    // What was accepted is known now; what was held still is.
    let (status, out, err) = tajuk(&folder, &endpoint.url, &["--yes", "--format", "json"]);
    assert_eq!(status, Some(0), "{err}");
    let again = lines(&out);
    assert!(again.iter().all(|it| !it.ends_with("[]")), "{again:#?}");
    for held in expected.lines().filter(|it| !it.ends_with("[]")) {
        assert!(again.iter().any(|it| it == held), "{held} is gone: {again:#?}");
    }
    assert_eq!(fs::read_to_string(folder.join("kb-update.toml")).expect("still there"), text);
}

#[test]
fn the_endpoint_learns_who_asks_and_nothing_but_identifiers() {
    let (endpoint, folder) = (serve(WORLD), folder("asked"));
    let more = ["--dry-run", "--contact", "desk@example.org"];
    let (status, _, err) = tajuk(&folder, &endpoint.url, &more);
    assert_eq!(status, Some(0), "{err}");
    let asked = endpoint.asked.lock().expect("no panic");
    assert!(4 <= asked.len(), "{} questions", asked.len());
    for (query, agent) in asked.iter() {
        assert!(agent.starts_with("tajuk/") && agent.ends_with(" (desk@example.org)"), "{agent}");
        assert!(!query.contains("SERVICE") && !query.contains("{{"), "{query}");
    }
}
