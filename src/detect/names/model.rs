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

use crate::detect::names::decode::exp;
use crate::detect::names::signs::{MAIN, STYLES, shared, styled};
use crate::detect::names::tag::{TAGS, may_follow};
use crate::detect::names::word::mix;
use crate::lang::Lang;

pub(super) const MAGIC: &[u8; 8] = b"tajukner";
/// Changes with every change to the signs or to the file.
pub(super) const VERSION: u32 = 5;
pub(super) const HEAD: usize = 48;
/// Bytes of a style's name.
pub(super) const STYLE: usize = 16;
/// Signs that share a bucket.
pub(super) const BUCKET: usize = 8;
/// Bytes that a processor fetches at once: the weights of a bucket.
pub(super) const LINE: usize = 64;
/// Bytes of the weights of one sign: half of one for each tag. The lower halves
/// are those of the first tags.
pub(super) const ROW: usize = TAGS / 2;
/// What is stored for a weight of nothing.
pub(super) const ZERO: u8 = 8;
/// So many steps of a sum is one of a weight worth.
pub(super) const FINE: i16 = 16;

/// So many signs are looked for together.
const AT_ONCE: usize = 32;

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
    starts: Vec<[i16; TAGS]>,
    pub(super) styles: Vec<String>,
    /// The weight of each tag behind each other one.
    pub(super) steps: [[i16; TAGS]; TAGS],
    /// [`CLEAR`] in steps of a weight.
    pub(super) clear: i32,
    /// The steps as factors of likelihood.
    pub(super) chances: [[f32; TAGS]; TAGS],
    /// Of so many steps less, the factors of likelihood, down to [`NEARLY_NONE`].
    factors: Vec<f32>,
    /// The same the other way round: by what each tag leads to.
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
pub(super) const TAIL: u32 = 1 << 15;

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(pub(super) u64);

impl Known {
    pub(super) fn new(classes: [u32; 3], kin: [u32; 3], lists: u32) -> Known {
        Known(packed(classes) | packed(kin) << 24 | u64::from(lists) << 48)
    }

    /// Classes of words that stand in the same places, of three sizes: up to 63,
    /// 255 and 1,023 of them. 0 for none.
    pub(super) fn classes(self) -> [u64; 3] {
        unpacked(self.0)
    }

    /// The same, from vectors that were learnt elsewhere.
    pub(super) fn kin(self) -> [u64; 3] {
        unpacked(self.0 >> 24)
    }

    /// The lists that it stands in, a bit each.
    pub(super) fn lists(self) -> u64 {
        self.0 >> 48 & !u64::from(TAIL)
    }

    /// Names may end with it in small letters ("election").
    pub(super) fn is_tail(self) -> bool {
        self.0 >> 48 & u64::from(TAIL) != 0
    }
}

fn packed([few, some, many]: [u32; 3]) -> u64 {
    u64::from(few & 63 | (some & 255) << 6 | (many & 1023) << 14)
}

fn unpacked(it: u64) -> [u64; 3] {
    [it & 63, it >> 6 & 255, it >> 14 & 1023]
}

impl<'a> Words<'a> {
    /// Of sorted keys and the values at their places: four bytes and eight.
    pub(super) fn new(keys: &'a [u8], values: &'a [u8]) -> Words<'a> {
        Words { keys, values }
    }

    pub(super) fn get(&self, word: u64) -> Option<Known> {
        let wanted = short(word);
        let (keys, _) = self.keys.as_chunks::<4>();
        let at = keys.binary_search_by_key(&wanted, |it| u32::from_le_bytes(*it)).ok()?;
        let (values, _) = self.values.as_chunks::<8>();
        values.get(at).map(|it| Known(u64::from_le_bytes(*it)))
    }
}

/// By these bits a word is known.
#[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
pub(super) fn short(word: u64) -> u32 {
    (word >> 16) as u32
}

