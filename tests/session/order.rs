//! Every answer is about the text as it was when the question was sent.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, frame, modern};
use crate::session::text::{Dice, Unit, range, slice};

const URI: &str = "file:///meja/urutan.md";

fn article(version: i32) -> String {
    format!(
        "# Analisis {version}\n\nKorut dan Rusia bersekutu 🇰🇵. Banyak analis menilai aliansi itu \
         rapuh.\n\n## Alasan\n\nPutin dan Kim bertemu di Vostochny.\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_edits_and_questions_do_not_mix() {
    const EDITS: i32 = 3000;
    let mut editor = Editor::start(modern()).await;
    let mut dice = Dice(7);
    let mut text = article(1);
    editor.open(URI, "markdown", 1, &text).await;
    let mut texts = vec![String::new(), text.clone()];
    let mut asked = Vec::new();
    for version in 2..=EDITS {
        // The title tells the version, and something else moves about.
        let start = text.find("Analisis ").unwrap() + "Analisis ".len();
        let end = start + text[start..].find('\n').unwrap();
        let mut changes = vec![
            json!({ "range": range(&text, start, end, Unit::Utf16), "text": version.to_string() }),
        ];
        text.replace_range(start..end, &version.to_string());
        let body = text.find("Korut").unwrap();
        if dice.below(2) == 0 && text.len() < 2000 {
            let at = body + dice.place(&text[body..body + 5]);
            changes.push(json!({ "range": range(&text, at, at, Unit::Utf16), "text": "😀é" }));
            text.insert_str(at, "😀é");
        } else if let Some(at) = text.find("😀é") {
            let end = at + "😀é".len();
            changes.push(json!({ "range": range(&text, at, end, Unit::Utf16), "text": "" }));
            text.replace_range(at..end, "");
        }
        if !text.contains("Korut") {
            let start = text.find("\n\n").unwrap() + 2;
            let end = start + text[start..].find(" dan Rusia").unwrap();
            changes
                .push(json!({ "range": range(&text, start, end, Unit::Utf16), "text": "Korut" }));
            text.replace_range(start..end, "Korut");
        }
        editor.change(URI, version, Value::Array(changes)).await;
        texts.push(text.clone());
        if dice.below(3) < 2 {
            let id = editor.ask("textDocument/documentSymbol", about(URI)).await;
            asked.push((version, id));
        }
    }
    for (version, id) in asked {
        let symbols = editor.answer(id).await.unwrap();
        let name = symbols[0]["name"].as_str().unwrap();
        assert!(name.ends_with(&format!("Analisis {version}")), "{name} in version {version}");
        let text = &texts[version as usize];
        let heading = slice(text, &symbols[0]["selectionRange"], Unit::Utf16);
        assert!(heading.ends_with(&format!("Analisis {version}")), "{heading}");
    }
    editor.findings(URI, EDITS).await;
    let mut last = 0;
    for told in editor.published(URI) {
        let version = told["version"].as_i64().unwrap();
        assert!(last < version, "version {version} after {last}");
        last = version;
        for finding in told["diagnostics"].as_array().unwrap() {
            let marked = slice(&texts[version as usize], &finding["range"], Unit::Utf16);
            if finding["code"] == "vague-attribution" {
                assert!(marked.starts_with("Banyak analis"), "{marked}");
            }
        }
    }
    assert_eq!(last, i64::from(EDITS));
    assert_eq!(editor.end().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_costs_fewer_tellings_than_edits() {
    let mut editor = Editor::start(modern()).await;
    let body = "Banyak analis menilai aliansi itu rapuh. Putin hadir.\n\n".repeat(500);
    editor.open(URI, "markdown", 1, &body).await;
    let place = range(&body, 0, 0, Unit::Utf16);
    for version in 2..=1000 {
        editor.change(URI, version, json!([{ "range": place, "text": "x" }])).await;
    }
    editor.findings(URI, 1000).await;
    assert!(editor.published(URI).count() < 900);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_do_not_wait_in_each_others_lane() {
    let mut editor = Editor::start(modern()).await;
    let uris: Vec<String> = (0..40).map(|it| format!("file:///meja/{it}.md")).collect();
    for uri in &uris {
        editor.open(uri, "markdown", 1, &article(1)).await;
    }
    for version in 2..=20 {
        for uri in &uris {
            editor.change(uri, version, json!([{ "text": article(version) }])).await;
        }
    }
    for uri in &uris {
        assert!(!editor.findings(uri, 20).await.is_empty());
        let versions: Vec<_> = editor.published(uri).map(|it| it["version"].as_i64()).collect();
        assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    }
}

#[tokio::test]
async fn a_version_that_goes_backwards_is_believed() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 9, &article(9)).await;
    editor.findings(URI, 9).await;
    editor.change(URI, 3, json!([{ "text": article(3) }])).await;
    editor.findings(URI, 3).await;
    let name = editor.symbols(URI).await[0]["name"].clone();
    assert!(name.as_str().unwrap().ends_with("Analisis 3"), "{name}");
    editor.change(URI, 3, json!([{ "text": "" }])).await;
    editor.hear_until(|it| it.published("file:///meja/urutan.md").count() == 3).await;
    assert_eq!(editor.published(URI).last().unwrap()["diagnostics"], json!([]));
}

/// Both come in one piece, as from an editor that asks right behind each key. One
/// thread, as in the program.
#[tokio::test]
async fn a_question_behind_a_key_is_answered_before_its_findings_are_told() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, &article(1)).await;
    editor.findings(URI, 1).await;
    for version in 2..=20 {
        let at = json!({ "line": 2, "character": 5 });
        let change = json!([{ "range": { "start": at, "end": at }, "text": "a" }]);
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": change });
        let method = "textDocument/didChange";
        let key = json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string();
        let method = "textDocument/documentSymbol";
        let asked =
            json!({ "jsonrpc": "2.0", "id": version, "method": method, "params": about(URI) });
        let asked = asked.to_string();
        let mut bytes = frame(&key);
        bytes.extend(frame(&asked));
        editor.send_bytes(&bytes).await;
        editor.answer(version).await.unwrap();
        let told = editor.published(URI).any(|it| it["version"] == version);
        assert!(!told, "the findings of version {version} came first");
        editor.findings(URI, version).await;
    }
}

/// A change that has anything odd about it is read another way than others; none
/// may overtake another.
#[tokio::test]
async fn odd_changes_and_plain_ones_stay_in_order() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, "# A\n").await;
    let mut text = "# A\n".to_owned();
    for version in 2..=60 {
        let column = if version % 3 == 0 { json!(3.0) } else { json!(3) };
        let at = json!({ "line": 0, "character": column });
        let letter = char::from(b'a' + u8::try_from(version % 26).unwrap());
        let change = json!([{ "range": { "start": at, "end": at }, "text": letter, "more": [1] }]);
        let version = if version % 4 == 0 { json!(f64::from(version)) } else { json!(version) };
        let document = json!({ "uri": URI, "version": version });
        let mut message = json!({
            "jsonrpc": "2.0",
            "method": "textDocument/didChange",
            "params": { "textDocument": document, "contentChanges": change },
        });
        if version == 30 {
            message["more"] = json!({ "odd": true });
        }
        editor.send(message).await;
        text.insert(3, letter);
    }
    let symbols = editor.symbols(URI).await;
    assert_eq!(symbols[0]["name"].as_str().unwrap(), text.trim().trim_start_matches("# "));
}
