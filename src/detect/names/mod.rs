//! Names that nobody told us: persons, places, organisations, events, found by
//! what they look like and where they stand.
//!
//! A linear-chain conditional random field over hashed signs, one model for
//! each language (`seeds/models/ner-*.bin`, learnt by `tajuk train ner`). What
//! the knowledge base says of a word is one sign among others. Corpora differ
//! in what they call a name, so a model knows several styles; articles are read
//! in the first.

mod decode;
mod learn;
mod lowered;
mod model;
mod signs;
mod table;
mod tag;
mod vectors;
mod word;
mod wordclass;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::detect::names::decode::{Desk, Sums};
use crate::detect::names::model::Model;
use crate::detect::names::signs::{Around, MAIN, PLACES, REACH, of_word};
use crate::detect::names::table::{Signs, Table};
use crate::detect::names::word::{Word, key, mix};
use crate::knowledge::{Base, EntityKind, Found, Gate, NameKind};
use crate::lang::{Lang, Token, TokenKind};

pub use learn::{Goal, Learnt, Lesson, Marked, learn, proof};
pub use lowered::Lowered;
pub use model::Trouble;
pub use tag::Class;
pub use vectors::kin;
pub use wordclass::{Classes, Lists, classes};

/// A name that was recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognised {
    pub class: Class,
    /// Indices of its tokens, half-open.
    pub first: usize,
    pub end: usize,
    /// How likely it is that exactly these words are such a name: 0 to 1.
    pub confidence: f32,
}

/// Finds names in one language.
pub struct Recogniser {
    model: Model,
    /// Tells the words that threads remember for it from those for others.
    stamp: u64,
}

/// Longer stretches are cut: what is so far away says nothing, and a sentence
/// of a megabyte must not need a hundred.
const STRETCH: usize = 200;

/// So many words that do not stand out may stand within a name.
const BRIDGE: usize = 3;

/// So many words in small letters may end a name ("2012 Slovenian presidential election").
const TAIL: usize = 2;

/// So many words a thread remembers, for both languages.
const REMEMBERED: usize = 8192;

/// More of the longer words than this in capitals: a headline, a scan, shouting.
const LOUD: (usize, usize) = (3, 5);

/// The words that a thread remembers, and room for the stretch at hand.
#[derive(Default)]
struct Memory {
    /// Places in `words` by a hash of the word, the model and the style.
    places: FxHashMap<u64, usize>,
    words: Vec<Word>,
    /// For each word, what it gives to one that sees it at a place: places in `given`,
    /// [`UNASKED`] before anybody asked.
    gives: Vec<[u32; PLACES]>,
    given: Vec<Sums>,
    /// Places in `words` of the words at hand.
    own: Vec<usize>,
    signs: Signs,
    sums: Vec<Sums>,
    desk: Desk,
}

const UNASKED: u32 = u32::MAX;

/// What is used in place of what the program carries, by language.
static OTHERS: [OnceLock<Option<Recogniser>>; 2] = [OnceLock::new(), OnceLock::new()];

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Bytes that begin where a processor fetches, so that a bucket of a model is
/// fetched at once.
#[repr(align(64))]
struct Even<T: ?Sized>(T);

static ID: &Even<[u8]> = &Even(*include_bytes!("../../../seeds/models/ner-id.bin"));
static EN: &Even<[u8]> = &Even(*include_bytes!("../../../seeds/models/ner-en.bin"));

