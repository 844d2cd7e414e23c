//! Questions about a folder of articles on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use url::Url;

use crate::session::editor::{Editor, about, modern, options};
use crate::session::text::{Unit, position, slice};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("tajuk-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        uri(&path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn uri(path: &Path) -> String {
    Url::from_file_path(path).unwrap().into()
}

async fn start(folders: &[&Folder], more: Value) -> Editor {
    let mut capabilities = modern();
    capabilities["workspace"]["workspaceFolders"] = json!(true);
    capabilities["textDocument"]["diagnostic"] = json!({});
    for (name, value) in more.as_object().unwrap() {
        capabilities[name] = value.clone();
    }
    let folders: Vec<Value> =
        folders.iter().map(|it| json!({ "uri": uri(&it.0), "name": "meja" })).collect();
    let mut editor = Editor::connect(options());
    let params = json!({ "capabilities": capabilities, "workspaceFolders": folders });
    editor.initialize(params).await;
    editor
}

async fn names(editor: &mut Editor, query: &str) -> Vec<String> {
    let found = editor.call("workspace/symbol", json!({ "query": query })).await.unwrap();
    let name = |it: &Value| {
        let uri = it["location"]["uri"].as_str().unwrap();
        format!("{} {}", uri.rsplit('/').next().unwrap(), it["name"].as_str().unwrap())
    };
    found.as_array().unwrap().iter().map(name).collect()
}

const BROKEN: &str = "# Pakta\n\nKim Jong Un tiba di sana.Lalu pulang.\n";

