//! IPTC's ninjs 3.0, News in JSON.

use serde_json::{Map, Value, json};

use crate::ide::Snapshot;
use crate::ide::export::{WIKIDATA, authors, headline};
use crate::ide::report::{Entity, File, Parts};
use crate::structure::Format;

/// What ninjs calls the people, places and things of an article, and the kinds
/// of entity that go there.
const LISTS: [(&str, &[&str]); 5] = [
    ("people", &["person"]),
    ("organisations", &["org"]),
    ("places", &["country", "place"]),
    ("events", &["event"]),
    ("objects", &["weapon", "document", "work"]),
];

/// `uri` names the item in all the world. `now` is RFC 3339: when this object
/// was made.
///
/// # Errors
/// What the standard requires and nobody has said.
pub fn ninjs(snapshot: &Snapshot, uri: Option<&str>, now: &str) -> Result<Value, Vec<String>> {
    let Some(uri) = uri else {
        return Err(vec!["uri: the address of the article; give it with --url".to_owned()]);
    };
    let parts = Parts { entities: true, ..Parts::default() };
    let entities = File::new("", snapshot, parts).entities.unwrap_or_default();
    let mut res = Map::new();
    let mut set = |key: &str, value: Value| drop(res.insert(key.to_owned(), value));
    set("uri", json!(uri));
    set(
        "standard",
        json!({
            "name": "ninjs",
            "version": "3.0",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
        }),
    );
    set("type", json!("text"));
    set("representationType", json!("full"));
    set("versionCreated", json!(now));
    set("language", json!(snapshot.lang().tag()));
    if let Some(it) = headline(snapshot) {
        set("headlines", json!([{ "role": "main", "value": it }]));
    }
    if !authors(snapshot).is_empty() {
        set("by", json!(authors(snapshot).join(", ")));
    }
    let text = snapshot.buffer().text();
    let kind = match snapshot.format() {
        Format::Markdown => "text/markdown",
        Format::Plain => "text/plain",
        Format::Html => "text/html",
    };
    set(
        "bodies",
        json!([{
            "role": "main",
            "contentType": kind,
            "charCount": text.chars().count(),
            "wordCount": text.split_whitespace().count(),
            "value": text
        }]),
    );
    for (list, kinds) in LISTS {
        let own = entities.iter().filter(|it| kinds.contains(&it.kind)).map(named);
        let own: Vec<Value> = own.collect();
        if !own.is_empty() {
            set(list, Value::Array(own));
        }
    }
    Ok(Value::Object(res))
}

fn named(entity: &Entity) -> Value {
    match &entity.qid {
        Some(qid) => json!({ "name": entity.name, "uri": format!("{WIKIDATA}{qid}") }),
        None => json!({ "name": entity.name, "literal": entity.id }),
    }
}
