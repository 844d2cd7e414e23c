//! Another name for somebody.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChange, Edit, LinkedEditingRanges,
    OptionalVersionedTextDocumentIdentifier, Position, PrepareRenamePlaceholder, TextDocumentEdit,
    TextDocumentIdentifier, WorkspaceEdit,
};
use tower_lsp::jsonrpc::{Error, Result};

use crate::ide::rename::{Ground, Place, at, linked, places};
use crate::lang::word;
use crate::server::convert::{self, Pen};
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::AtPosition;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    position: Position,
    new_name: String,
}

pub(super) fn prepare(sheet: &Sheet, params: AtPosition) -> Option<PrepareRenamePlaceholder> {
    let Sheet { snapshot, can, .. } = sheet;
    let span = at(snapshot, convert::byte(snapshot, params.position, can))?;
    let placeholder = snapshot.article().text(span).to_owned();
    Some(PrepareRenamePlaceholder { range: Pen::new(snapshot, can).range(span), placeholder })
}

/// What stands in quotations and links is changed only where the client lets
/// its user confirm it; else it is left as it is.
pub(super) fn rename(sheet: &Sheet, params: Params) -> Result<Option<WorkspaceEdit>> {
    let Sheet { snapshot, can, .. } = sheet;
    let name = params.new_name.trim();
    let lang = snapshot.message_lang();
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err(Error::invalid_params(word("rename-bad-name", lang)));
    }
    let byte = convert::byte(snapshot, params.position, can);
    let mut all = places(snapshot, byte);
    if all.is_empty() {
        return Err(Error::invalid_params(word("rename-no-name", lang)));
    }
    // The one that was asked for is meant, wherever it stands.
    let meant = |it: &Place| it.ground == Ground::Own || it.span.touches(byte);
    if !can.annotations {
        all.retain(meant);
    }
    let mut pen = Pen::new(snapshot, can);
    if all.iter().all(meant) {
        let edits = all.iter().map(|it| pen.edit(it.span, name)).collect();
        return Ok(Some(convert::workspace_edit(snapshot, edits, can)));
    }
    let mut annotations = HashMap::new();
    let edit = |it: &Place| {
        let text_edit = pen.edit(it.span, name);
        let id = match it.ground {
            _ if meant(it) => return Edit::TextEdit(text_edit),
            Ground::Quoted => "rename-quoted",
            Ground::Own | Ground::Linked => "rename-linked",
        };
        annotations.entry(id.to_owned()).or_insert_with(|| ChangeAnnotation {
            label: word(id, lang),
            needs_confirmation: Some(true),
            description: None,
        });
        Edit::AnnotatedTextEdit(AnnotatedTextEdit { annotation_id: id.to_owned(), text_edit })
    };
    let edits = all.iter().map(edit).collect();
    let change = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(snapshot.version()),
            text_document_identifier: TextDocumentIdentifier { uri: convert::uri(snapshot) },
        },
        edits,
    };
    Ok(Some(WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::TextDocumentEdit(change)]),
        change_annotations: Some(annotations),
        ..WorkspaceEdit::default()
    }))
}

pub(super) fn together(sheet: &Sheet, params: AtPosition) -> Option<LinkedEditingRanges> {
    let Sheet { snapshot, can, .. } = sheet;
    let spans = linked(snapshot, convert::byte(snapshot, params.position, can));
    let mut pen = Pen::new(snapshot, can);
    let ranges: Vec<_> = spans.into_iter().map(|it| pen.range(it)).collect();
    (!ranges.is_empty()).then_some(LinkedEditingRanges { ranges, word_pattern: None })
}
