//! Open documents (mutable, tiny) and their snapshots (immutable, shared).

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::ide::{Action, Diagnostic, Hover, Symbol};
use crate::lang::Lang;
use crate::structure::Format;
use crate::text::{Buffer, Edit, Encoding, Span};

/// What the user set. Everything else is read from the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of all articles; `None`: each article's own.
    pub lang: Option<Lang>,
    /// The date of all articles; `None`: each article's own.
    pub article_date: Option<Date>,
    /// The language of messages; `None`: the article's.
    pub messages: Option<Lang>,
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
    format: Format,
    settings: Arc<Settings>,
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
    }

    /// A document that is open already is replaced.
    pub fn open(&mut self, opening: Opening) {
        let _ = opening;
    }

    /// Applies edits to a document, in order. What is known of the text they
    /// leave alone is kept.
    pub fn change(&mut self, uri: &str, version: i32, edits: &[Edit]) -> Changed {
        let _ = (uri, version, edits);
        Changed::Unknown
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
    pub fn uri(&self) -> &str {
        &self.uri
    }

    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    pub fn version(&self) -> i32 {
        self.buffer.version()
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// Reads the article now, unless `stale` says to stop half way. Whether
    /// it is read. Questions read it by themselves.
    pub fn read_unless(&self, stale: &dyn Fn() -> bool) -> bool {
        !stale()
    }

    /// Sorted by place.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// The card for a caret at this byte.
    pub fn hover(&self, byte: usize) -> Option<Hover> {
        let _ = byte;
        None
    }

    pub fn outline(&self) -> Vec<Symbol> {
        Vec::new()
    }

    /// The quick fixes for findings that touch the span.
    pub fn actions(&self, span: Span) -> Vec<Action> {
        let _ = span;
        Vec::new()
    }

    /// The language the article was read in.
    pub fn lang(&self) -> Lang {
        Lang::Id
    }
}
