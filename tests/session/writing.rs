//! What is offered while one writes: in an article, in its front matter, in
//! comments, and in files of settings.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use url::Url;

use crate::session::editor::{Editor, modern, options};
use crate::session::text::{Unit, byte, position, slice};

const URI: &str = "file:///meja/tulis.md";

/// Opens the text and asks at its `|`.
async fn items(editor: &mut Editor, uri: &str, text: &str) -> Vec<Value> {
    let byte = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    editor.open(uri, "", 1, &text).await;
    let place = position(&text, byte, Unit::Utf16);
    let params = json!({ "textDocument": { "uri": uri }, "position": place });
    let list = editor.call("textDocument/completion", params).await.unwrap();
    let items = list["items"].as_array().unwrap().clone();
    for it in &items {
        // What the editor compares with is what stands there.
        let edit = &it["textEdit"];
        let typed = slice(&text, &edit["range"], Unit::Utf16).to_lowercase();
        let typed = typed.trim_matches(['"', '[', ']']);
        let filter = it["filterText"].as_str().unwrap().to_lowercase();
        assert!(filter.trim_matches(['"', '[']).starts_with(typed), "{filter} for {typed}");
    }
    editor.close(uri).await;
    items
}

async fn texts(editor: &mut Editor, uri: &str, text: &str) -> Vec<String> {
    let new = |it: &Value| it["textEdit"]["newText"].as_str().unwrap().to_owned();
    items(editor, uri, text).await.iter().map(new).collect()
}

#[tokio::test]
async fn names_come_in_the_form_that_is_due() {
    let mut editor = Editor::start(modern()).await;
    let cases: [(&str, &[&str]); 9] = [
        ("Kemarin Put|", &["Putrajaya"]),
        ("Kemarin Vladimir Put|", &["Vladimir Putin", "Presiden Rusia Vladimir Putin"]),
        ("Kemarin Putin tiba. Lalu Put|", &["Putin", "Vladimir Putin"]),
        (
            "Pemimpin tiba. Perserikatan Bang|",
            &["Perserikatan Bangsa-Bangsa", "Perserikatan Bangsa-Bangsa (PBB)"],
        ),
        ("Perserikatan Bangsa-Bangsa (PBB) rapat. PB|", &["PBB", "Perserikatan Bangsa-Bangsa"]),
        ("Komisi Rahasia Antariksa (KRA) rapat kemarin. KR|", &["KRA"]),
        ("Komisi Rahasia Antariksa (KRA) rapat kemarin. Komisi Ra|", &["KRA"]),
        ("Siti Maemunah, ketua serikat itu, tiba. Lalu Mae|", &["Siti Maemunah"]),
        ("Kemarin Presiden Rusia |", &["Presiden Rusia Vladimir Putin"]),
    ];
    for (text, first) in cases {
        let found = texts(&mut editor, URI, text).await;
        let shown: Vec<&str> = found.iter().map(String::as_str).take(first.len()).collect();
        if first == ["Putrajaya"] {
            assert!(
                shown.iter().all(|it| *it != "Putin")
                    && found.contains(&"Vladimir Putin".to_owned())
            );
        } else {
            assert_eq!(shown, first, "{text}");
        }
    }
    let english = "The minister said so. President of Rus|";
    assert_eq!(texts(&mut editor, URI, english).await[0], "President of Russia Vladimir Putin");
    // Office and title alone: those that the article is about.
    let text = "Rusia menolak. Presiden |\n\nItu kata mereka.";
    assert_eq!(texts(&mut editor, URI, text).await, ["Presiden Rusia Vladimir Putin"]);
}

#[tokio::test]
async fn a_statement_is_handed_to_its_source() {
    let mut editor = Editor::start(modern()).await;
    assert_eq!(texts(&mut editor, URI, "“Kami senang,” |").await[..3], ["kata", "ujar", "tutur"]);
    let text = "“We are glad,” s|\n\nThe minister said so and the others did not.";
    assert_eq!(texts(&mut editor, URI, text).await[0], "said");
    let found = texts(&mut editor, URI, "Itu saja. Menur|").await;
    assert_eq!(found, ["Menurut ", "Menurutnya "]);
    // In the middle of a sentence nobody needs it.
    assert!(texts(&mut editor, URI, "Itu saja menur|").await.is_empty());
}

