//! The learnt weights, read where they lie: a file of `seeds/models`.
//!
//! All numbers are little-endian. A head of 48 bytes (see [`Head`]), the names
//! of the styles, where each style begins ([`Model::start`]), a weight for each
//! pair of neighbouring tags, the words that are known with their classes, those
//! that are looked at in small letters ([`Small`]), and, from the next multiple
//! of 64 on, a hash table of signs. It has buckets of eight: first sixteen bits of
//! each sign of all buckets, which stay near the processor, then half a byte of weight for
//! each tag and sign. The strongest signs of a bucket are in. A sign is taken for a
//! stranger that shares its bits one time in ten thousand.

use std::borrow::Cow;
use std::fmt;

use crate::detect::names::decode::{Sums, exp};
use crate::detect::names::signs::STYLES;
use crate::detect::names::table::{BUCKET, LINE, Table};
use crate::detect::names::tag::{TAGS, may_follow};
use crate::detect::names::word::mix;
use crate::lang::Lang;

pub(super) const MAGIC: &[u8; 8] = b"tajukner";
/// Changes with every change to the signs or to the file.
pub(super) const VERSION: u32 = 5;
pub(super) const HEAD: usize = 48;
/// The sum that stands right before it is of all bytes from here on.
pub(super) const SUMMED: usize = 24;
/// Bytes of a style's name.
pub(super) const STYLE: usize = 16;

/// A pair of tags that cannot be.
const NEVER: i16 = i16::MIN / 2;

/// A word that is so much likelier in no name is in none, in natural logarithms.
const CLEAR: f32 = 9.0;

/// What is less likely by more is not reckoned with, in natural logarithms.
const NEARLY_NONE: f32 = 20.0;

/// Why a model cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is none.
    Foreign,
    /// It was made for another version of the program.
    OtherVersion(u32),
    /// It is cut short, or some of its bytes have changed.
    Damaged,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Foreign => f.write_str("this is no model of names"),
            Trouble::OtherVersion(it) => {
                write!(f, "this model is of version {it}, and version {VERSION} is needed")
            }
            Trouble::Damaged => f.write_str("this model is cut short or damaged"),
        }
    }
}

/// See the module.
pub(super) struct Model {
    bytes: Cow<'static, [u8]>,
    pub(super) lang: Lang,
    /// See [`Model::proof`].
    proof: u64,
    /// The sorts of pairs that it weighs, a bit each.
    pub(super) sorts: u64,
    /// What every word is worth in each style, for each tag.
    starts: Vec<Sums>,
    pub(super) styles: Vec<String>,
    /// The weight of each tag behind each other one.
    pub(super) steps: [Sums; TAGS],
    /// The same the other way round: of each tag before each other one.
    pub(super) back: [Sums; TAGS],
    /// [`CLEAR`] in steps of a weight.
    pub(super) clear: i32,
    /// The steps as factors of likelihood.
    pub(super) chances: [[f32; TAGS]; TAGS],
    /// Of so many steps less, the factors of likelihood, down to [`NEARLY_NONE`].
    factors: Vec<f32>,
    /// These, too, the other way round.
    pub(super) leads: [[f32; TAGS]; TAGS],
    words: Section,
    values: Section,
    small: Section,
    checks: Section,
    rows: Section,
    buckets: u64,
}

#[derive(Clone, Copy)]
struct Section {
    start: usize,
    end: usize,
}

impl Section {
    fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// What is known of words: a view into the model.
#[derive(Clone, Copy, Default)]
pub(super) struct Words<'a> {
    keys: &'a [u8],
    values: &'a [u8],
}

/// This list is of words that names may end with in small letters.
pub(super) const TAIL: u16 = 1 << 15;

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(pub(super) u64);

impl Known {
    pub(super) fn new(classes: [u32; 3], kin: [u32; 3], lists: u32) -> Known {
        Known(packed(classes) | packed(kin) << 24 | u64::from(lists) << 48)
    }

