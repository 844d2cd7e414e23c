//! `tajuk/entities` and `tajuk/claims`.

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, modern};
use crate::session::text::{Unit, position, slice};

const URI: &str = "file:///meja/panel.md";
const ARTICLE: &str = "# Aliansi 🇰🇵\n\n🇷🇺 Vladimir Putin mengirim 5.000 ton beras ke Korut, naik \
    12,5% dari tahun lalu, kata Putin.\n";

#[tokio::test]
async fn ranges_are_counted_as_the_client_counts() {
    for unit in Unit::ALL {
        let mut capabilities = modern();
        capabilities["general"]["positionEncodings"] = json!([unit.name()]);
        let mut editor = Editor::start(capabilities).await;
        editor.open(URI, "markdown", 1, ARTICLE).await;
        let entities = editor.call("tajuk/entities", about(URI)).await.unwrap();
        let putin = entities.as_array().unwrap().iter();
        let putin = putin.clone().find(|it| it["id"] == "person/vladimir-putin").unwrap();
        assert!(!putin["mentions"].as_array().unwrap().is_empty());
        for list in [&entities, &editor.call("tajuk/claims", about(URI)).await.unwrap()] {
            for it in list.as_array().unwrap() {
                for it in it["mentions"].as_array().unwrap_or(&vec![it.clone()]) {
                    let [start, end] = [0, 1].map(|n| it["bytes"][n].as_u64().unwrap() as usize);
                    let text = it["text"].as_str().unwrap();
                    assert_eq!(slice(ARTICLE, &it["range"], unit), &ARTICLE[start..end]);
                    assert_eq!(text, &ARTICLE[start..end]);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_position_asks_for_what_touches_it() {
    let mut editor = Editor::start(modern()).await;
    editor.open(URI, "markdown", 1, ARTICLE).await;
    let at = |word: &str| position(ARTICLE, ARTICLE.find(word).unwrap() + 1, Unit::Utf16);
    let ask = |position: Value| json!({ "textDocument": { "uri": URI }, "position": position });
    let putin = editor.call("tajuk/entities", ask(at("Putin"))).await.unwrap();
    let ids: Vec<_> = putin.as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["person/vladimir-putin"]);
    let nobody = editor.call("tajuk/entities", ask(at("mengirim"))).await.unwrap();
    assert_eq!(nobody, json!([]));
    let outside = editor.call("tajuk/claims", ask(at("Aliansi"))).await.unwrap();
    assert_eq!(outside, json!([]));
}

#[tokio::test]
async fn of_no_document_there_is_nothing() {
    let mut editor = Editor::start(modern()).await;
    for method in ["tajuk/entities", "tajuk/claims"] {
        assert_eq!(editor.call(method, about(URI)).await.unwrap(), json!([]));
        assert_eq!(editor.refusal(method, json!({})).await, -32602);
    }
}
