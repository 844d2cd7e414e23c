//! The newsroom's own facts in a session: read from disk, read again, and
//! written to by quick fixes.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tajuk::server::Folders;

use crate::session::editor::{Editor, modern, options};

const URI: &str = "file:///nowhere/x.txt";
const ARTICLE: &str =
    "“Menu itu sudah dicetak,” kata Sekar Ayuningtyas, peneliti di Lembaga Arus, kepada Putin.\n";

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let res = std::env::temp_dir().join(format!("tajuk-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&res);
    fs::create_dir_all(res.join(".tajuk")).unwrap();
    res
}

fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).unwrap().to_string()
}

fn capable() -> Value {
    let mut res = modern();
    res["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);
    res["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    res
}

async fn start(root: &Path) -> Editor {
    let mut editor = Editor::connect(options());
    let folders = json!([{ "uri": uri(root), "name": "x" }]);
    let params = json!({ "capabilities": capable(), "workspaceFolders": folders });
    editor.initialize(params).await;
    editor
}

async fn card(editor: &mut Editor, character: u32) -> String {
    let hover = editor.hover(URI, json!({ "line": 0, "character": character })).await;
    hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn facts_are_read_again_when_their_file_changes() {
    let root = folder("again");
    let file = root.join(".tajuk/kb.toml");
    let mut editor = start(&root).await;
    editor.open(URI, "plaintext", 1, ARTICLE).await;
    let at = ARTICLE.chars().position(|it| it == 'S').unwrap() as u32;
    let before = card(&mut editor, at).await;
    assert!(before.contains("tidak ada di basis pengetahuan"), "{before}");
    fs::write(
        &file,
        "[[person]]\nid = \"sekar\"\nname = \"Sekar Ayuningtyas\"\nnote_id = \"Kolumnis\"\n",
    )
    .unwrap();
    let changed = json!({ "changes": [{ "uri": uri(&file), "type": 1 }] });
    editor.notify("workspace/didChangeWatchedFiles", changed.clone()).await;
    let after = card(&mut editor, at).await;
    assert!(after.contains("Catatan redaksi: Kolumnis"), "{after}");
    // A broken file is told of, and takes nothing down.
    fs::write(&file, "[[person]\nid = 1\n").unwrap();
    editor.notify("workspace/didChangeWatchedFiles", changed.clone()).await;
    let kb = uri(&file);
    editor.hear_until(|it| it.published(&kb).count() == 1).await;
    let told = editor.published(&kb).next().unwrap()["diagnostics"].clone();
    assert_eq!(told[0]["severity"], 1, "{told}");
    let putin = ARTICLE.chars().position(|it| it == 'P').unwrap() as u32;
    assert!(card(&mut editor, putin).await.contains("Vladimir Putin"));
    fs::remove_file(&file).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", changed).await;
    editor.hear_until(|it| it.published(&kb).count() == 2).await;
    assert_eq!(editor.published(&kb).last().unwrap()["diagnostics"], json!([]));
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn the_client_is_asked_to_watch_the_files() {
    let root = folder("watch");
    let config = Some(PathBuf::from("/home/anna/.config"));
    let folders = Folders { config, data: None };
    let mut options = options();
    options.sources.folders = folders;
    let mut editor = Editor::connect(options);
    let folders = json!([{ "uri": uri(&root), "name": "x" }]);
    let params = json!({ "capabilities": capable(), "workspaceFolders": folders });
    editor.initialize(params).await;
    editor.hear_until(|it| it.notices("client/registerCapability").next().is_some()).await;
    let all: Vec<String> =
        editor.notices("client/registerCapability").map(Value::to_string).collect();
    assert!(all[0].contains("**/.tajuk/*.toml"), "{all:?}");
    assert!(all[0].contains("/home/anna/.config/tajuk/kb.toml"), "{all:?}");
    assert_eq!(all.len(), 1, "settings and facts are watched together");
}

#[tokio::test]
async fn each_folder_has_facts_of_its_own() {
    let (one, two) = (folder("one"), folder("two"));
    let note = |text| {
        format!("[[person]]\nid = \"sekar\"\nname = \"Sekar Ayuningtyas\"\nnote_id = \"{text}\"\n")
    };
    fs::write(one.join(".tajuk/kb.toml"), note("Kolumnis")).unwrap();
    fs::write(two.join(".tajuk/kb.toml"), note("Penyair")).unwrap();
    let mut editor = Editor::connect(options());
    let folders = json!([{ "uri": uri(&one), "name": "1" }, { "uri": uri(&two), "name": "2" }]);
    editor.initialize(json!({ "capabilities": capable(), "workspaceFolders": folders })).await;
    let at = ARTICLE.chars().position(|it| it == 'S').unwrap();
    for (article, note) in [
        (uri(&one.join("a.txt")), "Kolumnis"),
        (uri(&two.join("draf/a.txt")), "Penyair"),
        // In none of them: the first one's hold.
        ("untitled:1".to_owned(), "Kolumnis"),
    ] {
        editor.open(&article, "plaintext", 1, ARTICLE).await;
        let hover = editor.hover(&article, json!({ "line": 0, "character": at })).await;
        let card = hover["contents"]["value"].as_str().unwrap();
        assert!(card.contains(&format!("Catatan redaksi: {note}")), "{article}: {card}");
    }
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn an_open_file_of_facts_is_looked_at_as_it_is_typed() {
    let root = folder("typed");
    let file = root.join(".tajuk/kb.toml");
    let text = "[[patch]]\ntarget = \"person:nobody\"\nspelling = \"N\"\n";
    fs::write(&file, text).unwrap();
    let mut editor = start(&root).await;
    let kb = uri(&file);
    editor.open(&kb, "toml", 1, text).await;
    let found = editor.findings(&kb, 1).await;
    assert_eq!(found[0]["range"]["start"], json!({ "line": 1, "character": 9 }));
    let mended = text.replace("person:nobody", "person:vladimir-putin");
    editor.change(&kb, 2, json!([{ "text": mended }])).await;
    assert_eq!(editor.findings(&kb, 2).await, Vec::<Value>::new());
    // A quick fix goes behind what is typed, saved or not.
    editor.open(URI, "plaintext", 1, ARTICLE).await;
    let caret = json!({ "line": 0, "character": ARTICLE.chars().position(|it| it == 'S') });
    let range = json!({ "start": caret, "end": caret });
    let actions = editor.actions(URI, &range, json!({ "diagnostics": [] })).await;
    let add = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with("Tambahkan"));
    let change = &add.unwrap_or_else(|| panic!("{actions:?}"))["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": kb, "version": 2 }));
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_stranger_is_added_by_a_quick_fix() {
    let root = folder("add");
    let mut editor = start(&root).await;
    editor.open(URI, "plaintext", 1, ARTICLE).await;
    let at = ARTICLE.chars().position(|it| it == 'S').unwrap();
    let caret = json!({ "line": 0, "character": at });
    let range = json!({ "start": caret, "end": caret });
    let actions = editor.actions(URI, &range, json!({ "diagnostics": [] })).await;
    let action =
        actions.iter().find(|it| it["title"] == "Tambahkan Sekar Ayuningtyas ke basis pengetahuan");
    let changes = &action.unwrap_or_else(|| panic!("{actions:?}"))["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    fs::write(root.join(".tajuk/kb.toml"), text).unwrap();
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } })).await;
    let card = card(&mut editor, at as u32).await;
    assert!(card.contains("peneliti di Lembaga Arus"), "{card}\n{text}");
    // The next row goes behind it.
    let actions = editor.actions(URI, &range, json!({ "diagnostics": [] })).await;
    let other =
        actions.iter().find(|it| it["title"].as_str().unwrap().starts_with("Ini orang lain"));
    let changes = &other.unwrap_or_else(|| panic!("{actions:?}"))["edit"]["documentChanges"];
    let lines = text.lines().count();
    assert_eq!(changes[0]["edits"][0]["range"]["start"]["line"], lines, "{changes}");
}