    /// Classes of words that stand in the same places, of three sizes: up to 63,
    /// 255 and 1,023 of them. 0 for none.
    pub(super) fn classes(self) -> [u16; 3] {
        unpacked(self.0)
    }

    /// The same, from vectors that were learnt elsewhere.
    pub(super) fn kin(self) -> [u16; 3] {
        unpacked(self.0 >> 24)
    }

    /// The lists that it stands in, a bit each.
    pub(super) fn lists(self) -> u16 {
        self.highest() & !TAIL
    }

    /// Names may end with it in small letters ("election").
    pub(super) fn is_tail(self) -> bool {
        self.highest() & TAIL != 0
    }

    fn highest(self) -> u16 {
        let [.., a, b] = self.0.to_le_bytes();
        u16::from_le_bytes([a, b])
    }
}

fn packed([few, some, many]: [u32; 3]) -> u64 {
    u64::from(few & 63 | (some & 255) << 6 | (many & 1023) << 14)
}

fn unpacked(it: u64) -> [u16; 3] {
    #[expect(clippy::cast_possible_truncation, reason = "ten bits at most")]
    let some = |bits: u64| bits as u16;
    [some(it & 63), some(it >> 6 & 255), some(it >> 14 & 1023)]
}

impl<'a> Words<'a> {
    /// Of sorted keys and the values at their places: four bytes and eight.
    pub(super) fn new(keys: &'a [u8], values: &'a [u8]) -> Words<'a> {
        Words { keys, values }
    }

    pub(super) fn get(&self, word: u64) -> Option<Known> {
        let (keys, _) = self.keys.as_chunks::<4>();
        let at = find(keys, short(word))?;
        let (values, _) = self.values.as_chunks::<8>();
        values.get(at).map(|it| Known(u64::from_le_bytes(*it)))
    }
}

/// So far from where it should be a key is sought first.
const NEAR: usize = 64;

/// The place of a number among sorted ones. These are hashes and lie evenly: how large
/// it is tells nearly where it is, and what is there nearly how far that is off.
fn find(keys: &[[u8; 4]], wanted: u32) -> Option<usize> {
    let part = |of: u32| ((u64::from(of) * keys.len() as u64) >> 32) as usize;
    let at = |place: usize| keys.get(place).map(|it| u32::from_le_bytes(*it));
    let guess = part(wanted);
    let there = at(guess)?;
    let better = if there <= wanted {
        (guess + part(wanted - there)).min(keys.len())
    } else {
        guess.saturating_sub(part(there - wanted))
    };
    let (first, end) = (better.saturating_sub(NEAR), (better + NEAR).min(keys.len()));
    let seek = |part: &[[u8; 4]]| part.binary_search_by_key(&wanted, |it| u32::from_le_bytes(*it));
    match seek(keys.get(first..end)?) {
        Ok(place) => Some(first + place),
        // It lies further off, or nowhere.
        Err(0) if 0 < first => seek(keys).ok(),
        Err(place) if first + place == end && end < keys.len() => seek(keys).ok(),
        Err(_) => None,
    }
}

/// By these bits a word is known.
#[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
pub(super) fn short(word: u64) -> u32 {
    (word >> 16) as u32
}

/// Words that are looked at though they have no capital: a filter of Bloom with two
/// places for each word. Empty: none.
#[derive(Clone, Copy)]
pub(super) struct Small<'a>(&'a [u8]);

