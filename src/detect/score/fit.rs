//! Learns the weights: logistic regression by Newton's method, which ends at
//! the one best answer and needs no chance. Whole sources are left out in turn
//! to see what carries over to texts that were not seen.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::detect::Article;
use crate::detect::score::model::{BIAS, THRESHOLD};
use crate::detect::score::signs::{self, Sign};

/// A sentence that people judged.
pub struct Example {
    pub article: Article,
    pub worthy: bool,
    /// Sentences of one source are left out together.
    pub source: u64,
}

/// What was learnt, and how well it did on sources that were left out.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Name and weight, the strongest first.
    pub weights: Vec<(String, f64)>,
    /// The same of words, behind the tag of their language: "en:billion".
    pub words: Vec<(String, f64)>,
    pub bias: f64,
    pub threshold: f64,
    /// For each example the score it gets from the other sources.
    pub scores: Vec<f64>,
    /// Of those, at the threshold.
    pub f1: f64,
}

/// Sources are left out in so many groups.
const FOLDS: u64 = 10;

/// How much a large weight costs.
const RIDGE: f64 = 2.0;

/// Newton's method has long arrived by then.
const STEPS: usize = 12;

/// A word is learnt from so many places on, and if it stands in half of the
/// sources.
const COMMON: usize = 20;

/// How often all sentences are gone through for the words, how far each moves
/// them, and how strongly large weights are drawn back.
const ROUNDS: u64 = 6;
const STRIDE: f64 = 0.3;
const SHRINK: f64 = 0.001;

struct Row {
    signs: Vec<(usize, f64)>,
    words: Vec<usize>,
    /// Its words, until it is known which of them count.
    text: Vec<String>,
    worthy: bool,
}

/// Same examples and seed, same weights.
pub fn fit(examples: &[Example], seed: u64) -> Fit {
    let mut names: Vec<&'static str> = Vec::new();
    let mut rows: Vec<Row> = examples.iter().map(|it| row(it, &mut names)).collect();
    let words = common(&mut rows, examples);
    let width = names.len();
    let mut scores = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let is_out = |it: &Example| mix(it.source, seed) % FOLDS == fold;
        let seen = rows.iter().zip(examples).filter(|it| !is_out(it.1)).map(|it| it.0);
        let learnt = learn(&seen.collect::<Vec<_>>(), width, words.len(), seed);
        for ((score, row), example) in scores.iter_mut().zip(&rows).zip(examples) {
            if is_out(example) {
                *score = learnt.sum(row);
            }
        }
    }
    // Scores of sources that were not seen, set right (Platt).
    let platt: Vec<Row> = scores
        .iter()
        .zip(&rows)
        .map(|(it, row)| Row {
            signs: vec![(0, *it)],
            words: Vec::new(),
            text: Vec::new(),
            worthy: row.worthy,
        })
        .collect();
    let platt = newton(&platt.iter().collect::<Vec<_>>(), 1);
    let (slope, shift) = (at(&platt, 0), at(&platt, 1));
    for score in &mut scores {
        *score = logistic(slope * *score + shift);
    }
    let (threshold, f1) = balance(&scores, &rows);
    let all = learn(&rows.iter().collect::<Vec<_>>(), width, words.len(), seed);
    let weights = names.iter().enumerate().map(|(i, name)| ((*name).to_owned(), at(&all.signs, i)));
    let lang = examples.first().map_or("en", |it| it.article.lang.tag());
    let words = words.iter().zip(&all.words).map(|(word, it)| (format!("{lang}:{word}"), *it));
    let by_weight = |a: &(String, f64), b: &(String, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let mut weights: Vec<(String, f64)> = weights.map(|(name, it)| (name, slope * it)).collect();
    weights.sort_by(by_weight);
    let mut words: Vec<(String, f64)> =
        words.map(|(name, it)| (name, slope * it)).filter(|it| 0.05 <= it.1.abs()).collect();
    words.sort_by(by_weight);
    let bias = slope * at(&all.signs, width) + shift;
    Fit { weights, words, bias, threshold, scores, f1 }
}

