//! Every request is answered once, whatever happens to it: it may be
//! cancelled, it may crash, it may be nonsense.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use crate::server::frames;
use crate::server::post::Post;

tokio::task_local! {
    static CANCEL: Cancel;
}

/// A request's wish to be left alone, seen by those who work on it.
#[derive(Clone, Default)]
pub(super) struct Cancel(Arc<Wish>);

#[derive(Default)]
struct Wish {
    raised: AtomicBool,
    bell: Notify,
}

/// Stands in front of a service and answers for it where it does not.
pub struct Guarded<S> {
    inner: S,
    post: Post,
    pending: Arc<Mutex<HashMap<Id, Cancel>>>,
}

impl Cancel {
    /// That of the request which is being answered.
    pub(super) fn current() -> Cancel {
        CANCEL.try_with(Cancel::clone).unwrap_or_default()
    }

    pub(super) fn is_raised(&self) -> bool {
        self.0.raised.load(Ordering::Relaxed)
    }

    fn raise(&self) {
        self.0.raised.store(true, Ordering::Relaxed);
        self.0.bell.notify_one();
    }
}

impl<S> Guarded<S> {
    pub fn new(inner: S) -> Guarded<S> {
        Guarded { inner, post: Post::default(), pending: Arc::default() }
    }

    /// The messages that slips stand for come from there.
    pub(super) fn with_post(self, post: Post) -> Guarded<S> {
        Guarded { post, ..self }
    }

    fn cancel(&self, params: Option<&Value>) {
        let id = params.and_then(|it| it.get("id")).and_then(|it| Id::deserialize(it).ok());
        let cancel = id.and_then(|it| lock(&self.pending).remove(&it));
        if let Some(cancel) = cancel {
            cancel.raise();
        }
    }
}

impl<S, E> Service<Request> for Guarded<S>
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
    E: Send + 'static,
{
    type Response = Option<Response>;
    type Error = E;
    type Future = BoxFuture<'static, Result<Option<Response>, E>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), E>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let request = self.post.fetch(request);
        match request.method() {
            frames::COMPLAINT => return ready(Ok(Some(complaint(request)))).boxed(),
            // The framework keeps a list of its own, to be cleared as well.
            "$/cancelRequest" => self.cancel(request.params()),
            _ => {}
        }
        let method = request.method().to_owned();
        let Some(id) = request.id().cloned() else {
            return match catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) {
                Ok(work) => AssertUnwindSafe(work)
                    .catch_unwind()
                    .map(move |it| it.unwrap_or_else(|_| crashed(&method, None)))
                    .boxed(),
                Err(_) => ready(crashed(&method, None)).boxed(),
            };
        };
        let cancel = Cancel::default();
        match lock(&self.pending).entry(id.clone()) {
            Entry::Vacant(entry) => entry.insert(cancel.clone()),
            Entry::Occupied(_) => {
                let mut error = Error::invalid_request();
                error.message = "another request has this id and waits for its answer".into();
                return ready(Ok(Some(Response::from_error(id, error)))).boxed();
            }
        };
        let work = match catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) {
            Ok(work) => AssertUnwindSafe(CANCEL.scope(cancel.clone(), work)).catch_unwind(),
            Err(_) => {
                lock(&self.pending).remove(&id);
                return ready(crashed(&method, Some(id))).boxed();
            }
        };
        let pending = Arc::clone(&self.pending);
        async move {
            let answer = tokio::select! {
                biased;
                () = cancel.0.bell.notified() => {
                    // No longer in `pending`: its id may be in use again.
                    return Ok(Some(Response::from_error(id, Error::request_cancelled())));
                }
                answer = work => answer,
            };
            lock(&pending).remove(&id);
            answer.unwrap_or_else(|_| crashed(&method, Some(id)))
        }
        .boxed()
    }
}

fn complaint(request: Request) -> Response {
    let (_, id, params) = request.into_parts();
    let error = params.and_then(|it| Error::deserialize(it).ok());
    Response::from_error(id.unwrap_or(Id::Null), error.unwrap_or_else(Error::parse_error))
}

/// The answer in place of the one that a crash took away.
fn crashed<E>(method: &str, id: Option<Id>) -> Result<Option<Response>, E> {
    // A panic's own words may quote the article.
    tracing::error!("{method} crashed");
    Ok(id.map(|id| Response::from_error(id, crash())))
}

/// Work that panicked.
pub(super) struct Crash;

/// Does work that is quick here and now, since a hop to another thread and back
/// costs more than it; other work on a thread of its own. `Err(None)`: the
/// server is on its way out and the work was not done.
pub(super) async fn beside<T: Send + 'static>(
    quick: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Option<Crash>> {
    if quick {
        return catch_unwind(AssertUnwindSafe(work)).map_err(|_| Some(Crash));
    }
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| error.is_panic().then_some(Crash))
}

/// What the client is told of a crash.
pub(super) fn crash() -> Error {
    let message = "Tajuk crashed over this; that is a bug in Tajuk, and the next request is safe";
    Error { code: ErrorCode::InternalError, message: message.into(), data: None }
}

/// A lock that a panic cannot make unusable; what it guards is whole between
/// any two statements.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
