//! Organisations that readers know, and those that a noun in small letters beside
//! them, or a capital inside, tells.

use crate::detect::bodies::{CALLED, GUESSED, HEADED, HUMPED, LISTED_SURE, Line};
use crate::detect::names::{Class, Recognised};
use crate::lang::{Lang, List};

/// A noun behind a name has no more words around it.
const APPOSED: usize = 7;

/// A listed name has no more words.
const LISTED: usize = 9;

impl Line<'_> {
    /// An organisation that readers of news know: the longest that begins here.
    pub(super) fn listed(&self, at: usize) -> Option<Recognised> {
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
    pub(super) fn called(&self, at: usize) -> Option<Recognised> {
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
    pub(super) fn is_noun(&self, last: usize) -> bool {
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

    pub(super) fn is_noun_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|it| self.is_noun(it))
    }

    /// "…, a watchdog in", "…, perusahaan tambang".
    pub(super) fn is_noun_behind(&self, end: usize) -> bool {
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

    /// "GridWatch", "ReforMiner Institute": no word of a language has a capital inside.
    pub(super) fn humped(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) || self.known(at).is_some() {
            return None;
        }
        let word = self.word(at);
        let inside = word.char_indices().skip(3).find(|it| it.1.is_uppercase())?.0;
        let small = |it: &str| it.chars().skip(1).all(char::is_lowercase) && 3 < it.len();
        let (first, second) = word.split_at_checked(inside)?;
        let humped = small(first) && small(second) && !first.starts_with("Mac");
        let english = &Lang::En.pack().lexicon;
        let tail = self.is_name(at + 1) && english.is_listed(self.word(at + 1), List::Body);
        humped.then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1 + usize::from(tail),
            confidence: HUMPED,
        })
    }
}
