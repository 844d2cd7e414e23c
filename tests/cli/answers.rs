//! `tajuk outline`, `entities` and `claims`.

use serde_json::Value;

use crate::cli::{folder, samples, tajuk};

const ARTICLE: &str = "pakta-pertahanan-pyongyang.md";

fn file(command: &str) -> Value {
    let run = tajuk(&samples(), &[command, ARTICLE, "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let answer = run.json();
    assert_eq!(answer["schema"], 1);
    assert_eq!(answer["files"].as_array().map(Vec::len), Some(1));
    let file = answer["files"][0].clone();
    assert_eq!(file["path"], ARTICLE);
    assert_eq!(file["language"], "id");
    file
}

/// Every object with `bytes` also has a `range`, and both fit the file.
fn assert_places(value: &Value, length: usize) {
    if let Some(bytes) = value.get("bytes").and_then(Value::as_array) {
        let [start, end] = [0, 1].map(|it| bytes[it].as_u64().unwrap() as usize);
        assert!(start <= end && end <= length, "{value}");
    }
    match value {
        Value::Array(all) => all.iter().for_each(|it| assert_places(it, length)),
        Value::Object(all) => all.values().for_each(|it| assert_places(it, length)),
        _ => {}
    }
}

#[test]
fn the_outline_is_nested() {
    let file = file("outline");
    let outline = file["outline"].as_array().unwrap();
    assert!(!outline.is_empty());
    let text = std::fs::read(samples().join(ARTICLE)).unwrap();
    assert_places(&file, text.len());
    let item = &outline[0];
    assert!(item["title"].is_string() && item["level"].is_u64() && item["children"].is_array());
    assert!(["title", "section", "item"].contains(&item["kind"].as_str().unwrap()));
    assert!(item["range"]["end"]["character"].is_u64());
    let run = tajuk(&samples(), &["outline", ARTICLE]);
    assert!(run.out.contains("Dari naskah ke medan perang"), "{}", run.out);
    assert!(run.out.contains("╰─ "), "{}", run.out);
}

#[test]
fn entities_have_mentions() {
    let file = file("entities");
    let entities = file["entities"].as_array().unwrap();
    let putin = entities.iter().find(|it| it["id"] == "person/vladimir-putin").unwrap();
    assert_eq!((&putin["known"], &putin["kind"]), (&Value::from(true), &Value::from("person")));
    let text = std::fs::read_to_string(samples().join(ARTICLE)).unwrap();
    for mention in putin["mentions"].as_array().unwrap() {
        let [start, end] = [0, 1].map(|it| mention["bytes"][it].as_u64().unwrap() as usize);
        assert_eq!(mention["text"], text.get(start..end).unwrap());
        assert!(mention["confidence"].is_f64() && mention["form"].is_string());
    }
    let run = tajuk(&samples(), &["entities", ARTICLE]);
    assert!(run.out.contains("Tokoh") && run.out.contains("Vladimir Putin"), "{}", run.out);
}

#[test]
fn claims_have_an_attribution() {
    let file = file("claims");
    let text = std::fs::read(samples().join(ARTICLE)).unwrap();
    assert_places(&file, text.len());
    for claim in file["claims"].as_array().unwrap() {
        for field in ["id", "text", "type", "modality", "polarity", "state"] {
            assert!(claim[field].is_string(), "{field}: {claim}");
        }
        assert!(claim["score"].as_f64().is_some_and(|it| (0.0..=1.0).contains(&it)));
        assert!(claim["attribution"]["directness"].is_string());
        assert!(claim["reasons"].is_array());
    }
    assert_eq!(tajuk(&samples(), &["claims", ARTICLE]).status, Some(0));
}

#[test]
fn a_source_is_the_person_and_not_the_office() {
    let text = "Presiden Rusia Vladimir Putin mengatakan ekspor gandum naik 5 persen.\n\n\
                Direktur PBB Fajar Setiawan mengatakan impor beras turun 9 persen.\n\n\
                Menurut PBB, ekspor jagung naik 7 persen.\n";
    let folder = folder("whose", &[("a.txt", text.as_bytes())]);
    let answer = tajuk(&folder, &["claims", "a.txt", "--format", "json"]).json();
    let claims = answer["files"][0]["claims"].as_array().unwrap().clone();
    let who: Vec<_> =
        claims.iter().map(|it| it["attribution"]["source"]["entity"].clone()).collect();
    assert_eq!(who, ["person/vladimir-putin".into(), Value::Null, "org/un".into()]);
}
