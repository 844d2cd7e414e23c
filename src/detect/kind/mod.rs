//! What type of statement a claim is: the type whose signs speak for it most.
//!
//! The weights are learnt ([`learn`]) and stand in `seeds/models/types.tsv`, whose
//! card says from what. A claim is judged by its own words and by how it is said.

mod learn;
mod signs;
mod stem;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::detect::claim::ClaimType;
use crate::detect::kind::signs::Sign;
use crate::detect::view::View;
use crate::lang::Lang;

pub use learn::{Learnt, Typed, learn, signs_of};
pub(super) use signs::Said;

/// What stands beside the signs in the table.
const BIAS: &str = "(start)";

const COUNT: usize = ClaimType::ALL.len();

struct Model {
    bias: [f32; COUNT],
    signs: FxHashMap<&'static str, [f32; COUNT]>,
    /// By language.
    words: [FxHashMap<&'static str, [f32; COUNT]>; 2],
    roots: [FxHashMap<&'static str, [f32; COUNT]>; 2],
}

impl Model {
    fn get() -> &'static Model {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::parse(include_str!("../../../seeds/models/types.tsv")));
        &MODEL
    }

    /// Rows that are no sign and numbers are left out; `tests/data.rs` finds them.
    fn parse(table: &'static str) -> Model {
        let mut res = Model {
            bias: [0.0; COUNT],
            signs: FxHashMap::default(),
            words: Default::default(),
            roots: Default::default(),
        };
        for line in table.lines().filter(|it| !it.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(name) = cells.next() else { continue };
            let mut weights = [0.0; COUNT];
            let read = weights.iter_mut().zip(&mut cells).map(|(it, cell)| {
                cell.parse().is_ok_and(|weight| {
                    *it = weight;
                    true
                })
            });
            if read.filter(|it| *it).count() < COUNT {
                continue;
            }
            let own = Lang::ALL.iter().zip(res.words.iter_mut().zip(&mut res.roots));
            let word = own.into_iter().find_map(|(lang, (words, roots))| {
                let word = name.strip_prefix(lang.tag())?.strip_prefix(':')?;
                Some(word.strip_prefix('~').map_or((word, words), |it| (it, roots)))
            });
            match word {
                Some((word, words)) => drop(words.insert(word, weights)),
                None if name == BIAS => res.bias = weights,
                None => drop(res.signs.insert(name, weights)),
            }
        }
        res
    }

    fn sums(&self, signs: &[Sign<'_>], lang: Lang) -> [f32; COUNT] {
        let mut res = self.bias;
        for sign in signs {
            let known = match sign {
                Sign::Shape(name) => self.signs.get(name),
                Sign::Root(root) => self.roots.get(lang as usize).and_then(|it| it.get(&**root)),
                Sign::Word(word) => self.words.get(lang as usize).and_then(|it| it.get(&**word)),
            };
            for (sum, weight) in res.iter_mut().zip(known.into_iter().flatten()) {
                *sum += weight;
            }
        }
        res
    }
}

/// From this likelihood on a claim is surely somebody's view or experience.
const SURE: f32 = 0.75;

/// The type of a claim, and whether it is surely a view or an experience: no fact.
pub(super) fn kind(view: &View<'_>, said: &Said<'_>) -> (ClaimType, bool) {
    let sums = Model::get().sums(&signs::of(view, said), view.lang);
    let all = || ClaimType::ALL.into_iter().zip(sums);
    let best = all().max_by(|a, b| a.1.total_cmp(&b.1));
    let (kind, highest) = best.unwrap_or((ClaimType::Event, 0.0));
    let odds = |own: fn(ClaimType) -> bool| -> f32 {
        all().filter(|it| own(it.0)).map(|it| (it.1 - highest).exp()).sum()
    };
    let own = odds(|it| matches!(it, ClaimType::Opinion | ClaimType::Experience));
    (kind, SURE * odds(|_| true) <= own)
}
