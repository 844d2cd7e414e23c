//! The learnt weights.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::detect::score::Reason;
use crate::detect::score::signs::{self, NAMES, Sign};
use crate::detect::view::View;
use crate::lang::Lang;
use crate::text::Glossary;

/// What stands beside the signs in the table.
pub(super) const BIAS: &str = "(start)";
pub(super) const THRESHOLD: &str = "(worthy from)";

pub(in crate::detect) struct Model {
    bias: f32,
    threshold: f32,
    /// By the places of their names.
    weights: [Option<Weight>; NAMES.len()],
    /// By language.
    words: [Glossary<f32>; 2],
}

#[derive(Clone, Copy)]
struct Weight {
    weight: f32,
    /// It can be named to a writer.
    told: bool,
    /// Two signs together: the name of the first of them.
    with: Option<&'static str>,
}

/// From this score on a sentence counts as worth checking: where precision and
/// recall were best balanced on debates that the weights had not seen.
pub fn worthy() -> f32 {
    Model::get().threshold
}

impl Model {
    pub(in crate::detect) fn get() -> &'static Model {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::parse(include_str!("../../../seeds/models/claims.tsv")));
        &MODEL
    }

    /// Rows that are no sign and no number are left out; `tests/data.rs` finds
    /// them.
    fn parse(table: &'static str) -> Model {
        let row = |it: &'static str| {
            let (name, weight) = it.split_once('\t')?;
            Some((name, weight.parse().ok()?))
        };
        let mut weights: FxHashMap<&'static str, f32> =
            table.lines().filter(|it| !it.starts_with('#')).filter_map(row).collect();
        let bias = weights.remove(BIAS).unwrap_or(0.0);
        let threshold = weights.remove(THRESHOLD).unwrap_or(0.5);
        let words = Lang::ALL.map(|lang| {
            let own = |(name, weight): (&&'static str, &f32)| {
                Some((name.strip_prefix(lang.tag())?.strip_prefix(':')?, *weight))
            };
            Glossary::new(weights.iter().filter_map(own))
        });
        let weights = NAMES.map(|name| {
            let with = name.split_once('+').map(|it| it.0);
            let weight = weights.get(name).copied();
            weight.map(|weight| Weight { weight, told: signs::is_told(name), with })
        });
        Model { bias, threshold, weights, words }
    }

    /// What the words of a sentence add; nothing where none were learnt.
    pub(super) fn words(&self, view: &View<'_>) -> f32 {
        let Some(words) = self.words.get(view.lang as usize).filter(|it| !it.is_empty()) else {
            return 0.0;
        };
        signs::words(view).filter_map(|it| words.get_small(&it)).sum()
    }

    /// The sum whose logistic is the score, and the signs that can be named to a
    /// writer. What two signs say together is told with the first of them.
    pub(super) fn sum(&self, signs: &[Sign]) -> (f32, Vec<Reason>) {
        let mut sum = 0.0;
        let mut res: Vec<Reason> = Vec::with_capacity(signs.len());
        for sign in signs {
            let Some(known) = self.weights.get(sign.place).and_then(Option::as_ref) else {
                continue;
            };
            let weight = known.weight * sign.value;
            sum += weight;
            if known.told {
                res.push(Reason::new(sign.place, weight, sign.span));
            } else if let Some(first) = known.with
                && let Some(reason) = res.iter_mut().find(|it| it.feature() == first)
            {
                reason.weight += weight;
            }
        }
        res.retain(|it| 0.05 <= it.weight.abs());
        (self.bias + sum, res)
    }
}
