//! Any order, any load: edits and questions of every kind, thousands of them.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::session::asks::{ARTICLE, AT, IN, OF, REST, URI, able, check_places, params, tokens};
use crate::session::editor::{Editor, about, options};
use crate::session::text::{Dice, Unit, position, range};

/// Whatever can be asked.
fn every() -> Vec<&'static str> {
    AT.iter().chain(&IN).chain(&OF).chain(&REST).copied().chain(["tajuk/claims"]).collect()
}

/// With a client that asks for an action's edit once it is chosen.
async fn start() -> Editor {
    let mut able = able(Unit::Utf16);
    able["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    let mut editor = Editor::connect(options());
    let settings = json!({ "inlayHints": true });
    editor.initialize(json!({ "capabilities": able, "initializationOptions": settings })).await;
    editor
}

async fn start_with(text: &str) -> Editor {
    let mut editor = start().await;
    editor.open(URI, "markdown", 1, text).await;
    editor
}

/// What came with answers before the first edit, and is brought back later.
struct Stale {
    lens: Value,
    link: Value,
    item: Value,
    action: Value,
    symbol: Value,
    tokens: Value,
}

impl Stale {
    async fn of(editor: &mut Editor, text: &str) -> Stale {
        let lenses = editor.call("textDocument/codeLens", about(URI)).await.unwrap();
        let links = editor.call("textDocument/documentLink", about(URI)).await.unwrap();
        let tokens = editor.call("textDocument/semanticTokens/full", about(URI)).await.unwrap();
        let at = |words: &str| {
            let byte = text.find(words).unwrap() + words.len();
            position(text, byte, Unit::Utf16)
        };
        let ask = json!({ "textDocument": { "uri": URI }, "position": at("bertemu Kim") });
        let list = editor.call("textDocument/completion", ask).await.unwrap();
        let place = at("e\u{301} Put");
        let ask = json!({ "textDocument": { "uri": URI }, "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": ["refactor.rewrite"] } });
        let actions = editor.call("textDocument/codeAction", ask).await.unwrap();
        let ask = json!({ "query": "Putin" });
        let symbols = editor.call("workspace/symbol", ask).await.unwrap();
        let first = |it: &Value| it[0].clone();
        let res = Stale {
            lens: first(&lenses),
            link: first(&links),
            item: first(&list["items"]),
            action: first(&actions),
            symbol: first(&symbols),
            tokens: tokens["resultId"].clone(),
        };
        let all = [&res.lens, &res.link, &res.item, &res.action, &res.symbol];
        assert!(all.iter().all(|it| it.is_object()), "{all:?}");
        assert!(res.action.get("edit").is_none());
        res
    }

    /// Params of any request, at a place or in a range of this text.
    fn params(&self, method: &str, text: &str, place: Value, whole: Value) -> Value {
        let mut res = params(method, text, place.clone(), whole);
        let options = json!({ "tabSize": 4, "insertSpaces": true });
        let more = match method {
            "textDocument/inlineCompletion" => {
                json!({ "position": place, "context": { "triggerKind": 1 } })
            }
            "textDocument/selectionRange" => json!({ "positions": [place] }),
            "textDocument/semanticTokens/full/delta" => json!({ "previousResultId": self.tokens }),
            "textDocument/onTypeFormatting" => {
                json!({ "position": place, "ch": "\n", "options": options })
            }
            "textDocument/rename" => json!({ "position": place, "newName": "Poetin 🇷🇺" }),
            "codeAction/resolve" => return self.action.clone(),
            "codeLens/resolve" => return self.lens.clone(),
            "completionItem/resolve" => return self.item.clone(),
            "documentLink/resolve" => return self.link.clone(),
            "workspaceSymbol/resolve" => return self.symbol.clone(),
            "workspace/diagnostic" => return json!({ "previousResultIds": [] }),
            "workspace/symbol" => return json!({ "query": "Put" }),
            "workspace/willRenameFiles" => {
                let files =
                    json!([{ "oldUri": "file:///meja/b.md", "newUri": "file:///meja/c.md" }]);
                return json!({ "files": files });
            }
            "workspace/executeCommand" => {
                return json!({ "command": "tajuk.claims", "arguments": [{ "uri": URI }] });
            }
            _ => json!({}),
        };
        for (name, value) in more.as_object().unwrap() {
            res[name] = value.clone();
        }
        res
    }
}

