//! Our words into LSP's and back. Positions are counted as the client counts.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::gen_lsp_types as lsp;

use crate::ide::{Action, Diagnostic, QuickFix, Snapshot};
use crate::lang::{Message, render};
use crate::rules::Level;
use crate::server::capabilities::Capabilities;
use crate::structure::SectionKind;
use crate::text::{Encoding, Position, Ruler, Span};

pub(super) fn position(snapshot: &Snapshot, byte: usize, encoding: Encoding) -> lsp::Position {
    let Position { line, column } = snapshot.buffer().position(byte, encoding);
    lsp::Position { line, character: column }
}

pub(super) fn range(snapshot: &Snapshot, span: Span, can: &Capabilities) -> lsp::Range {
    lsp::Range {
        start: position(snapshot, span.start(), can.encoding),
        end: position(snapshot, span.end(), can.encoding),
    }
}

pub(super) fn byte(snapshot: &Snapshot, position: lsp::Position, can: &Capabilities) -> usize {
    let lsp::Position { line, character } = position;
    snapshot.buffer().offset(Position { line, column: character }, can.encoding)
}

pub(super) fn span(snapshot: &Snapshot, range: lsp::Range, can: &Capabilities) -> Span {
    Span::new(byte(snapshot, range.start, can), byte(snapshot, range.end, can))
}

/// Writes down places of one snapshot as this client counts, in one walk over
/// the text as long as they rise.
pub(super) struct Pen<'a> {
    pub snapshot: &'a Snapshot,
    pub can: &'a Capabilities,
    ruler: Ruler<'a>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, can: &'a Capabilities) -> Pen<'a> {
        Pen { snapshot, can, ruler: Ruler::new(snapshot.buffer(), can.encoding) }
    }

    pub(super) fn position(&mut self, byte: usize) -> lsp::Position {
        let Position { line, column } = self.ruler.position(byte);
        lsp::Position { line, character: column }
    }

    pub(super) fn range(&mut self, span: Span) -> lsp::Range {
        lsp::Range { start: self.position(span.start()), end: self.position(span.end()) }
    }

    pub(super) fn location(&mut self, span: Span) -> lsp::Location {
        lsp::Location { uri: uri(self.snapshot), range: self.range(span) }
    }

    pub(super) fn edit(&mut self, span: Span, text: &str) -> lsp::TextEdit {
        lsp::TextEdit { range: self.range(span), new_text: text.to_owned() }
    }
}

pub(super) fn uri(snapshot: &Snapshot) -> lsp::Uri {
    lsp::Uri(snapshot.uri().to_owned())
}

pub(super) fn diagnostic(pen: &mut Pen<'_>, diagnostic: &Diagnostic) -> lsp::Diagnostic {
    let Diagnostic { rule, level, span, message, fixes, related, .. } = diagnostic;
    let can = pen.can;
    let range = pen.range(*span);
    let related = related.iter().map(|(span, message)| lsp::DiagnosticRelatedInformation {
        location: pen.location(*span),
        message: message.clone(),
    });
    let related: Vec<_> = if can.related { related.collect() } else { Vec::new() };
    let link = can.pages.as_ref().map(|it| format!("{it}{rule}.md"));
    lsp::Diagnostic {
        range,
        severity: Some(severity(*level)),
        code: Some(lsp::Code::String((*rule).to_owned())),
        code_description: link.map(|href| lsp::CodeDescription { href: lsp::Uri(href) }),
        source: Some("tajuk".to_owned()),
        message: lsp::Message::String(message.clone()),
        tags: tags(rule).filter(|_| can.unnecessary),
        related_information: (!related.is_empty()).then_some(related),
        data: can.diagnostic_data.then(|| data(pen, fixes)),
    }
}

/// What a rule finds too much may be shown faded.
fn tags(rule: &str) -> Option<Vec<lsp::DiagnosticTag>> {
    (rule == "acronym-redefined").then(|| vec![lsp::DiagnosticTag::Unnecessary])
}

fn severity(level: Level) -> lsp::DiagnosticSeverity {
    match level {
        Level::Hint => lsp::DiagnosticSeverity::Hint,
        Level::Information => lsp::DiagnosticSeverity::Information,
        Level::Warning => lsp::DiagnosticSeverity::Warning,
        Level::Error => lsp::DiagnosticSeverity::Error,
    }
}

/// Enough to mend the finding without asking us.
fn data(pen: &mut Pen<'_>, fixes: &[QuickFix]) -> lsp::LspAny {
    let fixes: Vec<lsp::LspAny> = fixes
        .iter()
        .map(|fix| {
            let edits = edits(pen, fix);
            json!({ "title": fix.title, "safe": fix.safe, "edits": edits })
        })
        .collect();
    json!({ "version": pen.snapshot.version(), "fixes": fixes })
}

fn edits(pen: &mut Pen<'_>, fix: &QuickFix) -> Vec<lsp::TextEdit> {
    fix.edits.iter().map(|(span, text)| pen.edit(*span, text)).collect()
}

/// `mends` are the diagnostics that the action makes away with.
pub(super) fn action(
    pen: &mut Pen<'_>,
    action: &Action,
    mends: Vec<lsp::Diagnostic>,
) -> lsp::CodeAction {
    let (snapshot, can) = (pen.snapshot, pen.can);
    let edits = edits(pen, &action.fix);
    lsp::CodeAction {
        title: action.fix.title.clone(),
        kind: Some(lsp::CodeActionKind::QuickFix),
        diagnostics: Some(mends),
        is_preferred: (can.preferred && action.preferred).then_some(true),
        edit: Some(workspace_edit(snapshot, edits, can)),
        ..lsp::CodeAction::default()
    }
}

/// One action with all safe fixes.
pub(super) fn fix_all(
    pen: &mut Pen<'_>,
    kind: &'static str,
    edits: &[(Span, String)],
) -> lsp::CodeAction {
    let (snapshot, can) = (pen.snapshot, pen.can);
    let edits = edits.iter().map(|(span, text)| pen.edit(*span, text)).collect();
    let title = render(&Message::new("fix-all"), snapshot.message_lang());
    lsp::CodeAction {
        title,
        kind: Some(lsp::CodeActionKind::from(kind.to_owned())),
        edit: Some(workspace_edit(snapshot, edits, can)),
        ..lsp::CodeAction::default()
    }
}

pub(super) fn workspace_edit(
    snapshot: &Snapshot,
    edits: Vec<lsp::TextEdit>,
    can: &Capabilities,
) -> lsp::WorkspaceEdit {
    if !can.versioned_edits {
        let changes = HashMap::from([(uri(snapshot), edits)]);
        return lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() };
    }
    let change = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: Some(snapshot.version()),
            text_document_identifier: lsp::TextDocumentIdentifier { uri: uri(snapshot) },
        },
        edits: edits.into_iter().map(lsp::Edit::TextEdit).collect(),
    };
    lsp::WorkspaceEdit {
        document_changes: Some(vec![lsp::DocumentChange::TextDocumentEdit(change)]),
        ..lsp::WorkspaceEdit::default()
    }
}

/// Editors show the kind as an icon or as a word. These three are among the
/// first eighteen, which every client knows.
pub(super) fn kind(kind: SectionKind) -> lsp::SymbolKind {
    match kind {
        SectionKind::Title => lsp::SymbolKind::File,
        SectionKind::Section => lsp::SymbolKind::String,
        SectionKind::Item => lsp::SymbolKind::EnumMember,
    }
}
