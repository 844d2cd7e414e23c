//! Every request in each of the three encodings, on texts where they differ:
//! what it answers about must be what stands there, in the document that it
//! names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use url::Url;

use crate::session::asks::{AT, IN, OF, able, params, tokens};
use crate::session::editor::{Editor, about, options};
use crate::session::text::{Unit, byte, position, range, slice};

/// Emoji, combining marks, CRLF and a lone CR; on nearly every line, what is to
/// be found stands behind something of several units.
const OPEN: &str = "# 🇰🇵 e\u{301} Aliansi\r\n\r\n🇷🇺 e\u{301} Vladimir Putin bertemu Kim Jong Un. 𝒜 Putin  memuji Korut[^1]. Dua pemimpin,Kim dan Putin, pulang.\r\
    𝒜 Banyak analis menilai “aliansi 𝒜 itu rapuh dan Putin takut,” kata mereka pada 3 Mei 2025.\r\n\r\n\
    ## 🇮🇩 e\u{301} Alasan\r\n\r\n- 𝒜 impor turun 12,5 persen pada 2023\r\n* e\u{301} [tautan 🇰🇵](b%20%C3%A9.md) ke Korut\r\n\r\n\
    🇷🇺 Kemarin e\u{301} Vladi\r\n\r\n[^1]: 🇰🇵 Sumber é.\r\n";

/// One that nobody has opened.
const CLOSED: &str = "# 🇮🇩 e\u{301} Arsip\r\r🇷🇺 e\u{301} Prabowo Subianto tiba,lalu pulang.\r\n𝒜 Lihat [ini 🇰🇵](a.md).\r";

struct Desk {
    editor: Editor,
    unit: Unit,
    folder: PathBuf,
    texts: BTreeMap<String, String>,
    /// How many places each request has named.
    seen: BTreeMap<String, usize>,
}

impl Desk {
    async fn open(unit: Unit) -> Desk {
        let folder = std::env::temp_dir().join(format!("tajuk-units-{}", std::process::id()));
        let folder = folder.join(unit.name());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let folder = fs::canonicalize(folder).unwrap();
        fs::write(folder.join("a.md"), OPEN).unwrap();
        fs::write(folder.join("b é.md"), CLOSED).unwrap();
        let uri = |name: &str| Url::from_file_path(folder.join(name)).unwrap().to_string();
        let texts = [("a.md", OPEN), ("b é.md", CLOSED)];
        let texts = texts.map(|(name, text)| (uri(name), text.to_owned())).into_iter().collect();
        let mut capabilities = able(unit);
        capabilities["textDocument"]["inlineCompletion"] = json!({});
        capabilities["textDocument"]["codeAction"]["resolveSupport"] =
            json!({ "properties": ["edit"] });
        capabilities["workspace"]["workspaceFolders"] = json!(true);
        capabilities["workspace"]["applyEdit"] = json!(true);
        capabilities["workspace"]["fileOperations"] = json!({ "willRename": true });
        capabilities["workspace"]["workspaceEdit"] =
            json!({ "documentChanges": true, "changeAnnotationSupport": {} });
        let mut editor = Editor::connect(options());
        let root = Url::from_file_path(&folder).unwrap().to_string();
        editor
            .initialize(json!({ "capabilities": capabilities,
                "workspaceFolders": [{ "uri": root, "name": "meja" }],
                "initializationOptions": { "inlayHints": true } }))
            .await;
        let mut res = Desk { editor, unit, folder, texts, seen: BTreeMap::new() };
        let main = res.main();
        res.editor.open(&main, "markdown", 1, OPEN).await;
        res
    }

    fn main(&self) -> String {
        self.texts.keys().next().unwrap().clone()
    }

