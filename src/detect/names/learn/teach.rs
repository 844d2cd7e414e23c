//! More texts to learn from: a first model marks the names of plain sentences,
//! and those that it is sure of are learnt from as if somebody had marked them.

use rustc_hash::FxHashMap;

use crate::detect::names::learn::weights::{Dice, Row, Weights};
use crate::detect::names::learn::{Draft, Goal, Lesson, Marked};
use crate::detect::names::model::Words;
use crate::detect::names::tag::NONE;

/// A sentence counts if the likeliest tag of each of its words is so likely.
const SURE: f32 = 0.7;

/// What is learnt from such a sentence counts so much.
const WEIGHT: f32 = 0.5;

/// Sentences of so many words are looked at.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=150;

/// Sentences without a name say little: one in so many is enough.
const PLAIN: usize = 3;

/// The plain sentences of a lesson that a model is sure of, as it marks them,
/// once in each style. `numbers` are the places of signs in the weights.
pub(super) fn taught(
    lesson: &Lesson<'_>,
    goal: &Goal,
    words: Words<'_>,
    weights: &Weights,
    numbers: &FxHashMap<u64, u32>,
    dice: &mut Dice,
) -> Vec<Draft> {
    let mut res = Vec::new();
    for style in 0..goal.styles.len() {
        for (at, text) in lesson.plain.iter().enumerate() {
            let marked = Marked { text: text.clone(), names: Vec::new(), style };
            let mut draft = Draft::of(&marked, lesson, goal, words);
            if !LENGTHS.contains(&draft.words.len()) {
                continue;
            }
            let likely: Vec<(usize, f32)> =
                weights.likely(&draft.line(numbers)).iter().map(best).collect();
            let named = likely.iter().any(|it| it.0 != NONE);
            if likely.iter().all(|it| SURE <= it.1) && (named || at % PLAIN == 0) {
                draft.tags = likely.iter().map(|it| it.0).collect();
                draft.weight = WEIGHT;
                draft.forget(dice);
                res.push(draft);
            }
        }
    }
    res
}

/// The likeliest tag.
fn best(row: &Row) -> (usize, f32) {
    let all = row.iter().copied().enumerate();
    all.fold((NONE, 0.0), |best, it| if best.1 < it.1 { it } else { best })
}
