//! After any edits, a document is the same as one that was opened so.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern};
use crate::session::text::{Dice, Unit, position, range};

const ARTICLE: &str = "Korut dan Rusia Bersekutu 🇰🇵\n\nKetegangan global meningkat. Banyak analis \
    menilai aliansi ini “rapuh”.\r\nKim Jong Un dan Vladimir Putin bertemu pada 13 September 2023.\
    \n\nAlasan Bergabung\n\nRusia mengirim 5.000 ton beras, naik 12,5%.\n\n- Isolasi\n- Militer\n";

const PIECES: [&str; 14] = [
    "Banyak analis menilai ",
    "🇰🇵",
    "\n",
    "\r\n",
    "\r",
    "\n\nKesimpulan Baru\n\n",
    "Putin",
    " ",
    "é",
    "𝒜",
    "“",
    "\u{2028}",
    "# ",
    "",
];

/// Edits a document at random, through the protocol and in our copy.
async fn edit(editor: &mut Editor, uri: &str, version: i32, text: &mut String, dice: &mut Dice) {
    let mut changes = Vec::new();
    for _ in 0..=dice.below(3) {
        let start = dice.place(text);
        let mut end = (start + *dice.pick(&[0, 0, 1, 3, 40])).min(text.len());
        while !text.is_char_boundary(end)
            || (text[..end].ends_with('\r') && text[end..].starts_with('\n'))
        {
            end += 1;
        }
        let new = dice.pick(&PIECES);
        changes.push(json!({ "range": range(text, start, end, Unit::Utf16), "text": new }));
        text.replace_range(start..end, new);
    }
    editor.change(uri, version, Value::Array(changes)).await;
}

/// All there is to see of a document.
async fn look(editor: &mut Editor, uri: &str, version: i32, text: &str) -> Vec<Value> {
    let mut res = editor.findings(uri, version).await;
    for finding in &mut res {
        // It names the version, as it should.
        finding["data"] = Value::Null;
    }
    res.push(editor.symbols(uri).await);
    let mut dice = Dice(99);
    for _ in 0..12 {
        let at = dice.place(text);
        res.push(editor.hover(uri, position(text, at, Unit::Utf16)).await);
    }
    let shown = serde_json::to_string(&res).unwrap().replace(uri, "URI");
    vec![serde_json::from_str(&shown).unwrap()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edited_and_fresh_are_the_same() {
    let mut editor = Editor::start(modern()).await;
    let mut dice = Dice(20261124);
    for round in 0..25 {
        let (edited, fresh) = (format!("file:///meja/e{round}.txt"), format!("untitled:f{round}"));
        let mut text = ARTICLE.to_owned();
        editor.open(&edited, "plaintext", 1, &text).await;
        let mut version = 1;
        for _ in 0..20 {
            version += 1;
            edit(&mut editor, &edited, version, &mut text, &mut dice).await;
            if dice.below(4) == 0 {
                editor.symbols(&edited).await;
            }
        }
        // Nobody types at two places: what was held back as unfinished is told.
        version += 1;
        let mut far = text.floor_char_boundary(80);
        far -= usize::from(text[..far].ends_with('\r'));
        if far <= 40 {
            // Too little is left to be at two places.
            editor.close(&edited).await;
            continue;
        }
        let far = [0, far].map(|at| range(&text, at, at, Unit::Utf16));
        let edits = far.map(|range| json!({ "range": range, "text": "" }));
        editor.change(&edited, version, json!(edits)).await;
        editor.open(&fresh, "plaintext", 1, &text).await;
        let a = look(&mut editor, &edited, version, &text).await;
        let b = look(&mut editor, &fresh, 1, &text).await;
        assert_eq!(a, b, "round {round}: {text:?}");
        editor.close(&edited).await;
        editor.close(&fresh).await;
    }
}

#[tokio::test]
async fn findings_that_are_asked_for_after_an_edit_are_those_of_a_fresh_one() {
    let mut can = modern();
    can["textDocument"]["diagnostic"] = json!({});
    let mut editor = Editor::start(can.clone()).await;
    let mut other = Editor::start(can).await;
    let mut dice = Dice(20261125);
    let (uri, mut seen) = ("file:///meja/diminta.txt", 0);
    for round in 0..8 {
        let mut text = ARTICLE.repeat(3);
        editor.open(uri, "plaintext", 1, &text).await;
        for version in 2..16 {
            edit(&mut editor, uri, version, &mut text, &mut dice).await;
            // Who saves has paused: nothing is held back as unfinished.
            editor.notify("textDocument/didSave", about(uri)).await;
            let kept = editor.call("textDocument/diagnostic", about(uri)).await.unwrap();
            other.open(uri, "plaintext", version, &text).await;
            let fresh = other.call("textDocument/diagnostic", about(uri)).await.unwrap();
            assert_eq!(kept, fresh, "round {round}, version {version}: {text:?}");
            seen += kept["items"].as_array().unwrap().len();
            // The folder's answer goes by the same ids.
            let known = json!({ "previousResultIds": [{ "uri": uri, "value": kept["resultId"] }] });
            let folder = editor.call("workspace/diagnostic", known).await.unwrap();
            assert_eq!(folder["items"][0]["kind"], "unchanged");
        }
        editor.close(uri).await;
    }
    assert!(100 < seen, "{seen}");
}

/// A double blank at the caret may be on its way to something else; whoever
/// stops typing has done it.
#[tokio::test]
async fn who_stops_typing_is_told_what_was_held_back() {
    let mut editor = Editor::start(modern()).await;
    let (uri, text) =
        ("file:///meja/jeda.txt", "Menurut pejabat itu, usul itu baik. Kata Putin, ia\n");
    editor.open(uri, "plaintext", 1, text).await;
    let codes = |found: &[Value]| -> Vec<String> {
        found.iter().filter_map(|it| it["code"].as_str().map(str::to_owned)).collect()
    };
    let before = codes(&editor.findings(uri, 1).await);
    let mut text = text.to_owned();
    let mut version = 1;
    for letter in [" ", "i", "a"] {
        let at = text.len() - 1;
        let place = range(&text, at, at, Unit::Utf16);
        text.insert_str(at, letter);
        version += 1;
        editor.change(uri, version, json!([{ "range": place, "text": letter }])).await;
    }
    let typed = codes(&editor.findings(uri, version).await);
    assert!(!typed.contains(&"repeated-word".to_owned()), "{typed:?}");
    let told = |editor: &Editor| {
        let last = editor.published(uri).next_back();
        let found = last.and_then(|it| it["diagnostics"].as_array());
        found.is_some_and(|it| it.iter().any(|it| it["code"] == "repeated-word"))
    };
    editor.hear_until(told).await;
    assert!(!before.contains(&"repeated-word".to_owned()));
}
