//! Commands that change what is open, and so are begun in their turn. Whatever
//! has to read an article does so beside the session, which is locked only to
//! look and to tell what has come of it.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use serde_json::Value;
use tower_lsp::gen_lsp_types::MessageType;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use crate::server::guard::{self, lock};
use crate::server::handlers::SHOW_ALL;
use crate::server::ledgers::{Done, SET};
use crate::server::ordered::{Answer, refused};
use crate::server::session::{Session, Shared, refresh};
use crate::server::talk::Talk;

/// Whether a request is such a command.
pub(super) fn is_one(request: &Request) -> bool {
    matches!(command(request), Some(SHOW_ALL | SET))
}

fn command(request: &Request) -> Option<&str> {
    request.params()?.get("command")?.as_str()
}

pub(super) fn run(
    talk: &Talk,
    shared: &Shared,
    id: Id,
    request: &Request,
) -> BoxFuture<'static, Answer> {
    let params = request.params().cloned().unwrap_or_default();
    match command(request) {
        Some(SET) => mark(talk.clone(), Arc::clone(shared), id, &params),
        _ => show_all(talk, shared, id, &params),
    }
}

/// Tells all findings of a document from now on.
fn show_all(talk: &Talk, shared: &Shared, id: Id, params: &Value) -> BoxFuture<'static, Answer> {
    let Some(uri) = params.pointer("/arguments/0").and_then(Value::as_str) else {
        let problem = format!("{SHOW_ALL} takes a document's uri");
        return refused(id, Error::invalid_params(problem));
    };
    let mut session = lock(shared);
    session.desk.show_all(uri);
    if let Some(snapshot) = session.desk.snapshot(uri) {
        talk.lanes.changed(snapshot, &session.can);
        refresh(&talk.client, &session.can);
    }
    ready(Ok(Some(Response::from_ok(id, Value::Null)))).boxed()
}

/// Says how far a claim is checked.
fn mark(talk: Talk, shared: Shared, id: Id, params: &Value) -> BoxFuture<'static, Answer> {
    let (marking, can) = {
        let session = lock(&shared);
        (session.ledgers.marking(&session.desk, params), Arc::clone(&session.can))
    };
    let work = async move {
        let done = match marking {
            Ok(it) => {
                let versioned = can.versioned_edits;
                // A crash is caught in the general way.
                let done = guard::beside(false, move || it.run(versioned)).await;
                done.unwrap_or_else(|_| Err(guard::crash().message.into_owned()))
            }
            Err(problem) => Err(problem),
        };
        let problem = match done {
            Ok(Done::Written) => {
                talk.resettle(&mut lock(&shared));
                None
            }
            Ok(Done::Edit(_)) if !can.applies_edits => {
                Some("close the file with the states first; it has edits of its own".to_owned())
            }
            Ok(Done::Edit(edit)) => {
                // The client's answer must not be waited for here.
                tokio::spawn(async move { drop(talk.client.apply_edit(edit).await) });
                return Ok(Some(Response::from_ok(id, Value::Null)));
            }
            Err(problem) => Some(problem),
        };
        match problem {
            None => Ok(Some(Response::from_ok(id, Value::Null))),
            Some(problem) => {
                talk.show(MessageType::Error, vec![problem.clone()]);
                Ok(Some(Response::from_error(id, Error::invalid_params(problem))))
            }
        }
    };
    work.boxed()
}

/// Once an article is saved: its ledger takes over what became of claims that
/// would be hard to find again.
pub(super) fn keep_up(talk: &Talk, shared: &Shared, session: &Session, uri: &str) {
    let Some(upkeep) = session.ledgers.upkeep(&session.desk, uri) else { return };
    let (talk, shared) = (talk.clone(), Arc::clone(shared));
    tokio::spawn(async move {
        if let Ok(true) = guard::beside(false, move || upkeep.run()).await {
            talk.resettle(&mut lock(&shared));
        }
    });
}
