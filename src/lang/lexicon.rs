//! All word lists of a language behind one lookup: where in a text do words
//! and phrases of which list stand?

use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

use crate::lang::beside::{Beside, Phrase, phrases};
use crate::lang::numerals::Numerals;
use crate::lang::sieve::{Sieve, Words, key};
use crate::lang::source::Source;
use crate::lang::time::Time;
use crate::lang::{Part, Token, tokens};
use crate::text::Span;

/// What a word or phrase is a sign of. The file in `seeds/lang/<tag>` that
/// holds the list says more in its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    FunctionWord,
    SmallWord,
    Byline,
    Residue,
    Caption,
    Picture,
    Button,
    Network,
    AccordingTo,
    SpeechVerb,
    CrowdQuantifier,
    CrowdNoun,
    CrowdAlone,
    Anonymous,
    Hearsay,
    Hedge,
    Future,
    Conditional,
    Negation,
    Opinion,
    FirstPerson,
    SecondPerson,
    Question,
    Comparative,
    Superlative,
    Magnitude,
    Money,
    Percent,
    NumberWord,
    ChangeVerb,
    Past,
    Casualty,
    Causal,
    Law,
    Institution,
    Document,
    PersonNoun,
    PlacePreposition,
    Connective,
    Pronoun,
    /// Tells where a sentence begins behind an abbreviation.
    Opener,
    /// "Figure" of "Figure 2. Exports".
    Label,
    /// What can only be counted whole: people, ships.
    Counted,
    /// What those do who find a figure: "mendata", "surveyed".
    CountingVerb,
    /// Why a source is not named.
    Reason,
    /// Says that an office is told of the past.
    Former,
    /// Says that a change is not the plain difference of two numbers.
    Adjusted,
    /// Says that a number counts only a part, or what is to come.
    Subset,
    /// People beside a person: a spouse, an aide.
    Kin,
    /// What an analysis closes with.
    Conclusion,
    /// Words that are rightly said twice.
    Doubled,
    /// Short forms that need no telling.
    KnownAcronym,
    Month,
    Weekday,
    Deed,
    Matter,
    Universal,
    Inner,
    FirstPlural,
    /// Heads the name of an organisation.
    Body,
    /// Heads one only beside a country or a word of the next list.
    LooseBody,
    /// A word that names of authorities are made of: "perhubungan".
    BodyWord,
    /// A family name that is no word.
    FamilyName,
    /// Stands before a name and is no part of it: "Prof", "KH".
    Honorific,
    /// A part of a country, as part of its name: "Kabupaten", "District".
    Area,
    /// A sea, a mountain, a port, as part of its name: "Selat", "River".
    PlaceNoun,
    /// An organisation that readers of news know.
    Organisation,
    /// What an organisation is, in small letters: "perusahaan", "watchdog".
    OrganisationNoun,
    /// The same as an organisation, where its name is also a word.
    OrganisationOrWord,
    /// A given name that is no word.
    GivenName,
    /// Tells when, by itself: "tahun lalu"; see [`Mark::time`].
    Time,
    /// Whose news it is, in a dateline: "Antara". Last, since it leaves no marks.
    Outlet,
}

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

