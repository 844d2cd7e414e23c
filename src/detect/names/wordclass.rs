//! Classes of words that stand in the same places, from plain text: each word
//! is moved to the class that makes its neighbours likeliest, again and again
//! (the exchange algorithm of Kneser and Ney 1993, class bigrams).

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a corpus of megabytes")]

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::detect::names::learn::Marked;
use crate::detect::names::model::{Known, TAIL};
use crate::detect::names::stands_out;
use crate::detect::names::word::key;
use crate::lang::{TokenKind, tokens};
use crate::text::Span;

/// How many classes, less one for words without any.
pub(super) const SIZES: [usize; 3] = [63, 255, 1023];

/// Rarer words say too little of their places.
const RARE: u32 = 3;

/// How often each word may move.
const ROUNDS: usize = 8;

/// Words by their keys, with classes.
pub type Classes = FxHashMap<u64, [u32; 3]>;

/// The classes of the words of some texts, a sentence or a paragraph a line.
/// The same texts give the same classes.
pub fn classes<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Classes {
    let corpus = Corpus::of(lines);
    let each = SIZES.map(|size| corpus.group(size));
    let all = corpus.keys.iter().enumerate().skip(FIRST);
    all.map(|(at, key)| (*key, each.each_ref().map(|it| it[at] as u32 + 1))).collect()
}

/// Classes of words and the lists they stand in, as the model keeps them:
/// sorted by key.
pub(super) fn known(
    classes: &Classes,
    kin: &Classes,
    lists: &FxHashMap<u64, u32>,
) -> Vec<(u64, Known)> {
    let mut keys: Vec<u64> =
        classes.keys().chain(kin.keys()).chain(lists.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let one = |key: u64| {
        let classes = classes.get(&key).copied().unwrap_or_default();
        let kin = kin.get(&key).copied().unwrap_or_default();
        (key, Known::new(classes, kin, lists.get(&key).copied().unwrap_or(0)))
    };
    keys.into_iter().map(one).collect()
}

/// A word may be a name's end if it is one in so many of its places.
const TAILS: u32 = 50;

/// Words 0 and 1 are a line's ends and all rare words; they stay alone.
const FIRST: usize = 2;
const EDGE: u32 = 0;
const SELDOM: u32 = 1;

struct Corpus {
    keys: Vec<u64>,
    counts: Vec<u32>,
    /// Of each word, the words right before it and right behind it.
    before: Vec<Vec<(u32, u32)>>,
    behind: Vec<Vec<(u32, u32)>>,
}

impl Corpus {
    fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Corpus {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for line in lines.clone() {
            for it in words(line) {
                *counts.entry(it).or_default() += 1;
            }
        }
        let mut common: Vec<(u64, u32)> = counts.into_iter().filter(|it| RARE <= it.1).collect();
        common.sort_unstable_by_key(|it| (Reverse(it.1), it.0));
        let mut keys = vec![0, 0];
        keys.extend(common.iter().map(|it| it.0));
        let number: FxHashMap<u64, u32> =
            keys.iter().enumerate().skip(FIRST).map(|(at, it)| (*it, at as u32)).collect();
        let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut counts = vec![0; keys.len()];
        for line in lines {
            let mut last = EDGE;
            let all = words(line).map(|it| number.get(&it).copied().unwrap_or(SELDOM));
            for it in all.chain([EDGE]) {
                *pairs.entry((last, it)).or_default() += 1;
                counts[it as usize] += 1;
                last = it;
            }
        }
        let mut pairs: Vec<((u32, u32), u32)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        let (mut before, mut behind) = (vec![Vec::new(); keys.len()], vec![Vec::new(); keys.len()]);
        for ((a, b), count) in pairs {
            behind[a as usize].push((b, count));
            before[b as usize].push((a, count));
        }
        Corpus { keys, counts, before, behind }
    }

    /// The class of each word, among `size`.
    fn group(&self, size: usize) -> Vec<usize> {
        let mut state = Groups::new(self, size);
        for _ in 0..ROUNDS {
            let moved = (FIRST..self.keys.len()).filter(|it| state.settle(*it)).count();
            if moved * 200 < self.keys.len() {
                break;
            }
        }
        state.class
    }
}

/// Which word is in which class, and how often classes follow each other.
struct Groups<'a> {
    corpus: &'a Corpus,
    /// Classes, and behind them those of the two words that stay alone.
    all: usize,
    size: usize,
    class: Vec<usize>,
    /// Words of a class.
    sum: Vec<u32>,
    /// From a class to the next, and turned round.
    pairs: Vec<u32>,
    turned: Vec<u32>,
    /// x ln x.
    entropy: Vec<f32>,
    left: Vec<u32>,
    right: Vec<u32>,
}

