//! Documents at odd addresses: Windows, blanks, letters beyond ASCII, shares, no file at all.

use std::fs;
use std::path::Path;

use serde_json::json;
use url::Url;

use crate::session::editor::{Editor, modern};

const ARTICLE: &str =
    "# Impor\n\nImpor beras turun 30 persen pada 2023, tetapi harga naik,kata BPS.\n";

/// As Windows' editors write them: VS Code, Neovim, others.
const ADDRESSES: [&str; 8] = [
    "file:///c%3A/Users/Ren%C3%A9e/Dokumen%20Saya/artikel%20%231.md",
    "file:///C:/Users/Renee/Dokumen%20Saya/artikel.md",
    "file:///C:/Users/Renée/Dokumen Saya/artikel.md",
    "file://SERVER/redaksi/artikel%20baru.md",
    "file:///home/ni%20luh/r%C3%A9portase/%E5%8C%97%E6%9C%9D%E9%B2%9C.md",
    "untitled:Untitled-1",
    "vscode-remote://ssh-remote%2Bmeja/home/a/b.md",
    "file:///tmp/100%25.md",
];

#[tokio::test]
async fn what_is_told_of_a_document_bears_its_address_byte_for_byte() {
    for uri in ADDRESSES {
        let mut editor = Editor::start(modern()).await;
        editor.open(uri, "markdown", 1, ARTICLE).await;
        let found = editor.findings(uri, 1).await;
        assert!(found.iter().any(|it| it["code"] == "missing-space"), "{uri}: {found:?}");
        let symbols = editor.symbols(uri).await;
        assert_eq!(symbols[0]["name"], "Impor", "{uri}");
        let params = json!({ "command": "tajuk.claims", "arguments": [{ "uri": uri }] });
        let claims = editor.call("workspace/executeCommand", params).await.unwrap();
        assert_eq!(claims.as_array().map(Vec::len), Some(1), "{uri}");
        editor.close(uri).await;
        assert_eq!(editor.end().await, 0, "{uri}");
    }
}

/// Settings and states of claims are found and kept where a folder has blanks and other letters in its name.
#[tokio::test]
async fn files_beside_an_article_are_found_in_any_folder() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("Dokumen Saya/réportase 北 #1");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("tajuk.toml"), "[rules]\nmissing-space = \"off\"\n").unwrap();
    let article = folder.join("artikel é.md");
    fs::write(&article, ARTICLE).unwrap();
    let uri: String = Url::from_file_path(&article).unwrap().into();
    let root: String = Url::from_file_path(&folder).unwrap().into();
    let mut editor = Editor::connect(crate::session::editor::options());
    editor.initialize(json!({ "capabilities": modern(), "rootUri": root })).await;
    editor.open(&uri, "markdown", 1, ARTICLE).await;
    let found = editor.findings(&uri, 1).await;
    assert!(found.iter().all(|it| it["code"] != "missing-space"), "{found:?}");
    let params = json!({ "command": "tajuk.claims", "arguments": [{ "uri": uri }] });
    let claims = editor.call("workspace/executeCommand", params).await.unwrap();
    let mark = json!({ "uri": uri, "claim": claims[0]["id"], "state": "supported", "note": "BPS" });
    let params = json!({ "command": "tajuk.claim.set", "arguments": [mark] });
    editor.call("workspace/executeCommand", params).await.unwrap();
    let ledger = fs::read_to_string(folder.join("artikel é.md.klaim.json")).unwrap();
    assert!(ledger.contains("\"supported\"") && ledger.contains("BPS"), "{ledger}");
}
