//! Tells of most words, without looking at memory far away or changing their
//! case, that they are in no list.

use rustc_hash::FxHashMap;

use crate::lang::lexicon::lower;

/// A set of words that may say yes to others, and never says no to its own.
pub(crate) struct Sieve {
    bits: Box<[u64]>,
    /// How far a key is shifted for the place of its bit.
    shift: u32,
}

/// So many bits for a word: of others, one in as many passes.
const ROOM: usize = 32;

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Sieve {
    /// A sieve for these words, which are in lower case.
    pub(crate) fn new<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> Sieve {
        let size = (words.len() * ROOM).next_power_of_two().max(64);
        let bits = vec![0; size / 64].into();
        let mut res = Sieve { bits, shift: 64 - size.trailing_zeros() };
        for word in words {
            let place = res.place(word);
            if let Some(bits) = res.bits.get_mut(place / 64) {
                *bits |= 1 << (place % 64);
            }
        }
        res
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.bits.iter().all(|it| *it == 0)
    }

    /// Whether a word, whatever its case, may be one of them.
    #[inline]
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let place = self.place(word);
        self.bits.get(place / 64).is_some_and(|it| it >> (place % 64) & 1 == 1)
    }

    #[inline]
    fn place(&self, word: &str) -> usize {
        usize::try_from(key(word) >> self.shift).unwrap_or(0)
    }
}

/// The same number for a word in any case: of its length and its ends.
#[inline]
pub(super) fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (first, last) = ends(bytes);
    let plain = (first | last) & 0x8080_8080_8080_8080 == 0;
    if !plain || 16 < bytes.len() && !word.is_ascii() {
        let lower = word.to_lowercase();
        let (first, last) = ends(lower.as_bytes());
        return mix(first, last, lower.len());
    }
    mix(first, last, bytes.len())
}

#[inline]
fn mix(first: u64, last: u64, len: usize) -> u64 {
    // A letter's case is this bit of its byte.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let ends = ((first | CASE).wrapping_mul(SPREAD)) ^ (last | CASE).rotate_left(29);
    (ends ^ len as u64).wrapping_mul(SPREAD)
}

/// The first and the last eight bytes; of shorter ones, bytes come twice.
#[inline]
fn ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    let at = |it: usize| bytes.get(it).map_or(0, |it| u64::from(*it));
    (at(0) | at(1) << 8, at(2))
}

/// Words in lower case, each with something.
pub(super) struct Words<T> {
    sieve: Sieve,
    all: FxHashMap<&'static str, T>,
}

impl<T: Copy> Words<T> {
    pub(super) fn new(all: FxHashMap<&'static str, T>) -> Words<T> {
        Words { sieve: Sieve::new(all.keys().copied()), all }
    }

    /// What belongs to a word, whatever its case.
    pub(super) fn get(&self, word: &str) -> Option<T> {
        if word == "’" {
            return self.all.get("'").copied();
        }
        if self.sieve.may_hold(word) { self.all.get(&*lower(word)).copied() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn words_pass_in_any_case_and_most_others_do_not() {
        let words = ["a", "di", "yang", "mengatakan", "pertanggungjawaban", "’", "élite"];
        let sieve = Sieve::new(words.into_iter());
        for word in words {
            assert!(sieve.may_hold(word) && sieve.may_hold(&word.to_uppercase()), "{word}");
        }
        let others = (0..1000).map(|it| format!("kata{it}")).filter(|it| sieve.may_hold(it));
        assert!(others.count() < 100);
    }
}
