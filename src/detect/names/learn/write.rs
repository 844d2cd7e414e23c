//! Writes a model down; [`crate::detect::names::model`] says how it lies.

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a corpus of megabytes")]

use crate::detect::names::learn::Goal;
use crate::detect::names::learn::weights::{Row, Weights};
use crate::detect::names::model::{self, Known, MAGIC, STYLE, SUMMED, Small, VERSION};
use crate::detect::names::table::{BUCKET, FINE, LINE, ROW, ZERO, place};

/// Keys and values of the words, as the file has them; in order of the keys'
/// short forms.
pub(super) fn word_table(known: &[(u64, Known)]) -> (Vec<u8>, Vec<u8>) {
    let mut all: Vec<(u32, u64)> =
        known.iter().map(|(key, it)| (model::short(*key), it.0)).collect();
    all.sort_unstable();
    all.dedup_by_key(|it| it.0);
    let keys = all.iter().flat_map(|it| it.0.to_le_bytes()).collect();
    let values = all.iter().flat_map(|it| it.1.to_le_bytes()).collect();
    (keys, values)
}

/// Those that find room in so many buckets, the first of each bucket first.
pub(super) fn fitting(signs: &[u64], buckets: usize) -> Vec<u64> {
    let mut taken: Vec<Vec<u16>> = vec![Vec::new(); buckets];
    let fits = |sign: &&u64| {
        let (bucket, check) = place(**sign, buckets as u64);
        let own = &mut taken[bucket];
        let free = own.len() < BUCKET && !own.contains(&check);
        if free {
            own.push(check);
        }
        free
    };
    signs.iter().filter(fits).copied().collect()
}

/// This share of the weights is told in full; what is larger is cut.
const TOLD: f32 = 0.9995;

/// How far a weight goes to both sides, in steps.
const MOST: f32 = 7.0;

/// What a model is written from.
pub(super) struct Book<'a> {
    pub(super) known: &'a [(u64, Known)],
    /// Words that are looked at in small letters.
    pub(super) small: &'a [u64],
    /// Signs, and their places in the weights.
    pub(super) signs: &'a [u64],
    pub(super) weights: &'a Weights,
    /// What every word is worth in each style.
    pub(super) starts: &'a [Row],
    pub(super) proof: u64,
}

pub(super) fn write(goal: &Goal, book: &Book<'_>) -> Vec<u8> {
    let buckets = buckets(goal);
    let rows = &book.weights.rows[..book.signs.len()];
    let coarse = (told(rows) / MOST).max(1e-6);
    let fine = coarse / f32::from(FINE);
    let step = |it: &f32| ((it / fine).round().clamp(-15_000.0, 15_000.0) as i16).to_le_bytes();
    let (keys, values) = word_table(book.known);
    let small = filter(book.small);
    let mut tail: Vec<u8> = Vec::new();
    tail.extend(fine.to_le_bytes());
    for count in [goal.styles.len(), keys.len() / 4, buckets] {
        tail.extend((count as u32).to_le_bytes());
    }
    tail.extend(book.proof.to_le_bytes());
    for style in &goal.styles {
        let mut name = [0; STYLE];
        name.iter_mut().zip(style.bytes()).for_each(|(slot, it)| *slot = it);
        tail.extend(name);
    }
    tail.extend((small.len() as u32).to_le_bytes());
    tail.extend(goal.sorts.to_le_bytes());
    tail.extend(book.starts.iter().flatten().flat_map(step));
    tail.extend(book.weights.follows.iter().flatten().flat_map(step));
    tail.extend(keys);
    tail.extend(values);
    tail.extend(small);
    let (checks, weights) = table(book.signs, rows, buckets, coarse);
    for part in [checks, weights] {
        let before = SUMMED + tail.len();
        tail.extend(vec![0; before.next_multiple_of(LINE) - before]);
        tail.extend(part);
    }
    let mut res = Vec::with_capacity(SUMMED + tail.len());
    res.extend(MAGIC);
    res.extend(VERSION.to_le_bytes());
    let mut tag = [0; 4];
    tag.iter_mut().zip(goal.lang.tag().bytes()).for_each(|(slot, it)| *slot = it);
    res.extend(tag);
    res.extend(model::sum(&tail).to_le_bytes());
    res.extend(tail);
    res
}

pub(super) fn buckets(goal: &Goal) -> usize {
    (goal.room / BUCKET).max(1)
}

/// How far from nothing most weights lie.
fn told(rows: &[Row]) -> f32 {
    let mut all: Vec<f32> = rows.iter().flatten().map(|it| it.abs()).collect();
    all.sort_unstable_by(f32::total_cmp);
    let at = (all.len() as f32 * TOLD) as usize;
    all.get(at.min(all.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

/// The bits of signs and their weights, bucket by bucket.
fn table(signs: &[u64], rows: &[Row], buckets: usize, coarse: f32) -> (Vec<u8>, Vec<u8>) {
    let mut checks = vec![0; buckets * BUCKET * 2];
    let mut weights = vec![0; buckets * BUCKET * ROW];
    for (sign, row) in signs.iter().zip(rows) {
        let (bucket, check) = place(*sign, buckets as u64);
        let own = &mut checks.as_chunks_mut::<2>().0[bucket * BUCKET..(bucket + 1) * BUCKET];
        let Some(free) = own.iter().position(|it| *it == [0; 2]) else { continue };
        own[free] = check.to_le_bytes();
        let at = ROW * (bucket * BUCKET + free);
        let step = |it: f32| ((it / coarse).round().clamp(-MOST, MOST) as i8 + ZERO as i8) as u8;
        for (slot, tag) in weights[at..at + ROW].iter_mut().zip(0..) {
            *slot = step(row[tag]) | step(row[tag + ROW]) << 4;
        }
    }
    (checks, weights)
}

/// A filter with sixteen bits for each word.
fn filter(words: &[u64]) -> Vec<u8> {
    let bits = if words.is_empty() { 0 } else { (16 * words.len()).next_multiple_of(8) };
    let mut res = vec![0; bits / 8];
    for at in words.iter().flat_map(|it| Small::places(*it, bits)) {
        res[at / 8] |= 1 << (at % 8);
    }
    res
}
