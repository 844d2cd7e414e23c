//! Open documents (mutable, tiny) and their snapshots (immutable, shared).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::config::House;
use crate::detect::ledger::{Anchor, Ledger, anchor};
use crate::detect::{Article, Brief, Missing};
use crate::ide::checking::{self, Noted};
use crate::ide::lens_counts::Kept;
use crate::ide::reading::{Reading, Steps};
use crate::ide::telling::Telling;
use crate::ide::unfinished::{TYPED, Unfinished};
use crate::ide::{Action, Diagnostic, Hover, Symbol};
use crate::ide::{Ruling, card, diagnostics, outline, reasons, rulings};
use crate::knowledge::Base;
use crate::lang::{Lang, Tongue};
use crate::rules::{Batch, Finding};
use crate::structure::Format;
use crate::text::{Buffer, Edit, Encoding, Span, Untouched};

/// An article longer than so many bytes takes a while to fold.
const QUICK_ARTICLE: usize = 4 << 20;

/// A first reading that takes longer than a moment: of more bytes than this.
const LONG_ARTICLE: usize = 1 << 20;

/// More new bytes than this take a while to read.
const QUICK_EDIT: usize = 4 << 10;

/// What the user set. Everything else is read from the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of all articles; `None`: each article's own.
    pub lang: Option<Lang>,
    /// The date of all articles; `None`: each article's own.
    pub article_date: Option<Date>,
    /// The language of messages; `None`: the article's.
    pub messages: Option<Lang>,
    /// The language of the editor, for articles in a language that Tajuk does
    /// not read.
    pub locale: Option<Lang>,
    /// Who is who: what is built in, and the newsroom's own.
    pub base: Base,
    /// Whether words are shown beside the text: weekdays, offices.
    pub hints: bool,
    /// What is asked of every finding.
    pub house: Arc<House>,
}

/// A document as it is opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// As the client spells it.
    pub uri: String,
    pub format: Format,
    pub version: i32,
    pub text: String,
    /// The day the file was last written, where there is a file.
    pub file_date: Option<Date>,
    pub today: Date,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Applied,
    /// Applied, since a lost edit cannot be mended; but its version is not
    /// above the one before.
    Backwards,
    /// No such document is open.
    Unknown,
}

/// The open documents.
pub struct Desk {
    encoding: Encoding,
    settings: Arc<Settings>,
    documents: FxHashMap<String, Arc<Snapshot>>,
}

/// One document as it stood at one moment. It is read at the first question,
/// by whoever asks first; later ones get the same reading.
pub struct Snapshot {
    uri: String,
    buffer: Buffer,
    opening: About,
    pub(super) settings: Arc<Settings>,
    noted: Option<Arc<Noted>>,
    missing: Option<Arc<Missing>>,
    anchored: OnceLock<Vec<Option<Anchor>>>,
    steps: Steps,
    /// There is a newer text.
    outdated: AtomicBool,
    pub(super) telling: Telling,
    /// Shared by all versions.
    kept: Arc<Mutex<Kept>>,
    /// Where somebody is writing; nothing is told there until it is finished.
    unfinished: Option<Unfinished>,
}

/// What does not change from version to version.
#[derive(Clone, Copy)]
struct About {
    format: Format,
    file_date: Option<Date>,
    today: Date,
}

impl Desk {
    pub fn new(encoding: Encoding, settings: Settings) -> Desk {
        Desk { encoding, settings: Arc::new(settings), documents: FxHashMap::default() }
    }

