//! Organisations that readers know, and those that a noun in small letters beside
//! them, or a capital inside, tells.

use crate::detect::bodies::{CALLED, GUESSED, HEADED, HUMPED, LISTED_SURE, Line};
use crate::detect::names::{Class, Recognised};
use crate::lang::{Beside, Lang, List};

/// So sure is a recogniser that somebody is named.
const SURELY: f32 = 0.8;

/// A noun behind a name has no more words around it.
const APPOSED: usize = 7;

/// What an organisation is has no more words before its name.
const KIND: usize = 3;

/// What stands before the name of a firm has no more words.
const HOLDER: usize = 3;

/// A listed name has no more words.
const LISTED: usize = 9;

impl Line<'_> {
    /// An organisation that readers of news know: the longest that begins here.
    pub(super) fn listed(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let word = self.word(at);
        let loud = |it: &str| 1 < it.chars().filter(|it| it.is_uppercase()).count();
        let alone = || {
            let inside = at.checked_sub(1).filter(|it| self.tokens.contains(it));
            let inside = inside.is_some_and(|it| {
                !self.is_name(it) && self.word(it).starts_with(char::is_alphanumeric)
            });
            let is_one = lexicon.is_listed(word, List::OrganisationOrWord);
            is_one && (loud(word) || inside && !self.is_name(at + 1))
        };
        // "Holcim Award", "Allianz Arena"
        let english = &Lang::En.pack().lexicon;
        let thing = |it: &usize| english.is_in(self.word(*it), &[List::Occasion, List::PlaceNoun]);
        if self.listed_end(at).is_some_and(|it| self.is_name(it) && thing(&it)) {
            return None;
        }
        let end =
            self.listed_end(at).or_else(|| (self.is_name(at) && alone()).then_some(at + 1))?;
        // "Caritas Tonga"
        let land = |it: &usize| self.lang == Lang::En && self.is_country(*it);
        let end = Some(end).filter(land).map_or(self.behind_branch(at, end), |it| it + 1);
        Some(Recognised { class: Class::Org, first: at, end, confidence: LISTED_SURE })
    }

    /// The token behind the longest listed name that begins at a token.
    pub(super) fn listed_end(&self, at: usize) -> Option<usize> {
        if !self.is_name(at) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let first = self.facts.tokens.get(at)?.span;
        let word = self.word(at);
        let loud = |it: &str| 1 < it.chars().filter(|it| it.is_uppercase()).count();
        (at + 1..=at + LISTED).rev().find(|end| {
            let last = self.facts.tokens.get(end - 1).filter(|_| self.tokens.contains(&(end - 1)));
            let Some(words) = last.map(|it| first.cover(it.span).of(self.text)) else {
                return false;
            };
            if at + 1 < *end {
                return self.is_name(end - 1) && lexicon.is_listed(words, List::Organisation);
            }
            // "who", "un": short ones only in capitals.
            lexicon.is_listed(word, List::Organisation) && (3 < word.len() || loud(word))
        })
    }

    /// "The insurer Harbour Mutual", "Kanal Nord, stasiun televisi di …": what is
    /// named is told by a noun in small letters before or behind.
    pub(super) fn called(&self, at: usize) -> Option<Recognised> {
        let goes_on = at.checked_sub(1).is_some_and(|it| {
            let opens = self.is_small(it) && self.is_holder_before(at);
            self.is_name(it) && !self.is_noun(it) && !opens
        });
        if !self.is_name(at) || goes_on {
            return None;
        }
        let run = (at..at + CALLED + 1).take_while(|it| self.is_name(*it)).count();
        let these = at..at + run;
        let lexicon = &self.lang.pack().lexicon;
        let other = these.clone().any(|it| {
            self.known(it).is_some()
                || self.titles(it).is_some()
                || matches!(self.word(it), "TV" | "I")
                || self.is_common(it)
        });
        let over = self.found.partition_point(|it| it.end <= these.start);
        let over = self.found.iter().skip(over).take_while(|it| it.first < these.end);
        let person =
            over.into_iter().any(|it| it.class == Class::Person && GUESSED <= it.confidence);
        let lone = |it: &str| {
            self.lang == Lang::En
                && run == 1
                && !lexicon.is_in(it, &[List::GivenName, List::FamilyName])
        };
        let beside = || self.is_noun_before(at) || self.is_noun_behind(these.end);
        let held = || self.is_kind_before(at) || self.is_holder_before(at);
        // "Ketua koperasi Lastri Wulandari": the office is hers, and the noun names nothing.
        if self.is_holders_noun(at) {
            return None;
        }
        // "Perusahaan Hanwol Materials": nobody, unless by a given name.
        let strong = held() || self.lang == Lang::En && lone(self.word(at)) && beside();
        let strong = strong || self.lang == Lang::En && self.is_body_behind(these.end);
        // "A firm owned by Rainer Szymanski"
        let surely = |it: &Recognised| it.class == Class::Person && SURELY <= it.confidence;
        let sure = self.lang == Lang::En && 1 < run && self.found_at(at).is_some_and(surely);
        let person = person && (self.is_given(at) || !strong || sure);
        let told = || beside() || held() || run > 1 && self.is_thing_behind(at, these.end);
        (0 < run && run <= CALLED && !other && !person && told()).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: these.end,
            confidence: HEADED,
        })
    }

    /// "Shares in Vitol", "saham Bumi Karsa".
    fn is_holder_before(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        (1..=HOLDER).any(|count| {
            let first = at.checked_sub(count).filter(|it| self.tokens.contains(it));
            let pair = [first, at.checked_sub(1)];
            let [Some(one), Some(two)] = pair.map(|it| self.facts.tokens.get(it?)) else {
                return false;
            };
            lexicon.is_listed(one.span.cover(two.span).of(self.text), List::FirmHolder)
        })
    }

    /// "Bravo Tankers, which owns the ship": no person, and no place or event that
    /// its words tell.
    fn is_thing_behind(&self, at: usize, end: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::Occasion,
            List::PlaceNoun,
            List::Area,
            List::Law,
            List::Document,
            List::PersonNoun,
        ];
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let held = before.is_some_and(|it| {
            matches!(
                self.word(it),
                "the" | "The" | "a" | "an" | "of" | "in" | "from" | "at" | "near"
            )
        });
        let event = |it: usize| lexicon.is_in(self.word(it), &other);
        let place =
            |it: &Recognised| it.class != Class::Org && it.first < end && GUESSED <= it.confidence;
        let from = self.found.partition_point(|it| it.end <= at);
        let near = self.found.iter().skip(from).take_while(|it| it.first < end);
        self.lang == Lang::En
            && self.word(end) == ","
            && self.word(end + 1) == "which"
            && !held
            && !self.is_given(at)
            && !(at..end).any(event)
            && !near.into_iter().any(place)
    }

    /// "Aplikasi Pintas dan Kilasan": what a noun tells of the first it tells of the
    /// second.
    pub(super) fn second(&self, told: &Recognised) -> Option<Recognised> {
        let at = told.end + 1;
        let joined = matches!(self.word(told.end), "and" | "dan");
        if !joined || told.class != Class::Org || !self.is_holder_or_noun(told.first) {
            return None;
        }
        let run = (at..at + CALLED + 1).take_while(|it| self.is_name(*it)).count();
        let other = (at..at + run).any(|it| {
            self.known(it).is_some()
                || self.titles(it).is_some()
                || self.is_head(it)
                || self.is_common(it)
        });
        let from = self.found.partition_point(|it| it.end <= at);
        let heard = self.found.get(from).filter(|it| it.first < at + run);
        let heard = heard.is_some_and(|it| it.class != Class::Org && GUESSED <= it.confidence);
        let short = 0 < run && run < CALLED;
        (short && !other && !heard && !self.is_given(at)).then_some(Recognised {
            first: at,
            end: at + run,
            ..*told
        })
    }

    fn is_holder_or_noun(&self, at: usize) -> bool {
        self.is_noun_before(at) || self.is_kind_before(at) || self.is_holder_before(at)
    }

    /// Whether one word or two, in small letters, are what an organisation is.
    pub(super) fn is_noun(&self, last: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let small = |it: usize| self.is_small(it);
        small(last)
            && (lexicon.is_listed(self.word(last), List::OrganisationNoun)
                || last.checked_sub(1).filter(|it| small(*it)).is_some_and(|before| {
                    let words = format!("{} {}", self.word(before), self.word(last));
                    lexicon.is_listed(&words, List::OrganisationNoun)
                })
                || self.word(last.wrapping_sub(1)) == "-" && {
                    // "Start-up"
                    let pair = [last.wrapping_sub(2), last].map(|it| self.facts.tokens.get(it));
                    let [Some(one), Some(two)] = pair else { return false };
                    let words = one.span.cover(two.span).of(self.text);
                    lexicon.is_listed(words, List::OrganisationNoun)
                })
    }

    pub(super) fn is_noun_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|it| self.is_noun(it))
    }

    /// Written in small letters but for the capital that begins a sentence, also
    /// behind the place of a dateline.
    fn is_small(&self, at: usize) -> bool {
        let opens = || {
            let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
            before.is_none_or(|it| matches!(self.word(it), "—" | "–" | "“" | "\""))
        };
        let word = self.word(at);
        word.starts_with(char::is_lowercase)
            || word.chars().skip(1).all(char::is_lowercase) && opens()
    }

    /// Indonesian: "produsen baterai Selaka": what an organisation is, and up to
    /// three words that say more.
    fn is_kind_before(&self, at: usize) -> bool {
        if self.lang != Lang::Id {
            return false;
        }
        let lexicon = &self.lang.pack().lexicon;
        let lists = [List::FunctionWord, List::SmallWord, List::PlacePreposition];
        for before in (at.saturating_sub(KIND)..at).rev() {
            let word = self.word(before);
            if !self.tokens.contains(&before) || !self.is_small(before) {
                return false;
            }
            if lexicon.is_listed(word, List::OrganisationKind) {
                return true;
            }
            let verb = ["me", "ber", "di", "ter"].iter().any(|it| word.starts_with(it));
            if verb || lexicon.is_in(word, &lists) || lexicon.is_beside(word, Beside::Whose) {
                return false;
            }
        }
        false
    }

    /// "…, an NGO": what nobody is alone, as an insurer or a maker may be.
    fn is_body_behind(&self, end: usize) -> bool {
        let trade = |it: usize| self.word(it).ends_with("er") || self.word(it).ends_with("or");
        self.noun_behind(end).is_some_and(|it| !trade(it))
    }

    /// English: the noun that tells behind a comma what stands before it.
    fn noun_behind(&self, end: usize) -> Option<usize> {
        let closes = |it: &usize| {
            matches!(
                self.word(*it),
                "," | "."
                    | ""
                    | "in"
                    | "of"
                    | "for"
                    | "that"
                    | "which"
                    | "based"
                    | "with"
                    | "from"
                    | "at"
                    | "to"
                    | "on"
                    | "by"
                    | "whose"
                    | "run"
                    | "owned"
                    | "backed"
            )
        };
        // "Tokyo's aid agency"
        let own = matches!(self.word(end + 2), "'" | "’") && self.word(end + 3) == "s";
        let own = own && self.is_name(end + 1);
        let first = if own { end + 4 } else { end + 2 };
        let article = own || matches!(self.word(end + 1), "a" | "an" | "the" | "its" | "their");
        if self.word(end) != "," || !article {
            return None;
        }
        let last = (first..first + APPOSED).find(closes)?.checked_sub(1)?;
        (first <= last && self.is_noun(last)).then_some(last)
    }

    /// "…, a watchdog in", "…, perusahaan tambang".
    pub(super) fn is_noun_behind(&self, end: usize) -> bool {
        if self.word(end) != "," {
            return false;
        }
        match self.lang {
            // "…, sebuah perusahaan konstruksi".
            Lang::Id => {
                let near = end + 1..end + 4;
                // "Lasmi, ketua serikat itu"
                let mut near = near.take_while(|it| self.titles(*it).is_none());
                near.any(|it| self.is_noun(it))
            }
            Lang::En => self.noun_behind(end).is_some(),
        }
    }

    /// "GridWatch", "ReforMiner Institute": no word of a language has a capital inside.
    pub(super) fn humped(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) || self.known(at).is_some() {
            return None;
        }
        let word = self.word(at);
        let inside = word.char_indices().skip(3).find(|it| it.1.is_uppercase())?.0;
        let small = |it: &str, least: usize| {
            it.chars().skip(1).all(char::is_lowercase) && least <= it.len()
        };
        let (first, second) = word.split_at_checked(inside)?;
        let english = &Lang::En.pack().lexicon;
        // "MacArthur", "FitzGerald"
        let person = english.is_beside(first, Beside::BeforeCapital);
        let humped = small(first, 4) && small(second, 4) && !person;
        let tail = self.is_name(at + 1) && english.is_listed(self.word(at + 1), List::Body);
        let alone = !self.is_name(at + 1) && !self.is_name(at.saturating_sub(1));
        humped.then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1 + usize::from(tail),
            confidence: if alone { HEADED } else { HUMPED },
        })
    }
}
