//! What is wrong in files of settings and facts, for clients that ask for
//! findings: told with the article, or when the file itself is asked about,
//! and never twice.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

use crate::session::editor::{Editor, about, modern, options};

const ARTICLE: &str = "Kapal berlabuh di Odesa,muatannya ditunggu.\n";
const WRONG: &str = "# Dewan 🇮🇩\n[rules]\nmissing-spce = \"off\"\n";
const RIGHT: &str = "# Dewan 🇮🇩\n[rules]\nmissing-space = \"off\"\n";

fn folder(test: &str) -> PathBuf {
    let res = std::env::temp_dir().join(format!("tajuk-related-{}-{test}", std::process::id()));
    let _ = fs::remove_dir_all(&res);
    for name in ["satu", "dua"] {
        fs::create_dir_all(res.join(name).join(".tajuk")).unwrap();
        fs::write(res.join(name).join("a.md"), ARTICLE).unwrap();
    }
    fs::write(res.join("satu/tajuk.toml"), WRONG).unwrap();
    fs::write(res.join("dua/.tajuk/kb.toml"), "schema = 1\n[[persn]]\n").unwrap();
    fs::canonicalize(res).unwrap()
}

fn uri(path: &Path) -> String {
    Url::from_file_path(path).unwrap().to_string()
}

/// A client that asks, and takes related documents or not.
async fn start(folder: &Path, related: bool) -> Editor {
    let mut can = modern();
    can["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": related });
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can["workspace"]["workspaceFolders"] = json!(true);
    let mut editor = Editor::connect(options());
    let folders = ["satu", "dua"].map(|it| json!({ "uri": uri(&folder.join(it)), "name": it }));
    editor.initialize(json!({ "capabilities": can, "workspaceFolders": folders })).await;
    editor
}

async fn pull(editor: &mut Editor, uri: &str) -> Value {
    editor.call("textDocument/diagnostic", about(uri)).await.unwrap()
}

fn count(editor: &Editor) -> usize {
    editor.notices("textDocument/publishDiagnostics").count()
}

fn refreshed(editor: &Editor) -> usize {
    editor.notices("workspace/diagnostic/refresh").count()
}

