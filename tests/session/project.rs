//! Configuration files in a session: what they change at once, what is wrong
//! in them, and the quick fixes that write them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

use crate::session::editor::{Editor, about, modern, options};
use crate::session::text::{Unit, byte};

const ARTICLE: &str = "# Kapal\n\nKapal berlabuh di Odesa,muatannya ditunggu.\n";

fn project(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("project").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn uri(path: PathBuf) -> String {
    Url::from_file_path(path).unwrap().to_string()
}

async fn start(folder: &Path, mut capabilities: Value) -> Editor {
    let mut editor = Editor::connect(options());
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    let folders = json!([{ "uri": uri(folder.to_owned()), "name": "p" }]);
    editor.initialize(json!({ "capabilities": capabilities, "workspaceFolders": folders })).await;
    editor
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|it| it["code"].as_str().unwrap()).collect()
}

async fn all_actions(editor: &mut Editor, uri: &str) -> Vec<Value> {
    let range =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } });
    editor.actions(uri, &range, json!({ "diagnostics": [] })).await
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|it| it["title"] == title);
    found.unwrap_or_else(|| panic!("{title}: {actions:#?}"))
}

/// The text after the edits that an action has for a document.
fn applied(action: &Value, uri: &str, text: &str) -> String {
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    let change = changes.iter().find(|it| it["textDocument"]["uri"] == uri).unwrap();
    let mut res = text.to_owned();
    for edit in change["edits"].as_array().unwrap().iter().rev() {
        let at = |end: &str| byte(text, &edit["range"][end], Unit::Utf16);
        res.replace_range(at("start")..at("end"), edit["newText"].as_str().unwrap());
    }
    res
}

