//! Names of people to their ends, and people told by a comma: what a recogniser
//! that sees word by word cuts.

use crate::detect::bodies::{HUMPED, Line};
use crate::detect::names::{Class, Recognised};
use crate::lang::{Lang, List};

/// Small words inside the names of people, the world over.
const PARTICLES: [&str; 24] = [
    "al", "bin", "bint", "binti", "da", "das", "de", "del", "der", "di", "do", "dos", "du", "e",
    "el", "ibn", "la", "ten", "ter", "ul", "van", "von", "y", "zu",
];

/// So many words before a comma may tell an office.
const OFFICE: usize = 14;

/// Balinese names begin with these.
const BALI: [&str; 2] = ["I", "Ni"];

impl Line<'_> {
    pub(super) fn touches(&self, at: usize) -> bool {
        let pair = [at, at + 1].map(|it| self.facts.tokens.get(it));
        matches!(pair, [Some(one), Some(two)] if one.span.end() == two.span.start())
    }

    /// "Park Min" of "Park Min-ji", "Halimah" of "Halimah binti Syukur". `None`
    /// where nothing of it is a name: "M.Eng", "Dr".
    pub(super) fn whole_person(&self, name: Recognised) -> Option<Recognised> {
        if name.class != Class::Person {
            return Some(name);
        }
        let degree = |it: usize| {
            let word = self.word(it);
            let inner = word.trim_end_matches('.').contains('.');
            self.is_honorific(it) || word == "." || inner && word.len() < 7
        };
        let behind = name.first.checked_sub(1).is_some_and(|it| self.word(it) == ",");
        let titles = (name.first..name.end).all(degree);
        if titles && (behind || 1 < name.end - name.first || self.is_honorific(name.first)) {
            return None;
        }
        let mut end = name.end;
        loop {
            let next = self.word(end);
            // "Min-ji", "ul-Haque"; what is known behind a hyphen is somebody else.
            let hyphen = matches!(next, "-" | "‑")
                && self.touches(end - 1)
                && self.touches(end)
                && self.word(end + 1).starts_with(char::is_alphabetic)
                && self.known(end + 1).is_none();
            let particles = (end..end + 3)
                .take_while(|it| PARTICLES.contains(&self.word(*it)))
                .count();
            let mut behind = end + particles;
            if 0 < particles && self.word(behind) == "-" && self.touches(behind) {
                behind += 1;
            }
            let joined = 0 < particles
                && self.is_name(behind)
                && !self.is_head(behind)
                && self.known(behind).is_none();
            // "di" and "e" are words of the language around.
            let word = |it: usize| match self.lang {
                Lang::Id => matches!(self.word(it), "di" | "e" | "do" | "la" | "y"),
                Lang::En => matches!(self.word(it), "do" | "e" | "y" | "la"),
            };
            if hyphen {
                end += 2;
            } else if joined && !word(end) {
                end = behind + 1;
            } else {
                break;
            }
        }
        let bali = name.first.checked_sub(1).is_some_and(|it| {
            self.lang == Lang::Id && BALI.contains(&self.word(it)) && self.tokens.contains(&it)
        });
        let first = name.first - usize::from(bali && self.is_given(name.first));
        Some(Recognised { first, end, ..name })
    }

    /// Where a run of a name's words ends that may hold particles and hyphens.
    fn named(&self, at: usize) -> usize {
        let run = (at..at + 5).take_while(|it| self.is_name(*it)).count();
        let name = Recognised { class: Class::Person, first: at, end: at + run, confidence: HUMPED };
        let mut end = self.whole_person(name).map_or(at, |it| it.end);
        while end < at + 6 && self.is_name(end) {
            end += 1;
        }
        end
    }

    /// "Seorang pejabat kementerian, Rafiqul Islam Talukder,", "Fatou Jallow, a
    /// trader,": somebody whose office or trade is told on the other side of a comma.
    pub(super) fn apposed(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let goes_on = before.is_some_and(|it| self.is_name(it) && !self.is_honorific(it));
        if !self.is_name(at) || goes_on || self.is_honorific(at) {
            return None;
        }
        let end = self.named(at);
        let words = (at..end).filter(|it| self.is_name(*it)).count();
        // One word alone must have what it is right behind it: "Oji, terpidana".
        let alone = words == 1 && self.word(at).chars().skip(1).all(char::is_lowercase);
        if !(alone && 2 < self.word(at).len() || (2..=5).contains(&words)) {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let list = [
            List::FunctionWord,
            List::SmallWord,
            List::Weekday,
            List::Area,
            List::PlaceNoun,
            List::Organisation,
        ];
        let other = (at..end).any(|it| {
            let loud = self.is_name(it) && !self.word(it).contains(char::is_lowercase);
            loud && 1 < self.word(it).len()
                || self.is_head(it)
                || self.titles(it).is_some()
                || self.known(it).is_some_and(|it| it.several_words)
                || lexicon.is_in(self.word(it), &list)
        });
        let placed = self.known(at).is_some();
        let alone = alone && !lexicon.is_in(self.word(at), &[List::Month]);
        if words == 1 && !alone {
            return None;
        }
        let told = self.told_behind(end) || !alone && self.told_before(at, end);
        (!other && !placed && told).then_some(
            Recognised { class: Class::Person, first: at, end, confidence: HUMPED },
        )
    }

    /// "…, an economist at the": right behind the name.
    fn told_behind(&self, end: usize) -> bool {
        if self.word(end) != "," {
            return false;
        }
        let first = match (self.lang, self.word(end + 1)) {
            (Lang::En, "a" | "an" | "the" | "his" | "her" | "their" | "who") => end + 2,
            (Lang::Id, "seorang") => end + 2,
            (Lang::Id, _) => end + 1,
            _ => return false,
        };
        let reach = match self.lang {
            Lang::Id => 1,
            Lang::En => 3,
        };
        self.word(first).starts_with(char::is_lowercase)
            && (first..first + reach)
                .take_while(|it| self.word(*it).starts_with(char::is_alphabetic))
                .any(|it| self.titles(it).is_some())
    }

    /// "Its vice-president,", "Kepala Puskesmas Gayam,": right before the name,
    /// which a comma or a stop ends.
    fn told_before(&self, at: usize, end: usize) -> bool {
        let comma = at.checked_sub(1).filter(|it| self.word(*it) == ",");
        let Some(comma) = comma.filter(|_| matches!(self.word(end), "," | "." | "" | "(" | "—"))
        else {
            return false;
        };
        let near = (comma.saturating_sub(OFFICE)..comma).rev();
        let near = near.take_while(|it| {
            self.tokens.contains(it) && !matches!(self.word(*it), "," | "." | ";" | ":" | "")
        });
        let office: Vec<usize> = near.collect();
        let Some(first) = office.last().copied() else { return false };
        // The office opens its part of the sentence: "Direktur …", "A deputy …".
        (first..(first + 4).min(comma)).any(|it| self.titles(it).is_some())
    }
}
