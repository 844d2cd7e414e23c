//! A pause in the typing: what was held back as unfinished is told then.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;

use crate::ide::Snapshot;
use crate::server::guard::lock;
use crate::server::session::{Session, Shared, ask_again};
use crate::server::talk::Talk;

/// Whoever types nothing for so long has stopped to look.
const PAUSE: Duration = Duration::from_millis(1500);

/// The document that was typed in last, and what waits for a pause there.
#[derive(Default)]
pub(super) struct Lull {
    waiting: Option<(String, AbortHandle)>,
}

impl Lull {
    /// Each change of a document begins the wait anew; nothing is asked of the
    /// processor meanwhile.
    pub(super) fn wait(&mut self, shared: &Shared, snapshot: &Snapshot, talk: &Talk) {
        let uri = snapshot.uri().to_owned();
        if let Some((_, earlier)) = self.waiting.take_if(|(it, _)| *it == uri) {
            earlier.abort();
        }
        if !snapshot.holds_back() {
            return;
        }
        let (shared, talk) = (Arc::clone(shared), talk.clone());
        let (version, name) = (snapshot.version(), uri.clone());
        let task = tokio::spawn(async move {
            tokio::time::sleep(PAUSE).await;
            let Session { desk, can, .. } = &mut *lock(&shared);
            if desk.snapshot(&uri).is_some_and(|it| it.version() == version)
                && desk.pause(&uri)
                && let Some(snapshot) = desk.snapshot(&uri)
            {
                talk.lanes.changed(snapshot, can);
                ask_again(&talk.client, can);
            }
        });
        self.waiting = Some((name, task.abort_handle()));
    }
}
