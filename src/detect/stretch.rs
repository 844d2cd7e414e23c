//! What a segment of an article is known by from one version to the next.

use std::sync::Arc;

use crate::detect::Article;
use crate::detect::part::Part;
use crate::detect::resolve::Named;
use crate::detect::stated::Stated;
use crate::knowledge::EntityId;

/// All that is found in a segment, by itself and folded over the article. Two
/// that are equal are one: they say the same of the same passages.
#[derive(Clone)]
pub struct Stretch {
    part: Arc<Part>,
    named: Arc<Named>,
    stated: Arc<Stated>,
}

impl PartialEq for Stretch {
    fn eq(&self, other: &Stretch) -> bool {
        Arc::ptr_eq(&self.part, &other.part)
            && Arc::ptr_eq(&self.named, &other.named)
            && Arc::ptr_eq(&self.stated, &other.stated)
    }
}

impl Article {
    /// That of the segment of this index.
    pub fn stretch(&self, slot: usize) -> Option<Stretch> {
        Some(Stretch {
            part: Arc::clone(self.parts.get(slot)?),
            named: Arc::clone(self.named.get(slot)?),
            stated: Arc::clone(self.stated.get(slot)?),
        })
    }

    /// The entities that the passages of a segment name, in order: one for each
    /// of [`Article::names_of`].
    pub fn entities_in(&self, slot: usize) -> impl Iterator<Item = EntityId> {
        self.named.get(slot).into_iter().flat_map(|it| it.names.iter().map(|it| it.entity))
    }
}
