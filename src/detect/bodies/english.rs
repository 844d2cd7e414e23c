//! English: where the name of a body begins, goes on and ends: "Department of Climate,
//! Energy and the Environment", "Salar Grande S.A.".

use crate::detect::bodies::{CALLED, GUESSED, HEADED, Line};
use crate::detect::entity::Candidate;
use crate::detect::names::{Class, Recognised};
use crate::knowledge::{EntityKind, NameKind};
use crate::lang::{Beside, Lang, List};

/// A field has no more words: "Justice", "Rural Affairs".
const FIELD: usize = 3;

/// So many fields may be listed.
const FIELDS: usize = 5;

/// So sure is a recogniser that somebody is named.
const SURELY: f32 = 0.8;

impl Line<'_> {
    /// Whether nothing of the name, and "the", stands before it.
    pub(super) fn is_behind_the(&self, at: usize) -> bool {
        self.lang == Lang::En
            && at.checked_sub(1).is_some_and(|it| self.word(it).eq_ignore_ascii_case("the"))
    }

    /// "Friends of the Shannon".
    pub(super) fn is_company_of(&self, at: usize) -> bool {
        self.lang == Lang::En
            && self.lang.pack().lexicon.is_beside(self.word(at), Beside::OfThe)
            && self.word(at + 1) == "of"
            && self.word(at + 2) == "the"
            && self.is_name(at + 3)
    }

    /// "Office of the Comptroller", "Special Prosecutor's Office".
    pub(super) fn is_office_of(&self, at: usize) -> bool {
        if self.lang != Lang::En || self.word(at) != "Office" {
            return false;
        }
        let behind = self.word(at + 1) == "of" || self.word(at + 1) == "for";
        let the = at + 2 + usize::from(self.word(at + 2) == "the");
        let own = at.checked_sub(3).is_some_and(|it| {
            let sign = matches!(self.word(it + 1), "'" | "’");
            sign && self.word(it + 2) == "s" && self.is_name(it)
        });
        behind && self.is_name(the) || own
    }

    /// Whether a recogniser saw somebody where "the" before, or the legal form of a
    /// firm behind, tells that nobody is named: "the Shannon Sentinel".
    pub(super) fn is_no_person(&self, at: usize) -> bool {
        if self.lang != Lang::En || self.is_known_person(at) || self.titles(at).is_some() {
            return false;
        }
        let run = (at..at + CALLED + 1).take_while(|it| self.is_name(*it)).count();
        let firm = (at + 1..at + run).any(|it| self.is_firm_only(it));
        self.is_behind_the(at) || firm || 1 < run && self.is_trader(at, at + run - 1)
    }

    /// "Jarrah Resources": a trade, where nobody is surely named.
    fn is_trader(&self, at: usize, last: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let names = [List::GivenName, List::FamilyName];
        lexicon.is_listed(self.word(last), List::Trade)
            && 4 < self.word(last).len()
            && !(at..=last).any(|it| lexicon.is_in(self.word(it), &names))
            && !self.found_at(at).is_some_and(|it| SURELY <= it.confidence)
    }

    /// "Ltd", "Holdings": what ends a firm's name, and no "of" goes on behind it.
    pub(super) fn is_firm_only(&self, at: usize) -> bool {
        let word = self.word(at);
        let wide = matches!(word, "Bank" | "Group" | "Corporation" | "Industries");
        self.lang == Lang::En && !wide && self.lang.pack().lexicon.is_listed(word, List::FirmNoun)
    }

    /// Whether the base knows somebody who is named here in full.
    pub(super) fn is_known_person(&self, at: usize) -> bool {
        let known = self.known(at).filter(|it| it.sure.is_some() && it.several_words);
        known.and_then(|it| self.kind(it)) == Some(EntityKind::Person)
    }

    /// "S. Alatas School": the initial before a name.
    pub(super) fn before_initial(&self, at: usize) -> usize {
        let Some(first) = at.checked_sub(2).filter(|it| self.tokens.contains(it)) else {
            return at;
        };
        let mut word = self.word(first).chars();
        let initial = word.next().is_some_and(char::is_uppercase) && word.next().is_none();
        if initial && self.word(at - 1) == "." && self.touches(first) { first } else { at }
    }

    /// "Ports and Logistics Ltd": whether only nouns of firms are left of a name.
    pub(super) fn is_trade_only(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let run = (at..at + CALLED).take_while(|it| self.is_name(*it)).count();
        let noun = |it: usize| lexicon.is_in(self.word(it), &[List::Trade, List::FirmNoun]);
        self.lang == Lang::En
            && 1 < run
            && (at..at + run).all(noun)
            && lexicon.is_in(self.word(at.saturating_sub(2)), &[List::Trade])
    }

    /// "School of Economics" of a university, "Labour Party of Georgia" and another:
    /// whether another body begins at `next`, before which the words from `end` on
    /// stand.
    pub(super) fn is_other_body(&self, at: usize, end: usize, next: usize) -> bool {
        if self.lang != Lang::En || end == next {
            return false;
        }
        let lexicon = &self.lang.pack().lexicon;
        let head = (at..end).any(|it| self.is_head(it));
        let linked = (at..end).any(|it| matches!(self.word(it), "of" | "for"));
        let owner = self.word(end + 1) == "s" && next == end + 2;
        if owner {
            // "Newcastle University's Faculty of Medicine", not "the King's Institute".
            let part = self.lang.pack().lexicon.is_beside(self.word(next), Beside::Fields)
                && self.word(next + 1) == "of";
            return part || head && self.is_body_ahead(next);
        }
        if matches!(self.word(end), "of" | "for") {
            let firm = end.checked_sub(1).is_some_and(|it| self.is_firm_only(it));
            let opener = lexicon.is_listed(self.word(next), List::FirmOpener);
            if firm || opener && self.word(end) == "for" {
                return true;
            }
        }
        if !head || !linked {
            return false;
        }
        if self.word(end) == "of" {
            return self.is_body_ahead(next);
        }
        let country = end.checked_sub(1).and_then(|it| self.known(it));
        // Not "for Irish and Scottish Studies".
        let country = country.filter(|it| !self.is_demonym(it));
        let country = country.and_then(|it| self.kind(it)) == Some(EntityKind::Country);
        let own = self.known(next).is_some() || lexicon.is_listed(self.word(next), List::BodyWord);
        self.word(end) == "and" && next == end + 1 && country && !own
    }

    /// Whether one word here is a country, and stands for nothing else.
    pub(super) fn is_country(&self, at: usize) -> bool {
        let here = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at));
        self.is_name(at)
            && self.known(at).is_some_and(|it| {
                Some(it.span) == here.map(|it| it.span)
                    && self.kind(it) == Some(EntityKind::Country)
                    && !self.is_demonym(it)
            })
    }

    fn is_demonym(&self, known: &Candidate) -> bool {
        let base = &self.facts.base;
        let mut names = known.names.iter().filter_map(|it| base.name(*it));
        names.any(|it| it.kind == NameKind::Demonym)
    }

    fn is_body_ahead(&self, at: usize) -> bool {
        let mut run = (at..at + CALLED).take_while(|it| self.is_name(*it));
        run.any(|it| self.is_head(it))
    }

    /// A recognised name without another body behind it.
    pub(super) fn without_other(&self, name: Recognised) -> Recognised {
        if self.lang != Lang::En || name.class != Class::Org {
            return name;
        }
        let other = |it: &usize| {
            let inner = (1..=3).find(|more| !self.is_inner(it + more - 1)).unwrap_or(1) - 1;
            let next = it + inner;
            0 < inner && next < name.end && self.is_other_body(name.first, *it, next)
        };
        let end = (name.first + 1..name.end).find(other).unwrap_or(name.end);
        Recognised { end, ..name }
    }

    /// "Jadran d.o.o.", "Salar Grande S.A.": the legal form with its stops.
    fn form(&self, at: usize) -> Option<usize> {
        let first = self.facts.tokens.get(at).filter(|_| self.tokens.contains(&at))?;
        let lexicon = &self.lang.pack().lexicon;
        let listed = |it: &usize| {
            let whole = self.tokens.contains(it) && (at..*it).all(|it| self.touches(it));
            let words = self.facts.tokens.get(*it).map(|it| first.span.cover(it.span));
            whole && words.is_some_and(|it| lexicon.is_listed(it.of(self.text), List::FirmNoun))
        };
        (at + 1..at + 6).find(listed).map(|it| it + 1)
    }

    /// A name that a legal form with stops ends.
    pub(super) fn formed(&self, at: usize) -> Option<Recognised> {
        if self.lang != Lang::En || !self.is_name(at) {
            return None;
        }
        let ends = |it: &usize| self.form(*it).is_some();
        let last = (at + 1..at + CALLED + 1).take_while(|it| self.is_name(it - 1)).find(ends)?;
        let end = self.form(last)?;
        let before = at.checked_sub(1).is_some_and(|it| self.is_name(it));
        let lexicon = &self.lang.pack().lexicon;
        let small = lexicon.is_in(self.word(at), &[List::FunctionWord, List::SmallWord]);
        (!before && !small && end < self.tokens.end).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: HEADED,
        })
    }

    /// "Department of Climate, Energy and the Environment": behind a comma the token
    /// behind the fields that a body which began at `at` is for.
    pub(super) fn fields(&self, at: usize, comma: usize) -> Option<usize> {
        if self.lang != Lang::En || self.word(comma) != "," {
            return None;
        }
        let lexicon = &self.lang.pack().lexicon;
        let of = (at..comma).rev().find(|it| matches!(self.word(*it), "of" | "for"))?;
        let noun = of.checked_sub(1).filter(|it| at <= *it)?;
        if !lexicon.is_beside(self.word(noun), Beside::Fields) {
            return None;
        }
        let field = |it: &usize| {
            self.is_name(*it)
                && self.known(*it).is_none()
                && !self.is_head(*it)
                && self.titles(*it).is_none()
                && !self.is_listed(*it)
                && !self.is_heard(*it)
        };
        let words = |from: usize| (from..from + FIELD).take_while(field).count();
        if words(of + 1 + usize::from(self.word(of + 1) == "the")) == 0 {
            return None;
        }
        let mut end = comma;
        for _ in 0..FIELDS {
            let comma = usize::from(self.word(end) == ",");
            let and = usize::from(matches!(self.word(end + comma), "and" | "&"));
            if comma + and == 0 {
                return None;
            }
            let from = end + comma + and;
            let from = from + usize::from(self.word(from) == "the");
            let count = words(from);
            if count == 0 {
                return None;
            }
            end = from + count;
            if and == 1 {
                return Some(end);
            }
        }
        None
    }

    fn is_listed(&self, at: usize) -> bool {
        let lists = [List::Organisation, List::OrganisationOrWord, List::GivenName];
        self.lang.pack().lexicon.is_in(self.word(at), &lists)
    }

    /// Whether somebody or a place was recognised here.
    fn is_heard(&self, at: usize) -> bool {
        let from = self.found.partition_point(|it| it.end <= at);
        self.found.get(from).is_some_and(|it| {
            let other = matches!(it.class, Class::Person | Class::Place);
            it.first <= at && other && GUESSED <= it.confidence
        })
    }

    /// "Tidewell Paper Inc.", "Hanbit Optics Co., Ltd": the stop and the legal form
    /// behind a firm's name, inside a sentence.
    pub(super) fn with_form(&self, name: Recognised) -> Recognised {
        let plc = self.lang == Lang::En && self.word(name.end) == "plc";
        let name = Recognised { end: name.end + usize::from(plc), ..name };
        let short = |it: usize| matches!(self.word(it), "Inc" | "Ltd" | "Co" | "Corp" | "Bros");
        if self.lang != Lang::En || name.class != Class::Org || !short(name.end - 1) {
            return name;
        }
        let stop = self.word(name.end) == "." && self.touches(name.end - 1);
        let inside = name.end + 1 < self.tokens.end;
        let mut end = name.end + usize::from(stop && inside);
        let form = end + 1;
        if self.word(end) == "," && matches!(self.word(form), "Ltd" | "Inc" | "LLC" | "LP") {
            end = form + 1;
            let stop = self.word(end) == "." && self.touches(form) && end + 1 < self.tokens.end;
            end += usize::from(stop);
        }
        Recognised { end, ..name }
    }
}
