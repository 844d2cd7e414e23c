//! Where the name of an authority ends and that of somebody in it begins:
//! "Kepala Dinas Perhubungan Ratna Dewanti". Names of authorities are made of a
//! few hundred words, names of people of all others.

use crate::detect::Facts;
use crate::detect::bodies::{HUMPED, Line};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// What somebody is has no more words.
const TRADE: usize = 5;

/// Somebody's name has no more words.
const NAME: usize = 4;

/// So many marks may lie over the words before a name.
const NEAR: usize = 8;

/// "Direktur ReforMiner Institute Komaidi Notonegoro": what English bodies end with
/// begins nobody's name in an Indonesian article.
pub(super) fn parted(text: &str, facts: &Facts, found: Vec<Recognised>) -> Vec<Recognised> {
    let lexicon = &Lang::En.pack().lexicon;
    let word = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let mut res: Vec<Recognised> = Vec::with_capacity(found.len());
    for it in found {
        let it = apart(facts, &word, it, &mut res);
        let before = it.first.checked_sub(1).filter(|at| word(*at).starts_with(char::is_uppercase));
        let ends = it.class == Class::Person
            && it.first + 1 < it.end
            && lexicon.is_listed(word(it.first), List::Body);
        let Some(before) = before.filter(|_| ends) else {
            res.push(it);
            continue;
        };
        let own = res.pop_if(|last| before < last.end);
        let first = own.map_or(before, |it| it.first);
        res.push(Recognised { class: Class::Org, first, end: it.first + 1, ..it });
        res.push(Recognised { first: it.first + 1, ..it });
    }
    res
}

/// "Ketua Umum FSPMI Suparno", "BPBD Kotim Rihel Tundan": letters of a body, or the
/// short form of a place, begin nobody's name.
fn apart<'a>(
    facts: &Facts,
    word: &impl Fn(usize) -> &'a str,
    it: Recognised,
    before: &mut Vec<Recognised>,
) -> Recognised {
    let lexicon = &Lang::Id.pack().lexicon;
    let first = word(it.first);
    let several = it.class == Class::Person
        && it.first + 1 < it.end
        && word(it.first + 1).contains(char::is_lowercase);
    if !several {
        return it;
    }
    let loud = (3..=8).contains(&first.len())
        && first.bytes().all(|it| it.is_ascii_uppercase())
        && !first.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
    let near = facts.marks.partition_point(|own| (own.first as usize) < it.first);
    let near = facts.marks.get(near.saturating_sub(NEAR)..near).unwrap_or_default();
    let office =
        near.iter().any(|own| own.list == List::PersonNoun && own.end as usize == it.first);
    let honour = lexicon.is_listed(first, List::Honorific);
    let body = loud && !honour && (office || lexicon.is_listed(first, List::Organisation));
    let region = lexicon.is_listed(first, List::RegionForm)
        && it.first.checked_sub(1).is_some_and(|at| word(at).starts_with(char::is_uppercase));
    if body {
        before.push(Recognised { class: Class::Org, end: it.first + 1, ..it });
    }
    Recognised { first: it.first + usize::from(body || region), ..it }
}

