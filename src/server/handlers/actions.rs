//! Quick fixes, from our own findings: some editors do not send them back, and
//! some send those of other servers.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::gen_lsp_types::{CodeAction, Diagnostic, Range, TextDocumentIdentifier};

use crate::server::convert;
use crate::server::handlers::{Sheet, claims, rulings, silencing};
use crate::text::Span;

const QUICK_FIX: &str = "quickfix";
const REFACTOR: &str = "refactor";

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
    let span = convert::span(snapshot, range, can);
    let mut res: Vec<CodeAction> = Vec::new();
    if is_wanted(only.as_deref(), QUICK_FIX) {
        res.extend(fixes(sheet, span, &diagnostics));
    }
    if is_wanted(only.as_deref(), REFACTOR) {
        res.extend(claims::actions(sheet, span));
    }
    Some(res)
}

/// What mends our findings that touch the span, or silences them.
fn fixes(sheet: &Sheet, span: Span, diagnostics: &Value) -> Vec<CodeAction> {
    let Sheet { snapshot, can, .. } = sheet;
    let theirs: Vec<Diagnostic> = diagnostics
        .as_array()
        .map(|it| it.iter().filter_map(|it| Diagnostic::deserialize(it).ok()).collect())
        .unwrap_or_default();
    let mut res: Vec<CodeAction> = Vec::new();
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
    res.extend(rulings::actions(sheet, span.start()));
    res.extend(silencing::actions(sheet, span, &theirs));
    res
}

/// A kind stands for all kinds beneath it, the empty one for all.
fn is_wanted(only: Option<&[String]>, kind: &str) -> bool {
    let Some(only) = only else { return true };
    only.iter().any(|it| it.is_empty() || it == kind)
}

/// "source" and "source.fixAll" stand for what is beneath them.
fn asks_for_all(only: &[String]) -> bool {
    only.iter().any(|it| it == FIX_ALL || it == "source.fixAll" || it == "source")
}
