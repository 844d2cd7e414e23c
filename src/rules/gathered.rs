//! What the passages of a segment gave to the rules that look across them, by rule.

use std::sync::Arc;

use crate::rules::check::Alone;

/// One more of them; how many there were.
fn count(all: &mut [usize], at: usize) -> usize {
    all.get_mut(at).map_or(0, |it| {
        *it += 1;
        *it - 1
    })
}

/// What some passages gave to rules, by rule: each passage has it by rule, so it is
/// counted and needs no sorting.
pub(super) fn sorted(passages: &[Arc<Alone>]) -> Box<[(usize, usize, usize)]> {
    let each = || {
        passages.iter().enumerate().flat_map(|(at, alone)| {
            let extracts = alone.extracts.iter().enumerate();
            extracts.map(move |(nth, (rule, _))| (*rule, at, nth))
        })
    };
    let most = each().map(|it| it.0 + 1).max().unwrap_or(0);
    let mut places = vec![0_usize; most + 1];
    for it in each() {
        count(&mut places, it.0 + 1);
    }
    let mut sum = 0;
    for place in &mut places {
        sum += *place;
        *place = sum;
    }
    let mut gathered = vec![(0, 0, 0); sum];
    for it in each() {
        let place = count(&mut places, it.0);
        if let Some(slot) = gathered.get_mut(place) {
            *slot = it;
        }
    }
    gathered.into()
}
