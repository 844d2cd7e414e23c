//! The signs by which a word's tag is guessed. Each is a number; the model has
//! a weight for each tag and sign.

use crate::detect::names::word::{Word, mix};

/// How far a word looks to both sides.
pub(super) const REACH: usize = 2;

/// A word is seen from so many places.
pub(super) const PLACES: usize = 2 * REACH + 1;

/// The sign that every word has.
pub(super) fn always(style: u64) -> u64 {
    mix(0x0a11, style)
}

/// The style in which articles are read: its signs are those that all share.
pub(super) const MAIN: u64 = 0;

/// These bits of a sign tell the style it is of: 0 where all share it.
const STYLE: u64 = 7;

/// Signs of so many styles can be told apart.
pub(super) const STYLES: usize = 7;

/// The sign of one style of marking names, beside the one that all share.
pub(super) fn styled(sign: u64, style: u64) -> u64 {
    shared(sign) | (style + 1) & STYLE
}

/// The sign that all styles share.
pub(super) fn shared(sign: u64) -> u64 {
    sign & !STYLE
}

/// What a word alone says of the word that sees it at a place (0 to
/// [`PLACES`], itself in the middle). Each sign comes with whether it holds the
/// very word.
pub(super) fn of_word(word: &Word, place: usize, each: &mut impl FnMut(u64, bool)) {
    let far = place.abs_diff(REACH);
    let place = place as u64 + 1;
    let mut give =
        |sort: u64, value: u64| each(shared(mix(place << 8 | sort, value)), matches!(sort, 1 | 8));
    give(1, word.small);
    give(2, word.shape);
    let [few, some, many] = word.classes;
    if few != 0 {
        give(4, some.into());
        give(5, many.into());
        if far < 2 {
            give(3, few.into());
        }
    }
    let [few, some, many] = word.kin;
    if few != 0 {
        give(17, some.into());
        give(18, many.into());
        if far < 2 {
            give(19, few.into());
        }
    }
    if word.lists != 0 {
        give(6, word.lists.into());
        for bit in (0..16).filter(|it| word.lists >> it & 1 == 1) {
            give(7, bit);
        }
    }
    if far < 2 {
        give(8, word.cased);
        let [_, two, three, four] = word.ends;
        give(9, three);
        if far == 0 {
            give(10, two);
            give(11, four);
            let [one, two, three, four] = word.starts;
            give(12, one);
            give(13, two);
            give(14, three);
            give(15, four);
            give(16, mix(word.ends[2], word.shape));
        }
    }
}

/// A word with what stands around it.
pub(super) struct Around<'a> {
    /// By place, itself in the middle.
    near: [&'a Word; PLACES],
    /// What the knowledge base says of the word before it, of it, and of the next; see [`super::hits`].
    hits: [u64; 3],
    /// The sorts of pairs that are looked at, a bit each.
    sorts: u64,
}

static EDGE: Word = Word {
    cased: 1,
    small: 1,
    shape: 1,
    starts: [0; 4],
    ends: [0; 4],
    classes: [1; 3],
    kin: [1; 3],
    lists: 0,
    stops: true,
    tail: false,
};

impl<'a> Around<'a> {
    /// Of the word at a place among others.
    pub(super) fn of(
        at: usize,
        word: impl Fn(usize) -> Option<&'a Word>,
        hits: &[u8],
        sorts: u64,
    ) -> Around<'a> {
        let word = |place: usize| (at + place).checked_sub(REACH).and_then(&word).unwrap_or(&EDGE);
        let hit = |by: usize| (at + by).checked_sub(1).and_then(|it| hits.get(it));
        Around {
            near: std::array::from_fn(word),
            hits: std::array::from_fn(|by| u64::from(hit(by).copied().unwrap_or(0))),
            sorts,
        }
    }

    /// What several words say together, and their places in the sentence.
    pub(super) fn signs(&self, each: &mut impl FnMut(u64, bool)) {
        let [last2, last, own, next, next2] = self.near;
        let class = |it: &Word, size: usize| u64::from(it.classes.get(size).copied().unwrap_or(0));
        let kin = |it: &Word, size: usize| u64::from(it.kin.get(size).copied().unwrap_or(0));
        let lists = |it: &Word| u64::from(it.lists);
        let sorts = self.sorts;
        let mut give = |sort: u64, a: u64, b: u64| {
            if sorts >> sort & 1 == 1 {
                each(shared(mix(mix(0x4000 + sort, a), b)), matches!(sort, 7 | 8 | 15 | 24));
            }
        };
        give(1, own.shape, last.shape);
        give(2, own.shape, next.shape);
        give(3, mix(last.shape, own.shape), next.shape);
        give(4, last.small, own.shape);
        give(5, next.small, own.shape);
        give(6, last.small, next.small);
        give(7, last.small, own.small);
        give(8, own.small, next.small);
        give(9, mix(last2.small, last.small), own.shape);
        give(10, mix(next.small, next2.small), own.shape);
        give(11, mix(class(last, 1), class(own, 1)), own.shape);
        give(12, mix(class(own, 1), class(next, 1)), own.shape);
        give(13, mix(class(last, 1), own.shape), class(next, 1));
        if kin(own, 0) != 0 {
            give(25, mix(kin(last, 1), kin(own, 1)), own.shape);
            give(26, mix(kin(own, 1), kin(next, 1)), own.shape);
            give(27, mix(kin(last, 1), own.shape), kin(next, 1));
        }
        give(31, mix(last.shape, own.shape), mix(next.shape, last2.shape));
        give(32, mix(own.shape, next.shape), next2.shape);
        give(33, mix(last.small, own.shape), next.shape);
        give(34, mix(next.small, own.shape), last.shape);
        if kin(own, 0) | kin(next, 0) | kin(last, 0) != 0 {
            give(35, mix(kin(last, 0), kin(own, 0)), kin(next, 0));
            give(36, mix(last.small, kin(own, 1)), own.shape);
            give(37, mix(next.small, kin(own, 1)), own.shape);
            give(38, mix(kin(last, 2), own.shape), kin(own, 0));
            give(39, mix(kin(next, 2), own.shape), kin(own, 0));
        }
        give(40, mix(lists(last), lists(own)), own.shape);
        give(41, mix(lists(own), lists(next)), own.shape);
        give(42, mix(lists(own), last.small), own.shape);
        give(43, mix(lists(own), next.small), own.shape);
        if last.stops {
            give(14, own.shape, class(own, 1));
            give(15, own.small, next.shape);
            give(16, lists(own), lists(next));
        }
        if lists(own) | lists(last) | lists(next) != 0 {
            give(17, mix(lists(last), lists(own)), lists(next));
        }
        let hits: (u64, u64, u64) = self.hits.into();
        if hits != (0, 0, 0) {
            give(18, hits.1, own.shape);
            give(19, hits.1, last.small);
            give(20, hits.1, next.shape);
            give(21, mix(hits.0, hits.1), hits.2);
            give(28, mix(hits.0, hits.1), mix(hits.2, own.shape));
            give(29, hits.1, kin(own, 1));
            give(30, mix(hits.1, kin(last, 0)), kin(next, 0));
            give(22, hits.0, own.shape);
            give(23, hits.2, own.shape);
            give(24, hits.1, own.small);
        }
    }
}
