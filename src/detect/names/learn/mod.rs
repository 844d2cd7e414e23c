//! Learns a model: the weights that make the marked names likeliest
//! (conditional random field), by small steps (AdaGrad), a random part of the
//! signs left out at each step so that none is relied upon alone. The weights
//! of the later rounds are averaged; what says least is left out until the
//! model fits; the rest is learnt again and stored in bytes.

// Numbers of one matrix, all made here: a slip should stop the training.
#![expect(clippy::indexing_slicing, reason = "a slip should stop the training")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a corpus of megabytes")]

mod fold;
mod proof;
mod teach;
mod weights;
mod write;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::names::learn::fold::fold;
pub use crate::detect::names::learn::proof::proof;
use crate::detect::names::learn::teach::taught;
use crate::detect::names::learn::weights::{Dice, LEXICAL, Line, Row, Weights};
use crate::detect::names::learn::write::{Book, buckets, fitting, word_table, write};
use crate::detect::names::model::Words;
use crate::detect::names::signs::{Around, PLACES, REACH, always, of_word, styled};
use crate::detect::names::tag::{NONE, tags};
use crate::detect::names::word::Word;
use crate::detect::names::wordclass::{Classes, known};
use crate::detect::names::{Class, hits};
use crate::knowledge::Base;
use crate::lang::{Lang, tokens};
use crate::text::Span;

/// A text in which people marked the names.
#[derive(Clone, Debug)]
pub struct Marked {
    pub text: String,
    /// Bytes of the text, in order, none inside another.
    pub names: Vec<(Span, Class)>,
    /// Index into [`Goal::styles`].
    pub style: usize,
}

/// What is learnt from.
pub struct Lesson<'a> {
    pub marked: &'a [Marked],
    pub classes: &'a Classes,
    /// Classes from vectors of words, in small letters.
    pub kin: &'a Classes,
    /// Words that stand in lists of names, by [`super::word`]'s keys: a bit for
    /// each list.
    pub lists: &'a FxHashMap<u64, u32>,
    pub base: &'a Base,
    /// Plain sentences, to be marked by a first model; see [`teach`].
    pub plain: &'a [String],
    /// Words that are looked at in small letters, by their keys.
    pub small: &'a [u64],
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Goal {
    pub lang: Lang,
    /// Ways of marking names; articles are read in the first.
    pub styles: Vec<String>,
    /// Same lesson and seed, same bytes.
    pub seed: u64,
    /// Signs that the model has room for.
    pub room: usize,
    pub rounds: usize,
    /// The length of a first step.
    pub stride: f32,
    /// This share of the signs is left out at each step.
    pub left_out: f32,
    /// In this share of the places a word is as if nobody had ever seen it.
    pub word_out: f32,
    /// Draws large weights back.
    pub ridge: f32,
    /// So many models are learnt, and their weights averaged.
    pub voices: usize,
    /// Styles in which a name is to be found where it is nearly as likely as
    /// none: by so much, in natural logarithms.
    pub daring: Vec<f32>,
    /// The sorts of pairs that are weighed, a bit each.
    pub sorts: u64,
    /// A number that changes with the lists of names.
    pub names: u64,
}

/// A model, and what it was made from.
pub struct Learnt {
    pub bytes: Vec<u8>,
    pub tokens: usize,
    /// Signs before the weakest were left out.
    pub signs: usize,
}

/// In this share of the texts the knowledge base says nothing.
const UNKNOWING: f32 = 0.2;
/// Rounds of learning after the weakest signs were left out.
const AGAIN: usize = 3;
/// Signs that are seen less often are no signs.
const SELDOM: u32 = 2;

/// `told` hears of each round.
pub fn learn(lesson: &Lesson<'_>, goal: &Goal, told: &mut dyn FnMut(usize, f32)) -> Learnt {
    learnt(lesson, goal, proof(goal, lesson.base), told)
}

fn learnt(
    lesson: &Lesson<'_>,
    goal: &Goal,
    proof: u64,
    told: &mut dyn FnMut(usize, f32),
) -> Learnt {
    let known = known(lesson.classes, lesson.kin, lesson.lists);
    let (keys, values) = word_table(&known);
    let words = Words::new(&keys, &values);
    let mut dice = Dice(goal.seed);
    let mut drafts: Vec<Draft> =
        lesson.marked.iter().map(|it| Draft::of(it, lesson, goal, words)).collect();
    drafts.iter_mut().for_each(|it| it.forget(&mut dice));
    let counted = drafts.iter().map(|it| it.words.len()).sum();
    let mut first = Course::of(&drafts, goal, &mut dice, told);
    if !lesson.plain.is_empty() {
        let more = taught(lesson, goal, words, &first.weights, &first.numbers, &mut dice);
        drafts.extend(more);
        drop(first);
        first = Course::of(&drafts, goal, &mut dice, told);
    }
    let Course { signs, numbers, mut lines, weights } = first;
    // The weakest go, in favour of more training for the others.
    let all = signs.len();
    let folded = fold(&signs, &numbers, &weights, goal.styles.len());
    let mut strength: Vec<(f32, u64)> =
        folded.rows.iter().zip(&folded.signs).map(|(row, sign)| (size(row), *sign)).collect();
    strength.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let styles = goal.styles.len() as u64;
    let starts: FxHashSet<u64> = (0..=styles).map(always).collect();
    let strongest = strength.iter().map(|it| it.1).filter(|it| !starts.contains(it));
    let kept = fitting(&strongest.collect::<Vec<u64>>(), buckets(goal));
    let numbers: FxHashMap<u64, u32> =
        kept.iter().copied().chain((0..=styles).map(always)).zip(0..).collect();
    let mut fewer = Weights::new(numbers.len(), goal);
    fewer.follows = weights.follows;
    fewer.follow_squares = weights.follow_squares;
    for (sign, row) in folded.signs.iter().zip(folded.rows.iter().zip(&folded.squares)) {
        if let Some(at) = numbers.get(sign) {
            fewer.rows[*at as usize] = *row.0;
            fewer.squares[*at as usize] = *row.1;
        }
    }
    drop(weights);
    drafts.retain(Draft::is_marked);
    lines.clear();
    lines.extend(drafts.iter().map(|it| it.line(&numbers)));
    fewer.learn(&lines, AGAIN, &mut dice, told);
    let of_all = kept.len();
    let start = |style: usize| {
        let daring = goal.daring.get(style).copied().unwrap_or(0.0);
        let mut row: Row = std::array::from_fn(|tag| {
            fewer.rows[of_all][tag] + fewer.rows[of_all + 1 + style][tag]
        });
        row[NONE] -= daring;
        row
    };
    let starts: Vec<Row> = (0..goal.styles.len()).map(start).collect();
    let (signs, weights, small) = (&kept, &fewer, lesson.small);
    let book = Book { known: &known, small, signs, weights, starts: &starts, proof };
    let bytes = write(goal, &book);
    Learnt { bytes, tokens: counted, signs: all }
}

