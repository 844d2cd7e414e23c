//! A request that is no longer wanted is let go at once, however busy we are.

use std::time::Instant;

use serde_json::json;

use crate::session::editor::{Editor, modern};

const URI: &str = "file:///meja/panjang.md";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_load() {
    let mut editor = Editor::start(modern()).await;
    let text = "Banyak analis menilai aliansi itu rapuh. Putin hadir.\n\n".repeat(8000);
    let start = Instant::now();
    editor.open(URI, "markdown", 1, &text).await;
    let mut asked = Vec::new();
    for _ in 0..300 {
        let place = json!({ "line": 0, "character": 0 });
        let params = json!({ "textDocument": { "uri": URI }, "position": place });
        asked.push(editor.ask("textDocument/hover", params).await);
    }
    for id in &asked {
        editor.notify("$/cancelRequest", json!({ "id": id })).await;
    }
    let mut cancelled = 0;
    for id in &asked {
        match editor.answer(*id).await {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error["code"], -32800);
                cancelled += 1;
            }
        }
    }
    assert!(asked.len() / 2 < cancelled, "{cancelled} of {}", asked.len());
    assert!(start.elapsed().as_secs() < 10);
    // Nothing is left behind: its ids may be used again.
    editor
        .send(json!({ "jsonrpc": "2.0", "id": asked[299], "method": "textDocument/documentSymbol",
        "params": { "textDocument": { "uri": URI } } }))
        .await;
    editor.answer(asked[299]).await.unwrap();
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn of_what_nobody_asked() {
    let mut editor = Editor::start(modern()).await;
    for params in [json!({ "id": 77 }), json!({ "id": "x" }), json!({ "id": {} }), json!([])] {
        editor.notify("$/cancelRequest", params).await;
    }
    editor.open(URI, "markdown", 1, "# Judul\n").await;
    assert!(editor.symbols(URI).await[0].is_object());
}

#[tokio::test]
async fn ids_may_be_words() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, "# Judul\n").await;
    let request = json!({ "jsonrpc": "2.0", "id": "tanya-1", "method": "textDocument/documentSymbol",
        "params": { "textDocument": { "uri": URI } } });
    editor.send(request).await;
    assert!(editor.answer("tanya-1").await.unwrap()[0].is_object());
}
