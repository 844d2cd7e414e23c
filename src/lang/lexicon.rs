//! All word lists of a language behind one lookup: where in a text do words
//! and phrases of which list stand?

use rustc_hash::FxHashMap;
use std::borrow::Cow;

use crate::lang::beside::{Beside, Phrase, phrases};
use crate::lang::key::key;
use crate::lang::list::{LISTS, List};
use crate::lang::numerals::Numerals;
use crate::lang::source::Source;
use crate::lang::time::Time;
use crate::lang::{Part, Token, tokens};
use crate::text::{Glossary, Span};

/// How a speech verb hands a statement to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueClass {
    Say,
    Assess,
    Claim,
    Accuse,
    Deny,
    Admit,
    Request,
    Document,
    Hearsay,
    Passive,
}

/// One word or phrase of a list, where it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub list: List,
    /// For a month its number, for a weekday its number from Monday = 1, for
    /// a speech verb its class and whether it is one only next to a quotation.
    pub value: u8,
    /// Token indices, half-open.
    pub first: u32,
    pub end: u32,
    pub span: Span,
}

/// Hunting for one word costs one look-up, however many lists there are.
pub struct Lexicon {
    /// In lower case.
    words: Glossary<Known>,
    /// Short and other forms of offices, with the usual form.
    offices: FxHashMap<&'static str, &'static str>,
    phrases: [&'static str; 4],
    /// Abbreviations without their final stop, in their own case.
    abbreviations: FxHashMap<&'static str, Stop>,
    pub(super) numerals: Numerals,
}

/// All that is known of one word.
#[derive(Default)]
pub(super) struct Known {
    /// Those that begin with it.
    entries: Vec<Entry>,
    /// The parts it plays, a bit each.
    parts: u64,
    /// What it is beside something, a bit each.
    beside: u64,
    /// The lists that it, or the phrase, is in and that leave no marks since only
    /// some searches need them: a bit each.
    unmarked: u128,
    /// What it says around a date.
    time: Option<Time>,
}

/// Whether a full stop behind a word ends the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// No abbreviation is known that looks like this.
    Ends,
    /// "Dr.", "Prof."
    Never,
    /// "Hal.", "No.": never before a number, always elsewhere.
    AtNumber,
    /// "U.S.", "dll.": what follows tells.
    May,
}

struct Entry {
    list: List,
    value: u8,
    /// The key of the token behind the first: most others have another.
    next: u64,
    /// The tokens behind the first, in lower case.
    rest: Box<[Box<str>]>,
}

/// Beside the parts of a word: it says a number.
pub(crate) const NUMERAL: u64 = 1 << 63;

/// No phrase of a list has more tokens.
pub const LONGEST_PHRASE: u32 = 16;

pub(super) const ONLY_AT_QUOTE: u8 = 0x80;

impl Lexicon {
    pub(super) fn new(source: &'static Source) -> Lexicon {
        let mut words: FxHashMap<Box<str>, Known> = FxHashMap::default();
        for (word, cell) in pairs(source.grammar) {
            let known: &mut Known = words.entry(word.into()).or_default();
            known.parts = bits(cell, |it| Part::from_name(it).map(|it| it as u32));
        }
        for (word, cell) in pairs(source.beside) {
            words.entry(word.into()).or_default().beside =
                bits(cell, |it| Beside::from_name(it).map(|it| it as u32));
        }
        for (word, time) in times(source.times) {
            words.entry(word.into()).or_default().time = Some(time);
        }
        let numerals = Numerals::new(source.numerals);
        for word in numerals.words() {
            words.entry(word.into()).or_default().parts |= NUMERAL;
        }
        for (list, text) in source.lists {
            if list.leaves_no_marks() {
                for it in lines(text) {
                    words.entry(it.into()).or_default().unmarked |= list.bit();
                }
                continue;
            }
            for phrase in lines(text) {
                add(&mut words, *list, phrase, 0);
            }
        }
        for (list, text) in [(List::Month, source.months), (List::Weekday, source.weekdays)] {
            for row in rows(text) {
                if let [name, number, ..] = row.as_slice()
                    && let Ok(number) = number.parse()
                {
                    add(&mut words, list, name, number);
                }
            }
        }
        for (phrase, time) in times(source.times).filter(|it| it.1.stands_alone()) {
            add(&mut words, List::Time, phrase, time.code());
        }
        for row in rows(source.speech_verbs) {
            if let [form, class, ..] = row.as_slice()
                && let Some(class) = CueClass::from_name(class)
            {
                let at_quote = row.get(3).is_some_and(|it| *it == "yes");
                let value = class as u8 | if at_quote { ONLY_AT_QUOTE } else { 0 };
                add(&mut words, List::SpeechVerb, form, value);
            }
        }
        Lexicon {
            words: Glossary::new(words),
            offices: pairs(source.office_forms).collect(),
            phrases: phrases(source.phrases),
            abbreviations: abbreviations(source),
            numerals,
        }
    }

