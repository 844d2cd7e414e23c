//! Names of organisations by the noun that heads them: "Institut Riset
//! Inflasi", "Institute for Restraint". Such names are made anew every day, so
//! no corpus has them; the noun tells where they are, and the recognised names
//! around them where they end.

mod beside;
mod called;
mod english;
mod firms;
mod headed;
mod kept;
mod local;
mod officers;
mod people;
mod places;
mod titled;
mod told;
mod whereat;
mod whole;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::detect::Facts;
use crate::detect::bodies::officers::parted;
use crate::detect::dateline::{self, Dateline};
use crate::detect::entity::Candidate;
use crate::detect::names::{Class, Recognised, is_loud};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List, TokenKind};

pub(super) use kept::mended;

/// How sure a name is that its noun tells.
const HEADED: f32 = 0.85;

/// How sure a name is that readers of news know.
const LISTED_SURE: f32 = 0.9;

/// A name that its noun tells has no more words.
const CALLED: usize = 4;

/// An office that an organisation gives has no more words.
const OFFICE: usize = 5;

/// How sure a word is that has a capital inside: "GridWatch".
const HUMPED: f32 = 0.65;

/// A recognised name of this likelihood stands against a word that only looks
/// like one.
const GUESSED: f32 = 0.5;

/// A recognised person of this likelihood is no part of an organisation's name.
const SOMEBODY: f32 = 0.3;

/// Small words inside a name, with a capital on both sides.
const INNER_ID: [&str; 6] = ["dan", "untuk", "bagi", "atas", "-", "&"];
const INNER_EN: [&str; 8] = ["of", "for", "and", "on", "the", "'", "’", "&"];

/// One sentence; indices are those of the facts.
struct Line<'a> {
    text: &'a str,
    facts: &'a Facts,
    lang: Lang,
    tokens: Range<usize>,
    found: &'a [Recognised],
    line: Option<Dateline>,
}

/// The names of a sentence, `found` among them, in order, none over another.
fn mend(
    text: &str,
    facts: &Facts,
    lang: Lang,
    tokens: Range<usize>,
    found: Vec<Recognised>,
) -> Vec<Recognised> {
    let own = facts.tokens.get(tokens.clone()).unwrap_or_default();
    if is_loud(text, own) {
        return found;
    }
    let found = if lang == Lang::Id { parted(text, facts, found) } else { found };
    let start = own.first().map_or(0, |it| it.span.start());
    let dateline = dateline::read(text, start, lang);
    let line = Line { text, facts, lang, tokens, found: &found, line: dateline };
    let mut more = line.told();
    // What a noun tells first: "Grace Okafor of the King's Institute".
    more.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut res: Apart = line.trimmed().collect();
    more.retain(|it| !line.stands_for_a_thing(it));
    for it in more.into_iter().filter_map(|it| line.whole_person(it)) {
        // What was recognised as a longer name stays, and is as sure as its part.
        let longer = |other: &Recognised| {
            matches!(other.class, Class::Org | Class::Place)
                && other.class == it.class
                && other.first <= it.first
                && it.end <= other.end
                && (other.first, other.end) != (it.first, it.end)
                && HUMPED <= other.confidence
        };
        // "Keluh Yanti Sofyan": a name told to its beginning.
        let part = |other: &Recognised| {
            it.class == Class::Person
                && other.class == Class::Person
                && it.first <= other.first
                && other.end == it.end
                && line.is_said_by(it.first)
        };
        let surer = |other: &Recognised| it.confidence <= other.confidence && !part(other);
        if it.confidence < HEADED && res.over(&it).any(surer) {
            continue;
        }
        let own = res.over(&it).find(|it| longer(it)).copied();
        if let Some(own) = own {
            // "Badan Pusat Statistik (BPS)" is as sure as without the bracket; "Komisi
            // XI DPR" is no surer for its end.
            let begins = it.class == Class::Org && own.first == it.first;
            if begins && line.word(it.end) == "(" {
                let confidence = own.confidence.max(it.confidence);
                res.put(Recognised { confidence, ..own });
            }
            continue;
        }
        res.put(it);
    }
    for it in line.one_of_several() {
        // "Nelayan Natuna" is nobody.
        let same = |other: &Recognised| {
            let titles = (other.first..it.first).all(|it| line.titles(it).is_some());
            let nobody = other.class == Class::Person || other.first < it.first;
            nobody && other.end == it.end && titles
        };
        if res.over(&it).all(same) {
            res.put(it);
        }
    }
    let known = line.known_bodies();
    let behind = res.all().chain(&known).filter_map(|it| line.holder(it));
    let behind = behind.filter_map(|it| line.whole_person(it));
    for it in behind.collect::<Vec<_>>() {
        // "Hutagalung" alone is the end of it.
        let part = |other: &Recognised| other.class == Class::Person && it.first <= other.first;
        if res.over(&it).all(part) {
            res.put(it);
        }
    }
    let outlet = line.line.as_ref().and_then(|it| it.outlet);
    let stands = |it: &&Recognised| {
        let first = facts.tokens.get(it.first);
        let inside = first.zip(outlet).is_some_and(|it| it.1.contains(it.0.span));
        !inside || line.dateline(it.first).is_some()
    };
    let own = res.all().filter(stands);
    own.map(|it| line.with_form(*it)).collect()
}

