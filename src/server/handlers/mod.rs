//! Questions and their answers. Each is a plain function of one snapshot, run
//! beside the loop that reads messages.

mod actions;
mod claims;
mod asked;
mod commands;
mod complete;
mod diagnostics;
mod folding;
mod format;
mod hints;
mod hover;
mod inline;
mod lens;
mod links;
mod lists;
mod navigate;
mod panel;
mod rename;
mod rulings;
mod selection;
mod shown;
mod silencing;
mod symbols;
mod tokens;
mod workspace;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;
use tokio::sync::Semaphore;
use tower_lsp::gen_lsp_types::{CodeAction, InitializeParams, InitializeResult};
use tower_lsp::jsonrpc::{Error, Id, Result};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService, LspServiceBuilder};

use crate::ide::Snapshot;
use crate::server::capabilities::Capabilities;
use crate::server::guard;
use crate::server::guard::Cancel;
use crate::server::library::{Errand, Library};
use crate::server::office::{Desks, OpenPaper, PaperFindings, Target};
use crate::server::outbox::Outbox;
use crate::server::told::Sheets;

pub(super) use commands::{SHOW_ALL, commands};
pub(super) use shown::Shown;
pub(super) use symbols::Outlines;
pub(super) use tokens::{Sent, legend};

tokio::task_local! {
    static MOMENT: Moment;
}

/// What a request finds when it arrives; later messages do not change it.
#[derive(Clone)]
pub(super) struct Moment {
    pub id: Id,
    /// The answer is on its way already.
    pub is_answered: Arc<AtomicBool>,
    /// The document that it asks about, if it is open.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The file of settings that it asks about, if that is open.
    pub paper: Option<Arc<OpenPaper>>,
    /// What is wrong in files of settings, where it asks for findings.
    pub papers: Arc<Vec<PaperFindings>>,
    /// All open documents, where it asks about the folder.
    pub open: Vec<Arc<Snapshot>>,
    /// Where findings can be silenced, if that may be asked.
    pub desks: Option<Arc<Desks>>,
    /// The newsroom's own files of facts, where it asks for an entry.
    pub rows: Arc<Vec<Target>>,
    /// Where rows can be added to the newsroom's own facts.
    pub facts: Option<Arc<Target>>,
    pub can: Arc<Capabilities>,
    pub kept: Kept,
    pub library: Arc<Library>,
    /// For the library, where it asks about the folder.
    pub errand: Option<Arc<Errand>>,
    /// Places to work at.
    pub benches: Arc<Semaphore>,
    /// For what must leave before the answer does.
    pub outbox: Outbox,
}

/// What is kept from one answer to the next.
#[derive(Clone, Default)]
pub(super) struct Kept {
    pub sent: Arc<Sent>,
    pub shown: Arc<Shown>,
    pub told: Arc<Sheets>,
    pub outlines: Arc<Outlines>,
}

impl Kept {
    /// The document was opened anew or closed.
    pub(super) fn forget(&self, uri: &str) {
        self.sent.forget(uri);
        self.told.forget(uri);
        self.outlines.forget(uri);
    }
}

/// What an answer is made from.
struct Sheet {
    snapshot: Arc<Snapshot>,
    can: Arc<Capabilities>,
    desks: Option<Arc<Desks>>,
    rows: Arc<Vec<Target>>,
    facts: Option<Arc<Target>>,
    sent: Arc<Sent>,
    shown: Arc<Shown>,
    told: Arc<Sheets>,
    outlines: Arc<Outlines>,
}

/// The framework's view of us.
pub(super) struct Methods {
    pub client: Client,
}