#[tokio::test]
async fn a_file_that_is_saved_holds_at_once() {
    let folder = project("saved", &[]);
    let mut editor = start(&folder, modern()).await;
    let article = uri(folder.join("a.md"));
    editor.open(&article, "markdown", 1, ARTICLE).await;
    assert_eq!(codes(&editor.findings(&article, 1).await), ["missing-space"]);
    fs::write(folder.join("tajuk.toml"), "[rules]\nmissing-space = \"off\"\n").unwrap();
    // A client that watches no files saves the article.
    let params = json!({ "textDocument": { "uri": article } });
    editor.notify("textDocument/didSave", params).await;
    editor.hear_until(|it| it.published(&article).count() == 2).await;
    assert_eq!(editor.published(&article).last().unwrap()["diagnostics"], json!([]));
    fs::remove_file(folder.join("tajuk.toml")).unwrap();
    let changes = json!([{ "uri": uri(folder.join("tajuk.toml")), "type": 3 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    editor.hear_until(|it| it.published(&article).count() == 3).await;
    let last = editor.published(&article).last().unwrap();
    assert_eq!(codes(last["diagnostics"].as_array().unwrap()), ["missing-space"]);
    editor.end().await;
}

#[tokio::test]
async fn what_is_wrong_is_published_on_the_file_itself() {
    let wrong = "# Dewan Redaksi\n[rules]\nmissing-spce = \"off\"\n";
    let folder = project("wrong", &[("tajuk.toml", wrong)]);
    let mut editor = start(&folder, modern()).await;
    let (article, config) = (uri(folder.join("a.md")), uri(folder.join("tajuk.toml")));
    editor.open(&article, "markdown", 1, ARTICLE).await;
    assert_eq!(codes(&editor.findings(&article, 1).await), ["missing-space"]);
    editor.hear_until(|it| it.published(&config).count() == 1).await;
    let told = editor.published(&config).last().unwrap().clone();
    assert!(told.get("version").is_none(), "{told}");
    let found = &told["diagnostics"][0];
    assert_eq!(found["range"]["start"], json!({ "line": 2, "character": 0 }));
    assert_eq!(found["range"]["end"], json!({ "line": 2, "character": 12 }));
    assert!(found["message"].as_str().unwrap().contains("missing-space"), "{found}");
    // Open in the editor, it is looked at as it is typed.
    editor.open(&config, "toml", 7, wrong).await;
    assert_eq!(editor.findings(&config, 7).await.len(), 1);
    editor.change(&config, 8, json!([{ "text": wrong.replace("spce", "space") }])).await;
    assert_eq!(editor.findings(&config, 8).await, Vec::<Value>::new());
    // It is no article.
    let symbols = editor.symbols(&config).await;
    assert!(symbols.is_null() || symbols == json!([]), "{symbols}");
    editor.end().await;
}

#[tokio::test]
async fn settings_are_asked_for_where_the_client_answers() {
    let folder = project("asked", &[]);
    let mut can = modern();
    can["workspace"]["configuration"] = json!(true);
    can["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    let mut editor = start(&folder, can).await;
    let article = uri(folder.join("a.md"));
    editor.open(&article, "markdown", 1, ARTICLE).await;
    editor.findings(&article, 1).await;
    let request =
        |it: &Editor, method: &str| it.told.iter().find(|it| it["method"] == method).cloned();
    let (ask, watch) = ("workspace/configuration", "client/registerCapability");
    editor.hear_until(|it| request(it, ask).is_some() && request(it, watch).is_some()).await;
    let watch = request(&editor, watch).unwrap();
    let registration = &watch["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let globs = registration["registerOptions"]["watchers"].as_array().unwrap();
    assert!(globs.iter().any(|it| it["globPattern"] == "**/tajuk.toml"));
    let asked = request(&editor, ask).unwrap();
    assert_eq!(asked["params"]["items"], json!([{ "section": "tajuk" }]));
    let settings = json!({ "rules": { "missing-space": "information" }, "messages": "auto" });
    let answer = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [settings] });
    editor.send(answer).await;
    editor.hear_until(|it| it.published(&article).count() == 2).await;
    let last = editor.published(&article).last().unwrap();
    assert_eq!(last["diagnostics"][0]["severity"], 3);
    editor.end().await;
}

#[tokio::test]
async fn a_finding_can_be_silenced_here_and_in_the_project() {
    let config = "# kami\n[groups] # sepakat\nnames = \"hint\"\n";
    let folder = project("silenced", &[("tajuk.toml", config)]);
    let mut editor = start(&folder, modern()).await;
    let article = uri(folder.join("a.md"));
    editor.open(&article, "markdown", 1, ARTICLE).await;
    editor.findings(&article, 1).await;
    let actions = all_actions(&mut editor, &article).await;
    // What mends stands before what silences.
    assert!(actions[0]["isPreferred"] == true, "{actions:#?}");
    let here = titled(&actions, "Abaikan missing-space di sini");
    let text = applied(here, &article, ARTICLE);
    assert_eq!(text, ARTICLE.replace("\n\n", "\n\n<!-- tajuk-ignore missing-space -->\n"));
    editor.change(&article, 2, json!([{ "text": text }])).await;
    assert_eq!(editor.findings(&article, 2).await, Vec::<Value>::new());
    let off = titled(&actions, "Matikan missing-space di proyek ini");
    let new = applied(off, &uri(folder.join("tajuk.toml")), config);
    assert_eq!(new, format!("{config}\n[rules]\nmissing-space = \"off\"\n"));
    editor.end().await;
}

#[tokio::test]
async fn files_that_are_missing_are_made() {
    let folder = project("made", &[]);
    let mut editor = start(&folder, modern()).await;
    let article = uri(folder.join("naskah/a.txt"));
    let text = "Kapal berlabuh di Odesa,muatannya ditunggu.\n";
    editor.open(&article, "plaintext", 1, text).await;
    editor.findings(&article, 1).await;
    let actions = all_actions(&mut editor, &article).await;
    let off = titled(&actions, "Matikan missing-space di proyek ini");
    let config = uri(folder.join("tajuk.toml"));
    let create = &off["edit"]["documentChanges"][0];
    assert_eq!((&create["kind"], &create["uri"]), (&json!("create"), &json!(config)));
    assert_eq!(applied(off, &config, ""), "[rules]\nmissing-space = \"off\"\n");
    // Plain text has no comments: what is silenced is quoted.
    let ignores = folder.join(".tajuk/ignore.toml");
    let here = titled(&actions, "Abaikan missing-space di sini");
    let list = applied(here, &uri(ignores.clone()), "");
    assert!(list.contains("file = \"naskah/a.txt\"") && list.contains("quote = \",\""), "{list}");
    fs::create_dir_all(ignores.parent().unwrap()).unwrap();
    fs::write(&ignores, list).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] })).await;
    editor.hear_until(|it| it.published(&article).count() == 2).await;
    assert_eq!(editor.published(&article).last().unwrap()["diagnostics"], json!([]));
    // A client that is in no folder is offered no file.
    let mut bare = Editor::start(modern()).await;
    bare.open("file:///meja/lain.txt", "plaintext", 1, text).await;
    let actions = all_actions(&mut bare, "file:///meja/lain.txt").await;
    assert!(!actions.iter().any(|it| it["title"].as_str().unwrap().contains("proyek")));
    editor.end().await;
}

