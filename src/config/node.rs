//! Settings as they are written, whatever they are written in: TOML with
//! places, or an editor's JSON without.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Span;

/// A value, and where it stands (bytes of the file).
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: Option<Span>,
    pub value: Said,
}

/// A key, where it stands, and what it is set to.
pub(super) struct Entry {
    pub name: String,
    pub at: Option<Span>,
    pub node: Node,
}

#[derive(Clone, Debug)]
pub(super) enum Said {
    Text(String),
    Number(String),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<(String, Option<Span>, Node)>),
}

impl Node {
    /// Reads TOML as far as it can be read; what cannot is told with its place.
    pub(super) fn from_toml(text: &str) -> (Node, Vec<(Option<Span>, String)>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let said = |it: toml::de::Error| {
            let at = it.span().map(|it| Span::new(it.start, it.end));
            (at, it.message().to_owned())
        };
        let node = Node { at: None, value: of_table(table.get_ref()) };
        (node, errors.into_iter().map(said).collect())
    }

    pub(super) fn from_json(value: &Value) -> Node {
        let value = match value {
            Value::Null => Said::Table(Vec::new()),
            Value::Bool(it) => Said::Flag(*it),
            Value::Number(it) => Said::Number(it.to_string()),
            Value::String(it) => Said::Text(it.clone()),
            Value::Array(it) => Said::List(it.iter().map(Node::from_json).collect()),
            Value::Object(it) => {
                // Null is as good as nothing.
                let told = it.iter().filter(|(_, it)| !it.is_null());
                Said::Table(told.map(|(k, v)| (k.clone(), None, Node::from_json(v))).collect())
            }
        };
        Node { at: None, value }
    }

    pub(super) fn entries(&self) -> Option<Vec<Entry>> {
        let Said::Table(entries) = &self.value else { return None };
        let entry = |(name, at, node): &(String, Option<Span>, Node)| Entry {
            name: name.clone(),
            at: *at,
            node: node.clone(),
        };
        Some(entries.iter().map(entry).collect())
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Said::Text(it) => Some(it),
            _ => None,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match &self.value {
            Said::Flag(it) => Some(*it),
            _ => None,
        }
    }

    /// The texts of a list, each with its place; one text is a list of one.
    pub(super) fn texts(&self) -> Option<Vec<(Option<Span>, String)>> {
        match &self.value {
            Said::Text(it) => Some(vec![(self.at, it.clone())]),
            Said::List(it) => it.iter().map(|it| Some((it.at, it.text()?.to_owned()))).collect(),
            _ => None,
        }
    }

    /// As it is shown to people.
    pub(super) fn shown(&self) -> String {
        match &self.value {
            Said::Text(it) => format!("\"{it}\""),
            Said::Number(it) => it.clone(),
            Said::Flag(it) => it.to_string(),
            Said::List(it) => {
                format!("[{}]", it.iter().map(Node::shown).collect::<Vec<_>>().join(", "))
            }
            Said::Table(_) => "{ … }".to_owned(),
        }
    }
}

fn of_table(table: &DeTable<'_>) -> Said {
    let mut res: Vec<_> = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), Some(span(key.span())), of_value(value)))
        .collect();
    // The table is sorted by name; people read from the top.
    res.sort_by_key(|(_, at, _)| *at);
    Said::Table(res)
}

fn of_value(value: &Spanned<DeValue<'_>>) -> Node {
    let said = match value.get_ref() {
        DeValue::String(it) => Said::Text(it.to_string()),
        DeValue::Integer(it) => Said::Number(it.as_str().to_owned()),
        DeValue::Float(it) => Said::Number(it.as_str().to_owned()),
        DeValue::Boolean(it) => Said::Flag(*it),
        // 2025-05-14 without quotes says the same as with them.
        DeValue::Datetime(it) => Said::Text(it.to_string()),
        DeValue::Array(it) => Said::List(it.iter().map(of_value).collect()),
        DeValue::Table(it) => of_table(it),
    };
    Node { at: Some(span(value.span())), value: said }
}

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
