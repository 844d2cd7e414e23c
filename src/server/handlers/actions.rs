//! Code actions. Quick fixes come from our own findings: some editors do not send them back, and
//! some send those of other servers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, Range, TextDocumentIdentifier, WorkspaceEdit,
};
use tower_lsp::jsonrpc::{Error, Result};

use crate::ide::rewrite::{Rewrite, rewrites};
use crate::server::convert::{self, Pen};
use crate::server::handlers::{Sheet, claims, rulings, silencing};
use crate::text::Span;

const QUICK_FIX: &str = "quickfix";
const REFACTOR: &str = "refactor";
const REWRITE: &str = "refactor.rewrite";

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
    let mut pen = Pen::new(snapshot, can);
    let Params { range, context: Context { diagnostics, only }, .. } = params;
    if !can.actions {
        return Some(Vec::new());
    }
    let span = convert::span(snapshot, range, can);
    let (mut res, mut silence) = (Vec::new(), Vec::new());
    if only.as_deref().is_some_and(asks_for_all) {
        let edits = snapshot.safe_edits(None);
        res.extend((!edits.is_empty()).then(|| convert::fix_all(&mut pen, FIX_ALL, &edits)));
    }
    if is_wanted(only.as_deref(), QUICK_FIX) {
        let theirs: Vec<Diagnostic> = diagnostics
            .as_array()
            .map(|it| it.iter().filter_map(|it| Diagnostic::deserialize(it).ok()).collect())
            .unwrap_or_default();
        res.extend(fixes(sheet, &mut pen, span, &theirs));
        silence.extend(silencing::actions(sheet, &mut pen, span, &theirs));
    }
    if is_wanted(only.as_deref(), rulings::KIND) {
        res.extend(rulings::actions(sheet, span.start()));
    }
    if is_wanted(only.as_deref(), REWRITE) {
        for it in rewrites(snapshot, span) {
            // A finding's fix may have offered the same.
            if !res.iter().any(|known| known.title == it.title) {
                res.push(rewrite(&mut pen, span, it));
            }
        }
    }
    if is_wanted(only.as_deref(), REFACTOR) {
        res.extend(claims::actions(sheet, span));
    }
    // What mends stands before what silences.
    res.extend(silence);
    Some(res)
}

/// The quick fixes of our findings that touch the span.
fn fixes(sheet: &Sheet, pen: &mut Pen<'_>, span: Span, theirs: &[Diagnostic]) -> Vec<CodeAction> {
    let mut res: Vec<CodeAction> = Vec::new();
    for action in sheet.snapshot.actions(span) {
        let ours = convert::diagnostic(pen, &action.diagnostic);
        let is_same = |it: &&Diagnostic| it.range == ours.range && it.code == ours.code;
        // The client knows its own by sight.
        let mends = theirs.iter().find(is_same).cloned().unwrap_or(ours);
        let action = convert::action(pen, &action, vec![mends]);
        let is_known = |it: &CodeAction| it.title == action.title && it.edit == action.edit;
        match res.iter_mut().find(|it| is_known(it)) {
            Some(known) => known
                .diagnostics
                .get_or_insert_default()
                .extend(action.diagnostics.into_iter().flatten()),
            None => res.push(action),
        }
    }
    res
}

/// Without its edit where the client asks for that once it is chosen.
fn rewrite(pen: &mut Pen<'_>, span: Span, rewrite: Rewrite) -> CodeAction {
    let (snapshot, can) = (pen.snapshot, pen.can);
    let data = can.lazy_actions.then(|| {
        let bytes = [span.start(), span.end()];
        json!({ "uri": snapshot.uri(), "version": snapshot.version(), "bytes": bytes })
    });
    CodeAction {
        kind: Some(CodeActionKind::RefactorRewrite),
        edit: data.is_none().then(|| edit(pen, &rewrite)),
        title: rewrite.title,
        data,
        ..CodeAction::default()
    }
}

fn edit(pen: &mut Pen<'_>, rewrite: &Rewrite) -> WorkspaceEdit {
    let edits = rewrite.edits.iter().map(|(span, text)| pen.edit(*span, text)).collect();
    convert::workspace_edit(pen.snapshot, edits, pen.can)
}

/// What an action was offered for.
#[derive(Deserialize)]
struct Offered {
    version: i32,
    bytes: [usize; 2],
}

/// Adds the edit. The text must still be the one that the action was offered
/// for.
pub(super) fn resolve(sheet: &Sheet, mut action: CodeAction) -> Result<CodeAction> {
    let offered = action.data.as_ref().and_then(|it| Offered::deserialize(it).ok());
    let Some(Offered { version, bytes: [start, end] }) = offered else { return Ok(action) };
    if version != sheet.snapshot.version() {
        return Err(Error::content_modified());
    }
    let mut all = rewrites(&sheet.snapshot, Span::new(start, end)).into_iter();
    if let Some(rewrite) = all.find(|it| it.title == action.title) {
        action.edit = Some(edit(&mut Pen::new(&sheet.snapshot, &sheet.can), &rewrite));
    }
    Ok(action)
}

/// A kind stands for all kinds beneath it, the empty one for all.
fn is_wanted(only: Option<&[String]>, kind: &str) -> bool {
    let Some(only) = only else { return true };
    let beneath = |it: &String| kind.strip_prefix(&**it).is_some_and(|it| it.starts_with('.'));
    only.iter().any(|it| it.is_empty() || it == kind || beneath(it))
}

/// "source" and "source.fixAll" stand for what is beneath them.
fn asks_for_all(only: &[String]) -> bool {
    only.iter().any(|it| it == FIX_ALL || it == "source.fixAll" || it == "source")
}
