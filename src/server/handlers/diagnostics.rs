//! Findings, for a client that asks for them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::TextDocumentIdentifier;

use crate::server::guard::lock;
use crate::server::handlers::Sheet;
use crate::server::told::Page;

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
        items: Value,
    },
    #[serde(rename_all = "camelCase")]
    Unchanged { result_id: String },
}

/// A document that is not open has nothing to show.
impl Default for Report {
    fn default() -> Report {
        Report::Full { result_id: None, items: json!([]) }
    }
}

impl Report {
    /// `known` is the id that the client has.
    pub(in crate::server) fn new(page: &Page, known: Option<&str>) -> Report {
        let id = page.id();
        if known == Some(&*id) {
            return Report::Unchanged { result_id: id };
        }
        Report::Full { result_id: Some(id), items: page.items() }
    }
}

/// Right behind an edit only what is new is put into words.
pub(super) fn pull(sheet: &Sheet, params: Params) -> Report {
    let page = lock(&sheet.told.of(sheet.snapshot.uri())).page(&sheet.snapshot, &sheet.can);
    Report::new(&page, params.previous_result_id.as_deref())
}
