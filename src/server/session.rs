//! What an open session holds, and what follows when something of it changes.

use std::sync::{Arc, Mutex};

use tower_lsp::Client;

use crate::ide::Desk;
use crate::server::capabilities::Capabilities;
use crate::server::handlers::Kept;
use crate::server::incoming;
use crate::server::lanes::Lanes;
use crate::server::ledgers::Ledgers;
use crate::server::library::Library;
use crate::server::office::Office;
use crate::server::reach;

/// A session and those who work in it.
pub(super) type Shared = Arc<Mutex<Session>>;

/// What a session holds.
pub(super) struct Session {
    pub(super) desk: Desk,
    pub(super) can: Arc<Capabilities>,
    pub(super) office: Office,
    pub(super) ledgers: Ledgers,
    pub(super) kept: Kept,
    pub(super) library: Arc<Library>,
}

/// Gives each document what holds for it now, and has it told if it is news.
/// Whether there is any, and what is wrong with the ledgers beside them, which
/// is for the writer to know.
pub(super) fn resettle(
    session: &mut Session,
    lanes: &Lanes,
    client: &Client,
) -> (bool, Vec<String>) {
    let Session { desk, can, office, library, ledgers, .. } = session;
    let mut is_news = office.refresh();
    for snapshot in desk.snapshots() {
        let uri = snapshot.uri();
        if desk.settle(uri, office.settings(uri))
            && let Some(snapshot) = desk.snapshot(uri)
        {
            is_news = true;
            lanes.changed(snapshot, can);
        }
    }
    let (changed, wrong) = ledgers.refresh(desk);
    is_news |= !changed.is_empty();
    for snapshot in changed.iter().filter_map(|it| desk.snapshot(it)) {
        lanes.changed(snapshot, can);
    }
    office.tell(lanes, can);
    if is_news {
        library.touch();
        refresh(client, can);
    }
    (is_news, wrong)
}

/// Looks whether the files are there that a document links to. Whether that is
/// news.
pub(super) fn look_up(session: &mut Session, uri: &str) -> bool {
    let Some(snapshot) = session.desk.snapshot(uri) else { return false };
    let path = incoming::path(uri);
    let missing = path.and_then(|it| reach::missing(&it, &snapshot.buffer().text()));
    session.desk.lacks(uri, missing)
}

/// The same for all that are open, and has it told.
pub(super) fn look_up_all(session: &mut Session, lanes: &Lanes) -> bool {
    let mut is_news = false;
    for snapshot in session.desk.snapshots() {
        if look_up(session, snapshot.uri())
            && let Some(snapshot) = session.desk.snapshot(snapshot.uri())
        {
            is_news = true;
            lanes.changed(snapshot, &session.can);
        }
    }
    is_news
}

/// Makes a client that asks for findings ask for them again, if it will.
pub(super) fn ask_again(client: &Client, can: &Capabilities) {
    if can.pulls && can.refresh.diagnostics {
        let client = client.clone();
        tokio::spawn(async move {
            let _ = client.workspace_diagnostic_refresh().await;
        });
    }
}

/// Makes the client ask again for what it shows, as far as it will.
pub(super) fn refresh(client: &Client, can: &Capabilities) {
    let (client, wanted, pulls) = (client.clone(), can.refresh, can.pulls);
    tokio::spawn(async move {
        if pulls && wanted.diagnostics {
            let _ = client.workspace_diagnostic_refresh().await;
        }
        if wanted.lenses {
            let _ = client.code_lens_refresh().await;
        }
        if wanted.hints {
            let _ = client.inlay_hint_refresh().await;
        }
        if wanted.tokens {
            let _ = client.semantic_tokens_refresh().await;
        }
    });
}
