//! Order by construction: the framework calls `call` for one message after
//! another, as they arrive, and only the futures that come back run side by
//! side. So whatever must be in order happens inside `call`: documents change
//! there, and each question takes its snapshot there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Instant;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use serde_json::Value;
use tokio::sync::Semaphore;
use tower::Service;
use tower_lsp::gen_lsp_types::MessageType;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{Client, ExitedError};

use crate::ide::{Changed, Desk, Settings};
use crate::server::capabilities::Capabilities;
use crate::server::guard::lock;
use crate::server::handlers::{self, Kept, Moment};
use crate::server::incoming;
use crate::server::lanes::Lanes;
use crate::server::ledgers::Ledgers;
use crate::server::library::Library;
use crate::server::lull::Lull;
use crate::server::offer;
use crate::server::office::Office;
use crate::server::orders;
use crate::server::outbox::Outbox;
use crate::server::parent;
use crate::server::post::{CHANGE, Post};
use crate::server::session::{Session, Shared, ask_again, look_up, look_up_all, refresh};
use crate::server::talk::Talk;
use crate::server::trace::Trace;
use crate::server::{Ending, Options};

/// Questions that are worked on at a time; most wait for the same reading.
const BENCHES: usize = 8;
pub(super) type Answer = Result<Option<Response>, ExitedError>;

/// The owner of the documents, in front of the framework's own service.
pub(super) struct Ordered<S> {
    inner: S,
    talk: Talk,
    phase: Phase,
    ending: Arc<Ending>,
    outbox: Outbox,
    post: Post,
    options: Options,
    benches: Arc<Semaphore>,
    trace: Arc<Trace>,
    lull: Lull,
}

enum Phase {
    /// `initialize` did not come yet.
    Fresh,
    Open(Shared),
    /// `shutdown` came.
    Shut,
}

impl<S> Ordered<S> {
    pub(super) fn new(
        inner: S,
        client: Client,
        lanes: Arc<Lanes>,
        ending: Arc<Ending>,
        (outbox, post): (Outbox, Post),
        options: Options,
    ) -> Ordered<S> {
        let (benches, trace, lull) =
            (Arc::new(Semaphore::new(BENCHES)), Arc::default(), Lull::default());
        let phase = Phase::Fresh;
        let talk = Talk { client, lanes };
        Ordered { inner, talk, phase, ending, outbox, post, options, benches, trace, lull }
    }

    /// What the client tells us; nothing of it is answered.
    fn note(&mut self, method: &str, params: &Value) {
        let Phase::Open(session) = &self.phase else { return };
        let shared = Arc::clone(session);
        let mut session = lock(&shared);
        let session = &mut *session;
        match method {
            "initialized" => {
                self.talk.register(&session.can, session.office.watched());
                self.talk.ask(&shared, &session.can);
                self.talk.remark(session, std::mem::take(&mut self.options.remarks));
            }
            "textDocument/didOpen" if session.office.opened(params) => {
                session.office.tell(&self.talk.lanes, &session.can);
            }
            "textDocument/didOpen" if session.ledgers.opened(params) => {
                self.talk.resettle(session);
            }
            "textDocument/didOpen" => {
                let Some(opening) = incoming::opening(params, self.options.today) else {
                    return unreadable(method);
                };
                let uri = opening.uri.clone();
                session.desk.open(opening);
                session.ledgers.forget(&uri);
                session.kept.forget(&uri);
                // What holds for it now is no news about any other.
                session.desk.settle(&uri, session.office.settings(&uri));
                look_up(session, &uri);
                self.talk.resettle(session);
                if let Some(snapshot) = session.desk.snapshot(&uri) {
                    self.talk.lanes.opened(snapshot, &session.can);
                }
            }
            CHANGE => match self.post.change().or_else(|| incoming::change(params)) {
                Some(change) if session.office.changed(&change, session.can.encoding) => {
                    session.office.tell(&self.talk.lanes, &session.can);
                }
                Some(change) if session.ledgers.changed(&change, session.can.encoding) => {
                    self.talk.resettle(session);
                }
                Some(change) => self.change(&shared, session, change),
                None => unreadable(method),
            },
            "textDocument/didClose" => match incoming::uri(params) {
                Some(uri) if session.desk.close(uri) => {
                    session.kept.forget(uri);
                    session.library.touch();
                    self.talk.lanes.closed(uri, &session.can);
                }
                Some(uri) if session.office.closed(uri) => {
                    session.office.tell(&self.talk.lanes, &session.can);
                    // From now on it is told with the articles that it holds for.
                    ask_again(&self.talk.client, &session.can);
                }
                Some(uri) if session.ledgers.closed(uri) => {
                    self.talk.resettle(session);
                }
                Some(_) => {}
                None => unreadable(method),
            },
            "workspace/didChangeConfiguration" => {
                let complaints = session.office.configure(params.get("settings"));
                self.talk.resettle(session);
                self.talk.log(MessageType::Warning, complaints);
                self.talk.ask(&shared, &session.can);
            }
            "workspace/didChangeWorkspaceFolders"
            | "workspace/didChangeWatchedFiles"
            | "textDocument/didSave" => self.look_again(&shared, session, params),
            "window/workDoneProgress/cancel" => session.library.stop(),
            "$/setTrace" => self.trace.set(params.get("value")),
            _ => {}
        }
    }