#[tokio::test]
async fn a_name_leads_to_its_row_in_the_newsrooms_own_facts() {
    let root = folder("row");
    let text = "# Kita 🇮🇩\n[[person]]\nname = \"é\"\nid = \"sekar\"\n\n[[patch]]\n\
        target = \"person:vladimir-putin\"\nspelling = \"Poetin\"\n";
    let text = text.replace("name = \"é\"", "name = \"Sekar Ayuningtyas\"");
    let file = root.join(".tajuk/kb.toml");
    fs::write(&file, &text).unwrap();
    let mut editor = start(&root).await;
    editor.open(URI, "plaintext", 1, ARTICLE).await;
    let ask = |name: char| {
        let at = ARTICLE.chars().position(|it| it == name).unwrap();
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": at } })
    };
    for (name, line, start, end) in [('S', 3, 5, 12), ('P', 6, 9, 32)] {
        let found = editor.call("textDocument/definition", ask(name)).await.unwrap();
        assert_eq!(found["uri"], uri(&file), "{found}");
        let place = |character: u32| json!({ "line": line, "character": character });
        assert_eq!(found["range"], json!({ "start": place(start), "end": place(end) }));
        // Its declaration stays in the article.
        let declared = editor.call("textDocument/declaration", ask(name)).await.unwrap();
        assert_eq!(declared["uri"], URI, "{declared}");
    }
    // As the file stands in the editor.
    editor.open(&uri(&file), "toml", 1, &format!("\n\n{text}")).await;
    let found = editor.call("textDocument/definition", ask('S')).await.unwrap();
    assert_eq!(found["range"]["start"], json!({ "line": 5, "character": 5 }));
    assert_eq!(editor.end().await, 0);
}