/// Weights of signs, the bias behind them, and of words.
struct Learnt {
    signs: Vec<f64>,
    words: Vec<f64>,
}

impl Learnt {
    fn sum(&self, row: &Row) -> f64 {
        let words: f64 = row.words.iter().map(|it| at(&self.words, *it)).sum();
        sum(&self.signs, row) + words
    }
}

/// First the signs, for themselves, so that they hold in a language without
/// words; then what words add to them.
fn learn(rows: &[&Row], width: usize, words: usize, seed: u64) -> Learnt {
    let mut res = Learnt { signs: newton(rows, width), words: vec![0.0; words] };
    let known: Vec<f64> = rows.iter().map(|it| sum(&res.signs, it)).collect();
    let mut steepness = vec![1.0_f64; words];
    let mut order: Vec<(u64, usize)> = (0..rows.len()).map(|it| (0, it)).collect();
    for round in 0..ROUNDS {
        for (place, it) in &mut order {
            *place = mix(*it as u64, seed.wrapping_add(round));
        }
        order.sort_unstable();
        for (_, it) in &order {
            let (Some(row), Some(known)) = (rows.get(*it), known.get(*it)) else { continue };
            let words: f64 = row.words.iter().map(|it| at(&res.words, *it)).sum();
            let gap = f64::from(u8::from(row.worthy)) - logistic(known + words);
            for word in &row.words {
                let (Some(weight), Some(steep)) =
                    (res.words.get_mut(*word), steepness.get_mut(*word))
                else {
                    continue;
                };
                let step = gap - SHRINK * *weight;
                *steep += step * step;
                *weight += STRIDE * step / steep.sqrt();
            }
        }
    }
    res
}

/// Keeps the words that stand in most sources, and so may carry over.
fn common(rows: &mut [Row], examples: &[Example]) -> Vec<String> {
    let mut seen: BTreeMap<&str, (usize, BTreeSet<u64>)> = BTreeMap::new();
    for (row, example) in rows.iter().zip(examples) {
        for word in &row.text {
            let entry = seen.entry(word).or_default();
            entry.0 += 1;
            entry.1.insert(example.source);
        }
    }
    let sources: BTreeSet<u64> = examples.iter().map(|it| it.source).collect();
    let carries = |it: &(usize, BTreeSet<u64>)| COMMON <= it.0 && sources.len() <= 2 * it.1.len();
    let words: Vec<String> =
        seen.iter().filter(|it| carries(it.1)).map(|it| (*it.0).to_owned()).collect();
    for row in rows {
        row.words = row.text.iter().filter_map(|it| words.binary_search(it).ok()).collect();
        row.text = Vec::new();
    }
    words
}

impl Fit {
    /// As it stands in `seeds/models/claims.tsv`.
    pub fn table(&self) -> String {
        let mut res = String::from(
            "# How much each sign adds to what a sentence is worth checking, before the logistic. Made by `tajuk train claims`; claims.md says from what.\nsign\tweight\n",
        );
        let mut row = |name: &str, weight: f64| {
            // Writing to a string cannot fail.
            let _ = writeln!(res, "{name}\t{weight:.3}");
        };
        row(BIAS, self.bias);
        row(THRESHOLD, self.threshold);
        for (name, weight) in self.weights.iter().chain(&self.words) {
            row(name, *weight);
        }
        res
    }
}