impl Line<'_> {
    /// "Kemlu RI": a body that the base knows, without the state behind it.
    pub(super) fn without_state(&self, name: Recognised) -> Recognised {
        let is = |at: usize, wanted: EntityKind| {
            let last = self.facts.tokens.get(at).map(|it| it.span.end());
            let known = self.known(at).filter(|it| Some(it.span.end()) == last);
            known.and_then(|it| self.kind(it)) == Some(wanted)
        };
        let (first, last) = (name.first, name.first + 1);
        let state = self.lang == Lang::Id
            && name.class == Class::Org
            && name.end == first + 2
            && is(first, EntityKind::Org)
            && is(last, EntityKind::Country);
        if state { Recognised { end: last, ..name } } else { name }
    }

    /// Words that stand before a name and are no part of it: "Prof", "KH".
    pub(super) fn is_honorific(&self, at: usize) -> bool {
        self.lang.pack().lexicon.is_listed(self.word(at), List::Honorific)
    }

    pub(super) fn is_body_word(&self, at: usize) -> bool {
        self.lang.pack().lexicon.is_listed(self.word(at), List::BodyWord)
    }

    /// Indonesian: the name of an authority, without the name of who holds an
    /// office in it. The same where no office is told before.
    pub(super) fn without_officer(&self, name: Recognised) -> Recognised {
        let first = name.first;
        if let Some(end) = self.known_body_end(name) {
            return Recognised { end, ..name };
        }
        let is_authority = self.lang == Lang::Id
            && name.class == Class::Org
            && self.is_head(first)
            && (self.is_body_word(first) && self.titled(first)
                || self.is_university(first)
                || self.is_spelt(first) && self.office_before(first).is_some());
        if !is_authority {
            return name;
        }
        let mut end = first + 1;
        while end < name.end {
            let known = self.known(end).filter(|it| self.kind(it) != Some(EntityKind::Person));
            // "I Nyoman", "JB Kristiadi"
            let word = self.word(end);
            let loud = !word.contains(char::is_lowercase) && (2 < word.len() || word == "RI");
            let branch = self.lang.pack().lexicon.is_listed(self.word(end), List::Branch);
            let place = known.is_some() || self.is_region(end) || branch;
            if !(self.is_body_word(end) || self.is_inner(end) || loud || place) {
                break;
            }
            end += 1;
        }
        // "Pengadilan Negeri Sungailiat Arga Simbolon": a place that nobody knows.
        let place = self.lang.pack().lexicon.is_beside(self.word(first), Beside::Seated)
            && self.is_name(end)
            && !self.is_given(end)
            && !self.is_honorific(end)
            && self.is_given(end + 1)
            && self.known(end).is_none()
            && !self.is_head(end);
        let end = end + usize::from(place);
        // The name may go on behind what was found.
        let run = (end..end + NAME + 1).take_while(|it| self.is_name(*it)).count();
        let rest = end..end + run;
        let plain = |it: usize| {
            // "Nusa Tenggara II"
            let number = self.word(it).bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
            let number = number && first + 1 < it && it + 1 == end + run && 1 < run;
            !self.is_body_word(it) && !self.is_head(it) && self.known(it).is_none() && !number
        };
        let cut = first + 1 < end && (2..=NAME).contains(&run) && rest.into_iter().all(plain);
        Recognised { end: if cut { end } else { name.end }, ..name }
    }

    /// Indonesian: where a body ends that readers know, or that a place ends, and
    /// somebody's name begins: "Universitas Indonesia Hikmahanto Juwana", "Institut
    /// Teknologi Bandung Tatacipta Dirgantara". An office, a trade or a verb of speech
    /// before must tell that somebody stands there.
    fn known_body_end(&self, name: Recognised) -> Option<usize> {
        if self.lang != Lang::Id || name.class != Class::Org || !self.tokens.contains(&name.first) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let first = self.facts.tokens.get(name.first)?.span;
        let listed = |end: &usize| {
            let last = self.facts.tokens.get(end - 1);
            let words = last.map_or("", |it| first.cover(it.span).of(self.text));
            // "Fakultas Hukum Universitas Sam Ratulangi"
            let inside = |it: usize| self.is_head(it) && self.listed_end(it) == Some(*end);
            lexicon.is_listed(words, List::Organisation) || (name.first + 1..*end).any(inside)
        };
        let place = |end: &usize| {
            let it = end - 1;
            let known = self.known(it).and_then(|it| self.kind(it));
            let generic = (name.first + 1..it).all(|it| self.is_body_word(it) || self.is_head(it));
            self.is_head(name.first)
                && generic
                && matches!(known, Some(EntityKind::Country | EntityKind::Place))
        };
        let end = (name.first + 1..name.end).rev().find(|it| listed(it) || place(it))?;
        let run = (end..end + NAME + 1).take_while(|it| self.is_name(*it)).count();
        let plain = |it: usize| {
            !self.is_body_word(it)
                && !self.is_head(it)
                && !lexicon.is_in(self.word(it), &[List::Branch, List::Area, List::PlaceNoun])
                && self.known(it).is_none_or(|it| self.kind(it) == Some(EntityKind::Person))
                && self.word(it).contains(char::is_lowercase)
        };
        let rest = end..end + run;
        let told = self.is_said_by(end) || self.titled(name.first) || self.is_trade(name.first);
        // "Juru bicara Partai Aceh Nurdahri mengaku"
        let office = (listed(&end) || place(&end)) && self.office_before(name.first).is_some();
        let names = [List::GivenName, List::FamilyName];
        let sure = 1 < run || office || lexicon.is_in(self.word(end), &names);
        ((1..=NAME).contains(&run) && rest.into_iter().all(plain) && told && sure).then_some(end)
    }

    /// Whether a trade in small letters stands shortly before: "pakar hukum".
    fn is_trade(&self, first: usize) -> bool {
        let from = first.saturating_sub(TRADE).max(self.tokens.start);
        let small = |it: &usize| self.word(*it).starts_with(char::is_alphabetic);
        let before = (from..first).rev().take_while(small);
        before.into_iter().any(|it| self.titles(it).is_some())
    }

    /// "Universitas Indonesia": named after where it is, and not after somebody.
    fn is_university(&self, first: usize) -> bool {
        let place = self.known(first + 1).and_then(|it| self.kind(it));
        self.word(first) == "Universitas"
            && matches!(place, Some(EntityKind::Country | EntityKind::Place))
    }

    /// Indonesian: "Ketua SPTN Yosep Lado": letters between an office and a name.
    pub(super) fn lettered(&self, at: usize) -> Option<Recognised> {
        let word = self.word(at);
        let loud = (3..=8).contains(&word.len())
            && word.bytes().all(|it| it.is_ascii_uppercase())
            && !word.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
        let before = at.checked_sub(1).and_then(|it| self.facts.tokens.get(it));
        let title = before.is_some_and(|before| {
            let marks = self.facts.marks_in(before.span).iter();
            let mut titles = marks.filter(|it| it.list == List::PersonNoun);
            titles.any(|it| it.end as usize == at) && self.tokens.contains(&(at - 1))
        });
        let known = self.known(at).is_some();
        // "Ketua DPP Persaudaraan Pekerja"
        let part =
            self.lang.pack().lexicon.is_beside(word, Beside::Chapter) && self.is_name(at + 1);
        (self.lang == Lang::Id && !part && loud && title && !known).then_some(Recognised {
            class: Class::Org,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }

    /// Indonesian: "Pengamat hubungan internasional Wening Astuti": behind what
    /// somebody is, in small letters.
    pub(super) fn behind_trade(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        if self.lang != Lang::Id || !self.is_name(at) || self.is_name(before) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let small = |it: &usize| {
            let word = self.word(*it);
            let other = [
                List::FunctionWord,
                List::SmallWord,
                List::Area,
                List::PlaceNoun,
                List::PlacePreposition,
            ];
            let verb = ["me", "ber", "di", "ter"].iter().any(|it| word.starts_with(it));
            word.starts_with(char::is_lowercase)
                && !verb
                && !lexicon.is_in(word, &other)
                && !lexicon.is_listed(word, List::OrganisationNoun)
        };
        let trade = (at.saturating_sub(TRADE)..at)
            .rev()
            .take_while(|it| self.tokens.contains(it) && (small(it) || self.titles(*it).is_some()));
        let told = trade.into_iter().any(|it| self.titles(it).is_some());
        let run = (at..at + NAME + 1).take_while(|it| self.is_name(*it)).count();
        let none = [
            List::Area,
            List::PlaceNoun,
            List::Organisation,
            List::FunctionWord,
            List::SmallWord,
            List::Month,
        ];
        let other = (at..at + run).any(|it| {
            !self.word(it).contains(char::is_lowercase) && 1 < self.word(it).len()
                || self.known(it).is_some()
                || self.is_head(it)
                || self.titles(it).is_some()
                || lexicon.is_in(self.word(it), &none)
        });
        (told && !other && (2..=NAME).contains(&run)).then_some(Recognised {
            class: Class::Person,
            first: at,
            end: at + run,
            confidence: HUMPED,
        })
    }
}
