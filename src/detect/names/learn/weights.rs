//! The weights, and how they are learnt: small steps up the likelihood of what
//! is marked (AdaGrad), over all tags at once (forward and backward).

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a corpus of megabytes")]
#![expect(clippy::cast_precision_loss, reason = "counts of a corpus of megabytes")]

use crate::detect::names::decode::exp;
use crate::detect::names::learn::Goal;
use crate::detect::names::tag::{NONE, TAGS, may_end, may_follow};

/// Marks a sign that holds the very word.
pub(super) const LEXICAL: u32 = 1 << 31;

pub(super) type Row = [f32; TAGS];

/// One marked text, in signs.
pub(super) struct Line {
    pub(super) tags: Vec<usize>,
    /// Signs of each word: where they begin in `signs`.
    pub(super) starts: Vec<usize>,
    pub(super) signs: Vec<u32>,
    /// How much it counts: 1 where people marked it.
    pub(super) weight: f32,
}

pub(super) struct Weights {
    stride: f32,
    left_out: f32,
    ridge: f32,
    /// In this share of the places a word's own signs are left out.
    word_out: f32,
    pub(super) rows: Vec<Row>,
    pub(super) squares: Vec<Row>,
    pub(super) follows: [Row; TAGS],
    pub(super) follow_squares: [Row; TAGS],
}

/// Numbers that look like chance (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    /// True in this share of the cases.
    pub(super) fn falls(&mut self, share: f32) -> bool {
        ((self.next() >> 40) as f32) < share * (1u64 << 24) as f32
    }

    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            let other = (self.next() % (at as u64 + 1)) as usize;
            all.swap(at, other);
        }
    }
}

impl Weights {
    pub(super) fn new(signs: usize, goal: &Goal) -> Weights {
        Weights {
            stride: goal.stride,
            left_out: goal.left_out,
            word_out: goal.word_out,
            ridge: goal.ridge,
            rows: vec![[0.0; TAGS]; signs],
            squares: vec![[1e-3; TAGS]; signs],
            follows: [[0.0; TAGS]; TAGS],
            follow_squares: [[1e-3; TAGS]; TAGS],
        }
    }

    /// Ends with the average of the weights after each round of the second
    /// half.
    pub(super) fn learn(
        &mut self,
        lines: &[Line],
        rounds: usize,
        dice: &mut Dice,
        told: &mut dyn FnMut(usize, f32),
    ) {
        let mut rows = vec![[0.0; TAGS]; self.rows.len()];
        let mut follows = [[0.0; TAGS]; TAGS];
        let mut summed = 0.0;
        let mut order: Vec<usize> = (0..lines.len()).collect();
        let mut step = Step::default();
        for round in 0..rounds {
            dice.shuffle(&mut order);
            let mut lost = 0.0;
            for at in &order {
                lost += self.step(&lines[*at], dice, &mut step);
            }
            told(round, lost);
            if rounds / 2 <= round {
                add(&mut rows, &self.rows);
                add(&mut follows, &self.follows);
                summed += 1.0;
            }
        }
        let part = |row: Row| row.map(|it| it / summed);
        self.rows = rows.into_iter().map(part).collect();
        self.follows = follows.map(part);
    }

    /// Takes in the weights of one more than so many.
    pub(super) fn join(&mut self, other: &Weights, before: usize) {
        let before = before as f32;
        let join = |own: &mut Row, it: &Row| {
            for (own, it) in own.iter_mut().zip(it) {
                *own = (*own * before + it) / (before + 1.0);
            }
        };
        self.rows.iter_mut().zip(&other.rows).for_each(|(own, it)| join(own, it));
        self.squares.iter_mut().zip(&other.squares).for_each(|(own, it)| join(own, it));
        self.follows.iter_mut().zip(&other.follows).for_each(|(own, it)| join(own, it));
        let squares = self.follow_squares.iter_mut().zip(&other.follow_squares);
        squares.for_each(|(own, it)| join(own, it));
    }

    /// How likely each tag of each word is.
    pub(super) fn likely(&self, line: &Line) -> Vec<Row> {
        let mut step = Step::default();
        for at in 0..line.tags.len() {
            let mut sums = [0.0; TAGS];
            for sign in &line.signs[line.starts[at]..line.starts[at + 1]] {
                let weights = &self.rows[(*sign & !LEXICAL) as usize];
                sums.iter_mut().zip(weights).for_each(|(sum, it)| *sum += it);
            }
            step.own.push(sums);
        }
        step.chances(&self.follows, &line.tags);
        step.each
    }

