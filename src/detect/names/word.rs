//! What a word looks like, in numbers: the signs of names are made of these.

use crate::detect::names::model::{Known, Words};
use crate::lang::TokenKind;

/// Longer words are told by their beginnings and ends all the same.
const LONGEST: usize = 48;

/// So many letters of either end are looked at.
const AFFIX: usize = 4;

/// One word; all but `kind` are hashes or codes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// As it is written, with 0 for each figure.
    pub(super) cased: u64,
    /// In small letters.
    pub(super) small: u64,
    /// Capitals, figures and signs, runs of one kind told once.
    pub(super) shape: u64,
    /// Its first letters, one to four.
    pub(super) starts: [u64; AFFIX],
    /// Its last letters, one to four.
    pub(super) ends: [u64; AFFIX],
    /// Classes of words that stand in the same places, from few to many; 0 for
    /// words that were never seen.
    pub(super) classes: [u16; 3],
    /// The same from vectors; 0 for words without any.
    pub(super) kin: [u16; 3],
    /// The lists of names that it stands in, a bit each.
    pub(super) lists: u16,
    /// A sentence may end with it.
    pub(super) stops: bool,
    /// Names may end with it in small letters.
    pub(super) tail: bool,
}

/// Mixes two numbers into one. The same on every machine.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ mixed >> 32
}

/// A number for a run of letters.
pub(super) fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(NO_LETTER, with)
}

/// The number of no letters.
const NO_LETTER: u64 = 0x2545_f491_4f6c_dd1d;

/// The number of a run of letters with one more.
fn with(sum: u64, letter: char) -> u64 {
    mix(sum, u64::from(u32::from(letter)) + 1)
}

/// How the lists and classes know a word: as it is written, figures as 0.
pub(super) fn key(word: &str) -> u64 {
    hash(word.chars().map(plain))
}

fn plain(letter: char) -> char {
    if letter.is_ascii_digit() { '0' } else { letter }
}

fn small(letter: char) -> char {
    if letter.is_ascii() {
        letter.to_ascii_lowercase()
    } else {
        letter.to_lowercase().next().unwrap_or(letter)
    }
}

impl Word {
    pub(super) fn of(text: &str, kind: TokenKind, words: &Words<'_>) -> Word {
        let mut res = Word::default();
        let (mut cased, mut sum) = (NO_LETTER, NO_LETTER);
        // The last ones, the very last in front.
        let mut last = ['\0'; AFFIX];
        let mut length = 0;
        let mut shape = (0, 0u64);
        let mut stands_out = false;
        for letter in text.chars() {
            let plain = plain(letter);
            cased = with(cased, plain);
            if length < LONGEST {
                let small = small(plain);
                sum = with(sum, small);
                let [a, b, c, _] = last;
                last = [small, a, b, c];
                if let Some(slot) = res.starts.get_mut(length) {
                    *slot = sum;
                }
                length += 1;
            }
            let sort = match letter {
                _ if letter.is_uppercase() => 1,
                _ if letter.is_alphabetic() => 2,
                _ if letter.is_numeric() => 3,
                // Each sign is a shape of its own.
                _ => u64::from(u32::from(letter)) + 8,
            };
            stands_out |= sort == 1 || sort == 3;
            // "McX" is more than "Xx", and longer runs are one.
            if shape.0 != sort {
                shape = (sort, mix(shape.1, sort));
            }
        }
        let capital_alone = length == 1 && stands_out;
        res.shape = mix(shape.1, u64::from(capital_alone));
        (res.cased, res.small) = (cased, sum);
        // Shorter words begin and end with all they have.
        res.starts.iter_mut().skip(length).for_each(|it| *it = sum);
        let mut sum = NO_LETTER;
        for ((at, slot), letter) in res.ends.iter_mut().enumerate().zip(last) {
            if at < length {
                sum = with(sum, letter);
            }
            *slot = sum;
        }
        res.stops = kind == TokenKind::Sign && matches!(text, "." | "!" | "?" | "…" | ":");
        let cased = words.get(res.cased);
        let small = if res.small == res.cased { cased } else { words.get(res.small) };
        let classes = |it: Known| it.classes().first().is_some_and(|it| *it != 0);
        if let Some(it) = cased.filter(|it| classes(*it)).or(small) {
            res.classes = it.classes();
        }
        let kin = |it: &Known| it.kin().first().is_some_and(|it| *it != 0);
        if let Some(it) = small.filter(kin).or(cased) {
            res.kin = it.kin();
        }
        res.tail = !stands_out && cased.is_some_and(Known::is_tail);
        res.lists = cased.map_or(0, Known::lists) | small.map_or(0, Known::lists);
        res
    }
}
