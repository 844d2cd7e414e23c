//! What updates brought so far: a file in the format of the newsroom's own
//! `kb.toml`, which every update reads, adds to and writes anew.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::value::Datetime;

use crate::knowledge::refresh::known::{self, Known};
use crate::knowledge::refresh::name::{is_same, slug};
use crate::knowledge::refresh::propose::{Change, Kind};
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::{Head, PartialDate};

const PREFACE: &str = "\
# Written by `tajuk kb update`, and written anew by the next one: what you know
# better belongs into kb.toml, which counts for more than this file.
# What was here before the last update is in the file beside it that ends in .bak.
";

/// The file. Unknown keys are errors: what is not understood would be lost by
/// writing it anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    schema: u32,
    /// The day of the last update.
    reviewed: Day,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    person: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    patch: Vec<Patch>,
}

/// Somebody the built-in base does not have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<String>,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    source: String,
    as_of: Day,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    role: Vec<Role>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    role_id: String,
    role_en: String,
    /// "hos" or "hog".
    #[serde(skip_serializing_if = "Option::is_none")]
    head_of: Option<String>,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    confidence: String,
    source: String,
    as_of: Day,
}

/// One more fact about somebody the base has, or a change of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    /// "person/slug", or "role:slug/AT/office".
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases_add: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    source: String,
    as_of: Day,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    role: Vec<Role>,
}

/// A day as TOML writes it; a month or a year as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day(pub(super) PartialDate);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = self.0.to_string();
        match Datetime::from_str(&text) {
            Ok(day) => day.serialize(to),
            Err(_) => text.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Day(Datetime),
            Text(String),
        }
        struct Expected;
        impl Visitor<'_> for Expected {
            type Value = ();
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date like 2026-07-20, \"2026-07\" or \"2026\"")
            }
        }
        let wrong = |text: &str| {
            serde::de::Error::invalid_value(serde::de::Unexpected::Str(text), &Expected)
        };
        let text = match Written::deserialize(from) {
            Ok(Written::Day(day)) => day.to_string(),
            Ok(Written::Text(text)) => text,
            Err(_) => return Err(wrong("something else")),
        };
        PartialDate::parse(&text).map(Day).ok_or_else(|| wrong(&text))
    }
}

impl Cache {
    pub fn empty(today: Date) -> Cache {
        let reviewed = Day(PartialDate::day(today));
        Cache { schema: 1, reviewed, person: Vec::new(), patch: Vec::new() }
    }

