//! Persons that are told by where they stand: behind a verb of speech, behind
//! the body that they are of, or by a given name.

use crate::detect::bodies::{HEADED, HUMPED, Line, OFFICE, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// A recognised person of this likelihood begins no firm's name.
const SURELY: f32 = 0.8;

/// What the recogniser thinks of at all.
const GUESS: f32 = 0.15;

/// So many marks may lie over the token before.
const NEAR: usize = 8;

/// "Perekonomian", "Kelautan": how Indonesian words for a field begin and end, which
/// stands behind "Menko" and is nobody.
pub(super) fn is_field(word: &str) -> bool {
    let begins = ["Pe", "Ke"].iter().any(|it| word.starts_with(it));
    begins && word.ends_with("an") && 7 < word.len()
}

impl Line<'_> {
    /// "Anggota Komisi XI DPR Lestari Hutabarat": whose office in an organisation
    /// is told, behind its name.
    pub(super) fn holder(&self, body: &Recognised) -> Option<Recognised> {
        if self.lang != Lang::Id || body.class != Class::Org {
            return None;
        }
        // "CSIS Foundation Lina Alexandra".
        let tail = Lang::En.pack().lexicon.is_listed(self.word(body.end), List::Body);
        let start = body.end + usize::from(tail);
        let run = (start..start + 5).take_while(|it| self.is_name(*it)).count();
        let these = start..start + run;
        let other = these.clone().any(|it| {
            // "ILEN I Putu Gede"
            let loud =
                1 < self.word(it).len() && self.word(it).bytes().all(|it| it.is_ascii_uppercase());
            loud || self.known(it).is_some() || self.titles(it).is_some() || self.is_head(it)
        });
        // "Anggota DJSN Muttaqien mengingatkan"
        let letters = !self.word(body.first).contains(char::is_lowercase);
        let alone = run == 1
            && body.end == body.first + 1
            && letters
            && self.office_before(body.first).is_some()
            && !self.is_body_word(start)
            && !self.is_region(start)
            && !self.is_common(start)
            && self.word(start + 1).starts_with("me");
        let some = alone || 1 < run && self.titled(body.first);
        (some && run < 5 && !other).then_some(Recognised {
            class: Class::Person,
            first: these.start,
            end: these.end,
            confidence: HUMPED,
        })
    }

    /// Indonesian: "Direktur Walu Hijau Ones Marbun": where somebody begins whose
    /// office in a firm is told, the firm ends.
    pub(super) fn employer(&self, at: usize) -> Option<Recognised> {
        let office = self.office_before(at).filter(|_| self.lang == Lang::Id)?;
        let general = office.contains("jenderal");
        if !self.is_name(at) || general || !self.is_office(&office, List::FirmOffice) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        // "Direktur Keuangan Lintas Seram Jaya": not a word of the office.
        let field = |it: usize| lexicon.is_beside(self.word(it), Beside::Directed);
        let first = (at..at + OFFICE).find(|it| !field(*it))?;
        let surely = |it: &Recognised| it.class == Class::Person && SURELY <= it.confidence;
        if self.found_at(first).is_some_and(surely) {
            return None;
        }
        let begins = |it: &usize| {
            let person = |it: &Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
            self.is_given(*it) || self.found_at(*it).is_some_and(person)
        };
        let end = (first..first + OFFICE).take_while(|it| self.is_name(*it)).find(begins)?;
        let plain = |it: usize| {
            self.titles(it).is_none()
                && !self.is_honorific(it)
                && !self.lang.pack().lexicon.is_beside(self.word(it), Beside::Rank)
        };
        // "Direktur Pengelolaan Imunisasi Kementerian Kesehatan Intan …"
        let body = (first + 1..end).any(|it| self.is_head(it));
        let told = first + 1 < end && !body && (first..end).all(plain);
        told.then_some(Recognised { class: Class::Org, first, end, confidence: HEADED })
    }

    /// Indonesian: "Kepala Desa Wailebe Yohanes Kian": a place that nobody knows, and
    /// who heads it, told by a given name.
    pub(super) fn seat(&self, at: usize) -> Option<[Recognised; 2]> {
        if self.lang != Lang::Id || !self.is_name(at) || self.is_given(at) {
            return None;
        }
        let office = self.office_before(at)?;
        let lexicon = &self.lang.pack().lexicon;
        let plain = |it: &usize| {
            self.is_name(*it)
                && self.known(*it).is_none()
                && self.titles(*it).is_none()
                && !self.is_honorific(*it)
                && !self.is_body_word(*it)
                && !lexicon.is_listed(self.word(*it), List::Area)
        };
        let told = self.is_office(&office, List::Seat);
        let person = |it: &Recognised| it.class == Class::Person && HUMPED <= it.confidence;
        let begins = |it: &usize| self.is_given(*it) || self.found_at(*it).is_some_and(person);
        let first = (at + 1..at + 3).find(begins).filter(|_| told)?;
        let run = (first..first + OFFICE).take_while(plain).count();
        let whole = (at..first).all(|it| plain(&it)) && 1 < run && run < 5;
        let one = |class, first, end| Recognised { class, first, end, confidence: HEADED };
        whole.then(|| [one(Class::Place, at, first), one(Class::Person, first, first + run)])
    }

    /// The title that ends right before a token, in small letters.
    pub(super) fn office_before(&self, at: usize) -> Option<String> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let span = self.facts.tokens.get(before)?.span;
        let ends = |it: &&crate::lang::Mark| it.list == List::PersonNoun && it.end as usize == at;
        let near = self.facts.marks.partition_point(|it| it.span.start() < span.end());
        let near = self.facts.marks.get(near.saturating_sub(NEAR)..near)?;
        Some(near.iter().find(ends)?.span.of(self.text).to_lowercase())
    }

    /// Whether an office is in a list, or its first words are: "direktur keuangan".
    pub(super) fn is_office(&self, office: &str, list: List) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let starts = office.match_indices(' ').map(|it| it.0).chain([office.len()]);
        starts.into_iter().any(|it| lexicon.is_listed(office.get(..it).unwrap_or(office), list))
    }

    /// "Manajer Gunadi menyebut": one word behind what somebody is, which bears out
    /// what the recogniser guesses, or is a name of people.
    pub(super) fn mononym(&self, at: usize) -> Option<Recognised> {
        let word = self.word(at);
        let plain = 3 < word.len() && word.chars().skip(1).all(char::is_lowercase);
        if !self.is_name(at) || !plain || self.is_name(at + 1) || self.known(at).is_some() {
            return None;
        }
        // "Ahli hidrologi Undip Prof. Suripin"
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let stop = usize::from(self.word(before) == "." && 0 < before && self.touches(before - 1));
        let honoured = self.lang == Lang::Id
            && self.is_name(before - stop)
            && self.is_honorific(before - stop);
        let office = self.office_before(at);
        if office.is_none() && !honoured {
            return None;
        }
        let office = office.unwrap_or_default();
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::BodyWord,
            List::Organisation,
            List::OrganisationOrWord,
            List::Area,
            List::PlaceNoun,
        ];
        let listed = lexicon.is_in(word, &[List::GivenName, List::FamilyName]);
        let from = self.found.partition_point(|it| it.end <= at);
        let near = || self.found.iter().skip(from).take_while(|it| it.first <= at);
        let guess = |it: &&Recognised| it.class == Class::Person && GUESS <= it.confidence;
        let other_guess = |it: &Recognised| it.class != Class::Person && GUESS <= it.confidence;
        let honoured = honoured && !lexicon.is_any(word) && !is_field(word);
        let told = (listed || honoured || near().any(|it| guess(&it))) && !near().any(other_guess);
        // "Hakim Agung" is an office.
        let field = word == "Agung" && matches!(office.as_str(), "hakim" | "jaksa");
        let likely = |it: &&Recognised| it.class == Class::Person && SOMEBODY <= it.confidence;
        let seat = self.is_office(&office, List::PlaceOffice);
        let of_place = field || seat && !near().any(|it| likely(&it));
        let is = told
            && !of_place
            && !self.is_head(at)
            && !self.is_common(at)
            && !lexicon.is_in(word, &other);
        is.then_some(Recognised {
            class: Class::Person,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }

    /// "Aminata Sow has not been paid": a given name, and what stands behind it.
    pub(super) fn given(&self, at: usize) -> Option<Recognised> {
        let goes_on = at.checked_sub(1).is_some_and(|it| {
            let opens = it == self.tokens.start && !self.is_head(it) && !self.is_given(it);
            // "Direktur Walu Hijau Ones Marbun": a family's name tells where it begins.
            let apart = self.lang == Lang::Id && self.is_family(at + 1) && self.titled(at);
            self.is_name(it) && self.titles(it).is_none() && !opens && !apart
        });
        if goes_on || !self.is_given(at) || self.known(at).is_some() {
            return None;
        }
        let run = (at..at + 5).take_while(|it| self.is_name(*it)).count();
        let these = at..at + run;
        let other = these.clone().any(|it| {
            let loud = self.word(it).bytes().all(|it| it.is_ascii_uppercase());
            loud || self.known(it).is_some() || self.titles(it).is_some() || self.is_head(it)
        });
        (run < 4 && !other).then_some(Recognised {
            class: Class::Person,
            first: at,
            end: these.end,
            confidence: HUMPED,
        })
    }

    /// "JB Kristiadi mengatakan", "kata AA Navis": initials and a name, beside a verb
    /// of speech.
    pub(super) fn initialled(&self, at: usize) -> Option<Recognised> {
        let lexicon = &self.lang.pack().lexicon;
        let loud = |it: usize| self.word(it).bytes().all(|it| it.is_ascii_uppercase());
        let says = |at: usize| {
            let span = self.facts.tokens.get(at).map(|it| it.span).unwrap_or_default();
            self.facts.marks_in(span).iter().any(|it| it.list == List::SpeechVerb)
        };
        let lists = [List::Organisation, List::Body, List::Honorific, List::ClubWord];
        let initials = self.is_name(at)
            && self.word(at).len() == 2
            && loud(at)
            && self.known(at).is_none()
            && self.word(at) != "TV"
            && !lexicon.is_in(self.word(at), &lists);
        let run = (at..at + 4).take_while(|it| self.is_name(*it)).count();
        let end = at + run;
        let plain = (at + 1..end).all(|it| {
            !loud(it)
                && self.known(it).is_none()
                && !self.is_head(it)
                && !self.is_body_word(it)
                && self.titles(it).is_none()
        });
        let said = says(end) || self.is_said_by(at);
        (initials && plain && said && (2..=3).contains(&run)).then_some(Recognised {
            class: Class::Person,
            first: at,
            end,
            confidence: HUMPED,
        })
    }

    /// Whether a verb of speech stands right before a token.
    pub(super) fn is_said_by(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|it| self.facts.tokens.get(it));
        let says = |it: &crate::lang::Mark| it.list == List::SpeechVerb;
        before.is_some_and(|it| self.facts.marks_in(it.span).iter().any(says))
    }

    /// "Tutur Oksana, guru di Poltava", "said Grace Okafor of": who stands right
    /// behind a verb of speech, told by two words or by what they are.
    pub(super) fn spoken(&self, at: usize) -> Option<Recognised> {
        if !self.is_name(at) || !self.is_said_by(at) || self.is_common(at) {
            return None;
        }
        let run = self.named(at) - at;
        let mut these = at..at + run;
        let told =
            self.word(at + run) == "," && self.word(at + run + 1).starts_with(char::is_lowercase);
        let loud = these.clone().any(|it| self.word(it).bytes().all(|it| it.is_ascii_uppercase()));
        let institution = |it: usize| {
            let span = self.facts.tokens.get(it).map(|it| it.span).unwrap_or_default();
            self.facts.marks_in(span).iter().any(|it| it.list == List::Institution)
        };
        let other = these.any(|it| {
            let known = self.known(it).is_some() || self.titles(it).is_some();
            known || self.is_head(it) || institution(it)
        });
        (!other && !loud && (1 < run && run < 7 || told)).then_some(Recognised {
            class: Class::Person,
            first: at,
            end: at + run,
            confidence: HUMPED,
        })
    }

    /// "Kementerian Luar Negeri Mao Ning": a known person ends the name; so does
    /// the country of a ministry.
    pub(super) fn without_people(&self, name: Recognised) -> Recognised {
        if name.class != Class::Org {
            return name;
        }
        let ministry = self.word(name.first) == "Kementerian";
        let other = |at: &usize| {
            let known = self.known(*at).filter(|it| it.sure.is_some());
            match known.and_then(|it| self.kind(it)) {
                Some(EntityKind::Person) => known.is_some_and(|it| it.several_words),
                Some(EntityKind::Country) => ministry,
                _ => false,
            }
        };
        let two = |at: usize| {
            self.is_head(name.first)
                && matches!(self.word(at), "and" | "dan")
                && self.is_head(at + 1)
        };
        // "DPR Lestari Hutabarat": an office in it is told before.
        let lexicon = &self.lang.pack().lexicon;
        let short = |at: usize| {
            let word = self.word(at);
            let rest = (at + 1..name.end)
                .all(|it| self.is_name(it) && self.known(it).is_none() && !self.is_head(it));
            word.bytes().all(|it| it.is_ascii_uppercase())
                && lexicon.is_listed(word, List::Organisation)
                && rest
                && (2..4).contains(&(name.end - at - 1))
        };
        let cut = |it: &usize| self.lang == Lang::Id && self.titled(name.first) && short(it - 1);
        // "ILEN I Putu Gede": the Balinese "I" begins a name.
        let bali = |at: &usize| self.is_balinese(*at) && self.is_given(at + 1);
        let ends = |it: &usize| other(it) || two(*it) || cut(it) || bali(it);
        let end = (name.first + 1..name.end).find(ends);
        let end = end.unwrap_or(name.end);
        Recognised { end, ..name }
    }
}
