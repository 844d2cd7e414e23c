//! What may be written next, shown behind the caret before it is asked for
//! (LSP 3.18): at most one, and only where little else can be meant.

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{
    InlineCompletionItem, InlineCompletionList, InsertText, Position, TextDocumentIdentifier,
};

use crate::ide::complete::likely;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    position: Position,
}

pub(super) fn inline(sheet: &Sheet, params: Params) -> InlineCompletionList {
    let Sheet { snapshot, can, .. } = sheet;
    let byte = convert::byte(snapshot, params.position, can);
    let mut pen = Pen::new(snapshot, can);
    let item = likely(snapshot, byte).map(|it| InlineCompletionItem {
        insert_text: InsertText::String(it.text),
        filter_text: None,
        range: Some(pen.range(it.span)),
        command: None,
    });
    InlineCompletionList { items: item.into_iter().collect() }
}
