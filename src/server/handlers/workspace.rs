//! Questions about a folder: findings and names in all its articles, and what
//! becomes of links when an article gets another name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    BaseSymbolInformation, Location, LocationUriOnly, ProgressToken, Range, SymbolInformation,
    SymbolKind, Uri, WorkspaceSymbol, WorkspaceSymbolLocation,
};
use tower_lsp::jsonrpc::{Error, Result};

use crate::ide::symbols::{LandmarkKind, rank};
use crate::knowledge::EntityKind;
use crate::server::convert;
use crate::server::guard::Cancel;
use crate::server::handlers::asked::Tokens;
use crate::server::handlers::diagnostics::Report;
use crate::server::handlers::{MOMENT, Methods, Moment};
use crate::server::library::{Book, Progress};
use crate::server::moved;

/// A longer list helps nobody.
const SYMBOLS: usize = 200;

/// Reports in one partial answer.
const CHUNK: usize = 50;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SymbolParams {
    #[serde(default)]
    query: String,
    #[serde(flatten)]
    tokens: Tokens,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DiagnosticParams {
    #[serde(default)]
    previous_result_ids: Vec<Previous>,
    #[serde(flatten)]
    tokens: Tokens,
}

#[derive(Deserialize, Serialize)]
struct Previous {
    uri: String,
    value: String,
}

#[derive(Deserialize, Serialize)]
pub(super) struct RenameParams {
    files: Vec<moved::Move>,
}

/// One document's report within the folder's.
#[derive(Serialize)]
struct Item {
    uri: String,
    version: Option<i32>,
    #[serde(flatten)]
    report: Report,
}

/// All articles of the folders, and the open ones wherever they are, read.
async fn books(methods: &Methods, tokens: &Tokens) -> Result<(Moment, Vec<Arc<Book>>)> {
    let Ok(moment) = MOMENT.try_with(Moment::clone) else { return Err(Error::internal_error()) };
    let Some(turn) = moment.library.turn().await else { return Err(Error::internal_error()) };
    let cancel = Cancel::current();
    let progress = Progress::new(&methods.client, &moment, tokens.work_done_token.as_ref());
    let here = moment.clone();
    let Some(errand) = moment.errand.clone() else { return Err(Error::internal_error()) };
    let stale = move || cancel.is_raised();
    let work = move || {
        let _turn = turn;
        here.library.read(&errand, (&here.open, &here.kept.told), &here.can, &stale, progress)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Some(books)) => Ok((moment, books)),
        Ok(None) => Err(Error::request_cancelled()),
        Err(_) => Err(Error::internal_error()),
    }
}

/// Sends a part of an answer early.
fn send(moment: &Moment, token: &Value, value: &Value) {
    if let Ok(token) = ProgressToken::deserialize(token) {
        moment.outbox.progress(&token, value);
    }
}

pub(super) async fn diagnostics(methods: &Methods, params: DiagnosticParams) -> Result<Value> {
    let (moment, books) = books(methods, &params.tokens).await?;
    let known: HashMap<&str, &str> =
        params.previous_result_ids.iter().map(|it| (&*it.uri, &*it.value)).collect();
    let mut here: HashSet<String> = books.iter().map(|it| it.uri.clone()).collect();
    let mut items: Vec<Item> = Vec::new();
    for book in books {
        let known = known.get(&*book.uri).copied();
        // Silence about an article that never had a finding.
        if known.is_none() && book.page.is_empty() {
            continue;
        }
        let report = Report::new(&book.page, known);
        items.push(Item { uri: book.uri.clone(), version: book.version, report });
    }
    for paper in moment.papers.iter() {
        let known = known.get(&*paper.uri).copied();
        here.insert(paper.uri.clone());
        if known.is_none() && paper.found.is_empty() {
            continue;
        }
        let report = Report::of(&paper.found, known);
        items.push(Item { uri: paper.uri.clone(), version: paper.version, report });
    }
    // What is gone has no findings.
    for uri in params.previous_result_ids.iter().map(|it| &it.uri) {
        if !here.contains(uri) {
            items.push(Item { uri: uri.clone(), version: None, report: Report::default() });
        }
    }
    if let Some(token) = &params.tokens.partial_result_token {
        for chunk in items.chunks(CHUNK) {
            send(&moment, token, &json!({ "items": chunk }));
        }
        items.clear();
    }
    Ok(json!({ "items": items }))
}

pub(super) async fn symbols(methods: &Methods, params: SymbolParams) -> Result<Value> {
    let (moment, books) = books(methods, &params.tokens).await?;
    let mut found: Vec<(i32, &Book, usize)> = Vec::new();
    for book in &books {
        for (at, place) in book.places.iter().enumerate() {
            found.extend(rank(&place.name, &params.query).map(|rank| (rank, &**book, at)));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1.uri, a.2).cmp(&(&b.1.uri, b.2))));
    found.truncate(SYMBOLS);
    let lazy = moment.can.lazy_symbols;
    let res: Vec<Value> =
        found.into_iter().filter_map(|(_, book, at)| symbol(book, at, lazy)).collect();
    if let Some(token) = &params.tokens.partial_result_token {
        for chunk in res.chunks(CHUNK) {
            send(&moment, token, &json!(chunk));
        }
        return Ok(json!([]));
    }
    Ok(json!(res))
}

fn symbol(book: &Book, at: usize, lazy: bool) -> Option<Value> {
    let place = book.places.get(at)?;
    let base_symbol_information = BaseSymbolInformation {
        name: place.name.clone(),
        kind: kind(place.kind),
        tags: None,
        container_name: place.within.clone(),
    };
    let uri = Uri(book.uri.clone());
    if lazy {
        return Some(json!(WorkspaceSymbol {
            location: WorkspaceSymbolLocation::LocationUriOnly(LocationUriOnly { uri }),
            data: Some(json!({ "uri": book.uri, "range": place.range })),
            base_symbol_information,
        }));
    }
    #[expect(deprecated, reason = "the type wants it named")]
    Some(json!(SymbolInformation {
        deprecated: None,
        location: Location { uri, range: place.range },
        base_symbol_information,
    }))
}

/// Among the first eighteen, which every client knows.
fn kind(kind: LandmarkKind) -> SymbolKind {
    match kind {
        LandmarkKind::Heading(kind) => convert::kind(kind),
        LandmarkKind::Entity(EntityKind::Person) => SymbolKind::Class,
        LandmarkKind::Entity(EntityKind::Country | EntityKind::Place) => SymbolKind::Namespace,
        LandmarkKind::Entity(EntityKind::Org) => SymbolKind::Interface,
        LandmarkKind::Entity(_) => SymbolKind::Variable,
    }
}

pub(super) async fn resolve(_: &Methods, mut symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
    let data = symbol.data.as_ref();
    let range = data.and_then(|it| it.get("range")).and_then(|it| Range::deserialize(it).ok());
    if let (Some(range), WorkspaceSymbolLocation::LocationUriOnly(it)) = (range, &symbol.location) {
        let location = Location { uri: it.uri.clone(), range };
        symbol.location = WorkspaceSymbolLocation::Location(location);
    }
    Ok(symbol)
}

/// Links of the articles that get another name, and links to them.
pub(super) async fn will_rename(methods: &Methods, params: RenameParams) -> Result<Value> {
    let (moment, books) = books(methods, &Tokens::default()).await?;
    Ok(moved::edit(&books, &params.files, &moment.can).map_or(Value::Null, |it| json!(it)))
}