#[tokio::test]
async fn an_article_comes_with_what_is_wrong_in_the_settings_that_hold_for_it() {
    let folder = folder("with");
    let mut editor = start(&folder, true).await;
    let (one, two) = (uri(&folder.join("satu/a.md")), uri(&folder.join("dua/a.md")));
    let (config, facts) =
        (uri(&folder.join("satu/tajuk.toml")), uri(&folder.join("dua/.tajuk/kb.toml")));
    editor.open(&one, "markdown", 1, ARTICLE).await;
    editor.open(&two, "markdown", 1, ARTICLE).await;
    let first = pull(&mut editor, &one).await;
    assert_eq!(first["items"][0]["code"], "missing-space");
    // Only its own folder's, as a report of its own.
    let related = first["relatedDocuments"].as_object().unwrap();
    assert_eq!(related.keys().collect::<Vec<_>>(), [&config]);
    assert_eq!(related[&config]["kind"], "full");
    let found = &related[&config]["items"][0];
    assert_eq!(found["range"]["start"], json!({ "line": 2, "character": 0 }));
    assert_eq!(found["code"], "config");
    let second = pull(&mut editor, &two).await;
    let related = second["relatedDocuments"].as_object().unwrap();
    assert_eq!(related.keys().collect::<Vec<_>>(), [&facts]);
    assert_eq!(related[&facts]["items"][0]["code"], "facts");
    // It comes with an unchanged report as well: who asks may not have it yet.
    let mut again = about(&one);
    again["previousResultId"] = first["resultId"].clone();
    let again = editor.call("textDocument/diagnostic", again).await.unwrap();
    assert_eq!(again["kind"], "unchanged");
    assert_eq!(again["relatedDocuments"], first["relatedDocuments"]);
    // Open, it is asked about by itself, as it is typed.
    editor.open(&config, "toml", 1, WRONG).await;
    let own = pull(&mut editor, &config).await;
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
    assert!(pull(&mut editor, &one).await.get("relatedDocuments").is_none());
    editor.change(&config, 2, json!([{ "text": RIGHT }])).await;
    let mut ask = about(&config);
    ask["previousResultId"] = own["resultId"].clone();
    let mended = editor.call("textDocument/diagnostic", ask).await.unwrap();
    assert_eq!((&mended["kind"], &mended["items"]), (&json!("full"), &json!([])));
    // Closed without saving, it is as wrong as before, and the client asks again.
    let before = refreshed(&editor);
    editor.close(&config).await;
    editor.hear_until(|it| before < refreshed(it)).await;
    let told = pull(&mut editor, &one).await;
    assert_eq!(told["relatedDocuments"][&config]["items"].as_array().unwrap().len(), 1);
    // Mended on the disk, it is told to be right.
    let before = refreshed(&editor);
    fs::write(folder.join("satu/tajuk.toml"), RIGHT).unwrap();
    let changes = json!([{ "uri": config, "type": 2 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    editor.hear_until(|it| before < refreshed(it)).await;
    let told = pull(&mut editor, &one).await;
    assert_eq!(told["items"], json!([]));
    assert_eq!(told["relatedDocuments"][&config]["items"], json!([]));
    assert_eq!(count(&editor), 0, "{:?}", editor.told);
    editor.end().await;
}

#[tokio::test]
async fn a_client_that_takes_no_related_documents_is_told_of_closed_files_alone() {
    let folder = folder("without");
    let mut editor = start(&folder, false).await;
    let (one, config) = (uri(&folder.join("satu/a.md")), uri(&folder.join("satu/tajuk.toml")));
    editor.open(&one, "markdown", 1, ARTICLE).await;
    assert!(pull(&mut editor, &one).await.get("relatedDocuments").is_none());
    let last = |it: &Editor| it.published(&config).next_back().cloned();
    editor.hear_until(|it| last(it).is_some()).await;
    assert_eq!(last(&editor).unwrap()["diagnostics"].as_array().unwrap().len(), 1);
    // Open, it is asked about, and what was sent is taken away.
    editor.open(&config, "toml", 1, WRONG).await;
    assert_eq!(pull(&mut editor, &config).await["items"].as_array().unwrap().len(), 1);
    editor.hear_until(|it| it.published(&config).count() == 2).await;
    assert_eq!(last(&editor).unwrap()["diagnostics"], json!([]));
    editor.close(&config).await;
    editor.hear_until(|it| it.published(&config).count() == 3).await;
    assert_eq!(last(&editor).unwrap()["diagnostics"].as_array().unwrap().len(), 1);
    editor.end().await;
}

#[tokio::test]
async fn the_folders_findings_hold_those_of_its_settings() {
    let folder = folder("folder");
    let mut editor = start(&folder, true).await;
    let (one, config) = (uri(&folder.join("satu/a.md")), uri(&folder.join("satu/tajuk.toml")));
    editor.open(&one, "markdown", 1, ARTICLE).await;
    let ask = json!({ "previousResultIds": [] });
    let report = editor.call("workspace/diagnostic", ask).await.unwrap();
    let of = |report: &Value, uri: &str| -> Vec<Value> {
        let items = report["items"].as_array().unwrap().iter();
        items.filter(|it| it["uri"] == uri).cloned().collect()
    };
    let own = of(&report, &config);
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["items"].as_array().unwrap().len(), 1);
    let known = json!([{ "uri": config, "value": own[0]["resultId"] }]);
    let ask = json!({ "previousResultIds": known });
    let again = editor.call("workspace/diagnostic", ask).await.unwrap();
    assert_eq!(of(&again, &config)[0]["kind"], "unchanged");
    editor.end().await;
}
