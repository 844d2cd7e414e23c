//! What the names of a segment ask of the article around it. A name that is new to the
//! article is nothing to the segments that do not ask about it.

use rustc_hash::FxHashSet;

use crate::detect::part::Part;
use crate::detect::resolve;
use crate::detect::support::{News, sorted};
use crate::knowledge::{Base, EntityId};

/// The entities whose names elsewhere in the article may decide of names here, and the
/// countries; each once, in order.
pub(super) struct Asked {
    entities: Box<[EntityId]>,
    countries: Box<[&'static str]>,
    /// Short forms, which may stand for somebody else in this article.
    short: Box<[u32]>,
}

impl Asked {
    pub(super) fn of(part: &Part, base: &Base) -> Asked {
        let candidates = part.facts.iter().flat_map(|it| &it.candidates);
        let entities = sorted(candidates.clone().flat_map(|it| resolve::asks(base, it)));
        let countries = sorted(entities.iter().filter_map(|it| base.entry(*it).country));
        let short = sorted(candidates.filter_map(resolve::short));
        Asked { entities: entities.into(), countries: countries.into(), short: short.into() }
    }

    /// Whether any of it is asked about.
    pub(super) fn concerns(&self, news: &News, unlike: &Unlike) -> bool {
        let entity = |it: &EntityId| self.entities.binary_search(it).is_ok();
        let country = |it: &&'static str| self.countries.binary_search(it).is_ok();
        news.entities.iter().any(entity)
            || news.countries.iter().any(country)
            || news.taken.iter().any(|it| self.short.binary_search(it).is_ok())
            || unlike.0.iter().any(entity)
    }
}

/// Those without whom two lists of whose full names stood before are alike.
#[derive(Default)]
pub(super) struct Unlike(FxHashSet<EntityId>);

impl Unlike {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where `old` was named after the one list, and `new` after the other; each once, the
    /// one who was named last comes last.
    pub(super) fn follow(&mut self, old: &[EntityId], new: &[EntityId]) {
        if old == new {
            // They stand at the end of both now.
            old.iter().for_each(|it| _ = self.0.remove(it));
            return;
        }
        let (was, is): (FxHashSet<EntityId>, FxHashSet<EntityId>) =
            (old.iter().copied().collect(), new.iter().copied().collect());
        let both = |list: &[EntityId]| {
            let both = list.iter().filter(|it| was.contains(it) && is.contains(it));
            both.copied().collect::<Vec<_>>()
        };
        let (a, b) = (both(old), both(new));
        if a == b {
            a.iter().for_each(|it| _ = self.0.remove(it));
        } else {
            self.0.extend(a);
        }
        self.0.extend(was.symmetric_difference(&is));
    }
}
