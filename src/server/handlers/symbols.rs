//! The outline.

use tower_lsp::gen_lsp_types::{DocumentSymbolParams, DocumentSymbolResponse};

use crate::server::convert;
use crate::server::handlers::Sheet;

pub(super) fn symbols(sheet: &Sheet, _: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let Sheet { snapshot, can, .. } = sheet;
    let outline = snapshot.outline();
    Some(match can.nested_symbols {
        true => DocumentSymbolResponse::DocumentSymbolList(
            outline.iter().map(|it| convert::symbol(snapshot, it, can)).collect(),
        ),
        false => DocumentSymbolResponse::SymbolInformationList(convert::flat_symbols(
            snapshot, &outline, None, can,
        )),
    })
}