fn row(example: &Example, names: &mut Vec<&'static str>) -> Row {
    let lang = example.article.lang;
    let mut best: Option<(Vec<Sign>, Vec<String>)> = None;
    for (placed, facts, _) in example.article.passages() {
        for view in facts.views(placed.passage.prose(), lang) {
            let signs = signs::of(&view, view.span);
            // The fullest sentence, should there be several.
            if best.as_ref().is_none_or(|it| it.0.len() < signs.len()) {
                best = Some((signs, signs::words(&view).map(Cow::into_owned).collect()));
            }
        }
    }
    let (signs, text) = best.unwrap_or_default();
    let mut index = |name: &'static str| {
        names.iter().position(|it| *it == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        })
    };
    let signs = signs.iter().map(|it| (index(it.name()), f64::from(it.value))).collect();
    Row { signs, words: Vec::new(), text, worthy: example.worthy }
}

fn at(all: &[f64], index: usize) -> f64 {
    all.get(index).copied().unwrap_or(0.0)
}

/// The bias stands behind the weights.
fn sum(weights: &[f64], row: &Row) -> f64 {
    let bias = weights.last().copied().unwrap_or(0.0);
    bias + row.signs.iter().map(|(i, value)| at(weights, *i) * value).sum::<f64>()
}

fn logistic(it: f64) -> f64 {
    1.0 / (1.0 + (-it).exp())
}

fn newton(rows: &[&Row], width: usize) -> Vec<f64> {
    let size = width + 1;
    let mut weights = vec![0.0; size];
    for _ in 0..STEPS {
        let mut slope = vec![0.0; size];
        let mut bend = vec![0.0; size * size];
        for (i, weight) in weights.iter().enumerate() {
            // The bias is free.
            let ridge = if i == width { 1e-6 } else { RIDGE };
            add(&mut slope, i, -ridge * weight);
            add(&mut bend, i * size + i, ridge);
        }
        for row in rows {
            let p = logistic(sum(&weights, row));
            let gap = f64::from(u8::from(row.worthy)) - p;
            let spread = p * (1.0 - p);
            let signs = || row.signs.iter().copied().chain([(width, 1.0)]);
            for (i, a) in signs() {
                add(&mut slope, i, gap * a);
                for (j, b) in signs() {
                    add(&mut bend, i * size + j, spread * a * b);
                }
            }
        }
        let step = solve(bend, slope, size);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    weights
}

fn add(all: &mut [f64], index: usize, value: f64) {
    if let Some(it) = all.get_mut(index) {
        *it += value;
    }
}

/// Gauss's elimination; the matrix is positive definite, so nothing is swapped.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Vec<f64> {
    for i in 0..size {
        let pivot = at(&matrix, i * size + i);
        for j in i + 1..size {
            let factor = at(&matrix, j * size + i) / pivot;
            if factor == 0.0 {
                continue;
            }
            for k in i..size {
                let value = at(&matrix, i * size + k);
                add(&mut matrix, j * size + k, -factor * value);
            }
            let value = at(&right, i);
            add(&mut right, j, -factor * value);
        }
    }
    let mut res = vec![0.0; size];
    for i in (0..size).rev() {
        let known: f64 = (i + 1..size).map(|k| at(&matrix, i * size + k) * at(&res, k)).sum();
        let value = (at(&right, i) - known) / at(&matrix, i * size + i);
        add(&mut res, i, value);
    }
    res
}

/// The threshold with the best F1, and that F1.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn balance(scores: &[f64], rows: &[Row]) -> (f64, f64) {
    let gold = rows.iter().filter(|it| it.worthy).count();
    let mut best = (0.5, 0.0);
    for step in 10..90 {
        let threshold = f64::from(step) / 100.0;
        let found = scores.iter().zip(rows).filter(|it| threshold <= *it.0);
        let (mut all, mut right) = (0, 0);
        for (_, row) in found {
            all += 1;
            right += usize::from(row.worthy);
        }
        let f1 = 2.0 * right as f64 / (all + gold).max(1) as f64;
        if best.1 < f1 {
            best = (threshold, f1);
        }
    }
    best
}

/// Scatters numbers (SplitMix64).
fn mix(value: u64, seed: u64) -> u64 {
    let mut it = value.wrapping_add(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}
