//! From the sums of weights to the names of a stretch: the best run of tags
//! (Viterbi), and how likely each of its names is (forward and backward).

use crate::detect::names::Class;
use crate::detect::names::model::Model;
use crate::detect::names::tag::{NONE, TAGS, may_end, spans, tags};

/// One vector of sums for each word.
pub(super) type Sums = [i16; TAGS];

/// A name of a stretch: class, first word, word behind the last, likelihood.
pub(super) type Likely = (Class, usize, usize, f32);

/// The names of a stretch with no name right before or behind it. Words that
/// are surely in no name part it: what is between them is short.
pub(super) fn names(model: &Model, all: &[Sums]) -> Vec<Likely> {
    let mut res = Vec::new();
    let mut at = 0;
    for part in all.split(|it| is_none(model, it)) {
        let from = at;
        at += part.len() + 1;
        let found = spans(&best(model, part));
        if found.is_empty() {
            continue;
        }
        let chances = Chances::of(model, part);
        res.extend(found.into_iter().map(|(class, first, end)| {
            (class, from + first, from + end, chances.of_name(class, first, end))
        }));
    }
    res
}

/// Whether a word is so much likelier to be in no name that no neighbour can
/// make it part of one.
fn is_none(model: &Model, sums: &Sums) -> bool {
    let [none, names @ ..] = sums;
    const { assert!(NONE == 0, "the first tag") };
    let most = names.iter().copied().max().unwrap_or(i16::MIN);
    model.clear < i32::from(*none) - i32::from(most)
}

/// The best tags.
fn best(model: &Model, all: &[Sums]) -> Vec<usize> {
    // What each word came with: the best sums of all that is before it, by the
    // last tag, less the best of them.
    let mut came: Vec<Sums> = Vec::with_capacity(all.len());
    let mut last = [i16::MIN / 2; TAGS];
    if let Some(score) = last.get_mut(NONE) {
        *score = 0;
    }
    for sums in all {
        came.push(last);
        let mut next = [i16::MIN; TAGS];
        for (score, row) in last.iter().zip(&model.steps) {
            for (best, weight) in next.iter_mut().zip(row) {
                *best = (*best).max(score.saturating_add(*weight));
            }
        }
        for (score, sum) in next.iter_mut().zip(sums) {
            *score = score.saturating_add(*sum);
        }
        let most = next.iter().copied().max().unwrap_or(0);
        last = next.map(|it| it.saturating_sub(most));
    }
    let ends = last.iter().enumerate().filter(|it| may_end(it.0));
    let mut tag = ends.max_by_key(|it| it.1).map_or(NONE, |it| it.0);
    let mut res: Vec<usize> = Vec::with_capacity(all.len());
    for came in came.iter().rev() {
        res.push(tag);
        let mut best = (i16::MIN, NONE);
        for (before, (score, row)) in came.iter().zip(&model.steps).enumerate() {
            let sum = score.saturating_add(row.get(tag).copied().unwrap_or(i16::MIN));
            if best.0 < sum {
                best = (sum, before);
            }
        }
        tag = best.1;
    }
    res.reverse();
    res
}

/// How likely each tag of each word is, forward and backward.
struct Chances {
    follows: [[f32; TAGS]; TAGS],
    /// Of each word and tag, by itself.
    own: Vec<[f32; TAGS]>,
    /// By what each word's forward sums were divided.
    scale: Vec<f32>,
    forward: Vec<[f32; TAGS]>,
    backward: Vec<[f32; TAGS]>,
}

impl Chances {
    fn of(model: &Model, all: &[Sums]) -> Chances {
        let follows = model.chances;
        let own: Vec<[f32; TAGS]> = all
            .iter()
            .map(|sums| {
                let most = sums.iter().copied().max().unwrap_or(0);
                sums.map(|it| model.chance(most.abs_diff(it)))
            })
            .collect();
        let mut res = Chances {
            follows,
            scale: Vec::with_capacity(own.len()),
            forward: Vec::with_capacity(own.len()),
            backward: vec![[0.0; TAGS]; own.len()],
            own,
        };
        let mut last = [0.0; TAGS];
        if let Some(it) = last.get_mut(NONE) {
            *it = 1.0;
        }
        for own in &res.own {
            let mut next = [0.0; TAGS];
            for (chance, row) in last.iter().zip(&res.follows) {
                for (sum, follows) in next.iter_mut().zip(row) {
                    *sum += chance * follows;
                }
            }
            for (sum, own) in next.iter_mut().zip(own) {
                *sum *= own;
            }
            let scale = next.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            next.iter_mut().for_each(|it| *it /= scale);
            res.scale.push(scale);
            res.forward.push(next);
            last = next;
        }
        let mut next: [f32; TAGS] = std::array::from_fn(|tag| if may_end(tag) { 1.0 } else { 0.0 });
        let ends = last.iter().zip(&next).map(|it| it.0 * it.1).sum::<f32>();
        next.iter_mut().for_each(|it| *it /= ends.max(f32::MIN_POSITIVE));
        let each = res.backward.iter_mut().zip(&res.own).zip(&res.scale).rev();
        for ((slot, own), scale) in each {
            *slot = next;
            let seen: [f32; TAGS] = std::array::from_fn(|tag| {
                own.get(tag).zip(next.get(tag)).map_or(0.0, |it| it.0 * it.1) / scale
            });
            // Column by column: sums side by side need no order among them.
            next = [0.0; TAGS];
            for (seen, column) in seen.iter().zip(&model.leads) {
                for (sum, leads) in next.iter_mut().zip(column) {
                    *sum += seen * leads;
                }
            }
        }
        res
    }

    /// That there is this name, from its first word to its last.
    fn of_name(&self, class: Class, first: usize, end: usize) -> f32 {
        let mut chance = None;
        let mut before = NONE;
        for (at, tag) in (first..end).zip(tags(class, end - first)) {
            let value = |all: &[[f32; TAGS]]| {
                all.get(at).and_then(|it| it.get(tag)).copied().unwrap_or(0.0)
            };
            chance = Some(match chance {
                None => value(&self.forward),
                Some(it) => {
                    let follows = self.follows.get(before).and_then(|it| it.get(tag));
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