    /// Every word and phrase of every list in `tokens`, in the order in which
    /// they start. Where phrases of one list overlap, the longest one counts.
    pub fn marks(&self, text: &str, tokens: &[Token]) -> Vec<Mark> {
        let mut res: Vec<Mark> = Vec::with_capacity(tokens.len() / 2);
        self.read((text, tokens), tokens.len(), 0, &mut res, &mut |_| ());
        res
    }

    /// [`Lexicon::marks`] that begin with one of the first `count` tokens, with token
    /// indices from `offset` on, put behind those of `res`; `parts` hears of each of
    /// these tokens the parts that it plays.
    pub(crate) fn read(
        &self,
        (text, tokens): (&str, &[Token]),
        count: usize,
        offset: usize,
        res: &mut Vec<Mark>,
        parts: &mut impl FnMut(u64),
    ) {
        // Of each list its last mark: no two of a list overlap.
        let mut lasts = [None::<usize>; LISTS];
        for (first, token) in tokens.iter().enumerate().take(count) {
            let Some(known) = self.known(token.span.of(text)) else {
                parts(0);
                continue;
            };
            parts(known.parts);
            // With a capital "may" is a month and "will" a name, or a question begins.
            let asks = known.parts >> (Part::Modal as u32) & 1 != 0
                && token.span.of(text).starts_with(|it: char| it.is_ascii_uppercase());
            let mut next = None;
            for entry in &known.entries {
                if asks && matches!(entry.list, List::Hedge | List::Future) {
                    continue;
                }
                if !entry.rest.is_empty() {
                    let behind = || tokens.get(first + 1).map_or("", |it| it.span.of(text));
                    let next = *next.get_or_insert_with(|| match behind() {
                        "’" => key("'"),
                        word => key(word),
                    });
                    if next != entry.next {
                        continue;
                    }
                }
                let end = first + 1 + entry.rest.len();
                let Some(rest) = tokens.get(first + 1..end) else { continue };
                if !rest.iter().zip(&entry.rest).all(|(a, b)| is_word(a.span.of(text), b)) {
                    continue;
                }
                let span = rest.last().map_or(token.span, |it| token.span.cover(it.span));
                let mark = Mark {
                    list: entry.list,
                    value: entry.value,
                    first: u32::try_from(offset + first).unwrap_or(u32::MAX),
                    end: u32::try_from(offset + end).unwrap_or(u32::MAX),
                    span,
                };
                let Some(last) = lasts.get_mut(mark.list as usize) else { continue };
                let rival = last.and_then(|it| res.get_mut(it)).filter(|it| mark.first < it.end);
                match rival {
                    Some(old) if old.first == mark.first && old.end < mark.end => *old = mark,
                    Some(_) => {}
                    None => {
                        *last = Some(res.len());
                        res.push(mark);
                    }
                }
            }
        }
    }

    /// What is known of a word, whatever its case and the shape of its apostrophe.
    #[inline]
    pub(super) fn known(&self, word: &str) -> Option<&Known> {
        self.words.get(if word == "’" { "'" } else { word })
    }

    /// What a full stop behind `word` means.
    pub(super) fn stop(&self, word: &str) -> Stop {
        self.abbreviations.get(word).copied().unwrap_or(Stop::Ends)
    }

    /// Whether a word, in any case, is in one of the lists by itself.
    pub fn is_in(&self, word: &str, lists: &[List]) -> bool {
        self.known(word).is_some_and(|known| {
            let is_one = |it: &Entry| it.rest.is_empty() && lists.contains(&it.list);
            lists.iter().any(|it| known.unmarked & it.bit() != 0)
                || known.entries.iter().any(is_one)
        })
    }

    /// Whether words, in any case, are an entry of a list that leaves no marks.
    pub fn is_listed(&self, words: &str, list: List) -> bool {
        self.known(words).is_some_and(|it| it.unmarked & list.bit() != 0)
    }

