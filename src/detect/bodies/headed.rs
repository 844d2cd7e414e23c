//! Organisations by the noun that heads them, to their last word.

use crate::detect::bodies::{CALLED, GUESSED, HEADED, LISTED_SURE, Line, SOMEBODY};
use crate::detect::entity::Candidate;
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// A name has no more words.
const LONGEST: usize = 10;

impl Line<'_> {
    /// Whether what stands beside a wide noun makes it a body's: "National Park
    /// Service", "Stasiun Meteorologi".
    pub(super) fn is_held(&self, at: usize) -> bool {
        let holds = |it: usize| {
            let known = self.known(it).and_then(|it| self.kind(it));
            self.is_body_word(it) || known == Some(EntityKind::Country)
        };
        match self.lang {
            Lang::Id => {
                let letters = self.is_lettered(at) && self.is_spelt(at + 1);
                let named = (at + 1..at + CALLED).take_while(|it| self.is_name(*it));
                let church = self.is_in_place(at) && named.into_iter().any(holds);
                self.is_name(at + 1) && (letters || church || holds(at + 1))
            }
            Lang::En => {
                let before = at.saturating_sub(CALLED)..at;
                let run = before.rev().take_while(|it| self.is_name(*it));
                // "Exchange Board", "University Hospital"
                let noun = at.checked_sub(1).is_some_and(|it| {
                    self.is_name(it)
                        && self.lang.pack().lexicon.is_listed(self.word(it), List::Body)
                });
                noun || run.into_iter().any(holds)
            }
        }
    }

    /// The token behind the run of a name that begins at `at`.
    pub(super) fn run(&self, at: usize, ends_at_country: bool) -> usize {
        let noun = at.wrapping_sub(1);
        let (honours, church) = (self.is_honouring(noun), self.is_in_place(noun));
        let mut end = self.behind_number(at);
        let at = end;
        while end < at + LONGEST {
            let behind = self.behind_sign(at, end, church);
            if end < behind {
                end = behind;
                continue;
            }
            let inner = (1..=3).find(|it| !self.is_inner(end + it - 1)).unwrap_or(1) - 1;
            let listed = inner == 0 && self.goes_on_listing(end);
            let and = matches!(self.word(end + 1), "dan" | "and");
            let the = and && self.word(end + 2) == "the";
            let listed = usize::from(listed) * (1 + usize::from(and) + usize::from(the));
            let next = end + inner.max(listed);
            let country = || {
                self.known(next).and_then(|it| self.kind(it)) == Some(EntityKind::Country)
                    && ends_at_country
            };
            // "Yayasan Agus Salim" bears somebody's name; of "peneliti Institut Tirta
            // Made Artana" somebody is told.
            let given = at < next && self.is_given(next) && self.titled(at.saturating_sub(1));
            if let Some(stop) = self.fields(at, end) {
                end = stop;
                continue;
            }
            // "Polresta Banyuwangi Komisaris Galih Samudra"
            let last = next.wrapping_sub(1);
            let placed =
                || self.is_region(last) || self.known(last).is_some_and(|it| self.is_land(it));
            let officer = self.lang == Lang::Id
                && at < next
                && placed()
                && !self.is_body_word(next)
                && self.titles(next).is_some_and(|it| next < it && self.is_name(it));
            // "Court of Justice"
            let linked = at < next && matches!(self.word(next - 1), "of" | "for");
            let title = self.is_honorific(next) && !linked;
            if !self.is_name(next)
                || given
                || officer
                || title
                || self.is_other_body(at, end, next)
                || self.is_somebody(next) && !honours && !self.is_no_person(next)
                || country()
            {
                break;
            }
            // "Fakultas Hukum Universitas Sam Ratulangi": known to its end.
            let whole = (self.lang == Lang::Id && self.is_head(next) && end == next)
                .then(|| self.listed_end(next))
                .flatten();
            if let Some(whole) = whole {
                end = whole;
                continue;
            }
            // A new name behind "and".
            let joined = (end..next).any(|it| matches!(self.word(it), "and" | "dan" | "&"));
            // "The Securities and Exchange Board" is one.
            let one = self.is_behind_the(at) && self.is_head(next) && self.is_head(next + 1);
            // "Ikatan Karyawan Film dan Televisi"
            let field = self.lang == Lang::Id && !self.is_name(next + 1) && !self.is_spelt(next);
            let new = self.is_head(next) && !one && !field && !self.is_trade_only(next);
            let the = self.word(next.wrapping_sub(1)) == "the" && !self.is_ministry_before(end);
            // "… dan Muhammadiyah"
            let known = self.lang == Lang::Id && self.listed_end(next).is_some();
            // "PT Obi Nikel dan Megah Surya": two firms.
            let firm = self.lang == Lang::Id
                && self.lang.pack().lexicon.is_beside(self.word(noun), Beside::BeforeFirm)
                && !self.lang.pack().lexicon.is_listed(self.word(next), List::FirmEnd);
            if joined && (new || the || known || firm) {
                break;
            }
            end = next + 1;
        }
        end
    }

    /// "Kodim 0827/Sumenep", "RSUD dr. Soetomo": behind what may stand between a
    /// noun and its name.
    pub(super) fn behind_number(&self, at: usize) -> usize {
        let Some(noun) = at.checked_sub(1).filter(|it| self.tokens.contains(it)) else { return at };
        let digits = |it: usize| self.word(it).bytes().all(|it| it.is_ascii_digit());
        if self.lang != Lang::Id || !self.is_head(noun) {
            return at;
        }
        if !self.word(at).is_empty() && digits(at) {
            let named = self.word(at + 1) == "/" && self.is_name(at + 2);
            return if named { at + 2 } else { at };
        }
        if !self.lang.pack().lexicon.is_beside(self.word(noun), Beside::Honouring) {
            return at;
        }
        let title = |it: usize| self.is_honorific(it) || self.word(it) == ".";
        let behind = (at..at + CALLED * 2).find(|it| !title(*it)).unwrap_or(at);
        if self.is_name(behind) { behind } else { at }
    }

    /// The comma of "Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi", of
    /// "Ministry of Environment, Waters and Forests".
    pub(super) fn goes_on_listing(&self, comma: usize) -> bool {
        let (and, ministry) = match self.lang {
            Lang::Id => ("dan", self.is_ministry_before(comma)),
            Lang::En => ("and", self.is_ministry_before(comma)),
        };
        let lexicon = &self.lang.pack().lexicon;
        let free = |it: usize| {
            let person = lexicon.is_in(self.word(it), &[List::GivenName, List::FamilyName]);
            ministry && self.known(it).is_none() && !person && self.titles(it).is_none()
        };
        let word = |it: usize| {
            self.is_name(it) && (self.is_body_word(it) || free(it)) && !self.is_head(it)
        };
        let other = self.lang == Lang::En && !ministry;
        if other || self.word(comma) != "," || comma == 0 || !word(comma - 1) {
            return false;
        }
        let mut at = comma;
        loop {
            let last = self.word(at) == and || self.word(at + 1) == and;
            let next = at + 1 + usize::from(self.word(at + 1) == and);
            let next = next + usize::from(last && self.word(next) == "the");
            if !word(next) {
                return false;
            }
            if last {
                return true;
            }
            let more = (next..next + CALLED).find(|it| !word(*it));
            match more.filter(|it| self.word(*it) == "," || self.word(*it) == and) {
                Some(behind) => at = behind,
                None => return false,
            }
        }
    }

    /// English: "The High Court" at the start of a sentence, without "The".
    pub(super) fn without_article(&self, name: Recognised) -> Recognised {
        let article = self.lang == Lang::En
            && name.class == Class::Org
            && self.word(name.first) == "The"
            && name.first + 2 < name.end
            && self.is_head(name.end - 1);
        // "In Gazipur District the State Department saw no ship": two names.
        let lexicon = &self.lang.pack().lexicon;
        let behind_place = |it: &usize| {
            let noun = lexicon.is_in(self.word(it - 1), &[List::PlaceNoun, List::Area]);
            noun && self.word(*it) == "the" && *it + 1 < name.end
        };
        let inner = name.first + 1..name.end;
        let body = self.lang == Lang::En && name.class == Class::Org;
        let the = inner.filter(|_| body).find(behind_place);
        let first = the.map_or(name.first + usize::from(article), |it| it + 1);
        Recognised { first, ..name }
    }

    /// Whether a ministry's name has begun before a comma, and nothing but words of
    /// its name and commas lie between.
    fn is_ministry_before(&self, comma: usize) -> bool {
        let heads: &[&str] = match self.lang {
            Lang::Id => &["Kementerian"],
            Lang::En => &["Ministry", "Department"],
        };
        let from = comma.saturating_sub(LONGEST).max(self.tokens.start);
        let inside = |it: &usize| {
            self.is_name(*it) || matches!(self.word(*it), "," | "dan" | "and" | "of" | "the")
        };
        let mut run = (from..comma).rev().take_while(inside);
        run.any(|it| {
            let of = self.lang == Lang::Id || self.word(it + 1) == "of";
            of && heads.contains(&self.word(it))
        })
    }

    /// An organisation whose heading noun, or whose first word, stands here.
    pub(super) fn headed(&self, at: usize) -> Option<Recognised> {
        let (first, end) = match self.lang {
            Lang::Id => {
                if !self.is_head(at) || self.known(at).is_some() {
                    return None;
                }
                let ministry = self.word(at) == "Kementerian";
                let end = self.run(at + 1, ministry);
                let end = end.max(self.listed_end(at).unwrap_or(end));
                // "Harian Kompas" opens its sentence: only "Kompas" is sure.
                let inner = at == self.tokens.start && self.listed_end(at + 1) == Some(end);
                if inner && self.is_outlet_noun(at) && self.listed_end(at) != Some(end) {
                    return None;
                }
                let told = Recognised { class: Class::Org, first: at, end, confidence: HEADED };
                (at, self.without_officer(told).end)
            }
            Lang::En => self.around(at)?,
        };
        let words = (first..end).filter(|it| self.is_name(*it)).count();
        let short = |it: usize| {
            let word = self.word(it);
            2 < word.len() && word.bytes().all(|it| it.is_ascii_uppercase())
        };
        // "Pusat Data BNPB": a part of another body, but "Pusat Studi Energi UGM".
        let study = self.lang.pack().lexicon.is_beside(self.word(at + 1), Beside::Study);
        // "Pemprov NTT" is no part of another body.
        let own = |it: usize| self.is_region(it) || self.word(it) == "NTT";
        // "Kantor SAR Ambon"
        let lettered = self.is_lettered(at) && short(at + 1);
        let part = self.lang == Lang::Id
            && (first + 1..end).any(|it| short(it) && !own(it))
            && self.word(at) != "PT"
            && !study
            && !lettered;
        let loud = (first..end).all(|it| !self.word(it).contains(char::is_lowercase));
        (1 < words && !part && !loud).then_some(Recognised {
            class: Class::Org,
            first,
            end,
            confidence: HEADED,
        })
    }

    /// English: the run around a noun, of which `at` is the first word.
    pub(super) fn around(&self, at: usize) -> Option<(usize, usize)> {
        let small = |it: usize| self.is_common(it);
        let person = self.is_somebody(at) && !self.is_no_person(at);
        let starts = self.is_name(at) && !person && !small(at);
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let goes_on =
            before.is_some_and(|it| self.is_name(it) && !small(it) && !self.is_somebody(it));
        let behind_owner = before.is_some_and(|it| self.word(it) == "s")
            && at.checked_sub(3).is_some_and(|it| {
                self.tokens.contains(&it) && self.known(it).is_some_and(|it| self.is_land(it))
            });
        if !starts || goes_on && !behind_owner {
            return None;
        }
        // "Russia's Africa Corps": whose it is.
        let owner = matches!(self.word(at + 1), "'" | "’") && self.word(at + 2) == "s";
        if owner && self.known(at).is_some_and(|it| self.is_land(it)) {
            return None;
        }
        let end = self.run(at, false);
        // "The Oil Capital of the World"
        let praise = |it: usize| self.word(it) == "Capital" && self.word(it + 2) == "the";
        let heads = (at..end).filter(|it| self.is_head(*it) && !praise(*it));
        let heads: Vec<usize> = heads.collect();
        let at = if heads.is_empty() { at } else { self.before_initial(at) };
        let Some(last) = heads.last().copied() else { return self.traded(at, end) };
        // Behind the noun only "of" and "for" go on.
        let linked = matches!(self.word(last + 1), "of" | "for" | "on") && !self.is_firm_only(last);
        let end = if linked { end } else { self.behind_division(last + 1) };
        // "And" joins two things, unless "the" holds them together.
        let joined = (at..last).rev().find(|it| self.word(*it) == "and");
        // "Vietnam Coffee and Cocoa Association"
        let land = |it: usize| at + 1 < it && self.is_country(at);
        let joined = joined.filter(|it| !self.is_trade_only(it + 1) && !land(*it));
        let held = before.is_some_and(|it| self.word(it).eq_ignore_ascii_case("the"));
        // "Zephyr Oyj and Volta GmbH" are two.
        if let Some(and) = joined.filter(|it| !held && at + 1 < *it && self.is_head(it - 1)) {
            return Some((at, and));
        }
        let first = joined.filter(|_| !held).map_or(at, |it| it + 1);
        // "Naidu of the Oceania Policy School": what is before "of" is no noun.
        let linker = |it: &usize| matches!(self.word(*it), "of" | "for" | "on");
        let until = heads.first().copied().unwrap_or(last);
        let behind = (first..until).rev().find(linker);
        let first = behind.map_or(first, |it| it + 1 + usize::from(self.word(it + 1) == "the"));
        let whole = (first..end).all(|it| self.known(it).is_some());
        (!whole && self.is_name(first)).then_some((first, end))
    }

    /// "Nordvolt Grid": a run of words that a trade ends.
    fn traded(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let lexicon = &self.lang.pack().lexicon;
        let last = end.checked_sub(1).filter(|it| at < *it)?;
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it));
        let held = before.is_some_and(|it| {
            let word = self.word(it).to_lowercase();
            matches!(word.as_str(), "the" | "a" | "an" | "of" | "for" | "and" | "&")
        });
        // In a headline all nouns have capitals.
        let stop = self.word(self.tokens.end.saturating_sub(1));
        let sentence = stop.ends_with(['.', '?', '!', '”', '"', '’']);
        let plain = |it: usize| {
            self.is_name(it)
                && self.known(it).is_none()
                && !lexicon.is_listed(self.word(it), List::Area)
        };
        // "Its bid for Lokvani Media": no word of a ministry's.
        let word = self.word(at);
        let family = lexicon.is_listed(word, List::FamilyName);
        let strange = (family || !lexicon.is_any(word)) && 3 < word.len();
        let linked = before.is_some_and(|it| matches!(self.word(it), "for" | "of" | "and"));
        // "BMW, Posco and Redwood Materials"
        let joined = before.is_some_and(|it| self.word(it) == "and");
        let listed = joined || self.is_small_before(at);
        let held = held && !(linked && strange && at + 1 < end && listed);
        let trade = lexicon.is_listed(self.word(last), List::Trade)
            && !lexicon.is_listed(self.word(at), List::Trade)
            && !self.is_body_word(at);
        (trade && sentence && !held && (at..end).all(plain)).then_some((at, end))
    }

    /// Whether the word before the link that stands before a token is in small letters.
    fn is_small_before(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|it| self.word(it).starts_with(char::is_lowercase))
    }

    /// "High Court Division": a wide noun behind the one that heads.
    fn behind_division(&self, end: usize) -> usize {
        let lexicon = &self.lang.pack().lexicon;
        let goes_on = self.is_name(end) && lexicon.is_listed(self.word(end), List::LooseBody);
        end + usize::from(goes_on)
    }

    fn is_land(&self, known: &Candidate) -> bool {
        matches!(self.kind(known), Some(EntityKind::Country | EntityKind::Place))
    }

    /// "Institut Layanan Energi Nusantara (ILEN)": whose short form in brackets
    /// stands for all of it, where some word of it is an organisation's.
    pub(super) fn bracketed(&self, at: usize) -> Option<Recognised> {
        if self.facts.acronyms.is_empty() || !self.is_name(at) {
            return None;
        }
        let start = self.facts.tokens.get(at)?.span.start();
        let from = self.facts.acronyms.partition_point(|it| it.long.start() < start);
        let told = self.facts.acronyms.get(from).filter(|it| it.long.start() == start)?;
        let own = self.facts.tokens.iter().skip(at);
        let end = at + own.take_while(|it| it.span.end() <= told.long.end()).count();
        let several = 1 < told.short.of(self.text).chars().filter(|it| it.is_uppercase()).count();
        let from = self.found.partition_point(|it| it.end <= at);
        let near: Vec<&Recognised> =
            self.found.iter().skip(from).take_while(|it| it.first < end).collect();
        let heard = near.iter().any(|it| it.class == Class::Org && SOMEBODY <= it.confidence);
        let person = near.iter().any(|it| it.class == Class::Person && GUESSED <= it.confidence);
        let head = (at..end).any(|it| self.is_head(it));
        // "Google and Amazon (…)"
        let two = (at..end).any(|it| matches!(self.word(it), "and" | "dan")) && 1 < near.len();
        let lexicon = &self.lang.pack().lexicon;
        let paper = |it: usize| lexicon.is_in(self.word(it), &[List::Document, List::Law]);
        let other = person || two || paper(at) || paper(end - 1) || self.is_somebody(at);
        (at + 1 < end && several && (heard || head) && !other).then_some(Recognised {
            class: Class::Org,
            first: at,
            end,
            confidence: LISTED_SURE,
        })
    }
}
