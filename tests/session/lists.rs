//! `tajuk.people`, `tajuk.claims`, `tajuk.sources`, `tajuk.article`: what a panel or a window shows.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::session::editor::{Editor, modern};
use crate::session::text::{Unit, slice};

const URI: &str = "file:///meja/daftar.md";
const ARTICLE: &str = "---\ndate: 2025-05-14\n---\n\n# Beras untuk Pyongyang\n\nVladimir Putin mengirim \
    5.000 ton beras ke Korut, naik 12,5% dari tahun lalu, kata Putin. Impor gandum turun 30 \
    persen pada 2023. Sejumlah analis menilai angka itu terlalu tinggi. Kim Jong Un berterima \
    kasih kepada Putin.\n";

async fn ask(editor: &mut Editor, command: &str) -> Value {
    let params = json!({ "command": command, "arguments": [{ "uri": URI }] });
    editor.call("workspace/executeCommand", params).await.unwrap()
}

async fn opened(unit: Unit) -> Editor {
    let mut capabilities = modern();
    capabilities["general"]["positionEncodings"] = json!([unit.name()]);
    let mut editor = Editor::start(capabilities).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor
}

#[tokio::test]
async fn people_come_with_their_office_and_every_mention() {
    for unit in Unit::ALL {
        let mut editor = opened(unit).await;
        let people = ask(&mut editor, "tajuk.people").await;
        let people = people.as_array().unwrap();
        // Who is named most often stands first.
        assert_eq!(people[0]["id"], "person/vladimir-putin");
        assert_eq!(people[0]["name"], "Vladimir Putin");
        assert_eq!(people[0]["detail"], "Presiden · Rusia");
        let mentions = people[0]["mentions"].as_array().unwrap();
        let words: Vec<&str> = mentions.iter().map(|it| slice(ARTICLE, it, unit)).collect();
        assert_eq!(words, ["Vladimir Putin", "Putin", "Putin"]);
        assert_eq!(people[1]["id"], "person/kim-jong-un");
        assert!(people[1]["detail"].as_str().unwrap().ends_with(" · Korea Utara"));
    }
}

#[tokio::test]
async fn claims_without_a_source_stand_first() {
    let mut editor = opened(Unit::Utf16).await;
    let claims = ask(&mut editor, "tajuk.claims").await;
    let claims = claims.as_array().unwrap();
    let sourced: Vec<bool> = claims.iter().map(|it| it["isSourced"].as_bool().unwrap()).collect();
    assert!(sourced.is_sorted() && !sourced[0] && *sourced.last().unwrap(), "{claims:#?}");
    assert_eq!(claims[0]["text"], "Impor gandum turun 30 persen pada 2023");
    assert!(claims[0]["detail"].as_str().unwrap().starts_with("tanpa sumber · "));
    assert_eq!(slice(ARTICLE, &claims[0]["range"], Unit::Utf16), claims[0]["text"]);
    assert_eq!(claims[0]["state"], "unchecked");
    // The id is the one that a claim is marked by.
    let params = json!({ "textDocument": { "uri": URI } });
    let all = editor.call("tajuk/claims", params).await.unwrap();
    let ids = |all: &[Value]| -> BTreeSet<String> {
        all.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(claims), ids(all.as_array().unwrap()));
}

#[tokio::test]
async fn a_claim_at_a_place_comes_with_its_card() {
    let mut editor = opened(Unit::Utf16).await;
    let line = ARTICLE.lines().position(|it| it.starts_with("Vladimir")).unwrap();
    let at = |word: &str| {
        let text = ARTICLE.lines().nth(line).unwrap();
        json!({ "line": line, "character": text[..text.find(word).unwrap()].chars().count() + 1 })
    };
    let ask = |place: Value| {
        let argument = json!({ "uri": URI, "position": place });
        json!({ "command": "tajuk.claims", "arguments": [argument] })
    };
    let one = editor.call("workspace/executeCommand", ask(at("gandum"))).await.unwrap();
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert!(one[0]["card"].as_str().unwrap().starts_with("**Klaim** · "), "{one}");
    let title = json!({ "line": 4, "character": 3 });
    let none = editor.call("workspace/executeCommand", ask(title)).await.unwrap();
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn sources_are_told_once_each() {
    let mut editor = opened(Unit::Utf16).await;
    let sources = ask(&mut editor, "tajuk.sources").await;
    let told: Vec<(&str, bool)> = sources
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["isNamed"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("Putin", true), ("Sejumlah analis", false)]);
    assert_eq!(slice(ARTICLE, &sources[1]["places"][0], Unit::Utf16), "Sejumlah analis");
}