#[tokio::test]
async fn names_and_headings_are_found_in_all_folders() {
    let (one, two) = (Folder::new("satu"), Folder::new("dua"));
    one.write("pakta.md", BROKEN);
    one.write("foto.jpg", "# Pakta\n");
    one.write("dalam/minyak.txt", "Harga Minyak\n\nVladimir Putin tiba di sana kemarin sore.\n");
    let far = two.write("lain.md", "# Pakta lain\n\nItu saja.\n");
    let mut editor = start(&[&one], json!({})).await;
    assert_eq!(names(&mut editor, "pakta").await, ["pakta.md Pakta"]);
    assert_eq!(names(&mut editor, "putin").await, ["minyak.txt Vladimir Putin"]);
    assert_eq!(names(&mut editor, "kjun").await, ["pakta.md Kim Jong Un"]);

    let event =
        json!({ "event": { "added": [{ "uri": uri(&two.0), "name": "x" }], "removed": [] } });
    editor.notify("workspace/didChangeWorkspaceFolders", event).await;
    assert_eq!(names(&mut editor, "pakta").await, ["pakta.md Pakta", "lain.md Pakta lain"]);

    // What is open counts as it stands in the editor.
    editor.open(&far, "markdown", 1, "# Perjanjian\n").await;
    assert_eq!(names(&mut editor, "pakta").await, ["pakta.md Pakta"]);
    assert_eq!(names(&mut editor, "perjanj").await, ["lain.md Perjanjian"]);
    editor.close(&far).await;
    assert_eq!(names(&mut editor, "perjanj").await.len(), 0);

    let event =
        json!({ "event": { "added": [], "removed": [{ "uri": uri(&one.0), "name": "x" }] } });
    editor.notify("workspace/didChangeWorkspaceFolders", event).await;
    assert_eq!(names(&mut editor, "pakta").await, ["lain.md Pakta lain"]);
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_place_is_told_at_once_or_once_it_is_chosen() {
    let folder = Folder::new("tempat");
    folder.write("a.md", "# Judul\n\nVladimir Putin tiba.\n");
    let lazy = json!({ "symbol": { "resolveSupport": { "properties": ["location.range"] } },
        "workspaceFolders": true });
    for (more, at_once) in [(json!({}), true), (json!({ "workspace": lazy }), false)] {
        let mut editor = start(&[&folder], more).await;
        let found = editor.call("workspace/symbol", json!({ "query": "putin" })).await.unwrap();
        assert_eq!(found[0]["location"].get("range").is_some(), at_once);
        let mut symbol = found[0].clone();
        if !at_once {
            symbol = editor.call("workspaceSymbol/resolve", symbol).await.unwrap();
        }
        assert_eq!(symbol["location"]["range"]["start"], json!({ "line": 2, "character": 0 }));
    }
}

#[tokio::test]
async fn findings_of_the_folder_come_once_and_then_only_what_changed() {
    let folder = Folder::new("temuan");
    let broken = folder.write("a.md", BROKEN);
    folder.write("b.md", "# Baik\n\nItu saja.\n");
    let mut editor = start(&[&folder], json!({})).await;
    let ask = |known: Value| json!({ "previousResultIds": known });
    let found = editor.call("workspace/diagnostic", ask(json!([]))).await.unwrap();
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{found}");
    assert_eq!((&items[0]["uri"], &items[0]["version"]), (&json!(broken), &Value::Null));
    assert_eq!(items[0]["items"][0]["code"], "missing-space");
    let known = json!([{ "uri": broken, "value": items[0]["resultId"] }]);
    let same = editor.call("workspace/diagnostic", ask(known.clone())).await.unwrap();
    assert_eq!(same["items"][0]["kind"], "unchanged");
    assert!(same["items"][0].get("items").is_none());

    // Mended in the editor, not yet on the disk.
    editor.open(&broken, "markdown", 3, "# Pakta\n\nItu saja.\n").await;
    let mended = editor.call("workspace/diagnostic", ask(known.clone())).await.unwrap();
    assert_eq!(mended["items"][0]["items"], json!([]));
    assert_eq!(mended["items"][0]["version"], 3);
    editor.close(&broken).await;

    // Gone.
    fs::remove_file(folder.0.join("a.md")).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] })).await;
    let gone = editor.call("workspace/diagnostic", ask(known)).await.unwrap();
    assert_eq!(gone["items"][0]["items"], json!([]));

    let mut params = ask(json!([]));
    params["partialResultToken"] = json!("bagian");
    folder.write("c.md", BROKEN);
    let rest = editor.call("workspace/diagnostic", params).await.unwrap();
    assert_eq!(rest, json!({ "items": [] }));
    let parts: Vec<&Value> = editor.notices("$/progress").collect();
    assert_eq!(parts[0]["token"], "bagian");
    assert_eq!(parts[0]["value"]["items"][0]["items"][0]["code"], "missing-space");
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn links_follow_an_article_that_is_renamed() {
    let folder = Folder::new("tautan");
    let old = folder.write("lama.md", "# L\n\n[ke sana](dalam/b.md) dan [foto](./foto%20x.jpg).\n");
    let other = folder
        .write("dalam/b.md", "# B\n\n[kembali](../lama.md#bagian), [web](https://a.example).\n");
    let new = uri(&folder.0.join("dalam/baru é.md"));
    let mut editor = start(&[&folder], json!({})).await;
    let files = json!({ "files": [{ "oldUri": old, "newUri": new }] });
    let edit = editor.call("workspace/willRenameFiles", files).await.unwrap();
    let mut texts: Vec<(String, Vec<&str>)> = edit["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let edits = it["edits"].as_array().unwrap();
            let new = edits.iter().map(|it| it["newText"].as_str().unwrap()).collect();
            (it["textDocument"]["uri"].as_str().unwrap().to_owned(), new)
        })
        .collect();
    texts.sort();
    assert_eq!(
        texts,
        [(other, vec!["baru%20%C3%A9.md"]), (old.clone(), vec!["b.md", "../foto%20x.jpg"])]
    );
    let nothing = json!({ "files": [{ "oldUri": uri(&folder.0.join("x.md")), "newUri": old }] });
    assert!(editor.call("workspace/willRenameFiles", nothing).await.unwrap().is_null());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_a_folder_shows_progress_and_can_be_stopped_while_one_writes() {
    let folder = Folder::new("besar");
    for number in 0..300 {
        folder.write(
            &format!("{number}.md"),
            &format!(
                "# Judul {number}\n\n{}",
                "Vladimir Putin tiba di Moskow kemarin sore. ".repeat(40)
            ),
        );
    }
    let mut editor = start(&[&folder], json!({ "window": { "workDoneProgress": true } })).await;
    let open = "file:///meja/terbuka.md";
    editor.open(open, "markdown", 1, "# A\n\nItu saja.\n").await;
    let params = json!({ "query": "judul", "workDoneToken": "kerja" });
    let id = editor.ask("workspace/symbol", params.clone()).await;
    editor.hear_until(|it| it.notices("$/progress").count() != 0).await;
    let begun = editor.notices("$/progress").next().unwrap();
    assert_eq!(begun["value"]["kind"], "begin");
    assert_eq!(begun["value"]["cancellable"], true);
    // Meanwhile one writes, and is answered.
    for version in 2..20 {
        let start = json!({ "line": 2, "character": 0 });
        let range = json!({ "start": start, "end": start });
        editor.change(open, version, json!([{ "range": range, "text": "x" }])).await;
        assert!(editor.symbols(open).await[0].is_object());
    }
    editor.notify("window/workDoneProgress/cancel", json!({ "token": "kerja" })).await;
    let stopped = editor.answer(id).await;
    if let Err(error) = &stopped {
        assert_eq!(error["code"], -32800);
    }
    editor.hear_until(|it| it.notices("$/progress").any(|it| it["value"]["kind"] == "end")).await;
    // And the next one goes on where it stopped.
    let found = editor.call("workspace/symbol", json!({ "query": "judul 29" })).await.unwrap();
    assert!(10 < found.as_array().unwrap().len());
    let id = editor.ask("workspace/symbol", json!({ "query": "judul" })).await;
    editor.notify("$/cancelRequest", json!({ "id": id })).await;
    if let Err(error) = editor.answer(id).await {
        assert_eq!(error["code"], -32800);
    }
    assert_eq!(editor.end().await, 0);
}