impl Recogniser {
    /// The one that the program carries; `None` where it cannot be used, which
    /// is logged once.
    pub fn built_in(lang: Lang) -> Option<&'static Recogniser> {
        static BOTH: [OnceLock<Option<Recogniser>>; 2] = [OnceLock::new(), OnceLock::new()];
        let bytes: &'static [u8] = match lang {
            Lang::Id => &ID.0,
            Lang::En => &EN.0,
        };
        // A test adds up their bytes.
        let read = || match Recogniser::made(Model::unsummed, Cow::Borrowed(bytes)) {
            Ok(it) => Some(it),
            Err(trouble) => {
                tracing::warn!(lang = lang.tag(), "names are read without a model: {trouble}");
                None
            }
        };
        BOTH.get(lang as usize)?.get_or_init(read).as_ref()
    }

    /// The one that is in use: another one ([`Recogniser::replace`]), else the
    /// one that the program carries. `None` where names are read without.
    pub fn of(lang: Lang) -> Option<&'static Recogniser> {
        match OTHERS.get(lang as usize).and_then(OnceLock::get) {
            Some(other) => other.as_ref(),
            None => Recogniser::built_in(lang),
        }
    }

    /// From now on another one is used, or none. Whether that is so: nothing
    /// can be replaced twice.
    pub fn replace(lang: Lang, other: Option<Recogniser>) -> bool {
        OTHERS.get(lang as usize).is_some_and(|it| it.set(other).is_ok())
    }

    /// Of a model's bytes.
    ///
    /// # Errors
    /// Where they are no model, a damaged one, or one of another version.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Recogniser, Trouble> {
        Recogniser::made(Model::read, bytes)
    }

    fn made(
        read: fn(Cow<'static, [u8]>) -> Result<Model, Trouble>,
        bytes: Cow<'static, [u8]>,
    ) -> Result<Recogniser, Trouble> {
        let stamp = model::sum(bytes.get(..model::HEAD).unwrap_or_default());
        Ok(Recogniser { model: read(bytes)?, stamp })
    }

    pub fn lang(&self) -> Lang {
        self.model.lang
    }

    /// What [`proof`] was for the program that learnt it.
    pub fn proof(&self) -> u64 {
        self.model.proof()
    }

    /// The styles it knows; articles are read in the first.
    pub fn styles(&self) -> impl Iterator<Item = &str> {
        self.model.styles.iter().map(String::as_str)
    }

    /// The names among the tokens of one sentence, in order, none inside
    /// another. `hits` says what the base knows of each token ([`hits`]). Without a
    /// style they are read as those of an article, which have capitals.
    pub fn names(
        &self,
        text: &str,
        tokens: &[Token],
        hits: &[u8],
        style: Option<&str>,
    ) -> Vec<Recognised> {
        let asked = style.and_then(|it| self.model.style(it));
        let style = asked.unwrap_or(0) as u64;
        let mut res = Vec::new();
        let out = tokens.iter().map(|it| self.is_looked_at(text, *it, asked.is_some()));
        let stretches = stretches(out);
        if stretches.is_empty() || is_loud(text, tokens) {
            return res;
        }
        MEMORY.with_borrow_mut(|memory| {
            let nexts = stretches.iter().skip(1).map(|it| it.0).chain([tokens.len()]);
            for ((first, end), next) in stretches.iter().copied().zip(nexts) {
                // A stretch with the small words that may end a name, and what
                // all of these see around them.
                let from = first.saturating_sub(REACH);
                let until = (end + TAIL + REACH).min(tokens.len());
                memory.recall(self, text, tokens.get(from..until).unwrap_or_default(), style);
                let behind = memory.own.iter().skip(end - from).take(TAIL);
                let is_tail = |it: &&usize| memory.words.get(**it).is_some_and(|it| it.tail);
                let end = (end + behind.take_while(is_tail).count()).min(next);
                let hits = hits.get(from..until.min(hits.len())).unwrap_or_default();
                memory.sum(self, hits, first - from..end - from, style);
                let name = |(class, from, to, confidence)| Recognised {
                    class,
                    first: first + from,
                    end: first + to,
                    confidence,
                };
                let Memory { desk, sums, .. } = &mut *memory;
                decode::names(&self.model, sums, desk, &mut |it| res.push(name(it)));
            }
        });
        res
    }

    /// It has a capital or a figure, or names something without: for which articles, in
    /// which names have capitals, are not searched.
    fn is_looked_at(&self, text: &str, token: Token, small_too: bool) -> bool {
        let (word, small) = (token.span.of(text), self.model.small());
        let may_name = || {
            let long = token.kind == TokenKind::Word && 2 < word.len();
            small_too && long && !small.is_empty() && small.has(key(word))
        };
        stands_out(word) || may_name()
    }
}

impl Memory {
    /// Calls the words of a stretch to mind.
    fn recall(&mut self, who: &Recogniser, text: &str, tokens: &[Token], style: u64) {
        if self.words.capacity() == 0 {
            // Memory that is not written to costs nothing; growing costs a copy.
            self.words.reserve(REMEMBERED + STRETCH);
            self.gives.reserve(REMEMBERED + STRETCH);
            self.given.reserve(PLACES * REMEMBERED);
        }
        if REMEMBERED < self.words.len() {
            self.words.clear();
            self.gives.clear();
            self.given.clear();
            self.places.clear();
        }
        self.own.clear();
        let known = who.model.words();
        for it in tokens {
            let written = it.span.of(text);
            let key = mix(quick(written), who.stamp ^ style);
            let at = *self.places.entry(key).or_insert_with(|| {
                self.words.push(Word::of(written, it.kind, &known));
                self.gives.push([UNASKED; PLACES]);
                self.words.len() - 1
            });
            self.own.push(at);
        }
    }

    /// Of the words that were called to mind, the sums of some.
    fn sum(&mut self, who: &Recogniser, hits: &[u8], these: Range<usize>, style: u64) {
        let Memory { words, gives, given, own, signs, sums: all, .. } = self;
        let (table, sorts) = (who.model.table(), who.model.sorts);
        let start = who.model.start(style);
        all.clear();
        for at in these {
            let mut sums = start;
            signs.clear();
            let word = |at: usize| own.get(at).and_then(|it| words.get(*it));
            Around::of(at, word, hits, sorts).signs(&mut |sign, _| signs.push(sign));
            table.add(signs, MAIN, &mut sums);
            for place in 0..PLACES {
                let other = (at + place).checked_sub(REACH).and_then(|it| own.get(it));
                let Some(other) = other.copied() else { continue };
                let slot = gives.get_mut(other).and_then(|it| it.get_mut(place));
                let Some((slot, word)) = slot.zip(words.get(other)) else { continue };
                let gives = given.get(*slot as usize).copied().unwrap_or_else(|| {
                    let res = gives_to(word, place, table, style, signs);
                    *slot = u32::try_from(given.len()).unwrap_or(UNASKED);
                    given.push(res);
                    res
                });
                sums = sums.saturating_add(gives);
            }
            all.push(sums);
        }
    }
}