/// `initialize` is answered by [`crate::server::ordered`], which owns what it
/// is about.
impl LanguageServer for Methods {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// The table of what can be asked.
pub(super) fn service() -> (LspService<Methods>, ClientSocket) {
    let service = LspService::build_with_lifecycle_methods(|client| Methods { client });
    folder(text(reading(service)))
        .custom_method("tajuk/entities", |_: &Methods, it| answer(it, panel::entities))
        .custom_method("tajuk/claims", |_: &Methods, it| answer(it, panel::claims))
        .finish()
}

type Builder = LspServiceBuilder<Methods>;

/// What is there to be seen.
fn reading(service: Builder) -> Builder {
    service
        .custom_method("textDocument/hover", |_: &Methods, it| answer(it, hover::hover))
        .custom_method("textDocument/documentSymbol", |_: &Methods, it| {
            written(it, symbols::symbols)
        })
        .custom_method("textDocument/diagnostic", |_: &Methods, it| diagnostics::pull(it))
        .custom_method("textDocument/foldingRange", |_: &Methods, it| answer(it, folding::folding))
        .custom_method("textDocument/selectionRange", |_: &Methods, it| {
            answer(it, selection::selection)
        })
        .custom_method("textDocument/documentHighlight", |_: &Methods, it| {
            written(it, navigate::highlights)
        })
        .custom_method("textDocument/references", |_: &Methods, it| {
            answer(it, navigate::references)
        })
        .custom_method("textDocument/definition", |_: &Methods, it| answer(it, navigate::defined))
        .custom_method("textDocument/declaration", |_: &Methods, it| answer(it, navigate::declared))
        .custom_method("textDocument/semanticTokens/full", |_: &Methods, it| {
            answer(it, tokens::full)
        })
        .custom_method("textDocument/semanticTokens/full/delta", |_: &Methods, it| {
            answer(it, tokens::delta)
        })
        .custom_method("textDocument/semanticTokens/range", |_: &Methods, it| {
            answer(it, tokens::range)
        })
        .custom_method("textDocument/codeLens", |_: &Methods, it| written(it, lens::lens))
        .custom_method("codeLens/resolve", |_: &Methods, it| resolve(it, lens::resolve))
        .custom_method("textDocument/inlayHint", |_: &Methods, it| answer(it, hints::inlay))
        .custom_method("textDocument/documentLink", |_: &Methods, it| {
            answer(it, links::document_links)
        })
        .custom_method("documentLink/resolve", |_: &Methods, it| resolve(it, links::resolve))
}

/// What changes the text.
fn text(service: Builder) -> Builder {
    service
        .custom_method("textDocument/codeAction", |_: &Methods, it| answer(it, actions::actions))
        .custom_method("codeAction/resolve", |_: &Methods, it: CodeAction| async {
            let known = it.clone();
            ask(it, actions::resolve).await?.unwrap_or(Ok(known))
        })
        .custom_method("textDocument/completion", |_: &Methods, it| complete::ask(it))
        .custom_method("completionItem/resolve", |_: &Methods, it| complete::ask_more(it))
        .custom_method("textDocument/inlineCompletion", |_: &Methods, it| {
            answer(it, inline::inline)
        })
        .custom_method("textDocument/prepareRename", |_: &Methods, it| answer(it, rename::prepare))
        .custom_method("textDocument/rename", |_: &Methods, it| try_answer(it, rename::rename))
        .custom_method("textDocument/linkedEditingRange", |_: &Methods, it| {
            answer(it, rename::together)
        })
        .custom_method("textDocument/formatting", |_: &Methods, it| answer(it, format::document))
        .custom_method("textDocument/rangeFormatting", |_: &Methods, it| answer(it, format::range))
        .custom_method("textDocument/onTypeFormatting", |_: &Methods, it| {
            answer(it, format::on_type)
        })
}

/// What is about a folder, or about no document.
fn folder(service: Builder) -> Builder {
    service
        .custom_method("workspace/diagnostic", workspace::diagnostics)
        .custom_method("workspace/symbol", workspace::symbols)
        .custom_method("workspaceSymbol/resolve", workspace::resolve)
        .custom_method("workspace/willRenameFiles", workspace::will_rename)
        .custom_method("workspace/executeCommand", commands::execute)
}

/// Lets `work` see the moment in which its request came.
pub(super) fn at<F: Future>(moment: Moment, work: F) -> impl Future<Output = F::Output> {
    MOMENT.scope(moment, work)
}

/// Asks `question` about the snapshot of this moment. A document that is not
/// open has nothing to show.
async fn answer<P, R>(params: P, question: fn(&Sheet, P) -> R) -> Result<R>
where
    P: Send + 'static,
    R: Default + Send + 'static,
{
    Ok(ask(params, question).await?.unwrap_or_default())
}

/// As [`answer`], of a long answer that is written by the question, as JSON, and
/// leaves as it is.
async fn written<P>(params: P, question: fn(&Sheet, P) -> Vec<u8>) -> Result<Value>
where
    P: Send + 'static,
{
    let Some(json) = ask(params, question).await? else { return Ok(Value::Null) };
    let sent = MOMENT.try_with(|moment| {
        let mut body = b"{\"jsonrpc\":\"2.0\",\"result\":".to_vec();
        body.extend_from_slice(&json);
        body.extend_from_slice(b",\"id\":");
        let id = serde_json::to_writer(&mut body, &moment.id);
        body.push(b'}');
        moment.outbox.send(&body);
        moment.is_answered.store(true, Ordering::Relaxed);
        id.is_ok()
    });
    sent.ok().filter(|it| *it).map(|_| Value::Null).ok_or_else(Error::internal_error)
}

/// As [`answer`], of a question that may be refused.
async fn try_answer<P, R>(params: P, question: fn(&Sheet, P) -> Result<R>) -> Result<R>
where
    P: Send + 'static,
    R: Default + Send + 'static,
{
    ask(params, question).await?.unwrap_or_else(|| Ok(R::default()))
}

/// As [`answer`], of a question that fills in what it brings.
async fn resolve<P>(params: P, question: fn(&Sheet, P) -> P) -> Result<P>
where
    P: Clone + Send + 'static,
{
    Ok(ask(params.clone(), question).await?.unwrap_or(params))
}

/// Nothing where the document is not open.
async fn ask<P, R>(params: P, question: fn(&Sheet, P) -> R) -> Result<Option<R>>
where
    P: Send + 'static,
    R: Send + 'static,
{
    let Ok(moment) = MOMENT.try_with(Moment::clone) else { return Err(Error::internal_error()) };
    let Moment { snapshot: Some(snapshot), can, desks, rows, facts, kept, benches, .. } = moment
    else {
        return Ok(None);
    };
    let Ok(bench) = benches.acquire_owned().await else { return Err(Error::internal_error()) };
    let cancel = Cancel::current();
    let quick = snapshot.is_quick();
    let work = move || {
        let _bench = bench;
        // Each version of a long article would be read from its start, one behind the other.
        if !snapshot.read_unless(&|| cancel.is_raised() || snapshot.is_given_up()) {
            let cancelled = cancel.is_raised();
            return Err(if cancelled {
                Error::request_cancelled()
            } else {
                Error::content_modified()
            });
        }
        let Kept { sent, shown, told, outlines } = kept;
        let sheet = Sheet { snapshot, can, desks, rows, facts, sent, shown, told, outlines };
        Ok(Some(question(&sheet, params)))
    };
    match guard::beside(quick, work).await {
        Ok(answer) => answer,
        Err(Some(guard::Crash)) => {
            tracing::error!("a question crashed");
            Err(guard::crash())
        }
        Err(None) => Err(Error::request_cancelled()),
    }
}