/// What is learnt before the weakest signs are left out.
struct Course {
    signs: Vec<u64>,
    numbers: FxHashMap<u64, u32>,
    lines: Vec<Line>,
    weights: Weights,
}

impl Course {
    fn of(
        drafts: &[Draft],
        goal: &Goal,
        dice: &mut Dice,
        told: &mut dyn FnMut(usize, f32),
    ) -> Course {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        // Signs are what people's marks show: others would only take up room.
        for draft in drafts.iter().filter(|it| it.is_marked()) {
            draft.each(&mut |_, sign, _| *numbers.entry(sign).or_default() += 1);
        }
        numbers.retain(|_, count| SELDOM <= *count);
        let mut signs: Vec<u64> = numbers.keys().copied().collect();
        signs.sort_unstable();
        numbers = signs.iter().enumerate().map(|(at, it)| (*it, at as u32)).collect();
        let lines: Vec<Line> = drafts.iter().map(|it| it.line(&numbers)).collect();
        let mut weights = Weights::new(signs.len(), goal);
        weights.learn(&lines, goal.rounds, dice, told);
        for voice in 1..goal.voices {
            let mut other = Weights::new(signs.len(), goal);
            other.learn(&lines, goal.rounds, dice, told);
            weights.join(&other, voice);
        }
        Course { signs, numbers, lines, weights }
    }
}

fn size(row: &Row) -> f32 {
    let most = row.iter().fold(f32::MIN, |a, b| a.max(*b));
    let least = row.iter().fold(f32::MAX, |a, b| a.min(*b));
    most - least
}

/// A marked text before its signs have numbers.
struct Draft {
    words: Vec<Word>,
    hits: Vec<u8>,
    tags: Vec<usize>,
    style: u64,
    /// The sorts of pairs that are looked at, a bit each.
    sorts: u64,
    /// How much it counts: 1 where people marked it.
    weight: f32,
}

impl Draft {
    fn of(marked: &Marked, lesson: &Lesson<'_>, goal: &Goal, words: Words<'_>) -> Draft {
        let text = &marked.text;
        let all = tokens(text, Span::new(0, text.len()));
        let found = lesson.base.names_in(text, &all, goal.lang);
        let hits = hits(lesson.base, &found, all.len());
        let mut own = vec![NONE; all.len()];
        for (span, class) in &marked.names {
            let first = all.partition_point(|it| it.span.end() <= span.start());
            let end = all.partition_point(|it| it.span.start() < span.end());
            for (slot, tag) in own[first..end].iter_mut().zip(tags(*class, end - first)) {
                *slot = tag;
            }
        }
        let words = all.iter().map(|it| Word::of(it.span.of(text), it.kind, &words)).collect();
        Draft { words, hits, tags: own, style: marked.style as u64, sorts: goal.sorts, weight: 1.0 }
    }

    /// Whether people marked it.
    fn is_marked(&self) -> bool {
        self.weight >= 1.0
    }

    /// In some texts the knowledge base shall say nothing.
    fn forget(&mut self, dice: &mut Dice) {
        if dice.falls(UNKNOWING) {
            self.hits.fill(0);
        }
    }

    /// The signs of each word.
    fn each(&self, give: &mut impl FnMut(usize, u64, bool)) {
        for at in 0..self.words.len() {
            give(at, always(0), false);
            give(at, always(1 + self.style), false);
            let around = Around::of(at, |it| self.words.get(it), &self.hits, self.sorts);
            around.signs(&mut |sign, lexical| give(at, sign, lexical));
            for place in 0..PLACES {
                let other = (at + place).checked_sub(REACH).and_then(|it| self.words.get(it));
                let Some(other) = other else { continue };
                of_word(other, place, &mut |sign, lexical| {
                    let lexical = lexical && place == REACH;
                    give(at, sign, lexical);
                    give(at, styled(sign, self.style), lexical);
                });
            }
        }
    }

    fn line(&self, numbers: &FxHashMap<u64, u32>) -> Line {
        let mut starts = Vec::with_capacity(self.words.len() + 1);
        let mut signs = Vec::new();
        self.each(&mut |at, sign, lexical| {
            while starts.len() <= at {
                starts.push(signs.len());
            }
            signs.extend(numbers.get(&sign).map(|it| if lexical { *it | LEXICAL } else { *it }));
        });
        starts.push(signs.len());
        Line { tags: self.tags.clone(), starts, signs, weight: self.weight }
    }
}