#[tokio::test]
async fn front_matter_is_filled_in_while_it_is_written() {
    let mut editor = Editor::start(modern()).await;
    let cases: [(&str, &[&str]); 12] = [
        ("---\n|\n---\n", &["title: ", "date: ", "lastmod: ", "authors: ", "lang: ", "tags: "]),
        ("---\nti|", &["title: "]),
        ("---\r\nlang: id\r\nla|\r\ntitle: x\r\n---\r\n", &["lastmod: "]),
        ("+++\nti|\n+++\n", &["title = "]),
        ("---\nlang: |\n---\n", &["id", "en"]),
        ("+++\nlang = |\n+++\n", &["\"id\"", "\"en\""]),
        ("---\ndate: |\n---\n", &["2026-11-24"]),
        ("---\ndraft: f|\n---\n", &["false"]),
        ("---\ntitle: |\n---\n\n# Pakta Laut\n\nItu saja.\n", &["Pakta Laut"]),
        ("---\ntags: [Ru|]\n---\n\n# A\n\nRusia dan Ukraina berunding.\n", &["Rusia"]),
        ("---\ntags:\n  - |\n---\n\n# A\n\nRusia dan Ukraina.\n", &["Rusia", "Ukraina"]),
        ("---\ntitle: a\n---\n\nti|\n", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(texts(&mut editor, URI, text).await, expected, "{text:?}");
    }
    // A rule between paragraphs opens no front matter.
    assert!(texts(&mut editor, URI, "---\n\nKata mereka.\n\nti|").await.is_empty());
}

#[tokio::test]
async fn a_comment_that_silences_knows_rules_groups_and_forms() {
    let mut editor = Editor::start(modern()).await;
    assert_eq!(texts(&mut editor, URI, "<!-- tajuk-ignore|").await, ["-start", "-end", "-file"]);
    assert_eq!(texts(&mut editor, URI, "<!-- tajuk-ignore vag| -->").await, ["vague-attribution"]);
    let text = "# A\n\n<!-- tajuk-ignore-start vague-attribution, quote|";
    let found = texts(&mut editor, URI, text).await;
    assert_eq!(found, ["quote-unclosed", "quote-no-speaker", "quotes"]);
    let found = texts(&mut editor, URI, "<!-- tajuk-ignore vague-attribution va|").await;
    assert!(found.is_empty(), "it is there already");
    assert!(texts(&mut editor, URI, "<!-- tajuk-ignore quotes: va|").await.is_empty());
    let found = items(&mut editor, URI, "<!-- tajuk-ignore vag|").await;
    let text = "<!-- tajuk-ignore vag";
    editor.open(URI, "markdown", 1, text).await;
    let more = editor.call("completionItem/resolve", found[0].clone()).await.unwrap();
    let why = more["documentation"]["value"].as_str().unwrap();
    assert!(why.contains("crowd without names") && !why.contains("##"), "{why}");
}

#[tokio::test]
async fn a_file_of_settings_knows_its_keys_rules_and_values() {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("tajuk-writing-{}", std::process::id()));
    fs::create_dir_all(folder.join(".tajuk")).unwrap();
    let uri = |name: &str| -> String { Url::from_file_path(folder.join(name)).unwrap().into() };
    let mut editor = Editor::connect(options());
    let folders = json!([{ "uri": uri(""), "name": "meja" }]);
    let params = json!({ "capabilities": modern(), "workspaceFolders": folders });
    editor.initialize(params).await;
    let settings = uri("tajuk.toml");
    let cases: [(&str, &[&str]); 13] = [
        ("pro|", &["profile = "]),
        ("profile = \"k|\"\n", &["\"kompas\""]),
        ("inlay_hints = |", &["true", "false"]),
        ("[ru|", &["[rules]"]),
        ("[[over|]]\n", &["[[overrides]]", "[overrides.groups]", "[overrides.rules]"]),
        ("[rules]\r\nvague-|\r\n", &["vague-attribution = "]),
        ("[rules]\nvague-attribution = \"off\"\nvague-|", &[]),
        ("[rules]\nvague-|\n\n[groups]\nvague-attribution = 1", &["vague-attribution = "]),
        ("[overrides.rules]\nunused|", &["unused-ignore = "]),
        ("[rules]\nvague-attribution = w|", &["\"warning\""]),
        ("[groups]\nstr|", &["structure = "]),
        ("[[overrides]]\npa|", &["paths = "]),
        ("# pro|", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(texts(&mut editor, &settings, text).await, expected, "{text:?}");
    }
    let ignores = uri(".tajuk/ignore.toml");
    let found = texts(&mut editor, &ignores, "[[ignore]]\nrule = \"vague|\"").await;
    assert_eq!(found, ["\"vague-attribution\""]);
    assert_eq!(texts(&mut editor, &ignores, "[[ignore]]\nqu|").await, ["quote = "]);

    // A rule's reasons come once it is chosen.
    let found = items(&mut editor, &settings, "[rules]\nvague-|").await;
    editor.open(&settings, "toml", 1, "[rules]\n").await;
    let more = editor.call("completionItem/resolve", found[0].clone()).await.unwrap();
    assert!(more["documentation"]["value"].as_str().unwrap().contains("crowd without names"));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(editor.end().await, 0);
}

/// The text as formatting leaves it.
async fn formatted(editor: &mut Editor, text: &str) -> String {
    editor.open(URI, "markdown", 1, text).await;
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "options": options });
    let edits = editor.call("textDocument/formatting", params).await.unwrap();
    let mut res = text.to_owned();
    for edit in edits.as_array().unwrap().iter().rev() {
        let at = |end: &str| byte(text, &edit["range"][end], Unit::Utf16);
        res.replace_range(at("start")..at("end"), edit["newText"].as_str().unwrap());
    }
    res
}

