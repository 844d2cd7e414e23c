//! Numbers written as words, and what stands behind figures: `numerals.tsv`.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::lang::Lexicon;
use crate::lang::lexicon::rows;
use crate::text::Glossary;

type Values = Glossary<f64>;

/// Each word with its value, by what it does.
pub(super) struct Numerals {
    numbers: Values,
    magnitudes: Values,
    /// What number words are raised and multiplied by: "belas", "puluh".
    teens: Values,
    times: Values,
    /// Endings of figures: those that multiply them, and measures (1).
    suffixes: FxHashMap<&'static str, f64>,
}

impl Numerals {
    pub(super) fn new(text: &'static str) -> Numerals {
        Numerals {
            numbers: Glossary::new(numerals(text, "number")),
            magnitudes: Glossary::new(numerals(text, "magnitude")),
            teens: Glossary::new(numerals(text, "teen")),
            times: Glossary::new(numerals(text, "times")),
            suffixes: numerals(text, "suffix"),
        }
    }
}

impl Numerals {
    /// The words that say a number by themselves, or behind "half a".
    pub(super) fn words(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let all = self.numbers.iter().chain(self.magnitudes.iter()).chain(self.times.iter());
        all.map(|it| it.0)
    }
}

impl Lexicon {
    /// The number that a word says: "tujuh".
    pub fn numeral(&self, word: &str) -> Option<f64> {
        self.numerals.numbers.get(word).copied()
    }

    /// What a word multiplies the figure before it by: "juta".
    pub fn magnitude(&self, word: &str) -> Option<f64> {
        self.numerals.magnitudes.get(word).copied()
    }

    /// What a word adds to the number word before it: "belas".
    pub fn teen(&self, word: &str) -> Option<f64> {
        self.numerals.teens.get(word).copied()
    }

    /// What a word multiplies the number word before it by: "puluh".
    pub fn times(&self, word: &str) -> Option<f64> {
        self.numerals.times.get(word).copied()
    }

    /// What the letters right behind a figure multiply it by: "bn"; 1 for a
    /// measure. In small letters they are as written: "m" is not "M".
    pub fn suffix(&self, letters: &str) -> Option<f64> {
        self.numerals.suffixes.get(letters).copied()
    }
}

fn numerals(text: &'static str, kind: &str) -> FxHashMap<&'static str, f64> {
    let read = |row: Vec<&'static str>| match row.as_slice() {
        [word, value, of] if *of == kind => Some((*word, value.parse().ok()?)),
        _ => None,
    };
    rows(text).filter_map(read).collect()
}
