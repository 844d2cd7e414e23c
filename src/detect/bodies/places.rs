//! Places by their nouns: "Sungai Wampu", "Strait of Hormuz", "Niger Delta".

use crate::detect::bodies::{GUESSED, HEADED, HUMPED, LISTED_SURE, Line};
use crate::detect::dateline;
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};
use crate::text::Span;

/// A name of a place has no more words beside its noun.
const WORDS: usize = 4;

/// A dateline's place has no more words.
const DATELINE: usize = 5;

impl Line<'_> {
    /// "RANAI — Kapal patroli": the place of a dateline.
    pub(super) fn dateline(&self, at: usize) -> Option<Recognised> {
        let line = self.line.as_ref()?;
        let new = |it: &Span| {
            let words = it.of(self.text);
            // Nobody reads of "Kompas" in its dateline.
            !dateline::is_address(words)
                && self.facts.base.named(words).is_empty()
                && !self.lang.pack().lexicon.is_listed(words, List::Outlet)
        };
        let outlet = line.outlet.filter(new);
        let parts = [(Class::Place, line.place), (Class::Org, outlet)];
        parts.into_iter().find_map(|(class, part)| {
            let part = part?;
            let own =
                |it: &usize| self.facts.tokens.get(*it).is_some_and(|it| part.contains(it.span));
            let end = at + (at..at + DATELINE).take_while(own).count();
            let told = at < end && self.tokens.contains(&at);
            told.then_some(Recognised { class, first: at, end, confidence: LISTED_SURE })
        })
    }

    /// A place whose noun, or whose first word, stands here.
    pub(super) fn placed(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) {
            return None;
        }
        let end = match self.lang {
            Lang::Id => self.behind_noun(at)?,
            Lang::En => self.behind_noun(at).or_else(|| self.before_noun(at))?,
        };
        let told = Recognised { class: Class::Place, first: at, end, confidence: HEADED };
        let lexicon = &self.lang.pack().lexicon;
        let feature = (at..end).any(|it| lexicon.is_listed(self.word(it), List::PlaceNoun));
        let least = if feature { LISTED_SURE } else { GUESSED };
        let other = |it: &&Recognised| {
            it.first < end
                && at < it.end
                && it.class != Class::Place
                && !(feature && self.lang == Lang::Id && (it.first, it.end) == (at, end))
                && least <= it.confidence
                && !(at < it.first && self.is_joined(it.first))
                && (it.class == Class::Person || end <= it.end)
        };
        let from = self.found.partition_point(|it| it.end <= at);
        let near = self.found.iter().skip(from).take_while(|it| it.first < end);
        (!near.into_iter().any(|it| other(&it))).then_some(told)
    }

    /// "Soekarno-Hatta": whether a hyphen joins what begins here to what is before it.
    fn is_joined(&self, at: usize) -> bool {
        let hyphen = at.saturating_sub(1);
        matches!(self.word(hyphen), "-" | "–") && self.touches(hyphen) && self.touches(hyphen - 1)
    }

    /// Whether the noun stands before a known place of the same name, as in
    /// "Kabupaten Bogor": the base knows what is meant.
    fn is_known_there(&self, first: usize, end: usize) -> bool {
        let Some(known) = self.known(first) else { return false };
        let place = matches!(self.kind(known), Some(EntityKind::Place | EntityKind::Country));
        let last = self.facts.tokens.get(end - 1);
        place && last.is_some_and(|it| it.span.end() <= known.span.end())
    }

    /// "Selat Madura", "Port Harcourt", "Gulf of Guinea".
    fn behind_noun(&self, at: usize) -> Option<usize> {
        let lexicon = &self.lang.pack().lexicon;
        let word = self.word(at);
        let area = lexicon.is_listed(word, List::Area);
        let feature = lexicon.is_listed(word, List::PlaceNoun);
        let first = match self.lang {
            Lang::Id if area || feature => at + 1,
            Lang::En if lexicon.is_beside(word, Beside::BeforePlace) => at + 1,
            Lang::En if feature && self.word(at + 1) == "of" => at + 2,
            _ => return None,
        };
        // "Wali Kota", "Kepala Desa": an office.
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let office = before.is_some_and(|it| {
            let both = self.facts.tokens.get(it).map(|it| it.span).unwrap_or_default();
            self.facts
                .marks_in(both)
                .iter()
                .any(|it| it.list == List::PersonNoun && at < it.end as usize)
        });
        let goes_on = before.is_some_and(|it| self.is_name(it) && self.lang == Lang::En);
        if office || goes_on || self.known(at).is_some() {
            return None;
        }
        let mut end = first;
        while end < first + WORDS && (self.is_name(end) || matches!(self.word(end), "-" | "–")) {
            let person = area && self.is_somebody(end);
            // "Bandara Haji Asan"
            let honour = self.is_honorific(end) && !(feature && end == first);
            let new = self.is_head(end) || person || honour;
            let noun = first < end && lexicon.is_listed(self.word(end), List::Area);
            let given = first < end && self.is_given(end);
            // "Bandara Soekarno-Hatta"
            let joined = first < end
                && matches!(self.word(end), "-" | "–")
                && self.touches(end - 1)
                && self.touches(end)
                && self.is_name(end + 1);
            if joined {
                end += 2;
                continue;
            }
            let loud = 1 < self.word(end).len() && !self.word(end).contains(char::is_lowercase);
            if !self.is_name(end) || self.is_common(end) || loud {
                break;
            }
            if new && !self.is_known_there(end, end + 1) || noun || given {
                break;
            }
            end += 1;
        }
        // A body is named after the place: "Port Harcourt Refining".
        let body = self.lang == Lang::En && self.is_head(end);
        let named = first < end && !body && !(area && self.is_somebody(first));
        let same = area && self.is_known_there(first, end);
        (named && !same).then_some(end)
    }

    /// English: "Buriganga River", "Kano State".
    fn before_noun(&self, at: usize) -> Option<usize> {
        let lexicon = &self.lang.pack().lexicon;
        let small =
            |it: usize| lexicon.is_in(self.word(it), &[List::FunctionWord, List::SmallWord]);
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        if small(at) || before.is_some_and(|it| self.is_name(it) && !small(it)) {
            return None;
        }
        let run = (at..at + WORDS + 1).take_while(|it| self.is_name(*it)).count();
        let last = (at + run).checked_sub(1).filter(|it| at < *it)?;
        let area = lexicon.is_listed(self.word(last), List::Area);
        let feature = lexicon.is_listed(self.word(last), List::PlaceNoun);
        let timed = lexicon.is_in(self.word(at), &[List::Month, List::Weekday]);
        let whole = self.known(at).is_some_and(|it| {
            self.facts.tokens.get(last).is_some_and(|last| last.span.end() <= it.span.end())
        });
        let same = area && self.is_known_there(at, last);
        let body = (at..last).any(|it| self.is_head(it) || self.titles(it).is_some());
        let linked = matches!(self.word(last + 1), "of" | "for" | "&");
        ((area || feature) && !timed && !whole && !same && !body && !linked).then_some(last + 1)
    }

    /// Whether nothing that belongs to a name, and no noun of English, stands here.
    fn ends_at(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.lang {
            Lang::Id => !matches!(word, "(" | "of" | "–" | "-"),
            Lang::En => {
                matches!(word, "" | "," | "." | ";")
                    || self.lang.pack().lexicon.is_in(word, &[List::FunctionWord])
            }
        }
    }

    /// Names that only places bear, of which the base knows several: "Natuna".
    pub(super) fn one_of_several(&self) -> Vec<Recognised> {
        let tokens = self.facts.tokens.get(self.tokens.clone()).unwrap_or_default();
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return Vec::new() };
        let own = &self.facts.candidates;
        let from = own.partition_point(|it| it.span.end() <= first.span.start());
        let own = own.iter().skip(from).take_while(|it| it.span.start() < last.span.end());
        let base = &self.facts.base;
        let places = own.filter(|it| {
            let place = |name: &u32| {
                base.name(*name).is_some_and(|it| base.kind(it.entity) == EntityKind::Place)
            };
            let inside = it.runs_on || it.after_capital || it.heads_name || it.opens;
            it.sure.is_none() && !inside && it.names.iter().all(place)
        });
        let place = |byte: usize| self.facts.tokens.partition_point(|it| it.span.start() < byte);
        places
            .map(|it| Recognised {
                class: Class::Place,
                first: place(it.span.start()),
                end: place(it.span.end()),
                confidence: HEADED,
            })
            .collect()
    }

    /// "Sinyal di Citayam": one unknown word behind a word for where, which
    /// nothing speaks against.
    pub(super) fn at_place(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let lexicon = &self.lang.pack().lexicon;
        let word = self.word(at);
        // "The governor of Sofala", "hulu Citarum"
        let held = match self.lang {
            Lang::Id => lexicon.is_listed(self.word(before), List::Holder),
            Lang::En => {
                let noun = before.checked_sub(1).filter(|it| self.tokens.contains(it));
                self.word(before) == "of"
                    && noun.is_some_and(|it| {
                        let word = self.word(it);
                        word.starts_with(char::is_lowercase)
                            && lexicon.is_listed(word, List::Holder)
                    })
            }
        };
        let where_ = held
            || match self.lang {
                Lang::Id => matches!(self.word(before), "di" | "Di"),
                Lang::En => matches!(self.word(before), "in" | "near" | "outside"),
            };
        let other = [
            List::FunctionWord,
            List::SmallWord,
            List::Month,
            List::Weekday,
            List::Organisation,
            List::OrganisationOrWord,
            List::BodyWord,
            List::Area,
            List::PlaceNoun,
            List::GivenName,
            List::Document,
            List::Law,
        ];
        // A line without a stop may be a heading, whose nouns have capitals too:
        // "Reaksi di Kawasan".
        let stop = self.word(self.tokens.end.saturating_sub(1));
        let ends = stop.ends_with(['.', '?', '!', '”', '"', '’', ')', '…']);
        let plain = where_
            && ends
            && self.is_name(at)
            && !self.is_name(at + 1)
            && 3 < word.len()
            && word.chars().skip(1).all(char::is_lowercase)
            && self.known(at).is_none()
            && !self.is_head(at)
            && self.titles(at).is_none()
            && (held || self.ends_at(at + 1))
            && !lexicon.is_in(word, &other);
        let from = self.found.partition_point(|it| it.end <= at);
        let heard = self.found.get(from).filter(|it| it.first <= at && HUMPED <= it.confidence);
        (plain && heard.is_none()).then_some(Recognised {
            class: Class::Place,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }
}
