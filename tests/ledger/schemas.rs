//! Exports are valid by the schemas of their standards; `tests/schemas/README.md`
//! tells where those come from.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Value, json};

use tajuk::detect::ledger::{Ledger, State, record, text_of};
use tajuk::ide::export::{Desk as Newsroom, annotations, news_article, ninjs, reviews};
use tajuk::ide::{Desk, Opening, Settings, Snapshot};
use tajuk::structure::Format;
use tajuk::text::Encoding;

use crate::ledger::{NOW, change};

const ADDRESS: &str = "https://example.org/a";

fn schema(name: &str) -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    let schema: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
fn valid(schema: &Validator, value: &Value) {
    let problems: Vec<String> =
        schema.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:#?}\n{value:#}");
}

/// An article of which every third claim is supported, every other third disputed.
fn open(name: &str, text: &str) -> Arc<Snapshot> {
    let mut desk = Desk::new(Encoding::Utf8, Settings::default());
    desk.open(Opening {
        uri: name.to_owned(),
        format: if name.ends_with(".md") { Format::Markdown } else { Format::Plain },
        version: 0,
        text: text.to_owned(),
        file_date: None,
        today: jiff::civil::date(2026, 3, 1),
    });
    let snapshot = desk.snapshot(name).unwrap();
    let article = snapshot.article();
    let text = text_of(article);
    let mut ledger = Ledger::new(name);
    for claim in 0..article.claims().len() {
        let state = [State::Supported, State::Disputed, State::NeedsSource][claim % 3];
        let mut change = change(state);
        change.links = vec![format!("https://example.org/data/{claim}")];
        change.note = (claim % 2 == 0).then(|| "Angka resmi: \"12\".".to_owned());
        change.by = (claim % 4 == 0).then(|| "Rini".to_owned());
        record(&mut ledger, article, &text, claim, &change, NOW).unwrap();
    }
    desk.note(name, Some(ledger));
    desk.snapshot(name).unwrap()
}

/// Our sample articles.
fn articles() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut res: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "md" || it == "txt"))
        .map(|it| {
            let name = it.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(it).unwrap())
        })
        .collect();
    res.sort();
    assert!(3 < res.len());
    res
}

#[test]
fn all_exports_of_all_samples_are_valid() {
    let (linked, news, page) =
        (schema("schema-org.json"), schema("ninjs.json"), schema("web-annotation.json"));
    let (mut reviewed, mut annotated, mut named) = (0, 0, 0);
    for (name, text) in articles() {
        let snapshot = open(&name, &text);
        let article = news_article(&snapshot, Some(ADDRESS));
        named += article["mentions"].as_array().map_or(0, Vec::len);
        valid(&linked, &article);
        valid(&linked, &news_article(&snapshot, None));
        valid(&news, &ninjs(&snapshot, Some(ADDRESS), NOW).unwrap());
        let newsroom = Newsroom { name: Some("Cek".to_owned()), url: Some(ADDRESS.to_owned()) };
        // Refused where nobody is known to have said it.
        if let Ok(all) = reviews(&snapshot, &newsroom) {
            reviewed += all["@graph"].as_array().unwrap().len();
            valid(&linked, &all);
        }
        let all: Value = serde_json::from_str(&annotations(&snapshot, &name)).unwrap();
        // Web Annotation Data Model, 5.2.
        assert_eq!(all["type"], "AnnotationPage");
        assert!(url::Url::parse(all["id"].as_str().unwrap()).is_ok());
        assert_eq!(all["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        for item in all["items"].as_array().unwrap() {
            let mut item = item.clone();
            item["@context"] = all["@context"][0].clone();
            annotated += 1;
            valid(&page, &item);
        }
    }
    assert!(10 < reviewed && 50 < annotated && 50 < named, "{reviewed} {annotated} {named}");
}

/// What the schemas are for: they refuse what the standards refuse.
#[test]
fn the_schemas_refuse_what_the_standards_refuse() {
    let text = "---\ntitle: A\nauthor: Kirana\n---\n\nEkspor minyak turun 30 persen pada 2023.\n";
    let snapshot = open("a.md", text);
    let newsroom = Newsroom { name: Some("Cek".to_owned()), url: Some(ADDRESS.to_owned()) };
    let article = news_article(&snapshot, Some(ADDRESS));
    let review = reviews(&snapshot, &newsroom).unwrap();
    let item = ninjs(&snapshot, Some(ADDRESS), NOW).unwrap();
    let page: Value = serde_json::from_str(&annotations(&snapshot, "a.md")).unwrap();
    let mut mark = page["items"][0].clone();
    mark["@context"] = json!("http://www.w3.org/ns/anno.jsonld");
    for (name, good, path, bad) in [
        ("schema-org.json", &article, "/author/0/@type", json!("Human")),
        ("schema-org.json", &article, "/author/0/shoes", json!(42)),
        ("schema-org.json", &article, "/headline", json!({ "@type": "Person" })),
        ("schema-org.json", &article, "/url", json!("kompas")),
        ("schema-org.json", &article, "/claimReviewed", json!("A")),
        ("schema-org.json", &review, "/@graph/0/datePublished", json!("kemarin")),
        ("schema-org.json", &review, "/@graph/0/reviewRating", json!("dibantah")),
        ("schema-org.json", &review, "/@graph/0/itemReviewed/author/@type", json!("Rating")),
        ("schema-org.json", &review, "/@graph", json!([])),
        ("ninjs.json", &item, "/uri", json!("artikel satu")),
        ("ninjs.json", &item, "/type", json!("article")),
        ("ninjs.json", &item, "/byline", json!("A")),
        ("ninjs.json", &item, "/versionCreated", json!("2026-03-01")),
        ("ninjs.json", &item, "/bodies/0/charCount", json!("12")),
        ("web-annotation.json", &mark, "/type", json!("Note")),
        ("web-annotation.json", &mark, "/id", json!("satu")),
        ("web-annotation.json", &mark, "/created", json!("kemarin")),
        ("web-annotation.json", &mark, "/target/selector/0/type", json!(7)),
        ("web-annotation.json", &mark, "/target", json!({ "type": "SpecificResource" })),
    ] {
        let schema = schema(name);
        valid(&schema, good);
        let mut value = good.clone();
        let (parent, key) = path.rsplit_once('/').unwrap();
        value.pointer_mut(parent).unwrap()[key] = bad;
        assert!(!schema.is_valid(&value), "{name} lets {path} pass");
    }
}
