//! Clients of different powers: what each is offered, and that it is sent
//! nothing that it cannot take.

use std::fs;

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, options};

const URI: &str = "file:///meja/klien.md";
const ARTICLE: &str = "# Aliansi 🇰🇵\n\nKim Jong Un dan Vladimir Putin bertemu.Banyak analis menilai \
    aliansi itu rapuh. “Saya kenal Putin,” kata Kim.\n\n## Alasan\n\n- satu\n- dua\n";

fn recorded(name: &str) -> Value {
    let text = fs::read_to_string(format!("tests/editors/clients/{name}.json")).unwrap();
    let params: Value = serde_json::from_str(&text).unwrap();
    json!({ "capabilities": params["capabilities"] })
}

/// Names of what is offered, sorted.
fn offered(answer: &Value) -> Vec<String> {
    let capabilities = answer["capabilities"].as_object().unwrap();
    let mut res: Vec<String> =
        capabilities.iter().filter(|it| *it.1 != json!(false)).map(|it| it.0.clone()).collect();
    res.sort();
    res
}

/// What LSP had before clients could say what they can.
const ALWAYS: [&str; 17] = [
    "codeLensProvider",
    "completionProvider",
    "definitionProvider",
    "documentFormattingProvider",
    "documentHighlightProvider",
    "documentLinkProvider",
    "documentOnTypeFormattingProvider",
    "documentRangeFormattingProvider",
    "documentSymbolProvider",
    "executeCommandProvider",
    "hoverProvider",
    "positionEncoding",
    "referencesProvider",
    "renameProvider",
    "textDocumentSync",
    "workspaceSymbolProvider",
    "codeActionProvider",
];

#[tokio::test]
async fn each_is_offered_what_it_can() {
    let cases: [(&str, &[&str]); 8] = [
        (
            "vscode-1.139",
            &[
                "declarationProvider",
                "diagnosticProvider",
                "foldingRangeProvider",
                "inlayHintProvider",
                "inlineCompletionProvider",
                "linkedEditingRangeProvider",
                "selectionRangeProvider",
                "semanticTokensProvider",
                "workspace",
            ],
        ),
        (
            "neovim-0.12",
            &[
                "declarationProvider",
                "diagnosticProvider",
                "foldingRangeProvider",
                "inlayHintProvider",
                "inlineCompletionProvider",
                "linkedEditingRangeProvider",
                "selectionRangeProvider",
                "semanticTokensProvider",
                "workspace",
            ],
        ),
        (
            "neovim-0.10",
            &[
                "declarationProvider",
                "diagnosticProvider",
                "inlayHintProvider",
                "semanticTokensProvider",
                "workspace",
            ],
        ),
        ("helix-25.07", &["diagnosticProvider", "inlayHintProvider", "workspace"]),
        ("emacs-30-eglot", &["declarationProvider", "inlayHintProvider", "workspace"]),
        (
            "kakoune-lsp-22",
            &[
                "declarationProvider",
                "inlayHintProvider",
                "selectionRangeProvider",
                "semanticTokensProvider",
            ],
        ),
        (
            "kate-26.08",
            &["inlayHintProvider", "selectionRangeProvider", "semanticTokensProvider", "workspace"],
        ),
        ("vim-9.2-ale", &[]),
    ];
    for (name, more) in cases {
        let mut editor = Editor::connect(options());
        let answer = editor.initialize(recorded(name)).await;
        let mut expected: Vec<String> =
            ALWAYS.iter().chain(more).map(|it| (*it).to_owned()).collect();
        expected.sort();
        assert_eq!(offered(&answer), expected, "{name}");
        assert_eq!(editor.end().await, 0);
    }
}

#[tokio::test]
async fn one_that_says_nothing_gets_the_old_things() {
    let mut editor = Editor::connect(options());
    let answer = editor.initialize(json!({ "capabilities": {} })).await;
    let mut expected: Vec<String> = ALWAYS.iter().map(|it| (*it).to_owned()).collect();
    expected.retain(|it| it != "codeActionProvider");
    expected.sort();
    assert_eq!(offered(&answer), expected);
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.findings(URI, 1).await;
    // No request at all comes to it: it said that it can answer none.
    assert!(editor.told.iter().all(|it| it.get("id").is_none()), "{:?}", editor.told);
}