/// Hunting for one word costs one hash lookup, however many lists there are.
pub struct Lexicon {
    /// By first token, in lower case.
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    /// Most words are in no list.
    sieve: Sieve,
    /// For each word in lower case the parts it plays, a bit each.
    grammar: Words<u64>,
    /// For each word in lower case what it is beside something, a bit each.
    beside: Words<u64>,
    /// Short and other forms of offices, with the usual form.
    offices: FxHashMap<&'static str, &'static str>,
    phrases: [&'static str; 4],
    /// Abbreviations without their final stop, in their own case.
    abbreviations: FxHashMap<&'static str, Stop>,
    /// Words of the lists that only the search for sentences needs: they
    /// leave no marks.
    unmarked: FxHashSet<(List, &'static str)>,
    pub(super) numerals: Numerals,
    /// Words around dates.
    times: Words<Time>,
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

/// How many lists there are.
const LISTS: usize = List::Time as usize + 1;

/// No phrase of a list has more tokens.
pub const LONGEST_PHRASE: u32 = 16;

pub(super) const ONLY_AT_QUOTE: u8 = 0x80;

impl Lexicon {
    pub(super) fn new(source: &'static Source) -> Lexicon {
        let mut res = Lexicon {
            entries: FxHashMap::default(),
            sieve: Sieve::new([].into_iter()),
            grammar: parts(source.grammar, |it| Part::from_name(it).map(|it| it as u32)),
            beside: parts(source.beside, |it| Beside::from_name(it).map(|it| it as u32)),
            offices: pairs(source.office_forms).collect(),
            phrases: phrases(source.phrases),
            abbreviations: abbreviations(source),
            unmarked: FxHashSet::default(),
            numerals: Numerals::new(source.numerals),
            times: Words::new(times(source.times).collect()),
        };
        for (list, text) in source.lists {
            if matches!(
                list,
                List::Opener
                    | List::Label
                    | List::Picture
                    | List::Conclusion
                    | List::Doubled
                    | List::KnownAcronym
                    | List::Body
                    | List::LooseBody
                    | List::BodyWord
                    | List::FamilyName
                    | List::Honorific
                    | List::Area
                    | List::PlaceNoun
                    | List::Organisation
                    | List::OrganisationOrWord
                    | List::OrganisationNoun
                    | List::GivenName
                    | List::Outlet
            ) {
                res.unmarked.extend(lines(text).map(|it| (*list, it)));
                continue;
            }
            for phrase in lines(text) {
                res.add(*list, phrase, 0);
            }
        }
        for (list, text) in [(List::Month, source.months), (List::Weekday, source.weekdays)] {
            for row in rows(text) {
                if let [name, number, ..] = row.as_slice()
                    && let Ok(number) = number.parse()
                {
                    res.add(list, name, number);
                }
            }
        }
        for (words, time) in times(source.times).filter(|it| it.1.stands_alone()) {
            res.add(List::Time, words, time.code());
        }
        for row in rows(source.speech_verbs) {
            if let [form, class, ..] = row.as_slice()
                && let Some(class) = CueClass::from_name(class)
            {
                let at_quote = row.get(3).is_some_and(|it| *it == "yes");
                let value = class as u8 | if at_quote { ONLY_AT_QUOTE } else { 0 };
                res.add(List::SpeechVerb, form, value);
            }
        }
        res.sieve = Sieve::new(res.entries.keys().map(AsRef::as_ref));
        res
    }

    fn add(&mut self, list: List, phrase: &str, value: u8) {
        let lower = phrase.to_lowercase();
        let mut words = tokens(&lower, Span::new(0, lower.len()))
            .into_iter()
            .map(|it| Box::<str>::from(it.span.of(&lower)));
        if let Some(first) = words.next() {
            let rest: Box<[Box<str>]> = words.collect();
            let next = rest.first().map_or(0, |it| key(it));
            let entry = Entry { list, value, next, rest };
            self.entries.entry(first).or_default().push(entry);
        }
    }

    /// Every word and phrase of every list in `tokens`, in the order in which
    /// they start. Where phrases of one list overlap, the longest one counts.
    pub fn marks(&self, text: &str, tokens: &[Token]) -> Vec<Mark> {
        let mut res: Vec<Mark> = Vec::with_capacity(tokens.len() / 2);
        // Of each list its last mark: no two of a list overlap.
        let mut lasts = [None::<usize>; LISTS];
        for (first, token) in tokens.iter().enumerate() {
            let mut next = None;
            for entry in self.entries(token.span.of(text)) {
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
                    first: u32::try_from(first).unwrap_or(u32::MAX),
                    end: u32::try_from(end).unwrap_or(u32::MAX),
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
        res
    }

    /// Entries that begin with this word, whatever its case.
    fn entries(&self, word: &str) -> &[Entry] {
        if word != "’" && !self.sieve.may_hold(word) {
            return &[];
        }
        self.entries.get(&*plain(word)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a full stop behind `word` means.
    pub(super) fn stop(&self, word: &str) -> Stop {
        self.abbreviations.get(word).copied().unwrap_or(Stop::Ends)
    }

    /// Whether a word, in any case, is in one of the lists by itself.
    pub fn is_in(&self, word: &str, lists: &[List]) -> bool {
        let is_one = |it: &Entry| it.rest.is_empty() && lists.contains(&it.list);
        if self.entries(word).iter().any(is_one) {
            return true;
        }
        let lower = plain(word);
        lists.iter().any(|it| self.unmarked.contains(&(*it, &*lower)))
    }

    /// Whether words, in any case, are an entry of a list that leaves no marks.
    pub fn is_listed(&self, words: &str, list: List) -> bool {
        self.unmarked.contains(&(list, &*plain(words)))
    }

    /// What a word says around a date.
    pub fn time(&self, word: &str) -> Option<Time> {
        self.times.get(word)
    }

    /// Whether a word, whatever its case, plays a part.
    pub fn plays(&self, word: &str, part: Part) -> bool {
        let bits = self.grammar.get(word);
        bits.is_some_and(|it| it & (1 << part as u32) != 0)
    }

    /// The parts that a word plays, whatever its case, a bit each.
    pub(crate) fn parts(&self, word: &str) -> u64 {
        self.grammar.get(word).unwrap_or(0)
    }

    /// Whether a word, whatever its case, is this beside something.
    pub fn is_beside(&self, word: &str, what: Beside) -> bool {
        let bits = self.beside.get(word);
        bits.is_some_and(|it| it & (1 << what as u32) != 0)
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
        self.entries.iter().flat_map(move |(first, entries)| {
            entries.iter().filter(move |it| it.list == list).map(move |it| {
                let mut words = vec![first.as_ref()];
                words.extend(it.rest.iter().map(AsRef::as_ref));
                (words.join(" "), it.value)
            })
        })
    }
}

/// For each word the parts of its second cell, a bit each. A part that the
/// program does not know is left out.
fn parts(text: &'static str, bit: fn(&str) -> Option<u32>) -> Words<u64> {
    let bits = |parts: &str| parts.split('|').filter_map(bit).fold(0, |all, it| all | 1 << it);
    Words::new(pairs(text).map(|(word, cell)| (word, bits(cell))).collect())
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
