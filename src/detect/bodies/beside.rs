//! English: what the words beside a name tell of it: "Umoja chief executive", "Radio
//! Cobre", "the village of Poiana Sus".

use crate::detect::bodies::{CALLED, GUESSED, HEADED, HUMPED, Line, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// So many words may stand between a firm and what it has.
const BETWEEN: usize = 2;

/// What a firm has is told by no more words.
const BELONGING: usize = 3;

/// Somebody's name behind an office has no more words.
const NAME: usize = 4;

/// A place of which a noun tells has no more words.
const PLACE: usize = 3;

impl Line<'_> {
    /// Whether the words that begin at a token, of which there are at most so many,
    /// are in a list.
    fn is_phrase(&self, at: usize, most: usize, list: List) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let Some(first) = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at)) else {
            return false;
        };
        (at..at + most).take_while(|it| self.tokens.contains(it)).any(|it| {
            let words = self.facts.tokens.get(it).map(|it| first.span.cover(it.span));
            words.is_some_and(|it| lexicon.is_listed(it.of(self.text), list))
        })
    }

    /// Whether the sentence ends as one: in a headline all nouns have capitals.
    fn is_sentence(&self) -> bool {
        let stop = self.word(self.tokens.end.saturating_sub(1));
        stop.ends_with(['.', '?', '!', '”', '"', '’', ',', ';', ':'])
    }

    /// Whether words of a name stand alone from here on: how many.
    fn lone(&self, at: usize, most: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let small = [List::FunctionWord, List::SmallWord];
        let lexicon = &self.lang.pack().lexicon;
        let goes_on = before.is_some_and(|it| {
            let hyphen = matches!(self.word(it), "-" | "&" | "'" | "’") && self.touches(it);
            self.is_name(it) && !lexicon.is_in(self.word(it), &small) || hyphen
        });
        let run = (at..=at + most).take_while(|it| self.is_name(*it)).count();
        let other = [List::FunctionWord, List::SmallWord, List::Weekday, List::Month];
        // "UK Fisheries", "Riverwatch Canada"
        let land = |it: usize| {
            1 < run
                && (it == at || it + 1 == at + run)
                && self.known(it).is_some_and(|known| {
                    let place =
                        matches!(self.kind(known), Some(EntityKind::Country | EntityKind::Place));
                    place && !known.several_words
                })
        };
        let plain = |it: usize| {
            1 < self.word(it).len()
                && (self.known(it).is_none() || land(it))
                && self.titles(it).is_none()
                && !self.is_honorific(it)
                && !lexicon.is_in(self.word(it), &other)
        };
        let whole = !goes_on && (1..=most).contains(&run) && (at..at + run).all(plain);
        (whole && self.is_sentence()).then_some(run)
    }

    /// "Umoja chief executive", "Lakeside's biggest shareholder": what only a firm
    /// has tells that one is named.
    pub(super) fn owned(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En {
            return None;
        }
        let run = self.lone(at, PLACE)?;
        let end = at + run;
        let own = matches!(self.word(end), "'" | "’") && self.word(end + 1) == "s";
        let told = if own {
            let first = end + 2;
            let between = |it: &usize| self.word(*it).starts_with(char::is_lowercase);
            let reach = (first..first + BETWEEN).take_while(between).count();
            (first..=first + reach).any(|it| self.is_phrase(it, BELONGING, List::Belonging))
        } else {
            self.is_phrase(end, BELONGING, List::Belonging)
        };
        // "Lumivex, which is based in": where no place is named.
        let seat = |it: usize| {
            matches!(self.word(it), "based" | "headquartered")
                && matches!(self.word(it + 1), "in" | "at" | "near" | "outside")
        };
        let which = self.word(end + 1) == "which" && matches!(self.word(end + 2), "is" | "was");
        let seated = self.word(end) == "," && (which && seat(end + 3) || seat(end + 1));
        let told = told || seated;
        let lexicon = &self.lang.pack().lexicon;
        let places = [List::Area, List::PlaceNoun, List::Occasion];
        let place = lexicon.is_in(self.word(end - 1), &places);
        let from = self.found.partition_point(|it| it.end <= at);
        let near = self.found.iter().skip(from).take_while(|it| it.first < end);
        let person = near.into_iter().any(|it| {
            it.class == Class::Person && 1 < it.end - it.first && SOMEBODY <= it.confidence
        });
        let given = lexicon.is_in(self.word(at), &[List::GivenName, List::FamilyName]);
        (told && !place && !person && !given).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HEADED,
        })
    }

    /// "Radio Cobre", "Banco del Sur": what begins the names of firms and outlets.
    pub(super) fn opened(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        if self.lang != Lang::En || !lexicon.is_listed(self.word(at), List::FirmOpener) {
            return None;
        }
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let small = [List::FunctionWord, List::SmallWord];
        let goes_on =
            before.is_some_and(|it| self.is_name(it) && !lexicon.is_in(self.word(it), &small));
        let other = [List::FunctionWord, List::SmallWord, List::Weekday, List::Month];
        let own = |it: usize| {
            self.is_name(it)
                && self.titles(it).is_none()
                && !lexicon.is_in(self.word(it), &other)
                && !lexicon.is_beside(self.word(it), Beside::Particle)
        };
        let mut end = at + 1;
        while end < at + CALLED + 2 {
            let particle = |it: &usize| {
                lexicon.is_beside(self.word(*it), Beside::Particle)
                    && self.word(*it).starts_with(char::is_lowercase)
            };
            let joint = (end..end + 2).take_while(particle).count();
            if !own(end + joint) {
                break;
            }
            end += joint + 1;
        }
        (!goes_on && at + 1 < end && self.is_sentence()).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HEADED,
        })
    }

    /// "Treasurer Irakli Gelash wants": a name of several words right behind what
    /// somebody is, in small letters.
    pub(super) fn officer(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) {
            return None;
        }
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        // "Justice Harpreet Kaur", "Dr. Ana Sol"
        let stop = usize::from(self.word(before) == "." && 0 < before && self.touches(before - 1));
        let honoured = self.is_name(before - stop) && self.is_honorific(before - stop);
        let small = self.word(before).starts_with(char::is_lowercase);
        // "Bishop Ottilie Brandes told": an office that opens its sentence.
        let opens = before == self.tokens.start && self.titles(before) == Some(at);
        let told = honoured || (small || opens) && self.office_before(at).is_some();
        let end = self.named(at);
        // Indonesian offices go on in capitals: "Panglima Letnan Jenderal Ulisses Prado".
        let told = match self.lang {
            Lang::En => told,
            Lang::Id => {
                let office = self.office_before(at);
                let place = office.as_ref().is_some_and(|it| self.is_office(it, List::PlaceOffice));
                let office = office.is_some() && (!place || self.is_given(at));
                self.is_guessed(at, end) && (honoured || office)
            }
        };
        if !told {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Month,
            List::Area,
            List::PlaceNoun,
            List::Occasion,
            List::Trade,
            List::FirmNoun,
            List::FirmOpener,
            List::ClubWord,
            List::Organisation,
            List::BodyWord,
        ];
        let body =
            |it: usize| self.lang == Lang::En && lexicon.is_listed(self.word(it), List::BodyWord);
        let plain = |it: usize| {
            let word = self.word(it);
            let loud = 1 < word.len() && self.is_name(it) && !word.contains(char::is_lowercase);
            !loud
                && word != "I"
                && (self.known(it).is_none() || self.is_surname(it))
                && !self.is_head(it)
                && self.titles(it).is_none()
                && (body(it) || !lexicon.is_in(word, &other))
        };
        let words = (at..end).filter(|it| self.is_name(*it)).count();
        // "Lawyer Friends of the Earth"; "lawmaker Laurynas Kasta of Homeland Union" is one.
        let of = self.word(end) == "of"
            && (at..end).any(|it| {
                let word = self.word(it);
                let names = [List::GivenName, List::FamilyName];
                lexicon.is_any(word) && !lexicon.is_in(word, &names)
            });
        let linked = of || matches!(self.word(end), "for" | "&");
        let several = (2..=NAME).contains(&words) && (at..end).all(plain);
        (several && !linked && self.is_sentence()).then_some(Recognised {
            class: Class::Person,
            first: at,
            end,
            confidence: HUMPED,
        })
    }

    /// "The village of Poiana Sus", "a fisherman from Masin", "in Kutai and Batum": a
    /// place that nobody knows.
    pub(super) fn settled(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En || !self.is_name(at) {
            return None;
        }
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let noun = before.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let lexicon = &self.lang.pack().lexicon;
        let held = self.word(before) == "of"
            && self.word(noun).starts_with(char::is_lowercase)
            && matches!(
                self.word(noun),
                "village" | "town" | "city" | "hamlet" | "suburb" | "port" | "island"
            );
        let from = self.word(before) == "from"
            && self.facts.tokens.get(noun).is_some_and(|it| {
                let marks = self.facts.marks_in(it.span);
                marks.iter().any(|it| it.list == List::PersonNoun && it.end as usize == before)
            });
        let second = self.word(before) == "and" && {
            let place = self.known(noun).and_then(|it| self.kind(it)) == Some(EntityKind::Place);
            let first = (noun.saturating_sub(1)..noun)
                .all(|it| matches!(self.word(it), "in" | "near" | "between"));
            place && first
        };
        if !held && !from && !second {
            return None;
        }
        let run = self.lone(at, if held { PLACE } else { 1 })?;
        let end = at + run;
        let other = [
            List::Organisation,
            List::OrganisationOrWord,
            List::BodyWord,
            List::GivenName,
            List::FamilyName,
            List::Trade,
            List::FirmNoun,
        ];
        let plain = |it: usize| {
            let word = self.word(it);
            3 < word.len()
                && word.chars().skip(1).all(char::is_lowercase)
                && !self.is_head(it)
                && !lexicon.is_in(word, &other)
        };
        let open = matches!(self.word(end), "-" | "&" | "'" | "’");
        let other_class = self.is_found_otherwise(at, end, held);
        ((at..end).all(plain) && !open && !other_class).then_some(Recognised {
            class: Class::Place,
            first: at,
            end,
            confidence: if held { HEADED } else { HUMPED },
        })
    }

    /// Whether a recogniser is sure that no place is named.
    fn is_found_otherwise(&self, at: usize, end: usize, held: bool) -> bool {
        let from = self.found.partition_point(|it| it.end <= at);
        let mut near = self.found.iter().skip(from).take_while(|it| it.first < end);
        near.any(|it| it.class != Class::Place && GUESSED <= it.confidence && !held)
    }

    /// "WFP country director", "ANFP said", "TSRI, a research house": letters that
    /// stand for a body, told by what they have or do.
    pub(super) fn spelt(&self, at: usize) -> Option<Recognised> {
        let word = self.word(at);
        let letters = (3..=8).contains(&word.chars().count())
            && word.chars().all(|it| it.is_alphabetic() && it.is_uppercase());
        let lexicon = &self.lang.pack().lexicon;
        if self.lang != Lang::En || !letters || lexicon.is_listed(word, List::KnownAcronym) {
            return None;
        }
        self.lone(at, 1)?;
        let marks = |it: usize, list: List| {
            let span = self.facts.tokens.get(it).map(|it| it.span).unwrap_or_default();
            let here = self.tokens.contains(&it) && self.word(it).starts_with(char::is_lowercase);
            here && self.facts.marks_in(span).iter().any(|it| it.list == list)
        };
        let behind = at + 1;
        let own = matches!(self.word(behind), "'" | "’") && self.word(behind + 1) == "s";
        let behind = if own { behind + 2 } else { behind };
        let told = !own && marks(behind, List::SpeechVerb)
            || self.titles(behind).is_some() && self.word(behind).starts_with(char::is_lowercase)
            || self.is_phrase(behind, BELONGING, List::Belonging)
            || self.is_noun_before(at)
            || self.is_noun_behind(at + 1)
            || self.is_apart(at + 1)
                && at.checked_sub(1).is_none_or(|it| !matches!(self.word(it), "(" | "-"))
                && self.found_at(at).is_some_and(|it| {
                    let least = if self.is_behind_the(at) { SOMEBODY / 2.0 } else { SOMEBODY };
                    it.class == Class::Org && it.end == at + 1 && least <= it.confidence
                });
        told.then_some(Recognised { class: Class::Org, first: at, end: at + 1, confidence: HUMPED })
    }

    /// Whether no noun, hyphen or bracket that belongs to the word before stands here.
    fn is_apart(&self, at: usize) -> bool {
        let word = self.word(at);
        let lexicon = &self.lang.pack().lexicon;
        matches!(word, "" | "," | "." | ";" | "'" | "’" | "”" | "\"")
            || lexicon.is_listed(word, List::FunctionWord)
    }
}
