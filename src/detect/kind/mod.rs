//! What type of statement a claim is: the type whose signs speak for it most.
//!
//! The weights are learnt ([`learn`]) and stand in `seeds/models/types.tsv`, whose
//! card says from what. A claim is judged by its own words and by how it is said.

mod learn;
mod signs;
mod stem;

use std::sync::LazyLock;

use crate::detect::claim::ClaimType;
use crate::detect::kind::signs::Shapes;
use crate::detect::kind::stem::stem;
use crate::detect::view::View;
use crate::lang::Lang;
use crate::text::Glossary;

pub use learn::{Learnt, Typed, learn, signs_of};
pub(super) use signs::Said;

/// What stands beside the signs in the table.
const BIAS: &str = "(start)";

const COUNT: usize = ClaimType::ALL.len();

/// What a sign says for each type; more places than types, so that they are added
/// up some at a time.
type Weights = [f32; 12];

struct Model {
    bias: Weights,
    /// By the places of their names.
    shapes: [Weights; Shapes::COUNT],
    /// By language.
    words: [Glossary<Weights>; 2],
    roots: [Glossary<Weights>; 2],
}

impl Model {
    fn get() -> &'static Model {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::parse(include_str!("../../../seeds/models/types.tsv")));
        &MODEL
    }

    /// Rows that are no sign and numbers are left out; `tests/data.rs` finds them.
    fn parse(table: &'static str) -> Model {
        let (mut bias, mut shapes) = (Weights::default(), [Weights::default(); Shapes::COUNT]);
        let mut words: [Vec<(&str, Weights)>; 2] = Default::default();
        let mut roots: [Vec<(&str, Weights)>; 2] = Default::default();
        for line in table.lines().filter(|it| !it.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(name) = cells.next() else { continue };
            let mut weights = Weights::default();
            let read = weights.iter_mut().take(COUNT).zip(&mut cells).map(|(it, cell)| {
                cell.parse().is_ok_and(|weight| {
                    *it = weight;
                    true
                })
            });
            if read.filter(|it| *it).count() < COUNT {
                continue;
            }
            let own = Lang::ALL.iter().zip(words.iter_mut().zip(&mut roots));
            let word = own.into_iter().find_map(|(lang, (words, roots))| {
                let word = name.strip_prefix(lang.tag())?.strip_prefix(':')?;
                Some(word.strip_prefix('~').map_or((word, words), |it| (it, roots)))
            });
            match word {
                Some((word, words)) => words.push((word, weights)),
                None if name == BIAS => bias = weights,
                None => {
                    let own = (0..Shapes::COUNT).find(|it| Shapes::name(*it) == name);
                    if let Some(slot) = own.and_then(|it| shapes.get_mut(it)) {
                        *slot = weights;
                    }
                }
            }
        }
        let (words, roots) = (words.map(Glossary::new), roots.map(Glossary::new));
        Model { bias, shapes, words, roots }
    }

    fn sums(&self, view: &View<'_>, said: &Said<'_>) -> Weights {
        let mut res = self.bias;
        let mut add = |weights: &Weights| {
            res.iter_mut().zip(weights).for_each(|(sum, it)| *sum += it);
        };
        let shapes = signs::shapes(view, said).places();
        shapes.filter_map(|it| self.shapes.get(it)).for_each(&mut add);
        let at = view.lang as usize;
        let (Some(words), Some(roots)) = (self.words.get(at), self.roots.get(at)) else {
            return res;
        };
        let mut behind: Vec<&Weights> = Vec::new();
        for word in signs::words(view, said) {
            if let Some(weights) = roots.get_small(stem(&word, view.lang)) {
                add(weights);
            }
            behind.extend(words.get_small(&word));
        }
        // Words behind all roots: so they were added up where they were learnt, and
        // sums of fractions depend on the order.
        behind.into_iter().for_each(add);
        res
    }
}

/// From this likelihood on a claim is surely somebody's view or experience.
const SURE: f32 = 0.75;

/// The type of a claim, and whether it is surely a view or an experience: no fact.
pub(super) fn kind(view: &View<'_>, said: &Said<'_>) -> (ClaimType, bool) {
    let sums = Model::get().sums(view, said);
    let all = || ClaimType::ALL.into_iter().zip(sums);
    let best = all().max_by(|a, b| a.1.total_cmp(&b.1));
    let (kind, highest) = best.unwrap_or((ClaimType::Event, 0.0));
    let odds = |own: fn(ClaimType) -> bool| -> f32 {
        all().filter(|it| own(it.0)).map(|it| (it.1 - highest).exp()).sum()
    };
    let own = odds(|it| matches!(it, ClaimType::Opinion | ClaimType::Experience));
    (kind, SURE * odds(|_| true) <= own)
}
