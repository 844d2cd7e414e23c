//! Relative links, when articles get other names.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use url::Url;

use crate::server::capabilities::Capabilities;
use crate::server::library::Book;
use std::sync::Arc;

/// A file's old name and its new one.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Move {
    old_uri: String,
    new_uri: String,
}

/// The edits that keep links right. Nothing where no link changes.
pub(super) fn edit(
    books: &[Arc<Book>],
    moves: &[Move],
    can: &Capabilities,
) -> Option<WorkspaceEdit> {
    let moves: Vec<(Url, Url)> = moves
        .iter()
        .filter_map(|it| Some((Url::parse(&it.old_uri).ok()?, Url::parse(&it.new_uri).ok()?)))
        .collect();
    let mut changes: Vec<(&Book, Vec<TextEdit>)> = Vec::new();
    for book in books {
        let Ok(here) = Url::parse(&book.uri) else { continue };
        let moved = |url: &Url| moves.iter().find_map(|it| follow(it, url));
        let there = &moved(&here).unwrap_or_else(|| here.clone());
        let edits: Vec<TextEdit> = book
            .links
            .iter()
            .filter_map(|(range, path)| {
                let target = here.join(path).ok()?;
                let new = &moved(&target).unwrap_or_else(|| target.clone());
                if *there == here && same(new, &target) {
                    return None;
                }
                let mut new_text = there.make_relative(new)?;
                if path.starts_with("./") && !new_text.starts_with('.') {
                    new_text.insert_str(0, "./");
                }
                // A blank in the path may have been written as it is.
                let unchanged =
                    new_text == *path || here.join(&new_text).ok()? == target && *there == here;
                (!unchanged).then_some(TextEdit { range: *range, new_text })
            })
            .collect();
        if !edits.is_empty() {
            changes.push((book, edits));
        }
    }
    (!changes.is_empty()).then(|| workspace_edit(changes, can))
}

/// Where a file lies once a file or a folder above it has moved.
fn follow((old, new): &(Url, Url), file: &Url) -> Option<Url> {
    if same(old, file) {
        return Some(new.clone());
    }
    let (old, new) = (old.to_file_path().ok()?, new.to_file_path().ok()?);
    let rest = file.to_file_path().ok()?.strip_prefix(old).ok()?.to_owned();
    Url::from_file_path(new.join(rest)).ok()
}

fn same(a: &Url, b: &Url) -> bool {
    a == b || matches!((a.to_file_path(), b.to_file_path()), (Ok(a), Ok(b)) if a == b)
}

fn workspace_edit(changes: Vec<(&Book, Vec<TextEdit>)>, can: &Capabilities) -> WorkspaceEdit {
    if !can.versioned_edits {
        let changes: HashMap<Uri, Vec<TextEdit>> =
            changes.into_iter().map(|(book, edits)| (Uri(book.uri.clone()), edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(book, edits): (&Book, Vec<TextEdit>)| {
        DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: book.version,
                text_document_identifier: TextDocumentIdentifier { uri: Uri(book.uri.clone()) },
            },
            edits: edits.into_iter().map(Edit::TextEdit).collect(),
        })
    };
    WorkspaceEdit {
        document_changes: Some(changes.into_iter().map(change).collect()),
        ..WorkspaceEdit::default()
    }
}