/// Follows the edits of an answer, by the files' names.
fn edits_of(answer: &Value) -> Vec<(String, Vec<String>)> {
    let mut res: Vec<(String, Vec<String>)> = answer["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let uri = it["textDocument"]["uri"].as_str().unwrap();
            let new = it["edits"].as_array().unwrap().iter();
            let new = new.map(|it| it["newText"].as_str().unwrap().to_owned()).collect();
            (uri.rsplit('/').next().unwrap().to_owned(), new)
        })
        .collect();
    res.sort();
    res
}

#[tokio::test]
async fn links_of_pages_and_links_into_a_folder_follow() {
    let folder = Folder::new("halaman");
    let old = folder.write("arsip/lama.md", "# L\n\nItu saja.\n");
    folder.write(
        "depan.html",
        "<html><body><!-- <a href=\"arsip/lama.md\"> --><p>Baca <a class=\"x\" href='arsip/lama.md#b'>itu</a> \
         dan <a href=\"https://a.example/arsip/lama.md\">ini</a>.</p></body></html>\n",
    );
    folder.write("b.md", "# B\n\n[itu](arsip/lama.md) dan ![foto](arsip/foto.jpg).\n");
    let mut editor = start(&[&folder], json!({})).await;
    let new = uri(&folder.0.join("arsip/baru.md"));
    let files = json!({ "files": [{ "oldUri": old, "newUri": new }] });
    let answer = editor.call("workspace/willRenameFiles", files).await.unwrap();
    let one = |name: &str, new: &[&str]| {
        (name.to_owned(), new.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>())
    };
    let expected = [one("b.md", &["arsip/baru.md"]), one("depan.html", &["arsip/baru.md"])];
    assert_eq!(edits_of(&answer), expected);

    let (old, new) = (uri(&folder.0.join("arsip")), uri(&folder.0.join("gudang")));
    let files = json!({ "files": [{ "oldUri": old, "newUri": new }] });
    let answer = editor.call("workspace/willRenameFiles", files).await.unwrap();
    let expected = [
        one("b.md", &["gudang/lama.md", "gudang/foto.jpg"]),
        one("depan.html", &["gudang/lama.md"]),
    ];
    assert_eq!(edits_of(&answer), expected);
}

