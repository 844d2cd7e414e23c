//! Classes of words from vectors that somebody learnt from far more text than
//! we have: words whose vectors point the same way (k-means on the sphere).

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of some hundred thousand words")]

use crate::detect::names::word::key;
use crate::detect::names::wordclass::{Classes, SIZES};

/// How often each word may move.
const ROUNDS: usize = 6;

/// The classes of the first `most` words of a text with a word and its vector
/// in each line, common words first. Lines of another length are left out. The
/// same text gives the same classes.
pub fn kin(text: &str, most: usize) -> Classes {
    let mut words: Vec<u64> = Vec::new();
    let mut vectors: Vec<f32> = Vec::new();
    let mut width = 0;
    for line in text.lines().take(most) {
        let mut cells = line.split(' ');
        let Some(word) = cells.next().filter(|it| it.contains(char::is_alphabetic)) else {
            continue;
        };
        let own: Vec<f32> = cells.filter_map(|it| it.parse().ok()).collect();
        if width == 0 {
            width = own.len();
        }
        if own.len() == width {
            words.push(key(word));
            vectors.extend(unit(&own));
        }
    }
    let each = SIZES.map(|size| group(&vectors, width.max(1), size));
    let all = words.into_iter().enumerate();
    all.map(|(at, key)| (key, each.each_ref().map(|it| it[at] as u32 + 1))).collect()
}

/// The same direction, of length one.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|it| it * it).sum::<f32>().sqrt().max(1e-9);
    vector.iter().map(|it| it / length).collect()
}

/// The class of each vector, among `size`.
fn group(vectors: &[f32], width: usize, size: usize) -> Vec<usize> {
    let count = vectors.len() / width;
    let of = |at: usize| &vectors[at * width..(at + 1) * width];
    // Words of every rarity to begin with.
    let mut centres: Vec<f32> =
        (0..size.min(count)).flat_map(|it| of(it * count / size)).copied().collect();
    let mut class = vec![0; count];
    for _ in 0..ROUNDS {
        let mut sums = vec![0f32; centres.len()];
        for (at, slot) in class.iter_mut().enumerate() {
            let own = of(at);
            let mut best = (f32::MIN, 0);
            for (centre, it) in centres.chunks_exact(width).enumerate() {
                let likeness = dot(own, it);
                if best.0 < likeness {
                    best = (likeness, centre);
                }
            }
            *slot = best.1;
            let sum = &mut sums[best.1 * width..(best.1 + 1) * width];
            sum.iter_mut().zip(own).for_each(|(sum, it)| *sum += it);
        }
        for (centre, sum) in centres.chunks_exact_mut(width).zip(sums.chunks_exact(width)) {
            if sum.iter().any(|it| *it != 0.0) {
                centre.copy_from_slice(&unit(sum));
            }
        }
    }
    class
}

/// Eight sums side by side, always in the same order.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut sums = [0f32; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}