    /// # Errors
    /// What is wrong with the text, and on which line.
    pub fn parse(text: &str) -> Result<Cache, toml::de::Error> {
        toml::from_str(text)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// None that this type can cause.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{PREFACE}\n{}", toml::to_string(self)?))
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.person.len() + self.patch.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts what earlier updates brought on top of what the program carries.
    pub fn add_to(&self, known: &mut Known) {
        for person in &self.person {
            let roles = person.role.iter().map(Role::known).collect();
            let mut names = vec![person.name.clone()];
            names.extend(person.aliases.iter().cloned());
            match known.people.iter_mut().find(|it| it.id == person.id) {
                // By now the program carries this person, too.
                Some(it) => it.take(names, person.qid.as_deref(), roles),
                None => known.people.push(known::Person {
                    id: person.id.clone(),
                    qid: person.qid.as_deref().and_then(Qid::parse),
                    name: person.name.clone(),
                    names,
                    country: person.country.clone(),
                    roles,
                }),
            }
        }
        for patch in &self.patch {
            for person in &mut known.people {
                if person.id == patch.target {
                    let roles = patch.role.iter().map(Role::known).collect();
                    person.take(patch.aliases_add.clone(), patch.qid.as_deref(), roles);
                }
                let id = person.id.clone();
                let last =
                    person.roles.iter_mut().filter(|it| role_target(&id, it) == patch.target);
                if let Some(role) = last.max_by_key(|it| it.from.map(PartialDate::first)) {
                    role.from = patch.from.map_or(role.from, |it| Some(it.0));
                    role.until = patch.until.map_or(role.until, |it| Some(it.0));
                }
            }
        }
    }

    /// Takes a change that was accepted.
    pub fn accept(&mut self, change: &Change, today: Date) {
        let as_of = Day(PartialDate::day(today));
        self.reviewed = as_of;
        let id = &change.person.id;
        let patch = Patch {
            target: id.clone(),
            qid: None,
            aliases_add: Vec::new(),
            from: None,
            until: None,
            source: change.source.clone(),
            as_of,
            role: Vec::new(),
        };
        match &change.kind {
            Kind::Added { from, .. } => {
                let role = Role::of(change, *from, as_of);
                if !change.person.is_new {
                    match self.person.iter_mut().find(|it| it.id == *id) {
                        Some(person) => person.role.push(role),
                        None => self.patch.push(Patch { role: vec![role], ..patch }),
                    }
                    return;
                }
                match self.person.iter_mut().find(|it| it.id == *id) {
                    Some(person) => person.role.push(role),
                    None => self.person.push(Person {
                        id: id.clone(),
                        qid: change.person.qid.as_ref().map(Qid::to_string),
                        name: change.person.name.clone(),
                        aliases: change.person.aliases.clone(),
                        country: Some(change.country.clone()),
                        source: change.source.clone(),
                        as_of,
                        role: vec![role],
                    }),
                }
            }
            Kind::Ended { until, .. } => self.redate(change, patch, None, Some(Day(*until))),
            Kind::Began { from, .. } => self.redate(change, patch, Some(Day(*from)), None),
            Kind::Named { name } => {
                let own = self.person.iter_mut().find(|it| it.id == *id);
                if let Some(person) = own {
                    person.aliases.push(name.clone());
                    return;
                }
                let same = |it: &&mut Patch| {
                    it.target == *id && !it.aliases_add.is_empty() && it.source == patch.source
                };
                match self.patch.iter_mut().find(same) {
                    Some(it) => {
                        it.aliases_add.push(name.clone());
                        it.as_of = as_of;
                    }
                    None => self.patch.push(Patch { aliases_add: vec![name.clone()], ..patch }),
                }
            }
            Kind::Identified { qid } => {
                self.patch.push(Patch { qid: Some(qid.to_string()), ..patch });
            }
        }
    }

    /// A date of an office: where the office itself came by an update, there,
    /// else as a patch.
    fn redate(&mut self, change: &Change, patch: Patch, from: Option<Day>, until: Option<Day>) {
        let id = &change.person.id;
        let is_it = |it: &&mut Role| {
            it.at == change.country && is_same(&it.role_en, &change.office_en) && it.until.is_none()
        };
        let people = self.person.iter_mut().filter(|it| it.id == *id).flat_map(|it| &mut it.role);
        let patches = self.patch.iter_mut().filter(|it| it.target == *id);
        let mut roles = people.chain(patches.flat_map(|it| &mut it.role));
        if let Some(role) = roles.find(is_it) {
            role.from = from.or(role.from);
            role.until = until.or(role.until);
            role.source = patch.source;
            role.as_of = patch.as_of;
            return;
        }
        let target = target(id, &change.country, &change.office_en);
        self.patch.retain(|it| it.target != target || (it.from.is_some() && from.is_none()));
        self.patch.push(Patch { target, from, until, ..patch });
    }
}

/// How a patch names a role.
fn target(person: &str, at: &str, title: &str) -> String {
    let person = person.strip_prefix("person/").unwrap_or(person);
    format!("role:{person}/{at}/{}", slug(title))
}

fn role_target(person: &str, role: &known::Role) -> String {
    target(person, &role.at, &role.title_en)
}

impl Role {
    fn of(change: &Change, from: Option<PartialDate>, as_of: Day) -> Role {
        let head = change.head.map(|it| if it == Head::State { "hos" } else { "hog" });
        Role {
            role_id: change.office_id.clone(),
            role_en: change.office_en.clone(),
            head_of: head.map(str::to_owned),
            at: change.country.clone(),
            from: from.map(Day),
            until: None,
            confidence: if change.is_seconded { "multi" } else { "single" }.to_owned(),
            source: change.source.clone(),
            as_of,
        }
    }

    fn known(&self) -> known::Role {
        known::Role {
            title_en: self.role_en.clone(),
            title_id: self.role_id.clone(),
            head: match self.head_of.as_deref() {
                None => None,
                Some("hog") => Some(Head::Government),
                Some(_) => Some(Head::State),
            },
            at: self.at.clone(),
            from: self.from.map(|it| it.0),
            until: self.until.map(|it| it.0),
        }
    }
}

impl known::Person {
    fn take(&mut self, names: Vec<String>, qid: Option<&str>, roles: Vec<known::Role>) {
        self.names.extend(names);
        self.qid = self.qid.take().or_else(|| qid.and_then(Qid::parse));
        for role in roles {
            let same = |it: &known::Role| {
                it.at == role.at && is_same(&it.title_en, &role.title_en) && it.from == role.from
            };
            if !self.roles.iter().any(same) {
                self.roles.push(role);
            }
        }
    }
}
