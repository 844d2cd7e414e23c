//! What the client can, and what we offer it.

use serde_json::Value;
use tower_lsp::gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProvider, DocumentSymbolProvider,
    ExecuteCommandOptions, HoverProvider, InitializeResult, PositionEncodingKind, Save,
    ServerCapabilities, ServerInfo, TextDocumentSync, TextDocumentSyncKind,
    TextDocumentSyncOptions,
};

use crate::server::ledgers::SET;
use crate::text::Encoding;

/// Tells all findings of a document that were summed up.
pub(super) const SHOW_ALL: &str = "tajuk.showAll";

/// Read from plain JSON: what a client says in an odd way, it does not say.
#[derive(Debug)]
pub(super) struct Capabilities {
    pub encoding: Encoding,
    /// Shows a tree of symbols, not only a list.
    pub nested_symbols: bool,
    pub hover_markdown: bool,
    pub related: bool,
    /// Makes a link of a diagnostic's code.
    pub code_link: bool,
    /// Keeps a diagnostic's `data`.
    pub diagnostic_data: bool,
    /// Takes code actions, not only commands.
    pub actions: bool,
    pub preferred: bool,
    /// Takes edits that say which version they are for.
    pub versioned_edits: bool,
    /// Makes files that an edit needs.
    pub new_files: bool,
    /// Answers questions about its settings.
    pub settings: bool,
    /// Watches files for us.
    pub watching: bool,
}

impl Capabilities {
    pub(super) fn read(said: Option<&Value>) -> Capabilities {
        let at = |path: &str| said.and_then(|it| it.pointer(path));
        let is = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let published = "/textDocument/publishDiagnostics";
        let action = "/textDocument/codeAction";
        let symbols = "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport";
        Capabilities {
            encoding: encoding(at("/general/positionEncodings")),
            nested_symbols: is(symbols),
            hover_markdown: is_markdown(at("/textDocument/hover/contentFormat")),
            related: is(&format!("{published}/relatedInformation")),
            code_link: is(&format!("{published}/codeDescriptionSupport")),
            diagnostic_data: is(&format!("{published}/dataSupport")),
            actions: at(&format!("{action}/codeActionLiteralSupport"))
                .is_some_and(Value::is_object),
            preferred: is(&format!("{action}/isPreferredSupport")),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            new_files: at("/workspace/workspaceEdit/resourceOperations")
                .and_then(Value::as_array)
                .is_some_and(|it| it.iter().any(|it| it == "create")),
            settings: is("/workspace/configuration"),
            watching: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// Ours if the client knows it, else the nearest to ours.
fn encoding(offered: Option<&Value>) -> Encoding {
    let has = |name: &str| {
        let list = offered.and_then(Value::as_array);
        list.is_some_and(|it| it.iter().any(|it| it.as_str() == Some(name)))
    };
    match () {
        () if has("utf-8") => Encoding::Utf8,
        () if has("utf-32") => Encoding::Utf32,
        () => Encoding::Utf16,
    }
}

/// The client lists what it likes best first.
fn is_markdown(formats: Option<&Value>) -> bool {
    let formats = formats.and_then(Value::as_array);
    let known = formats.and_then(|it| {
        it.iter().filter_map(Value::as_str).find(|it| matches!(*it, "markdown" | "plaintext"))
    });
    known == Some("markdown")
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
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QuickFix,
            CodeActionKind::Refactor,
            CodeActionKind::from("source.fixAll.tajuk".to_owned()),
        ]),
        ..CodeActionOptions::default()
    };
    let commands = ExecuteCommandOptions {
        commands: vec![SHOW_ALL.to_owned(), SET.to_owned()],
        ..ExecuteCommandOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            hover_provider: Some(HoverProvider::Bool(true)),
            document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
            code_action_provider: can
                .actions
                .then_some(CodeActionProvider::CodeActionOptions(actions)),
            execute_command_provider: Some(commands),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "tajuk".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}
