//! Words that are known beforehand, each with something: found in a text whatever
//! their case, without hashing their letters one by one.
//!
//! A word of ASCII and of sixteen bytes at most is three numbers ([`Key`]), equal
//! for equal words; so a table of such needs no comparing of letters, and finds
//! that a word is in no list, which most are not, in some twenty instructions.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// A word of ASCII in small letters; two keys are the same only if their words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    /// The first and the last bytes, which may overlap.
    first: u64,
    last: u64,
    len: u32,
    /// Whether the word has a capital.
    capital: bool,
}

/// Words, each with a value. They are in lower case, as `str::to_lowercase` has it.
#[derive(Debug)]
pub struct Glossary<T> {
    /// Some bits of the hash of what stands in each slot, 0 where it is free: most
    /// words are told from all others by these, which stay in the nearest cache.
    tags: Box<[u16]>,
    /// By key, each in the first free place from that of its hash on; a power of
    /// two of them, a quarter of them free or more.
    slots: Box<[Slot]>,
    /// How far a hash is shifted for the place of its slot.
    shift: u32,
    values: Box<[T]>,
    /// The words that have no key.
    others: FxHashMap<Box<str>, u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    first: u64,
    last: u64,
    len: u32,
    /// Index of the value.
    value: u32,
}

const LONGEST: usize = 16;

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Key {
    /// `None` for a word that is longer or not all ASCII.
    #[inline]
    fn of(word: &str) -> Option<Key> {
        let bytes = word.as_bytes();
        if LONGEST < bytes.len() {
            return None;
        }
        let (first, last) = word_ends(bytes);
        if (first | last) & 0x8080_8080_8080_8080 != 0 {
            return None;
        }
        let (small, tail) = (small(first), small(last));
        let capital = (small ^ first) | (tail ^ last) != 0;
        Some(Key { first: small, last: tail, len: word.len() as u32, capital })
    }

    #[inline]
    fn hash(self) -> u64 {
        let ends = self.first.wrapping_mul(SPREAD) ^ self.last.rotate_left(29);
        (ends ^ u64::from(self.len)).wrapping_mul(SPREAD)
    }
}

/// What a slot is told by: bits of the hash that its place does not say.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "sixteen bits of a hash")]
fn tag(hash: u64) -> u16 {
    (hash >> 16) as u16 | 1
}

/// Eight ASCII letters at once, in lower case.
#[inline]
fn small(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The high bit of each byte that is not below "A", and not above "Z".
    let from = word + ONES * (0x80 - b'A' as u64);
    let past = word + ONES * (0x80 - b'Z' as u64 - 1);
    word | (((from ^ past) & (ONES * 0x80)) >> 2)
}

/// The first and the last eight bytes; of shorter ones, bytes come twice.
#[inline]
pub(crate) fn word_ends(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    let at = |it: usize| bytes.get(it).map_or(0, |it| u64::from(*it));
    (at(0) | at(1) << 8, at(2))
}

impl<T> Default for Glossary<T> {
    fn default() -> Glossary<T> {
        let (tags, slots) = (Box::default(), Box::default());
        let (values, others) = (Box::default(), FxHashMap::default());
        Glossary { tags, slots, shift: 63, values, others }
    }
}

impl<T> Glossary<T> {
    /// Of a word that comes twice the last counts.
    pub fn new<W: Into<Box<str>>>(words: impl IntoIterator<Item = (W, T)>) -> Glossary<T> {
        let mut others = FxHashMap::default();
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        for (word, value) in words {
            let (at, word) = (u32::try_from(values.len()).unwrap_or(u32::MAX), word.into());
            values.push(value);
            match Key::of(&word) {
                Some(key) => keys.extend((!key.capital).then_some((key, at))),
                None => _ = others.insert(word, at),
            }
        }
        others.shrink_to_fit();
        let size = (keys.len() * 4 / 3 + 1).next_power_of_two().max(8);
        let mut res = Glossary {
            tags: vec![0; size].into(),
            slots: vec![Slot::default(); size].into(),
            shift: 64 - size.trailing_zeros(),
            values: values.into(),
            others,
        };
        for (key, value) in keys {
            res.put(key, value);
        }
        res
    }

    fn put(&mut self, key: Key, value: u32) {
        let hash = key.hash();
        let mut place = (hash >> self.shift) as usize;
        while let (Some(own), Some(slot)) = (self.tags.get_mut(place), self.slots.get_mut(place)) {
            if *own == 0 || (slot.first, slot.last, slot.len) == (key.first, key.last, key.len) {
                let Key { first, last, len, .. } = key;
                (*own, *slot) = (tag(hash), Slot { first, last, len, value });
                break;
            }
            place = (place + 1) & (self.tags.len() - 1);
        }
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// What belongs to a word, whatever its case.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&T> {
        match Key::of(word) {
            Some(key) => self.at(key),
            None => self.other(word),
        }
    }

