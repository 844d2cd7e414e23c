//! schema.org's NewsArticle (release 30.0): who and what the article names,
//! each tied to Wikidata where it is known there.

use serde_json::{Map, Value, json};

use crate::detect::DateFrom;
use crate::ide::Snapshot;
use crate::ide::export::{WIKIDATA, authors, headline, meta};
use crate::ide::report::{Entity, File, Parts};

/// As JSON-LD. What the article does not say is left out.
pub fn news_article(snapshot: &Snapshot, url: Option<&str>) -> Value {
    let article = snapshot.article();
    let parts = Parts { entities: true, ..Parts::default() };
    let entities = File::new("", snapshot, parts).entities.unwrap_or_default();
    let mut res = Map::new();
    let mut set = |key: &str, value: Value| drop(res.insert(key.to_owned(), value));
    set("@context", json!("https://schema.org"));
    set("@type", json!("AnalysisNewsArticle"));
    set("inLanguage", json!(article.lang.tag()));
    if let Some(it) = headline(snapshot) {
        set("headline", json!(it));
    }
    if let Some(it) = url {
        set("url", json!(it));
    }
    // A file's date, or today, says nothing of when it appeared.
    if !matches!(article.date.from, DateFrom::File | DateFrom::Today) {
        set("datePublished", json!(article.date.day.to_string()));
    }
    if let Some(it) = meta(snapshot).and_then(|it| it.lastmod) {
        set("dateModified", json!(it.to_string()));
    }
    let person = |it: &String| json!({ "@type": "Person", "name": it });
    let people: Vec<Value> = authors(snapshot).iter().map(person).collect();
    if !people.is_empty() {
        set("author", Value::Array(people));
    }
    if let Some(tags) = meta(snapshot).map(|it| &it.tags).filter(|it| !it.is_empty()) {
        set("keywords", json!(tags));
    }
    let named: Vec<Value> = entities.iter().filter_map(mention).collect();
    if !named.is_empty() {
        set("mentions", Value::Array(named));
    }
    Value::Object(res)
}

/// `None` for what schema.org has no type for.
fn mention(entity: &Entity) -> Option<Value> {
    let kind = match entity.kind {
        "person" => "Person",
        "country" => "Country",
        "place" => "Place",
        "org" => "Organization",
        "event" => "Event",
        "document" | "work" => "CreativeWork",
        "weapon" => "Thing",
        _ => return None,
    };
    let mut res = json!({ "@type": kind, "name": entity.name });
    if let Some((qid, res)) = entity.qid.as_ref().zip(res.as_object_mut()) {
        res.insert("sameAs".to_owned(), json!([format!("{WIKIDATA}{qid}")]));
    }
    Some(res)
}
