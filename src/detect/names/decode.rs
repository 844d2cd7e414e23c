//! From the sums of weights to the names of a stretch: the best run of tags
//! (Viterbi), and how likely each of its names is (forward and backward).

use wide::i16x16;

use crate::detect::names::Class;
use crate::detect::names::model::Model;
use crate::detect::names::tag::{NONE, TAGS, may_end, spans, tags};

/// The sums of a word, one for each tag.
pub(super) type Sums = i16x16;

/// A name of a stretch: class, first word, word behind the last, likelihood.
pub(super) type Likely = (Class, usize, usize, f32);

/// Room for what is reckoned with one stretch at a time.
#[derive(Default)]
pub(super) struct Desk {
    /// What each word came with: the best sums of all that is before it, by the
    /// last tag, less the best of them.
    came: Vec<Sums>,
    tags: Vec<usize>,
    chances: Chances,
}

/// Gives the names of a stretch with no name right before or behind it. Words that
/// are surely in no name part it: what is between them is short.
pub(super) fn names(model: &Model, all: &[Sums], desk: &mut Desk, give: &mut impl FnMut(Likely)) {
    let mut at = 0;
    for part in all.split(|it| is_none(model, it)) {
        let from = at;
        at += part.len() + 1;
        desk.find_best(model, part);
        let found = spans(&desk.tags);
        if found.is_empty() {
            continue;
        }
        desk.chances.reckon(model, part);
        for (class, first, end) in found {
            give((class, from + first, from + end, desk.chances.of_name(model, class, first, end)));
        }
    }
}

/// Whether a word is so much likelier to be in no name that no neighbour can
/// make it part of one.
fn is_none(model: &Model, sums: &Sums) -> bool {
    const { assert!(NONE == 0, "the first tag") };
    let [none, ..] = *sums.as_array();
    let others = (*sums & Sums::new(NAMES)) | Sums::new(NOTHING);
    model.clear < i32::from(none) - i32::from(others.reduce_max())
}