/// The bucket of a sign among so many, the same in all styles, and the bits by which
/// it is known there.
#[expect(clippy::cast_possible_truncation, reason = "sixteen bits of a hash")]
pub(super) fn place(sign: u64, buckets: u64) -> (usize, u16) {
    let bucket = (u128::from(mix(shared(sign), 1)) * u128::from(buckets)) >> 64;
    (bucket as usize, check(sign))
}

#[expect(clippy::cast_possible_truncation, reason = "sixteen bits of a hash")]
fn check(sign: u64) -> u16 {
    // 0 stands for an empty place.
    (mix(sign, 1) as u16).max(1)
}

/// The first place of a bucket that holds these bits; [`BUCKET`] where none does.
/// Four are compared at once: what is the same becomes 0, and the lowest 0 of a
/// word is where subtracting 1 from each turns its highest bit on.
fn first_of(bucket: [u8; 2 * BUCKET], check: u16) -> usize {
    const ONES: u64 = 0x0001_0001_0001_0001;
    const { assert!(BUCKET == 8, "two words of four") };
    let same = |word: [u8; 8]| {
        let differs = u64::from_le_bytes(word) ^ (ONES * u64::from(check));
        differs.wrapping_sub(ONES) & !differs & (ONES << 15)
    };
    let [a, b, c, d, e, f, g, h, low @ ..] = bucket;
    let (first, second) = (same([a, b, c, d, e, f, g, h]), same(low));
    let both = u128::from(first) | u128::from(second) << 64;
    both.trailing_zeros() as usize / 16
}

/// Words that are looked at though they have no capital: a filter of Bloom with two
/// places for each word. Empty: none.
#[derive(Clone, Copy)]
pub(super) struct Small<'a>(&'a [u8]);

