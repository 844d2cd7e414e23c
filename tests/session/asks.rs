//! Every request of the table: its answer in all encodings, right behind an
//! edit, and that the table in ARCHITECTURE.md names it.

use std::fs;

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern};
use crate::session::text::{Dice, Unit, byte, position, range};

pub(crate) const URI: &str = "file:///meja/semua.md";

/// Emoji, combining marks, CRLF and a lone CR.
pub(crate) const ARTICLE: &str = "# Aliansi 🇰🇵\r\n\r\n🇷🇺 Vladimir Putin bertemu Kim Jong Un. e\u{301} Putin  memuji Korut[^1]. Dua pemimpin,Kim dan Putin, pulang.\r\
    Banyak analis menilai “aliansi 𝒜 itu rapuh dan Putin takut,” kata mereka pada 3 Mei 2025.\r\n\r\n\
    ## Alasan\r\n\r\n- naik 12,5 persen\r\n- [tautan](b.md) ke Korut\r\n\r\n[^1]: Sumber é.\r\n";

/// Requests with a position, with a range, and of a document; then the rest.
pub(crate) const AT: [&str; 8] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/prepareRename",
    "textDocument/linkedEditingRange",
    "textDocument/references",
];
pub(crate) const IN: [&str; 4] = [
    "textDocument/inlayHint",
    "textDocument/semanticTokens/range",
    "textDocument/rangeFormatting",
    "textDocument/codeAction",
];
pub(crate) const OF: [&str; 7] = [
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/formatting",
    "textDocument/diagnostic",
];
pub(crate) const REST: [&str; 15] = [
    "textDocument/inlineCompletion",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full/delta",
    "textDocument/onTypeFormatting",
    "textDocument/rename",
    "codeAction/resolve",
    "codeLens/resolve",
    "completionItem/resolve",
    "documentLink/resolve",
    "workspace/diagnostic",
    "workspace/symbol",
    "workspaceSymbol/resolve",
    "workspace/willRenameFiles",
    "workspace/executeCommand",
    "tajuk/entities",
];

/// A client that can everything, and counts in this unit.
pub(crate) fn able(unit: Unit) -> Value {
    let mut res = modern();
    res["general"]["positionEncodings"] = json!([unit.name()]);
    let more = json!({
        "foldingRange": { "lineFoldingOnly": false, "foldingRange": { "collapsedText": true } },
        "selectionRange": {}, "declaration": {}, "linkedEditingRange": {}, "inlayHint": {},
        "diagnostic": {}, "rename": { "prepareSupport": true },
        "definition": { "linkSupport": true }, "documentLink": { "tooltipSupport": true },
        "completion": { "completionItem": { "insertReplaceSupport": true, "labelDetailsSupport": true,
            "documentationFormat": ["markdown"] } },
        "semanticTokens": { "formats": ["relative"], "tokenTypes": [], "tokenModifiers": [],
            "requests": { "full": { "delta": true }, "range": true } },
    });
    for (name, value) in more.as_object().unwrap() {
        res["textDocument"][name] = value.clone();
    }
    res["window"] = json!({ "showDocument": { "support": true } });
    res["workspace"]["symbol"] = json!({ "resolveSupport": { "properties": ["location.range"] } });
    res
}

async fn start(unit: Unit) -> Editor {
    let mut editor = Editor::connect(crate::session::editor::options());
    let settings = json!({ "inlayHints": true });
    let params = json!({ "capabilities": able(unit), "initializationOptions": settings });
    editor.initialize(params).await;
    editor
}

pub(crate) fn params(method: &str, text: &str, at: Value, span: Value) -> Value {
    let mut res = about(URI);
    match method {
        _ if AT.contains(&method) => res["position"] = at,
        _ if IN.contains(&method) => res["range"] = span,
        _ => {}
    }
    match method {
        "textDocument/references" => res["context"] = json!({ "includeDeclaration": true }),
        "textDocument/codeAction" => res["context"] = json!({ "diagnostics": [] }),
        "textDocument/formatting" | "textDocument/rangeFormatting" => {
            res["options"] = json!({ "tabSize": 4, "insertSpaces": true });
        }
        _ => {}
    }
    assert!(!text.is_empty());
    res
}

/// Every position in an answer must be one of the text.
#[track_caller]
pub(crate) fn check_places(answer: &Value, text: &str, unit: Unit) {
    match answer {
        Value::Object(members) if members.contains_key("start") && members.contains_key("end") => {
            let (start, end) =
                (byte(text, &members["start"], unit), byte(text, &members["end"], unit));
            assert!(start <= end, "{answer}");
        }
        Value::Object(members) if members.contains_key("character") => {
            byte(text, answer, unit);
        }
        Value::Object(members) => members.values().for_each(|it| check_places(it, text, unit)),
        Value::Array(items) => items.iter().for_each(|it| check_places(it, text, unit)),
        _ => {}
    }
}