    /// How the editor counts columns.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// From now on; open documents are read anew.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = Arc::new(settings);
        let settings = &self.settings;
        self.documents.values_mut().for_each(|document| {
            *document = Arc::new(document.again(settings.clone()));
        });
    }

    /// What holds for one document from now on. Whether that is news.
    pub fn settle(&mut self, uri: &str, settings: Settings) -> bool {
        let Some(document) = self.documents.get_mut(uri) else { return false };
        if *document.settings == settings {
            return false;
        }
        *document = Arc::new(document.again(Arc::new(settings)));
        true
    }

    /// From now on, all findings of a document are told, however many.
    pub fn show_all(&mut self, uri: &str) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.telling.tell_all();
        *document = Arc::new(document.again(document.settings.clone()));
    }

    /// A document that is open already is replaced.
    pub fn open(&mut self, opening: Opening) {
        let Opening { uri, format, version, text, file_date, today } = opening;
        let snapshot = Snapshot {
            buffer: Buffer::new(&text, version),
            opening: About { format, file_date, today },
            settings: self.settings.clone(),
            noted: None,
            missing: None,
            anchored: OnceLock::new(),
            steps: Steps::default(),
            outdated: AtomicBool::new(false),
            telling: Telling::default(),
            kept: Arc::default(),
            unfinished: None,
            uri: uri.clone(),
        };
        self.documents.insert(uri, Arc::new(snapshot));
    }

    /// Applies edits to a document, in order. What is known of the text they
    /// leave alone is kept.
    pub fn change(&mut self, uri: &str, version: i32, edits: &[Edit]) -> Changed {
        let Some(document) = self.documents.get_mut(uri) else { return Changed::Unknown };
        let backwards = version <= document.version();
        let mut buffer = document.buffer.clone();
        let untouched = buffer.apply(edits, self.encoding, version);
        let mut next = document.follow(buffer, untouched, document.settings.clone());
        let end = next.buffer.len() - untouched.suffix;
        let typed = edits.iter().all(|it| it.range.is_some()) && end <= untouched.prefix + TYPED;
        next.unfinished = typed.then(|| Unfinished::at(&next.buffer, end));
        document.outdated.store(true, Ordering::Release);
        *document = Arc::new(next);
        if backwards { Changed::Backwards } else { Changed::Applied }
    }

    /// What is known of a document's claims from now on.
    pub fn note(&mut self, uri: &str, ledger: Option<Ledger>) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        let mut next = document.again(document.settings.clone());
        next.noted = ledger.map(|it| Arc::new(Noted::new(it)));
        *document = Arc::new(next);
    }

    /// Which of the files that a document links to are not there, from now on.
    /// Whether that is news.
    pub fn lacks(&mut self, uri: &str, missing: Option<Missing>) -> bool {
        let Some(document) = self.documents.get_mut(uri) else { return false };
        if document.missing.as_deref() == missing.as_ref() {
            return false;
        }
        let mut next = document.again(document.settings.clone());
        next.missing = missing.map(Arc::new);
        *document = Arc::new(next);
        true
    }

    /// The writer pauses: nothing is held back as unfinished. Whether that may
    /// be news.
    pub fn pause(&mut self, uri: &str) -> bool {
        let Some(document) = self.documents.get_mut(uri) else { return false };
        if document.unfinished.is_none() {
            return false;
        }
        let mut next = document.again(document.settings.clone());
        next.unfinished = None;
        *document = Arc::new(next);
        true
    }

    /// Whether it was open.
    pub fn close(&mut self, uri: &str) -> bool {
        self.documents.remove(uri).is_some()
    }

    pub fn snapshot(&self, uri: &str) -> Option<Arc<Snapshot>> {
        self.documents.get(uri).cloned()
    }

    /// All open documents, sorted by URI.
    pub fn snapshots(&self) -> Vec<Arc<Snapshot>> {
        let mut res: Vec<Arc<Snapshot>> = self.documents.values().cloned().collect();
        res.sort_by(|a, b| a.uri.cmp(&b.uri));
        res
    }
}

impl Snapshot {
    /// Whether findings at the caret wait for the writer to go on or to pause.
    pub fn holds_back(&self) -> bool {
        self.unfinished.is_some()
    }

    /// The same text under other circumstances.
    fn again(&self, settings: Arc<Settings>) -> Snapshot {
        let all = Untouched { prefix: self.buffer.len(), suffix: 0 };
        self.follow(self.buffer.clone(), all, settings)
    }

    /// The next version.
    fn follow(&self, buffer: Buffer, untouched: Untouched, settings: Arc<Settings>) -> Snapshot {
        Snapshot {
            uri: self.uri.clone(),
            buffer,
            opening: self.opening,
            settings,
            noted: self.noted.clone(),
            missing: self.missing.clone(),
            anchored: OnceLock::new(),
            steps: self.steps.follow(untouched),
            outdated: AtomicBool::new(false),
            telling: self.telling.next(),
            kept: Arc::clone(&self.kept),
            unfinished: self.unfinished,
        }
    }

    pub fn uri(&self) -> &str {
        &self.uri
    }

    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    pub fn version(&self) -> i32 {
        self.buffer.version()
    }

    /// What is asked of its findings.
    pub fn house(&self) -> &Arc<House> {
        &self.settings.house
    }

    pub fn format(&self) -> Format {
        self.opening.format
    }

    /// Whether it is read, or can be read and answered about in well under a
    /// millisecond: little of it is new, and little has to be folded.
    pub fn is_quick(&self) -> bool {
        if QUICK_ARTICLE < self.buffer.len() {
            return false;
        }
        let known = self.steps.known().map_or(0, |(_, it)| it.prefix + it.suffix);
        self.steps.is_read() || self.buffer.len().saturating_sub(known) <= QUICK_EDIT
    }

    /// Reads the article now, unless `stale` says to stop half way. Whether
    /// it is read. Questions read it by themselves; what the rules find in it is
    /// not looked for yet.
    pub fn read_unless(&self, stale: &dyn Fn() -> bool) -> bool {
        self.steps.read_unless(stale, || self.read(stale))
    }

