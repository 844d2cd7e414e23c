//! Our words into LSP's and back. Positions are counted as the client counts.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::gen_lsp_types as lsp;

use crate::ide::{Action, Diagnostic, QuickFix, Snapshot, Symbol};
use crate::lang::{Message, render};
use crate::rules::Level;
use crate::server::capabilities::Capabilities;
use crate::structure::SectionKind;
use crate::text::{Encoding, Position, Span};

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

pub(super) fn uri(snapshot: &Snapshot) -> lsp::Uri {
    lsp::Uri(snapshot.uri().to_owned())
}

fn location(snapshot: &Snapshot, span: Span, can: &Capabilities) -> lsp::Location {
    lsp::Location { uri: uri(snapshot), range: range(snapshot, span, can) }
}

pub(super) fn diagnostic(
    snapshot: &Snapshot,
    diagnostic: &Diagnostic,
    can: &Capabilities,
) -> lsp::Diagnostic {
    let Diagnostic { rule, level, span, message, fixes, related, .. } = diagnostic;
    let related = related.iter().map(|(span, message)| lsp::DiagnosticRelatedInformation {
        location: location(snapshot, *span, can),
        message: message.clone(),
    });
    let related: Vec<_> = if can.related { related.collect() } else { Vec::new() };
    let link = if can.code_link { page(rule) } else { None };
    lsp::Diagnostic {
        range: range(snapshot, *span, can),
        severity: Some(severity(*level)),
        code: Some(lsp::Code::String((*rule).to_owned())),
        code_description: link.map(|href| lsp::CodeDescription { href: lsp::Uri(href) }),
        source: Some("tajuk".to_owned()),
        message: lsp::Message::String(message.clone()),
        tags: None,
        related_information: (!related.is_empty()).then_some(related),
        data: can.diagnostic_data.then(|| data(snapshot, fixes, can)),
    }
}

fn severity(level: Level) -> lsp::DiagnosticSeverity {
    match level {
        Level::Hint => lsp::DiagnosticSeverity::Hint,
        Level::Information => lsp::DiagnosticSeverity::Information,
        Level::Warning => lsp::DiagnosticSeverity::Warning,
        Level::Error => lsp::DiagnosticSeverity::Error,
    }
}

/// Where the rule's page can be read, once the package says where it lives.
fn page(rule: &str) -> Option<String> {
    let home = env!("CARGO_PKG_REPOSITORY");
    let version = env!("CARGO_PKG_VERSION");
    let name = rule.replace('-', "_");
    (!home.is_empty()).then(|| format!("{home}/blob/v{version}/src/rules/{name}.md"))
}

/// Enough to mend the finding without asking us.
fn data(snapshot: &Snapshot, fixes: &[QuickFix], can: &Capabilities) -> lsp::LspAny {
    let fixes: Vec<lsp::LspAny> = fixes
        .iter()
        .map(|fix| {
            let edits = edits(snapshot, fix, can);
            json!({ "title": fix.title, "safe": fix.safe, "edits": edits })
        })
        .collect();
    json!({ "version": snapshot.version(), "fixes": fixes })
}

fn edits(snapshot: &Snapshot, fix: &QuickFix, can: &Capabilities) -> Vec<lsp::TextEdit> {
    let edit = |(span, text): &(Span, String)| lsp::TextEdit {
        range: range(snapshot, *span, can),
        new_text: text.clone(),
    };
    fix.edits.iter().map(edit).collect()
}

/// `mends` are the diagnostics that the action makes away with.
pub(super) fn action(
    snapshot: &Snapshot,
    action: &Action,
    mends: Vec<lsp::Diagnostic>,
    can: &Capabilities,
) -> lsp::CodeAction {
    let edits = edits(snapshot, &action.fix, can);
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
    snapshot: &Snapshot,
    kind: &'static str,
    edits: &[(Span, String)],
    can: &Capabilities,
) -> lsp::CodeAction {
    let edit = |(span, text): &(Span, String)| lsp::TextEdit {
        range: range(snapshot, *span, can),
        new_text: text.clone(),
    };
    let title = render(&Message::new("fix-all"), snapshot.message_lang());
    lsp::CodeAction {
        title,
        kind: Some(lsp::CodeActionKind::from(kind.to_owned())),
        edit: Some(workspace_edit(snapshot, edits.iter().map(edit).collect(), can)),
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
fn kind(kind: SectionKind) -> lsp::SymbolKind {
    match kind {
        SectionKind::Title => lsp::SymbolKind::File,
        SectionKind::Section => lsp::SymbolKind::String,
        SectionKind::Item => lsp::SymbolKind::EnumMember,
    }
}

/// A symbol without a name makes VS Code refuse them all.
fn name(symbol: &Symbol) -> String {
    let name = symbol.name.trim();
    if name.is_empty() { "…".to_owned() } else { name.to_owned() }
}

pub(super) fn symbol(
    snapshot: &Snapshot,
    symbol: &Symbol,
    can: &Capabilities,
) -> lsp::DocumentSymbol {
    let children: Vec<_> =
        symbol.children.iter().map(|it| self::symbol(snapshot, it, can)).collect();
    #[expect(deprecated, reason = "the type wants it named")]
    lsp::DocumentSymbol {
        name: name(symbol),
        detail: symbol.detail.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(snapshot, symbol.span.cover(symbol.heading), can),
        selection_range: range(snapshot, symbol.heading, can),
        children: (!children.is_empty()).then_some(children),
    }
}

/// The tree as a list, for clients that know no trees.
pub(super) fn flat_symbols(
    snapshot: &Snapshot,
    symbols: &[Symbol],
    above: Option<&str>,
    can: &Capabilities,
) -> Vec<lsp::SymbolInformation> {
    let mut res = Vec::new();
    for symbol in symbols {
        #[expect(deprecated, reason = "the type wants it named")]
        res.push(lsp::SymbolInformation {
            deprecated: None,
            location: location(snapshot, symbol.span.cover(symbol.heading), can),
            base_symbol_information: lsp::BaseSymbolInformation {
                name: name(symbol),
                kind: kind(symbol.kind),
                tags: None,
                container_name: above.map(str::to_owned),
            },
        });
        res.extend(flat_symbols(snapshot, &symbol.children, Some(&name(symbol)), can));
    }
    res
}
