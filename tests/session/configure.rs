//! Settings, right and wrong.

use std::time::Duration;

use serde_json::{Value, json};

use crate::session::editor::{Editor, modern, options};

const URI: &str = "file:///meja/setelan.md";
const ARTICLE: &str = "# Aliansi\n\nBanyak analis menilai aliansi itu rapuh.\n";

async fn start(settings: Value) -> Editor {
    let mut editor = Editor::connect(options());
    let params = json!({ "capabilities": modern(), "initializationOptions": settings });
    editor.initialize(params).await;
    editor
}

async fn configure(editor: &mut Editor, settings: Value) {
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
}

fn complaints(editor: &Editor) -> Vec<String> {
    let said = editor.notices("window/logMessage");
    said.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn right_ones_are_taken_without_a_word() {
    let all = json!({ "language": "id", "articleDate": "2025-05-14", "messages": "en",
        "locale": "id-ID" });
    let none = json!({ "language": "auto", "articleDate": "", "messages": "auto" });
    let foreign = json!({ "tajuk": { "trace": { "server": "off" } }, "editor": 4 });
    for settings in [all.clone(), json!({ "tajuk": all }), none, foreign, json!({}), json!(null)] {
        let mut editor = start(settings.clone()).await;
        configure(&mut editor, json!({ "tajuk": settings })).await;
        configure(&mut editor, settings).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        editor.findings(URI, 1).await;
        assert_eq!(complaints(&editor), Vec::<String>::new());
    }
}

#[tokio::test]
async fn wrong_ones_are_named_once_with_the_remedy() {
    let wrong = json!({ "language": "fr", "articleDate": "14 Mei 2025", "messages": 7 });
    let mut editor = start(wrong.clone()).await;
    editor.hear_until(|it| 3 <= complaints(it).len()).await;
    configure(&mut editor, json!({ "tajuk": wrong })).await;
    configure(&mut editor, json!({ "tajuk": { "articleDate": "2025-02-30" } })).await;
    editor.hear_until(|it| 4 <= complaints(it).len()).await;
    editor.listen(Duration::from_millis(50)).await;
    let said = complaints(&editor);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains("language") && said[0].contains("\"fr\""), "{}", said[0]);
    assert!(said[0].contains("\"auto\", \"id\" or \"en\""), "{}", said[0]);
    let all = said.join("\n");
    for word in ["articleDate", "14 Mei 2025", "messages", "7", "2025-02-30", "2025-05-14"] {
        assert!(all.contains(word), "{word} in {all}");
    }
    // The session goes on, with what was understood.
    editor.open(URI, "markdown", 1, ARTICLE).await;
    assert!(!editor.findings(URI, 1).await.is_empty());
}

#[tokio::test]
async fn new_ones_hold_for_open_documents() {
    let mut editor = start(json!({ "messages": "id", "language": "id" })).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let before = editor.findings(URI, 1).await;
    configure(&mut editor, json!({ "tajuk": { "messages": "en", "language": "en" } })).await;
    editor.hear_until(|it| it.published(URI).count() == 2).await;
    let after = editor.published(URI).last().unwrap();
    assert_eq!(after["version"], 1);
    assert_ne!(after["diagnostics"], json!(before));
    // Eglot's empty settings do not undo what came with `initialize`.
    configure(&mut editor, json!({})).await;
    editor.hear_until(|it| it.published(URI).count() == 3).await;
    assert_eq!(editor.published(URI).last().unwrap()["diagnostics"], json!(before));
    // The same again is no news.
    configure(&mut editor, json!({ "tajuk": { "language": "id" } })).await;
    editor.listen(Duration::from_millis(80)).await;
    assert_eq!(editor.published(URI).count(), 3);
}

#[tokio::test]
async fn a_setting_that_changes_no_finding_is_not_told() {
    let mut editor = start(json!({})).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.findings(URI, 1).await;
    configure(&mut editor, json!({ "tajuk": { "articleDate": "2025-05-14" } })).await;
    editor.listen(Duration::from_millis(100)).await;
    assert_eq!(editor.published(URI).count(), 1);
}

#[tokio::test]
async fn an_article_in_a_third_language_is_spoken_of_in_the_editors() {
    let text = "---\ntitle: Le port\n---\n\nLe navire est parti de la ville avec les marins, et il est \
        arrivé dans le port avec des sacs de blé pour les gens du pays. Les marins sont dans la \
        ville, et ils ne sont pas avec les gens du port.\n";
    for (locale, word) in [("id-ID", "belum memuat"), ("en-GB", "lacks"), ("fr", "lacks")] {
        let mut editor = Editor::connect(options());
        editor.initialize(json!({ "capabilities": modern(), "locale": locale })).await;
        editor.open(URI, "markdown", 1, text).await;
        let found = editor.findings(URI, 1).await;
        let said: Vec<&str> = found.iter().map(|it| it["message"].as_str().unwrap()).collect();
        assert!(said.iter().any(|it| it.contains(word)), "{locale}: {said:?}");
    }
}
