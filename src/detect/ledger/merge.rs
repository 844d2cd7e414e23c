//! Two people's changes of one ledger become one.

use std::collections::BTreeMap;

use crate::detect::ledger::{Entry, Ledger};

/// What `ours` and `theirs` have each made of `base`. By id: who alone changed
/// or took away an entry has his way; where both changed it, the later change
/// stands, and a change stands against a taking away. The order is that of
/// `ours`, with what only they have at the end.
#[must_use]
pub fn merge(base: &Ledger, ours: &Ledger, theirs: &Ledger) -> Ledger {
    let by_id = |it: &Ledger| -> BTreeMap<String, Entry> {
        it.entries.iter().map(|it| (it.id.clone(), it.clone())).collect()
    };
    let (old, their) = (by_id(base), by_id(theirs));
    let our = by_id(ours);
    let ids = ours.entries.iter().map(|it| &it.id);
    let ids = ids.chain(theirs.entries.iter().map(|it| &it.id).filter(|it| !our.contains_key(*it)));
    let entries: Vec<Entry> =
        ids.filter_map(|it| pick(old.get(it), our.get(it), their.get(it)).cloned()).collect();
    let mut others = theirs.others.clone();
    others.extend(
        ours.others
            .iter()
            .filter(|it| !others.contains(it) && !base.others.contains(it))
            .cloned()
            .collect::<Vec<_>>(),
    );
    Ledger { entries, others, ..theirs.clone() }
}

fn pick<'a>(
    base: Option<&Entry>,
    ours: Option<&'a Entry>,
    theirs: Option<&'a Entry>,
) -> Option<&'a Entry> {
    let same = |it: Option<&Entry>| it.map(Entry::to_value) == base.map(Entry::to_value);
    match (ours, theirs) {
        _ if same(ours) => theirs,
        _ if same(theirs) => ours,
        (Some(a), Some(b)) => Some(later(a, b)),
        (one, other) => one.or(other),
    }
}

/// The same, whichever is named first.
pub(super) fn later<'a>(a: &'a Entry, b: &'a Entry) -> &'a Entry {
    let time = |it: &Entry| it.modified.parse::<jiff::Timestamp>().ok();
    let rank = |it: &Entry| (time(it), it.to_value().to_string());
    if rank(a) < rank(b) { b } else { a }
}
