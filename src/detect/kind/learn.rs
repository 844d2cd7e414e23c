//! Learns the weights: softmax regression, all statements at each step, so that the
//! same examples give the same weights.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::detect::Article;
use crate::detect::claim::ClaimType;
use crate::detect::kind::signs::{self, Said, Sign};
use crate::detect::kind::{BIAS, COUNT};
use crate::lang::Lang;
use crate::text::Span;

/// A statement whose type somebody told.
pub struct Typed {
    pub lang: Lang,
    /// As they stand in the table.
    pub signs: Vec<String>,
    pub kind: ClaimType,
    /// Statements of one group are left out together to measure.
    pub group: usize,
}

/// What was learnt.
pub struct Learnt {
    weights: BTreeMap<String, [f64; COUNT]>,
    bias: [f64; COUNT],
    /// For each example, what the other groups make of it.
    pub told: Vec<ClaimType>,
}

/// How much a large weight costs; that of a word more, which is seen less often.
const RIDGE: f64 = 2.0;
const RIDGE_OF_WORDS: f64 = 6.0;

/// The weights have long settled by then; how far each step goes at most.
const STEPS: usize = 400;
const STRIDE: f64 = 0.3;

/// A word or sign that stands in fewer statements is left aside.
const COMMON: usize = 3;

/// Each claim of an article: its sentence in bytes of the article, and its signs.
pub fn signs_of(article: &Article) -> Vec<(Span, Vec<String>)> {
    let mut res = Vec::new();
    for (placed, facts, _) in article.passages() {
        let views: Vec<_> = facts.views(placed.passage.prose(), article.lang).collect();
        for draft in &facts.drafts {
            let Some(view) = views.get(draft.sentence) else { continue };
            let said = Said {
                span: draft.span,
                attribution: draft.attribution.as_ref(),
                quoted: draft.quoted,
            };
            let names = signs::of(view, &said).into_iter().map(|it| match it {
                Sign::Shape(name) => name.to_owned(),
                Sign::Word(word) => format!("{}:{word}", article.lang.tag()),
                Sign::Root(root) => format!("{}:~{root}", article.lang.tag()),
            });
            res.push((view.span.shift(placed.start), names.collect()));
        }
    }
    res
}

/// Same examples, same weights.
pub fn learn(examples: &[Typed]) -> Learnt {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sign in examples.iter().flat_map(|it| &it.signs) {
        *counts.entry(sign).or_default() += 1;
    }
    let names: Vec<&str> = counts.iter().filter(|it| COMMON <= *it.1).map(|it| *it.0).collect();
    let rows: Vec<Vec<usize>> = examples
        .iter()
        .map(|it| {
            let mut places: Vec<usize> =
                it.signs.iter().filter_map(|it| names.binary_search(&it.as_str()).ok()).collect();
            places.sort_unstable();
            places.dedup();
            // The bias stands behind the signs.
            places.push(names.len());
            places
        })
        .collect();
    // The bias is free.
    let cost = |it: &&str| if it.contains(':') { RIDGE_OF_WORDS } else { RIDGE };
    let ridges: Vec<f64> = names.iter().map(cost).chain([0.0]).collect();
    let fit = |out: Option<usize>| {
        let seen = rows.iter().zip(examples).filter(|it| Some(it.1.group) != out);
        let seen: Vec<(&[usize], ClaimType)> =
            seen.map(|(row, it)| (row.as_slice(), it.kind)).collect();
        descend(&seen, &ridges)
    };
    let mut groups: Vec<usize> = examples.iter().map(|it| it.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut told = vec![ClaimType::Event; examples.len()];
    for group in groups {
        let weights = fit(Some(group));
        let out = told.iter_mut().zip(&rows).zip(examples).filter(|it| it.1.group == group);
        for ((told, row), _) in out {
            let sums = ClaimType::ALL.into_iter().zip(sums(&weights, row));
            *told = sums.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(*told, |it| it.0);
        }
    }
    let all = fit(None);
    let bias = all.last().copied().unwrap_or_default();
    let weights = names.iter().map(|it| (*it).to_owned()).zip(all).collect();
    Learnt { weights, bias, told }
}

fn sums(weights: &[[f64; COUNT]], row: &[usize]) -> [f64; COUNT] {
    let mut res = [0.0; COUNT];
    for own in row.iter().filter_map(|it| weights.get(*it)) {
        for (sum, weight) in res.iter_mut().zip(own) {
            *sum += weight;
        }
    }
    res
}

/// Gradient descent with a stride for each weight (AdaGrad).
fn descend(rows: &[(&[usize], ClaimType)], ridges: &[f64]) -> Vec<[f64; COUNT]> {
    let mut weights = vec![[0.0; COUNT]; ridges.len()];
    let mut steepness = vec![[1.0_f64; COUNT]; ridges.len()];
    for _ in 0..STEPS {
        let held = weights.iter().zip(ridges);
        let mut slope: Vec<[f64; COUNT]> =
            held.map(|(it, ridge)| it.map(|it| it * ridge)).collect();
        for (row, kind) in rows {
            let odds = sums(&weights, row);
            let highest = odds.into_iter().fold(f64::MIN, f64::max);
            let odds = odds.map(|it| (it - highest).exp());
            let all: f64 = odds.iter().sum();
            for at in *row {
                let Some(own) = slope.get_mut(*at) else { continue };
                for ((own, odds), is) in own.iter_mut().zip(odds).zip(ClaimType::ALL) {
                    *own += odds / all - f64::from(u8::from(is == *kind));
                }
            }
        }
        for ((weights, steep), slope) in weights.iter_mut().zip(&mut steepness).zip(&slope) {
            for ((weight, steep), slope) in weights.iter_mut().zip(steep).zip(slope) {
                *steep += slope * slope;
                *weight -= STRIDE * slope / steep.sqrt();
            }
        }
    }
    weights
}

impl Learnt {
    /// As it stands in `seeds/models/types.tsv`.
    pub fn table(&self) -> String {
        let kinds: Vec<&str> = ClaimType::ALL.iter().map(|it| it.name()).collect();
        let mut res = format!(
            "# How much each sign speaks for each type of claim. Made by `tajuk train types`; types.md says from what.\nsign\t{}\n",
            kinds.join("\t")
        );
        let bias = (BIAS.to_owned(), self.bias);
        for (name, weights) in std::iter::once((&bias.0, &bias.1)).chain(&self.weights) {
            let cells: Vec<String> = weights.iter().map(|it| format!("{it:.2}")).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(res, "{name}\t{}", cells.join("\t"));
        }
        res
    }
}
