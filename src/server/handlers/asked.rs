//! Params of questions, with less to go wrong in them than LSP's own have.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::gen_lsp_types::{Position, Range, TextDocumentIdentifier};

/// About all of a document.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfDocument {
    pub text_document: TextDocumentIdentifier,
}

/// About a place in a document.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPosition {
    pub text_document: TextDocumentIdentifier,
    pub position: Position,
}

/// About a stretch of a document.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InRange {
    pub text_document: TextDocumentIdentifier,
    pub range: Range,
}

/// Tokens by which the client wants to hear of the work.
#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tokens {
    #[serde(default)]
    pub work_done_token: Option<Value>,
    #[serde(default)]
    pub partial_result_token: Option<Value>,
}