#[tokio::test]
async fn pages_count_among_the_articles_and_templates_do_not() {
    let folder = Folder::new("halaman-dua");
    let page = "<html lang=\"id\"><head><title>Pakta</title></head><body><article><h1>Pakta Laut</h1>\
        <p>Kim Jong Un tiba di sana kemarin sore.Lalu ia pulang ke negaranya sendiri.</p></article></body></html>\n";
    let found = folder.write("pakta.html", page);
    folder.write("layout.html", &page.replace("Pakta Laut", "{{ title }}"));
    let mut editor = start(&[&folder], json!({})).await;
    assert_eq!(names(&mut editor, "pakta laut").await, ["pakta.html Pakta Laut"]);
    let ask = json!({ "previousResultIds": [] });
    let told = editor.call("workspace/diagnostic", ask).await.unwrap();
    let items = told["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{told}");
    assert_eq!(items[0]["uri"], found);
    let codes: Vec<&Value> =
        items[0]["items"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert!(codes.contains(&&json!("missing-space")), "{told}");
}

/// The text of an open document is the editor's, whatever the disk holds.
#[tokio::test]
async fn an_open_document_is_never_read_from_the_disk() {
    let folder = Folder::new("terbuka");
    let open = folder.write("a.md", "# Judul di disk\n\nKim Jong Un tiba di sana.Lalu pulang.\n");
    let mut editor = start(&[&folder], json!({})).await;
    assert_eq!(names(&mut editor, "judul").await, ["a.md Judul di disk"]);
    editor.open(&open, "markdown", 1, "# Judul di editor\n\nPrabowo Subianto tiba.\n").await;
    assert_eq!(names(&mut editor, "judul").await, ["a.md Judul di editor"]);
    // What others write to the disk meanwhile changes nothing, nor does its end.
    folder.write("a.md", "# Judul lain lagi\n\nKim Jong Un tiba di sana.Lalu pulang.\n");
    let changes = json!({ "changes": [{ "uri": open, "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", changes).await;
    assert_eq!(names(&mut editor, "judul").await, ["a.md Judul di editor"]);
    fs::remove_file(folder.0.join("a.md")).unwrap();
    let ask = json!({ "previousResultIds": [] });
    let told = editor.call("workspace/diagnostic", ask).await.unwrap();
    let items = told["items"].as_array().unwrap();
    let all: Vec<&Value> =
        items.iter().flat_map(|it| it["items"].as_array().unwrap()).map(|it| &it["code"]).collect();
    assert!(!all.contains(&&json!("missing-space")), "{told}");
    assert_eq!(names(&mut editor, "judul").await, ["a.md Judul di editor"]);
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_link_to_a_file_that_is_not_there_is_a_finding_until_it_is() {
    let folder = Folder::new("putus");
    let text = "# A\n\n🇷🇺 [itu](dalam/b.md), [ini](c.md#x), [situs](/d.md), ![foto](foto%20x.jpg), \
        [slug](../e/), [web](https://a.example/f.md), `[kode](g.md)`.\n\nAngka itu naik.[^1]\n";
    let article = folder.write("a.md", text);
    folder.write("c.md", "# C\n\nItu saja.\n");
    let mut editor = start(&[&folder], json!({ "textDocument": {} })).await;
    let broken = |found: &[Value]| -> Vec<String> {
        let ours = found.iter().filter(|it| it["code"] == "link-broken");
        let marked = ours.map(|it| slice(text, &it["range"], Unit::Utf16).to_owned());
        marked.collect()
    };
    editor.open(&article, "markdown", 1, text).await;
    let found = editor.findings(&article, 1).await;
    assert_eq!(broken(&found), ["dalam/b.md", "foto%20x.jpg", "[^1]"]);
    // One comes: the next look finds it.
    folder.write("dalam/b.md", "# B\n\nItu saja.\n");
    let end = position(text, text.len(), Unit::Utf16);
    let change = json!([{ "range": { "start": end, "end": end }, "text": "\n" }]);
    editor.change(&article, 2, change).await;
    assert_eq!(broken(&editor.findings(&article, 2).await).len(), 3, "not while one types");
    let before = editor.published(&article).count();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] })).await;
    editor.hear_until(|it| before < it.published(&article).count()).await;
    assert_eq!(broken(&editor.findings(&article, 2).await), ["foto%20x.jpg", "[^1]"]);
    assert_eq!(editor.end().await, 0);

    // The same for the folder, and with no word where the article is on no disk.
    let mut editor = start(&[&folder], json!({})).await;
    let ask = || json!({ "previousResultIds": [] });
    let told = editor.call("workspace/diagnostic", ask()).await.unwrap();
    assert_eq!(broken(told["items"][0]["items"].as_array().unwrap()), ["foto%20x.jpg", "[^1]"]);
    folder.write("foto x.jpg", "");
    let told = editor.call("workspace/diagnostic", ask()).await.unwrap();
    assert_eq!(broken(told["items"][0]["items"].as_array().unwrap()), ["[^1]"]);
    let nowhere = "file:///meja/tak-ada/a.md";
    editor.open(nowhere, "markdown", 1, text).await;
    let told = editor.call("textDocument/diagnostic", about(nowhere)).await.unwrap();
    assert_eq!(broken(told["items"].as_array().unwrap()), ["[^1]"]);
    // In the folder of a site's generator a picture's path is the site's.
    folder.write("hugo.toml", "");
    fs::remove_file(folder.0.join("foto x.jpg")).unwrap();
    let told = editor.call("workspace/diagnostic", ask()).await.unwrap();
    let items = told["items"].as_array().unwrap().iter().find(|it| it["uri"] == article).unwrap();
    assert_eq!(broken(items["items"].as_array().unwrap()), ["[^1]"]);
}