    /// Whether it holds a word, whatever its case.
    #[inline]
    pub fn holds(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// What belongs to a word as it is written: nothing where it has a capital.
    #[inline]
    pub fn get_small(&self, word: &str) -> Option<&T> {
        match Key::of(word) {
            Some(key) if key.capital => None,
            Some(key) => self.at(key),
            None => self.values.get(*self.others.get(word)? as usize),
        }
    }

    /// What belongs to the word of a key.
    #[inline]
    fn at(&self, key: Key) -> Option<&T> {
        let hash = key.hash();
        let mut place = (hash >> self.shift) as usize;
        loop {
            let own = *self.tags.get(place)?;
            if own == 0 {
                return None;
            }
            if own == tag(hash)
                && let Some(slot) = self.slots.get(place)
                && (slot.first, slot.last, slot.len) == (key.first, key.last, key.len)
            {
                return self.values.get(slot.value as usize);
            }
            place = (place + 1) & (self.tags.len() - 1);
        }
    }

    #[cold]
    fn other(&self, word: &str) -> Option<&T> {
        let at = match word.as_bytes() {
            // Quotation marks, dashes and the like have no case.
            [0xe2, 0x80, _] => self.others.get(word),
            _ if word.is_ascii() => self.others.get(&*word.to_ascii_lowercase()),
            _ => self.others.get(&*word.to_lowercase()),
        };
        self.values.get(*at? as usize)
    }

    /// The words, each with what belongs to it, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, &T)> {
        let others = self.others.iter().map(|(word, at)| (Cow::Borrowed(&**word), *at));
        let filled = self.tags.iter().zip(&self.slots).filter(|it| *it.0 != 0).map(|it| it.1);
        let keyed = filled.map(|it| (Cow::Owned(it.word()), it.value));
        let value = |at: u32| self.values.get(at as usize);
        others.chain(keyed).filter_map(move |(word, at)| Some((word, value(at)?)))
    }
}

impl Slot {
    /// The word that its key was made of; see [`word_ends`].
    fn word(self) -> String {
        let (first, last) = (self.first.to_le_bytes(), self.last.to_le_bytes());
        let len = self.len as usize;
        // How many bytes each of the two ends has.
        let (head, tail) = match len {
            8.. => (8, 8),
            4.. => (4, 4),
            _ => (len.min(2), len.saturating_sub(2)),
        };
        let behind = (tail + head).saturating_sub(len)..tail;
        let bytes = first.iter().take(head).chain(last.get(behind).unwrap_or_default());
        bytes.map(|it| char::from(*it)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Glossary, Key};

    const WORDS: [&str; 9] =
        ["a", "di", "yang", "mengatakan", "pertanggungjawaban", "’", "élite", "’s", "@z["];

    #[test]
    fn words_are_found_in_any_case() {
        let all = Glossary::new(WORDS.into_iter().zip(0..));
        for (word, at) in WORDS.into_iter().zip(0..) {
            assert_eq!(all.get(word), Some(&at), "{word}");
            assert_eq!(all.get(&word.to_uppercase()), Some(&at), "{word}");
            assert_eq!(all.get_small(word), Some(&at), "{word}");
            let other = word.to_uppercase();
            assert_eq!(all.get_small(&other).is_some(), other == word, "{word}");
        }
        // Each differs from one of them in a bit that tells letters' cases.
        for word in ["A1", "`Z{", "\x01i", "D\x09", "yan'", "mengatakaN1", "éliT"] {
            assert_eq!(all.get(word), None, "{word:?}");
        }
    }

    #[test]
    fn all_words_are_told_again() {
        let all = Glossary::new(WORDS.into_iter().zip(0..));
        let mut told: Vec<(usize, String)> =
            all.iter().map(|(word, at)| (*at, word.into_owned())).collect();
        told.sort();
        assert_eq!(WORDS.to_vec(), told.iter().map(|it| it.1.as_str()).collect::<Vec<_>>());
        for len in 0..=17 {
            let word: String = ('a'..).take(len).collect();
            assert!(Glossary::new([(word.as_str(), ())]).iter().all(|it| it.0 == word), "{word}");
        }
    }

    #[test]
    fn equal_keys_mean_equal_words() {
        let mut words: Vec<String> = Vec::new();
        for len in 0..=17 {
            for fill in ["a", "b", "A", "1", "`", "@"] {
                words.push(fill.repeat(len));
                words.push(format!("{}x", fill.repeat(len)));
                words.push(format!("x{}", fill.repeat(len)));
            }
        }
        for a in &words {
            for b in &words {
                let keys = [a, b].map(|it| Key::of(it).map(|it| (it.first, it.last, it.len)));
                if keys.iter().all(Option::is_some) {
                    assert_eq!(keys[0] == keys[1], a.to_lowercase() == b.to_lowercase(), "{a} {b}");
                }
            }
        }
    }
}
