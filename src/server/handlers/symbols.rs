//! The outline.

use tower_lsp::gen_lsp_types::{DocumentSymbolParams, DocumentSymbolResponse};

use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;

pub(super) fn symbols(sheet: &Sheet, _: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let Sheet { snapshot, can, .. } = sheet;
    let outline = snapshot.outline();
    let mut pen = Pen::new(snapshot, can);
    Some(match can.nested_symbols {
        true => DocumentSymbolResponse::DocumentSymbolList(
            outline.iter().map(|it| convert::symbol(&mut pen, it)).collect(),
        ),
        false => DocumentSymbolResponse::SymbolInformationList(convert::flat_symbols(
            &mut pen, &outline, None,
        )),
    })
}