/// Names, none over another, by their first tokens.
struct Apart(BTreeMap<usize, Recognised>);

impl FromIterator<Recognised> for Apart {
    fn from_iter<T: IntoIterator<Item = Recognised>>(all: T) -> Apart {
        Apart(all.into_iter().map(|it| (it.first, it)).collect())
    }
}

impl Apart {
    /// Those that share a token with a name.
    fn over(&self, it: &Recognised) -> impl Iterator<Item = &Recognised> {
        let first = it.first;
        let before = self.0.range(..it.end).rev().map(|it| it.1);
        before.take_while(move |other| first < other.end)
    }

    /// In the place of those that it shares a token with.
    fn put(&mut self, it: Recognised) {
        let over: Vec<usize> = self.over(&it).map(|it| it.first).collect();
        for first in over {
            self.0.remove(&first);
        }
        self.0.insert(it.first, it);
    }

    fn all(&self) -> impl Iterator<Item = &Recognised> {
        self.0.values()
    }
}

impl Line<'_> {
    /// What was recognised, from its first word to its last.
    fn trimmed(&self) -> impl Iterator<Item = Recognised> {
        let own = self.found.iter().filter(|it| !self.is_language(it) && !self.is_anybodys(it));
        let own = own.filter(|it| !self.stands_for_a_thing(it));
        let own = own.map(|it| self.without_part(self.without_small(*it)));
        let own = own.map(|it| self.without_article(self.without_state(self.without_other(it))));
        let own = own.map(|it| self.without_officer(self.without_people(it)));
        own.filter_map(|it| self.whole_person(self.without_namesake(it)))
    }

    /// "Produk Domestik Bruto (PDB)": its letters are known to be no body's.
    fn stands_for_a_thing(&self, it: &Recognised) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let thing = |at: usize| lexicon.is_beside(self.word(at), Beside::NoBody);
        let letters = self.word(it.end) == "(" && self.word(it.end + 2) == ")";
        it.class == Class::Org
            && (it.end - it.first == 1 && (thing(it.first) || self.spells_small_words(it.first))
                || letters && thing(it.end + 1))
    }

    /// "Radio frequency interference (RFI)": letters in brackets that stand for small words.
    fn spells_small_words(&self, at: usize) -> bool {
        let letters = self.word(at);
        let bracketed = at.checked_sub(1).is_some_and(|it| self.word(it) == "(");
        if !bracketed || letters.len() < 2 || !letters.bytes().all(|it| it.is_ascii_uppercase()) {
            return false;
        }
        let lexicon = &self.lang.pack().lexicon;
        let passed = |it: &&str| lexicon.is_in(it, &[List::FunctionWord, List::SmallWord]);
        let before = (self.tokens.start..at - 1).rev().take(3 * letters.len());
        // A sentence begins with a capital.
        let small = |it: usize| it == self.tokens.start || !self.is_name(it);
        let words = before.map(|it| (self.word(it), small(it)));
        let mut words = words.filter(|it| it.0 != "-").peekable();
        letters.bytes().rev().all(|letter| {
            let begins =
                |it: &str| it.bytes().next().is_some_and(|it| it.eq_ignore_ascii_case(&letter));
            while words.next_if(|it| passed(&it.0) && !begins(it.0)).is_some() {}
            words.next().is_some_and(|it| it.1 && begins(it.0))
        })
    }

    /// What the words around tell, in order.
    fn told(&self) -> Vec<Recognised> {
        let mut more: Vec<Recognised> = Vec::new();
        let mut at = self.tokens.start;
        while at < self.tokens.end {
            if let Some(both) = self.seat(at) {
                at = both.iter().map(|it| it.end).max().unwrap_or(at + 1);
                more.extend(both);
                continue;
            }
            // Whatever else is told begins with a capital.
            let capital = self.word(at).starts_with(char::is_uppercase);
            let found = self.dateline(at).or_else(|| capital.then(|| self.begins(at)).flatten());
            let Some(it) = found else {
                at += 1;
                continue;
            };
            at = it.end.max(at + 1);
            if more.last().is_none_or(|last| last.end <= it.first) {
                let second = self.second(&it);
                more.push(it);
                if let Some(second) = second {
                    at = second.end;
                    more.push(second);
                }
            }
        }
        more
    }

    /// What the words around a capitalised word tell of a name that begins there.
    fn begins(&self, at: usize) -> Option<Recognised> {
        let told = [
            self.listed(at),
            self.in_brackets(at),
            self.balinese(at),
            self.twin(at),
            self.chapter(at),
            self.spelt_of_place(at),
            self.headed(at),
            self.bracketed(at),
            self.placed(at),
            self.joined(at),
            self.tailed(at),
            self.employer(at),
            self.club(at),
            self.opened(at),
            self.formed(at),
        ];
        let told = told.into_iter().flatten().max_by_key(|it| it.end);
        told.or_else(|| self.called(at))
            .or_else(|| self.owned(at))
            .or_else(|| self.officer(at))
            .or_else(|| self.settled(at))
            .or_else(|| self.hyphened(at))
            .or_else(|| self.given(at))
            .or_else(|| self.lettered(at))
            .or_else(|| self.spelt(at))
            .or_else(|| self.humped(at))
            .or_else(|| self.initialled(at))
            .or_else(|| self.spoken(at))
            .or_else(|| self.apposed(at))
            .or_else(|| self.behind_trade(at))
            .or_else(|| self.at_place(at))
            .or_else(|| self.whereabouts(at))
            .or_else(|| self.dateline_land(at))
            .or_else(|| self.in_front(at))
            .or_else(|| self.told_apart(at))
            .or_else(|| self.staffed(at))
            .or_else(|| self.listed_beside(at))
            .or_else(|| self.capitals(at))
            .or_else(|| self.hailed(at))
            .or_else(|| self.enumerated(at))
            .or_else(|| self.mononym(at))
    }

    fn word(&self, at: usize) -> &str {
        let token = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.map_or("", |it| it.span.of(self.text))
    }

    /// A word with a capital that could be part of a name.
    fn is_name(&self, at: usize) -> bool {
        let token = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.is_some_and(|it| {
            let word = it.span.of(self.text);
            it.kind == TokenKind::Word && word.starts_with(char::is_uppercase) && word != "Rp"
        })
    }

    /// Whether it is a small word, a month or a weekday, whatever its case.
    fn is_common(&self, at: usize) -> bool {
        let lists = [List::FunctionWord, List::SmallWord, List::Month, List::Weekday];
        self.lang.pack().lexicon.is_in(self.word(at), &lists)
    }

    fn is_inner(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.lang {
            // "RSUD Moh. Saleh"
            Lang::Id => INNER_ID.contains(&word) || word == "." && self.is_short(at),
            // The "s" of "King's".
            Lang::En => {
                let before = at.wrapping_sub(1);
                let own = word == "s" && matches!(self.word(before), "'" | "’");
                // "Trade-Investment"
                let joined = word == "-" && self.touches(before) && self.touches(at);
                // "Bank of the North", not "Kano State the next day".
                let linked = matches!(self.word(before), "of" | "for" | "on" | "and" | "&");
                own || joined || INNER_EN.contains(&word) && (linked || word != "the")
            }
        }
    }

    /// Whether the stop ends a short form inside a name: "Moh.".
    fn is_short(&self, stop: usize) -> bool {
        stop.checked_sub(1).is_some_and(|it| {
            self.is_name(it)
                && self.word(it).len() < 4
                && self.touches(it)
                && self.is_name(stop + 1)
        })
    }

    fn is_head(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        // "Rumah Sakit Undata"
        let pair = self.lang == Lang::Id
            && matches!(
                (self.word(at), self.word(at + 1)),
                ("Rumah", "Sakit" | "Produksi") | ("Penjaga", "Pantai") | ("Pondok", "Pesantren")
            );
        // "SDN 2 Sampit", not "Sdn Bhd".
        let word = self.word(at);
        let short = self.lang == Lang::Id && word.len() < 4;
        let quiet = short && word.chars().skip(1).all(char::is_lowercase);
        self.is_name(at)
            && (pair
                || !quiet && lexicon.is_listed(word, List::Body)
                || self.is_office_of(at)
                || self.is_company_of(at)
                || lexicon.is_listed(self.word(at), List::LooseBody) && self.is_held(at))
    }

    /// The known name that begins at, or lies over, a token.
    fn known(&self, at: usize) -> Option<&Candidate> {
        let span = self.facts.tokens.get(at)?.span;
        let from = self.facts.candidates.partition_point(|it| it.span.end() <= span.start());
        self.facts.candidates.get(from).filter(|it| it.span.overlaps(span))
    }

    fn kind(&self, candidate: &Candidate) -> Option<EntityKind> {
        let base = &self.facts.base;
        let name = base.name(*candidate.names.first()?)?;
        Some(base.kind(name.entity))
    }

    /// Whether a person's name or title begins at a token.
    fn is_somebody(&self, at: usize) -> bool {
        // "Nusantara Made Artana": the given name tells where somebody begins.
        let late =
            |it: &Recognised| !self.is_given(at) && (at + 1..it.end).any(|it| self.is_given(it));
        let person =
            |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence && !late(it);
        let known = self.known(at).filter(|it| {
            // A family name alone may be a word of any name.
            (it.sure.is_some() || it.several_words)
                && self
                    .facts
                    .tokens
                    .get(at)
                    .is_some_and(|token| token.span.start() == it.span.start())
        });
        self.found_at(at).is_some_and(person)
            || known.and_then(|it| self.kind(it)) == Some(EntityKind::Person)
            || self.titles(at).is_some_and(|end| self.found_at(end).is_some())
    }

    /// The recognised name that begins at a token.
    fn found_at(&self, at: usize) -> Option<&Recognised> {
        let place = self.found.binary_search_by_key(&at, |it| it.first).ok()?;
        self.found.get(place)
    }

    /// A given name, with another word of a name behind it.
    fn is_given(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        self.is_name(at)
            && self.is_name(at + 1)
            && !self.is_head(at + 1)
            && self.known(at + 1).is_none()
            && (lexicon.is_listed(self.word(at), List::GivenName) || self.is_family(at + 1))
            && self.word(at).chars().any(char::is_lowercase)
    }

    /// A family name that is no word.
    pub(super) fn is_family(&self, at: usize) -> bool {
        self.is_name(at) && self.lang.pack().lexicon.is_listed(self.word(at), List::FamilyName)
    }

    /// The organisations that the base knows here.
    fn known_bodies(&self) -> Vec<Recognised> {
        let tokens = self.facts.tokens.get(self.tokens.clone()).unwrap_or_default();
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return Vec::new() };
        let own = &self.facts.candidates;
        let from = own.partition_point(|it| it.span.end() <= first.span.start());
        let own = own.iter().skip(from).take_while(|it| it.span.start() < last.span.end());
        let own = own.filter(|it| self.kind(it) == Some(EntityKind::Org));
        let place = |byte: usize| self.facts.tokens.partition_point(|it| it.span.start() < byte);
        own.map(|it| Recognised {
            class: Class::Org,
            first: place(it.span.start()),
            end: place(it.span.end()),
            confidence: LISTED_SURE,
        })
        .collect()
    }

    /// The token behind a title that begins at a token.
    fn titles(&self, at: usize) -> Option<usize> {
        let span = self.facts.tokens.get(at)?.span;
        let titles = self.facts.marks_in(span).iter().filter(|it| it.list == List::PersonNoun);
        titles.map(|it| it.end as usize).max()
    }
}
