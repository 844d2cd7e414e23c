//! Order by construction: the framework calls `call` for one message after
//! another, as they arrive, and only the futures that come back run side by
//! side. So whatever must be in order happens inside `call`: documents change
//! there, and each question takes its snapshot there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use serde_json::Value;
use tokio::sync::Semaphore;
use tower::Service;
use tower_lsp::gen_lsp_types::{Diagnostic, MessageType, Uri};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{Client, ExitedError};

use crate::ide::{Changed, Desk};
use crate::lang::Lang;
use crate::server::capabilities::{self, Capabilities};
use crate::server::handlers::{self, Moment};
use crate::server::incoming;
use crate::server::lanes::Lanes;
use crate::server::own_facts;
use crate::server::settings::Book;
use crate::server::shelf::{Shelf, root_above};
use crate::server::{Ending, Options};

/// Questions that are worked on at a time; most wait for the same reading.
const BENCHES: usize = 8;

type Answer = Result<Option<Response>, ExitedError>;

/// The owner of the documents, in front of the framework's own service.
pub(super) struct Ordered<S> {
    inner: S,
    client: Client,
    phase: Phase,
    lanes: Arc<Lanes>,
    ending: Arc<Ending>,
    options: Options,
    benches: Arc<Semaphore>,
}

enum Phase {
    /// `initialize` did not come yet.
    Fresh,
    Open(Box<Session>),
    /// `shutdown` came.
    Shut,
}

struct Session {
    desk: Desk,
    can: Arc<Capabilities>,
    settings: Book,
    shelf: Shelf,
    /// Files of facts of which the client was told something.
    told: Vec<PathBuf>,
    /// Where rows can be added to them.
    target: Option<Arc<own_facts::Target>>,
}

impl<S> Ordered<S> {
    pub(super) fn new(
        inner: S,
        client: Client,
        lanes: Arc<Lanes>,
        ending: Arc<Ending>,
        options: Options,
    ) -> Ordered<S> {
        let benches = Arc::new(Semaphore::new(BENCHES));
        Ordered { inner, client, phase: Phase::Fresh, lanes, ending, options, benches }
    }

    /// What the client tells us; nothing of it is answered.
    fn note(&mut self, method: &str, params: &Value) {
        let Phase::Open(session) = &mut self.phase else { return };
        match method {
            "textDocument/didOpen" => {
                let Some(opening) = incoming::opening(params, self.options.today) else {
                    return unreadable(method);
                };
                let uri = opening.uri.clone();
                // Without a workspace, the file's own folder is as good as one.
                if let (false, Some(path)) = (session.shelf.has_roots(), own_facts::path(&uri))
                    && let Some(root) = root_above(&path)
                {
                    session.shelf.add_root(root);
                }
                self.read_facts();
                let Phase::Open(session) = &mut self.phase else { return };
                session.desk.open(opening);
                if let Some(snapshot) = session.desk.snapshot(&uri) {
                    self.lanes.opened(snapshot, &session.can);
                }
            }
            "textDocument/didChange" => match incoming::change(params) {
                Some(change) => self.change(change),
                None => unreadable(method),
            },
            "textDocument/didClose" => match incoming::uri(params) {
                Some(uri) if session.desk.close(uri) => self.lanes.closed(uri),
                Some(_) => {}
                None => unreadable(method),
            },
            "workspace/didChangeConfiguration" => {
                let complaints = session.settings.configure(params.get("settings"));
                let settings = session.settings.settings();
                if let Some(settings) = settings {
                    session.desk.set_settings(settings);
                    for snapshot in session.desk.snapshots() {
                        self.lanes.changed(snapshot, &session.can);
                    }
                }
                self.log(MessageType::Warning, complaints);
            }
            "initialized" if session.can.watches => {
                let paths = session.shelf.paths();
                tokio::spawn(own_facts::watch(self.client.clone(), paths));
            }
            // Of an article, `didSave` says nothing that the edits did not say.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.read_facts(),
            _ => {}
        }
    }

    /// Reads the newsroom's own facts, if they have changed.
    fn read_facts(&mut self) {
        let Phase::Open(session) = &mut self.phase else { return };
        if !session.shelf.refresh() {
            return;
        }
        session.target = own_facts::Target::new(&session.shelf, session.can.encoding).map(Arc::new);
        session.settings.set_base(session.shelf.base().clone());
        let settings = session.settings.settings();
        let lang = settings.as_ref().and_then(|it| it.messages).unwrap_or(Lang::En);
        if let Some(settings) = settings {
            session.desk.set_settings(settings);
            for snapshot in session.desk.snapshots() {
                self.lanes.changed(snapshot, &session.can);
            }
        }
        let papers = session.shelf.papers();
        let mut notes: Vec<(PathBuf, Vec<Diagnostic>)> = papers
            .iter()
            .map(|it| (it.path.clone(), own_facts::diagnostics(it, session.can.encoding, lang)))
            .collect();
        notes.retain(|(path, found)| !found.is_empty() || session.told.contains(path));
        let gone = session.told.iter().filter(|it| papers.iter().all(|paper| paper.path != **it));
        notes.extend(gone.map(|it| (it.clone(), Vec::new())));
        session.told =
            notes.iter().filter(|(_, it)| !it.is_empty()).map(|(it, _)| it.clone()).collect();
        let client = self.client.clone();
        tokio::spawn(async move {
            for (path, found) in notes {
                let Some(uri) = own_facts::uri(&path) else { continue };
                client.publish_diagnostics(Uri(uri), found, None).await;
            }
        });
    }

