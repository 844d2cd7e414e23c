//! Numbers that count nothing new: "pekan ke-12", "one of them", "the two sides".

use crate::detect::quantity::Line;
use crate::lang::{Beside, Lang, List};

/// What a number may be of.
const UNITS: [List; 5] =
    [List::Counted, List::Money, List::Percent, List::Magnitude, List::Measure];

impl Line<'_> {
    /// Numbers something and counts nothing.
    pub(super) fn is_label(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let stop = usize::from(before == "." && 1 < at);
        let label = self.before(at - stop);
        // "Ke-12", "G-7", "12-an", "7:30".
        let joined = matches!(before, "-" | "–")
            && at.checked_sub(2).is_some_and(|it| {
                self.tight(it)
                    && self.tight(it + 1)
                    && !self.word(it).is_empty()
                    && !self.word(it).ends_with(|it: char| it.is_ascii_digit())
                    && self.lexicon().numeral(self.word(it)).is_none()
            });
        let clock = |sign: usize| {
            let number = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
            self.word(sign) == ":"
                && number(self.word(sign + 1))
                && number(self.before(sign))
                && self.tight(sign)
        };
        // "Kodim 0827", "SMA Negeri 4 Palu"
        let written = self.word(at);
        let digits = end == at + 1 && written.bytes().all(|it| it.is_ascii_digit());
        let capital = |it: &str| it.starts_with(char::is_uppercase);
        let named = digits
            && self.first + 1 < at
            && capital(before)
            && capital(self.word(end))
            && !self.lexicon().is_in(before, &[List::Month, List::Weekday, List::Money])
            && !self.lexicon().is_in(self.word(end), &[List::Money, List::Percent]);
        let code = digits && 1 < written.len() && written.starts_with('0');
        // "117-58" of a law, a vote of 5-0: the second figure of a label, or of a score.
        let figure = |it: &str| it.parse::<u32>().ok();
        let pair = |one: usize, two: usize| {
            let both = figure(self.word(one)).zip(figure(self.word(two)));
            matches!(self.word(one + 1), "-" | "–")
                && self.tight(one)
                && self.tight(one + 1)
                && both.is_some_and(|it| it.1 <= it.0 && it.0 < 100)
        };
        let score =
            digits && (pair(at, at + 2) || at.checked_sub(2).is_some_and(|it| pair(it, at)));
        joined
            || named
            || score
            || code
            || self.lexicon().is_beside(label, Beside::Numbered)
            || clock(end)
            || at.checked_sub(1).is_some_and(clock)
    }

    /// "Salah satu", "one of them", "dua-duanya", "no one": number words that
    /// count nothing new.
    pub(super) fn is_article(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let next = self.word(end);
        let is = |word: &str, part| self.lexicon().is_beside(word, part);
        let twice = next == "-"
            && self.tight(end)
            && self.tight(end - 1)
            && end == at + 1
            && self.word(end + 1).to_lowercase().starts_with(&self.word(at).to_lowercase());
        let one = self.lexicon().numeral(self.word(at)) == Some(1.0) && end == at + 1;
        // "Sebelas Maret", a university.
        let capital = |it: &str| it.starts_with(char::is_uppercase);
        // Or "the Big Three".
        let name = self.first < at && capital(self.word(at)) && (capital(next) || capital(before));
        // "The two houses", "dua negara itu": told of before.
        let told = self.lexicon().numeral(self.word(at)) == Some(2.0)
            && end == at + 1
            && match self.lang {
                Lang::En => {
                    matches!(before, "the" | "The" | "these" | "These" | "those" | "Those")
                        && self.size(end).is_none()
                        && !is(next, Beside::Span)
                }
                Lang::Id => {
                    !is(next, Beside::Span) && matches!(self.word(end + 1), "itu" | "tersebut")
                }
            };
        // "Two-line", "nine-dash": how something is made.
        let made = self.lang == Lang::En
            && next == "-"
            && self.tight(end)
            && self.tight(end - 1)
            && !self.is_measure(end + 1)
            || next == "garis" && self.word(end + 1) == "putus"
            || matches!(next, "pertiga" | "perempat" | "perlima" | "persepuluh");
        // "One in five", "one factory of five", "satu dari lima".
        let number = |it: usize| self.lexicon().numeral(self.word(it)).is_some();
        let share = one
            && (0..2).any(|by| {
                matches!(self.word(end + by), "in" | "of" | "dari") && number(end + by + 1)
            });
        twice
            || name
            || told
            || made
            || share
            || self.is_who_says(at, end)
            || one && (is(before, Beside::NotOne) || is(next, Beside::OneOf) || next == "-")
    }

    /// "Two people familiar with the talks said", "dua pejabat yang mengetahui": who
    /// says something is no figure of it.
    fn is_who_says(&self, at: usize, end: usize) -> bool {
        let few = self.lexicon().numeral(self.word(at)).is_some_and(|it| (2.0..=3.0).contains(&it));
        if at != self.first || !few || end != at + 1 {
            return false;
        }
        let from = self.marks.partition_point(|it| (it.first as usize) < end);
        let here = self.marks.get(from..).unwrap_or_default();
        let near = here.iter().take_while(|it| (it.first as usize) < end + 2);
        let who = near.filter(|it| it.list == List::PersonNoun).map(|it| it.end as usize).max();
        let people = matches!(self.word(end), "people" | "orang").then_some(end + 1);
        let Some(behind) = who.or(people) else { return false };
        // "Dua pejabat kementerian yang mengetahui".
        let behind = (behind..behind + 2)
            .find(|it| matches!(self.word(*it), "familiar" | "briefed" | "yang" | "who" | "with"));
        behind.is_some() && here.iter().any(|it| it.list == List::SpeechVerb)
    }

    /// "Year" of "five-year": what numbers are counted in.
    fn is_measure(&self, at: usize) -> bool {
        let word = self.word(at);
        let lexicon = self.lexicon();
        lexicon.time(word).is_some_and(|it| it.unit().is_some())
            || lexicon.is_in(word, &UNITS)
            || lexicon.numeral(word).is_some()
    }
}
