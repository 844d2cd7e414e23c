//! Firms by what joins and ends their names: "Pollard & Sons", "Brandt, Cole and
//! Partners", in an Indonesian article "Hydrocor AG", "Maritim Watch".

use crate::detect::bodies::{CALLED, HEADED, Line, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Lang, List};

/// So many partners may stand in a firm's name.
const PARTNERS: usize = 4;

impl Line<'_> {
    /// Whether nothing of a name stands right before a token.
    fn starts(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let small = [List::FunctionWord, List::SmallWord];
        let other =
            |it: usize| !self.is_name(it) || self.lang.pack().lexicon.is_in(self.word(it), &small);
        before.is_none_or(|it| other(it) || self.ends_title(it) || !self.is_own(it))
    }

    /// Whether a title ends with a token: "Direktur Utama".
    fn ends_title(&self, last: usize) -> bool {
        (last.saturating_sub(CALLED)..=last).any(|it| self.titles(it) == Some(last + 1))
    }

    /// A word of a name that stands for nothing else.
    fn is_own(&self, at: usize) -> bool {
        // "Dilansir LA Times"
        let verb = at == self.tokens.start
            && self.lang == Lang::Id
            && ["Di", "Me", "Ber", "Ter"].iter().any(|it| self.word(at).starts_with(it))
            && 6 < self.word(at).len();
        self.is_name(at)
            && 1 < self.word(at).len()
            && !verb
            && !self.is_in_title(at)
            && self.titles(at).is_none()
            && !self.is_common(at)
    }

    /// "Jenderal" of "Sekretaris Jenderal".
    pub(super) fn is_in_title(&self, at: usize) -> bool {
        (at.saturating_sub(CALLED)..at).any(|it| self.titles(it).is_some_and(|end| at < end))
    }

    fn is_firm_end(&self, at: usize) -> bool {
        self.is_name(at) && self.lang.pack().lexicon.is_listed(self.word(at), List::FirmEnd)
    }

    /// Names that “&” joins; “and” and commas do before "Partners", "Sons".
    pub(super) fn joined(&self, at: usize) -> Option<Recognised> {
        if !self.is_own(at) || !self.starts(at) {
            return None;
        }
        let run =
            |from: usize| from + (from..from + CALLED).take_while(|it| self.is_own(*it)).count();
        let mut end = run(at);
        for _ in 0..PARTNERS {
            if self.word(end) != "," || run(end + 1) == end + 1 {
                break;
            }
            end = run(end + 1);
        }
        let listed = (at..end).any(|it| self.word(it) == ",");
        // "Brandt, Cole, and Partners"
        let end = end + usize::from(listed && self.word(end) == ",");
        let told = match self.word(end) {
            "&" => self.is_firm_end(end + 1) || !listed && self.is_firm(at, end, run(end + 1)),
            "and" | "dan" => self.is_firm_end(end + 1),
            _ => false,
        };
        let behind = run(end + 1);
        // What is a person's, or known, is no partner's: "in Paris, Cole and Partners".
        let known = |it: usize| self.known(it).is_some_and(|it| it.sure.is_some());
        (told && end + 1 < behind && !(at..behind).any(known)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: behind,
            confidence: HEADED,
        })
    }

    /// "Argent & Stone", not "(Marsden & Mackey, 2014)", nor two places.
    fn is_firm(&self, first: usize, and: usize, end: usize) -> bool {
        let year = |it: usize| {
            let word = self.word(it);
            word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit())
        };
        let before = first.checked_sub(1).map_or("", |it| self.word(it));
        let cited = year(end)
            || matches!(self.word(end), "," | "(") && (year(end + 1) || before == "(")
            || matches!(before, "(" | ";" | "&");
        let short = |it: usize| self.word(it).len() < 3 && it != and;
        let from = self.found.partition_point(|it| it.end <= first);
        let near = self.found.iter().skip(from).take_while(|it| it.first < end);
        // "Gita Gutawa & Haddad Alwi" are two people.
        let place = |it: &Recognised| {
            let several = it.class == Class::Person && it.first + 1 < it.end;
            (it.class == Class::Place || several) && SOMEBODY <= it.confidence
        };
        !cited && !(first..end).any(short) && !near.into_iter().any(place)
    }

    /// "Lokomotiv Harsk", "Tarsk FC".
    pub(super) fn club(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let is_word = |it: usize| lexicon.is_listed(self.word(it), List::ClubWord);
        let loud =
            |it: usize| is_word(it) && self.word(it).bytes().all(|it| it.is_ascii_uppercase());
        if !self.is_own(at) || !self.starts(at) || !self.is_own(at + 1) {
            return None;
        }
        let ended = (at + 1..at + CALLED).take_while(|it| self.is_own(*it)).find(|it| loud(*it));
        let behind = if is_word(at) { Some(at + 2) } else { ended.map(|it| it + 1) };
        let other = |it: usize| {
            self.known(it).and_then(|it| self.kind(it)) == Some(EntityKind::Person)
                || self.is_head(it)
        };
        let end = behind.filter(|end| !(at..*end).any(other))?;
        Some(Recognised { class: Class::Org, first: at, end, confidence: HEADED })
    }

    /// Indonesian: a name with an English or legal end.
    pub(super) fn tailed(&self, at: usize) -> Option<Recognised> {
        let (english, own) = (&Lang::En.pack().lexicon, &self.lang.pack().lexicon);
        let leads = |it: usize| self.is_name(it) && own.is_listed(self.word(it), List::BeforeBody);
        let begins = self.starts(at) && !leads(at) || at.checked_sub(1).is_some_and(leads);
        if self.lang != Lang::Id || !self.is_own(at) || self.is_head(at) || !begins {
            return None;
        }
        // Behind a verb of speech or a title somebody may stand.
        if self.is_said_by(at) || self.office_before(at).is_some() {
            return None;
        }
        let ends = |it: usize| {
            let word = self.word(it);
            (english.is_listed(word, List::Body) || own.is_listed(word, List::FirmEnd))
                && !own.is_in(word, &[List::Body, List::PlaceNoun, List::Area])
        };
        let run = (at..at + CALLED + 2).take_while(|it| self.is_own(*it)).count();
        let linked = |it: usize| matches!(self.word(it + 1), "for" | "of" | "on");
        let last = (at..at + run).rev().find(|it| ends(*it) && (at < *it || linked(*it)))?;
        let end = if linked(last) { self.behind_link(last + 1) } else { last + 1 };
        if end == at + 1 {
            return None;
        }
        let from = self.found.partition_point(|it| it.end <= at);
        let near = self.found.iter().skip(from).take_while(|it| it.first <= last);
        let person = |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
        let other = near.into_iter().any(person) || (at..last).any(|it| self.is_head(it));
        (!other).then_some(Recognised { class: Class::Org, first: at, end, confidence: HEADED })
    }

    /// "For Energy Transition and Growth": the token behind it.
    fn behind_link(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..PARTNERS {
            let inner =
                |it: &usize| matches!(self.word(*it), "for" | "of" | "on" | "and" | "the" | "&");
            let small = (end..end + 2).take_while(inner).count();
            let run = (end + small..end + small + CALLED).take_while(|it| self.is_own(*it)).count();
            if run == 0 || small == 0 {
                break;
            }
            end += small + run;
        }
        end
    }
}