    /// Asks, and checks every place in the answer.
    async fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.editor.call(method, params).await;
        let answer = answer.unwrap_or_else(|it| panic!("{method}: {it}"));
        let seen = self.count(method, &answer);
        *self.seen.entry(method.to_owned()).or_default() += seen;
        answer
    }

    fn count(&self, method: &str, answer: &Value) -> usize {
        if method.contains("semanticTokens") {
            return answer.get("data").map_or(0, |_| tokens(answer, OPEN, self.unit).len());
        }
        self.places(answer, &self.main())
    }

    /// How many places there are; each must be one of the document it is in.
    fn places(&self, answer: &Value, uri: &str) -> usize {
        let text = &self.texts[uri];
        let Some(members) = answer.as_object() else {
            let items = answer.as_array().map(Vec::as_slice).unwrap_or_default();
            return items.iter().map(|it| self.places(it, uri)).sum();
        };
        if let (Some(start), Some(end)) = (members.get("start"), members.get("end")) {
            let (start, end) = (byte(text, start, self.unit), byte(text, end, self.unit));
            assert!(start <= end && !cuts(text, start) && !cuts(text, end), "{answer}");
            return 1;
        }
        if members.contains_key("character") {
            byte(text, answer, self.unit);
            return 1;
        }
        if let (Some(line), Some(column)) =
            (members.get("startLine"), members.get("startCharacter"))
        {
            byte(text, &json!({ "line": line, "character": column }), self.unit);
            return 1;
        }
        let named =
            [answer.get("uri"), answer.get("targetUri"), answer.pointer("/textDocument/uri")];
        let named = named.into_iter().flatten().filter_map(Value::as_str).next();
        let own = named.filter(|it| self.texts.contains_key(*it)).unwrap_or(uri).to_owned();
        let mut res = 0;
        for (name, value) in members {
            let here = match name.as_str() {
                // Where the caret's own words are.
                "originSelectionRange" => uri,
                name if self.texts.contains_key(name) => name,
                _ => &own,
            };
            res += self.places(value, here);
        }
        res
    }

    fn at(&self, words: &str) -> Value {
        position(OPEN, OPEN.find(words).unwrap() + 1, self.unit)
    }

    #[track_caller]
    fn slice<'a>(&'a self, uri: &str, range: &Value) -> &'a str {
        slice(&self.texts[uri], range, self.unit)
    }
}

/// Whether a place parts CR from LF, or a letter from its accent.
fn cuts(text: &str, at: usize) -> bool {
    text[..at].ends_with('\r') && text[at..].starts_with('\n') || text[at..].starts_with('\u{301}')
}

