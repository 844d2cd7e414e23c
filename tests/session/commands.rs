//! Commands that the server runs, and what it tells of its work.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern, options};

const URI: &str = "file:///meja/perintah.md";
const ARTICLE: &str = "# Impor\n\n## Angka\n\nImpor turun 30 persen pada 2023. Utang naik 5 persen \
    pada 2024.\n";

async fn lens(editor: &mut Editor) -> Value {
    let lenses = editor.call("textDocument/codeLens", about(URI)).await.unwrap();
    lenses[0]["command"].clone()
}

fn run(command: &Value) -> Value {
    json!({ "command": command["command"], "arguments": command["arguments"] })
}

#[tokio::test]
async fn a_lens_shows_one_place_after_the_other() {
    let mut capabilities = modern();
    capabilities["window"] = json!({ "showDocument": { "support": true } });
    let mut editor = Editor::start(capabilities).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let command = lens(&mut editor).await;
    assert_eq!(command["title"], "2 klaim · 2 tanpa sumber");
    for (times, column) in [(1, 0), (2, 33), (3, 0)] {
        editor.call("workspace/executeCommand", run(&command)).await.unwrap();
        editor.hear_until(|it| it.notices("window/showDocument").count() == times).await;
        let shown = editor.notices("window/showDocument").last().unwrap();
        assert_eq!(shown["uri"], URI);
        let start = &shown["selection"]["start"];
        assert_eq!(*start, json!({ "line": 4, "character": column }));
    }
}

#[tokio::test]
async fn a_client_that_cannot_show_places_is_told_the_lines() {
    let mut editor = Editor::start(json!({})).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let command = lens(&mut editor).await;
    editor.call("workspace/executeCommand", run(&command)).await.unwrap();
    editor.hear_until(|it| it.notices("window/showMessage").count() == 1).await;
    let said = editor.notices("window/showMessage").next().unwrap();
    assert_eq!(said["message"], "2 klaim · 2 tanpa sumber: baris 5, 5");
}

#[tokio::test]
async fn an_unknown_command_is_refused_with_those_that_there_are() {
    let mut editor = Editor::start(modern()).await;
    for params in
        [json!({ "command": "x" }), json!({ "command": "tajuk.showNext", "arguments": [] })]
    {
        let error = editor.call("workspace/executeCommand", params).await.unwrap_err();
        assert_eq!(error["code"], -32602);
        assert!(error["message"].as_str().unwrap().contains("tajuk.showNext"));
    }
}

#[tokio::test]
async fn a_trace_is_told_while_it_is_asked_for() {
    let mut editor = Editor::connect(options());
    editor.initialize(json!({ "capabilities": {}, "trace": "verbose" })).await;
    editor.open(URI, "markdown", 4, ARTICLE).await;
    editor.symbols(URI).await;
    editor.hear_until(|it| it.notices("$/logTrace").count() == 1).await;
    let told = editor.notices("$/logTrace").next().unwrap();
    assert!(told["message"].as_str().unwrap().starts_with("textDocument/documentSymbol: "));
    assert_eq!(told["verbose"], "version 4");
    editor.notify("$/setTrace", json!({ "value": "off" })).await;
    editor.symbols(URI).await;
    editor.symbols(URI).await;
    assert_eq!(editor.notices("$/logTrace").count(), 1);
}

#[tokio::test]
async fn new_settings_make_a_client_ask_again() {
    let mut capabilities = modern();
    capabilities["textDocument"]["diagnostic"] = json!({});
    for (name, key) in [
        ("diagnostics", "diagnostic"),
        ("codeLens", "codeLens"),
        ("inlayHint", "inlayHint"),
        ("semanticTokens", "semanticTokens"),
    ] {
        let mut can = capabilities.clone();
        can["workspace"][name] = json!({ "refreshSupport": true });
        let mut editor = Editor::start(can).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        let settings = json!({ "settings": { "tajuk": { "messages": "en" } } });
        editor.notify("workspace/didChangeConfiguration", settings.clone()).await;
        let method = format!("workspace/{key}/refresh");
        editor.hear_until(|it| it.notices(&method).count() == 1).await;
        // The same once more changes nothing.
        let before = editor.told.len();
        editor.notify("workspace/didChangeConfiguration", settings).await;
        editor.symbols(URI).await;
        assert_eq!(editor.told.len(), before);
    }
}
