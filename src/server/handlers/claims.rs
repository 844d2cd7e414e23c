//! Actions that say how far a claim is checked. Each is a command of the
//! server's, so that they work in every editor.

use tower_lsp::gen_lsp_types::{CodeAction, CodeActionKind, Command};

use crate::ide::checking::{Marking, markings};
use crate::server::handlers::Sheet;
use crate::server::ledgers::{self, SET};
use crate::text::Span;

/// For the claim that the span touches first.
pub(super) fn actions(sheet: &Sheet, span: Span) -> Vec<CodeAction> {
    let snapshot = &sheet.snapshot;
    // What is in no file has no file beside it.
    if !snapshot.uri().starts_with("file:") {
        return Vec::new();
    }
    let action = |it: Marking| {
        let id = snapshot.article().claim_id(it.claim)?.to_string();
        let command = Command {
            title: it.title.clone(),
            command: SET.to_owned(),
            arguments: Some(ledgers::arguments(snapshot, &id, it.state)),
            ..Command::default()
        };
        Some(CodeAction {
            title: it.title,
            kind: Some(CodeActionKind::Refactor),
            command: Some(command),
            ..CodeAction::default()
        })
    };
    markings(snapshot, span).into_iter().filter_map(action).collect()
}