#[tokio::test]
async fn the_article_tells_its_language_its_date_and_how_much_is_found() {
    let mut editor = opened(Unit::Utf16).await;
    let article = ask(&mut editor, "tajuk.article").await;
    assert_eq!(article["language"], "id");
    assert_eq!(article["date"], "2025-05-14");
    let found = editor.findings(URI, 1).await.len();
    let told = article["findings"].as_object().unwrap().values();
    assert_eq!(told.map(|it| it.as_u64().unwrap()).sum::<u64>(), found as u64);
}

#[tokio::test]
async fn lists_follow_the_text() {
    let mut editor = opened(Unit::Utf16).await;
    let before = ask(&mut editor, "tajuk.people").await.as_array().unwrap().len();
    let start = json!({ "line": 6, "character": 0 });
    let edit = json!([{ "range": { "start": start, "end": start }, "text": "Xi Jinping diam. " }]);
    editor.change(URI, 2, edit).await;
    let people = ask(&mut editor, "tajuk.people").await;
    let people = people.as_array().unwrap();
    assert_eq!(people.len(), before + 1);
    assert!(people.iter().any(|it| it["id"] == "person/xi-jinping"));
}

#[tokio::test]
async fn of_no_document_there_is_nothing_and_without_one_there_is_a_refusal() {
    let mut editor = Editor::start(modern()).await;
    for command in ["tajuk.people", "tajuk.claims", "tajuk.sources", "tajuk.article"] {
        assert_eq!(ask(&mut editor, command).await, Value::Null);
        let params = json!({ "command": command, "arguments": [] });
        assert_eq!(editor.refusal("workspace/executeCommand", params).await, -32602);
    }
}

/// An editor that shows rows to add to the newsroom's facts asks for these alone.
#[tokio::test]
async fn additions_to_the_knowledge_base_can_be_asked_for_alone() {
    let mut capabilities = modern();
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("facts-alone");
    fs::create_dir_all(&folder).unwrap();
    let uri: String = url::Url::from_file_path(folder.join("a.md")).unwrap().into();
    let root: String = url::Url::from_file_path(&folder).unwrap().into();
    let mut editor = Editor::connect(crate::session::editor::options());
    editor.initialize(json!({ "capabilities": capabilities, "rootUri": root })).await;
    let text = "# Beras\n\nGubernur Sutarjo Wibisono mengatakan harga beras turun.\n";
    editor.open(&uri, "markdown", 1, text).await;
    let place = json!({ "line": 2, "character": 12 });
    let range = json!({ "start": place, "end": place });
    let context = json!({ "diagnostics": [], "only": ["quickfix.tajuk.facts"] });
    let actions = editor.actions(&uri, &range, context).await;
    assert_eq!(actions.len(), 1, "{actions:#?}");
    assert_eq!(actions[0]["kind"], "quickfix.tajuk.facts");
    // They are quick fixes all the same.
    let context = json!({ "diagnostics": [], "only": ["quickfix"] });
    let all = editor.actions(&uri, &range, context).await;
    assert!(all.iter().any(|it| it["title"] == actions[0]["title"]));
}

/// VS Code has colours for what the server tells apart, and the extension asks for all of it.
#[tokio::test]
async fn vs_code_knows_every_kind_of_token() {
    let text = fs::read_to_string("editors/vscode/package.json").unwrap();
    let package: Value = serde_json::from_str(&text).unwrap();
    let declared = |name: &str| -> BTreeSet<String> {
        let all = package["contributes"][name].as_array().unwrap().iter();
        all.map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    let mut capabilities = modern();
    // With no names of its own, a client gets all of ours.
    capabilities["textDocument"]["semanticTokens"] = json!({ "requests": { "full": true },
        "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"] });
    let mut editor = Editor::connect(crate::session::editor::options());
    let answer = editor.initialize(json!({ "capabilities": capabilities })).await;
    let legend = &answer["capabilities"]["semanticTokensProvider"]["legend"];
    let told = |name: &str| -> BTreeSet<String> {
        let all = legend[name].as_array().unwrap().iter();
        all.map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(told("tokenTypes"), declared("semanticTokenTypes"));
    let mut modifiers = told("tokenModifiers");
    modifiers.remove("declaration"); // VS Code's own
    assert_eq!(modifiers, declared("semanticTokenModifiers"));
}