#[tokio::test]
async fn formatting_gives_quotations_the_marks_that_the_house_has_chosen() {
    let cases = [
        (
            json!({ "profile": "kompas" }),
            "# A\n\n🇷🇺 \"Kami senang,\" kata Putin di sana. „Itu benar,” katanya .\n",
            "# A\n\n🇷🇺 “Kami senang,” kata Putin di sana. “Itu benar,” katanya .\n",
        ),
        (
            json!({ "profile": "reuters" }),
            "# A\n\n“We are glad,” the minister said of that. He left, and the others did not.\n",
            "# A\n\n\"We are glad,\" the minister said of that. He left, and the others did not.\n",
        ),
        (
            json!({ "style": { "quotes": "«»" } }),
            "# A\n\n“Kami senang,” kata mereka yang tiba di sana. Kode `\"x\"` tetap.\n",
            "# A\n\n«Kami senang,» kata mereka yang tiba di sana. Kode `\"x\"` tetap.\n",
        ),
        // Marks that have no partner, or stand in one another, are left alone.
        (
            json!({ "profile": "kompas" }),
            "# A\n\n\"Kami senang, kata mereka.\n\n“Ia bilang “ya” kepada kami,” kata dia.\n\nLayar 12\" itu.\n",
            "# A\n\n\"Kami senang, kata mereka.\n\n“Ia bilang “ya” kepada kami,” kata dia.\n\nLayar 12\" itu.\n",
        ),
        // Nobody has chosen.
        (
            json!({ "names": { "Kyiv": ["Kiev"] } }),
            "# A\n\n\"Kami  senang,\" kata mereka yang tiba di sana.\n",
            "# A\n\n\"Kami senang,\" kata mereka yang tiba di sana.\n",
        ),
    ];
    for (settings, text, expected) in cases {
        let mut editor = Editor::connect(options());
        let params = json!({ "capabilities": modern(), "initializationOptions": settings });
        editor.initialize(params).await;
        assert_eq!(formatted(&mut editor, text).await, expected);
        assert_eq!(formatted(&mut editor, expected).await, expected, "twice");
        assert_eq!(editor.end().await, 0);
    }
}

#[tokio::test]
async fn the_likeliest_word_stands_behind_the_caret_where_the_client_shows_it() {
    let mut editor = Editor::connect(options());
    let mut able = modern();
    able["textDocument"]["inlineCompletion"] = json!({});
    let answer = editor.initialize(json!({ "capabilities": able })).await;
    assert_eq!(answer["capabilities"]["inlineCompletionProvider"], true);
    let cases: [(&str, Option<&str>); 6] = [
        ("Vladimir Putin tiba. Kemarin Vladi|", Some("Vladimir Putin")),
        ("🇷🇺 “Kami senang,” |", Some("kata")),
        ("Itu saja. Menur|", Some("Menurut ")),
        ("Kemarin Presiden Rusia |", Some("Presiden Rusia Vladimir Putin")),
        ("Vladimir Putin tiba. Kemarin Vla|dimir", None),
        ("Itu saja. Pu|", None),
    ];
    for (text, expected) in cases {
        let byte = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        editor.open(URI, "markdown", 1, &text).await;
        let params = json!({ "textDocument": { "uri": URI }, "context": { "triggerKind": 2 },
            "position": position(&text, byte, Unit::Utf16) });
        let found = editor.call("textDocument/inlineCompletion", params).await.unwrap();
        let item = found["items"].get(0);
        assert_eq!(item.map(|it| it["insertText"].as_str().unwrap()), expected, "{text}");
        if let Some(item) = item {
            let typed = slice(&text, &item["range"], Unit::Utf16);
            assert!(expected.unwrap().starts_with(typed));
        }
    }
    assert_eq!(editor.end().await, 0);
}
