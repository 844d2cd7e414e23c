//! What the client is told of the newsroom's own facts: what is wrong in their
//! files, and which files to watch for us.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::gen_lsp_types as lsp;
use url::Url;

use crate::knowledge::Trouble;
use crate::lang::{Lang, render};
use crate::server::capabilities::Capabilities;
use crate::server::shelf::{IN_WORKSPACE, Paper, Shelf};
use crate::text::{Buffer, Encoding, Position};

/// How a new file begins.
const HEAD: &str = "# What this newsroom knows; see `tajuk kb check --help`.\nschema = 1\n\n";

/// The folders that the client has open, from `initialize`.
pub(super) fn roots(params: &Value) -> Vec<PathBuf> {
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let uris = folders.into_iter().flatten().filter_map(|it| it.get("uri"));
    let several: Vec<PathBuf> = uris.filter_map(|it| path(it.as_str()?)).collect();
    if !several.is_empty() {
        return several;
    }
    let uri = params.get("rootUri").and_then(Value::as_str).and_then(path);
    let old = || params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    uri.or_else(old).into_iter().collect()
}

/// The path of a file on this machine.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok().filter(|it| it.scheme() == "file")?.to_file_path().ok()
}

pub(super) fn uri(path: &Path) -> Option<String> {
    Url::from_file_path(path).ok().map(String::from)
}

/// Asks the client to tell us when a file of facts changes.
pub(super) async fn watch(client: Client, paths: Vec<PathBuf>) {
    let outside = paths.into_iter().map(|it| it.display().to_string().replace('\\', "/"));
    let globs = std::iter::once(format!("**/{IN_WORKSPACE}")).chain(outside);
    let watchers: Vec<Value> = globs.map(|it| json!({ "globPattern": it })).collect();
    let registration = lsp::Registration {
        id: "tajuk-facts".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    };
    if client.register_capability(vec![registration]).await.is_err() {
        tracing::warn!("the client does not watch files for us; they are read as articles open");
    }
}

/// Where a row can be added to the workspace's own facts.
#[derive(Debug)]
pub(super) struct Target {
    uri: String,
    is_there: bool,
    /// Of the file that is there.
    end: lsp::Position,
    /// What must stand between its last row and the next one.
    gap: &'static str,
}

impl Target {
    pub(super) fn new(shelf: &Shelf, encoding: Encoding) -> Option<Target> {
        let path = shelf.workspace_file()?;
        let uri = uri(&path)?;
        let paper = shelf.papers().iter().find(|it| it.path == path);
        let text = paper.map_or("", |it| it.text.as_str());
        let buffer = Buffer::new(text, 0);
        let Position { line, column } = buffer.position(text.len(), encoding);
        let gap = match text {
            "" => "",
            _ if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let end = lsp::Position { line, character: column };
        Some(Target { uri, is_there: paper.is_some(), end, gap })
    }

    /// The edit that adds rows. Nothing where the client would have to make a
    /// file and cannot.
    pub(super) fn edit(&self, rows: &str, can: &Capabilities) -> Option<lsp::WorkspaceEdit> {
        let uri = lsp::Uri(self.uri.clone());
        let range = lsp::Range { start: self.end, end: self.end };
        let head = if self.is_there { "" } else { HEAD };
        let edit = lsp::TextEdit { range, new_text: format!("{head}{}{rows}", self.gap) };
        if !can.versioned_edits {
            let changes = HashMap::from([(uri, vec![edit])]);
            let edit = lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() };
            return self.is_there.then_some(edit);
        }
        let mut changes = Vec::new();
        if !self.is_there {
            if !can.creates_files {
                return None;
            }
            let create = json!({ "kind": "create", "uri": self.uri,
                "options": { "ignoreIfExists": true } });
            changes.push(serde_json::from_value(create).ok()?);
        }
        changes.push(lsp::DocumentChange::TextDocumentEdit(lsp::TextDocumentEdit {
            text_document: lsp::OptionalVersionedTextDocumentIdentifier {
                version: None,
                text_document_identifier: lsp::TextDocumentIdentifier { uri },
            },
            edits: vec![lsp::Edit::TextEdit(edit)],
        }));
        Some(lsp::WorkspaceEdit { document_changes: Some(changes), ..Default::default() })
    }
}

/// What is wrong with a file, as the client has it.
pub(super) fn diagnostics(paper: &Paper, encoding: Encoding, lang: Lang) -> Vec<lsp::Diagnostic> {
    let buffer = Buffer::new(&paper.text, 0);
    let position = |byte: usize| {
        let Position { line, column } = buffer.position(byte, encoding);
        lsp::Position { line, character: column }
    };
    let diagnostic = |it: &Trouble| lsp::Diagnostic {
        range: lsp::Range { start: position(it.span.start()), end: position(it.span.end()) },
        severity: Some(match it.lost {
            true => lsp::DiagnosticSeverity::Error,
            false => lsp::DiagnosticSeverity::Warning,
        }),
        code: Some(lsp::Code::String(it.message.key.to_owned())),
        code_description: None,
        source: Some("tajuk".to_owned()),
        message: lsp::Message::String(render(&it.message, lang)),
        tags: None,
        related_information: None,
        data: None,
    };
    paper.troubles.iter().map(diagnostic).collect()
}
