//! Quick fixes, from our own findings: some editors do not send them back, and
//! some send those of other servers.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::gen_lsp_types::{CodeAction, Diagnostic, Range, TextDocumentIdentifier};

use crate::server::convert;
use crate::server::handlers::{Sheet, rulings, silencing};

const QUICK_FIX: &str = "quickfix";

/// All safe fixes at once; editors ask for it by name, when a file is saved.
const FIX_ALL: &str = "source.fixAll.tajuk";

/// As LSP's `CodeActionParams`, with less to go wrong.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    range: Range,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize, Serialize)]
struct Context {
    #[serde(default)]
    diagnostics: Value,
    #[serde(default)]
    only: Option<Vec<String>>,
}

pub(super) fn actions(sheet: &Sheet, params: Params) -> Option<Vec<CodeAction>> {
    let Sheet { snapshot, can, .. } = sheet;
    let Params { range, context: Context { diagnostics, only }, .. } = params;
    if !can.actions {
        return Some(Vec::new());
    }
    if only.as_deref().is_some_and(asks_for_all) {
        let edits = snapshot.safe_edits(None);
        let all = (!edits.is_empty()).then(|| convert::fix_all(snapshot, FIX_ALL, &edits, can));
        return Some(all.into_iter().collect());
    }
    if !is_wanted(only.as_deref()) {
        return Some(Vec::new());
    }
    let theirs: Vec<Diagnostic> = diagnostics
        .as_array()
        .map(|it| it.iter().filter_map(|it| Diagnostic::deserialize(it).ok()).collect())
        .unwrap_or_default();
    let mut res: Vec<CodeAction> = Vec::new();
    let span = convert::span(snapshot, range, can);
    for action in snapshot.actions(span) {
        let ours = convert::diagnostic(snapshot, &action.diagnostic, can);
        let is_same = |it: &&Diagnostic| it.range == ours.range && it.code == ours.code;
        // The client knows its own by sight.
        let mends = theirs.iter().find(is_same).cloned().unwrap_or(ours);
        let action = convert::action(snapshot, &action, vec![mends], can);
        let is_known = |it: &CodeAction| it.title == action.title && it.edit == action.edit;
        match res.iter_mut().find(|it| is_known(it)) {
            Some(known) => known
                .diagnostics
                .get_or_insert_default()
                .extend(action.diagnostics.into_iter().flatten()),
            None => res.push(action),
        }
    }
    res.extend(rulings::actions(sheet, convert::byte(snapshot, range.start, can)));
    res.extend(silencing::actions(sheet, span, &theirs));
    Some(res)
}

/// A kind stands for all kinds beneath it, the empty one for all.
fn is_wanted(only: Option<&[String]>) -> bool {
    let Some(only) = only else { return true };
    only.iter().any(|it| it.is_empty() || it == QUICK_FIX)
}

/// "source" and "source.fixAll" stand for what is beneath them.
fn asks_for_all(only: &[String]) -> bool {
    only.iter().any(|it| it == FIX_ALL || it == "source.fixAll" || it == "source")
}
