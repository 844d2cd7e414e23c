//! English: bodies that nothing in their name tells, by the words around: "the union,
//! AOMA,", "Domowina, which speaks for", "BMW, Posco and Redwood Materials".

use crate::detect::bodies::{CALLED, GUESSED, HEADED, HUMPED, Line, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// A list has no more words on either side.
const LISTING: usize = 12;

/// What the recogniser thinks of at all.
const GUESS: f32 = 0.15;

/// Letters that stand for a body, nothing else telling so, are no fewer.
const LETTERS: usize = 4;

/// Such letters are no more.
const MOST: usize = 6;

/// What somebody is has no more words.
const STAFF: usize = 3;

impl Line<'_> {
    /// "The union, AOMA, wants", "His employer, Palatin Chemie, paid", "Domowina, which
    /// speaks for the Sorbs".
    pub(super) fn told_apart(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En || !self.is_name(at) {
            return None;
        }
        let run = (at..=at + CALLED).take_while(|it| self.is_name(*it)).count();
        let end = at + run;
        let comma = at.checked_sub(1).filter(|it| self.word(*it) == ",");
        let noun = comma.and_then(|it| it.checked_sub(1)).is_some_and(|it| {
            self.tokens.contains(&it) && self.is_noun(it) && self.is_held_noun(it)
        });
        let closed = matches!(self.word(end), "," | "." | ")" | "(") && !self.goes_on_with_and(end);
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let opens = before.is_none_or(|it| !self.is_name(it) && self.word(it) != "&");
        let lexicon = &self.lang.pack().lexicon;
        let does = |it: usize| lexicon.is_beside(self.word(it), Beside::FirmDeed);
        let which = self.word(end) == "," && self.word(end + 1) == "which" && does(end + 2);
        let lists = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Month,
            List::GivenName,
            List::Area,
            List::PlaceNoun,
            List::Occasion,
            List::Law,
            List::Document,
        ];
        let plain = |it: usize| 1 < self.word(it).len() && self.is_free(it, &lists);
        // A recogniser that is sure of somebody, or of a place, is believed.
        let other = |it: &Recognised| {
            let class =
                it.class == Class::Person && !which || it.class == Class::Place && !noun && !which;
            class && it.first < end && 0.8 <= it.confidence
        };
        let from = self.found.partition_point(|it| it.end <= at);
        let mut near = self.found.iter().skip(from).take_while(|it| it.first < end);
        let held = before.is_some_and(|it| matches!(self.word(it), "in" | "at" | "near" | "from"));
        let told = noun && closed || which && opens && !held;
        let whole = (1..=CALLED).contains(&run) && (at..end).all(plain);
        (told && whole && !near.any(other)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HEADED,
        })
    }

    /// Whether "the", "its" or an owner stands before a noun, with few words between.
    fn is_held_noun(&self, noun: usize) -> bool {
        let from = noun.saturating_sub(4).max(self.tokens.start);
        let small = |it: &usize| self.word(*it).starts_with(char::is_alphabetic);
        let mut near = (from..noun).rev().take_while(small);
        near.any(|it| {
            let word = self.word(it).to_lowercase();
            matches!(word.as_str(), "the" | "its" | "his" | "her" | "their" | "our" | "s" | "whose")
        })
    }

    /// ", Norway, and": a list, and no apposition.
    fn goes_on_with_and(&self, comma: usize) -> bool {
        matches!(self.word(comma + 1), "and" | "or")
    }

    /// "BMW, Posco and Redwood Materials", "from SWR and the Pfälzer Bote": joined to a
    /// body that is known. Letters need no more; other words must be guessed at, or end as
    /// firms do.
    pub(super) fn listed_beside(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En || !self.is_name(at) {
            return None;
        }
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let article = before.is_some_and(|it| self.word(it) == "the");
        let left = before.map(|it| it - usize::from(article && 0 < it));
        let joint = |it: usize| matches!(self.word(it), "," | "and" | "or" | "&");
        let run = (at..=at + CALLED).take_while(|it| self.is_name(*it)).count();
        let end = at + run;
        let back = left.filter(|it| joint(*it) && self.word(*it) != "&");
        let ahead = joint(end) && self.word(end) != "&";
        if !(1..=CALLED).contains(&run) || back.is_none() && !ahead {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let item = |it: &usize| self.is_name(*it) || joint(*it) || self.word(*it) == "the";
        let until = at.saturating_sub(LISTING).max(self.tokens.start);
        let first = back.map_or(at, |_| (until..at).rev().take_while(item).last().unwrap_or(at));
        let last = (end..end + LISTING).take_while(item).last().map_or(end, |it| it + 1);
        let joined = (first..last).any(|it| matches!(self.word(it), "and" | "or"));
        let bodies = (first..at).chain(end..last).filter(|it| self.is_some_body(*it)).count();
        if !joined || bodies == 0 {
            return None;
        }
        let letters = run == 1
            && (3..=MOST).contains(&self.word(at).len())
            && self.is_spelt(at)
            && !lexicon.is_beside(self.word(at), Beside::NoBody);
        let guess = |it: &Recognised| it.class == Class::Org && SOMEBODY <= it.confidence;
        // In a list of volcanoes one may look like a body.
        let items = (first..last).filter(|it| self.word(*it) == ",").count();
        let guessed =
            items <= 2 * bodies && self.found_at(at).is_some_and(|it| it.end == end && guess(it));
        let trade = [List::Trade, List::FirmNoun];
        let firm = 1 < run && lexicon.is_in(self.word(end - 1), &trade);
        let lists = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Month,
            List::GivenName,
            List::PlaceNoun,
            List::Area,
        ];
        let plain = |it: usize| {
            self.known(it).is_none()
                && self.titles(it).is_none()
                && !self.is_honorific(it)
                && !lexicon.is_in(self.word(it), &lists)
        };
        let from = self.found.partition_point(|it| it.end <= at);
        let mut near = self.found.iter().skip(from).take_while(|it| it.first < end);
        let other = near.any(|it| it.class != Class::Org && GUESSED <= it.confidence);
        let told = letters || guessed || firm;
        (told && (letters || !other) && (at..end).all(plain)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HUMPED,
        })
    }

    /// Whether a body is known, listed or recognised at a token.
    fn is_some_body(&self, at: usize) -> bool {
        if !self.is_name(at) {
            return false;
        }
        let known = self.known(at).and_then(|it| self.kind(it)) == Some(EntityKind::Org);
        let from = self.found.partition_point(|it| it.end <= at);
        let found = self.found.get(from).filter(|it| it.first <= at && it.class == Class::Org);
        known || self.listed_end(at).is_some() || found.is_some_and(|it| GUESSED <= it.confidence)
    }

    /// "Asked DHSC for a date", "delegates of AOSIS": four letters and more that stand for
    /// nothing else.
    pub(super) fn capitals(&self, at: usize) -> Option<Recognised> {
        let word = self.word(at);
        let lexicon = &self.lang.pack().lexicon;
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let next = self.word(at + 1);
        let guess = self
            .found_at(at)
            .is_some_and(|it| it.class == Class::Org && it.end == at + 1 && GUESS <= it.confidence);
        let long = (LETTERS..=MOST).contains(&word.len());
        let told = self.lang == Lang::En
            && self.is_spelt(at)
            && (long || guess && word.len() <= MOST)
            && self.known(at).is_none()
            && !lexicon.is_listed(word, List::KnownAcronym)
            && !lexicon.is_beside(word, Beside::NoBody)
            && !word.bytes().all(|it| matches!(it, b'I' | b'V' | b'X' | b'L' | b'C' | b'M'));
        let agent = matches!(
            self.word(before),
            "asked" | "told" | "by" | "of" | "from" | "with" | "to" | "for" | "against"
        );
        let verb = next.starts_with(char::is_lowercase)
            && (lexicon.is_beside(next, Beside::FirmDeed)
                || matches!(next, "has" | "had" | "is" | "was" | "will" | "would")
                || next.ends_with("ed") && 4 < next.len());
        let acts = (agent || verb) && guess || agent && verb && long;
        let apart = !self.is_name(at + 1)
            && !matches!(next, "-" | "/" | "&" | "(")
            && !matches!(self.word(before), "-" | "/" | "&" | "(");
        (told && acts && apart && !self.is_name(before)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }

    /// "Volcafe trader Mareike Oldenburg", "Unite regional officer Onay Kassabi": before what
    /// somebody is there, and their name.
    pub(super) fn staffed(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En || !self.is_name(at) {
            return None;
        }
        let run = (at..=at + CALLED).take_while(|it| self.is_name(*it)).count();
        let end = at + run;
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let opens =
            before.is_none_or(|it| !self.is_name(it) && !matches!(self.word(it), "-" | "&"));
        let small = |it: &usize| self.word(*it).starts_with(char::is_lowercase);
        let words = (end..end + STAFF).take_while(small).count();
        let last = (end + words).checked_sub(1)?;
        let lexicon = &self.lang.pack().lexicon;
        let staff = 0 < words && lexicon.is_beside(self.word(last), Beside::Staff);
        let who = last + 1;
        let guess = |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
        let named =
            self.is_name(who) && self.is_name(who + 1) || self.found_at(who).is_some_and(guess);
        let lists = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Month,
            List::GivenName,
            List::FamilyName,
            List::Area,
            List::PlaceNoun,
            List::Occasion,
            List::BodyWord,
        ];
        let plain = |it: usize| 2 < self.word(it).len() && self.is_free(it, &lists);
        let other = |it: &Recognised| {
            let least = if it.class == Class::Place { GUESSED } else { 0.8 };
            it.class != Class::Org && it.first < end && least <= it.confidence
        };
        let from = self.found.partition_point(|it| it.end <= at);
        let mut near = self.found.iter().skip(from).take_while(|it| it.first < end);
        let told = opens && (1..=CALLED).contains(&run) && staff && named;
        (told && (at..end).all(plain) && !near.any(other)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HUMPED,
        })
    }

    /// "In Sanglang, eight boats": one unknown word between "In" and a comma, where a
    /// sentence begins.
    pub(super) fn in_front(&self, at: usize) -> Option<Recognised> {
        let told = self.lang == Lang::En
            && at == self.tokens.start + 1
            && matches!(self.word(self.tokens.start), "In" | "Near" | "Outside")
            && self.word(at + 1) == ","
            && self.word(at + 2).starts_with(char::is_lowercase);
        let word = self.word(at);
        let ends = ["ism", "ity", "ian", "ish", "ese", "ics", "ship"];
        let plain =
            3 < word.len() && !ends.iter().any(|it| word.ends_with(it)) && self.is_lone_place(at);
        (told && plain).then_some(Recognised {
            class: Class::Place,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }

    /// "Garissa, Kenya — Swarms": the place of a dateline, told by its country.
    pub(super) fn dateline_land(&self, at: usize) -> Option<Recognised> {
        let run = (at..at + 4).take_while(|it| self.is_name(*it)).count();
        let comma = at + run;
        let land = self.known(comma + 1).filter(|it| self.kind(it) == Some(EntityKind::Country))?;
        let own = self.facts.tokens.iter().skip(comma + 1);
        let behind = comma + 1 + own.take_while(|it| it.span.end() <= land.span.end()).count();
        let told = at == self.tokens.start
            && (1..=3).contains(&run)
            && self.word(comma) == ","
            && matches!(self.word(behind), "—" | "–" | "-" | "--")
            && (at..comma).all(|it| self.known(it).is_none() && !self.is_head(it));
        told.then_some(Recognised {
            class: Class::Place,
            first: at,
            end: comma,
            confidence: HEADED,
        })
    }

    /// English: "Georgia's governor": what only a state has tells that nobody is named.
    pub(super) fn without_namesake(&self, name: Recognised) -> Recognised {
        let own = matches!(self.word(name.end), "'" | "’") && self.word(name.end + 1) == "s";
        let has = self.word(name.end + 2);
        let state = self.lang == Lang::En
            && name.class == Class::Person
            && name.end == name.first + 1
            && own
            && self.lang.pack().lexicon.is_beside(has, Beside::StateHas)
            && name.confidence < 0.95 + SOMEBODY;
        if state { Recognised { class: Class::Place, ..name } } else { name }
    }

    /// Whether a word is in none of these lists, and neither known nor before somebody's name.
    fn is_free(&self, at: usize, lists: &[List]) -> bool {
        self.known(at).is_none()
            && self.titles(at).is_none()
            && !self.is_honorific(at)
            && !self.lang.pack().lexicon.is_in(self.word(at), lists)
    }
}
