//! Quick fixes: from our own findings, for what the client can take.

use serde_json::{Value, json};

use crate::session::editor::{Editor, modern};
use crate::session::text::{Unit, byte, slice};

const URI: &str = "file:///meja/perbaikan.md";
const ARTICLE: &str = "# Aliansi 🇰🇵\n\n🇷🇺 Satu galat di sini.Banyak analis menilai aliansi itu \
    rapuh.Mereka tidak sepakat.\n\nPutin dan galat.\n";

/// The text after an action's edits, all of which are for our document.
fn apply(text: &str, action: &Value) -> String {
    let edit = &action["edit"];
    let edits = match edit.get("documentChanges") {
        Some(changes) => {
            assert_eq!(changes[0]["textDocument"]["uri"], URI);
            &changes[0]["edits"]
        }
        None => &edit["changes"][URI],
    };
    let at = |it: &Value, end: &str| byte(text, &it["range"][end], Unit::Utf16);
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|it| at(it, "start"));
    let mut res = text.to_owned();
    for edit in edits.iter().rev() {
        let new = edit["newText"].as_str().unwrap();
        res.replace_range(at(edit, "start")..at(edit, "end"), new);
    }
    res
}

fn everything() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } })
}

#[tokio::test]
async fn they_need_no_diagnostics_from_the_client() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 3, ARTICLE).await;
    let found = editor.findings(URI, 3).await;
    let fixable = found.iter().filter(|it| !it["data"]["fixes"].as_array().unwrap().is_empty());
    let mut count = 0;
    for finding in fixable {
        count += 1;
        let bare = editor.actions(URI, &finding["range"], json!({})).await;
        let with = json!({ "diagnostics": [finding], "triggerKind": 1 });
        let given = editor.actions(URI, &finding["range"], with).await;
        assert_eq!(bare, given);
        let first = bare.iter().find(|it| it["diagnostics"][0] == *finding).unwrap();
        assert_eq!(first["kind"], "quickfix");
        assert_eq!(first["edit"]["documentChanges"][0]["textDocument"]["version"], 3);
        assert_ne!(apply(ARTICLE, first), ARTICLE);
        // `data` alone is enough to do the same.
        let fix = &finding["data"]["fixes"][0];
        assert_eq!(fix["title"], first["title"]);
        assert_eq!(fix["edits"], first["edit"]["documentChanges"][0]["edits"]);
    }
    assert!(0 < count);
}

#[tokio::test]
async fn the_clients_own_diagnostic_comes_back_to_it() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let found = editor.findings(URI, 1).await;
    let can_fix = |it: &&Value| !it["data"]["fixes"].as_array().unwrap().is_empty();
    let ours = found.iter().find(can_fix).unwrap();
    let mut theirs = ours.clone();
    theirs["tags"] = json!([1]);
    let alien = json!({ "range": theirs["range"], "message": { "kind": "x" }, "code": {} });
    let context = json!({ "diagnostics": [alien, theirs] });
    let actions = editor.actions(URI, &ours["range"], context).await;
    assert!(actions.iter().any(|it| it["diagnostics"][0] == theirs), "{actions:?}");
}

#[tokio::test]
async fn only_is_honoured() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let cases = [
        (json!(null), true),
        (json!(["quickfix"]), true),
        (json!([""]), true),
        (json!(["refactor", "quickfix"]), true),
        (json!(["quickfix.tajuk"]), false),
        (json!(["quick"]), false),
        (json!(["source.fixAll"]), true),
        (json!(["source.fixAll.tajuk"]), true),
        (json!(["source.organizeImports"]), false),
        (json!([]), false),
    ];
    for (only, is_some) in cases {
        let context = json!({ "diagnostics": [], "only": only });
        let actions = editor.actions(URI, &everything(), context).await;
        assert_eq!(!actions.is_empty(), is_some, "{only}");
    }
}

#[tokio::test]
async fn they_fit_the_client() {
    let mut plain = modern();
    plain["workspace"] = json!({});
    plain["textDocument"]["codeAction"] =
        json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    let mut editor = Editor::start(plain).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let actions = editor.actions(URI, &everything(), json!({ "diagnostics": [] })).await;
    assert!(!actions.is_empty());
    for action in &actions {
        assert!(action["edit"].get("documentChanges").is_none());
        assert!(action.get("isPreferred").is_none());
        assert_ne!(apply(ARTICLE, action), ARTICLE);
    }
    // One that knows commands only is offered nothing it cannot take.
    let mut editor = Editor::start(json!({})).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    assert!(editor.actions(URI, &everything(), json!({ "diagnostics": [] })).await.is_empty());
}

#[tokio::test]
async fn they_are_for_the_text_of_their_moment() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let found = editor.findings(URI, 1).await;
    let mut text = ARTICLE.to_owned();
    let mut asked = Vec::new();
    // “É” is a word of Portuguese, of which nothing is told.
    for version in 2..200 {
        let place = json!({ "line": 2, "character": 0 });
        let change = json!([{ "range": { "start": place, "end": place }, "text": "ö " }]);
        editor.change(URI, version, change).await;
        text.insert_str(text.find("\n\n").unwrap() + 2, "ö ");
        let params = json!({ "textDocument": { "uri": URI }, "range": everything(),
            "context": { "diagnostics": [] } });
        let id = editor.ask("textDocument/codeAction", params).await;
        asked.push((version, text.clone(), id));
    }
    for (version, text, id) in asked {
        let actions = editor.answer(id).await.unwrap();
        assert!(!actions.as_array().unwrap().is_empty());
        for action in actions.as_array().unwrap() {
            let change = &action["edit"]["documentChanges"][0];
            assert_eq!(change["textDocument"]["version"], version);
            let finding = &action["diagnostics"][0];
            let marked = slice(&text, &finding["range"], Unit::Utf16);
            // The same words as in the first version, wherever they are now.
            let before = found.iter().filter(|it| it["code"] == finding["code"]);
            let mut before = before.map(|it| slice(ARTICLE, &it["range"], Unit::Utf16));
            assert!(before.any(|it| it == marked), "{marked}");
            assert_ne!(apply(&text, action), text);
        }
    }
}

#[tokio::test]
async fn asked_for_with_an_old_finding_they_fit_the_text_of_now() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let found = editor.findings(URI, 1).await;
    let top = json!({ "line": 0, "character": 0 });
    let above = "Putin datang.Ia menunggu lama sekali di sini.\n\n";
    let change = json!([{ "range": { "start": top, "end": top }, "text": above }]);
    editor.change(URI, 2, change).await;
    let text = format!("{above}{ARTICLE}");
    let (mut refused, mut rebased) = (0, 0);
    for finding in &found {
        let context = json!({ "diagnostics": [finding] });
        let actions = editor.actions(URI, &finding["range"], context).await;
        let fixes: Vec<_> = actions.iter().filter(|it| it["kind"] == "quickfix").collect();
        refused += usize::from(fixes.is_empty());
        for fix in fixes {
            rebased += 1;
            assert_eq!(2, fix["edit"]["documentChanges"][0]["textDocument"]["version"]);
            // It mends a finding of this text, and not the old one by its place.
            let mends = &fix["diagnostics"][0];
            assert_ne!(mends, finding);
            let now = editor.findings(URI, 2).await;
            assert!(now.iter().any(|it| it["range"] == mends["range"]), "{mends}");
            assert_ne!(apply(&text, fix), text);
        }
    }
    assert!(0 < refused, "{refused} refused, {rebased} rebased");
}
