//! The ledger's file: an Annotation Page of the W3C's Web Annotation model in
//! JSON, an annotation a line, so that Git shows what was changed and no more.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::detect::ledger::{Entry, Ledger, SCHEMA};

const VERSION: &str = "tajuk:schema";

/// Why a ledger cannot be used. Lines and columns count from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is no JSON.
    Broken { line: usize, column: usize, what: String },
    /// Git could not merge it.
    Conflict { line: usize },
    /// It is JSON, but no Annotation Page.
    NotALedger,
    /// Its entries are about an article of another name.
    OtherArticle { source: String },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Broken { line, column, what } => {
                write!(f, "line {line}, column {column}: {what}")
            }
            Trouble::Conflict { line } => {
                write!(f, "line {line}: Git left a conflict here")
            }
            Trouble::NotALedger => write!(f, "it is no list of annotations"),
            Trouble::OtherArticle { source } => write!(f, "it is about {source}"),
        }
    }
}

impl Ledger {
    /// Reads the ledger of the article with this file name.
    ///
    /// # Errors
    /// Whatever keeps it from being understood: writing it anew would lose what
    /// it says.
    pub fn parse(text: &str, article: &str) -> Result<Ledger, Trouble> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Ok(Ledger::new(article));
        }
        let page: Value = serde_json::from_str(text).map_err(|error| broken(text, &error))?;
        let res = Ledger::read(page, article).ok_or(Trouble::NotALedger)?;
        match res.entries.first() {
            Some(first) if res.entries.iter().all(|it| it.source != article) => {
                Err(Trouble::OtherArticle { source: first.source.clone() })
            }
            _ => Ok(res),
        }
    }

    /// `None` where it is no Annotation Page.
    pub(super) fn read(page: Value, article: &str) -> Option<Ledger> {
        let Value::Object(mut head) = page else { return None };
        let Some(Value::Array(items)) = head.remove("items") else { return None };
        let schema = head.get(VERSION).map_or(Some(SCHEMA), Value::as_u64)?;
        let mut res = Ledger { schema, head, ..Ledger::new(article) };
        for item in items {
            match Entry::read(&item) {
                Some(entry) => res.entries.push(entry),
                None => res.others.push(item),
            }
        }
        Some(res)
    }

    /// As it is written, in the order of its entries.
    pub fn print(&self) -> String {
        let mut head = Map::new();
        let context = json!(["http://www.w3.org/ns/anno.jsonld", { "tajuk": "urn:tajuk:" }]);
        head.insert("@context".to_owned(), context);
        head.insert("id".to_owned(), json!(format!("urn:tajuk:claims:{}", percent(&self.article))));
        head.insert("type".to_owned(), json!("AnnotationPage"));
        head.insert(VERSION.to_owned(), json!(SCHEMA));
        head.extend(self.head.clone());
        let mut res = Value::Object(head).to_string();
        // The items go last, for each of them has a line.
        res.truncate(res.len().saturating_sub(1));
        res.push_str(",\"items\":[\n");
        let entries = self.entries.iter().map(Entry::to_value);
        let lines = entries.chain(self.others.iter().cloned()).map(|it| it.to_string());
        res.push_str(&lines.collect::<Vec<String>>().join(",\n"));
        res.push_str("\n]}\n");
        res
    }
}

/// What may not stand in a URN is escaped.
fn percent(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20")
}

fn broken(text: &str, error: &serde_json::Error) -> Trouble {
    let marker =
        |it: &str| ["<<<<<<< ", ">>>>>>> ", "||||||| "].iter().any(|mark| it.starts_with(mark));
    if let Some(at) = text.lines().position(marker) {
        return Trouble::Conflict { line: at + 1 };
    }
    let what = error.to_string();
    // serde_json says the place behind the reason.
    let what = what.split(" at line ").next().unwrap_or_default().to_owned();
    Trouble::Broken { line: error.line().max(1), column: error.column().max(1), what }
}
