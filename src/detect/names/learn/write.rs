//! Writes a model down; [`crate::detect::names::model`] says how it lies.

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a corpus of megabytes")]

use crate::detect::names::learn::Goal;
use crate::detect::names::learn::weights::Weights;
use crate::detect::names::model::{self, BUCKET, HEAD, MAGIC, STYLE, VERSION};
use crate::detect::names::tag::TAGS;

/// Keys and values of the words, as the file has them; in order of the keys'
/// short forms.
pub(super) fn word_table(known: &[(u64, model::Known)]) -> (Vec<u8>, Vec<u8>) {
    let mut all: Vec<(u32, u64)> =
        known.iter().map(|(key, it)| (model::short(*key), it.0)).collect();
    all.sort_unstable();
    all.dedup_by_key(|it| it.0);
    let keys = all.iter().flat_map(|it| it.0.to_le_bytes()).collect();
    let values = all.iter().flat_map(|it| it.1.to_le_bytes()).collect();
    (keys, values)
}

pub(super) fn write(
    goal: &Goal,
    known: &[(u64, model::Known)],
    signs: &[u64],
    weights: &Weights,
    proof: u64,
) -> Vec<u8> {
    let most = weights.rows.iter().flatten().fold(0f32, |a, b| a.max(b.abs()));
    let unit = (most / 127.0).max(1e-6);
    let (keys, values) = word_table(known);
    let buckets = goal.room * 5 / 4 / BUCKET + 1;
    let mut checks = vec![0u16; buckets * BUCKET];
    let mut rows = vec![0i8; buckets * BUCKET * TAGS];
    // The strongest come first and so are in.
    for (sign, row) in signs.iter().zip(&weights.rows) {
        let (bucket, check) = model::place(*sign, buckets as u64);
        let own = bucket * BUCKET..(bucket + 1) * BUCKET;
        let free = own.clone().find(|it| checks[*it] == 0);
        let taken = own.clone().any(|it| checks[it] == check);
        if let Some(at) = free.filter(|_| !taken) {
            checks[at] = check;
            for (slot, weight) in rows[at * TAGS..].iter_mut().zip(row) {
                *slot = (weight / unit).round().clamp(-127.0, 127.0) as i8;
            }
        }
    }
    let mut tail: Vec<u8> = Vec::new();
    tail.extend(unit.to_le_bytes());
    for count in [goal.styles.len(), keys.len() / 4, buckets] {
        tail.extend((count as u32).to_le_bytes());
    }
    tail.extend(proof.to_le_bytes());
    for style in &goal.styles {
        let mut name = [0; STYLE];
        name.iter_mut().zip(style.bytes()).for_each(|(slot, it)| *slot = it);
        tail.extend(name);
    }
    for row in &weights.follows {
        for weight in row {
            tail.extend(((weight / unit).round().clamp(-15_000.0, 15_000.0) as i16).to_le_bytes());
        }
    }
    tail.extend(keys);
    tail.extend(values);
    tail.extend(checks.iter().flat_map(|it| it.to_le_bytes()));
    tail.extend(rows.iter().map(|it| it.cast_unsigned()));
    let mut res = Vec::with_capacity(HEAD + tail.len());
    res.extend(MAGIC);
    res.extend(VERSION.to_le_bytes());
    let mut tag = [0; 4];
    tag.iter_mut().zip(goal.lang.tag().bytes()).for_each(|(slot, it)| *slot = it);
    res.extend(tag);
    res.extend(model::sum(&tail).to_le_bytes());
    res.extend(tail);
    res
}
