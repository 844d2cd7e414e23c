//! Messages that are taken apart once. The framework reads messages from a
//! stream and would take each apart again; so it is given slips, in the order of
//! the messages, and what they stand for is fetched here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use tower_lsp::jsonrpc::Request;

use crate::server::guard::lock;
use crate::server::incoming::Change;
use crate::text::{Edit, Position};

/// The method of a slip.
pub(super) const SLIP: &str = "tajuk/slip";

/// What the framework reads in place of a message.
pub(super) const SLIP_BODY: &[u8] = br#"{"jsonrpc":"2.0","method":"tajuk/slip"}"#;

/// The method of a change.
pub(super) const CHANGE: &str = "textDocument/didChange";

/// A request or a notification, taken apart.
pub(super) enum Letter {
    Request(Request),
    /// What comes with each key.
    Change(Change),
}

/// Letters on their way. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Post(Arc<Inner>);

#[derive(Default)]
struct Inner {
    letters: Mutex<VecDeque<Letter>>,
    change: Mutex<Option<Change>>,
}

impl Post {
    /// To be followed by a slip.
    pub(super) fn put(&self, letter: Letter) {
        lock(&self.0.letters).push_back(letter);
    }

    /// What a slip stands for; other requests stand for themselves. A change is
    /// left at [`Post::change`].
    pub(super) fn fetch(&self, request: Request) -> Request {
        if request.method() != SLIP {
            return request;
        }
        // One that nobody took, before the session began, is not to be taken for another.
        lock(&self.0.change).take();
        match lock(&self.0.letters).pop_front() {
            Some(Letter::Request(it)) => it,
            Some(Letter::Change(it)) => {
                *lock(&self.0.change) = Some(it);
                Request::build(CHANGE).finish()
            }
            None => request,
        }
    }

    /// The change that was fetched last, once.
    pub(super) fn change(&self) -> Option<Change> {
        lock(&self.0.change).take()
    }
}

/// A change as all editors send it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain<'a> {
    jsonrpc: &'a str,
    method: &'a str,
    params: Params,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    text_document: Document,
    content_changes: Vec<Piece>,
}

#[derive(Deserialize)]
struct Document {
    uri: String,
    version: Option<i32>,
}

#[derive(Deserialize)]
struct Piece {
    range: Option<Range>,
    text: String,
}

#[derive(Deserialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Deserialize)]
struct Place {
    line: u32,
    character: u32,
}

/// The change that a message is; nothing where it is another message or has
/// anything odd about it, which others look into.
pub(super) fn change(message: &str) -> Option<Change> {
    let head = message.get(..80).unwrap_or(message);
    if !head.contains(CHANGE) {
        return None;
    }
    let Plain { jsonrpc, method, params } = serde_json::from_str(message).ok()?;
    if jsonrpc != "2.0" || method != CHANGE {
        return None;
    }
    let place = |it: Place| Position { line: it.line, column: it.character };
    let edit = |it: Piece| Edit {
        range: it.range.map(|it| (place(it.start), place(it.end))),
        new_text: it.text,
    };
    let Document { uri, version } = params.text_document;
    let edits = params.content_changes.into_iter().map(edit).collect();
    Some(Change { uri, version, edits })
}

#[cfg(test)]
mod tests {
    use tower_lsp::jsonrpc::Request;

    use super::{CHANGE, Letter, Post, SLIP, change};

    /// A change that came before the session began is not applied for one that came in it.
    #[test]
    fn a_change_that_nobody_takes_is_gone_with_the_next_message() {
        let message = format!(
            r#"{{"jsonrpc":"2.0","method":"{CHANGE}","params":{{"textDocument":{{"uri":"a:b","version":2}},"contentChanges":[{{"text":"x"}}]}}}}"#
        );
        let post = Post::default();
        let slip = || Request::build(SLIP).finish();
        post.put(Letter::Change(change(&message).unwrap()));
        assert_eq!(CHANGE, post.fetch(slip()).method());
        post.put(Letter::Request(Request::build(CHANGE).finish()));
        assert_eq!(CHANGE, post.fetch(slip()).method());
        assert!(post.change().is_none());
    }
}