impl Small<'_> {
    /// Where a word is marked among so many bits.
    #[expect(clippy::cast_possible_truncation, reason = "parts of a hash")]
    pub(super) fn places(word: u64, bits: usize) -> impl Iterator<Item = usize> {
        let parts = [word as u32, (word >> 32) as u32].into_iter();
        parts.map(move |it| (it as usize).checked_rem(bits).unwrap_or(0))
    }

    /// Whether a word, by its key, is one of them: in a hundred others one is, too.
    pub(super) fn has(self, word: u64) -> bool {
        Small::places(word, 8 * self.0.len())
            .all(|it| self.0.get(it / 8).is_some_and(|byte| byte >> (it % 8) & 1 == 1))
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// A number that changes with every byte.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let of = words.iter().fold(bytes.len() as u64, |sum, it| {
        (sum ^ u64::from_le_bytes(*it)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
    });
    rest.iter().fold(of, |sum, it| mix(sum, u64::from(*it)))
}

/// Reads numbers from the front.
struct Head<'a>(&'a [u8]);

impl Head<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn small(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn count(&mut self) -> Option<usize> {
        self.small().map(|it| it as usize)
    }

    fn row(&mut self) -> Option<[i16; TAGS]> {
        let all = self.take::<{ 2 * TAGS }>()?;
        let mut row = [0; TAGS];
        for (slot, it) in row.iter_mut().zip(all.as_chunks().0) {
            *slot = i16::from_le_bytes(*it);
        }
        Some(row)
    }
}

/// Rows as columns.
fn turned<T: Copy + Default>(all: &[[T; TAGS]; TAGS]) -> [[T; TAGS]; TAGS] {
    let mut res = [[T::default(); TAGS]; TAGS];
    for (at, row) in all.iter().enumerate() {
        for (column, it) in res.iter_mut().zip(row) {
            if let Some(slot) = column.get_mut(at) {
                *slot = *it;
            }
        }
    }
    res
}

impl Model {
    /// # Errors
    /// Where the bytes are no model that this version can use.
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Result<Model, Trouble> {
        let made = Model::unsummed(bytes)?;
        let rest = made.bytes.get(SUMMED..).unwrap_or_default();
        let told = made.bytes.get(SUMMED - 8..SUMMED).and_then(|it| it.try_into().ok());
        if told.map(u64::from_le_bytes) == Some(sum(rest)) {
            Ok(made)
        } else {
            Err(Trouble::Damaged)
        }
    }

    /// As [`Model::read`], for bytes that the program carries: they are not added up,
    /// which takes as long as reading a page does, and is done by a test.
    ///
    /// # Errors
    /// As there.
    pub(super) fn unsummed(bytes: Cow<'static, [u8]>) -> Result<Model, Trouble> {
        let mut head = Head(&bytes);
        if head.take::<8>().as_ref() != Some(MAGIC) {
            return Err(Trouble::Foreign);
        }
        let version = head.small().ok_or(Trouble::Damaged)?;
        if version != VERSION {
            return Err(Trouble::OtherVersion(version));
        }
        let make = Model::parts(&bytes, head).ok_or(Trouble::Damaged)?;
        Ok(make(bytes))
    }

