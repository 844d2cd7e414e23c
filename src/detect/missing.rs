//! Files that an article links to and that are not there. Told from above: this
//! floor looks at no disk.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// Paths as the article writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    paths: BTreeSet<String>,
    stamp: u64,
}

impl Missing {
    /// `None` where nothing is missing.
    pub fn new(paths: BTreeSet<String>) -> Option<Missing> {
        let mut hasher = FxHasher::default();
        paths.hash(&mut hasher);
        (!paths.is_empty()).then(|| Missing { stamp: hasher.finish(), paths })
    }

    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The same for the same paths.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }
}