#[tokio::test]
async fn one_that_asks_for_findings_is_not_sent_any() {
    for name in ["vscode-1.139", "neovim-0.12", "neovim-0.10", "helix-25.07"] {
        let mut editor = Editor::connect(options());
        editor.initialize(recorded(name)).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        let pulled = editor.call("textDocument/diagnostic", about(URI)).await.unwrap();
        assert_eq!(pulled["kind"], "full", "{name}");
        assert_eq!(pulled["items"][0]["source"], "tajuk", "{name}");
        editor.close(URI).await;
        editor.symbols(URI).await;
        assert_eq!(editor.published(URI).count(), 0, "{name}");
        assert_eq!(editor.end().await, 0);
    }
}

#[tokio::test]
async fn files_are_watched_where_the_client_takes_a_registration() {
    for (name, asks) in [("vscode-1.139", true), ("helix-25.07", true), ("neovim-0.12", false)] {
        let mut editor = Editor::connect(options());
        editor.initialize(recorded(name)).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        editor.symbols(URI).await;
        if asks {
            editor.hear_until(|it| it.notices("client/registerCapability").count() == 1).await;
            let asked = editor.notices("client/registerCapability").next().unwrap();
            let methods: Vec<&Value> =
                asked["registrations"].as_array().unwrap().iter().map(|it| &it["method"]).collect();
            assert!(methods.contains(&&json!("workspace/didChangeWatchedFiles")), "{name}");
            // New settings are told by VS Code only once it is asked to.
            let settings = methods.contains(&&json!("workspace/didChangeConfiguration"));
            assert_eq!(settings, name.starts_with("vscode"), "{name}");
        } else {
            assert_eq!(editor.notices("client/registerCapability").count(), 0, "{name}");
        }
    }
}

#[tokio::test]
async fn tokens_have_the_names_that_a_client_knows() {
    let legend = async |types: Value| {
        let tokens = json!({ "formats": ["relative"], "tokenTypes": types, "tokenModifiers": [],
            "requests": { "full": { "delta": true }, "range": true } });
        let mut editor = Editor::connect(options());
        let params = json!({ "capabilities": { "textDocument": { "semanticTokens": tokens } } });
        let answer = editor.initialize(params).await;
        answer["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"].clone()
    };
    assert_eq!(legend(json!(["class", "string"])).await, json!(["class", "string"]));
    assert_eq!(legend(json!(["person", "claim"])).await, json!(["person", "claim"]));
    assert_eq!(legend(json!([])).await.as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn a_rename_in_a_quotation_waits_for_a_yes_or_is_left_out() {
    let at =
        json!({ "line": 2, "character": ARTICLE.lines().nth(2).unwrap().find("Kim").unwrap() });
    for (name, annotated) in [("vscode-1.139", true), ("helix-25.07", false)] {
        let mut editor = Editor::connect(options());
        editor.initialize(recorded(name)).await;
        let text = "# A\n\nVladimir Putin tiba. Putin bertemu. “Putin tiba,” kata Kim Jong Un.\n";
        editor.open(URI, "markdown", 7, text).await;
        let place = json!({ "line": 2, "character": 22 });
        let params =
            json!({ "textDocument": { "uri": URI }, "position": place, "newName": "Poetin" });
        let edit = editor.call("textDocument/rename", params).await.unwrap();
        let change = &edit["documentChanges"][0];
        assert_eq!(change["textDocument"]["version"], 7);
        let edits = change["edits"].as_array().unwrap();
        assert_eq!(edits.len(), if annotated { 2 } else { 1 }, "{name}: {edit}");
        if annotated {
            let id = edits[1]["annotationId"].as_str().unwrap();
            assert_eq!(edit["changeAnnotations"][id]["needsConfirmation"], true);
            assert!(edits[0].get("annotationId").is_none());
        } else {
            assert!(edit.get("changeAnnotations").is_none());
        }
        let nowhere = json!({ "textDocument": { "uri": URI }, "position": at, "newName": " " });
        assert_eq!(editor.refusal("textDocument/rename", nowhere).await, -32602);
    }
}
