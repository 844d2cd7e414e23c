//! Claims are marked in the editor, and the marks follow the text.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

use crate::session::editor::{Editor, modern};

const ARTICLE: &str = "# Impor\n\nImpor beras turun 30 persen pada 2023. Jumlah itu melampaui \
    target 2 juta ton.\n\nHarga gabah naik 12 persen sepanjang 2024 dan mencapai Rp 7.000 per \
    kilogram.\n";

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("marks").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn uri(path: &Path) -> String {
    Url::from_file_path(path).unwrap().into()
}

fn ledger_of(article: &Path) -> PathBuf {
    article.with_file_name("a.md.klaim.json")
}

struct Desk {
    editor: Editor,
    article: PathBuf,
    uri: String,
}

impl Desk {
    async fn open(test: &str) -> Desk {
        let article = folder(test).join("a.md");
        fs::write(&article, ARTICLE).unwrap();
        let mut able = modern();
        able["workspace"]["applyEdit"] = json!(true);
        let mut editor = Editor::start(able).await;
        let uri = uri(&article);
        editor.open(&uri, "markdown", 1, ARTICLE).await;
        Desk { editor, article, uri }
    }

    async fn claims(&mut self) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.uri } });
        let claims = self.editor.call("tajuk/claims", params).await.unwrap();
        claims.as_array().unwrap().clone()
    }

    async fn states(&mut self) -> Vec<String> {
        let claims = self.claims().await;
        claims.iter().map(|it| it["state"].as_str().unwrap().to_owned()).collect()
    }

    /// The actions at a place, and what each would say.
    async fn marks(&mut self, line: u32, character: u32) -> Vec<Value> {
        let place = json!({ "line": line, "character": character });
        let range = json!({ "start": place, "end": place });
        let context = json!({ "diagnostics": [], "only": ["refactor"] });
        let mut res = self.editor.actions(&self.uri.clone(), &range, context).await;
        // Other ways to write the sentence are offered as well.
        res.retain(|it| it["command"].is_object());
        res
    }

    async fn run(&mut self, action: &Value) -> Result<Value, Value> {
        let command = &action["command"];
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        self.editor.call("workspace/executeCommand", params).await
    }
}

#[tokio::test]
async fn an_action_marks_a_claim_in_the_file_beside_the_article() {
    let mut desk = Desk::open("action").await;
    let marks = desk.marks(2, 8).await;
    let titles: Vec<&str> = marks.iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Klaim: tandai didukung",
            "Klaim: tandai dibantah",
            "Klaim: tandai perlu sumber",
            "Klaim: tandai bukan klaim"
        ]
    );
    desk.run(&marks[0]).await.unwrap();
    let text = fs::read_to_string(ledger_of(&desk.article)).unwrap();
    assert!(text.contains("\"value\":\"supported\""), "{text}");
    assert_eq!(desk.states().await[0], "supported");
    // The mark can be changed, and taken away.
    let marks = desk.marks(2, 8).await;
    assert_eq!(marks.last().unwrap()["title"], "Klaim: hapus tanda");
    desk.run(marks.last().unwrap()).await.unwrap();
    assert_eq!(desk.states().await[0], "unchecked");
}

#[tokio::test]
async fn a_supported_claim_is_asked_for_no_more() {
    let mut desk = Desk::open("silent").await;
    let asked =
        |found: &[Value]| found.iter().filter(|it| it["code"] == "claim-needs-source").count();
    let uri = desk.uri.clone();
    let found = desk.editor.findings(&uri, 1).await;
    let before = asked(&found);
    assert!(0 < before, "{found:?}");
    let place = found.iter().find(|it| it["code"] == "claim-needs-source").unwrap();
    let start = place["range"]["start"].clone();
    let (line, character) = (start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap());
    let marks = desk.marks(line as u32, character as u32 + 2).await;
    desk.run(&marks[0]).await.unwrap();
    desk.editor
        .hear_until(|it| {
            let told = it.notices("textDocument/publishDiagnostics").last().unwrap();
            let found = told["diagnostics"].as_array().unwrap();
            found.iter().filter(|it| it["code"] == "claim-needs-source").count() == before - 1
        })
        .await;
}

