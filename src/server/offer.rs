//! What we offer. What LSP had from its beginning is offered to all, for not
//! every client names what it can; what came later only to a client that
//! names it.

use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CodeActionProvider, CodeLensOptions,
    CompletionOptions, DeclarationProvider, DefinitionProvider, DiagnosticOptions,
    DiagnosticProvider, DocumentFormattingProvider, DocumentHighlightProvider, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, DocumentRangeFormattingProvider, DocumentSymbolProvider,
    ExecuteCommandOptions, FileOperationFilter, FileOperationOptions, FileOperationPattern,
    FileOperationPatternKind, FileOperationRegistrationOptions, FoldingRangeProvider, Full,
    HoverProvider, InitializeResult, InlayHintProvider, InlineCompletionProvider,
    LinkedEditingRangeProvider, PositionEncodingKind, ReferencesProvider, RenameOptions,
    RenameProvider, Save, SelectionRangeProvider, SemanticTokensFullDelta, SemanticTokensOptions,
    SemanticTokensOptionsRange, SemanticTokensProvider, ServerCapabilities,
    ServerCompletionItemOptions, ServerInfo, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
    WorkspaceSymbolOptions, WorkspaceSymbolProvider,
};

use crate::server::capabilities::Capabilities;
use crate::server::handlers::{commands, legend};
use crate::server::settings::SECTION;
use crate::text::Encoding;

/// Files that are articles, for clients that tell what happens to files.
pub(super) const ARTICLES: &str =
    "**/*.{md,markdown,mdx,mdown,mkd,qmd,rmd,txt,text,html,htm,xhtml}";

/// What is to be registered, since LSP has no other way to ask for it.
pub(super) fn registrations(can: &Capabilities, papers: &[String]) -> Vec<(&'static str, Value)> {
    let mut res = Vec::new();
    if can.tells_settings {
        let options = json!({ "section": SECTION });
        res.push(("workspace/didChangeConfiguration", options));
    }
    if can.watches_files {
        let globs = [ARTICLES].into_iter().chain(papers.iter().map(String::as_str));
        let watchers: Vec<Value> = globs.map(|it| json!({ "globPattern": it })).collect();
        // Without it, files are looked at when something is saved.
        let options = json!({ "watchers": watchers });
        res.push(("workspace/didChangeWatchedFiles", options));
    }
    res
}

pub(super) fn offer(can: &Capabilities) -> InitializeResult {
    let encoding = match can.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            hover_provider: Some(HoverProvider::Bool(true)),
            document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
            code_action_provider: actions(can),
            diagnostic_provider: diagnostics(can),
            folding_range_provider: can.folding.as_ref().map(|_| FoldingRangeProvider::Bool(true)),
            selection_range_provider: can.selection.then_some(SelectionRangeProvider::Bool(true)),
            definition_provider: Some(DefinitionProvider::Bool(true)),
            declaration_provider: can.declaration.then_some(DeclarationProvider::Bool(true)),
            references_provider: Some(ReferencesProvider::Bool(true)),
            document_highlight_provider: Some(DocumentHighlightProvider::Bool(true)),
            rename_provider: Some(rename(can)),
            linked_editing_range_provider: can
                .linked_editing
                .then_some(LinkedEditingRangeProvider::Bool(true)),
            completion_provider: Some(completion(can)),
            code_lens_provider: Some(CodeLensOptions {
                resolve_provider: Some(true),
                ..CodeLensOptions::default()
            }),
            inlay_hint_provider: can.hints.then_some(InlayHintProvider::Bool(true)),
            semantic_tokens_provider: tokens(can),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(true),
                ..DocumentLinkOptions::default()
            }),
            document_formatting_provider: Some(DocumentFormattingProvider::Bool(true)),
            document_range_formatting_provider: Some(DocumentRangeFormattingProvider::Bool(true)),
            document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
                first_trigger_character: "\n".to_owned(),
                more_trigger_character: None,
            }),
            workspace_symbol_provider: Some(symbols(can)),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: commands().map(str::to_owned).collect(),
                ..ExecuteCommandOptions::default()
            }),
            inline_completion_provider: can.inline.then_some(InlineCompletionProvider::Bool(true)),
            workspace: workspace(can),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "tajuk".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn actions(can: &Capabilities) -> Option<CodeActionProvider> {
    let options = CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QuickFix,
            CodeActionKind::Refactor,
            CodeActionKind::RefactorRewrite,
            CodeActionKind::from("source.fixAll.tajuk".to_owned()),
        ]),
        resolve_provider: can.lazy_actions.then_some(true),
        ..CodeActionOptions::default()
    };
    can.actions.then_some(CodeActionProvider::CodeActionOptions(options))
}