/// Names of what can be asked.
fn offered() -> BTreeSet<String> {
    let source = fs::read_to_string("src/server/handlers/mod.rs").unwrap();
    let all = source.split("custom_method(").skip(1);
    all.filter_map(|it| it.split('"').nth(1)).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_request_names_places_as_the_client_counts() {
    for unit in Unit::ALL {
        let mut desk = Desk::open(unit).await;
        of_the_text(&mut desk).await;
        second_answers(&mut desk).await;
        changes(&mut desk).await;
        of_the_folder(&mut desk).await;
        commands(&mut desk).await;
        let seen: BTreeSet<String> =
            desk.seen.iter().filter(|it| 0 < *it.1).map(|it| it.0.clone()).collect();
        assert_eq!(seen, offered(), "{unit:?}");
        assert_eq!(desk.editor.end().await, 0);
        fs::remove_dir_all(&desk.folder).unwrap();
    }
}

/// What is asked at a place, in a range or of a document.
async fn of_the_text(desk: &mut Desk) {
    let uri = desk.main();
    let places: Vec<usize> =
        OPEN.char_indices().map(|it| it.0).filter(|it| !cuts(OPEN, *it)).collect();
    for method in AT.iter().chain(&IN).chain(&OF) {
        let whole = range(OPEN, 0, OPEN.len(), desk.unit);
        let times = if AT.contains(method) { places.len() } else { 1 };
        for place in places.iter().take(times) {
            let at = position(OPEN, *place, desk.unit);
            let mut params = params(method, OPEN, at, whole.clone());
            params["textDocument"]["uri"] = json!(uri);
            desk.ask(method, params).await;
        }
    }
    let positions: Vec<Value> = places.iter().map(|it| position(OPEN, *it, desk.unit)).collect();
    let params = json!({ "textDocument": { "uri": uri }, "positions": positions });
    desk.ask("textDocument/selectionRange", params).await;
    for method in ["tajuk/entities", "tajuk/claims"] {
        desk.ask(method, about(&uri)).await;
    }
    let behind = OPEN.find("Vladi\r").unwrap() + "Vladi".len();
    let params = json!({ "textDocument": { "uri": uri }, "context": { "triggerKind": 1 },
        "position": position(OPEN, behind, desk.unit) });
    let found = desk.ask("textDocument/inlineCompletion", params).await;
    assert_eq!(desk.slice(&uri, &found["items"][0]["range"]), "Vladi");
}

/// What is left out at first, and what comes the second time.
async fn second_answers(desk: &mut Desk) {
    let uri = desk.main();
    let lenses = desk.ask("textDocument/codeLens", about(&uri)).await;
    for lens in lenses.as_array().unwrap() {
        let mut lens = lens.clone();
        lens.as_object_mut().unwrap().remove("command");
        let lens = desk.ask("codeLens/resolve", lens).await;
        assert!(lens["command"].is_object());
        let heading = desk.slice(&uri, &lens["range"]);
        assert!(heading.ends_with("Aliansi") || heading.ends_with("Alasan"), "{heading}");
    }
    let links = desk.ask("textDocument/documentLink", about(&uri)).await;
    let link = desk.ask("documentLink/resolve", links[1].clone()).await;
    assert_eq!(desk.slice(&uri, &link["range"]), "b%20%C3%A9.md");
    assert!(link["target"].as_str().unwrap().ends_with("/b%20%C3%A9.md"), "{link}");
    let behind = OPEN.find("Vladi\r").unwrap() + "Vladi".len();
    let params = json!({ "textDocument": { "uri": uri },
        "position": position(OPEN, behind, desk.unit) });
    let list = desk.ask("textDocument/completion", params).await;
    let item = desk.ask("completionItem/resolve", list["items"][0].clone()).await;
    assert!(item["documentation"].is_object(), "{item}");
    assert_eq!(desk.slice(&uri, &item["textEdit"]["insert"]), "Vladi");
    let at = desk.at("Putin  memuji");
    let ask = json!({ "textDocument": { "uri": uri }, "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": ["refactor.rewrite"] } });
    let actions = desk.ask("textDocument/codeAction", ask).await;
    let action = desk.ask("codeAction/resolve", actions[0].clone()).await;
    let edit = &action["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(desk.slice(&uri, &edit["range"]), "Putin");
    let full = desk.ask("textDocument/semanticTokens/full", about(&uri)).await;
    let ask = json!({ "textDocument": { "uri": uri }, "previousResultId": full["resultId"] });
    let same = desk.ask("textDocument/semanticTokens/full/delta", ask).await;
    assert_eq!(same["edits"], json!([]));
    let ask = json!({ "textDocument": { "uri": uri }, "previousResultId": "?" });
    let anew = desk.ask("textDocument/semanticTokens/full/delta", ask).await;
    assert_eq!(anew["data"], full["data"]);
    let words = tokens(&full, OPEN, desk.unit);
    assert!(words.contains(&"Kim Jong Un") && words.contains(&"12,5 persen"), "{words:?}");
}

/// What changes the text.
async fn changes(desk: &mut Desk) {
    let uri = desk.main();
    let params = json!({ "textDocument": { "uri": uri }, "position": desk.at("Putin  memuji"),
        "newName": "Poetin 🇷🇺" });
    let edit = desk.ask("textDocument/rename", params).await;
    let edits = edit["documentChanges"][0]["edits"].as_array().unwrap();
    let old: Vec<&str> = edits.iter().map(|it| desk.slice(&uri, &it["range"])).collect();
    assert_eq!(old, ["Putin", "Putin", "Putin"]);
    let behind = OPEN.find("𝒜 Banyak").unwrap();
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": uri }, "ch": "\n", "options": options,
        "position": position(OPEN, behind, desk.unit) });
    let edits = desk.ask("textDocument/onTypeFormatting", params).await;
    assert_eq!(desk.slice(&uri, &edits[0]["range"]), "  ");
    let ask = json!({ "textDocument": { "uri": uri }, "options": options });
    let edits = desk.ask("textDocument/formatting", ask).await;
    let gone: Vec<&str> =
        edits.as_array().unwrap().iter().map(|it| desk.slice(&uri, &it["range"])).collect();
    assert!(
        gone.contains(&"  ") && gone.iter().all(|it| !it.contains(char::is_alphabetic)),
        "{gone:?}"
    );
}

