//! What an article as a whole says for a reading of a name, and how two versions differ
//! in it.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::detect::Facts;
use crate::detect::part::Part;
use crate::knowledge::{Base, EntityId, NameKind};

/// What the article as a whole says for a reading.
#[derive(Debug, PartialEq)]
pub(super) struct Support {
    /// Entities that a name says without doubt.
    pub(super) sure: FxHashSet<EntityId>,
    /// Countries of those.
    pub(super) countries: FxHashSet<&'static str>,
    /// Short forms that the article defines for somebody else; see [`taken`].
    pub(super) taken: FxHashSet<u32>,
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
    pub(super) taken: Vec<u32>,
}

impl News {
    pub(super) fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.countries.is_empty() && self.taken.is_empty()
    }
}

/// Short forms that a passage defines, in brackets, for somebody whom the base does not know
/// by them: "Kenya Ports Authority (KPA)" is not the Korean People's Army. Each is the index of
/// the name that its candidates have first.
pub(super) fn taken(prose: &str, facts: &Facts) -> impl Iterator<Item = u32> {
    facts.acronyms.iter().filter_map(|it| {
        let short = facts.candidates_in(it.short).first().filter(|own| own.span == it.short);
        let short = short.filter(|it| it.kind == NameKind::Acronym)?;
        let long: Vec<String> = words(it.long.of(prose)).collect();
        let meant = short.names.iter().filter_map(|it| facts.base.reading(*it));
        let mut names = meant.flat_map(|it| facts.base.all_names(it.0));
        let known = names.any(|(_, it)| {
            let shared = words(it.text).filter(|it| long.contains(it)).count();
            long.len() <= 2 * shared
        });
        short.names.first().copied().filter(|_| !known)
    })
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split([' ', '-']).map(str::to_lowercase)
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
        let taken = parts.iter().flat_map(|it| it.taken.iter().copied()).collect();
        let (sure, countries) = (FxHashSet::default(), FxHashSet::default());
        let mut res = Support { sure, countries, taken, day };
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
        let taken = self.taken.symmetric_difference(&before.taken).copied().collect();
        (self.day == before.day).then_some(News { entities, countries, taken })
    }
}

/// Whether two runs of parts are sure of the same entities, and take the same short forms.
fn is_sure_of_same((new, fresh): Run<'_>, (old, gone): Run<'_>) -> bool {
    match (new.get(fresh.clone()), old.get(gone.clone())) {
        // As a rule one of each.
        (Some([a]), Some([b])) => a.sure == b.sure && a.taken == b.taken,
        _ => union(new, fresh) == union(old, gone),
    }
}

/// The entities that some parts are sure of, and the short forms that they take, in order.
fn union(parts: &[Arc<Part>], range: Range<usize>) -> (Vec<EntityId>, Vec<u32>) {
    let parts = parts.get(range).unwrap_or_default();
    (
        sorted(parts.iter().flat_map(|it| it.sure.iter().copied())),
        sorted(parts.iter().flat_map(|it| it.taken.iter().copied())),
    )
}

/// Each once, in order.
pub(super) fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut res: Vec<T> = all.collect();
    res.sort_unstable();
    res.dedup();
    res
}