    fn change(&mut self, change: incoming::Change) {
        let Phase::Open(session) = &mut self.phase else { return };
        let incoming::Change { uri, version, edits } = change;
        let before = session.desk.snapshot(&uri).map(|it| it.version());
        let version = version.unwrap_or_else(|| before.unwrap_or(0).saturating_add(1));
        let applied = catch_unwind(AssertUnwindSafe(|| session.desk.change(&uri, version, &edits)));
        match applied {
            Ok(Changed::Applied) => {}
            Ok(Changed::Backwards) => {
                tracing::warn!("a document's version went from {before:?} to {version}");
            }
            Ok(Changed::Unknown) => {
                tracing::warn!("a change of a document that is not open");
                return;
            }
            Err(_) => {
                // Our text may be another than the client's now, and whatever
                // we said of it would stand in the wrong place.
                session.desk.close(&uri);
                self.lanes.closed(&uri);
                let text = format!("Tajuk crashed over a change and let go of {uri}; open it anew");
                return self.log(MessageType::Error, vec![text]);
            }
        }
        if let Some(snapshot) = session.desk.snapshot(&uri) {
            self.lanes.changed(snapshot, &session.can);
        }
    }

    /// Into the client's log, some time soon.
    fn log(&self, kind: MessageType, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let client = self.client.clone();
        // Waiting here would keep the client's next message waiting.
        tokio::spawn(async move {
            for line in lines {
                client.log_message(kind, line).await;
            }
        });
    }
}

impl<S> Ordered<S>
where
    S: Service<
            Request,
            Response = Option<Response>,
            Error = ExitedError,
            Future = BoxFuture<'static, Answer>,
        >,
{
    fn initialize(&mut self, id: Id, params: &Value) -> Answer {
        if !params.is_object() {
            let error = Error::invalid_params("initialize takes an object");
            return Ok(Some(Response::from_error(id, error)));
        }
        // The framework only needs to know that it happened; it is stricter
        // with what clients send than is good for their users.
        let plain = serde_json::json!({ "capabilities": {} });
        let request = Request::build("initialize").id(id.clone()).params(plain).finish();
        match self.inner.call(request).now_or_never() {
            Some(Ok(Some(response))) if response.is_ok() => {}
            Some(refusal) => return refusal,
            None => return Ok(Some(Response::from_error(id, Error::internal_error()))),
        }
        let can = Arc::new(Capabilities::read(params.get("capabilities")));
        let mut settings = Book::new(self.options.settings.clone());
        let complaints = settings.start(params.get("initializationOptions"));
        let chosen = settings.settings().unwrap_or_else(|| self.options.settings.clone());
        let desk = Desk::new(can.encoding, chosen);
        let offer = capabilities::offer(&can);
        let mut shelf = Shelf::new(self.options.folders.clone());
        own_facts::roots(params).into_iter().for_each(|it| shelf.add_root(it));
        let told = Vec::new();
        self.phase =
            Phase::Open(Box::new(Session { desk, can, settings, shelf, told, target: None }));
        self.read_facts();
        self.log(MessageType::Warning, complaints);
        let answer = serde_json::to_value(offer).map_err(|_| Error::internal_error());
        Ok(Some(Response::from_parts(id, answer)))
    }

    fn shutdown(&mut self, id: Id) -> BoxFuture<'static, Answer> {
        self.phase = Phase::Shut;
        self.ending.clean.store(true, Ordering::Relaxed);
        self.lanes.stop();
        // Clients send it with params null, {} or none.
        let request = Request::build("shutdown").id(id.clone()).finish();
        // There and then: an `exit` right behind it cancels whatever is open.
        let answer = self.inner.call(request).now_or_never();
        let broken = || Ok(Some(Response::from_error(id, Error::internal_error())));
        ready(answer.unwrap_or_else(broken)).boxed()
    }

    fn question(&mut self, id: Id, request: Request) -> BoxFuture<'static, Answer> {
        let session = match &self.phase {
            Phase::Fresh => return refused(id, not_initialized()),
            Phase::Shut => return refused(id, Error::invalid_request()),
            Phase::Open(session) => session,
        };
        let uri = request.params().and_then(incoming::uri);
        let moment = Moment {
            snapshot: uri.and_then(|it| session.desk.snapshot(it)),
            can: Arc::clone(&session.can),
            facts: session.target.clone(),
            benches: Arc::clone(&self.benches),
        };
        handlers::at(moment, self.inner.call(request)).boxed()
    }
}

impl<S> Service<Request> for Ordered<S>
where
    S: Service<
            Request,
            Response = Option<Response>,
            Error = ExitedError,
            Future = BoxFuture<'static, Answer>,
        >,
{
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = BoxFuture<'static, Answer>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(id) = request.id().cloned() else {
            match request.method() {
                "exit" => {
                    self.lanes.stop();
                    self.ending.exit.notify_one();
                    return self.inner.call(Request::build("exit").finish());
                }
                "$/cancelRequest" => return self.inner.call(request),
                _ => {}
            }
            let (method, _, params) = request.into_parts();
            self.note(&method, &params.unwrap_or_default());
            return ready(Ok(None)).boxed();
        };
        match (request.method(), &self.phase) {
            ("initialize", Phase::Fresh) => {
                let (_, _, params) = request.into_parts();
                ready(self.initialize(id, &params.unwrap_or_default())).boxed()
            }
            ("initialize", _) => refused(id, Error::invalid_request()),
            ("shutdown", Phase::Open(_)) => self.shutdown(id),
            _ => self.question(id, request),
        }
    }
}

fn refused(id: Id, error: Error) -> BoxFuture<'static, Answer> {
    ready(Ok(Some(Response::from_error(id, error)))).boxed()
}

fn not_initialized() -> Error {
    let code = ErrorCode::ServerError(-32002);
    Error { code, message: "send `initialize` first".into(), data: None }
}

fn unreadable(method: &str) {
    tracing::warn!("{method} cannot be read; ignored");
}
