//! The JSON Schema of the configuration, made from the table that reads it.

use serde_json::{Map, Value, json};

use crate::config::keys::{self, KEYS, Key, Kind};
use crate::lang::{Lang, word};

/// The schema; `editors/tajuk.schema.json` is a copy of it.
pub fn schema() -> Value {
    let mut res = table(KEYS);
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "tajuk.toml",
        "description": "The configuration of Tajuk, a language server for news analyses",
    });
    if let (Some(res), Value::Object(head)) = (res.as_object_mut(), head) {
        res.extend(head);
    }
    res
}

fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|it| (it.name.to_owned(), property(it))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// A setting of an editor: what a file of settings may say at its top, under
/// the name that editors' settings have for it.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorSetting {
    /// With a stop between table and key: "style.quotes".
    pub name: String,
    /// JSON Schema with its default.
    pub schema: Value,
    /// The message that says what it is for.
    pub about: &'static str,
}

/// All that an editor can set for all of its articles.
pub fn editor_settings() -> Vec<EditorSetting> {
    let mut res = Vec::new();
    for key in KEYS {
        let name = key.also.first().unwrap_or(&key.name);
        match key.kind {
            // Overrides are of paths, and belong into a project.
            Kind::Tables(_) => {}
            Kind::Table(keys) => {
                res.extend(keys.iter().map(|it| editor_setting(it, format!("{name}.{}", it.name))));
            }
            _ => res.push(editor_setting(key, (*name).to_owned())),
        }
    }
    res
}

fn editor_setting(key: &Key, name: String) -> EditorSetting {
    let mut schema = property(key);
    if let Some(schema) = schema.as_object_mut() {
        // A file of settings shows how it is without it.
        let default = match key.kind {
            Kind::Levels(_) | Kind::Names => json!({}),
            _ => serde_json::from_str(key.example).unwrap_or_default(),
        };
        schema.insert("default".to_owned(), default);
        schema.remove("description");
    }
    EditorSetting { name, schema, about: key.about }
}

fn property(key: &Key) -> Value {
    let mut res = match key.kind {
        Kind::Choice(choices) => json!({ "type": "string", "enum": choices() }),
        Kind::Day => json!({
            "type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Count => json!({ "type": "integer", "minimum": 0 }),
        Kind::Text if key.name == "quotes" => {
            json!({ "type": "string", "minLength": 2, "maxLength": 2 })
        }
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Globs => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
        }),
        Kind::Levels(names) => {
            let level = json!({ "type": "string", "enum": keys::levels() });
            let levels: Map<String, Value> =
                names().into_iter().map(|it| (it.to_owned(), level.clone())).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": levels })
        }
        Kind::Names => json!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
        }),
        Kind::Table(keys) => table(keys),
        Kind::Tables(keys) => {
            let mut item = table(keys);
            if let Some(item) = item.as_object_mut() {
                item.insert("required".to_owned(), json!(["paths"]));
            }
            json!({ "type": "array", "items": item })
        }
    };
    if let Some(res) = res.as_object_mut() {
        res.insert("description".to_owned(), json!(word(key.about, Lang::En)));
    }
    res
}
