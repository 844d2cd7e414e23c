//! Ways to silence a finding: here, by a comment or by quoting it; and in the
//! whole project. Files of settings are changed by edits of the client's, so
//! that they can be looked at and taken back.

use serde_json::json;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::gen_lsp_types::{CodeAction, CodeActionKind, Diagnostic};

use crate::config::{Ignore, insertion, with_ignore, without_rule};
use crate::ide::Mute;
use crate::server::capabilities::Capabilities;
use crate::server::convert::{self, Pen};
use crate::server::handlers::{SHOW_ALL, Sheet};
use crate::server::office::Target;
use crate::text::{Buffer, Span};

/// For all findings that touch the span. `theirs` are the client's own.
pub(super) fn actions(
    sheet: &Sheet,
    pen: &mut Pen<'_>,
    span: Span,
    theirs: &[Diagnostic],
) -> Vec<CodeAction> {
    let Sheet { snapshot, can, desks, .. } = sheet;
    let mut res: Vec<CodeAction> = Vec::new();
    let known = |ours: Diagnostic| {
        let is_same = |it: &&Diagnostic| it.range == ours.range && it.code == ours.code;
        theirs.iter().find(is_same).cloned().unwrap_or(ours)
    };
    let turn_off = |mute: &Mute, mends: &Diagnostic| {
        let desks = desks.as_ref()?;
        let text = without_rule(&desks.config.text, mute.rule)?;
        let edit = rewrite(&desks.config, &text, can)?;
        Some(action(mute.title.clone(), mends.clone(), edit))
    };
    if let Some((diagnostic, title, mutes)) = snapshot.summary(span) {
        let mends = known(convert::diagnostic(pen, &diagnostic));
        let arguments = Some(vec![json!(snapshot.uri())]);
        let command = lsp::Command {
            title: title.clone(),
            command: SHOW_ALL.to_owned(),
            arguments,
            ..lsp::Command::default()
        };
        res.push(CodeAction {
            command: Some(command),
            edit: None,
            ..action(title, mends.clone(), lsp::WorkspaceEdit::default())
        });
        res.extend(mutes.iter().filter_map(|it| turn_off(it, &mends)));
    }
    let silencings = snapshot.silencings(span);
    let mut off = Vec::new();
    for it in silencings {
        let mends = known(convert::diagnostic(pen, &it.diagnostic));
        let here = match (&it.comment, desks) {
            (Some((at, comment)), _) => Some(comment_edit(pen, *at, comment)),
            (None, Some(desks)) => {
                let ignore = Ignore { file: desks.file.clone(), ..it.ignore };
                rewrite(&desks.ignores, &with_ignore(&desks.ignores.text, &ignore), can)
            }
            (None, None) => None,
        };
        if let Some(edit) = here {
            add(&mut res, action(it.title, mends.clone(), edit));
        }
        if let Some(it) = it.mute.as_ref().and_then(|it| turn_off(it, &mends)) {
            add(&mut off, it);
        }
    }
    // What reaches furthest stands last.
    res.extend(off);
    res
}

/// One of each: what mends two findings says so.
fn add(all: &mut Vec<CodeAction>, new: CodeAction) {
    let is_known = |it: &&mut CodeAction| it.title == new.title && it.edit == new.edit;
    match all.iter_mut().find(is_known) {
        Some(known) => {
            let mends = known.diagnostics.get_or_insert_default();
            mends.extend(new.diagnostics.into_iter().flatten());
        }
        None => all.push(new),
    }
}

fn action(title: String, mends: Diagnostic, edit: lsp::WorkspaceEdit) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![mends]),
        edit: Some(edit),
        ..CodeAction::default()
    }
}

fn comment_edit(pen: &mut Pen<'_>, at: usize, comment: &str) -> lsp::WorkspaceEdit {
    let edit = pen.edit(Span::new(at, at), comment);
    convert::workspace_edit(pen.snapshot, vec![edit], pen.can)
}

/// The edit that gives a file of settings a new text; it is made if it is
/// missing.
pub(super) fn rewrite(
    target: &Target,
    text: &str,
    can: &Capabilities,
) -> Option<lsp::WorkspaceEdit> {
    let (span, new) = insertion(&target.text, text);
    let buffer = Buffer::new(&target.text, 0);
    let at = |byte| {
        let position = buffer.position(byte, can.encoding);
        lsp::Position { line: position.line, character: position.column }
    };
    let range = lsp::Range { start: at(span.start()), end: at(span.end()) };
    let edit = lsp::TextEdit { range, new_text: new.to_owned() };
    let uri = lsp::Uri(target.uri.clone());
    if !can.versioned_edits {
        let changes = Some([(uri, vec![edit])].into_iter().collect());
        return Some(lsp::WorkspaceEdit { changes, ..lsp::WorkspaceEdit::default() });
    }
    let mut changes = Vec::new();
    if !target.exists && can.new_files {
        let options = lsp::CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        let create = lsp::CreateFile::new(uri.clone(), Some(options), None);
        changes.push(lsp::DocumentChange::CreateFile(create));
    }
    changes.push(lsp::DocumentChange::TextDocumentEdit(lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: target.version,
            text_document_identifier: lsp::TextDocumentIdentifier { uri },
        },
        edits: vec![lsp::Edit::TextEdit(edit)],
    }));
    Some(lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() })
}
