//! The articles of the client's folders, read when they are first asked for
//! and kept until their files change. Open articles are taken from the desk,
//! never from the disk.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ignore::WalkBuilder;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{ProgressToken, Range};
use url::Url;

use crate::detect::Missing;
use crate::ide::links::{Target, links};
use crate::ide::symbols::{LandmarkKind, landmarks};
use crate::ide::{Desk, Opening, Settings, Snapshot};
use crate::server::capabilities::Capabilities;
use crate::server::convert::Pen;
use crate::server::guard::lock;
use crate::server::handlers::Moment;
use crate::server::incoming;
use crate::server::outbox::Outbox;
use crate::server::reach;
use crate::server::told::{Page, Sheet, Sheets};
use crate::server::workspace::Workspace;
use crate::structure::{Format, paths_in};

/// So many articles of the folders are read; the rest are left alone.
const MOST_FILES: usize = 4000;

/// A longer file is no article.
const LONGEST_FILE: u64 = 1 << 20;

/// Fewer new files than this are read before anybody looks at a clock.
const WORTH_TELLING: usize = 40;

/// How long a client may take to make a token.
const PATIENCE: Duration = Duration::from_secs(2);

/// One article, as far as the folder's answers need it.
pub(super) struct Book {
    pub uri: String,
    /// Only of an open one.
    pub version: Option<i32>,
    pub places: Vec<Place>,
    /// Paths as they are written, and where.
    pub links: Vec<(Range, String)>,
    pub page: Page,
    /// All paths that may be links, and those where nothing is; only of files.
    paths: Vec<String>,
    missing: Option<Missing>,
}

#[derive(Debug)]
pub(super) struct Place {
    pub name: String,
    pub within: Option<String>,
    pub kind: LandmarkKind,
    pub range: Range,
}

/// What tells that a file is the same as it was.
type Stamp = (SystemTime, u64);

pub(super) struct Library {
    today: fn() -> Date,
    /// Whose turn it is to read: one after the other, so that nothing is read
    /// twice, and those who wait hold no thread.
    turn: Arc<Semaphore>,
    /// Never held while a file is read.
    shelf: Mutex<Shelf>,
    /// Counts what may have changed on the disk or in the settings.
    changes: AtomicU64,
    /// The client wants the work in hand to stop.
    stopped: AtomicBool,
}

#[derive(Default)]
struct Shelf {
    books: HashMap<PathBuf, (Stamp, Settings, Arc<Book>)>,
    /// The value of `changes` when the folders were last walked.
    walked: Option<u64>,
    /// The articles, and what holds for each.
    files: Arc<Vec<(PathBuf, Settings)>>,
}

/// See [`Library::errand`].
pub(super) struct Errand {
    workspace: Workspace,
    changes: u64,
}

impl Library {
    pub(super) fn new(today: fn() -> Date) -> Library {
        Library {
            today,
            turn: Arc::new(Semaphore::new(1)),
            shelf: Mutex::default(),
            changes: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
        }
    }

    /// What a question about the folder goes with: the settings and folders
    /// of its moment.
    pub(super) fn errand(&self, workspace: Workspace) -> Errand {
        Errand { workspace, changes: self.changes.load(Ordering::Acquire) }
    }

