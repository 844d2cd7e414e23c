//! The card about what stands under the caret.

use tower_lsp::gen_lsp_types::{Contents, Hover, HoverParams, MarkupContent, MarkupKind};

use crate::server::convert;
use crate::server::handlers::Sheet;
use crate::server::plain::plain;

pub(super) fn hover(sheet: &Sheet, params: HoverParams) -> Option<Hover> {
    let Sheet { snapshot, can, .. } = sheet;
    let position = params.text_document_position_params.position;
    let card = snapshot.hover(convert::byte(snapshot, position, can))?;
    let (kind, value) = match can.hover_markdown {
        true => (MarkupKind::Markdown, card.markdown),
        false => (MarkupKind::PlainText, plain(&card.markdown)),
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent { kind, value }),
        range: Some(convert::range(snapshot, card.span, can)),
    })
}
