//! What clients tell of their documents, read from plain JSON: a member that
//! is missing or odd must not cost an edit, for a lost edit cannot be mended.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use url::Url;

use crate::ide::Opening;
use crate::structure::Format;
use crate::text::{Edit, Position};

/// Extensions of Markdown and of its relatives.
const MARKDOWN: [&str; 7] = ["md", "markdown", "mdx", "mdown", "mkd", "qmd", "rmd"];

/// Language ids of Markdown's relatives, as editors have them.
const MARKDOWN_IDS: [&str; 7] =
    ["markdown", "mdx", "quarto", "rmd", "rmarkdown", "markdown.mdx", "pandoc"];

/// Extensions of plain text.
const PLAIN: [&str; 2] = ["txt", "text"];

/// Extensions of saved pages.
const HTML: [&str; 3] = ["html", "htm", "xhtml"];

/// Language ids of pages.
const HTML_IDS: [&str; 2] = ["html", "xhtml"];

/// Language ids under which Markdown may hide as well.
const ANY_IDS: [&str; 3] = ["", "plaintext", "text"];

pub(super) struct Change {
    pub uri: String,
    /// Nothing where the client does not count.
    pub version: Option<i32>,
    pub edits: Vec<Edit>,
}

/// The document that the params of a message are about.
pub(super) fn uri(params: &Value) -> Option<&str> {
    params.get("textDocument")?.get("uri")?.as_str()
}

/// The document that a question is about: what is resolved, and what a command
/// takes, name it in ways of our own.
pub(super) fn asks_about(params: &Value) -> Option<&str> {
    let ours =
        || params.get("data").or_else(|| params.get("arguments")?.get(0))?.get("uri")?.as_str();
    uri(params).or_else(ours)
}

/// The folders that `initialize` names.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let res = folders.map(|it| paths(it)).unwrap_or_default();
    if !res.is_empty() {
        return res;
    }
    params.get("rootUri").and_then(|it| path(it.as_str()?)).into_iter().collect()
}

/// The paths of objects that have a URI.
pub(super) fn paths(list: &[Value]) -> Vec<PathBuf> {
    uris(list).iter().filter_map(|it| path(it)).collect()
}

/// The path of a document that is a file.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok().filter(|it| it.scheme() == "file")?.to_file_path().ok()
}

/// The URIs of objects that have one.
pub(super) fn uris(list: &[Value]) -> Vec<String> {
    list.iter().filter_map(|it| it.get("uri")?.as_str().map(str::to_owned)).collect()
}

pub(super) fn opening(params: &Value, today: fn() -> Date) -> Option<Opening> {
    let uri = uri(params)?;
    let document = params.get("textDocument")?;
    let language = document.get("languageId").and_then(Value::as_str).unwrap_or_default();
    Some(Opening {
        uri: uri.to_owned(),
        format: format(language, uri),
        version: document.get("version").and_then(signed).unwrap_or(0),
        text: document.get("text")?.as_str()?.to_owned(),
        file_date: file_date(uri),
        today: today(),
    })
}

/// All of it or nothing: half a change is as wrong as none.
pub(super) fn change(params: &Value) -> Option<Change> {
    let version = params.get("textDocument")?.get("version").and_then(signed);
    let edits = params.get("contentChanges")?.as_array()?;
    let edits = edits.iter().map(edit).collect::<Option<Vec<Edit>>>()?;
    Some(Change { uri: uri(params)?.to_owned(), version, edits })
}

fn edit(value: &Value) -> Option<Edit> {
    let new_text = value.get("text")?.as_str()?.to_owned();
    let range = match value.get("range") {
        None | Some(Value::Null) => None,
        Some(range) => Some((position(range.get("start")?)?, position(range.get("end")?)?)),
    };
    Some(Edit { range, new_text })
}

fn position(value: &Value) -> Option<Position> {
    let number = |name: &str| {
        let number = value.get(name)?;
        let whole = number.as_i64().map(|it| it.clamp(0, i64::from(u32::MAX)) as u32);
        // 2.0, or more than an i64 holds: Lua and JavaScript have one kind of
        // number. The cast saturates.
        whole.or_else(|| number.as_f64().map(|it| it as u32))
    };
    Some(Position { line: number("line")?, column: number("character")? })
}

fn signed(value: &Value) -> Option<i32> {
    let whole = value.as_i64().map(|it| it.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
    whole.or_else(|| value.as_f64().map(|it| it as i32))
}

/// Whether a file's name is that of an article.
pub(crate) fn is_article(path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|it| [&MARKDOWN[..], &PLAIN, &HTML].iter().any(|all| all.contains(&&*it)))
}

/// The format that a file's name tells.
pub(crate) fn format_of(path: &Path) -> Format {
    format("", &path.to_string_lossy().replace(['?', '#'], "_"))
}

/// The client's word where it has one for it, else the name's ending.
pub(super) fn format(language: &str, uri: &str) -> Format {
    let language = language.to_ascii_lowercase();
    if MARKDOWN_IDS.contains(&language.as_str()) {
        return Format::Markdown;
    }
    if HTML_IDS.contains(&language.as_str()) {
        return Format::Html;
    }
    if !ANY_IDS.contains(&language.as_str()) {
        return Format::Plain;
    }
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, ending)) if MARKDOWN.contains(&ending.to_ascii_lowercase().as_str()) => {
            Format::Markdown
        }
        Some((_, ending)) if HTML.contains(&ending.to_ascii_lowercase().as_str()) => Format::Html,
        _ => Format::Plain,
    }
}

/// The day a file was last written. Its text is never read: the client has it.
fn file_date(uri: &str) -> Option<Date> {
    let written: SystemTime = std::fs::metadata(path(uri)?).ok()?.modified().ok()?;
    Some(Timestamp::try_from(written).ok()?.to_zoned_datetime(TimeZone::system()).date())
}