#[tokio::test]
async fn a_wall_of_findings_is_summed_up_when_it_is_opened() {
    let folder = project("wall", &[]);
    let mut editor = start(&folder, modern()).await;
    let article = uri(folder.join("a.md"));
    let line = "Kapal berlabuh di Odesa,muatannya ditunggu.\n\n";
    let wall = format!("{}Pakta itu diteken pada Kamis, 19 Juni 2024, di sana.\n", line.repeat(41));
    editor.open(&article, "markdown", 1, &wall).await;
    let found = editor.findings(&article, 1).await;
    assert_eq!(codes(&found), ["many-findings", "weekday-date-mismatch"]);
    assert_eq!(found[0]["severity"], 3);
    let text = found[0]["message"].as_str().unwrap();
    assert!(text.starts_with("42 temuan") && text.contains("41 missing-space"), "{text}");
    let actions = all_actions(&mut editor, &article).await;
    titled(&actions, "Matikan missing-space di proyek ini (41 di sini)");
    let show = titled(&actions, "Tampilkan semua 42 temuan");
    let command = &show["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    editor.call("workspace/executeCommand", params).await.unwrap();
    editor.hear_until(|it| it.published(&article).count() == 2).await;
    let last = editor.published(&article).last().unwrap();
    assert_eq!(last["diagnostics"].as_array().unwrap().len(), 42);
    // An article that grows findings while it is written is never summed up.
    let other = uri(folder.join("b.md"));
    editor.open(&other, "markdown", 1, line).await;
    assert_eq!(editor.findings(&other, 1).await.len(), 1);
    editor.change(&other, 2, json!([{ "text": line.repeat(50) }])).await;
    assert_eq!(editor.findings(&other, 2).await.len(), 50);
    let code = editor.refusal("workspace/executeCommand", json!({ "command": "x" })).await;
    assert_eq!(code, -32602);
    editor.end().await;
}

/// A client that asks for findings, watches files and can be told to ask again.
fn asking() -> Value {
    let mut can = modern();
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    can
}

/// What the folder's findings are, by file: rule and severity.
async fn of_folder(editor: &mut Editor) -> Vec<String> {
    let report = editor.call("workspace/diagnostic", json!({})).await.unwrap();
    let mut res = Vec::new();
    for item in report["items"].as_array().unwrap() {
        let name = item["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        for found in item["items"].as_array().unwrap() {
            res.push(format!("{name} {} {}", found["code"].as_str().unwrap(), found["severity"]));
        }
    }
    res
}

#[tokio::test]
async fn findings_that_are_asked_for_are_those_of_the_configuration() {
    let config = "[rules]\nmissing-space = \"error\"\n[[overrides]]\npaths = [\"arsip/\"]\n\
        rules = { missing-space = \"hint\" }\n";
    let silenced = format!("<!-- tajuk-ignore-file missing-space -->\n\n{ARTICLE}");
    let files = [
        ("tajuk.toml", config),
        ("a.md", ARTICLE),
        ("arsip/b.md", ARTICLE),
        ("c.md", &silenced),
        ("tua.txt", "Kapal berlabuh di Odesa,muatannya ditunggu.\n"),
        (
            ".tajuk/ignore.toml",
            "[[ignore]]\nfile = \"tua.txt\"\nrule = \"missing-space\"\nquote = \",\"\n",
        ),
    ];
    let folder = project("asking", &files);
    let mut editor = start(&folder, asking()).await;
    let article = uri(folder.join("a.md"));
    let before = ["a.md missing-space 1", "b.md missing-space 4"];
    assert_eq!(of_folder(&mut editor).await, before);
    // Open, it is told no other way.
    editor.open(&article, "markdown", 1, ARTICLE).await;
    assert_eq!(of_folder(&mut editor).await, before);
    let told = editor.call("textDocument/diagnostic", about(&article)).await.unwrap();
    assert_eq!(told["items"][0]["severity"], 1);

    // Where the settings change, the client is told to ask again.
    let refreshed = |it: &Editor| it.notices("workspace/diagnostic/refresh").count();
    assert_eq!(refreshed(&editor), 0);
    fs::write(folder.join("tajuk.toml"), "[rules]\nmissing-space = \"information\"\n").unwrap();
    let changes = json!([{ "uri": uri(folder.join("tajuk.toml")), "type": 2 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    editor.hear_until(|it| refreshed(it) == 1).await;
    let mut params = about(&article);
    params["previousResultId"] = told["resultId"].clone();
    let told = editor.call("textDocument/diagnostic", params).await.unwrap();
    assert_eq!((&told["kind"], &told["items"][0]["severity"]), (&json!("full"), &json!(3)));
    assert_eq!(of_folder(&mut editor).await, ["a.md missing-space 3", "b.md missing-space 3"]);
    // An article that is not open is told by the client's settings as well.
    editor.close(&article).await;
    let settings = json!({ "settings": { "tajuk": { "rules": { "missing-space": "off" } } } });
    editor.notify("workspace/didChangeConfiguration", settings).await;
    editor.hear_until(|it| refreshed(it) == 2).await;
    assert_eq!(of_folder(&mut editor).await, Vec::<String>::new());
    // Nothing was pushed besides.
    assert_eq!(editor.notices("textDocument/publishDiagnostics").count(), 0);
    editor.end().await;
}

#[tokio::test]
async fn a_client_that_asks_is_shown_all_of_a_wall() {
    let folder = project("asked-wall", &[]);
    let mut editor = start(&folder, asking()).await;
    let article = uri(folder.join("a.md"));
    let wall = "Kapal berlabuh di Odesa,muatannya ditunggu.\n\n".repeat(41);
    fs::write(folder.join("a.md"), &wall).unwrap();
    // As long as nobody has opened it, too.
    assert_eq!(of_folder(&mut editor).await, ["a.md many-findings 3"]);
    editor.open(&article, "markdown", 1, &wall).await;
    let told = editor.call("textDocument/diagnostic", about(&article)).await.unwrap();
    assert_eq!(codes(told["items"].as_array().unwrap()), ["many-findings"]);
    let actions = all_actions(&mut editor, &article).await;
    let command = &titled(&actions, "Tampilkan semua 41 temuan")["command"];
    assert_eq!(command["command"], "tajuk.showAll");
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    editor.call("workspace/executeCommand", params).await.unwrap();
    editor.hear_until(|it| it.notices("workspace/diagnostic/refresh").count() == 1).await;
    let told = editor.call("textDocument/diagnostic", about(&article)).await.unwrap();
    assert_eq!(told["items"].as_array().unwrap().len(), 41);
    assert_eq!(of_folder(&mut editor).await.len(), 41);
    // Blanks are mended whether findings are summed up or not.
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let mut format = about(&article);
    format["options"] = options;
    editor.change(&article, 2, json!([{ "text": wall }])).await;
    let edits = editor.call("textDocument/formatting", format).await.unwrap();
    assert_eq!(edits.as_array().unwrap().len(), 41);
    editor.end().await;
}

#[tokio::test]
async fn words_beside_the_text_are_turned_on_in_the_project() {
    let folder = project("hints", &[("tajuk.toml", "inlay_hints = 1\n")]);
    let mut can = asking();
    can["textDocument"]["inlayHint"] = json!({});
    let mut editor = start(&folder, can).await;
    let (article, config) = (uri(folder.join("a.md")), uri(folder.join("tajuk.toml")));
    let text = "# Pakta\n\nPakta itu diteken pada 19 Juni 2024 di sana.\n";
    editor.open(&article, "markdown", 1, text).await;
    let mut ask = about(&article);
    ask["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let hints = editor.call("textDocument/inlayHint", ask.clone()).await.unwrap();
    assert_eq!(hints, json!([]));
    editor.hear_until(|it| it.published(&config).count() == 1).await;
    let told = &editor.published(&config).last().unwrap()["diagnostics"][0]["message"];
    assert!(told.as_str().unwrap().contains("true or false"), "{told}");
    fs::write(folder.join("tajuk.toml"), "inlay_hints = true\n").unwrap();
    let changes = json!([{ "uri": config, "type": 2 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
    let hints = editor.call("textDocument/inlayHint", ask).await.unwrap();
    assert_eq!(hints[0]["label"], "Rabu");
    editor.end().await;
}

#[tokio::test]
async fn kinds_of_actions_are_kept_apart() {
    let folder = project("kinds", &[]);
    let mut editor = start(&folder, modern()).await;
    let article = uri(folder.join("a.md"));
    editor.open(&article, "markdown", 1, ARTICLE).await;
    let range =
        json!({ "start": { "line": 2, "character": 18 }, "end": { "line": 2, "character": 30 } });
    for (only, silences) in [("quickfix", true), ("refactor", false)] {
        let context = json!({ "diagnostics": [], "only": [only] });
        let actions = editor.actions(&article, &range, context).await;
        let found = actions.iter().any(|it| it["title"] == "Abaikan missing-space di sini");
        assert_eq!(found, silences, "{actions:#?}");
    }
    editor.end().await;
}
