//! Names of organisations by the noun that heads them: "Institut Riset
//! Inflasi", "Institute for Restraint". Such names are made anew every day, so
//! no corpus has them; the noun tells where they are, and the recognised names
//! around them where they end.

mod officers;
mod people;
mod places;
mod whole;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::detect::entity::Candidate;
use crate::detect::names::{Class, Recognised, is_loud};
use crate::detect::Facts;
use crate::knowledge::EntityKind;
use crate::lang::{Lang, List, TokenKind};

/// How sure a name is that its noun tells.
const HEADED: f32 = 0.85;

/// How sure a name is that readers of news know.
const LISTED_SURE: f32 = 0.9;

/// A name that its noun tells has no more words.
const CALLED: usize = 4;

/// A noun behind a name has no more words around it.
const APPOSED: usize = 7;

/// A listed name has no more words.
const LISTED: usize = 9;

/// An office that an organisation gives has no more words.
const OFFICE: usize = 5;

/// How sure a word is that has a capital inside: "GridWatch".
const HUMPED: f32 = 0.65;

/// A recognised name of this likelihood stands against a word that only looks
/// like one.
const GUESSED: f32 = 0.5;

/// A recognised person of this likelihood is no part of an organisation's name.
const SOMEBODY: f32 = 0.3;

/// A name has no more words.
const LONGEST: usize = 10;

/// These bear the names of people, with their titles.
const HONOURING: [&str; 5] = ["RS", "RSUD", "RSUP", "RSIA", "Universitas"];

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
}