    /// Waits until nobody else reads; somebody does for as long as this is kept.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turn).acquire_owned().await.ok()
    }

    /// Something on the disk or in the settings may have changed.
    pub(super) fn touch(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Stops the reading in hand.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }

    /// All articles, the open ones as they are in `open`, by URI. `None` where
    /// `stale` says so or the client stopped it; what was read is kept. Blocks.
    pub(super) fn read(
        &self,
        errand: &Errand,
        (open, told): (&[Arc<Snapshot>], &Sheets),
        can: &Arc<Capabilities>,
        stale: &dyn Fn() -> bool,
        progress: Progress,
    ) -> Option<Vec<Arc<Book>>> {
        let mut res: Vec<Arc<Book>> = Vec::new();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        for snapshot in open {
            if !snapshot.read_unless(stale) {
                return None;
            }
            let sheet = told.of(snapshot.uri());
            let book = book(snapshot, can, &mut lock(&sheet), Some(snapshot.version()));
            res.push(Arc::new(book));
            seen.extend(incoming::path(snapshot.uri()));
        }
        self.read_files(errand, &seen, can, stale, progress, &mut res)?;
        res.sort_by(|a, b| a.uri.cmp(&b.uri));
        Some(res)
    }

    fn read_files(
        &self,
        errand: &Errand,
        seen: &HashSet<PathBuf>,
        can: &Arc<Capabilities>,
        stale: &dyn Fn() -> bool,
        mut progress: Progress,
        res: &mut Vec<Arc<Book>>,
    ) -> Option<()> {
        self.stopped.store(false, Ordering::Release);
        // A client that does not watch files cannot tell us that one is new.
        let walked = lock(&self.shelf).walked != Some(errand.changes) || !can.watches_files;
        if walked {
            self.walk(errand, stale)?;
        }
        let files = Arc::clone(&lock(&self.shelf).files);
        let mut read = 0;
        for (at, (path, settings)) in files.iter().enumerate() {
            let Some(stamp) = stamp(path).filter(|_| !seen.contains(path)) else { continue };
            let known = lock(&self.shelf).books.get(path).cloned();
            let known = known.filter(|(at, by, book)| {
                // Other files may have come or gone.
                let linked = || reach::missing_among(path, book.paths.iter().cloned());
                *at == stamp && by == settings && (!walked || linked() == book.missing)
            });
            let book = match known {
                Some((.., book)) => Some(book),
                None if stale() || self.stopped.load(Ordering::Acquire) => return None,
                None => {
                    read += 1;
                    if read == WORTH_TELLING {
                        progress.begin();
                    }
                    progress.report(at, files.len());
                    self.read_file(path, settings, can)
                }
            };
            if let Some(book) = book {
                let kept = (stamp, settings.clone(), Arc::clone(&book));
                lock(&self.shelf).books.insert(path.clone(), kept);
                res.push(book);
            }
        }
        Some(())
    }

    /// Finds the articles, and what holds for each.
    fn walk(&self, errand: &Errand, stale: &dyn Fn() -> bool) -> Option<()> {
        let mut workspace = errand.workspace.clone();
        workspace.refresh();
        let mut files = Vec::new();
        for path in walk(workspace.folders(), stale)? {
            if stale() {
                return None;
            }
            let settings = workspace.settle(Some(&path)).settings;
            files.push((path, settings));
        }
        let mut shelf = lock(&self.shelf);
        let here: HashSet<PathBuf> = files.iter().map(|(it, _)| it.clone()).collect();
        shelf.books.retain(|path, _| here.contains(path));
        shelf.files = Arc::new(files);
        shelf.walked = Some(errand.changes);
        Some(())
    }

    #[expect(clippy::disallowed_methods, reason = "the server's workspace part reads files")]
    fn read_file(
        &self,
        path: &Path,
        settings: &Settings,
        can: &Arc<Capabilities>,
    ) -> Option<Arc<Book>> {
        let text = String::from_utf8(std::fs::read(path).ok()?).ok()?;
        if incoming::format_of(path) == Format::Html && is_template(&text) {
            return None;
        }
        let uri: String = Url::from_file_path(path).ok()?.into();
        let written = std::fs::metadata(path).and_then(|it| it.modified()).ok();
        let written = written.and_then(|it| Timestamp::try_from(it).ok());
        let paths: Vec<String> = paths_in(&text).collect();
        let missing = reach::missing_among(path, paths.iter().cloned());
        let mut desk = Desk::new(can.encoding, settings.clone());
        desk.open(Opening {
            format: incoming::format("", &uri),
            uri: uri.clone(),
            version: 0,
            text,
            file_date: written.map(|it| it.to_zoned_datetime(TimeZone::system()).date()),
            today: (self.today)(),
        });
        desk.lacks(&uri, missing.clone());
        let book = book(&*desk.snapshot(&uri)?, can, &mut Sheet::default(), None);
        Some(Arc::new(Book { paths, missing, ..book }))
    }
}

