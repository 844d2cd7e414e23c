//! Persons that are told by where they stand: behind a verb of speech, behind
//! the body that they are of, or by a given name.

use crate::detect::bodies::{HUMPED, Line, OFFICE};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Lang, List};

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
            let loud = self.word(it).bytes().all(|it| it.is_ascii_uppercase());
            loud || self.known(it).is_some() || self.titles(it).is_some() || self.is_head(it)
        });
        (1 < run && run < 5 && !other && self.titled(body.first)).then_some(Recognised {
            class: Class::Person,
            first: these.start,
            end: these.end,
            confidence: HUMPED,
        })
    }

    /// Whether a title stands before a name, with few words between.
    pub(super) fn titled(&self, first: usize) -> bool {
        let before = first.saturating_sub(OFFICE)..first;
        let near = before.rev().take_while(|it| !matches!(self.word(*it), "" | "," | "."));
        near.into_iter().any(|it| self.titles(it).is_some())
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

    /// "Tutur Oksana, guru di Poltava", "said Grace Okafor of": who stands right
    /// behind a verb of speech, told by two words or by what they are.
    pub(super) fn spoken(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).and_then(|it| self.facts.tokens.get(it))?;
        let says = |it: &crate::lang::Mark| it.list == List::SpeechVerb;
        if !self.is_name(at) || !self.facts.marks_in(before.span).iter().any(says) {
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
        let end = (name.first + 1..name.end).find(|it| other(it) || two(*it) || cut(it));
        let end = end.unwrap_or(name.end);
        Recognised { end, ..name }
    }
}