    /// Whether any list has a word.
    pub fn is_any(&self, word: &str) -> bool {
        self.known(word).is_some()
    }

    /// What a word says around a date.
    pub fn time(&self, word: &str) -> Option<Time> {
        self.known(word)?.time
    }

    /// Whether a word, whatever its case, plays a part.
    pub fn plays(&self, word: &str, part: Part) -> bool {
        self.parts(word) & (1 << part as u32) != 0
    }

    /// The parts that a word plays, whatever its case, a bit each.
    #[inline]
    pub(crate) fn parts(&self, word: &str) -> u64 {
        self.known(word).map_or(0, |it| it.parts)
    }

    /// Whether a word, whatever its case, is this beside something.
    pub fn is_beside(&self, word: &str, what: Beside) -> bool {
        self.known(word).is_some_and(|it| it.beside & (1 << what as u32) != 0)
    }

    /// The usual form of an office, both in lower case: "menlu".
    pub fn office<'a>(&self, form: &'a str) -> &'a str {
        self.offices.get(form).copied().unwrap_or(form)
    }

    /// What a fix writes into an article.
    pub fn phrase(&self, phrase: Phrase) -> &'static str {
        self.phrases.get(phrase as usize).copied().unwrap_or_default()
    }

    /// The words and phrases of one list, in no order.
    pub fn words(&self, list: List) -> impl Iterator<Item = (String, u8)> {
        self.words.iter().flat_map(move |(first, known)| {
            known.entries.iter().filter(move |it| it.list == list).map(move |it| {
                let mut words = vec![&*first];
                words.extend(it.rest.iter().map(AsRef::as_ref));
                (words.join(" "), it.value)
            })
        })
    }
}

fn add(words: &mut FxHashMap<Box<str>, Known>, list: List, phrase: &str, value: u8) {
    let lower = phrase.to_lowercase();
    let mut all = tokens(&lower, Span::new(0, lower.len()))
        .into_iter()
        .map(|it| Box::<str>::from(it.span.of(&lower)));
    if let Some(first) = all.next() {
        let rest: Box<[Box<str>]> = all.collect();
        let next = rest.first().map_or(0, |it| key(it));
        let entry = Entry { list, value, next, rest };
        words.entry(first).or_default().entries.push(entry);
    }
}

/// What a cell says, a bit each; what the program does not know is left out.
fn bits(cell: &str, bit: fn(&str) -> Option<u32>) -> u64 {
    cell.split('|').filter_map(bit).fold(0, |all, it| all | 1 << it)
}

/// The first two cells of each row.
pub(super) fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(text).filter_map(|it| Some((*it.first()?, *it.get(1)?)))
}

/// In lower case, with a straight apostrophe, as the lists are written.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    if word == "’" { Cow::Borrowed("'") } else { lower(word) }
}

/// Whether a word is this one, which is written as the lists are.
fn is_word(word: &str, own: &str) -> bool {
    word.eq_ignore_ascii_case(own) || !word.is_ascii() && *plain(word) == *own
}

/// In lower case; the usual word of small ASCII letters is left where it is.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    // One pass without a branch: most words are short.
    let (mut wide, mut capital) = (false, false);
    for byte in word.bytes() {
        wide |= !byte.is_ascii();
        capital |= byte.is_ascii_uppercase();
    }
    match (wide, capital) {
        (false, false) => Cow::Borrowed(word),
        (false, true) => Cow::Owned(word.to_ascii_lowercase()),
        (true, _) => Cow::Owned(word.to_lowercase()),
    }
}

/// Words and phrases that tell when.
fn times(text: &'static str) -> impl Iterator<Item = (&'static str, Time)> {
    rows(text).filter_map(|row| match row.as_slice() {
        [words, kind, value] => Some((*words, Time::new(kind, value.parse().ok()?)?)),
        _ => None,
    })
}

fn abbreviations(source: &Source) -> FxHashMap<&'static str, Stop> {
    let of = |(stop, text): &(Stop, &'static str)| {
        let stop = *stop;
        lines(text).map(move |it| (it, stop))
    };
    source.abbreviations.iter().flat_map(of).collect()
}

/// The entries of a list file: a line each, comments set aside.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with("# "))
}

/// The rows of a table file, its header set aside.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lines(text).skip(1).map(|it| it.split('\t').collect())
}
