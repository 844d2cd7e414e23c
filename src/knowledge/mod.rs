//! Who is who: people with dated offices, countries, organisations, places and
//! all their names. The facts are data (`seeds/knowledge/*.tsv`, each row with
//! its source). Does not know articles or rules.

mod day;
mod load;
mod names;
mod prefix;
pub mod refresh;

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::lang::Lang;

pub use day::PartialDate;
pub use names::{Case, Found, Gate, Name, NameKind};

/// Index of an entry in the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(u32);

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
#[derive(Debug)]
pub struct Entry {
    /// "person/vladimir-putin", "country/KP".
    pub id: &'static str,
    pub kind: EntityKind,
    /// Wikidata's identifier, where a source tells it.
    pub qid: Option<&'static str>,
    pub name_en: &'static str,
    pub name_id: &'static str,
    /// ISO 3166-1 alpha-2: a person's or a place's country.
    pub country: Option<&'static str>,
    /// Of a country.
    pub capital: Option<(&'static str, &'static str)>,
    /// Of a person: a short form that may stand alone.
    pub surname: Option<&'static str>,
    /// Of a person, in no order.
    pub roles: Vec<Role>,
    pub source: &'static str,
    /// The day the entry's own facts were last checked, as far as told.
    pub as_of: Option<PartialDate>,
}

/// One person in one office, from one day to another. There is no "current":
/// ask for a day.
#[derive(Debug)]
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

/// All entries and all names.
pub struct Base {
    entries: Vec<Entry>,
    by_id: FxHashMap<&'static str, EntityId>,
    names: names::Names,
    prefixes: prefix::Prefixes,
}

/// The base that the program carries. Read at first use.
pub fn base() -> &'static Base {
    static BASE: LazyLock<Base> = LazyLock::new(load::base);
    &BASE
}

impl Base {
    pub fn entry(&self, id: EntityId) -> &Entry {
        static NONE: Entry = Entry {
            id: "",
            kind: EntityKind::Place,
            qid: None,
            name_en: "",
            name_id: "",
            country: None,
            capital: None,
            surname: None,
            roles: Vec::new(),
            source: "",
            as_of: None,
        };
        self.entries.get(id.0 as usize).unwrap_or(&NONE)
    }

    /// All entries, in the order of the tables.
    pub fn ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(EntityId)
    }

    pub fn find(&self, id: &str) -> Option<EntityId> {
        self.by_id.get(id).copied()
    }

    pub fn name(&self, index: u32) -> Option<&Name> {
        self.names.get(index)
    }

    /// Whether some name begins with this word.
    pub fn is_first_word(&self, word: &str) -> bool {
        self.names.begins(word)
    }

    /// All names of an entity.
    pub fn all_names(&self, entity: EntityId) -> impl Iterator<Item = &Name> {
        self.names.of(entity)
    }

    /// The names in a text; see [`names::Names::find`].
    pub fn names_in(&self, text: &str, tokens: &[crate::lang::Token], lang: Lang) -> Vec<Found> {
        self.names.find(text, tokens, lang)
    }

    /// Name of a country or organisation that a role or a person points to.
    pub fn name_of(&self, at: &str, lang: Lang) -> Option<&'static str> {
        let id = self.find(at).or_else(|| self.find(&format!("country/{at}")))?;
        let entry = self.entry(id);
        Some(match lang {
            Lang::Id => entry.name_id,
            Lang::En => entry.name_en,
        })
    }

    /// Who heads a country on that day, the head of state first.
    pub fn heads(&self, country: &str, day: Date) -> Vec<(EntityId, &Role)> {
        let mut res = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            for role in &entry.roles {
                if role.head.is_some() && role.at == country && role.holds_on(day) {
                    res.push((EntityId(u32::try_from(index).unwrap_or(u32::MAX)), role));
                }
            }
        }
        res.sort_by_key(|(_, role)| role.head);
        res
    }
}

impl Entry {
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => self.name_id,
            Lang::En => self.name_en,
        }
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

    /// Offices that had ended by that day, the latest first.
    pub fn roles_before(&self, day: Date) -> Vec<&Role> {
        let mut res: Vec<&Role> =
            self.roles.iter().filter(|it| it.until.is_some_and(|it| it.last() < day)).collect();
        res.sort_by_key(|it| std::cmp::Reverse(it.start()));
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
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|it| it.first() <= day) && self.until.is_none_or(|it| day <= it.last())
    }

    fn start(&self) -> Option<Date> {
        self.from.map(PartialDate::first)
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
}

impl EntityKind {
    /// The word of the JSON answers.
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
