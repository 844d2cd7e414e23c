//! What a segment of an article is known by from one version to the next.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::detect::Article;
use crate::detect::named::Named;
use crate::detect::part::Part;
use crate::detect::stated::Stated;
use crate::knowledge::EntityId;
use crate::structure::Kept;

/// All that is found in a segment, by itself and folded over the article. Another
/// version's segment that [`Article::is_stretch`] says the same of the same
/// passages.
pub struct Stretch {
    part: Arc<Part>,
    named: Arc<Named>,
    stated: Arc<Stated>,
}

/// What was made of each segment, kept for as long as the segment stays as it is.
pub struct Strips<T>(Vec<(Stretch, T)>);

impl<T> Default for Strips<T> {
    fn default() -> Strips<T> {
        Strips(Vec::new())
    }
}

impl<T> Strips<T> {
    /// Makes it of the segments of an article that are not those of the article
    /// before; `make` is given their indices.
    pub fn renew(&mut self, article: &Article, mut make: impl FnMut(usize) -> T) {
        let slots = article.layout.slots().len();
        let kept = Kept::of(slots, self.0.len(), |at, there| {
            self.0.get(there).is_some_and(|it| article.is_stretch(at, &it.0))
        });
        let fresh = kept.fresh().filter_map(|at| Some((article.stretch(at)?, make(at))));
        let fresh: Vec<(Stretch, T)> = fresh.collect();
        self.0.splice(kept.gone(), fresh);
    }

    /// One for each segment.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|it| &it.1)
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

    /// Whether the segment of this index is this one.
    pub fn is_stretch(&self, slot: usize, known: &Stretch) -> bool {
        let parts = (self.parts.get(slot), self.named.get(slot), self.stated.get(slot));
        matches!(parts, (Some(part), Some(named), Some(stated))
            if Arc::ptr_eq(part, &known.part)
                && Arc::ptr_eq(named, &known.named)
                && Arc::ptr_eq(stated, &known.stated))
    }

    /// Whom the passages of a segment name, each once, in order.
    pub fn named_once(&self, slot: usize) -> &[EntityId] {
        let Some(named) = self.named.get(slot) else { return &[] };
        named.once.get_or_init(|| {
            let mut seen = FxHashSet::default();
            named.names.iter().map(|it| it.entity).filter(|it| seen.insert(*it)).collect()
        })
    }

    /// The entities that the passages of a segment name, in order: one for each
    /// of [`Article::names_of`].
    pub fn entities_in(&self, slot: usize) -> impl Iterator<Item = EntityId> {
        self.named.get(slot).into_iter().flat_map(|it| it.names.iter().map(|it| it.entity))
    }
}
