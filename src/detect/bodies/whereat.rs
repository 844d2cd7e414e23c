//! Places that nobody knows, by the words beside them: "warga Balisosang", "di Natal, Barus,
//! dan Gunungsitoli", "ke Yasukuni".

use crate::detect::bodies::{GUESSED, HEADED, HUMPED, Line, SOMEBODY};
use crate::detect::names::{Class, Recognised};
use crate::knowledge::EntityKind;
use crate::lang::{Beside, Lang, List};

/// What the recogniser thinks of at all.
const GUESS: f32 = 0.15;

/// So sure is a recogniser that somebody is named.
const SURELY: f32 = 0.8;

/// A list of places has no more words before one of them.
const LISTING: usize = 14;

impl Line<'_> {
    /// Indonesian: "bahasa Rote", "suku Melayu", "kantor Wakil Presiden": no place is named.
    pub(super) fn is_language(&self, name: &Recognised) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let small = |it: usize| lexicon.is_beside(self.word(it), Beside::Tongue);
        let before = name.first.checked_sub(1).filter(|it| self.tokens.contains(it));
        let led = self.word(name.first).starts_with(char::is_lowercase);
        let office = led && (name.first + 1..name.end).any(|it| self.titles(it).is_some());
        let told = before.is_some_and(small) || (name.first..name.end).any(small);
        self.lang == Lang::Id && name.class == Class::Place && (told || office)
    }

    /// "Di Natal, Barus, dan Gunungsitoli": a word in a list of places, of which another
    /// is known or recognised, behind a word for where.
    pub(super) fn enumerated(&self, at: usize) -> Option<Recognised> {
        let apart = |it: usize| self.is_between(it);
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        if self.is_name(before) || !apart(before) && !apart(at + 1) || !self.is_lone_place(at) {
            return None;
        }
        // Back over items of one to three words to what tells where they are.
        let mut first = at;
        let (mut places, mut commas) = (0, 0);
        let until = at.saturating_sub(LISTING).max(self.tokens.start);
        while until < first {
            let it = first - 1;
            if apart(it) {
                commas += 1;
            } else if self.is_name(it) {
                places += usize::from(self.is_some_place(it));
            } else {
                break;
            }
            first = it;
        }
        let told = first.checked_sub(1).filter(|it| self.tokens.contains(it));
        let area = self.is_name(first)
            && self.lang.pack().lexicon.is_listed(self.word(first), List::Area)
            && self.lang == Lang::Id;
        let where_ = told.is_some_and(|it| {
            let word = self.word(it).to_lowercase();
            match self.lang {
                Lang::Id => matches!(word.as_str(), "di" | "ke" | "dari" | "antara" | "perairan"),
                Lang::En => matches!(word.as_str(), "in" | "from" | "between" | "near" | "around"),
            }
        });
        // "Di Allianz Arena, Starke tak pernah": a list goes on, or ends with "dan".
        let is_and = |it: usize| apart(it) && self.word(it) != ",";
        let listed = |it: &usize| self.is_name(*it) || apart(*it);
        let mut rest = (at + 1..at + LISTING).take_while(listed);
        let joined = (first..at).any(is_and) || rest.any(is_and);
        let goes_on = is_and(before) || apart(at + 1);
        if !joined || !goes_on {
            return None;
        }
        // The first of them looks ahead.
        let ahead = || {
            let next = at + 1 + usize::from(self.word(at + 1) == "," && apart(at + 2)) + 1;
            self.is_name(next) && self.is_some_place(next)
        };
        let others = if commas == 0 { ahead() } else { 0 < places || area };
        let joined = matches!(self.word(at + 1), "-" | "/" | "&");
        let closed = !joined && !self.is_person_near(first, at);
        let sure = where_ && 0 < places;
        ((where_ || area && 0 < commas) && others && closed).then_some(Recognised {
            class: Class::Place,
            first: at,
            end: at + 1,
            confidence: if sure { HEADED } else { HUMPED },
        })
    }

    /// Whether it joins the words of a list.
    fn is_between(&self, at: usize) -> bool {
        matches!(self.word(at), "," | "dan" | "serta" | "and" | "or" | "atau")
    }

    /// Whether one word of a name stands here that may be a place, as far as is known.
    pub(super) fn is_lone_place(&self, at: usize) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::FunctionWord,
            List::SmallWord,
            List::Month,
            List::Weekday,
            List::BodyWord,
            List::Organisation,
            List::OrganisationOrWord,
            List::GivenName,
        ];
        let word = self.word(at);
        let plain = 2 < word.len()
            && word.chars().skip(1).all(char::is_lowercase)
            && !self.is_thing(word)
            && self.known(at).is_none()
            && self.titles(at).is_none()
            && !self.is_honorific(at)
            && !self.is_head(at)
            && !lexicon.is_in(word, &other);
        let from = self.found.partition_point(|it| it.end <= at);
        let heard = self.found.get(from).filter(|it| it.first <= at && !self.is_doubtful(it));
        self.is_name(at) && !self.is_name(at + 1) && plain && heard.is_none()
    }

    /// Whether a place is known or recognised at a token.
    fn is_some_place(&self, at: usize) -> bool {
        let known = self.known(at).and_then(|it| self.kind(it));
        let from = self.found.partition_point(|it| it.end <= at);
        let found = self.found.get(from).filter(|it| it.first <= at && it.class == Class::Place);
        found.is_some_and(|it| SOMEBODY <= it.confidence)
            || matches!(known, Some(EntityKind::Place | EntityKind::Country))
    }

    /// Whether somebody or a body was recognised between two tokens.
    fn is_person_near(&self, first: usize, last: usize) -> bool {
        let from = self.found.partition_point(|it| it.end <= first);
        let mut near = self.found.iter().skip(from).take_while(|it| it.first <= last);
        near.any(|it| it.class != Class::Place && !self.is_doubtful(it))
    }

    /// Whether a recogniser is not sure enough of one word: "Walsall, Dudley and Sandwell".
    fn is_doubtful(&self, name: &Recognised) -> bool {
        let alone = name.end == name.first + 1 && name.class == Class::Person;
        let least = if alone { SURELY } else { GUESSED };
        name.confidence < least
    }

    /// "Warga Balisosang", "asal Tarutung": whence somebody is, unless it is a people.
    pub(super) fn hailed(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let told =
            matches!(self.word(before), "warga" | "Warga" | "asal" | "penduduk" | "Penduduk");
        let word = self.word(at);
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::FunctionWord,
            List::SmallWord,
            List::BodyWord,
            List::Organisation,
            List::OrganisationOrWord,
            List::Area,
            List::PlaceNoun,
        ];
        let plain = self.lang == Lang::Id
            && told
            && self.is_name(at)
            && !self.is_name(at + 1)
            && 1 < word.len()
            && word.chars().skip(1).all(char::is_lowercase)
            && self.known(at).is_none()
            && !self.is_head(at)
            && self.titles(at).is_none()
            && !lexicon.is_beside(word, Beside::Folk)
            && !lexicon.is_in(word, &other)
            && !matches!(self.word(at + 1), "-" | "/");
        let from = self.found.partition_point(|it| it.end <= at);
        let heard = self
            .found
            .get(from)
            .filter(|it| it.first <= at && it.class != Class::Place && GUESSED <= it.confidence);
        (plain && heard.is_none()).then_some(Recognised {
            class: Class::Place,
            first: at,
            end: at + 1,
            confidence: HUMPED,
        })
    }

    /// A place that the recogniser only guesses, behind a word for where, whence or
    /// whither.
    pub(super) fn whereabouts(&self, at: usize) -> Option<Recognised> {
        let before = at.checked_sub(1).filter(|it| self.tokens.contains(it))?;
        let told = match self.lang {
            Lang::Id => matches!(
                self.word(before),
                "di" | "Di"
                    | "ke"
                    | "warga"
                    | "asal"
                    | "penduduk"
                    | "menuju"
                    | "hingga"
                    | "sampai"
                    | "perairan"
                    | "dekat"
                    | "lewat"
                    | "sekitar"
            ),
            Lang::En => {
                matches!(
                    self.word(before),
                    "in" | "near" | "outside" | "around" | "from" | "towards"
                )
            }
        };
        let it = self.found_at(at).filter(|_| told)?;
        let lexicon = &self.lang.pack().lexicon;
        let other = [
            List::Organisation,
            List::OrganisationOrWord,
            List::FunctionWord,
            List::SmallWord,
            List::Month,
            List::Weekday,
            List::BodyWord,
        ];
        let plain = |it: usize| {
            let word = self.word(it);
            self.is_name(it)
                && 2 < word.len()
                && word.chars().skip(1).all(char::is_lowercase)
                && !self.is_thing(word)
                && self.known(it).is_none()
                && self.titles(it).is_none()
                && !self.is_head(it)
                && !lexicon.is_in(word, &other)
        };
        let stop = self.word(self.tokens.end.saturating_sub(1));
        let sentence = stop.ends_with(['.', '?', '!', '”', '"', '’', ')', '…']);
        let whole = !self.is_name(it.end) && !matches!(self.word(it.end), "-" | "/" | "&");
        // "Ke WhatsApp", "from Science Alert": whither and whence many things go.
        let least = match self.word(before) {
            "ke" | "from" | "towards" => SOMEBODY,
            _ => GUESS,
        };
        let guess = it.class == Class::Place && (least..GUESSED + 0.1).contains(&it.confidence);
        (guess && whole && sentence && (it.first..it.end).all(plain))
            .then_some(Recognised { confidence: HUMPED, ..*it })
    }

    /// English: whether a word is one of the language, as far as lists and endings tell:
    /// "in Educational Leadership".
    fn is_thing(&self, word: &str) -> bool {
        let lexicon = &self.lang.pack().lexicon;
        let mut ends = (2..=4).filter_map(|it| word.get(word.len().checked_sub(it)?..));
        self.lang == Lang::En
            && (lexicon.is_any(word) || ends.any(|it| lexicon.is_listed(it, List::ThingEnding)))
    }
}