    /// Other folders are open, or something was written to the disk. Of an
    /// article that is saved nothing is new; files of settings may be, and not
    /// every client watches them.
    fn look_again(&self, shared: &Shared, session: &mut Session, params: &Value) {
        session.library.touch();
        let saved = incoming::uri(params);
        if let Some(uri) = saved {
            orders::keep_up(&self.talk, shared, session, uri);
        }
        let folders = params.get("event");
        if let Some(event) = folders {
            session.office.change_folders(event);
        }
        let files = params.get("changes").and_then(Value::as_array);
        let files = files.map(|it| incoming::uris(it)).unwrap_or_default();
        let may_matter = folders.is_some() || session.office.has_paper(&files);
        let may_matter = look_up_all(session, &self.talk.lanes) || may_matter;
        if !self.talk.resettle(session) && may_matter {
            // Articles that are not open may be told otherwise now.
            refresh(&self.talk.client, &session.can);
        }
        // Who saves has paused.
        if let Some(uri) = saved
            && session.desk.pause(uri)
            && let Some(snapshot) = session.desk.snapshot(uri)
        {
            self.talk.lanes.changed(snapshot, &session.can);
        }
    }

    fn change(&mut self, shared: &Shared, session: &mut Session, change: incoming::Change) {
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
                self.talk.lanes.closed(&uri, &session.can);
                let text = format!("Tajuk crashed over a change and let go of {uri}; open it anew");
                return self.talk.log(MessageType::Error, vec![text]);
            }
        }
        if let Some(snapshot) = session.desk.snapshot(&uri) {
            self.lull.wait(shared, &snapshot, &self.talk);
            self.talk.lanes.changed(snapshot, &session.can);
        }
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
        let can = Capabilities::read(params.get("capabilities"));
        let can = Arc::new(can.with_pages(&self.options.sources.folders));
        let (office, complaints) = Office::new(self.options.sources.clone(), params);
        let library = Arc::new(Library::new(self.options.today));
        self.trace.set(params.get("trace"));
        parent::watch(params, &self.ending);
        let desk = Desk::new(can.encoding, Settings::default());
        let answer = serde_json::to_value(offer::offer(&can)).map_err(|_| Error::internal_error());
        let (ledgers, kept) = (Ledgers::default(), Kept::default());
        let session = Session { desk, can, office, ledgers, kept, library };
        self.phase = Phase::Open(Arc::new(Mutex::new(session)));
        self.talk.log(MessageType::Warning, complaints);
        Ok(Some(Response::from_parts(id, answer)))
    }

    fn shutdown(&mut self, id: Id) -> BoxFuture<'static, Answer> {
        self.phase = Phase::Shut;
        self.ending.clean.store(true, Ordering::Relaxed);
        self.talk.lanes.stop();
        // Clients send it with params null, {} or none.
        let request = Request::build("shutdown").id(id.clone()).finish();
        // There and then: an `exit` right behind it cancels whatever is open.
        let answer = self.inner.call(request).now_or_never();
        let broken = || Ok(Some(Response::from_error(id, Error::internal_error())));
        ready(answer.unwrap_or_else(broken)).boxed()
    }

    fn question(&mut self, id: Id, request: Request) -> BoxFuture<'static, Answer> {
        let mut session = match &self.phase {
            Phase::Fresh => return refused(id, not_initialized()),
            Phase::Shut => return refused(id, Error::invalid_request()),
            Phase::Open(session) => lock(session),
        };
        let session = &mut *session;
        let uri = request.params().and_then(incoming::asks_about);
        let about_folder = request.method().starts_with("workspace/");
        let asks_fixes = request.method() == "textDocument/codeAction";
        let fixable = uri.filter(|_| asks_fixes && session.can.actions);
        let is_answered = Arc::new(AtomicBool::new(false));
        let moment = Moment {
            id,
            is_answered: Arc::clone(&is_answered),
            desks: fixable.and_then(|it| session.office.desks(it)).map(Arc::new),
            rows: Arc::new(match (request.method(), uri) {
                ("textDocument/definition", Some(uri)) => session.office.facts_of(uri),
                _ => Vec::new(),
            }),
            facts: fixable.and_then(|it| session.office.facts(it)).map(Arc::new),
            papers: Arc::new(match request.method() {
                "textDocument/diagnostic" => session.office.findings(uri),
                "workspace/diagnostic" => session.office.findings(None),
                _ => Vec::new(),
            }),
            snapshot: uri.and_then(|it| session.desk.snapshot(it)),
            paper: uri.and_then(|it| session.office.open_paper(it)).map(Arc::new),
            open: if about_folder { session.desk.snapshots() } else { Vec::new() },
            can: Arc::clone(&session.can),
            kept: session.kept.clone(),
            library: Arc::clone(&session.library),
            errand: about_folder
                .then(|| Arc::new(session.library.errand(session.office.workspace()))),
            benches: Arc::clone(&self.benches),
            outbox: self.outbox.clone(),
        };
        // The framework's answer to what is answered has nothing to say.
        let silenced = move |answer: Answer| match is_answered.load(Ordering::Relaxed) {
            true => answer.map(|_| None),
            false => answer,
        };
        if !self.trace.is_on() {
            return handlers::at(moment, self.inner.call(request)).map(silenced).boxed();
        }
        let (trace, client) = (Arc::clone(&self.trace), self.talk.client.clone());
        let (method, since) = (request.method().to_owned(), Instant::now());
        let version = moment.snapshot.as_ref().map(|it| it.version());
        let work = handlers::at(moment, self.inner.call(request));
        let traced = async move {
            let answer = work.await;
            trace.answered(&client, &method, version, since).await;
            silenced(answer)
        };
        traced.boxed()
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
                    self.talk.lanes.stop();
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
            ("workspace/executeCommand", Phase::Open(session)) if orders::is_one(&request) => {
                orders::run(&self.talk, session, id, &request)
            }
            _ => self.question(id, request),
        }
    }
}

pub(super) fn refused(id: Id, error: Error) -> BoxFuture<'static, Answer> {
    ready(Ok(Some(Response::from_error(id, error)))).boxed()
}

fn not_initialized() -> Error {
    let code = ErrorCode::ServerError(-32002);
    Error { code, message: "send `initialize` first".into(), data: None }
}

fn unreadable(method: &str) {
    tracing::warn!("{method} cannot be read; ignored");
}
