//! Small words beside the text.

use tower_lsp::gen_lsp_types::{InlayHint, Label};

use crate::ide::inlay::{Hint, hints};
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::InRange;

/// None unless they were asked for in the settings.
pub(super) fn inlay(sheet: &Sheet, params: InRange) -> Vec<InlayHint> {
    let Sheet { snapshot, can, .. } = sheet;
    if !snapshot.settings().hints {
        return Vec::new();
    }
    let within = convert::span(snapshot, params.range, can);
    let mut pen = Pen::new(snapshot, can);
    let hint = |it: Hint| InlayHint {
        position: pen.position(it.at),
        label: Label::String(it.label),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    hints(snapshot, within).into_iter().map(hint).collect()
}