    /// Whether a first reading of this version would keep one waiting for what
    /// nobody needs: it is long, and a newer version is there.
    pub fn is_given_up(&self) -> bool {
        self.outdated.load(Ordering::Acquire)
            && LONG_ARTICLE < self.buffer.len()
            && self.steps.known().is_none()
    }

    fn read(&self, stale: &dyn Fn() -> bool) -> Option<Article> {
        let known = self.steps.known();
        let before = known.as_ref().map(|(it, untouched)| (&**it, *untouched));
        let article = Article::reread(before, &self.buffer, &self.brief(), stale)?;
        let cleared = self.noted.as_ref().and_then(|it| it.cleared(article.lang));
        Some(article.with_cleared(cleared).with_missing(self.missing.clone()))
    }

    fn brief(&self) -> Brief {
        let About { format, file_date, today } = self.opening;
        let Settings { lang, article_date, .. } = *self.settings;
        let base = self.settings.base.clone();
        Brief { format, lang, article_date, file_date, today, base }
    }

    /// What was counted when somebody asked.
    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn reading(&self) -> &Reading {
        self.steps.reading(self.read_article(), &self.settings.house.profile)
    }

    fn read_article(&self) -> &Arc<Article> {
        self.steps.article(|| {
            // Only a stale reading is none, and nothing is stale here.
            let read = self.read(&|| false);
            read.unwrap_or_else(|| Article::read(&self.buffer, &self.brief()))
        })
    }

    /// The article as it was read.
    pub fn article(&self) -> &Article {
        self.read_article()
    }

    /// Sorted by place. What is still being written is left alone.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let lang = self.message_lang();
        let Some(findings) = self.judged() else {
            return self.batches().flat_map(|it| self.put(it.findings())).collect();
        };
        findings.iter().filter(|it| !self.holds(it)).map(|it| diagnostics::put(it, lang)).collect()
    }

    /// Whether a finding waits until the writer has finished what it is about.
    pub(super) fn holds(&self, finding: &Finding) -> bool {
        self.unfinished.is_some_and(|it| it.holds(finding.group, finding.span))
    }

    /// Whether findings may be held back there.
    pub fn may_hold(&self, span: Span) -> bool {
        self.unfinished.is_some_and(|it| it.widest().meets(span))
    }

    /// The findings, segment by segment. [`Snapshot::put`] puts them in words.
    /// Only what [`Snapshot::judged`] leaves to the segments is told so.
    pub fn batches(&self) -> impl Iterator<Item = Batch<'_>> {
        let Reading { article, checked, .. } = self.reading();
        checked.batches(article)
    }

    /// Findings of a segment or a passage, in words and in their order.
    pub fn put(&self, found: Vec<Finding>) -> Vec<Diagnostic> {
        let lang = self.message_lang();
        let found = found.into_iter().filter(|it| !self.holds(it));
        let found = found.filter_map(|it| self.settings.house.level_of(it));
        found.map(|it| diagnostics::put(&it, lang)).collect()
    }

    /// The card for a caret at this byte.
    pub fn hover(&self, byte: usize) -> Option<Hover> {
        let below = || reasons::below(self, byte, checking::card(self, byte));
        card::at(self, byte).or_else(below)
    }

    /// What may be added to the newsroom's own facts from this byte.
    pub fn rulings(&self, byte: usize) -> Vec<Ruling> {
        rulings::at(self, byte)
    }

    pub fn outline(&self) -> Vec<Symbol> {
        outline::of(self.article())
    }

    /// The quick fixes for findings that touch the span.
    pub fn actions(&self, span: Span) -> Vec<Action> {
        let lang = self.message_lang();
        let touching = self.told_at(span).into_iter();
        touching
            .filter(|it| !it.fixes.is_empty())
            .flat_map(|it| diagnostics::actions(&it, lang).collect::<Vec<Action>>())
            .collect()
    }

    /// What is known of its claims.
    pub fn ledger(&self) -> Option<&Ledger> {
        self.noted.as_ref().map(|it| &it.ledger)
    }

    /// Of each entry of the ledger, where its claim stands.
    pub fn anchors(&self) -> &[Option<Anchor>] {
        self.anchored.get_or_init(|| {
            let entries = self.ledger().map_or(&[][..], |it| &it.entries);
            if entries.is_empty() {
                return Vec::new();
            }
            anchor(self.article(), &self.buffer.text(), entries)
        })
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The language the article was read in.
    pub fn lang(&self) -> Lang {
        self.article().lang
    }

    /// The language in which it is talked about.
    pub fn message_lang(&self) -> Lang {
        let Settings { messages, locale, .. } = *self.settings;
        messages.unwrap_or_else(|| match self.article().tongue {
            Tongue::Known(lang) => lang,
            other => locale.unwrap_or(other.nearest()),
        })
    }
}
