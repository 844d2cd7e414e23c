//! Bodies of a place and the people in them, told by letters or a short form: "LBH Banda
//! Aceh", "BPBD Kotim", "SMAN 2 Sampit", "Gereja Masehi Injili di Timor".

use crate::detect::bodies::{GUESSED, HEADED, LISTED_SURE, Line};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// The part of a body has no more words before its place.
const BRANCH: usize = 6;

/// A name has no more words.
const LONGEST: usize = 10;

/// A number in the name of a school has no more figures.
const FIGURES: usize = 3;

impl Line<'_> {
    /// Indonesian: "PLN Unit Induk Distribusi Jawa Tengah", "Walhi Sulselbar", "LBH
    /// Banda Aceh": behind a body from `at` to `end`, the token behind its part, or
    /// behind the place that it is of.
    pub(super) fn behind_branch(&self, at: usize, end: usize) -> usize {
        if self.lang != Lang::Id || !self.is_name(end) {
            return end;
        }
        if self.is_region(end) {
            return self.behind_twin(end + 1);
        }
        // "PTPN I Regional 3"
        let roman = self.word(end).bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
        if roman {
            let branch = end + 1;
            let digit = |it: usize| self.word(it).bytes().all(|it| it.is_ascii_digit());
            let lexicon = &self.lang.pack().lexicon;
            let told = self.is_name(branch)
                && lexicon.is_listed(self.word(branch), List::Branch)
                && !self.word(branch + 1).is_empty()
                && digit(branch + 1);
            return if told { branch + 2 } else { branch };
        }
        let lexicon = &self.lang.pack().lexicon;
        if !lexicon.is_listed(self.word(end), List::Branch) {
            // "Partai Rakyat Austria"
            let party = self.word(at) == "Partai"
                && self.known(end).is_some_and(|it| self.kind(it) == Some(EntityKind::Country));
            let state = party || self.known(at).is_none() && self.word(end) == "Indonesia";
            return self.behind_place(end, state).map_or(end, |it| self.behind_twin(it));
        }
        let goes_on =
            |it: &usize| self.is_name(*it) && self.known(*it).is_none() && !self.is_given(*it);
        let behind = end + (end..end + BRANCH).take_while(goes_on).count();
        self.behind_place(behind, false).unwrap_or(behind)
    }

    /// "KNTI Sibolga-Tapteng": behind the second of two places that a hyphen joins.
    fn behind_twin(&self, end: usize) -> usize {
        let joined = self.word(end) == "-" && self.touches(end - 1) && self.touches(end);
        let second = || {
            let place = self.behind_place(end + 1, false);
            place.or_else(|| self.is_region(end + 1).then_some(end + 2))
        };
        joined.then(second).flatten().unwrap_or(end)
    }

    /// "Kotim", "Jatim": a short form of a place, which is no part of anybody's name.
    pub(super) fn is_region(&self, at: usize) -> bool {
        self.is_name(at) && self.lang.pack().lexicon.is_listed(self.word(at), List::RegionForm)
    }

    /// The token behind the known place that begins at a token; with `state` also
    /// behind a country.
    fn behind_place(&self, at: usize, state: bool) -> Option<usize> {
        let place = self.known(at).filter(|it| match self.kind(it) {
            Some(EntityKind::Place) => true,
            Some(EntityKind::Country) => state,
            _ => false,
        })?;
        let first = self.facts.tokens.get(at).filter(|it| it.span.start() == place.span.start());
        let own = self.facts.tokens.iter().skip(at);
        let count = own.take_while(|it| it.span.end() <= place.span.end()).count();
        first.map(|_| at + count)
    }

    /// Whether a number stands here that belongs to a school's name: "SMAN 2 Sampit",
    /// "SMA Negeri 3 Palu".
    pub(super) fn is_school_number(&self, at: usize) -> bool {
        let word = self.word(at);
        let digits =
            (1..=FIGURES).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_digit());
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        digits
            && self.lang == Lang::Id
            && before.is_some_and(|it| {
                let state = self.word(it) == "Negeri" || self.word(it) == "Muhammadiyah";
                let letters = self.word(it).chars().filter(|it| it.is_uppercase()).count();
                let short = 1 < letters && self.is_head(it) && self.is_name(at + 1);
                state && self.is_name(it.saturating_sub(1)) || short && !self.is_common(at + 1)
            })
    }

    /// Inside a name that began at `at`: behind a school's number, behind an apostrophe
    /// ("MTs Darul A'mal") or, in a church's name, behind "di" and a word of a place.
    pub(super) fn behind_sign(&self, at: usize, end: usize, church: bool) -> usize {
        if self.is_school_number(end) {
            return end + 1;
        }
        let inside = self.lang == Lang::Id && at < end;
        let apostrophe = inside
            && matches!(self.word(end), "'" | "’")
            && self.touches(end - 1)
            && self.touches(end)
            && self.word(end + 1).starts_with(char::is_alphabetic);
        let there = inside && church && self.word(end) == "di" && self.is_name(end + 1);
        end + 2 * usize::from(apostrophe || there)
    }

    /// Whether the noun before `at` is one whose names go on with "di" and a place.
    pub(super) fn is_in_place(&self, noun: usize) -> bool {
        self.lang == Lang::Id
            && self.tokens.contains(&noun)
            && self.lang.pack().lexicon.is_beside(self.word(noun), Beside::InPlace)
    }

    /// Whether a body's noun stands before `at` that bears the name of somebody, and no
    /// office before it tells that somebody is named behind it.
    pub(super) fn is_honouring(&self, noun: usize) -> bool {
        self.lang == Lang::Id
            && self.tokens.contains(&noun)
            && self.lang.pack().lexicon.is_beside(self.word(noun), Beside::Honouring)
            && {
                // "Direktur RSUD Wahab Sjahranie dr. David": somebody else is named behind it.
                let run = (noun + 1..noun + 5).take_while(|it| self.is_name(*it)).count();
                let behind = noun + 1 + run;
                0 < run && self.is_honorific(behind) || !self.titled(noun)
            }
    }

    /// "Biro Humas PPATK", "Pusat Data Badan Nasional …": the body that a part belongs to.
    pub(super) fn without_part(&self, name: Recognised) -> Recognised {
        let lexicon = &self.lang.pack().lexicon;
        let part = self.lang == Lang::Id
            && name.class == Class::Org
            && self.tokens.contains(&name.first)
            && lexicon.is_beside(self.word(name.first), Beside::Part)
            && !lexicon.is_beside(self.word(name.first + 1), Beside::Study)
            && self.listed_end(name.first).is_none();
        // "Humas KAI Luqman" of "Humas KAI Luqman Arif"
        let ends = |it: &usize| {
            let end = self.listed_end(*it).filter(|it| *it <= name.end)?;
            let rest = (end..name.end).all(|it| !self.is_body_word(it) && self.known(it).is_none());
            rest.then_some((*it, end))
        };
        let body = (name.first + 1..name.end).find_map(|it| ends(&it));
        body.filter(|_| part).map_or(name, |(first, end)| Recognised { first, end, ..name })
    }

    /// Whether the names of a body go on with letters: "Kantor SAR Ambon".
    pub(super) fn is_lettered(&self, noun: usize) -> bool {
        self.lang.pack().lexicon.is_beside(self.word(noun), Beside::BeforeLetters)
    }

    /// "Harian", "Majalah": what an outlet is.
    pub(super) fn is_outlet_noun(&self, noun: usize) -> bool {
        self.lang.pack().lexicon.is_listed(self.word(noun), List::OrganisationNoun)
    }

    /// "Badan Antidoping Dunia (WADA)", "Gerakan 23 Maret (M23)": letters in brackets right
    /// behind a body stand for it, whatever words they are made of.
    pub(super) fn in_brackets(&self, at: usize) -> Option<Recognised> {
        let open = at.checked_sub(1).filter(|it| self.word(*it) == "(")?;
        let word = self.word(at);
        let capitals = word.chars().filter(|it| it.is_uppercase()).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let short = (2..=12).contains(&word.len())
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphanumeric)
            && (1 < capitals || 0 < digits)
            && self.word(at + 1) == ")";
        let until = self.found.partition_point(|it| it.end <= open);
        let last = until.checked_sub(1).and_then(|it| self.found.get(it));
        let found = last.filter(|it| it.end == open).is_some_and(|it| {
            let several = it.first + 1 < it.end;
            it.class == Class::Org && several && GUESSED <= it.confidence
        });
        // A bracket that the recogniser took into the name.
        let over = self.found.get(until).is_some_and(|it| {
            it.class == Class::Org && it.first + 1 < open && at < it.end && GUESSED <= it.confidence
        });
        let from = open.saturating_sub(LONGEST).max(self.tokens.start);
        let mut run = (from..open).rev().take_while(|it| self.is_name(*it) || self.is_inner(*it));
        let lexicon = &self.lang.pack().lexicon;
        let paper = |it: usize| lexicon.is_in(self.word(it), &[List::Document, List::Law]);
        let thing = lexicon.is_beside(word, Beside::NoBody);
        let told = short && !thing && (found || over) && !run.any(paper);
        told.then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1,
            confidence: LISTED_SURE,
        })
    }

    /// "DPC Gerindra Sumba Barat", "PB PBSI", "MWC NU Patebon": letters of a chapter before
    /// the body that it is of.
    pub(super) fn chapter(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let told = self.lang == Lang::Id
            && self.is_name(at)
            && lexicon.is_beside(self.word(at), Beside::Chapter);
        let body = at + 1;
        let end = self.listed_end(body).filter(|_| told)?;
        let end = self.behind_branch(body, end);
        // "MWC NU Patebon": its place, where nobody is told before.
        let place = self.is_name(end)
            && !self.is_name(end + 1)
            && self.known(end).is_none()
            && !self.is_given(end)
            && !self.titled(at);
        let end = end + usize::from(place);
        Some(Recognised { class: Class::Org, first: at, end, confidence: LISTED_SURE })
    }

    /// "ISI Surakarta", "PTUN Surabaya": letters before the place that they are of.
    pub(super) fn spelt_of_place(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let word = self.word(at);
        let told = self.lang == Lang::Id
            && self.is_spelt(at)
            && (3..=7).contains(&word.len())
            && self.known(at).is_none()
            && !lexicon.is_beside(word, Beside::NoBody)
            && !word.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
        let end = self.behind_place(at + 1, false).filter(|_| told)?;
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let apart = before.is_none_or(|it| !matches!(self.word(it), "(" | "/" | "-"));
        let heard =
            self.found_at(at).is_some_and(|it| it.class != Class::Org && GUESSED <= it.confidence);
        (apart && !heard && self.word(at + 1).contains(char::is_lowercase)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HEADED,
        })
    }

    /// "FPE-KSBSI": letters that a hyphen joins to those of a body that readers know. Of
    /// two that both are known each is one.
    pub(super) fn twin(&self, at: usize) -> Option<Recognised> {
        let joined = self.lang == Lang::Id
            && self.is_spelt(at)
            && self.word(at + 1) == "-"
            && self.touches(at)
            && self.touches(at + 1)
            && self.is_spelt(at + 2);
        let known = |it: usize| self.known(it).is_some() || self.listed_end(it).is_some();
        (joined && !known(at) && known(at + 2)).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 3,
            confidence: LISTED_SURE,
        })
    }

    /// Whether a noun alone names nothing, or letters stand for no body: "RSUD berutang",
    /// "KTT Bali".
    pub(super) fn is_anybodys(&self, name: &Recognised) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let word = self.word(name.first);
        let noun = self.lang == Lang::Id && lexicon.is_beside(word, Beside::Anybodys);
        let letters = self.is_spelt(name.first) && lexicon.is_beside(word, Beside::NoBody);
        name.class == Class::Org && name.end == name.first + 1 && (noun || letters)
    }
}
