//! What an article says of itself before it begins: YAML between `---`, TOML
//! between `+++`, or a JSON object, each read by its own library.

use jiff::civil::Date;
use saphyr::{LoadableYamlNode, Yaml};

use crate::text::Span;

/// The keys Tajuk reads. A key it cannot read is left empty; the block is
/// never prose either way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<String>,
    /// Where the title stands, in bytes of the passage; `None` where it is
    /// folded over lines.
    pub title_span: Option<Span>,
    pub date: Option<Date>,
    /// A language tag, as written.
    pub lang: Option<String>,
    /// Set when the block cannot be read, in the library's words.
    pub broken: Option<String>,
}

/// The line that opens front matter, and the one that closes it.
pub(super) fn fence(first_line: &str) -> Option<&'static str> {
    match first_line.trim_start_matches('\u{feff}').trim_end() {
        "---" => Some("---"),
        "+++" => Some("+++"),
        _ => None,
    }
}

/// Reads a block, its fences included.
pub(super) fn read(block: &str) -> Meta {
    let body = block.lines().skip(1).collect::<Vec<&str>>();
    let body = body.split_last().map(|(_, rest)| rest.join("\n")).unwrap_or_default();
    let toml = block.trim_start_matches('\u{feff}').starts_with("+++");
    let meta = if toml { from_toml(&body) } else { from_yaml(&body) };
    let title_span = meta.title.as_deref().and_then(|it| find_title(block, it));
    Meta { title_span, ..meta }
}

/// The title's text in the line of its key.
fn find_title(block: &str, title: &str) -> Option<Span> {
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if line.trim_start().starts_with("title")
            && let Some(found) = line.find(title.trim())
        {
            return Some(Span::new(at + found, at + found + title.trim().len()));
        }
        at += line.len();
    }
    None
}

fn from_yaml(body: &str) -> Meta {
    let documents = match Yaml::load_from_str(body) {
        Ok(it) => it,
        Err(error) => return Meta { broken: Some(error.to_string()), ..Meta::default() },
    };
    let Some(root) = documents.first() else { return Meta::default() };
    let text = |key: &str| {
        let value = root.as_mapping_get(key)?;
        value.as_str().map(str::to_owned)
    };
    Meta {
        title: text("title"),
        title_span: None,
        date: text("date").as_deref().and_then(date),
        lang: text("lang").or_else(|| text("language")),
        broken: None,
    }
}

fn from_toml(body: &str) -> Meta {
    let root: toml::Table = match body.parse() {
        Ok(it) => it,
        Err(error) => return Meta { broken: Some(error.to_string()), ..Meta::default() },
    };
    let text = |key: &str| match root.get(key)? {
        toml::Value::String(it) => Some(it.clone()),
        toml::Value::Datetime(it) => Some(it.to_string()),
        _ => None,
    };
    Meta {
        title: text("title"),
        title_span: None,
        date: text("date").as_deref().and_then(date),
        lang: text("lang").or_else(|| text("language")),
        broken: None,
    }
}

/// A date, or the day of a time stamp ("2025-05-14T08:00:00+07:00").
fn date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
