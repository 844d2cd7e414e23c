//! What is known before an update: the built-in base and what earlier updates
//! brought.

use jiff::civil::Date;

use crate::knowledge::refresh::name::is_same;
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::{Base, EntityKind, Head, PartialDate};
use crate::lang::Lang;

#[derive(Clone, Debug, Default)]
pub struct Known {
    pub countries: Vec<Country>,
    pub people: Vec<Person>,
}

#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso: String,
    pub qid: Qid,
    pub name_en: String,
    pub name_id: String,
}

#[derive(Clone, Debug)]
pub struct Person {
    /// "person/keir-starmer".
    pub id: String,
    pub qid: Option<Qid>,
    pub name: String,
    /// All ways to write it, the name among them.
    pub names: Vec<String>,
    pub country: Option<String>,
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug)]
pub struct Role {
    pub title_en: String,
    pub title_id: String,
    pub head: Option<Head>,
    /// ISO 3166-1 alpha-2, or the id of an organisation.
    pub at: String,
    pub from: Option<PartialDate>,
    pub until: Option<PartialDate>,
}

impl Known {
    pub fn from_base(base: &Base) -> Known {
        let mut res = Known::default();
        for id in base.ids() {
            let entry = base.entry(id);
            match (entry.kind, entry.country, entry.qid.and_then(Qid::parse)) {
                (EntityKind::Country, Some(iso), Some(qid)) => res.countries.push(Country {
                    iso: iso.to_owned(),
                    qid,
                    name_en: entry.name(Lang::En).to_owned(),
                    name_id: entry.name(Lang::Id).to_owned(),
                }),
                (EntityKind::Person, country, qid) => {
                    let mut names = vec![entry.name_en.to_owned()];
                    names.extend(base.all_names(id).map(|(_, it)| it.text.to_owned()));
                    names.dedup();
                    let role = |it: &crate::knowledge::Role| Role {
                        title_en: it.title_en.to_owned(),
                        title_id: it.title_id.to_owned(),
                        // Who heads both holds one seat: the state's.
                        head: it.head.map(|it| if it == Head::Both { Head::State } else { it }),
                        at: it.at.to_owned(),
                        from: it.from,
                        until: it.until,
                    };
                    res.people.push(Person {
                        id: entry.id.to_owned(),
                        qid,
                        name: entry.name_en.to_owned(),
                        names,
                        country: country.map(str::to_owned),
                        roles: entry.roles.iter().map(role).collect(),
                    });
                }
                _ => {}
            }
        }
        res.countries.sort_by(|a, b| a.iso.cmp(&b.iso));
        res
    }

    pub fn country(&self, iso: &str) -> Option<&Country> {
        self.countries.iter().find(|it| it.iso == iso)
    }

    pub(super) fn country_of(&self, qid: &Qid) -> Option<&Country> {
        self.countries.iter().find(|it| it.qid == *qid)
    }

    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|it| it.id == id)
    }

    pub(super) fn people_with(&self, qid: &Qid) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |it| it.qid.as_ref() == Some(qid))
    }

    /// People who hold or held an office of these countries and can be asked
    /// about.
    pub fn of_countries<'a>(&'a self, countries: &'a [String]) -> impl Iterator<Item = &'a Qid> {
        let here = |it: &&Person| it.roles.iter().any(|role| countries.contains(&role.at));
        self.people.iter().filter(here).filter_map(|it| it.qid.as_ref())
    }
}

impl Person {
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|it| is_same(it, name))
    }
}

impl Role {
    pub(super) fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|it| it.first() <= day) && self.until.is_none_or(|it| day <= it.last())
    }

    /// Whether the office had ended by that day.
    pub(super) fn ended_by(&self, day: Date) -> bool {
        self.until.is_some_and(|it| it.last() < day)
    }
}