/// Any order, any load: the answer to a question is that of the text it was
/// asked about.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_among_five_thousand_edits_are_right_for_their_version() {
    let mut editor = start().await;
    let mut text = ARTICLE.repeat(3);
    editor.open(URI, "markdown", 0, &text).await;
    let mut dice = Dice(42);
    let methods = every();
    let stale = Stale::of(&mut editor, &text).await;
    let mut open: Vec<(i64, &str, String)> = Vec::new();
    for version in 1..=5_000 {
        let at = dice.place(&text);
        let behind = text[at..].chars().next().filter(|it| 4_000 < text.len() || *it == '.');
        let end = match behind {
            Some(it) if !"\r\n".contains(it) => at + it.len_utf8(),
            _ => at,
        };
        let new = if at < end {
            ""
        } else {
            dice.pick(&["a", ". ", " Vladimir Putin ", " ", "🇰🇵", "\n"])
        };
        let change = json!({ "range": range(&text, at, end, Unit::Utf16), "text": new });
        editor.change(URI, version, json!([change])).await;
        text.replace_range(at..end, new);
        if version % 10 == 0 {
            let method = *dice.pick(&methods);
            let mut place = dice.place(&text);
            if method == "textDocument/rename" {
                place = text[..place].rfind(" Vladimir Putin ").map_or(place, |it| it + 3);
            }
            let place = position(&text, place, Unit::Utf16);
            let whole = range(&text, 0, text.len(), Unit::Utf16);
            let id = editor.ask(method, stale.params(method, &text, place, whole)).await;
            open.push((id, method, text.clone()));
        }
    }
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, method, then) in open {
        let answer = match editor.answer(id).await {
            Ok(answer) => answer,
            // What was offered for another text, and a place without a name.
            Err(error) if method == "codeAction/resolve" => {
                assert_eq!(error["code"], -32801, "{error}");
                continue;
            }
            Err(error) if method == "textDocument/rename" => {
                assert_eq!(error["code"], -32602, "{error}");
                continue;
            }
            Err(error) => panic!("{method}: {error}"),
        };
        *answered.entry(method).or_insert(0) += 1;
        if method.ends_with("/resolve") || method.ends_with("/delta") {
            // Its places are those of the text that it came with.
            continue;
        }
        if method.contains("semanticTokens") {
            tokens(&answer, &then, Unit::Utf16);
        } else {
            check_places(&answer, &then, Unit::Utf16);
        }
    }
    // Each kind, and more than once.
    let refused = ["codeAction/resolve"];
    for method in every() {
        let times = answered.get(method).copied().unwrap_or_default();
        assert!(5 <= times || refused.contains(&method), "{method}: {times}");
    }
    let mut fresh = start_with(&text).await;
    for method in OF.iter().chain(&AT).chain(&IN).copied() {
        let place = position(&text, dice.place(&text), Unit::Utf16);
        let whole = range(&text, 0, text.len(), Unit::Utf16);
        let ask = params(method, &text, place, whole);
        let without = |mut it: Value| {
            if let Some(members) = it.as_object_mut() {
                members.remove("resultId");
            }
            // Findings carry the version of their text.
            let text = it.to_string();
            text.replace("\"version\":5000", "\"version\":1")
        };
        let here = without(editor.call(method, ask.clone()).await.unwrap());
        let there = without(fresh.call(method, ask).await.unwrap());
        assert_eq!(here, there, "{method}");
    }
    assert_eq!(editor.end().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_every_request_with_cancellations_is_answered_once_each() {
    let mut editor = start().await;
    let text = ARTICLE.repeat(40);
    for number in 0..200 {
        editor.open(&format!("file:///meja/{number}.md"), "markdown", 1, ARTICLE).await;
    }
    editor.open(URI, "markdown", 1, &text).await;
    let methods = every();
    let stale = Stale::of(&mut editor, &text).await;
    let (mut ids, mut dice) = (Vec::new(), Dice(3));
    for round in 0..1_500 {
        let method = *dice.pick(&methods);
        let place = json!({ "line": dice.below(300), "character": dice.below(60) });
        let whole = json!({ "start": place, "end": { "line": 400, "character": 0 } });
        let id = editor.ask(method, stale.params(method, &text, place, whole)).await;
        if round % 3 != 0 {
            editor.notify("$/cancelRequest", json!({ "id": id })).await;
        }
        ids.push(id);
    }
    let mut cancelled = 0;
    for id in ids {
        if let Err(error) = editor.answer(id).await {
            // A place without a name cannot be renamed.
            let unnamed = error["code"] == -32602;
            assert!(unnamed || error["code"] == -32800, "{error}");
            cancelled += usize::from(!unnamed);
        }
    }
    assert!(0 < cancelled && cancelled <= 1_000, "{cancelled}");
    editor.listen(Duration::from_millis(1)).await;
    assert_eq!(editor.end().await, 0);
}
