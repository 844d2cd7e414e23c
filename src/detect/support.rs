//! What an article as a whole says for a reading of a name, and how two versions differ
//! in it.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::detect::part::Part;
use crate::knowledge::{Base, EntityId};

/// What the article as a whole says for a reading.
#[derive(Debug, PartialEq)]
pub(super) struct Support {
    /// Entities that a name says without doubt.
    pub(super) sure: FxHashSet<EntityId>,
    /// Countries of those.
    pub(super) countries: FxHashSet<&'static str>,
    /// The article's date.
    pub(super) day: Date,
}

/// All parts of a version, and some of them in a row.
pub(super) type Run<'a> = (&'a [Arc<Part>], Range<usize>);

/// What one of two supports has and the other has not.
#[derive(Default)]
pub(super) struct News {
    pub(super) entities: Vec<EntityId>,
    pub(super) countries: Vec<&'static str>,
}

impl News {
    pub(super) fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.countries.is_empty()
    }
}

impl Support {
    /// `before`: an earlier version's own, its parts and those that are gone of them; its
    /// own is given where it says the same. `fresh`: the parts that are new.
    pub(super) fn of(
        (parts, fresh): Run<'_>,
        base: &Base,
        day: Date,
        before: Option<(&Arc<Support>, Run<'_>)>,
    ) -> Arc<Support> {
        let before = before.filter(|it| it.0.day == day);
        if let Some((known, gone)) = &before
            && is_sure_of_same((parts, fresh), gone.clone())
        {
            return Arc::clone(known);
        }
        let mut res = Support { sure: FxHashSet::default(), countries: FxHashSet::default(), day };
        for entity in parts.iter().flat_map(|it| &it.sure) {
            if res.sure.insert(*entity) {
                res.countries.extend(base.entry(*entity).country);
            }
        }
        match before {
            Some((known, _)) if **known == res => Arc::clone(known),
            _ => Arc::new(res),
        }
    }

    /// `None` where all may be otherwise, since they are of two days.
    pub(super) fn news(&self, before: &Support) -> Option<News> {
        let entities = self.sure.symmetric_difference(&before.sure).copied().collect();
        let countries = self.countries.symmetric_difference(&before.countries).copied().collect();
        (self.day == before.day).then_some(News { entities, countries })
    }
}

/// Whether two runs of parts are sure of the same entities.
fn is_sure_of_same((new, fresh): Run<'_>, (old, gone): Run<'_>) -> bool {
    match (new.get(fresh.clone()), old.get(gone.clone())) {
        // As a rule one of each.
        (Some([a]), Some([b])) => a.sure == b.sure,
        _ => union(new, fresh) == union(old, gone),
    }
}

/// The entities that some parts are sure of, in order.
fn union(parts: &[Arc<Part>], range: Range<usize>) -> Vec<EntityId> {
    let parts = parts.get(range).unwrap_or_default();
    let mut res: Vec<EntityId> = parts.iter().flat_map(|it| it.sure.iter().copied()).collect();
    res.sort_unstable();
    res.dedup();
    res
}
