//! A selection that grows.

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{Position, SelectionRange, TextDocumentIdentifier};

use crate::ide::selection::grown;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    positions: Vec<Position>,
}

/// One for each position.
pub(super) fn selection(sheet: &Sheet, params: Params) -> Vec<SelectionRange> {
    let Sheet { snapshot, can, .. } = sheet;
    let mut pen = Pen::new(snapshot, can);
    let around = |position| {
        let spans = grown(snapshot, convert::byte(snapshot, position, can));
        let mut res: Option<SelectionRange> = None;
        for span in spans.into_iter().rev() {
            let parent = res.take().map(Box::new);
            res = Some(SelectionRange { range: pen.range(span), parent });
        }
        res
    };
    params.positions.into_iter().filter_map(around).collect()
}