/// Tokens as stretches of the text, in order.
pub(crate) fn tokens<'a>(answer: &Value, text: &'a str, unit: Unit) -> Vec<&'a str> {
    let numbers: Vec<u64> =
        answer["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let (mut line, mut column, mut end) = (0, 0, 0);
    let mut res = Vec::new();
    for it in numbers.chunks(5) {
        column = if it[0] == 0 { column + it[1] } else { it[1] };
        line += it[0];
        let place = |column: u64| byte(text, &json!({ "line": line, "character": column }), unit);
        let (from, to) = (place(column), place(column + it[2]));
        assert!(end <= from && from < to, "one over another");
        end = to;
        res.push(&text[from..to]);
    }
    res
}

#[tokio::test]
async fn every_place_in_every_answer_is_one_of_the_text() {
    for unit in Unit::ALL {
        let mut editor = start(unit).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        let mut answered = std::collections::BTreeMap::new();
        let places: Vec<usize> = ARTICLE.char_indices().map(|it| it.0).step_by(3).collect();
        for method in AT.iter().chain(&IN).chain(&OF) {
            let times = if OF.contains(method) { 1 } else { places.len() };
            for start in places.iter().take(times) {
                if ARTICLE[..*start].ends_with('\r') && ARTICLE[*start..].starts_with('\n') {
                    continue;
                }
                let at = position(ARTICLE, *start, unit);
                let whole = range(ARTICLE, 0, ARTICLE.len(), unit);
                let answer = editor.call(method, params(method, ARTICLE, at, whole)).await;
                let answer = answer.unwrap_or_else(|it| panic!("{method}: {it}"));
                if !method.contains("semanticTokens") {
                    check_places(&answer, ARTICLE, unit);
                }
                let empty = json!([]);
                let items = answer.get("items").unwrap_or(&answer);
                if *items != empty && !answer.is_null() {
                    *answered.entry(*method).or_insert(0) += 1;
                }
            }
        }
        for method in AT.iter().chain(&IN).chain(&OF) {
            assert!(answered.contains_key(method), "{method} never had an answer");
        }
        let full = editor.call("textDocument/semanticTokens/full", about(URI)).await.unwrap();
        let words = tokens(&full, ARTICLE, unit);
        assert!(words.contains(&"Kim Jong Un") && words.contains(&"12,5 persen"), "{words:?}");
        let line = range(ARTICLE, ARTICLE.find("## ").unwrap(), ARTICLE.len(), unit);
        let part = params("textDocument/semanticTokens/range", ARTICLE, json!({}), line);
        let part = editor.call("textDocument/semanticTokens/range", part).await.unwrap();
        assert!(words.ends_with(&tokens(&part, ARTICLE, unit)));
        let positions: Vec<Value> = places.iter().map(|it| position(ARTICLE, *it, unit)).collect();
        let params = json!({ "textDocument": { "uri": URI }, "positions": positions });
        let grown = editor.call("textDocument/selectionRange", params).await.unwrap();
        assert_eq!(grown.as_array().unwrap().len(), positions.len());
        check_places(&grown, ARTICLE, unit);
        assert_eq!(editor.end().await, 0);
    }
}

#[tokio::test]
async fn what_is_resolved_gets_what_was_left_out() {
    let mut editor = start(Unit::Utf16).await;
    let text = "# A\n\nVladimir Putin tiba. Kemarin Putin pulang.\n\n## B\n\nImpor turun 30 persen pada 2023. [x](tidak-ada.md) Pu";
    editor.open(URI, "markdown", 1, text).await;
    let at = position(text, text.len(), Unit::Utf16);
    let params = json!({ "textDocument": { "uri": URI }, "position": at });
    let list = editor.call("textDocument/completion", params).await.unwrap();
    let item = list["items"][0].clone();
    assert!(
        item["label"].as_str().unwrap().contains("Putin") && item.get("documentation").is_none()
    );
    let item = editor.call("completionItem/resolve", item).await.unwrap();
    assert!(item["documentation"]["value"].as_str().unwrap().contains("Rusia"), "{item}");

    let links = editor.call("textDocument/documentLink", about(URI)).await.unwrap();
    assert!(links[0].get("target").is_none());
    let link = editor.call("documentLink/resolve", links[0].clone()).await.unwrap();
    assert_eq!(link["target"], "file:///meja/tidak-ada.md");
    assert!(link["tooltip"].as_str().unwrap().contains("tidak-ada.md"));

    let lenses = editor.call("textDocument/codeLens", about(URI)).await.unwrap();
    let mut lens = lenses[0].clone();
    let full = lens["command"].take();
    lens.as_object_mut().unwrap().remove("command");
    let lens = editor.call("codeLens/resolve", lens).await.unwrap();
    assert_eq!(lens["command"], full);
}

