//! What people have found out about an article's claims: the ledger that lies
//! beside it. It stands on this floor, since claims are known again here and
//! the rules above must know what is cleared; files are none of its business.

mod anchor;
mod entry;
mod file;
mod likeness;
mod merge;
mod repair;
mod cleared;
mod write;

use serde_json::{Map, Value};

pub use anchor::{Anchor, How, anchor, text_of};
pub use cleared::Cleared;
pub use entry::{Entry, Quote, State};
pub use file::Trouble;
pub use merge::merge;
pub use repair::{Repaired, repair};
pub use write::{Change, fresh, keep_up, record, selectors};

/// The version of the format that this program writes.
pub const SCHEMA: u64 = 1;

/// The entries of one article's ledger, and what else its file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The file name of the article.
    pub article: String,
    pub entries: Vec<Entry>,
    /// Items that are no entries of ours. They are kept as they are.
    pub others: Vec<Value>,
    /// What stands around the items.
    pub(crate) head: Map<String, Value>,
    /// The version that the file says it has.
    pub schema: u64,
}

impl Ledger {
    pub fn new(article: &str) -> Ledger {
        Ledger { article: article.to_owned(), schema: SCHEMA, ..Ledger::default() }
    }

    /// Written by a later program, whose entries may mean more than we know.
    pub fn is_newer(&self) -> bool {
        SCHEMA < self.schema
    }

    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|it| it.id == id)
    }
}
