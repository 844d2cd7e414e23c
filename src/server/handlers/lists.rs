//! Lists for a panel or a window of an editor, asked for by commands, so that
//! every client that can run one can show them. They change nothing.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{Position, Range};

use crate::ide::lists;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::text::Span;

/// Who is named, how often, in which office.
const PEOPLE: &str = "tajuk.people";
/// What is claimed; without a source first.
const CLAIMS: &str = "tajuk.claims";
/// Who speaks, and whether by name.
const SOURCES: &str = "tajuk.sources";
/// What the article is: its language, its date, how much is found in it.
const ARTICLE: &str = "tajuk.article";

pub(in crate::server) const LISTS: [&str; 4] = [PEOPLE, CLAIMS, SOURCES, ARTICLE];

/// Which list; of which document, the moment of the request knows. Of claims
/// only the one at the position, where one is given.
pub(super) struct Wanted {
    list: String,
    position: Option<Position>,
}

impl Wanted {
    /// Every list takes one object with `uri`, and may be given a `position`.
    pub(super) fn read(list: String, arguments: &[Value]) -> Option<Wanted> {
        let argument = arguments.first()?;
        argument.get("uri")?.as_str()?;
        let position = argument.get("position").and_then(|it| Position::deserialize(it).ok());
        Some(Wanted { list, position })
    }
}

/// `Null` where the document is not open, which [`super::ask`] tells.
pub(super) fn list(sheet: &Sheet, wanted: Wanted) -> Value {
    match wanted.list.as_str() {
        PEOPLE => people(sheet),
        CLAIMS => wanted.position.map_or_else(|| claims(sheet), |it| claim(sheet, it)),
        SOURCES => sources(sheet),
        _ => article(sheet),
    }
}

fn people(sheet: &Sheet) -> Value {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let person = |it: lists::Person| {
        let mentions = ranges(&mut pen, &it.mentions);
        json!({ "id": it.id, "name": it.name, "detail": it.detail, "mentions": mentions })
    };
    lists::people(&sheet.snapshot).into_iter().map(person).collect()
}

fn claims(sheet: &Sheet) -> Value {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    lists::claims(&sheet.snapshot).into_iter().map(|it| row(&mut pen, &it)).collect()
}

/// The one at a place, with its card; an empty list where there is none.
fn claim(sheet: &Sheet, position: Position) -> Value {
    let byte = convert::byte(&sheet.snapshot, position, &sheet.can);
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let found = lists::claim_at(&sheet.snapshot, byte).map(|(stated, card)| {
        let mut row = row(&mut pen, &stated);
        if let Some(row) = row.as_object_mut() {
            row.insert("card".to_owned(), Value::from(card));
        }
        row
    });
    found.into_iter().collect()
}

fn row(pen: &mut Pen<'_>, it: &lists::Stated) -> Value {
    json!({ "id": it.id, "text": it.text, "detail": it.detail, "isSourced": it.is_sourced,
        "state": it.state.name(), "range": pen.range(it.span) })
}

fn sources(sheet: &Sheet) -> Value {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let lang = sheet.snapshot.message_lang();
    let speaker = |it: lists::Speaker| {
        json!({ "name": it.name, "detail": it.detail(lang), "isNamed": it.is_named(),
            "places": ranges(&mut pen, &it.places) })
    };
    lists::speakers(sheet.snapshot.article()).into_iter().map(speaker).collect()
}

fn article(sheet: &Sheet) -> Value {
    let article = sheet.snapshot.article();
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    for it in sheet.snapshot.diagnostics() {
        *findings.entry(it.level.name()).or_default() += 1;
    }
    json!({ "language": article.tongue.tag(), "date": article.date.day.to_string(),
        "findings": findings })
}

fn ranges(pen: &mut Pen<'_>, spans: &[Span]) -> Vec<Range> {
    spans.iter().map(|it| pen.range(*it)).collect()
}