    fn parts(
        bytes: &[u8],
        mut head: Head<'_>,
    ) -> Option<impl FnOnce(Cow<'static, [u8]>) -> Model + use<>> {
        let lang = head.take::<4>()?;
        let lang = Lang::ALL.into_iter().find(|it| lang.starts_with(it.tag().as_bytes()))?;
        head.take::<8>()?;
        let unit = head.take().map(f32::from_le_bytes)?;
        let (styles, words) = (head.count()?, head.count()?);
        let buckets = head.count()?;
        let proof = head.take().map(u64::from_le_bytes)?;
        let mut names = Vec::new();
        for _ in 0..styles {
            let name = head.take::<STYLE>()?;
            names.push(String::from_utf8_lossy(&name).trim_end_matches('\0').to_owned());
        }
        let small = head.count()?;
        let sorts = head.take().map(u64::from_le_bytes)?;
        let starts = (0..styles).map(|_| head.row()).collect::<Option<Vec<_>>>()?;
        let mut steps = [[0; TAGS]; TAGS];
        for (tag, row) in steps.iter_mut().enumerate() {
            *row = head.row()?;
            let never = row.iter_mut().enumerate().filter(|it| !may_follow(tag, it.0));
            never.for_each(|it| *it.1 = NEVER);
        }
        let mut at = bytes.len() - head.0.len();
        let mut section = |length: usize| {
            let start = at;
            at = at.checked_add(length)?;
            (at <= bytes.len()).then_some(Section { start, end: at })
        };
        let (words, values) = (section(words.checked_mul(4)?)?, section(words.checked_mul(8)?)?);
        let small = section(small)?;
        section(small.end.next_multiple_of(LINE) - small.end)?;
        let checks = section(buckets.checked_mul(2 * BUCKET)?)?;
        section(checks.end.next_multiple_of(LINE) - checks.end)?;
        let rows = section(buckets.checked_mul(LINE)?)?;
        if at != bytes.len() || buckets == 0 || STYLES <= styles {
            return None;
        }
        let buckets = buckets as u64;
        let chance = |it: i16| if it == NEVER { 0.0 } else { exp(f32::from(it) * unit) };
        let chances = steps.map(|it| it.map(chance));
        #[expect(clippy::cast_possible_truncation, reason = "some hundred steps")]
        let clear = (CLEAR / unit) as i32;
        let steps_down = (0..u16::MAX).map(|it| f32::from(it) * unit);
        let factors = steps_down.take_while(|it| *it < NEARLY_NONE).map(|it| exp(-it)).collect();
        Some(move |bytes| Model {
            bytes,
            lang,
            proof,
            sorts,
            starts: starts.into_iter().map(Sums::new).collect(),
            styles: names,
            steps: steps.map(Sums::new),
            back: turned(&steps).map(Sums::new),
            clear,
            chances,
            factors,
            leads: turned(&chances),
            words,
            values,
            small,
            checks,
            rows,
            buckets,
        })
    }

    pub(super) fn table(&self) -> Table<'_> {
        Table::new(self.checks.of(&self.bytes), self.rows.of(&self.bytes), self.buckets)
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words::new(self.words.of(&self.bytes), self.values.of(&self.bytes))
    }

    pub(super) fn style(&self, name: &str) -> Option<usize> {
        self.styles.iter().position(|it| it == name)
    }

    /// The words that are looked at though they have no capital.
    pub(super) fn small(&self) -> Small<'_> {
        Small(self.small.of(&self.bytes))
    }

    /// What every word is worth in a style, for each tag.
    pub(super) fn start(&self, style: u64) -> Sums {
        let at = usize::try_from(style).ok();
        at.and_then(|it| self.starts.get(it)).copied().unwrap_or_default()
    }

    /// What the program that learnt this made of a small lesson that never changes.
    pub(super) fn proof(&self) -> u64 {
        self.proof
    }

    /// What is so much less likely than the likeliest, in steps of a sum, by a factor.
    pub(super) fn chance(&self, less: u16) -> f32 {
        self.factors.get(usize::from(less)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::detect::names::word::mix;

    #[test]
    fn keys_are_found_where_they_lie() {
        let even = |count: u64| (0..count).map(|it| (mix(it, 7) >> 16) as u32).collect();
        let uneven = (0..500).chain(1 << 31..(1 << 31) + 900).collect();
        for mut keys in [vec![], vec![0], vec![u32::MAX], even(300), even(9_000), uneven] {
            keys.sort_unstable();
            keys.dedup();
            let bytes: Vec<[u8; 4]> = keys.iter().map(|it| it.to_le_bytes()).collect();
            let near = keys.iter().flat_map(|it| [it.wrapping_sub(1), *it, it.wrapping_add(1)]);
            for wanted in near.chain([0, 1, 1 << 31, u32::MAX]) {
                assert_eq!(find(&bytes, wanted), keys.binary_search(&wanted).ok(), "{wanted}");
            }
        }
    }
}