impl<'a> Groups<'a> {
    fn new(corpus: &'a Corpus, size: usize) -> Groups<'a> {
        let all = size + FIRST;
        let class: Vec<usize> = (0..corpus.keys.len())
            .map(|it| if it < FIRST { size + it } else { (it - FIRST) % size })
            .collect();
        let mut sum = vec![0; all];
        let mut pairs = vec![0; all * all];
        let mut turned = vec![0; all * all];
        for (word, behind) in corpus.behind.iter().enumerate() {
            sum[class[word]] += corpus.counts[word];
            for (next, count) in behind {
                let (a, b) = (class[word], class[*next as usize]);
                pairs[a * all + b] += count;
                turned[b * all + a] += count;
            }
        }
        let entropy = (0..1 << 16).map(entropy).collect();
        let (left, right) = (vec![0; all], vec![0; all]);
        Groups { corpus, all, size, class, sum, pairs, turned, entropy, left, right }
    }

    fn entropy(&self, count: u32) -> f32 {
        self.entropy.get(count as usize).copied().unwrap_or_else(|| entropy(count))
    }

    /// Takes a word out of its class, or puts it in.
    fn shift(&mut self, class: usize, near: &Near, add: bool) {
        let change = |it: &mut u32, by: u32| *it = if add { *it + by } else { *it - by };
        let all = self.all;
        for (other, count) in &near.left {
            change(&mut self.pairs[other * all + class], *count);
            change(&mut self.turned[class * all + other], *count);
        }
        for (other, count) in &near.right {
            change(&mut self.pairs[class * all + other], *count);
            change(&mut self.turned[other * all + class], *count);
        }
        change(&mut self.pairs[class * all + class], near.twice);
        change(&mut self.turned[class * all + class], near.twice);
        change(&mut self.sum[class], near.count);
    }

    /// Puts a word into its best class; whether that is another one.
    fn settle(&mut self, word: usize) -> bool {
        let near = self.near(word);
        let old = self.class[word];
        self.shift(old, &near, false);
        let mut gains = vec![0f32; self.size];
        let all = self.all;
        for (sides, rows) in [(&near.left, &self.pairs), (&near.right, &self.turned)] {
            for (other, count) in sides {
                let row = &rows[other * all..other * all + self.size];
                for (gain, before) in gains.iter_mut().zip(row) {
                    *gain += self.entropy(before + count) - self.entropy(*before);
                }
            }
        }
        for (class, gain) in gains.iter_mut().enumerate() {
            let sum = self.sum[class];
            *gain -= 2.0 * (self.entropy(sum + near.count) - self.entropy(sum));
            // Its pairs with its own class were counted one by one.
            let own = self.pairs[class * all + class];
            let (left, right) = (self.left[class], self.right[class]);
            if left + right + near.twice != 0 {
                *gain += self.entropy(own + left + right + near.twice)
                    - self.entropy(own + left)
                    - self.entropy(own + right)
                    + self.entropy(own);
            }
        }
        for (other, _) in &near.left {
            self.left[*other] = 0;
        }
        for (other, _) in &near.right {
            self.right[*other] = 0;
        }
        let best = gains.iter().enumerate().fold((old, gains[old] + 1e-3), |best, (at, gain)| {
            if best.1 < *gain { (at, *gain) } else { best }
        });
        self.class[word] = best.0;
        self.shift(best.0, &near, true);
        best.0 != old
    }

    /// The classes around a word, itself left out.
    fn near(&mut self, word: usize) -> Near {
        let mut twice = 0;
        let mut side = |all: &[(u32, u32)], sums: &mut [u32]| {
            let mut seen = Vec::new();
            for (other, count) in all {
                if *other as usize == word {
                    twice = *count;
                    continue;
                }
                let class = self.class[*other as usize];
                if sums[class] == 0 {
                    seen.push(class);
                }
                sums[class] += count;
            }
            seen.into_iter().map(|it| (it, sums[it])).collect()
        };
        let left = side(&self.corpus.before[word], &mut self.left);
        let right = side(&self.corpus.behind[word], &mut self.right);
        Near { left, right, twice, count: self.corpus.counts[word] }
    }
}

struct Near {
    left: Vec<(usize, u32)>,
    right: Vec<(usize, u32)>,
    /// The word behind itself.
    twice: u32,
    count: u32,
}

#[expect(clippy::cast_precision_loss, reason = "counts of a corpus of megabytes")]
fn entropy(count: u32) -> f32 {
    if count == 0 { 0.0 } else { count as f32 * (count as f32).ln() }
}

fn words(line: &str) -> impl Iterator<Item = u64> {
    let all = tokens(line, Span::new(0, line.len())).into_iter();
    all.filter(|it| it.kind != TokenKind::Sign || it.span.len() == 1)
        .map(move |it| key(it.span.of(line)))
}

/// Words that are mostly part of names where people marked names, by class.
#[derive(Default)]
pub struct Lists {
    /// How often a word stands in names of a class, and how often at all.
    counts: FxHashMap<u64, ([u32; 5], u32)>,
    /// How often a word in small letters stands at the end of a name behind
    /// words that stand out, and how often at all.
    tails: FxHashMap<u64, (u32, u32)>,
    /// Words of lists: a bit for each list, the first behind those of classes.
    listed: FxHashMap<u64, u32>,
}

impl Lists {
    pub fn add(&mut self, marked: &Marked) {
        for it in tokens(&marked.text, Span::new(0, marked.text.len())) {
            if it.kind == TokenKind::Sign {
                continue;
            }
            let (own, all) = self.counts.entry(key(it.span.of(&marked.text))).or_default();
            *all += 1;
            let name = marked.names.iter().find(|name| name.0.contains(it.span));
            if let Some((_, class)) = name {
                own[*class as usize] += 1;
            }
        }
    }

