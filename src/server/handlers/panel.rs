//! Entities and claims for a side panel, which LSP has no requests for: the
//! objects of the command line's JSON, with ranges as this client counts.

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{Position, TextDocumentIdentifier};

use crate::ide::report::{self, Bytes, Claim, Entity, File, Parts};
use crate::server::convert;
use crate::server::handlers::Sheet;
use crate::text::Span;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    /// Only what touches it is asked for.
    #[serde(default)]
    position: Option<Position>,
}

pub(super) fn entities(sheet: &Sheet, params: Params) -> Vec<Entity> {
    let parts = Parts { entities: true, amounts: true, ..Parts::default() };
    let mut res = file(sheet, parts).entities.unwrap_or_default();
    if let Some(byte) = byte(sheet, params.position) {
        res.retain(|it| it.mentions.iter().any(|it| span(it.bytes).touches(byte)));
    }
    for mention in res.iter_mut().flat_map(|it| &mut it.mentions) {
        mention.range = range(sheet, mention.bytes);
    }
    res
}

pub(super) fn claims(sheet: &Sheet, params: Params) -> Vec<Claim> {
    let parts = Parts { claims: true, ..Parts::default() };
    let mut res = file(sheet, parts).claims.unwrap_or_default();
    if let Some(byte) = byte(sheet, params.position) {
        res.retain(|it| span(it.bytes).touches(byte));
    }
    for claim in &mut res {
        claim.range = range(sheet, claim.bytes);
    }
    res
}

fn file(sheet: &Sheet, parts: Parts) -> File {
    File::new(sheet.snapshot.uri(), &sheet.snapshot, parts)
}

fn byte(sheet: &Sheet, position: Option<Position>) -> Option<usize> {
    position.map(|it| convert::byte(&sheet.snapshot, it, &sheet.can))
}

fn span([start, end]: Bytes) -> Span {
    Span::new(start, end)
}

fn range(sheet: &Sheet, bytes: Bytes) -> report::Range {
    let range = convert::range(&sheet.snapshot, span(bytes), &sheet.can);
    let ours = |it: Position| report::Position { line: it.line, character: it.character };
    report::Range { start: ours(range.start), end: ours(range.end) }
}
