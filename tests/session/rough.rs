//! Well-formed messages that make no sense.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern, options};
use crate::session::text::{Unit, range, slice};

const URI: &str = "file:///meja/kasar.md";
const ARTICLE: &str = "# Aliansi 🇰🇵\n\nBanyak analis menilai aliansi itu rapuh.\n";

/// The session lives and knows this text.
async fn assert_text(editor: &mut Editor, text: &str, title: &str) {
    let symbols = editor.symbols(URI).await;
    assert_eq!(
        slice(text, &symbols[0]["selectionRange"], Unit::Utf16).trim_start_matches("# "),
        title
    );
}

#[tokio::test]
async fn positions_outside_the_text_mean_its_edges() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    for (line, character) in [(0, 99999), (99999, 0), (u32::MAX, u32::MAX), (0, 11)] {
        editor.hover(URI, json!({ "line": line, "character": character })).await;
        let place = json!({ "line": line, "character": character });
        let range = json!({ "start": place, "end": { "line": 0, "character": 0 } });
        editor.actions(URI, &range, json!({ "diagnostics": [] })).await;
    }
    let far = json!({ "line": 4_000_000, "character": 17 });
    let change = json!([{ "range": { "start": far, "end": far }, "text": "Akhir." }]);
    editor.change(URI, 2, change).await;
    assert_text(&mut editor, &format!("{ARTICLE}Akhir."), "Aliansi 🇰🇵").await;
}

#[tokio::test]
async fn an_edit_with_its_ends_swapped_is_put_in_order() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let right = range(ARTICLE, 2, 9, Unit::Utf16);
    let swapped = json!({ "start": right["end"], "end": right["start"] });
    editor.change(URI, 2, json!([{ "range": swapped, "text": "Poros" }])).await;
    assert_text(&mut editor, &ARTICLE.replacen("Aliansi", "Poros", 1), "Poros 🇰🇵").await;
}

#[tokio::test]
async fn an_edit_is_not_lost_for_an_odd_member() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let range = json!({ "start": { "line": 0.0, "character": 2.0 },
        "end": { "line": 0, "character": 9, "what": [] } });
    let change = json!({ "range": range, "rangeLength": "seven", "text": "Poros" });
    let params = json!({ "textDocument": { "uri": URI, "version": null },
        "contentChanges": [change] });
    editor.notify("textDocument/didChange", params).await;
    assert_text(&mut editor, &ARTICLE.replacen("Aliansi", "Poros", 1), "Poros 🇰🇵").await;
    // No version was said, so that it is the one after.
    editor.findings(URI, 2).await;
}

#[tokio::test]
async fn notifications_that_cannot_be_read_are_ignored() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let methods = [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "initialized",
        "$/setTrace",
        "$/nobodyKnowsThis",
        "nobody/knowsThis",
    ];
    let document = json!({ "uri": URI, "version": 2 });
    let odd = [
        json!(null),
        json!([]),
        json!([[1]]),
        json!({ "textDocument": 4 }),
        json!({ "textDocument": { "uri": 4 } }),
        json!({ "textDocument": document, "contentChanges": "all" }),
        json!({ "textDocument": document, "contentChanges": [{ "text": 1 }] }),
        json!({ "textDocument": document, "contentChanges": [{ "text": "x" }, {}] }),
        json!({ "textDocument": document, "contentChanges": [{ "range": {}, "text": "x" }] }),
        json!({ "settings": { "tajuk": [] } }),
    ];
    for method in methods {
        for params in &odd {
            let ends = method.ends_with("didClose") && params["textDocument"]["uri"] == URI;
            if !ends {
                editor.notify(method, params.clone()).await;
            }
        }
        editor.send(json!({ "jsonrpc": "2.0", "method": method })).await;
    }
    assert_text(&mut editor, ARTICLE, "Aliansi 🇰🇵").await;
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn requests_that_cannot_be_read_are_refused() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    for params in [json!({ "wrong": true }), json!({ "textDocument": URI }), json!([])] {
        for method in ["textDocument/hover", "textDocument/codeAction"] {
            assert_eq!(editor.refusal(method, params.clone()).await, -32602, "{method} {params}");
        }
    }
    let below =
        json!({ "textDocument": { "uri": URI }, "position": { "line": -1, "character": 0 } });
    assert_eq!(editor.refusal("textDocument/hover", below).await, -32602);
    assert_eq!(editor.refusal("nobody/knowsThis", json!({})).await, -32601);
    assert_eq!(editor.refusal("textDocument/didOpen", json!({})).await, -32601);
    assert_eq!(editor.refusal("textDocument/signatureHelp", about(URI)).await, -32601);
    assert_text(&mut editor, ARTICLE, "Aliansi 🇰🇵").await;
}

#[tokio::test]
async fn a_document_that_is_not_open_has_nothing_to_show() {
    let mut editor = Editor::start(modern()).await;
    let place = json!({ "line": 3, "character": 3 });
    assert_eq!(editor.hover(URI, place.clone()).await, Value::Null);
    assert_eq!(editor.symbols(URI).await, Value::Null);
    let params = json!({ "textDocument": { "uri": URI },
        "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
    assert_eq!(editor.call("textDocument/codeAction", params).await.unwrap(), Value::Null);
    editor.change(URI, 2, json!([{ "text": ARTICLE }])).await;
    assert_eq!(editor.symbols(URI).await, Value::Null);
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.findings(URI, 1).await;
    editor.close(URI).await;
    assert_eq!(editor.symbols(URI).await, Value::Null);
}

#[tokio::test]
async fn empty_and_blank_documents_are_documents() {
    let mut editor = Editor::start(modern()).await;
    for text in ["", "\n\n\n", " ", "\r", "\u{feff}", "\0", "Korut"] {
        editor.open(URI, "plaintext", 1, text).await;
        editor.symbols(URI).await;
        editor.hover(URI, json!({ "line": 0, "character": 0 })).await;
        editor.close(URI).await;
    }
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_crash_in_a_notification_costs_only_that() {
    let mut broken = options();
    broken.today = || panic!("the clock is broken");
    let mut editor = Editor::connect(broken);
    editor.initialize(json!({ "capabilities": modern() })).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    assert_eq!(editor.symbols(URI).await, Value::Null);
    assert_eq!(editor.refusal("nobody/knowsThis", json!({})).await, -32601);
    assert_eq!(editor.end().await, 0);
}
