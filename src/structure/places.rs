//! What an earlier version had of some passages, found by where they lie in memory.

use std::cell::Cell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Among so few each is looked at.
const FEW: usize = 32;

/// Things of passages, or of what else is shared by pointer, in a row.
pub struct Places<T> {
    each: Vec<(usize, T)>,
    /// Where each stands, if they are many.
    index: FxHashMap<usize, usize>,
    /// The one behind the last that was asked for: they are asked for in their order.
    next: Cell<usize>,
}

impl<T> Places<T> {
    /// Each with where it lies; see [`lies_at`].
    pub fn new(each: impl Iterator<Item = (usize, T)>) -> Places<T> {
        let each: Vec<(usize, T)> = each.collect();
        let index = match each.len() {
            0..=FEW => FxHashMap::default(),
            _ => each.iter().enumerate().map(|(at, it)| (it.0, at)).collect(),
        };
        Places { each, index, next: Cell::new(0) }
    }

    pub fn get(&self, place: usize) -> Option<&T> {
        let next = self.next.get();
        let is_it = |at: &usize| self.each.get(*at).is_some_and(|it| it.0 == place);
        let found = Some(next).filter(is_it).or_else(|| match self.each.len() {
            0..=FEW => self.each.iter().position(|it| it.0 == place),
            _ => self.index.get(&place).copied(),
        });
        // What is not there stands in the place of another.
        self.next.set(found.unwrap_or(next) + 1);
        self.each.get(found?).map(|it| &it.1)
    }
}

/// Where something lies that versions share.
pub fn lies_at<T>(it: &Arc<T>) -> usize {
    Arc::as_ptr(it).addr()
}
