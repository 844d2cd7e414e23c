//! Findings, for a client that asks for them.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{Diagnostic, TextDocumentIdentifier};

use crate::server::convert;
use crate::server::handlers::Sheet;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    #[serde(default)]
    previous_result_id: Option<String>,
}

/// LSP's report on one document; `unchanged` holds nothing but the id that the
/// client has.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(in crate::server) enum Report {
    #[serde(rename_all = "camelCase")]
    Full {
        #[serde(skip_serializing_if = "Option::is_none")]
        result_id: Option<String>,
        items: Vec<Diagnostic>,
    },
    #[serde(rename_all = "camelCase")]
    Unchanged { result_id: String },
}

/// A document that is not open has nothing to show.
impl Default for Report {
    fn default() -> Report {
        Report::Full { result_id: None, items: Vec::new() }
    }
}

impl Report {
    /// `known` is the id that the client has.
    pub(in crate::server) fn new(
        id: String,
        items: Vec<Diagnostic>,
        known: Option<&str>,
    ) -> Report {
        if known == Some(&*id) {
            return Report::Unchanged { result_id: id };
        }
        Report::Full { result_id: Some(id), items }
    }
}

pub(super) fn pull(sheet: &Sheet, params: Params) -> Report {
    let items = convert::diagnostics(&sheet.snapshot, &sheet.can);
    let id = result_id(&items);
    Report::new(id, items, params.previous_result_id.as_deref())
}

/// The same findings in the same places have the same id, in any session.
/// Which version of the text they were found in does not count.
pub(in crate::server) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    for it in items {
        let fixes = it.data.as_ref().and_then(|it| it.get("fixes"));
        let shown = (it.range, &it.code, &it.message, it.severity, &it.related_information, fixes);
        serde_json::to_vec(&shown).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:x}", hasher.finish())
}
