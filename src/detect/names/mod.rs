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
mod tag;
mod vectors;
mod word;
mod wordclass;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::detect::names::decode::Sums;
use crate::detect::names::model::Model;
use crate::detect::names::signs::{Around, MAIN, PLACES, REACH, of_word};
use crate::detect::names::tag::TAGS;
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

/// What a word gives to the words around it.
struct Seen {
    word: Word,
    /// What it gives to each place; found when it is first asked for.
    gives: [Option<Sums>; PLACES],
}

/// The words that a thread remembers, and room for the sentence at hand.
#[derive(Default)]
struct Memory {
    /// By a hash of the word, the model and the style.
    places: FxHashMap<u64, usize>,
    seen: Vec<Seen>,
    own: Vec<usize>,
    words: Vec<Word>,
    signs: Vec<u64>,
}

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
        let read = || match Recogniser::read(Cow::Borrowed(bytes)) {
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
        let stamp = model::sum(bytes.get(..model::HEAD).unwrap_or_default());
        Ok(Recogniser { model: Model::read(bytes)?, stamp })
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
        let out: Vec<bool> =
            tokens.iter().map(|it| self.is_looked_at(text, *it, asked.is_some())).collect();
        let stretches = stretches(&out);
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
                let behind = memory.words.iter().skip(end - from).take(TAIL);
                let end = (end + behind.take_while(|it| it.tail).count()).min(next);
                let hits = hits.get(from..until.min(hits.len())).unwrap_or_default();
                let sums = memory.sums(self, hits, first - from..end - from, style);
                res.extend(decode::names(&self.model, &sums).into_iter().map(
                    |(class, from, to, confidence)| Recognised {
                        class,
                        first: first + from,
                        end: first + to,
                        confidence,
                    },
                ));
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

    /// What a word gives to one that sees it at a place.
    fn given(&self, word: &Word, place: usize, style: u64, signs: &mut Vec<u64>) -> Sums {
        signs.clear();
        of_word(word, place, &mut |sign, _| signs.push(sign));
        let mut sums = [0; TAGS];
        self.model.add(signs, style, &mut sums);
        sums
    }
}

impl Memory {
    /// Calls the words of a stretch to mind.
    fn recall(&mut self, who: &Recogniser, text: &str, tokens: &[Token], style: u64) {
        if REMEMBERED < self.seen.len() {
            self.seen.clear();
            self.places.clear();
        }
        self.own.clear();
        self.words.clear();
        for it in tokens {
            let written = it.span.of(text);
            let key = mix(quick(written), who.stamp ^ style);
            let at = *self.places.entry(key).or_insert_with(|| {
                let word = Word::of(written, it.kind, &who.model.words());
                self.seen.push(Seen { word, gives: [None; PLACES] });
                self.seen.len() - 1
            });
            self.own.push(at);
            self.words.extend(self.seen.get(at).map(|it| it.word));
        }
    }

    /// Of the words that were called to mind, the sums of some.
    fn sums(
        &mut self,
        who: &Recogniser,
        hits: &[u8],
        these: Range<usize>,
        style: u64,
    ) -> Vec<Sums> {
        let Memory { seen, own, words, signs, .. } = self;
        let around = Around { words, hits, sorts: who.model.sorts };
        let start = who.model.start(style);
        these
            .map(|at| {
                let mut sums = start;
                signs.clear();
                around.of(at, &mut |sign, _| signs.push(sign));
                who.model.add(signs, MAIN, &mut sums);
                for place in 0..PLACES {
                    let other = (at + place).checked_sub(REACH).and_then(|it| own.get(it));
                    let Some(Seen { word, gives }) = other.and_then(|it| seen.get_mut(*it)) else {
                        continue;
                    };
                    let Some(slot) = gives.get_mut(place) else { continue };
                    let gives = *slot.get_or_insert_with(|| who.given(word, place, style, signs));
                    for (sum, it) in sums.iter_mut().zip(gives) {
                        *sum = sum.saturating_add(it);
                    }
                }
                sums
            })
            .collect()
    }
}

/// It may be a word of a name: it has a capital or a figure.
fn stands_out(word: &str) -> bool {
    if word.is_ascii() {
        return word.bytes().any(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    }
    word.chars().any(|it| it.is_uppercase() || it.is_numeric())
}

/// A number for a word, as it is written.
fn quick(word: &str) -> u64 {
    let (whole, rest) = word.as_bytes().as_chunks::<8>();
    let sum = whole.iter().fold(word.len() as u64, |sum, it| mix(sum, u64::from_le_bytes(*it)));
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(slot, it)| *slot = *it);
    mix(sum, u64::from_le_bytes(last))
}

/// A number that changes with every byte of a text.
pub fn number(text: &str) -> u64 {
    model::sum(text.as_bytes())
}

/// Where names may be: around the words that stand out. Half-open, in order,
/// none longer than [`STRETCH`].
fn stretches(out: &[bool]) -> Vec<(usize, usize)> {
    let mut res: Vec<(usize, usize)> = Vec::new();
    for (at, _) in out.iter().enumerate().filter(|it| *it.1) {
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
    let long = || {
        tokens
            .iter()
            .filter(|it| it.kind == TokenKind::Word && 3 < it.span.len())
            .map(|it| it.span.of(text))
    };
    let all = long().count();
    let loud = long().filter(|it| !it.contains(char::is_lowercase)).count();
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
