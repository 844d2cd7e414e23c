//! Findings, for a client that asks for them.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{Diagnostic, TextDocumentIdentifier};
use tower_lsp::jsonrpc::{Error, Result};

use crate::server::guard::lock;
use crate::server::handlers::{MOMENT, Moment, Sheet, ask};
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

    /// The same of a document that is no article.
    pub(in crate::server) fn of(found: &[Diagnostic], known: Option<&str>) -> Report {
        let items = json!(found);
        let mut hasher = FxHasher::default();
        hasher.write(items.to_string().as_bytes());
        let id = format!("{:x}", hasher.finish());
        if known == Some(&*id) {
            return Report::Unchanged { result_id: id };
        }
        Report::Full { result_id: Some(id), items }
    }
}

/// A report, and those on documents whose findings the client cannot know of
/// otherwise: files of settings and facts that hold for an article.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Related {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    related_documents: BTreeMap<String, Report>,
}

/// Right behind an edit only what is new is put into words.
pub(super) async fn pull(params: Params) -> Result<Related> {
    let Ok(moment) = MOMENT.try_with(Moment::clone) else { return Err(Error::internal_error()) };
    let uri = params.text_document.uri.0.clone();
    let known = params.previous_result_id.clone();
    let report = match ask(params, article).await? {
        Some(it) => it,
        None => {
            let own = moment.papers.iter().find(|it| it.uri == uri);
            own.map(|it| Report::of(&it.found, known.as_deref())).unwrap_or_default()
        }
    };
    let others = moment.papers.iter().filter(|it| it.uri != uri && moment.can.related_documents);
    let others = others.map(|it| (it.uri.clone(), Report::of(&it.found, None)));
    Ok(Related { report, related_documents: others.collect() })
}

fn article(sheet: &Sheet, params: Params) -> Report {
    let page = lock(&sheet.told.of(sheet.snapshot.uri())).page(&sheet.snapshot, &sheet.can);
    Report::new(&page, params.previous_result_id.as_deref())
}