impl Small<'_> {
    /// Where a word is marked among so many bits.
    #[expect(clippy::cast_possible_truncation, reason = "parts of a hash")]
    pub(super) fn places(word: u64, bits: usize) -> [usize; 2] {
        let place = |part: u64| (part as u32 as usize).checked_rem(bits).unwrap_or(0);
        [place(word), place(word >> 32)]
    }

    /// Whether a word, by its key, is one of them: in a hundred others one is, too.
    pub(super) fn has(self, word: u64) -> bool {
        let places = Small::places(word, 8 * self.0.len());
        places
            .into_iter()
            .all(|it| self.0.get(it / 8).is_some_and(|byte| byte >> (it % 8) & 1 == 1))
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// Sums of weights, two tags in the halves of each byte: for [`Packed::ROOM`] signs.
#[derive(Default)]
struct Packed {
    low: u64,
    high: u64,
    signs: u8,
}

impl Packed {
    const HALF: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    /// No more than a byte can hold.
    const ROOM: u8 = u8::MAX / 15;

    fn add(&mut self, row: [u8; ROW], sums: &mut [i16; TAGS]) {
        const { assert!(ROW == 8, "a word") };
        let row = u64::from_le_bytes(row);
        self.low += row & Packed::HALF;
        self.high += row >> 4 & Packed::HALF;
        self.signs += 1;
        if self.signs == Packed::ROOM {
            self.pour(sums);
        }
    }

    fn pour(&mut self, sums: &mut [i16; TAGS]) {
        let zero = i16::from(self.signs) * i16::from(ZERO);
        let all = self.low.to_le_bytes().into_iter().chain(self.high.to_le_bytes());
        for (sum, it) in sums.iter_mut().zip(all) {
            *sum = sum.saturating_add((i16::from(it) - zero) * FINE);
        }
        *self = Packed::default();
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

impl Model {
    /// # Errors
    /// Where the bytes are no model that this version can use.
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Result<Model, Trouble> {
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
        let check = head.take().map(u64::from_le_bytes)?;
        if sum(head.0) != check {
            return None;
        }
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
        let lead = |next: usize, tag: usize| chances.get(tag).and_then(|it| it.get(next)).copied();
        let leads =
            std::array::from_fn(|next| std::array::from_fn(|tag| lead(next, tag).unwrap_or(0.0)));
        #[expect(clippy::cast_possible_truncation, reason = "some hundred steps")]
        let clear = (CLEAR / unit) as i32;
        let steps_down = (0..u16::MAX).map(|it| f32::from(it) * unit);
        let factors = steps_down.take_while(|it| *it < NEARLY_NONE).map(|it| exp(-it)).collect();
        Some(move |bytes| Model {
            bytes,
            lang,
            proof,
            sorts,
            starts,
            styles: names,
            steps,
            clear,
            chances,
            factors,
            leads,
            words,
            values,
            small,
            checks,
            rows,
            buckets,
        })
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
    pub(super) fn start(&self, style: u64) -> [i16; TAGS] {
        let at = usize::try_from(style).ok();
        at.and_then(|it| self.starts.get(it)).copied().unwrap_or_default()
    }

    /// What the program that learnt this made of a small lesson that never changes.
    pub(super) fn proof(&self) -> u64 {
        self.proof
    }

    /// Adds the weights of some signs that all styles share, and in another style than
    /// [`MAIN`] what that one says besides. All are looked for first, without a branch,
    /// so that the memory is asked for many at once.
    pub(super) fn add(&self, signs: &[u64], style: u64, sums: &mut [i16; TAGS]) {
        const { assert!(LINE == BUCKET * ROW, "a bucket is fetched at once") };
        let checks = self.checks.of(&self.bytes).as_chunks::<{ 2 * BUCKET }>().0;
        let rows = self.rows.of(&self.bytes).as_chunks::<ROW>().0;
        let mut packed = Packed::default();
        for signs in signs.chunks(AT_ONCE) {
            let mut found = [[usize::MAX; 2]; AT_ONCE];
            for (slots, sign) in found.iter_mut().zip(signs) {
                let (bucket, common) = place(*sign, self.buckets);
                let Some(own) = checks.get(bucket) else { continue };
                let found = |bits: u16| {
                    let place = first_of(*own, bits);
                    if place < BUCKET { bucket * BUCKET + place } else { usize::MAX }
                };
                let besides = || found(check(styled(*sign, style)));
                *slots = [found(common), if style == MAIN { usize::MAX } else { besides() }];
            }
            let found = found.iter().take(signs.len()).flatten();
            for row in found.filter_map(|it| rows.get(*it)) {
                packed.add(*row, sums);
            }
        }
        packed.pour(sums);
    }

    /// What is so much less likely than the likeliest, in steps of a sum, by a factor.
    pub(super) fn chance(&self, less: u16) -> f32 {
        self.factors.get(usize::from(less)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{BUCKET, FINE, Packed, ROW, TAGS, ZERO, first_of};

    #[test]
    fn the_first_of_a_bucket_is_found() {
        let bits = [0, 1, 2, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff];
        for a in bits {
            for b in bits {
                for at in 0..BUCKET {
                    let mut bucket = [[0x34, 0x12]; BUCKET];
                    bucket[at] = u16::to_le_bytes(a);
                    bucket[(at + 3) % BUCKET] = u16::to_le_bytes(b);
                    let flat: Vec<u8> = bucket.concat();
                    for check in bits {
                        let slow = bucket.iter().position(|it| u16::from_le_bytes(*it) == check);
                        let found = first_of(flat.clone().try_into().unwrap(), check);
                        assert_eq!(found, slow.unwrap_or(BUCKET), "{bucket:?}, {check}");
                    }
                }
            }
        }
    }

    #[test]
    fn halves_of_bytes_add_up() {
        let mut sums = [3; TAGS];
        let mut packed = Packed::default();
        for _ in 0..40 {
            packed.add([0x0f | ZERO << 4; ROW], &mut sums);
            packed.add([0xf0 | (ZERO - 1); ROW], &mut sums);
        }
        packed.pour(&mut sums);
        let (low, high) = sums.split_at(ROW);
        assert!(low.iter().all(|it| *it == 3 + 40 * 6 * FINE), "{low:?}");
        assert!(high.iter().all(|it| *it == 3 + 40 * 7 * FINE), "{high:?}");
    }
}
