//! Formatting: blanks, list markers, quotation marks; never words.

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{Position, TextDocumentIdentifier, TextEdit};

use crate::ide::tidy::tidy;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::{InRange, OfDocument};
use crate::text::Span;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OnType {
    text_document: TextDocumentIdentifier,
    position: Position,
    ch: String,
}

pub(super) fn document(sheet: &Sheet, _: OfDocument) -> Vec<TextEdit> {
    edits(sheet, Span::new(0, sheet.snapshot.buffer().len()))
}

pub(super) fn range(sheet: &Sheet, params: InRange) -> Vec<TextEdit> {
    edits(sheet, convert::span(&sheet.snapshot, params.range, &sheet.can))
}

/// The line that was just left.
pub(super) fn on_type(sheet: &Sheet, params: OnType) -> Vec<TextEdit> {
    if params.ch != "\n" {
        return Vec::new();
    }
    let buffer = sheet.snapshot.buffer();
    let caret = convert::byte(&sheet.snapshot, params.position, &sheet.can);
    let end = buffer.line_start(caret);
    let start = buffer.line_start(end.saturating_sub(1));
    edits(sheet, Span::new(start, end))
}

fn edits(sheet: &Sheet, within: Span) -> Vec<TextEdit> {
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    tidy(&sheet.snapshot, within).iter().map(|(span, text)| pen.edit(*span, text)).collect()
}