/// All bits of the tags of names, and the least for the one of none.
const NAMES: [i16; TAGS] = [0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1];
const NOTHING: [i16; TAGS] = [i16::MIN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

impl Desk {
    /// The best tags.
    fn find_best(&mut self, model: &Model, all: &[Sums]) {
        self.came.clear();
        self.tags.clear();
        let mut last = Sums::splat(i16::MIN / 2);
        if let Some(score) = last.as_mut_array().get_mut(NONE) {
            *score = 0;
        }
        for sums in all {
            self.came.push(last);
            let each = last.as_array().iter().zip(&model.steps);
            let next = each.fold(Sums::splat(i16::MIN), |best, (score, weights)| {
                best.max(Sums::splat(*score).saturating_add(*weights))
            });
            let next = next.saturating_add(*sums);
            last = next.saturating_sub(Sums::splat(next.reduce_max()));
        }
        let ends = last.as_array().iter().enumerate().filter(|it| may_end(it.0));
        let mut tag = ends.max_by_key(|it| it.1).map_or(NONE, |it| it.0);
        for came in self.came.iter().rev() {
            self.tags.push(tag);
            let Some(weights) = model.back.get(tag) else { continue };
            let sums = came.saturating_add(*weights);
            let best = sums.simd_eq(Sums::splat(sums.reduce_max())).to_bitmask();
            tag = best.trailing_zeros() as usize;
        }
        self.tags.reverse();
    }
}

/// How likely each tag of each word is, forward and backward.
#[derive(Default)]
struct Chances {
    /// Of each word and tag, by itself.
    own: Vec<[f32; TAGS]>,
    /// By what each word's forward sums were divided.
    scale: Vec<f32>,
    forward: Vec<[f32; TAGS]>,
    backward: Vec<[f32; TAGS]>,
}

impl Chances {
    fn reckon(&mut self, model: &Model, all: &[Sums]) {
        self.own.clear();
        self.scale.clear();
        self.forward.clear();
        self.backward.clear();
        self.own.extend(all.iter().map(|sums| {
            let most = sums.reduce_max();
            sums.to_array().map(|it| model.chance(most.abs_diff(it)))
        }));
        let mut last = [0.0; TAGS];
        if let Some(it) = last.get_mut(NONE) {
            *it = 1.0;
        }
        for own in &self.own {
            let mut next = [0.0; TAGS];
            for (chance, row) in last.iter().zip(&model.chances) {
                for (sum, follows) in next.iter_mut().zip(row) {
                    *sum += chance * follows;
                }
            }
            for (sum, own) in next.iter_mut().zip(own) {
                *sum *= own;
            }
            let scale = next.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            next.iter_mut().for_each(|it| *it /= scale);
            self.scale.push(scale);
            self.forward.push(next);
            last = next;
        }
        let mut next: [f32; TAGS] = std::array::from_fn(|tag| if may_end(tag) { 1.0 } else { 0.0 });
        let ends = last.iter().zip(&next).map(|it| it.0 * it.1).sum::<f32>();
        next.iter_mut().for_each(|it| *it /= ends.max(f32::MIN_POSITIVE));
        for (own, scale) in self.own.iter().zip(&self.scale).rev() {
            self.backward.push(next);
            let mut seen = *own;
            seen.iter_mut().zip(next).for_each(|(it, next)| *it = *it * next / scale);
            // Column by column: sums side by side need no order among them.
            next = [0.0; TAGS];
            for (seen, column) in seen.iter().zip(&model.leads) {
                for (sum, leads) in next.iter_mut().zip(column) {
                    *sum += seen * leads;
                }
            }
        }
        self.backward.reverse();
    }

    /// That there is this name, from its first word to its last.
    fn of_name(&self, model: &Model, class: Class, first: usize, end: usize) -> f32 {
        let mut chance = None;
        let mut before = NONE;
        for (at, tag) in (first..end).zip(tags(class, end - first)) {
            let value = |all: &[[f32; TAGS]]| {
                all.get(at).and_then(|it| it.get(tag)).copied().unwrap_or(0.0)
            };
            chance = Some(match chance {
                None => value(&self.forward),
                Some(it) => {
                    let follows = model.chances.get(before).and_then(|it| it.get(tag));
                    let scale = self.scale.get(at).copied().unwrap_or(1.0);
                    it * follows.copied().unwrap_or(0.0) * value(&self.own) / scale
                }
            });
            before = tag;
            if at + 1 == end {
                chance = chance.map(|it: f32| it * value(&self.backward));
            }
        }
        chance.unwrap_or(0.0).clamp(0.0, 1.0)
    }
}

/// As [`f32::floor`], of a number that an `i32` holds: for which most processors
/// that we build for would call a function.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "some hundred at most"
)]
fn floor(x: f32) -> f32 {
    let cut = x as i32 as f32;
    if x < cut { cut - 1.0 } else { cut }
}

/// The exponential function, to some six digits, and the same on every machine.
pub(super) fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let x = x.min(87.0) * std::f32::consts::LOG2_E;
    let whole = floor(x);
    let y = (x - whole) * std::f32::consts::LN_2;
    // Taylor's series; y lies between 0 and ln 2.
    let part = 1.0
        + y * (1.0
            + y * (0.5 + y * (1.0 / 6.0 + y * (1.0 / 24.0 + y * (1.0 / 120.0 + y / 720.0)))));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the exponents"
    )]
    let power = f32::from_bits(((whole as i32 + 127).max(1) as u32) << 23);
    part * power
}

#[cfg(test)]
mod tests {
    use super::floor;

    #[test]
    fn floors_are_floors() {
        for step in -13_000_i16..=13_000 {
            let x = f32::from(step) / 100.0;
            assert_eq!(floor(x).to_bits(), (x.floor() + 0.0).to_bits(), "{x}");
        }
    }
}