fn diagnostics(can: &Capabilities) -> Option<DiagnosticProvider> {
    let options = DiagnosticOptions {
        identifier: Some("tajuk".to_owned()),
        // Settings, facts and states of claims lie in files of their own. Whoever
        // can be told to ask again need not do so at each edit of another file.
        inter_file_dependencies: !can.refresh.diagnostics,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    };
    can.pulls.then_some(DiagnosticProvider::DiagnosticOptions(options))
}

/// Never `{}`, which some clients take for nothing.
fn symbols(can: &Capabilities) -> WorkspaceSymbolProvider {
    if !can.lazy_symbols {
        return WorkspaceSymbolProvider::Bool(true);
    }
    WorkspaceSymbolProvider::WorkspaceSymbolOptions(WorkspaceSymbolOptions {
        resolve_provider: Some(true),
        ..WorkspaceSymbolOptions::default()
    })
}

fn rename(can: &Capabilities) -> RenameProvider {
    if !can.prepare_rename {
        return RenameProvider::Bool(true);
    }
    RenameProvider::RenameOptions(RenameOptions {
        prepare_provider: Some(true),
        ..RenameOptions::default()
    })
}

fn completion(can: &Capabilities) -> CompletionOptions {
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(vec!["”".to_owned(), "\"".to_owned()]),
        completion_item: can
            .completion
            .label_details
            .then_some(ServerCompletionItemOptions { label_details_support: Some(true) }),
        ..CompletionOptions::default()
    }
}

fn tokens(can: &Capabilities) -> Option<SemanticTokensProvider> {
    let tokens = can.tokens.as_ref()?;
    let delta = SemanticTokensFullDelta { delta: Some(true) };
    let full = match (tokens.full, tokens.delta) {
        (false, _) => None,
        (true, false) => Some(Full::Bool(true)),
        (true, true) => Some(Full::SemanticTokensFullDelta(delta)),
    };
    Some(SemanticTokensProvider::SemanticTokensOptions(SemanticTokensOptions {
        legend: legend(tokens),
        full,
        range: tokens.range.then_some(SemanticTokensOptionsRange::Bool(true)),
        ..SemanticTokensOptions::default()
    }))
}

fn workspace(can: &Capabilities) -> Option<WorkspaceOptions> {
    let folders = can.folders.then_some(WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::Bool(true)),
    });
    let files = can.renames_files.then(|| FileOperationOptions {
        will_rename: Some(FileOperationRegistrationOptions {
            filters: [
                (ARTICLES, FileOperationPatternKind::File),
                // Pictures move too, and so do folders of articles.
                ("**/*.{jpg,jpeg,png,gif,webp,svg,avif,pdf}", FileOperationPatternKind::File),
                ("**/*", FileOperationPatternKind::Folder),
            ]
            .map(|(glob, matches)| FileOperationFilter {
                scheme: Some("file".to_owned()),
                pattern: FileOperationPattern {
                    glob: glob.to_owned(),
                    matches: Some(matches),
                    options: None,
                },
            })
            .to_vec(),
        }),
        ..FileOperationOptions::default()
    });
    (can.folders || can.renames_files).then(|| WorkspaceOptions {
        workspace_folders: folders,
        file_operations: files,
        ..WorkspaceOptions::default()
    })
}