/// The names of a sentence, `found` among them, in order, none over another.
pub(super) fn mend(
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
    let line = Line { text, facts, lang, tokens, found: &found };
    let mut more: Vec<Recognised> = Vec::new();
    let mut at = line.tokens.start;
    while at < line.tokens.end {
        let told = [line.listed(at), line.headed(at), line.bracketed(at), line.placed(at)];
        let told = told.into_iter().flatten();
        let told = told.max_by_key(|it| it.end);
        let found = line
            .dateline(at)
            .or(told)
            .or_else(|| line.called(at))
            .or_else(|| line.given(at))
            .or_else(|| line.humped(at))
            .or_else(|| line.spoken(at))
            .or_else(|| line.apposed(at))
            .or_else(|| line.behind_trade(at))
            .or_else(|| line.at_place(at));
        let Some(it) = found else {
            at += 1;
            continue;
        };
        at = it.end.max(at + 1);
        if more.last().is_none_or(|last| last.end <= it.first) {
            more.push(it);
        }
    }
    // What a noun tells first: "Grace Okafor of the King's Institute".
    more.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let own = found.iter().map(|it| line.without_officer(line.without_people(*it)));
    let mut res: Apart = own.filter_map(|it| line.whole_person(it)).collect();
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
        let surer = |other: &Recognised| it.confidence <= other.confidence;
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
        if res.over(&it).next().is_none() {
            res.put(it);
        }
    }
    let known = line.known_bodies();
    let behind = res.all().chain(&known).filter_map(|it| line.holder(it));
    for it in behind.collect::<Vec<_>>() {
        // "Hutagalung" alone is the end of it.
        let part = |other: &Recognised| other.class == Class::Person && it.first <= other.first;
        if res.over(&it).all(part) {
            res.put(it);
        }
    }
    res.all().copied().collect()
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
    fn word(&self, at: usize) -> &str {
        let token = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.map_or("", |it| it.span.of(self.text))
    }

    /// A word with a capital that could be part of a name.
    fn is_name(&self, at: usize) -> bool {
        let token = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.is_some_and(|it| {
            it.kind == TokenKind::Word && it.span.of(self.text).starts_with(char::is_uppercase)
        })
    }

    fn is_inner(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.lang {
            Lang::Id => INNER_ID.contains(&word),
            // The "s" of "King's".
            Lang::En => {
                let before = at.wrapping_sub(1);
                let own = word == "s" && matches!(self.word(before), "'" | "’");
                // "Trade-Investment"
                let joined = word == "-" && self.touches(before) && self.touches(at);
                own || joined || INNER_EN.contains(&word)
            }
        }
    }

    fn is_head(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        self.is_name(at)
            && (lexicon.is_listed(self.word(at), List::Body)
                || lexicon.is_listed(self.word(at), List::LooseBody) && self.is_held(at))
    }

    /// Whether what stands beside a wide noun makes it a body's: "National Park
    /// Service", "Stasiun Meteorologi".
    fn is_held(&self, at: usize) -> bool {
        let holds = |it: usize| {
            let known = self.known(it).and_then(|it| self.kind(it));
            self.is_body_word(it) || known == Some(EntityKind::Country)
        };
        match self.lang {
            Lang::Id => self.is_name(at + 1) && holds(at + 1),
            Lang::En => {
                let before = at.saturating_sub(CALLED)..at;
                let run = before.rev().take_while(|it| self.is_name(*it));
                run.into_iter().any(holds)
            }
        }
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

    /// The token behind the run of a name that begins at `at`.
    fn run(&self, at: usize, ends_at_country: bool) -> usize {
        let mut end = self.behind_number(at);
        let at = end;
        while end < at + LONGEST {
            let inner = (1..=3).find(|it| !self.is_inner(end + it - 1)).unwrap_or(1) - 1;
            let listed = usize::from(inner == 0 && self.goes_on_listing(end));
            let next = end + inner.max(listed);
            let country = || {
                self.known(next).and_then(|it| self.kind(it)) == Some(EntityKind::Country)
                    && ends_at_country
            };
            // "Yayasan Agus Salim" bears somebody's name; of "peneliti Institut Tirta
            // Made Artana" somebody is told.
            let given = at < next && self.is_given(next) && self.titled(at.saturating_sub(1));
            if !self.is_name(next)
                || given
                || self.is_honorific(next)
                || self.is_somebody(next)
                || country()
            {
                break;
            }
            // A new name behind "and".
            let joined = (end..next).any(|it| matches!(self.word(it), "and" | "dan" | "&"));
            if joined && (self.is_head(next) || end + 1 < next) {
                break;
            }
            end = next + 1;
        }
        end
    }

    /// "Kodim 0827/Sumenep", "RSUD dr. Soetomo": behind what may stand between a
    /// noun and its name.
    fn behind_number(&self, at: usize) -> usize {
        let Some(noun) = at.checked_sub(1).filter(|it| self.tokens.contains(it)) else { return at };
        let digits = |it: usize| self.word(it).bytes().all(|it| it.is_ascii_digit());
        if self.lang != Lang::Id || !self.is_head(noun) {
            return at;
        }
        if !self.word(at).is_empty() && digits(at) {
            let named = self.word(at + 1) == "/" && self.is_name(at + 2);
            return if named { at + 2 } else { at };
        }
        if !HONOURING.contains(&self.word(noun)) {
            return at;
        }
        let title = |it: usize| self.is_honorific(it) || self.word(it) == "." ;
        let behind = (at..at + CALLED * 2).find(|it| !title(*it)).unwrap_or(at);
        if self.is_name(behind) { behind } else { at }
    }

    /// The comma of "Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi".
    fn goes_on_listing(&self, comma: usize) -> bool {
        let word = |it: usize| self.is_name(it) && self.is_body_word(it) && !self.is_head(it);
        if self.lang != Lang::Id || self.word(comma) != "," || !word(comma - 1) {
            return false;
        }
        let mut at = comma;
        loop {
            let and = self.word(at) == "dan" || self.word(at + 1) == "dan";
            let next = at + 1 + usize::from(self.word(at + 1) == "dan");
            if !word(next) {
                return false;
            }
            if and {
                return true;
            }
            let more = (next..next + CALLED).find(|it| !word(*it));
            match more.filter(|it| matches!(self.word(*it), "," | "dan")) {
                Some(behind) => at = behind,
                None => return false,
            }
        }
    }

    /// An organisation that readers of news know: the longest that begins here.
    fn listed(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let first = self.facts.tokens.get(at)?.span;
        let word = self.word(at);
        let loud = |it: &str| 1 < it.chars().filter(|it| it.is_uppercase()).count();
        let end = (at + 1..=at + LISTED).rev().find(|end| {
            let last = self.facts.tokens.get(end - 1).filter(|_| self.tokens.contains(&(end - 1)));
            let Some(words) = last.map(|it| first.cover(it.span).of(self.text)) else {
                return false;
            };
            if at + 1 < *end {
                return self.is_name(end - 1) && lexicon.is_listed(words, List::Organisation);
            }
            // "who", "un": short ones only in capitals.
            lexicon.is_listed(word, List::Organisation) && (4 < word.len() || loud(word))
        });
        let alone = || {
            let inside = at.checked_sub(1).filter(|it| self.tokens.contains(it));
            let inside = inside.is_some_and(|it| {
                !self.is_name(it) && self.word(it).starts_with(char::is_alphanumeric)
            });
            let is_one = lexicon.is_listed(word, List::OrganisationOrWord);
            is_one && (loud(word) || inside && !self.is_name(at + 1))
        };
        let end = end.or_else(|| alone().then_some(at + 1))?;
        Some(Recognised { class: Class::Org, first: at, end, confidence: LISTED_SURE })
    }

    /// "The insurer Harbour Mutual", "Kanal Nord, stasiun televisi di …": what is
    /// named is told by a noun in small letters before or behind.
    fn called(&self, at: usize) -> Option<Recognised> {
        let goes_on = at.checked_sub(1).is_some_and(|it| self.is_name(it) && !self.is_noun(it));
        if !self.is_name(at) || goes_on {
            return None;
        }
        let run = (at..at + CALLED + 1).take_while(|it| self.is_name(*it)).count();
        let these = at..at + run;
        let lexicon = &self.lang.pack().lexicon;
        let other = these.clone().any(|it| {
            let list = [List::FunctionWord, List::SmallWord, List::Weekday, List::Month];
            self.known(it).is_some()
                || self.titles(it).is_some()
                || lexicon.is_in(self.word(it), &list)
        });
        let over = self.found.partition_point(|it| it.end <= these.start);
        let over = self.found.iter().skip(over).take_while(|it| it.first < these.end);
        let person =
            over.into_iter().any(|it| it.class == Class::Person && GUESSED <= it.confidence);
        let told = || self.is_noun_before(at) || self.is_noun_behind(these.end);
        (0 < run && run <= CALLED && !other && !person && told()).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: these.end,
            confidence: HEADED,
        })
    }

    /// Whether one word or two, in small letters, are what an organisation is.
    fn is_noun(&self, last: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        // A sentence begins with a capital.
        let small =
            |it: usize| self.word(it).starts_with(char::is_lowercase) || it == self.tokens.start;
        small(last)
            && (lexicon.is_listed(self.word(last), List::OrganisationNoun)
                || last.checked_sub(1).filter(|it| small(*it)).is_some_and(|before| {
                    let words = format!("{} {}", self.word(before), self.word(last));
                    lexicon.is_listed(&words, List::OrganisationNoun)
                }))
    }

    fn is_noun_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|it| self.is_noun(it))
    }

    /// "…, a watchdog in", "…, perusahaan tambang".
    fn is_noun_behind(&self, end: usize) -> bool {
        if self.word(end) != "," {
            return false;
        }
        match self.lang {
            // "…, sebuah perusahaan konstruksi".
            Lang::Id => (end + 1..end + 4).any(|it| self.is_noun(it)),
            Lang::En => {
                let closes = |it: &usize| {
                    matches!(
                        self.word(*it),
                        "," | "." | "" | "in" | "of" | "for" | "that" | "which" | "based" | "with"
                    )
                };
                let first = end + 2;
                let article = matches!(self.word(end + 1), "a" | "an" | "the");
                let last = (first..first + APPOSED).find(closes);
                article && last.is_some_and(|it| first < it && self.is_noun(it - 1))
            }
        }
    }

    /// An organisation whose heading noun, or whose first word, stands here.
    fn headed(&self, at: usize) -> Option<Recognised> {
        let (first, end) = match self.lang {
            Lang::Id => {
                if !self.is_head(at) || self.known(at).is_some() {
                    return None;
                }
                let ministry = self.word(at) == "Kementerian";
                let end = self.run(at + 1, ministry);
                let told =
                    Recognised { class: Class::Org, first: at, end, confidence: HEADED };
                (at, self.without_officer(told).end)
            }
            Lang::En => self.around(at)?,
        };
        let words = (first..end).filter(|it| self.is_name(*it)).count();
        let short = |it: usize| {
            let word = self.word(it);
            2 < word.len() && word.bytes().all(|it| it.is_ascii_uppercase())
        };
        // "Pusat Data BNPB": a part of another body.
        let part = self.lang == Lang::Id && (first + 1..end).any(short) && self.word(at) != "PT";
        let loud = (first..end).all(|it| !self.word(it).contains(char::is_lowercase));
        (1 < words && !part && !loud).then_some(Recognised {
            class: Class::Org,
            first,
            end,
            confidence: HEADED,
        })
    }

    /// English: the run around a noun, of which `at` is the first word.
    fn around(&self, at: usize) -> Option<(usize, usize)> {
        let lists = [List::FunctionWord, List::SmallWord, List::Month, List::Weekday];
        let small = |it: usize| self.lang.pack().lexicon.is_in(self.word(it), &lists);
        let starts = self.is_name(at) && !self.is_somebody(at) && !small(at);
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let goes_on =
            before.is_some_and(|it| self.is_name(it) && !small(it) && !self.is_somebody(it));
        if !starts || goes_on {
            return None;
        }
        let end = self.run(at, false);
        let heads: Vec<usize> = (at..end).filter(|it| self.is_head(*it)).collect();
        let last = *heads.last()?;
        // Behind the noun only "of" and "for" go on.
        let linked = matches!(self.word(last + 1), "of" | "for" | "on");
        let end = if linked { end } else { last + 1 };
        // "And" joins two things, unless "the" holds them together.
        let joined = (at..last).rev().find(|it| self.word(*it) == "and");
        let held = before.is_some_and(|it| self.word(it) == "the");
        let first = joined.filter(|_| !held).map_or(at, |it| it + 1);
        // "Naidu of the Oceania Policy School": what is before "of" is no noun.
        let linker = |it: &usize| matches!(self.word(*it), "of" | "for" | "on");
        let until = heads.first().copied().unwrap_or(last);
        let behind = (first..until).rev().find(linker);
        let first = behind.map_or(first, |it| it + 1 + usize::from(self.word(it + 1) == "the"));
        let whole = (first..end).all(|it| self.known(it).is_some());
        (!whole && self.is_name(first)).then_some((first, end))
    }

    /// "Institut Layanan Energi Nusantara (ILEN)": whose short form in brackets
    /// stands for all of it, where some word of it is an organisation's.
    fn bracketed(&self, at: usize) -> Option<Recognised> {
        if self.facts.acronyms.is_empty() || !self.is_name(at) {
            return None;
        }
        let start = self.facts.tokens.get(at)?.span.start();
        let from = self.facts.acronyms.partition_point(|it| it.long.start() < start);
        let told = self.facts.acronyms.get(from).filter(|it| it.long.start() == start)?;
        let own = self.facts.tokens.iter().skip(at);
        let end = at + own.take_while(|it| it.span.end() <= told.long.end()).count();
        let several = 1 < told.short.of(self.text).chars().filter(|it| it.is_uppercase()).count();
        let from = self.found.partition_point(|it| it.end <= at);
        let near: Vec<&Recognised> =
            self.found.iter().skip(from).take_while(|it| it.first < end).collect();
        let heard = near.iter().any(|it| it.class == Class::Org && SOMEBODY <= it.confidence);
        let person = near.iter().any(|it| it.class == Class::Person && GUESSED <= it.confidence);
        let head = (at..end).any(|it| self.is_head(it));
        // "Google and Amazon (…)"
        let two = (at..end).any(|it| matches!(self.word(it), "and" | "dan")) && 1 < near.len();
        let lexicon = &self.lang.pack().lexicon;
        let paper = |it: usize| lexicon.is_in(self.word(it), &[List::Document, List::Law]);
        let other = person || two || paper(at) || paper(end - 1) || self.is_somebody(at);
        (at + 1 < end && several && (heard || head) && !other).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: LISTED_SURE,
        })
    }

    /// "GridWatch": no word of a language has a capital inside.
    fn humped(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) || self.known(at).is_some() {
            return None;
        }
        let word = self.word(at);
        let inside = word.char_indices().skip(3).find(|it| it.1.is_uppercase())?.0;
        let small = |it: &str| it.chars().skip(1).all(char::is_lowercase) && 3 < it.len();
        let (first, second) = word.split_at_checked(inside)?;
        let humped = small(first) && small(second) && !first.starts_with("Mac");
        humped.then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }
}
