//! The weights of signs: a hash table with buckets of eight. First sixteen bits of
//! each sign of all buckets, which stay near the processor, then half a byte of weight
//! for each tag and sign. Few of the signs that are asked for are in it.

use wide::{i16x8, i16x16, u8x16};

use crate::detect::names::decode::Sums;
use crate::detect::names::signs::{MAIN, shared, styled};
use crate::detect::names::tag::TAGS;
use crate::detect::names::word::mix;

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

/// So many signs are looked for together: more than a word has.
const AT_ONCE: usize = 64;

/// Signs that are looked for together, and room for what is found.
pub(super) struct Signs {
    all: [u64; AT_ONCE],
    count: usize,
    /// Rows of those that were found, and perhaps the one of a style beside each.
    rows: [u32; 2 * AT_ONCE],
}

impl Default for Signs {
    fn default() -> Signs {
        Signs { all: [0; AT_ONCE], count: 0, rows: [0; 2 * AT_ONCE] }
    }
}

impl Signs {
    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    /// Adds one, without its style. No more than [`AT_ONCE`].
    pub(super) fn push(&mut self, sign: u64) {
        debug_assert!(self.count < AT_ONCE, "more signs than there are sorts");
        if let Some(slot) = self.all.get_mut(self.count % AT_ONCE) {
            *slot = shared(sign);
        }
        self.count += 1;
    }
}

/// See the module.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    checks: &'a [[u8; 2 * BUCKET]],
    rows: &'a [[u8; ROW]],
    buckets: u64,
}

impl<'a> Table<'a> {
    pub(super) fn new(checks: &'a [u8], rows: &'a [u8], buckets: u64) -> Table<'a> {
        const { assert!(LINE == BUCKET * ROW, "a bucket is fetched at once") };
        Table { checks: checks.as_chunks().0, rows: rows.as_chunks().0, buckets }
    }

    /// Adds the weights of some signs that all styles share, and in another style than
    /// [`MAIN`] what that one says besides. All are looked for first, without a branch
    /// on what is found: nobody can guess it, and the memory is asked for many at once.
    pub(super) fn add(self, signs: &mut Signs, style: u64, sums: &mut Sums) {
        let Signs { all, count, rows } = signs;
        let mut found = 0;
        let mut note = |bucket: usize, place: usize| {
            if let Some(slot) = rows.get_mut(found % (2 * AT_ONCE)) {
                #[expect(clippy::cast_possible_truncation, reason = "a file of megabytes")]
                let row = (bucket * BUCKET + place) as u32;
                *slot = row;
            }
            found += usize::from(place < BUCKET);
        };
        for sign in all.get(..*count).unwrap_or(all) {
            let (bucket, common) = place(shared(*sign), self.buckets);
            let Some(own) = self.checks.get(bucket) else { continue };
            note(bucket, first_of(*own, common));
            if style != MAIN {
                note(bucket, first_of(*own, check(mix(styled(*sign, style), 1))));
            }
        }
        for some in rows.get(..found).unwrap_or_default().chunks(Packed::ROOM) {
            let mut packed = Packed::default();
            for row in some.iter().filter_map(|it| self.rows.get(*it as usize)) {
                packed.add(*row);
            }
            packed.pour(some.len(), sums);
        }
    }
}

/// The bucket of a sign among so many, and the bits by which it is known there.
/// All styles of a sign are in the bucket of the one that all share.
#[expect(clippy::cast_possible_truncation, reason = "a file of megabytes")]
pub(super) fn place(sign: u64, buckets: u64) -> (usize, u16) {
    let of_all = mix(shared(sign), 1);
    let bucket = (u128::from(of_all) * u128::from(buckets)) >> 64;
    let own = if sign == shared(sign) { of_all } else { mix(sign, 1) };
    (bucket as usize, check(own))
}

#[expect(clippy::cast_possible_truncation, reason = "sixteen bits of a hash")]
fn check(mixed: u64) -> u16 {
    // 0 stands for an empty place.
    (mixed as u16).max(1)
}

/// The first place of a bucket that holds these bits; [`BUCKET`] where none does.
fn first_of(bucket: [u8; 2 * BUCKET], check: u16) -> usize {
    let mut own = [0; BUCKET];
    for (slot, it) in own.iter_mut().zip(bucket.as_chunks().0) {
        *slot = i16::from_le_bytes(*it);
    }
    // All are compared at once.
    let same = i16x8::new(own).simd_eq(i16x8::splat(check.cast_signed())).to_bitmask();
    (same | 1 << BUCKET).trailing_zeros() as usize
}

/// Sums of weights, two tags in the halves of each byte: for [`Packed::ROOM`] signs.
#[derive(Default)]
struct Packed {
    low: u64,
    high: u64,
}

impl Packed {
    const HALF: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    /// No more than a byte can hold.
    const ROOM: usize = u8::MAX as usize / 15;

    fn add(&mut self, row: [u8; ROW]) {
        const { assert!(ROW == 8, "a word") };
        let row = u64::from_le_bytes(row);
        self.low += row & Packed::HALF;
        self.high += row >> 4 & Packed::HALF;
    }

    /// Adds what so many signs came to.
    fn pour(self, signs: usize, sums: &mut Sums) {
        #[expect(clippy::cast_possible_truncation, reason = "no more than seventeen")]
        let zero = i16::from(signs as u8) * i16::from(ZERO);
        let both = u128::from(self.low) | u128::from(self.high) << 64;
        let all = i16x16::from(u8x16::new(both.to_le_bytes()));
        *sums = sums.saturating_add((all - zero) * FINE);
    }
}

#[cfg(test)]
mod tests {
    use super::{BUCKET, FINE, Packed, ROW, Sums, ZERO, first_of};

    #[test]
    fn the_first_of_a_bucket_is_found() {
        let bits = [0, 1, 2, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff];
        for a in bits {
            for b in bits {
                for at in 0..BUCKET {
                    let mut bucket = [[0x34, 0x12]; BUCKET];
                    bucket[at] = u16::to_le_bytes(a);
                    bucket[(at + 3) % BUCKET] = u16::to_le_bytes(b);
                    let flat: [u8; 2 * BUCKET] = bucket.concat().try_into().unwrap();
                    for check in bits {
                        let slow = bucket.iter().position(|it| u16::from_le_bytes(*it) == check);
                        let slow = slow.unwrap_or(BUCKET);
                        assert_eq!(first_of(flat, check), slow, "{bucket:?}, {check}");
                    }
                }
            }
        }
    }

    #[test]
    fn halves_of_bytes_add_up() {
        let mut sums = Sums::splat(3);
        let mut packed = Packed::default();
        for _ in 0..Packed::ROOM {
            packed.add([0x0f | (ZERO - 1) << 4; ROW]);
        }
        packed.pour(Packed::ROOM, &mut sums);
        let (low, high) = sums.as_array().split_at(ROW);
        let signs = i16::try_from(Packed::ROOM).unwrap();
        assert!(low.iter().all(|it| *it == 3 + signs * 7 * FINE), "{low:?}");
        assert!(high.iter().all(|it| *it == 3 - signs * FINE), "{high:?}");
    }
}