/// What a word gives to one that sees it at a place.
fn gives_to(word: &Word, place: usize, table: Table<'_>, style: u64, signs: &mut Signs) -> Sums {
    signs.clear();
    of_word(word, place, &mut |sign, _| signs.push(sign));
    let mut sums = Sums::ZERO;
    table.add(signs, style, &mut sums);
    sums
}

/// It may be a word of a name: it has a capital or a figure.
fn stands_out(word: &str) -> bool {
    let bits = word.bytes().fold(0, |bits, it| bits | SORTS.get(usize::from(it)).unwrap_or(&0));
    bits & OUT != 0
        || bits & FOREIGN != 0 && word.chars().any(|it| it.is_uppercase() || it.is_numeric())
}

/// A byte that is a capital or a figure, and one that is part of a longer letter.
const OUT: u8 = 1;
const FOREIGN: u8 = 2;

/// Of each byte; a look at a table for each costs less than a decision.
static SORTS: [u8; 256] = {
    let mut res = [0; 256];
    let mut rest: &mut [u8] = &mut res;
    let mut byte = 0_u8;
    while let [first, more @ ..] = rest {
        let is_out = byte.is_ascii_uppercase() || byte.is_ascii_digit();
        *first = if is_out {
            OUT
        } else if byte.is_ascii() {
            0
        } else {
            FOREIGN
        };
        byte = byte.wrapping_add(1);
        rest = more;
    }
    res
};

/// A number for a word, as it is written.
fn quick(word: &str) -> u64 {
    let (whole, rest) = word.as_bytes().as_chunks::<8>();
    let sum = whole.iter().fold(word.len() as u64, |sum, it| mix(sum, u64::from_le_bytes(*it)));
    mix(sum, rest.iter().fold(0, |last, it| last << 8 | u64::from(*it)))
}

/// A number that changes with every byte of a text.
pub fn number(text: &str) -> u64 {
    model::sum(text.as_bytes())
}

/// Where names may be: around the words that stand out. Half-open, in order,
/// none longer than [`STRETCH`].
fn stretches(out: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut res: Vec<(usize, usize)> = Vec::new();
    for (at, _) in out.enumerate().filter(|it| it.1) {
        match res.last_mut() {
            Some(last) if at <= last.1 + BRIDGE && at - last.0 < STRETCH => last.1 = at + 1,
            _ => {
                let floor = res.last().map_or(0, |it| it.1);
                res.push((at.saturating_sub(1).max(floor), at + 1));
            }
        }
    }
    res
}

/// A line in capitals says nothing by its capitals.
pub(in crate::detect) fn is_loud(text: &str, tokens: &[Token]) -> bool {
    let long = tokens.iter().filter(|it| it.kind == TokenKind::Word && 3 < it.span.len());
    let (mut all, mut loud) = (0, 0);
    for it in long.map(|it| it.span.of(text)) {
        let is_small = it.bytes().any(|it| it.is_ascii_lowercase())
            || !it.is_ascii() && it.contains(char::is_lowercase);
        all += 1;
        loud += usize::from(!is_small);
    }
    1 < all && LOUD.0 * all < LOUD.1 * loud
}

/// What the base says of each token, as a code: 0 for nothing. Positions of
/// the names that it found count from the first of `tokens`.
pub fn hits(base: &Base, found: &[Found], tokens: usize) -> Vec<u8> {
    let mut res = vec![0; tokens];
    for it in found {
        let Some(name) = it.names.first().and_then(|it| base.name(*it)) else { continue };
        let kind = match base.kind(name.entity) {
            EntityKind::Person => 1,
            EntityKind::Country => 2,
            EntityKind::Place => 3,
            EntityKind::Org => 4,
            EntityKind::Event => 5,
            EntityKind::Document | EntityKind::Weapon => 6,
        };
        let kind = match name.kind {
            NameKind::Demonym => 7,
            NameKind::Metonym => 8,
            NameKind::Acronym => 8 + kind,
            _ => kind,
        };
        let free = u8::from(name.gate == Gate::Free);
        for (at, slot) in res.iter_mut().take(it.end).skip(it.first).enumerate() {
            let inside = u8::from(0 < at);
            *slot = kind << 2 | free << 1 | inside;
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{EN, ID, Recogniser, Trouble};

    #[test]
    fn what_the_program_carries_is_whole() {
        for bytes in [&ID.0, &EN.0] {
            assert!(Recogniser::read(Cow::Borrowed(bytes)).is_ok());
            let mut changed = bytes.to_vec();
            *changed.last_mut().unwrap() ^= 1;
            let refused = Recogniser::read(Cow::Owned(changed)).err();
            assert_eq!(refused, Some(Trouble::Damaged));
        }
    }
}
