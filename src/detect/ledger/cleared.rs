//! Which statements need no more asking about.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::detect::ledger::likeness::{Index, Saying, Words};
use crate::detect::ledger::{Entry, State};
use crate::lang::Lang;

/// Statements that are borne out, or that are no claims. Asked about one
/// passage at a time, so that a keystroke costs what it did.
pub struct Cleared {
    exact: FxHashMap<u64, ()>,
    sayings: Vec<Saying>,
    index: Index,
    stamp: u64,
}

impl Cleared {
    /// `None` where nothing is cleared.
    pub fn new(entries: &[Entry], lang: Lang) -> Option<Cleared> {
        let is_cleared = |it: &&Entry| matches!(it.state, State::Supported | State::NotAClaim);
        let texts: Vec<&str> =
            entries.iter().filter(is_cleared).map(|it| it.checked_words()).collect();
        if texts.is_empty() {
            return None;
        }
        let sayings: Vec<Saying> = texts.iter().map(|it| Saying::of(it, lang)).collect();
        let mut hasher = FxHasher::default();
        (&texts, lang).hash(&mut hasher);
        Some(Cleared {
            exact: sayings.iter().map(|it| (it.words.key(), ())).collect(),
            index: Index::new(sayings.iter().map(|it| &it.words).enumerate()),
            sayings,
            stamp: hasher.finish(),
        })
    }

    /// The same for the same statements.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Whether a statement is one of them, or says just what one of them says.
    pub(crate) fn covers(&self, text: &str, lang: Lang) -> bool {
        let words = Words::of(text);
        if self.exact.contains_key(&words.key()) {
            return true;
        }
        let near = self.index.nearest(&words);
        if near.is_empty() {
            return false;
        }
        let own = Saying::of(text, lang);
        near.into_iter().filter_map(|it| self.sayings.get(it)).any(|it| it.still_says(&own))
    }
}
