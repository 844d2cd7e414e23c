//! What is known of one person, country, organisation, place or thing.

use jiff::civil::Date;

use crate::knowledge::PartialDate;
use crate::lang::Lang;

/// Index of an entry; of one [`crate::knowledge::Base`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub(in crate::knowledge) u32);

/// The kinds of things that are named, as the JSON answers call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    Person,
    Country,
    Place,
    Org,
    Event,
    Document,
    Weapon,
}

/// One entry of the base.
#[derive(Clone, Debug)]
pub struct Entry {
    /// "person/vladimir-putin", "country/KP".
    pub id: &'static str,
    pub kind: EntityKind,
    /// Wikidata's identifier, where a source tells it.
    pub qid: Option<&'static str>,
    /// Further ones that sources use, with `|` between.
    pub other_qids: &'static str,
    pub name_en: &'static str,
    pub name_id: &'static str,
    /// ISO 3166-1 alpha-2: a person's, a place's or a party's country.
    pub country: Option<&'static str>,
    /// Of a country, in English and in Indonesian.
    pub capital: Option<(&'static str, &'static str)>,
    /// Of a person: a short form that may stand alone.
    pub surname: Option<&'static str>,
    /// Of a country: its formal name in English.
    pub formal: Option<&'static str>,
    /// The kind in its own table: "party", "city", "treaty".
    pub class: Option<&'static str>,
    pub acronym_en: Option<&'static str>,
    pub acronym_id: Option<&'static str>,
    /// Of an organisation.
    pub seat: Option<&'static str>,
    /// Codes of the countries that are in an organisation, with `|` between.
    pub members: &'static str,
    pub members_source: Option<&'static str>,
    /// How this newsroom spells the name, where it has ruled so.
    pub house: Option<&'static str>,
    /// What this newsroom notes.
    pub note: Option<Said>,
    /// What this newsroom warns of wherever the name stands.
    pub flag: Option<Said>,
    /// Of a person, in no order.
    pub roles: Vec<Role>,
    pub source: &'static str,
    /// The day the entry's own facts were last checked, as far as told.
    pub as_of: Option<PartialDate>,
}

/// What the newsroom says, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub id: &'static str,
    pub en: &'static str,
}

/// One person in one office, from one day to another. There is no "current":
/// ask for a day.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    pub title_en: &'static str,
    pub title_id: &'static str,
    /// What it heads, if anything.
    pub head: Option<Head>,
    /// ISO 3166-1 alpha-2, or the id of an organisation.
    pub at: &'static str,
    pub from: Option<PartialDate>,
    pub until: Option<PartialDate>,
    pub confidence: Confidence,
    pub source: &'static str,
    pub as_of: Option<PartialDate>,
}

/// What an office heads. Order: the state first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    State,
    /// The state and its government.
    Both,
    Government,
}

/// How well a fact is vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// General knowledge.
    Unverified,
    /// One source.
    Single,
    /// Two sources or more.
    Multi,
}

impl Entry {
    /// An entry of which only this is known.
    pub(in crate::knowledge) fn bare(
        id: &'static str,
        kind: EntityKind,
        name: &'static str,
    ) -> Entry {
        Entry {
            id,
            kind,
            qid: None,
            other_qids: "",
            name_en: name,
            name_id: name,
            country: None,
            capital: None,
            surname: None,
            formal: None,
            class: None,
            acronym_en: None,
            acronym_id: None,
            seat: None,
            members: "",
            members_source: None,
            house: None,
            note: None,
            flag: None,
            roles: Vec::new(),
            source: "",
            as_of: None,
        }
    }

    pub fn name(&self, lang: Lang) -> &'static str {
        match (self.house, lang) {
            (Some(house), _) => house,
            (None, Lang::Id) => self.name_id,
            (None, Lang::En) => self.name_en,
        }
    }

    /// The short form in a language, or in the other one.
    pub fn acronym(&self, lang: Lang) -> Option<&'static str> {
        match lang {
            Lang::Id => self.acronym_id.or(self.acronym_en),
            Lang::En => self.acronym_en.or(self.acronym_id),
        }
    }

    /// Codes of the countries in an organisation.
    pub fn members(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.members.split('|').filter(|it| !it.is_empty())
    }

    /// Offices held on that day: those in the person's own country first, then
    /// those that head a state, then the latest.
    pub fn roles_on(&self, day: Date) -> Vec<&Role> {
        let mut res: Vec<&Role> = self.roles.iter().filter(|it| it.holds_on(day)).collect();
        // A head of another state by the way (Andorra's co-prince) comes last.
        let home = |it: &Role| self.country.is_some_and(|country| it.at == country);
        res.sort_by(|a, b| {
            (home(b), b.head.is_some(), b.start()).cmp(&(home(a), a.head.is_some(), a.start()))
        });
        res
    }

    /// Offices that may have been held on that day: since when, no source tells.
    pub fn roles_maybe_on(&self, day: Date) -> Vec<&Role> {
        self.roles.iter().filter(|it| it.may_hold_on(day)).collect()
    }

    /// Offices that had ended by that day, the latest first.
    pub fn roles_before(&self, day: Date) -> Vec<&Role> {
        let mut res: Vec<&Role> =
            self.roles.iter().filter(|it| it.until.is_some_and(|it| it.last() < day)).collect();
        res.sort_by_key(|it| std::cmp::Reverse((it.start(), it.until.map(PartialDate::last))));
        res
    }

    /// Offices that had not begun by that day, the first one first.
    pub fn roles_after(&self, day: Date) -> Vec<&Role> {
        let mut res: Vec<&Role> =
            self.roles.iter().filter(|it| it.from.is_some_and(|it| day < it.first())).collect();
        res.sort_by_key(|it| it.start());
        res
    }
}

impl Role {
    pub fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id if !self.title_id.is_empty() => self.title_id,
            _ => self.title_en,
        }
    }

    /// Whether the office was held on that day. On the day of a handover both
    /// hold it. A year or a month that is all a source tells counts whole.
    /// Where no source tells the start, it was held from the day on which
    /// somebody saw it held.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.or(self.as_of).is_some_and(|it| it.first() <= day) && self.goes_on(day)
    }

    /// Whether it cannot be told that the office was not held on that day:
    /// nobody knows when it began.
    pub fn may_hold_on(&self, day: Date) -> bool {
        self.from.is_none() && !self.holds_on(day) && self.goes_on(day)
    }

    fn goes_on(&self, day: Date) -> bool {
        self.until.is_none_or(|it| day <= it.last())
    }

    fn start(&self) -> Option<Date> {
        self.from.map(PartialDate::first)
    }
}

impl Said {
    pub fn lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => self.id,
            Lang::En => self.en,
        }
    }
}

impl Confidence {
    /// The word of the tables and of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Unverified => "unverified",
            Confidence::Single => "single",
            Confidence::Multi => "multi",
        }
    }

    pub fn from_name(name: &str) -> Option<Confidence> {
        let all = [Confidence::Unverified, Confidence::Single, Confidence::Multi];
        all.into_iter().find(|it| it.name() == name)
    }
}

impl EntityKind {
    /// The word of the JSON answers; ids begin with it.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Country => "country",
            EntityKind::Place => "place",
            EntityKind::Org => "org",
            EntityKind::Event => "event",
            EntityKind::Document => "document",
            EntityKind::Weapon => "weapon",
        }
    }
}
