//! The first words: what is agreed upon, and what is refused.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern, options};
use crate::session::text::{Unit, position, slice};

const ARTICLE: &str = "# Korut 🇰🇵 dan Rusia\n\n𝒜𝓃 é. Banyak analis menilai aliansi Putin itu \
    rapuh.\n";
const URI: &str = "file:///meja/analisis.md";

#[tokio::test]
async fn the_encoding_is_the_one_nearest_to_ours() {
    let offers = [
        (json!(["utf-8", "utf-16", "utf-32"]), "utf-8"),
        (json!(["utf-32", "utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
        (json!([]), "utf-16"),
        (json!("utf-8"), "utf-16"),
        (json!(["utf-7", 8, null]), "utf-16"),
        (Value::Null, "utf-16"),
    ];
    for (offer, chosen) in offers {
        let mut editor = Editor::connect(options());
        let capabilities = json!({ "general": { "positionEncodings": offer } });
        let res = editor.initialize(json!({ "capabilities": capabilities })).await;
        assert_eq!(res["capabilities"]["positionEncoding"], chosen, "{offer}");
    }
}

#[tokio::test]
async fn positions_are_counted_as_agreed() {
    for unit in Unit::ALL {
        let mut capabilities = modern();
        capabilities["general"]["positionEncodings"] = json!([unit.name()]);
        let mut editor = Editor::start(capabilities).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        let symbols = editor.symbols(URI).await;
        let heading = slice(ARTICLE, &symbols[0]["selectionRange"], unit);
        assert!(heading.ends_with("Korut 🇰🇵 dan Rusia"), "{heading}");
        let at = ARTICLE.find("Putin").unwrap();
        let hover = editor.hover(URI, position(ARTICLE, at + 2, unit)).await;
        assert_eq!(slice(ARTICLE, &hover["range"], unit), "Putin", "{unit:?}");
        let found = editor.findings(URI, 1).await;
        let vague = found.iter().find(|it| it["code"] == "vague-attribution").unwrap();
        assert!(slice(ARTICLE, &vague["range"], unit).starts_with("Banyak analis"), "{unit:?}");
    }
}

#[tokio::test]
async fn nothing_is_answered_before_initialize() {
    let mut editor = Editor::connect(options());
    assert_eq!(editor.refusal("textDocument/hover", about(URI)).await, -32002);
    assert_eq!(editor.refusal("nobody/knowsThis", json!({})).await, -32002);
    assert_eq!(editor.refusal("shutdown", Value::Null).await, -32002);
    editor.open(URI, "markdown", 1, ARTICLE).await;
    editor.initialize(json!({ "capabilities": modern() })).await;
    // What came too early did not count.
    assert_eq!(editor.symbols(URI).await, Value::Null);
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn initialize_is_answered_once() {
    let mut editor = Editor::start(modern()).await;
    let params = json!({ "capabilities": {} });
    assert_eq!(editor.refusal("initialize", params.clone()).await, -32600);
    editor.open(URI, "markdown", 1, ARTICLE).await;
    assert!(editor.symbols(URI).await[0].is_object());
    editor.call("shutdown", Value::Null).await.unwrap();
    assert_eq!(editor.refusal("initialize", params).await, -32600);
}

#[tokio::test]
async fn odd_initialize_params_cost_no_session() {
    let odd = [
        json!({ "capabilities": { "textDocument": 7, "general": [] }, "processId": "x" }),
        json!({ "capabilities": null, "rootUri": 3, "initializationOptions": "no" }),
        json!({}),
    ];
    for params in odd {
        let mut editor = Editor::connect(options());
        let res = editor.initialize(params).await;
        assert_eq!(res["capabilities"]["positionEncoding"], "utf-16");
        assert_eq!(res["serverInfo"]["name"], "tajuk");
        assert_eq!(editor.end().await, 0);
    }
    let mut editor = Editor::connect(options());
    assert_eq!(editor.refusal("initialize", json!([1, 2])).await, -32602);
    editor.initialize(json!({ "capabilities": modern() })).await;
}

#[tokio::test]
async fn a_hasty_client_need_not_wait_for_the_answer() {
    let mut editor = Editor::connect(options());
    let id = editor.ask("initialize", json!({ "capabilities": modern() })).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let symbols = editor.ask("textDocument/documentSymbol", about(URI)).await;
    editor.answer(id).await.unwrap();
    assert!(editor.answer(symbols).await.unwrap()[0].is_object());
}

#[tokio::test]
async fn the_answer_fits_the_client() {
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": ["plaintext"] } } });
    let mut editor = Editor::connect(options());
    let res = editor.initialize(json!({ "capabilities": capabilities })).await;
    assert!(res["capabilities"].get("codeActionProvider").is_none());
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let symbols = editor.symbols(URI).await;
    assert_eq!(symbols[0]["location"]["uri"], URI);
    assert!(symbols[0].get("children").is_none());
    let at = ARTICLE.find("Putin").unwrap();
    let hover = editor.hover(URI, position(ARTICLE, at, Unit::Utf16)).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let card = hover["contents"]["value"].as_str().unwrap();
    assert!(!card.contains("**") && !card.contains("]("), "{card}");
    assert!(card.contains("Putin"), "{card}");
    for finding in editor.findings(URI, 1).await {
        for member in ["relatedInformation", "codeDescription", "data"] {
            assert!(finding.get(member).is_none(), "{member}");
        }
    }
}

#[tokio::test]
async fn a_name_comes_back_as_it_was_spelt() {
    let mut editor = Editor::start(modern()).await;
    for uri in ["file:///c%3A/Ruang%20Berita/%C3%A9.md", "untitled:Untitled-1", "a b"] {
        editor.open(uri, "markdown", 1, ARTICLE).await;
        editor.findings(uri, 1).await;
        assert!(editor.symbols(uri).await[0].is_object());
    }
}

#[tokio::test]
async fn the_format_is_the_clients_word_or_else_the_ending() {
    let mut editor = Editor::start(modern()).await;
    let text = "# Judul\n\n`Banyak analis menilai` itu kode.\n";
    let cases = [("a.md", "markdown"), ("b.txt", "markdown"), ("c.QMD", ""), ("d.md?x", "text")];
    for (name, language) in cases {
        let uri = format!("file:///meja/{name}");
        editor.open(&uri, language, 1, text).await;
        editor.findings(&uri, 1).await;
        assert!(editor.symbols(&uri).await[0].is_object(), "{name}");
    }
}

#[tokio::test]
async fn a_findings_code_leads_to_its_rules_page() {
    let folder = std::env::temp_dir().join(format!("tajuk-pages-{}", std::process::id()));
    let mut all = options();
    all.sources.folders.data = Some(folder.clone());
    let mut editor = Editor::connect(all);
    editor.initialize(json!({ "capabilities": modern() })).await;
    editor.open(URI, "markdown", 1, "# Kapal\n\nKapal itu berlabuh disana sejak Mei,lalu berangkat. Mereka yang yang ikut turun.\n").await;
    let found = editor.findings(URI, 1).await;
    assert!(2 <= found.len());
    for finding in found {
        let address = finding["codeDescription"]["href"].as_str().unwrap();
        let file = url::Url::parse(address).unwrap().to_file_path().unwrap();
        assert!(file.starts_with(&folder));
        let mut page = String::new();
        // They are written while the session starts.
        for _ in 0..200 {
            page = std::fs::read_to_string(&file).unwrap_or_default();
            if !page.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        let title = format!("# {}\n", finding["code"].as_str().unwrap());
        assert!(page.starts_with(&title), "{address}: {page}");
    }
    let _ = std::fs::remove_dir_all(folder);
}