#[tokio::test]
async fn an_action_is_resolved_for_the_text_it_was_offered_for() {
    let mut able = able(Unit::Utf16);
    able["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    let mut editor = Editor::start(able).await;
    editor.open(URI, "plaintext", 1, "Vladimir Putin tiba. Kemarin Putin pulang.").await;
    let range =
        json!({ "start": { "line": 0, "character": 30 }, "end": { "line": 0, "character": 30 } });
    let only = json!({ "diagnostics": [], "only": ["refactor"] });
    let actions = editor.actions(URI, &range, only).await;
    assert!(actions[0].get("edit").is_none() && actions[0]["kind"] == "refactor.rewrite");
    let action = editor.call("codeAction/resolve", actions[0].clone()).await.unwrap();
    let edit = &action["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["newText"], "Presiden Rusia Vladimir Putin");
    editor.change(URI, 2, json!([{ "text": "Lain." }])).await;
    assert_eq!(editor.refusal("codeAction/resolve", actions[0].clone()).await, -32801);
    let none = editor.actions(URI, &range, json!({ "diagnostics": [], "only": ["source"] })).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn findings_that_are_the_same_are_not_sent_again() {
    let mut editor = start(Unit::Utf16).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let first = editor.call("textDocument/diagnostic", about(URI)).await.unwrap();
    let ask = |id: &Value| json!({ "textDocument": { "uri": URI }, "identifier": "tajuk", "previousResultId": id });
    let again = editor.call("textDocument/diagnostic", ask(&first["resultId"])).await.unwrap();
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    // At the end of the text: nothing moves.
    let end = position(ARTICLE, ARTICLE.len(), Unit::Utf16);
    let range = json!({ "start": end, "end": end });
    editor.change(URI, 2, json!([{ "range": range, "text": "\r\nItu saja." }])).await;
    let again = editor.call("textDocument/diagnostic", ask(&first["resultId"])).await.unwrap();
    assert_eq!(again["kind"], "unchanged");
    let start =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    editor.change(URI, 3, json!([{ "range": start, "text": "\n" }])).await;
    let moved = editor.call("textDocument/diagnostic", ask(&first["resultId"])).await.unwrap();
    assert_eq!(moved["kind"], "full");
    assert_ne!(moved["resultId"], first["resultId"]);
}

#[tokio::test]
async fn deltas_give_what_all_tokens_give() {
    let mut editor = start(Unit::Utf16).await;
    let mut text = ARTICLE.to_owned();
    editor.open(URI, "markdown", 1, &text).await;
    let first = editor.call("textDocument/semanticTokens/full", about(URI)).await.unwrap();
    let mut data: Vec<Value> = first["data"].as_array().unwrap().clone();
    let mut id = first["resultId"].clone();
    let mut dice = Dice(7);
    for version in 2..40 {
        let at = dice.place(&text);
        let new = dice.pick(&["Putin ", "x", "\r\n", " 5 persen ", "“"]);
        let place = position(&text, at, Unit::Utf16);
        let change = json!({ "range": { "start": place, "end": place }, "text": new });
        text.insert_str(at, new);
        editor.change(URI, version, json!([change])).await;
        let ask = json!({ "textDocument": { "uri": URI }, "previousResultId": id });
        let delta = editor.call("textDocument/semanticTokens/full/delta", ask).await.unwrap();
        for edit in delta["edits"].as_array().unwrap() {
            let number = |name: &str| edit[name].as_u64().unwrap() as usize;
            let (start, gone) = (number("start"), number("deleteCount"));
            let new = edit.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
            data.splice(start..start + gone, new);
        }
        id = delta["resultId"].clone();
        let mut fresh = start_with(&text).await;
        let full = fresh.call("textDocument/semanticTokens/full", about(URI)).await.unwrap();
        assert_eq!(json!(data), full["data"], "version {version}");
    }
    let lost = json!({ "textDocument": { "uri": URI }, "previousResultId": "?" });
    let full = editor.call("textDocument/semanticTokens/full/delta", lost).await.unwrap();
    assert_eq!(full["data"], json!(data));
}

async fn start_with(text: &str) -> Editor {
    let mut editor = start(Unit::Utf16).await;
    editor.open(URI, "markdown", 1, text).await;
    editor
}

#[test]
fn the_table_names_every_request() {
    let table = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let source = fs::read_to_string("src/server/handlers/mod.rs").unwrap();
    let mut offered: Vec<&str> =
        source.split("custom_method(").skip(1).filter_map(|it| it.split('"').nth(1)).collect();
    offered.sort_unstable();
    let rows = table.lines().filter(|it| it.starts_with("| `"));
    let mut named: Vec<&str> = rows
        .flat_map(|it| it.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .filter(|it| {
            it.contains('/')
                && !it.starts_with("workspace/did")
                && !it.starts_with("window/")
                && !it.starts_with('$')
        })
        .collect();
    named.sort_unstable();
    assert_eq!(named, offered);
    // And this file tries each of them.
    let mut tried: Vec<&str> = AT.iter().chain(&IN).chain(&OF).chain(&REST).copied().collect();
    tried.push("tajuk/claims");
    tried.sort_unstable();
    assert_eq!(tried, offered);
}
