//! Findings, told to the client. Each document has a lane in which the newest
//! version replaces an older one that waits; one reader takes them in turn. So
//! a burst of edits costs one reading, and versions only rise. Nothing waits
//! for the writer to pause.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use tower_lsp::gen_lsp_types::Diagnostic;

use crate::ide::Snapshot;
use crate::server::capabilities::Capabilities;
use crate::server::guard;
use crate::server::guard::lock;
use crate::server::outbox::Outbox;
use crate::server::stir::Stir;
use crate::server::told::{self, Sheet};

#[derive(Default)]
pub(super) struct Lanes {
    mailbox: Mutex<Mailbox>,
    bell: Notify,
    stopped: AtomicBool,
}

#[derive(Default)]
struct Mailbox {
    lanes: HashMap<String, Lane>,
    /// The lanes with a job, each once, in the order in which they got it.
    turns: VecDeque<String>,
}

#[derive(Default)]
struct Lane {
    job: Option<Job>,
    /// Counts the jobs.
    newest: Arc<AtomicU64>,
    told: Option<Told>,
    sheet: Arc<Mutex<Sheet>>,
}

/// What the client was told of a document.
#[derive(PartialEq)]
struct Told {
    version: i32,
    body: Arc<Vec<u8>>,
}

enum Job {
    Read(Arc<Snapshot>, Arc<Capabilities>),
    /// The document is closed.
    Clear,
    /// What others found in a document that is no article.
    Tell(Option<i32>, Vec<Diagnostic>),
}

/// A job in hand.
struct Turn {
    uri: String,
    job: Job,
    newest: Arc<AtomicU64>,
    number: u64,
    sheet: Arc<Mutex<Sheet>>,
}

impl Lanes {
    /// The client may have forgotten what it was told of an earlier document
    /// of this name.
    ///
    /// A client that asks for findings by itself is told none, or it would show
    /// each of them twice.
    pub(super) fn opened(&self, snapshot: Arc<Snapshot>, can: &Arc<Capabilities>) {
        if can.pulls {
            return;
        }
        let uri = snapshot.uri().to_owned();
        self.put(uri, Job::Read(snapshot, Arc::clone(can)), true);
    }

    pub(super) fn changed(&self, snapshot: Arc<Snapshot>, can: &Arc<Capabilities>) {
        if can.pulls {
            return;
        }
        let uri = snapshot.uri().to_owned();
        self.put(uri, Job::Read(snapshot, Arc::clone(can)), false);
    }

    pub(super) fn closed(&self, uri: &str, can: &Capabilities) {
        if can.pulls {
            return;
        }
        self.put(uri.to_owned(), Job::Clear, true);
    }

    /// Tells what was found in a document that is no article.
    pub(super) fn tell(&self, uri: &str, version: Option<i32>, found: Vec<Diagnostic>) {
        self.put(uri.to_owned(), Job::Tell(version, found), true);
    }

    /// Nothing is told from now on.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }

    fn put(&self, uri: String, job: Job, forget: bool) {
        let mut mailbox = lock(&self.mailbox);
        let lane = mailbox.lanes.entry(uri.clone()).or_default();
        lane.newest.fetch_add(1, Ordering::AcqRel);
        if forget {
            lane.told = None;
        }
        if lane.job.replace(job).is_none() {
            mailbox.turns.push_back(uri);
        }
        self.bell.notify_one();
    }

    fn next(&self) -> Option<Turn> {
        let mut mailbox = lock(&self.mailbox);
        let uri = mailbox.turns.pop_front()?;
        let lane = mailbox.lanes.get_mut(&uri)?;
        let number = lane.newest.load(Ordering::Acquire);
        let (job, newest) = (lane.job.take()?, Arc::clone(&lane.newest));
        let sheet = Arc::clone(&lane.sheet);
        Some(Turn { uri, job, newest, number, sheet })
    }

    /// Works until it is dropped.
    pub(super) async fn run(self: Arc<Self>, outbox: Outbox, stir: Stir) {
        loop {
            match self.next() {
                None => self.bell.notified().await,
                Some(_) if self.stopped.load(Ordering::Acquire) => {}
                Some(turn) => self.take(turn, &outbox, &stir).await,
            }
        }
    }

    async fn take(self: &Arc<Self>, turn: Turn, outbox: &Outbox, stir: &Stir) {
        let (version, body) = match &turn.job {
            Job::Clear => (None, told::clear(&turn.uri)),
            Job::Tell(version, found) => (*version, told::others(&turn.uri, *version, found)),
            Job::Read(snapshot, can) => {
                let Some(read) = self.read(&turn, snapshot, can, stir).await else { return };
                (Some(snapshot.version()), read)
            }
        };
        let body = Arc::new(body);
        if self.is_news(&turn, version, &body) {
            outbox.send(&body);
        }
    }

    /// Nothing where there is something newer. Questions need the article and not
    /// what is found in it: those that have come are answered in between.
    async fn read(
        self: &Arc<Self>,
        turn: &Turn,
        snapshot: &Arc<Snapshot>,
        can: &Arc<Capabilities>,
        stir: &Stir,
    ) -> Option<Vec<u8>> {
        let (lanes, newest, number) = (Arc::clone(self), Arc::clone(&turn.newest), turn.number);
        let stale = move || {
            newest.load(Ordering::Acquire) != number || lanes.stopped.load(Ordering::Acquire)
        };
        let quick = snapshot.is_quick();
        let (article, stop) = (Arc::clone(snapshot), stale.clone());
        if !whole(guard::beside(quick, move || article.read_unless(&stop)).await)? {
            return None;
        }
        stir.settled().await;
        let (snapshot, can, sheet) = (Arc::clone(snapshot), Arc::clone(can), turn.sheet.clone());
        let tell = move || (!stale()).then(|| lock(&sheet).tell(&snapshot, &can));
        whole(guard::beside(quick, tell).await)?
    }

    /// Whether the client has to be told; it is taken as told from now on.
    /// Each version is told, even with the same findings: clients move their
    /// marks with the edits by themselves, each in its own way, and some wait
    /// for the version that they show. The same version is told again only
    /// with other findings.
    fn is_news(&self, turn: &Turn, version: Option<i32>, body: &Arc<Vec<u8>>) -> bool {
        let mut mailbox = lock(&self.mailbox);
        let newest = turn.newest.load(Ordering::Acquire);
        if newest != turn.number || self.stopped.load(Ordering::Acquire) {
            return false;
        }
        let Some(version) = version else {
            mailbox.lanes.remove(&turn.uri);
            return true;
        };
        let told = Some(Told { version, body: Arc::clone(body) });
        match mailbox.lanes.get_mut(&turn.uri) {
            Some(lane) if lane.told != told => {
                lane.told = told;
                true
            }
            _ => false,
        }
    }
}

/// What work gave that did not crash.
fn whole<T>(done: Result<T, Option<guard::Crash>>) -> Option<T> {
    if let Err(Some(guard::Crash)) = done {
        tracing::error!("reading an article crashed");
    }
    done.ok()
}
