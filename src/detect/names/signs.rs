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
        give(4, some);
        give(5, many);
        if far < 2 {
            give(3, few);
        }
    }
    let [few, some, many] = word.kin;
    if few != 0 {
        give(17, some);
        give(18, many);
        if far < 2 {
            give(19, few);
        }
    }
    if word.lists != 0 {
        give(6, word.lists);
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
    pub(super) words: &'a [Word],
    /// What the knowledge base says of each word; see [`super::hits`].
    pub(super) hits: &'a [u8],
    /// The sorts of pairs that are looked at, a bit each.
    pub(super) sorts: u64,
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

impl Around<'_> {
    fn word(&self, at: usize, by: isize) -> &Word {
        at.checked_add_signed(by).and_then(|it| self.words.get(it)).unwrap_or(&EDGE)
    }

    fn hit(&self, at: usize, by: isize) -> u64 {
        let hit = at.checked_add_signed(by).and_then(|it| self.hits.get(it));
        u64::from(hit.copied().unwrap_or(0))
    }

    /// What several words say together, and their places in the sentence.
    pub(super) fn of(&self, at: usize, each: &mut impl FnMut(u64, bool)) {
        let (own, last, next) = (self.word(at, 0), self.word(at, -1), self.word(at, 1));
        let (last2, next2) = (self.word(at, -2), self.word(at, 2));
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
        give(11, mix(last.classes[1], own.classes[1]), own.shape);
        give(12, mix(own.classes[1], next.classes[1]), own.shape);
        give(13, mix(last.classes[1], own.shape), next.classes[1]);
        if own.kin[0] != 0 {
            give(25, mix(last.kin[1], own.kin[1]), own.shape);
            give(26, mix(own.kin[1], next.kin[1]), own.shape);
            give(27, mix(last.kin[1], own.shape), next.kin[1]);
        }
        give(31, mix(last.shape, own.shape), mix(next.shape, last2.shape));
        give(32, mix(own.shape, next.shape), next2.shape);
        give(33, mix(last.small, own.shape), next.shape);
        give(34, mix(next.small, own.shape), last.shape);
        if own.kin[0] | next.kin[0] | last.kin[0] != 0 {
            give(35, mix(last.kin[0], own.kin[0]), next.kin[0]);
            give(36, mix(last.small, own.kin[1]), own.shape);
            give(37, mix(next.small, own.kin[1]), own.shape);
            give(38, mix(last.kin[2], own.shape), own.kin[0]);
            give(39, mix(next.kin[2], own.shape), own.kin[0]);
        }
        give(40, mix(last.lists, own.lists), own.shape);
        give(41, mix(own.lists, next.lists), own.shape);
        give(42, mix(own.lists, last.small), own.shape);
        give(43, mix(own.lists, next.small), own.shape);
        if last.stops {
            give(14, own.shape, own.classes[1]);
            give(15, own.small, next.shape);
            give(16, own.lists, next.lists);
        }
        if own.lists | last.lists | next.lists != 0 {
            give(17, mix(last.lists, own.lists), next.lists);
        }
        let hits = (self.hit(at, -1), self.hit(at, 0), self.hit(at, 1));
        if hits != (0, 0, 0) {
            give(18, hits.1, own.shape);
            give(19, hits.1, last.small);
            give(20, hits.1, next.shape);
            give(21, mix(hits.0, hits.1), hits.2);
            give(28, mix(hits.0, hits.1), mix(hits.2, own.shape));
            give(29, hits.1, own.kin[1]);
            give(30, mix(hits.1, last.kin[0]), next.kin[0]);
            give(22, hits.0, own.shape);
            give(23, hits.2, own.shape);
            give(24, hits.1, own.small);
        }
    }
}