async fn of_the_folder(desk: &mut Desk) {
    let uri = desk.main();
    let closed = desk.texts.keys().next_back().unwrap().clone();
    let report = desk.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let items = report["items"].as_array().unwrap();
    let of = |uri: &str| items.iter().find(|it| it["uri"] == *uri).unwrap().clone();
    for uri in [&uri, &closed] {
        let report = of(uri);
        let found = report["items"].as_array().unwrap().iter();
        let spaces = found.filter(|it| it["code"] == "missing-space");
        let words: Vec<&str> = spaces.map(|it| desk.slice(uri, &it["range"])).collect();
        assert!(words.iter().any(|it| it.contains(',')), "{words:?}");
    }
    let found = desk.ask("workspace/symbol", json!({ "query": "Prabowo" })).await;
    assert!(found[0]["location"].get("range").is_none(), "{found}");
    let whole = desk.ask("workspaceSymbol/resolve", found[0].clone()).await;
    assert_eq!(whole["location"]["uri"], closed);
    assert_eq!(desk.slice(&closed, &whole["location"]["range"]), "Prabowo Subianto");
    // One that gives its places at once.
    let seen = desk.places(&whole, &uri);
    *desk.seen.entry("workspace/symbol".to_owned()).or_default() += seen;
    for (old, link) in [(&closed, "b%20%C3%A9.md"), (&uri, "a.md")] {
        let new = old.replace(".md", "-baru.md");
        let params = json!({ "files": [{ "oldUri": old, "newUri": new }] });
        let edit = desk.ask("workspace/willRenameFiles", params).await;
        let change = &edit["documentChanges"][0];
        let changed = change["textDocument"]["uri"].as_str().unwrap();
        assert_ne!(changed, old);
        assert_eq!(desk.slice(changed, &change["edits"][0]["range"]), link);
    }
}

async fn commands(desk: &mut Desk) {
    const METHOD: &str = "workspace/executeCommand";
    let uri = desk.main();
    for command in ["tajuk.people", "tajuk.claims", "tajuk.sources", "tajuk.article"] {
        desk.ask(METHOD, json!({ "command": command, "arguments": [{ "uri": uri }] })).await;
    }
    let claims = json!({ "command": "tajuk.claims", "arguments": [{ "uri": uri }] });
    let claims = desk.ask(METHOD, claims).await;
    assert!(desk.slice(&uri, &claims[0]["range"]).contains("12,5 persen"), "{claims}");
    let lenses = desk.ask("textDocument/codeLens", about(&uri)).await;
    let command = &lenses.as_array().unwrap().last().unwrap()["command"];
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });
    desk.ask(METHOD, run).await;
    desk.editor.hear_until(|it| it.notices("window/showDocument").count() == 1).await;
    let shown = desk.editor.notices("window/showDocument").next().unwrap();
    let text = slice(&desk.texts[&uri], &shown["selection"], desk.unit);
    assert!(text.contains("12,5 persen"), "{text}");
    desk.ask(METHOD, json!({ "command": "tajuk.showAll", "arguments": [uri] })).await;
    // A ledger that is open holds the article's letters, and lines of its own.
    let path = desk.folder.join("a.md.klaim.json");
    let wanted =
        json!({ "uri": uri, "claim": claims[0]["id"], "state": "disputed", "note": "🇷🇺 e\u{301}" });
    let run = json!({ "command": "tajuk.claim.set", "arguments": [wanted] });
    desk.ask(METHOD, run).await;
    let held = fs::read_to_string(&path).unwrap();
    let ledger = Url::from_file_path(&path).unwrap().to_string();
    desk.editor.open(&ledger, "json", 1, &held).await;
    let wanted = json!({ "uri": uri, "claim": claims[0]["id"], "state": "supported" });
    desk.ask(METHOD, json!({ "command": "tajuk.claim.set", "arguments": [wanted] })).await;
    desk.editor.hear_until(|it| it.notices("workspace/applyEdit").count() == 1).await;
    let edit = desk.editor.notices("workspace/applyEdit").next().unwrap();
    let edit = edit["edit"]["documentChanges"][0]["edits"][0].clone();
    let old = slice(&held, &edit["range"], desk.unit);
    assert!(old.contains("disputed") && held.contains(old), "{old}");
}
