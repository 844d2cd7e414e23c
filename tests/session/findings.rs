//! What is told of findings, and when.

use std::time::Duration;

use serde_json::json;

use crate::session::editor::{Editor, modern};
use crate::session::text::{Unit, range, slice};

const URI: &str = "file:///meja/temuan.md";
const ARTICLE: &str = "# Aliansi\n\nBanyak analis menilai aliansi itu rapuh.\n\nKata Putin. Banyak \
    analis menilai begitu.\n";

#[tokio::test]
async fn they_carry_all_that_an_editor_can_show() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 4, ARTICLE).await;
    let found = editor.findings(URI, 4).await;
    assert!(!found.is_empty());
    for it in &found {
        assert_eq!(it["source"], "tajuk");
        assert!(it["code"].is_string() && it["severity"].is_u64(), "{it}");
        assert!(!it["message"].as_str().unwrap().is_empty());
        assert_eq!(it["data"]["version"], 4);
        assert!(!slice(ARTICLE, &it["range"], Unit::Utf16).trim().is_empty());
        for related in it["relatedInformation"].as_array().into_iter().flatten() {
            assert_eq!(related["location"]["uri"], URI);
            slice(ARTICLE, &related["location"]["range"], Unit::Utf16);
        }
    }
}

#[tokio::test]
async fn each_version_is_told_and_none_twice() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let before = editor.findings(URI, 1).await;
    // The text at the end changes no finding, but some editors wait for it.
    let end = range(ARTICLE, ARTICLE.len(), ARTICLE.len(), Unit::Utf16);
    editor.change(URI, 2, json!([{ "range": end, "text": "\n" }])).await;
    let after = editor.findings(URI, 2).await;
    assert_eq!(before.len(), after.len());
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } })).await;
    editor.listen(Duration::from_millis(100)).await;
    assert_eq!(editor.published(URI).count(), 2);
}

#[tokio::test]
async fn closing_takes_them_away_and_opening_brings_them_back() {
    let mut editor = Editor::start(modern()).await;
    for count in 0..3 {
        editor.open(URI, "markdown", 1, ARTICLE).await;
        editor.hear_until(|it| it.published(URI).count() == 2 * count + 1).await;
        let told = editor.published(URI).last().unwrap();
        assert_ne!(told["diagnostics"], json!([]));
        assert_eq!(told["version"], 1);
        editor.close(URI).await;
        editor.hear_until(|it| it.published(URI).count() == 2 * count + 2).await;
        assert_eq!(editor.published(URI).last().unwrap()["diagnostics"], json!([]));
    }
    editor.close(URI).await;
    editor.listen(Duration::from_millis(50)).await;
    assert_eq!(editor.published(URI).count(), 6);
}

#[tokio::test]
async fn a_document_that_is_opened_twice_is_the_later_one() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.findings(URI, 1).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.hear_until(|it| it.published(URI).count() == 2).await;
    editor.open(URI, "markdown", 1, "# Lain\n").await;
    editor.hear_until(|it| it.published(URI).count() == 3).await;
    let symbols = editor.symbols(URI).await;
    assert!(symbols[0]["name"].as_str().unwrap().ends_with("Lain"), "{symbols}");
}

#[tokio::test]
async fn nothing_is_told_after_shutdown() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.findings(URI, 1).await;
    editor.call("shutdown", json!(null)).await.unwrap();
    editor.change(URI, 2, json!([{ "text": "" }])).await;
    editor.open("untitled:lain", "markdown", 1, ARTICLE).await;
    editor.listen(Duration::from_millis(100)).await;
    assert_eq!(editor.notices("textDocument/publishDiagnostics").count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_read_at_shutdown_is_not_told() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, &ARTICLE.repeat(800)).await;
    editor.call("shutdown", json!(null)).await.unwrap();
    editor.listen(Duration::from_millis(800)).await;
    assert_eq!(editor.published(URI).count(), 0);
}

#[tokio::test]
async fn a_card_tells_why_something_is_marked() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, "# 🇰🇵\n\nBanyak analis menilai itu rapuh.Lalu pulang.\n").await;
    let card = editor.hover(URI, json!({ "line": 2, "character": 3 })).await;
    let text = card["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**vague-attribution** · A reader cannot tell"), "{text}");
    assert!(text.starts_with("**Klaim"), "the claim's own card stands first: {text}");
    let card = editor.hover(URI, json!({ "line": 2, "character": 31 })).await;
    let text = card["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**missing-space** · "), "{text}");
    let title = editor.hover(URI, json!({ "line": 0, "character": 0 })).await;
    assert_eq!(title, serde_json::Value::Null);
}
