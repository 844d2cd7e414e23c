//! Whose office is told before a name, and what tells that somebody is named there.

use crate::detect::bodies::{GUESSED, HEADED, Line, OFFICE, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Lang, List};

/// What the recogniser thinks of at all.
const GUESS: f32 = 0.15;

impl Line<'_> {
    /// "Ketua koperasi" before a name of somebody: the noun tells the office.
    pub(super) fn is_holders_noun(&self, at: usize) -> bool {
        let Some(noun) = at.checked_sub(1).filter(|it| self.tokens.contains(it)) else {
            return false;
        };
        let guessed = |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
        self.lang == Lang::Id
            && self.is_noun(noun)
            && (self.office_before(noun).is_some() || self.office_before(at).is_some())
            && (self.is_given(at) || self.found_at(at).is_some_and(guessed))
    }

    /// "I Nengah Suastika", "Ni Made Ayu": a Balinese name by its first two words.
    pub(super) fn balinese(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let told = self.lang == Lang::Id
            && self.is_balinese(at)
            && lexicon.is_listed(self.word(at + 1), List::GivenName)
            && self.is_name(at + 2);
        let other =
            |it: usize| self.is_head(it) || self.titles(it).is_some() || self.known(it).is_some();
        let run = (at..at + 5).take_while(|it| self.is_name(*it) && !other(*it)).count();
        (told && 2 < run).then_some(Recognised {
            class: Class::Person,
            first: at,
            end: at + run,
            confidence: HEADED,
        })
    }

    /// "BEM", "HMI": letters and nothing else.
    pub(super) fn is_spelt(&self, at: usize) -> bool {
        let word = self.word(at);
        2 < word.len() && word != "PT" && word.bytes().all(|it| it.is_ascii_uppercase())
    }

    /// Whether all that the base knows here is one word of somebody's name.
    pub(super) fn is_surname(&self, at: usize) -> bool {
        self.known(at)
            .is_some_and(|it| !it.several_words && self.kind(it) == Some(EntityKind::Person))
    }

    /// Whether a list, a particle or a guess of the recogniser tells that somebody is named.
    pub(super) fn is_guessed(&self, at: usize, end: usize) -> bool {
        let from = self.found.partition_point(|it| it.end <= at);
        let near = self.found.iter().skip(from).take_while(|it| it.first < end);
        let mut near = near.filter(|it| GUESS <= it.confidence);
        let person = near.clone().any(|it| it.class == Class::Person);
        let other = near.any(|it| it.class != Class::Person && GUESSED <= it.confidence);
        let particle = (at..end).any(|it| self.word(it).starts_with(char::is_lowercase));
        !other && (person || particle || self.is_given(at))
    }

    /// Whether somebody's office is told before a body: no verb, and nothing of another
    /// clause, lies between. "Gubernur tetap berupa gambar di Balai" tells none.
    pub(super) fn titled(&self, first: usize) -> bool {
        let from = first.saturating_sub(OFFICE).max(self.tokens.start);
        for at in (from..first).rev() {
            let word = self.word(at);
            if matches!(word, "" | "," | ".") {
                return false;
            }
            if self.titles(at).is_some() {
                // "Leo Seran, dosen Universitas Katolik": it is his.
                // "Wahidin Ismail, Kepala BKKBN Sumarjati Arjoso" are two.
                let small = word.starts_with(char::is_lowercase);
                let comma = at.checked_sub(1).filter(|it| small && self.word(*it) == ",");
                let ended =
                    |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
                return !comma.is_some_and(|it| {
                    let until = self.found.partition_point(|own| own.end <= it);
                    let last = until.checked_sub(1).and_then(|it| self.found.get(it));
                    last.is_some_and(|own| own.end == it && ended(own))
                });
            }
            let small = word.starts_with(char::is_lowercase);
            let prefix = ["me", "ber", "di", "ter"].iter().any(|it| word.starts_with(it));
            let clause = matches!(
                word,
                "yang" | "itu" | "ini" | "tetap" | "oleh" | "dengan" | "ke" | "kepada"
            );
            if self.lang == Lang::Id && small && (prefix && 4 < word.len() || clause) {
                return false;
            }
        }
        false
    }
}
