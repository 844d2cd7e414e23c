//! What an open session holds, and what follows when something of it changes.

use std::sync::Arc;

use tower_lsp::Client;

use crate::ide::Desk;
use crate::server::capabilities::Capabilities;
use crate::server::handlers::Kept;
use crate::server::lanes::Lanes;
use crate::server::ledgers::Ledgers;
use crate::server::library::Library;
use crate::server::office::Office;

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
