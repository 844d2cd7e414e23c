//! From a name to its other mentions.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    DocumentHighlightKind, Location, LocationLink, Position, Range, TextDocumentIdentifier, Uri,
};

use crate::ide::navigate::{Part, declaration, definition, named_at, occurrences, shown};
use crate::knowledge::row_of;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::AtPosition;
use crate::server::json;
use crate::text::{Buffer, Span};

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct References {
    text_document: TextDocumentIdentifier,
    position: Position,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    #[serde(default)]
    include_declaration: bool,
}

/// A list of them: a name may stand in a thousand places.
pub(super) fn highlights(sheet: &Sheet, params: AtPosition) -> Vec<u8> {
    let byte = convert::byte(&sheet.snapshot, params.position, &sheet.can);
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let mut body = vec![b'['];
    for it in shown(&sheet.snapshot, byte) {
        if 1 < body.len() {
            body.push(b',');
        }
        let kind = match it.part {
            Part::Introduces => DocumentHighlightKind::Write,
            Part::Names | Part::PointsBack => DocumentHighlightKind::Read,
        };
        body.extend_from_slice(b"{\"range\":");
        let range = pen.range(it.span);
        json::range(&mut body, range.start, range.end);
        body.extend_from_slice(b",\"kind\":");
        json::number(&mut body, kind.into());
        body.push(b'}');
    }
    body.push(b']');
    body
}

pub(super) fn references(sheet: &Sheet, params: References) -> Vec<Location> {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let all = params.context.include_declaration;
    let byte = convert::byte(&sheet.snapshot, params.position, &sheet.can);
    let wanted = occurrences(&sheet.snapshot, byte).into_iter();
    let wanted = wanted.filter(|it| all || it.part != Part::Introduces);
    wanted.map(|it| pen.location(it.span)).collect()
}

pub(super) fn defined(sheet: &Sheet, params: AtPosition) -> Value {
    let byte = convert::byte(&sheet.snapshot, params.position, &sheet.can);
    row(sheet, byte).unwrap_or_else(|| place(sheet, definition(&sheet.snapshot, byte)))
}

/// Where the newsroom's own facts speak of whom is named there.
fn row(sheet: &Sheet, byte: usize) -> Option<Value> {
    let (here, id) = named_at(&sheet.snapshot, byte)?;
    let (file, span) = sheet.rows.iter().find_map(|it| Some((it, row_of(&it.text, id)?)))?;
    let text = Buffer::new(&file.text, 0);
    let at = |byte: usize| {
        let place = text.position(byte, sheet.can.encoding);
        Position { line: place.line, character: place.column }
    };
    let range = Range { start: at(span.start()), end: at(span.end()) };
    let uri = Uri(file.uri.clone());
    if !sheet.can.links {
        return Some(json!(Location { uri, range }));
    }
    Some(json!([LocationLink {
        origin_selection_range: Some(convert::range(&sheet.snapshot, here, &sheet.can)),
        target_uri: uri,
        target_range: range,
        target_selection_range: range,
    }]))
}

pub(super) fn declared(sheet: &Sheet, params: AtPosition) -> Value {
    let byte = convert::byte(&sheet.snapshot, params.position, &sheet.can);
    place(sheet, declaration(&sheet.snapshot, byte))
}

/// A link tells which words it is about, where the client can show that. Most
/// words lead to one place.
fn place(sheet: &Sheet, found: Option<(Span, Vec<Span>)>) -> Value {
    let Some((here, there)) = found else { return Value::Null };
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    if !sheet.can.links {
        let places: Vec<Location> = there.into_iter().map(|it| pen.location(it)).collect();
        return match places.as_slice() {
            [one] => json!(one),
            all => json!(all),
        };
    }
    let link = |it: Span| {
        let range = pen.range(it);
        LocationLink {
            origin_selection_range: Some(pen.range(here)),
            target_uri: convert::uri(&sheet.snapshot),
            target_range: range,
            target_selection_range: range,
        }
    };
    let links: Vec<LocationLink> = there.into_iter().map(link).collect();
    json!(links)
}
