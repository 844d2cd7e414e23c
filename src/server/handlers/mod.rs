//! Questions and their answers. Each is a plain function of one snapshot, run
//! beside the loop that reads messages.

mod actions;
mod claims;
mod hover;
mod panel;
mod rulings;
mod silencing;
mod symbols;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tower_lsp::gen_lsp_types::{InitializeParams, InitializeResult};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::ide::Snapshot;
use crate::server::capabilities::Capabilities;
use crate::server::guard;
use crate::server::guard::Cancel;
use crate::server::office::{Desks, Target};

tokio::task_local! {
    static MOMENT: Moment;
}

/// What a request finds when it arrives; later messages do not change it.
#[derive(Clone)]
pub(super) struct Moment {
    /// The document that it asks about, if it is open.
    pub snapshot: Option<Arc<Snapshot>>,
    pub can: Arc<Capabilities>,
    /// Where findings can be silenced, if that may be asked.
    pub desks: Option<Arc<Desks>>,
    /// Where rows can be added to the newsroom's own facts.
    pub facts: Option<Arc<Target>>,
    /// Places to work at.
    pub benches: Arc<Semaphore>,
}

/// What an answer is made from.
struct Sheet {
    snapshot: Arc<Snapshot>,
    can: Arc<Capabilities>,
    desks: Option<Arc<Desks>>,
    facts: Option<Arc<Target>>,
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
    LspService::build_with_lifecycle_methods(|client| Methods { client })
        .custom_method("textDocument/hover", |_: &Methods, it| answer(it, hover::hover))
        .custom_method("textDocument/documentSymbol", |_: &Methods, it| {
            answer(it, symbols::symbols)
        })
        .custom_method("textDocument/codeAction", |_: &Methods, it| answer(it, actions::actions))
        .custom_method("tajuk/entities", |_: &Methods, it| answer(it, panel::entities))
        .custom_method("tajuk/claims", |_: &Methods, it| answer(it, panel::claims))
        .finish()
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
    let Ok(moment) = MOMENT.try_with(Moment::clone) else { return Err(Error::internal_error()) };
    let Moment { snapshot: Some(snapshot), can, desks, facts, benches } = moment else {
        return Ok(R::default());
    };
    let Ok(bench) = benches.acquire_owned().await else { return Err(Error::internal_error()) };
    let cancel = Cancel::current();
    let quick = snapshot.is_quick();
    let work = move || {
        let _bench = bench;
        if !snapshot.read_unless(&|| cancel.is_raised()) {
            return Err(Error::request_cancelled());
        }
        Ok(question(&Sheet { snapshot, can, desks, facts }, params))
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