fn book(
    snapshot: &Snapshot,
    can: &Arc<Capabilities>,
    sheet: &mut Sheet,
    version: Option<i32>,
) -> Book {
    let mut pen = Pen::new(snapshot, can);
    let place = |it: crate::ide::symbols::Landmark| Place {
        range: pen.range(it.span),
        name: it.name,
        within: it.within,
        kind: it.kind,
    };
    let places = landmarks(snapshot).into_iter().map(place).collect();
    let mut pen = Pen::new(snapshot, can);
    let links = links(snapshot).into_iter().filter_map(|it| match it.target {
        Target::File(path) => Some((pen.range(it.span), path)),
        Target::Address(_) | Target::Here(_) => None,
    });
    let links = links.collect();
    let page = sheet.page(snapshot, can);
    let uri = snapshot.uri().to_owned();
    Book { uri, version, places, links, page, paths: Vec::new(), missing: None }
}

/// A page that a program fills in: what stands in it is no article yet.
fn is_template(page: &str) -> bool {
    ["{{", "{%", "<%", "<?php", "<?="].iter().any(|it| page.contains(it))
}

fn walk(folders: &[PathBuf], stale: &dyn Fn() -> bool) -> Option<Vec<PathBuf>> {
    let mut res = Vec::new();
    for folder in folders {
        for entry in WalkBuilder::new(folder).build().flatten() {
            if stale() {
                return None;
            }
            let path = entry.path();
            let fits = incoming::is_article(path);
            if fits && entry.file_type().is_some_and(|it| it.is_file()) {
                res.push(entry.into_path());
            }
            if MOST_FILES <= res.len() {
                tracing::warn!("more than {MOST_FILES} articles; the rest are left out");
                return Some(res);
            }
        }
    }
    res.sort();
    res.dedup();
    Some(res)
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = std::fs::metadata(path).ok().filter(|it| it.len() <= LONGEST_FILE)?;
    Some((data.modified().ok()?, data.len()))
}

/// Tells the client how far a reading is, where it wants to know.
pub(super) struct Progress {
    client: Client,
    outbox: Outbox,
    runtime: Option<Handle>,
    token: Option<ProgressToken>,
    begun: bool,
    told: usize,
}

impl Progress {
    /// With the token that came with the request, or with one of our own where
    /// the client takes those.
    pub(super) fn new(client: &Client, moment: &Moment, given: Option<&Value>) -> Progress {
        let given = given.and_then(|it| ProgressToken::deserialize(it).ok());
        let own = moment
            .can
            .progress
            .then(|| ProgressToken::String(format!("tajuk/{:?}", client.next_request_id())));
        let runtime = Handle::try_current().ok();
        let is_given = given.is_some();
        let mut res = Progress {
            client: client.clone(),
            outbox: moment.outbox.clone(),
            runtime,
            token: given.or(own),
            begun: false,
            told: 0,
        };
        if is_given {
            // The client waits for it.
            res.told = usize::MAX;
        }
        res
    }

    /// Nothing is said where nobody listens.
    fn begin(&mut self) {
        let Some(token) = self.token.clone().filter(|_| !self.begun) else { return };
        if self.told != usize::MAX {
            let client = self.client.clone();
            let made = self.wait(async move {
                let made = client.create_work_done_progress(token);
                matches!(tokio::time::timeout(PATIENCE, made).await, Ok(Ok(())))
            });
            if made != Some(true) {
                self.token = None;
                return;
            }
        }
        self.begun = true;
        self.told = 0;
        self.send(
            &json!({ "kind": "begin", "title": "Tajuk", "cancellable": true, "percentage": 0 }),
        );
    }

    fn report(&mut self, done: usize, all: usize) {
        let percentage = 100 * done / all.max(1);
        if self.begun && self.told < percentage {
            self.told = percentage;
            let message = format!("{done}/{all}");
            self.send(&json!({ "kind": "report", "percentage": percentage, "message": message }));
        }
    }

    fn send(&self, value: &Value) {
        if let Some(token) = &self.token {
            self.outbox.progress(token, value);
        }
    }

    /// From a thread that may block.
    fn wait<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        Some(self.runtime.as_ref()?.block_on(work))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.begun {
            self.send(&json!({ "kind": "end" }));
        }
    }
}