#[tokio::test]
async fn a_card_tells_of_a_claim_and_its_state() {
    let mut desk = Desk::open("card").await;
    let claim = desk.claims().await[0]["id"].clone();
    let wanted = json!({ "uri": desk.uri, "claim": claim, "state": "disputed", "by": "Rini",
        "note": "Pelabuhan mencatat 28 persen", "links": ["https://example.org/data"] });
    let params = json!({ "command": "tajuk.claim.set", "arguments": [wanted] });
    desk.editor.call("workspace/executeCommand", params).await.unwrap();
    // A later figure.
    let edit = json!({ "range": { "start": { "line": 2, "character": 18 },
        "end": { "line": 2, "character": 20 } }, "text": "28" });
    let params = json!({ "textDocument": { "uri": desk.uri, "version": 2 },
        "contentChanges": [edit] });
    desk.editor.notify("textDocument/didChange", params).await;
    let params = json!({ "textDocument": { "uri": desk.uri },
        "position": { "line": 2, "character": 8 } });
    let card = desk.editor.call("textDocument/hover", params).await.unwrap();
    let text = card["contents"]["value"].as_str().unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "**Klaim** · perbandingan · dinyatakan · **berubah sejak diperiksa**");
    assert_eq!(lines[1], "Kata: penulis, tanpa sumber");
    assert!(lines[2].starts_with("Layak diperiksa: 0."), "{text}");
    assert!(lines[3].ends_with(", Rini: dibantah"), "{text}");
    assert_eq!(lines[4], "Yang diperiksa: “Impor beras turun 30 persen pada 2023”");
    assert_eq!(lines[5], "“Pelabuhan mencatat 28 persen”");
    assert_eq!(lines[6], "<https://example.org/data>");
    // Once it is saved, the file knows the claim by its words of today.
    let saved = json!({ "textDocument": { "uri": desk.uri } });
    desk.editor.notify("textDocument/didSave", saved).await;
    assert_eq!(desk.states().await[0], "stale");
    // The article is read again for it beside all else.
    let path = ledger_of(&desk.article);
    let known = || fs::read_to_string(&path).unwrap().contains("turun 28 persen");
    for _ in 0..1_000 {
        if known() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"exact\":\"Impor beras turun 28 persen pada 2023\""), "{text}");
    assert!(text.contains("\"tajuk:checked\":\"Impor beras turun 30 persen pada 2023\""), "{text}");
}

#[tokio::test]
async fn what_others_write_is_noticed() {
    let mut desk = Desk::open("watched").await;
    let marks = desk.marks(2, 8).await;
    desk.run(&marks[0]).await.unwrap();
    let path = ledger_of(&desk.article);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"supported\"", "\"not-a-claim\"")).unwrap();
    let params = json!({ "changes": [{ "uri": uri(&path), "type": 2 }] });
    desk.editor.notify("workspace/didChangeWatchedFiles", params.clone()).await;
    assert_eq!(desk.states().await[0], "not-a-claim");
    // A broken one is told of, with its line, and nothing is written over it.
    fs::write(&path, format!("{text}<<<<<<< HEAD\n")).unwrap();
    desk.editor.notify("workspace/didChangeWatchedFiles", params).await;
    desk.editor.hear_until(|it| it.notices("window/showMessage").count() == 1).await;
    let said = desk.editor.notices("window/showMessage").next().unwrap();
    let said = said["message"].as_str().unwrap();
    assert!(said.contains("a.md.klaim.json:4: Git left a conflict here"), "{said}");
    assert!(said.contains("--repair"), "{said}");
    assert_eq!(desk.states().await[0], "unchecked");
    let marks = desk.marks(2, 8).await;
    let error = desk.run(&marks[1]).await.unwrap_err();
    assert!(error["message"].as_str().unwrap().contains("conflict"), "{error}");
    assert!(fs::read_to_string(&path).unwrap().ends_with("<<<<<<< HEAD\n"));
}