    /// Adds a text to what is known of words that names end with in small letters.
    pub fn tails(&mut self, marked: &Marked) {
        let mut behind: Option<Span> = None;
        for it in tokens(&marked.text, Span::new(0, marked.text.len())) {
            let word = it.span.of(&marked.text);
            let name = marked.names.iter().map(|it| it.0).find(|name| name.contains(it.span));
            if stands_out(word) {
                behind = name;
            } else if it.kind == TokenKind::Word {
                let (ends, all) = self.tails.entry(key(word)).or_default();
                *all += 1;
                let rest = name.filter(|it| behind == Some(*it));
                let rest = rest.map(|name| Span::new(it.span.end(), name.end()).of(&marked.text));
                *ends += u32::from(rest.is_some_and(|it| !stands_out(it)));
            }
        }
    }

    /// Adds a list: the words with a capital of its lines, `#` begins a remark.
    pub fn list(&mut self, text: &str, at: usize) {
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            for it in tokens(line, Span::new(0, line.len())) {
                let word = it.span.of(line);
                if it.kind == TokenKind::Word && word.starts_with(char::is_uppercase) {
                    *self.listed.entry(key(word)).or_default() |= 1 << (5 + at);
                }
            }
        }
    }

    /// A bit for each class whose names have half of the places of a word, one
    /// for each list, and [`TAIL`].
    pub fn words(self) -> FxHashMap<u64, u32> {
        let bits = |own: [u32; 5], all: u32| {
            (0..5).filter(|it| all <= 2 * own[*it]).fold(0, |sum, it| sum | 1 << it)
        };
        let all = self.counts.into_iter().map(|(key, (own, all))| (key, bits(own, all)));
        let mut res = self.listed;
        for (key, _) in self.tails.iter().filter(|it| 0 < it.1.0 && it.1.1 <= TAILS * it.1.0) {
            *res.entry(*key).or_default() |= u32::from(TAIL);
        }
        for (key, bits) in all.filter(|it| it.1 != 0) {
            *res.entry(key).or_default() |= bits;
        }
        res
    }
}