    /// Learns from one text; what it lost in likelihood.
    fn step(&mut self, line: &Line, dice: &mut Dice, step: &mut Step) -> f32 {
        let length = line.tags.len();
        if length == 0 {
            return 0.0;
        }
        step.signs.clear();
        step.starts.clear();
        for (at, _) in line.tags.iter().enumerate() {
            step.starts.push(step.signs.len());
            let all = &line.signs[line.starts[at]..line.starts[at + 1]];
            let unknown = dice.falls(self.word_out);
            let kept = all.iter().filter(|it| !(unknown && **it & LEXICAL != 0));
            step.signs.extend(kept.filter(|_| !dice.falls(self.left_out)).map(|it| it & !LEXICAL));
        }
        step.starts.push(step.signs.len());
        step.own.clear();
        for at in 0..length {
            let mut sums = [0.0; TAGS];
            for sign in &step.signs[step.starts[at]..step.starts[at + 1]] {
                for (sum, weight) in sums.iter_mut().zip(&self.rows[*sign as usize]) {
                    *sum += weight;
                }
            }
            step.own.push(sums.map(|it| it / (1.0 - self.left_out)));
        }
        let lost = step.chances(&self.follows, &line.tags);
        for at in 0..length {
            let mut pull = step.each[at].map(|it| -it);
            pull[line.tags[at]] += 1.0;
            pull = pull.map(|it| it * line.weight);
            if pull.iter().all(|it| it.abs() < 2e-3) {
                continue;
            }
            for sign in &step.signs[step.starts[at]..step.starts[at + 1]] {
                let sign = *sign as usize;
                climb(
                    &mut self.rows[sign],
                    &mut self.squares[sign],
                    &pull,
                    self.stride,
                    self.ridge,
                );
            }
        }
        for (tag, pull) in step.pairs.iter().enumerate() {
            climb(
                &mut self.follows[tag],
                &mut self.follow_squares[tag],
                &pull.map(|it| it * line.weight),
                self.stride,
                self.ridge,
            );
        }
        lost
    }
}

fn add(sums: &mut [Row], rows: &[Row]) {
    for (sum, row) in sums.iter_mut().zip(rows) {
        for (sum, it) in sum.iter_mut().zip(row) {
            *sum += it;
        }
    }
}

/// One step, shorter where there were many.
fn climb(row: &mut Row, squares: &mut Row, pull: &Row, stride: f32, ridge: f32) {
    for ((weight, square), pull) in row.iter_mut().zip(squares).zip(pull) {
        let pull = pull - ridge * *weight;
        *square += pull * pull;
        *weight += stride * pull / square.sqrt();
    }
}

/// What one step needs room for.
#[derive(Default)]
struct Step {
    starts: Vec<usize>,
    signs: Vec<u32>,
    own: Vec<Row>,
    forward: Vec<Row>,
    scale: Vec<f32>,
    /// How likely each tag of each word is.
    each: Vec<Row>,
    /// What is marked, less what is expected, of pairs of tags.
    pairs: [Row; TAGS],
}

impl Step {
    /// Forward and backward; the likelihood that is lost on the marked tags.
    fn chances(&mut self, weights: &[Row; TAGS], tags: &[usize]) -> f32 {
        let mut follows = [[0.0; TAGS]; TAGS];
        for tag in 0..TAGS {
            for next in 0..TAGS {
                if may_follow(tag, next) {
                    follows[tag][next] = exp(weights[tag][next]);
                }
            }
        }
        self.pairs = [[0.0; TAGS]; TAGS];
        self.forward.clear();
        self.scale.clear();
        let mut last = [0.0; TAGS];
        last[NONE] = 1.0;
        let mut before = NONE;
        let mut reached = 0.0;
        for (own, tag) in self.own.iter_mut().zip(tags) {
            let most = own.iter().fold(f32::MIN, |a, b| a.max(*b));
            reached += own[*tag] - most + weights[before][*tag];
            self.pairs[before][*tag] += 1.0;
            before = *tag;
            *own = own.map(|it| exp(it - most));
            let mut next = [0.0; TAGS];
            for (chance, row) in last.iter().zip(&follows) {
                for (sum, it) in next.iter_mut().zip(row) {
                    *sum += chance * it;
                }
            }
            for (sum, own) in next.iter_mut().zip(own.iter()) {
                *sum *= own;
            }
            let scale = next.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            last = next.map(|it| it / scale);
            self.scale.push(scale);
            self.forward.push(last);
        }
        let ends: f32 = (0..TAGS).filter(|it| may_end(*it)).map(|it| last[it]).sum();
        let ends = ends.max(f32::MIN_POSITIVE);
        let mut next: Row = std::array::from_fn(|tag| if may_end(tag) { 1.0 / ends } else { 0.0 });
        self.each.clear();
        self.each.resize(tags.len(), [0.0; TAGS]);
        for at in (0..tags.len()).rev() {
            self.each[at] = std::array::from_fn(|tag| self.forward[at][tag] * next[tag]);
            let seen: Row =
                std::array::from_fn(|tag| self.own[at][tag] * next[tag] / self.scale[at]);
            let mut start = [0.0; TAGS];
            start[NONE] = 1.0;
            let from = if at == 0 { &start } else { &self.forward[at - 1] };
            next = std::array::from_fn(|tag| {
                let mut sum = 0.0;
                let pairs = self.pairs[tag].iter_mut().zip(&follows[tag]).zip(&seen);
                for ((pair, follows), seen) in pairs {
                    sum += follows * seen;
                    *pair -= from[tag] * follows * seen;
                }
                sum
            });
        }
        let all: f32 = self.scale.iter().map(|it| it.ln()).sum::<f32>() + ends.ln();
        all - reached
    }
}