#[tokio::test]
async fn a_ledger_that_is_open_is_changed_by_the_editor() {
    let mut desk = Desk::open("open").await;
    let marks = desk.marks(2, 8).await;
    desk.run(&marks[0]).await.unwrap();
    let path = ledger_of(&desk.article);
    let on_disk = fs::read_to_string(&path).unwrap();
    // The editor holds something newer than the disk.
    let held = on_disk.replace("\"supported\"", "\"disputed\"");
    desk.editor.open(&uri(&path), "json", 7, &held).await;
    assert_eq!(desk.states().await[0], "disputed");
    let marks = desk.marks(4, 3).await;
    let params = json!({ "command": marks[2]["command"]["command"],
        "arguments": marks[2]["command"]["arguments"] });
    desk.editor.call("workspace/executeCommand", params).await.unwrap();
    desk.editor.hear_until(|it| it.notices("workspace/applyEdit").count() == 1).await;
    let edit = desk.editor.notices("workspace/applyEdit").next().unwrap()["edit"].clone();
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri(&path), "version": 7 }));
    let edit = &change["edits"][0];
    // Only the lines that differ.
    assert_eq!(edit["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert_eq!(fs::read_to_string(&path).unwrap(), on_disk);
    let params = json!({ "textDocument": { "uri": uri(&path), "version": 8 },
        "contentChanges": [{ "range": edit["range"], "text": edit["newText"] }] });
    desk.editor.notify("textDocument/didChange", params).await;
    let states = desk.states().await;
    assert_eq!((states[0].as_str(), states.last().unwrap().as_str()), ("disputed", "needs-source"));
    // Closed without saving, it is as it is on the disk.
    let params = json!({ "textDocument": { "uri": uri(&path) } });
    desk.editor.notify("textDocument/didClose", params).await;
    assert_eq!(desk.states().await[0], "supported");
}

/// The command reads the article, and the session is not locked meanwhile: who
/// types elsewhere sees nothing of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mark_in_a_long_article_that_nobody_has_read_keeps_nobody_waiting() {
    let article = folder("long").join("a.md");
    let text = ARTICLE.repeat(3_000);
    fs::write(&article, &text).unwrap();
    let mut able = modern();
    // Nothing is read until it is asked for.
    able["textDocument"]["diagnostic"] = json!({});
    let mut editor = Editor::start(able).await;
    let (long, short) = (uri(&article), uri(&article.with_file_name("pendek.md")));
    editor.open(&long, "markdown", 1, &text).await;
    editor.open(&short, "markdown", 1, "# Judul\n").await;
    let wanted = json!({ "uri": long, "claim": "0", "state": "supported" });
    let run = json!({ "command": "tajuk.claim.set", "arguments": [wanted] });
    let marked = editor.ask("workspace/executeCommand", run).await;
    let behind =
        json!({ "start": { "line": 0, "character": 7 }, "end": { "line": 0, "character": 7 } });
    for version in 2..12 {
        let change = json!({ "range": behind, "text": "a" });
        editor.change(&short, version, json!([change])).await;
        let title = format!("Judul{}", "a".repeat(version as usize - 1));
        assert_eq!(editor.symbols(&short).await[0]["name"], title);
    }
    assert!(!editor.has_answer(marked), "ten edits took longer than reading the long article");
    assert!(
        editor.answer(marked).await.unwrap_err()["message"].as_str().unwrap().contains("no longer")
    );
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_command_that_cannot_be_run_says_why() {
    let mut desk = Desk::open("refused").await;
    for (arguments, why) in [
        (json!([]), "takes one object"),
        (json!([{ "uri": desk.uri, "claim": "0", "state": "supported" }]), "no longer"),
        (json!([{ "uri": desk.uri, "claim": "0", "state": "stale" }]), "no state"),
        (json!([{ "uri": "file:///x.md", "claim": "0", "state": "supported" }]), "not open"),
    ] {
        let params = json!({ "command": "tajuk.claim.set", "arguments": arguments });
        let error = desk.editor.call("workspace/executeCommand", params).await.unwrap_err();
        assert!(error["message"].as_str().unwrap().contains(why), "{error}");
    }
    assert!(!ledger_of(&desk.article).exists());
}
