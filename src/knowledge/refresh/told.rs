//! What an endpoint told: statements with dates, and names. Nothing here is
//! believed yet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::knowledge::refresh::answer::{Answer, Row};
use crate::knowledge::refresh::known::Known;
use crate::knowledge::refresh::query::{Qid, Question};
use crate::knowledge::{Head, PartialDate};

/// Everything that was told.
#[derive(Debug, Default)]
pub struct Told {
    /// From the countries' items: who heads them.
    pub(super) heads: BTreeMap<(String, Head), Vec<Claim>>,
    /// From people's items: which offices they hold.
    pub(super) held: BTreeMap<Qid, Vec<Held>>,
    /// Who holds an office.
    pub(super) holders: BTreeMap<Qid, Vec<Claim>>,
    /// For which countries an office is.
    pub(super) jurisdictions: BTreeMap<Qid, BTreeSet<String>>,
    pub(super) names: BTreeMap<Qid, Names>,
    pub(super) died: BTreeMap<Qid, PartialDate>,
    /// Countries about which something was told.
    pub(super) spoken_of: BTreeSet<String>,
}

/// One statement: this person holds it, from then on, until then.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The statement's address.
    pub(super) statement: String,
    pub(super) person: Qid,
    pub(super) is_human: bool,
    pub(super) from: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

/// One office of a person.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) office: Qid,
    pub(super) from: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

/// Names of an item.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// By language: id, en, mul.
    pub(super) labels: BTreeMap<String, String>,
    pub(super) aliases: BTreeSet<String>,
}

/// The endpoint answered about something that was not asked, or contradicts
/// itself about what things are: nothing it says may be believed.
#[derive(Debug)]
pub struct Lie(pub String);

impl Told {
    /// Takes an answer to this question about these items.
    pub fn take(
        &mut self,
        question: Question,
        asked: &[Qid],
        answer: &Answer,
        known: &Known,
    ) -> Result<(), Lie> {
        let asked: BTreeSet<&Qid> = asked.iter().collect();
        for row in &answer.rows {
            match question {
                Question::Heads => self.head(row, &asked, known)?,
                Question::Held => self.held(row, &asked, known)?,
                Question::Holders => self.holder(row, &asked)?,
                Question::Names => self.name(row, &asked)?,
            }
        }
        Ok(())
    }

    fn head(&mut self, row: &Row, asked: &BTreeSet<&Qid>, known: &Known) -> Result<(), Lie> {
        let country = of_the_asked(row, "country", asked)?;
        let Some(country) = known.country_of(&country) else { return Ok(()) };
        if let Some(iso) = row.text("iso")
            && iso != country.iso
        {
            let qid = &country.qid;
            return Err(Lie(format!("it says that {qid} has the code {iso}, not {}", country.iso)));
        }
        self.spoken_of.insert(country.iso.clone());
        let head = match row.text("seat") {
            Some("state") => Head::State,
            Some("government") => Head::Government,
            other => return Err(Lie(format!("it names a seat that was not asked: {other:?}"))),
        };
        // "Unknown value" has an address that is no item's.
        let Some(claim) = self.claim(row) else { return Ok(()) };
        add(self.heads.entry((country.iso.clone(), head)).or_default(), claim);
        Ok(())
    }

    fn held(&mut self, row: &Row, asked: &BTreeSet<&Qid>, known: &Known) -> Result<(), Lie> {
        let person = of_the_asked(row, "person", asked)?;
        let Some(office) = row.iri("office").and_then(Qid::from_iri) else { return Ok(()) };
        let country = row.iri("country").and_then(Qid::from_iri);
        if let Some(country) = country.and_then(|it| known.country_of(&it)) {
            self.jurisdictions.entry(office.clone()).or_default().insert(country.iso.clone());
        }
        let Some(claim) = self.claim(row) else { return Ok(()) };
        let held = self.held.entry(person).or_default();
        let same = |it: &Held| it.office == office && it.from == claim.from;
        if !held.iter().any(same) {
            held.push(Held { office, from: claim.from, until: claim.until });
        }
        Ok(())
    }

    fn holder(&mut self, row: &Row, asked: &BTreeSet<&Qid>) -> Result<(), Lie> {
        let office = of_the_asked(row, "office", asked)?;
        if let Some(claim) = self.claim(row) {
            add(self.holders.entry(office).or_default(), claim);
        }
        Ok(())
    }

    fn name(&mut self, row: &Row, asked: &BTreeSet<&Qid>) -> Result<(), Lie> {
        let item = of_the_asked(row, "item", asked)?;
        let Some(name) = row.text("name").map(str::trim).filter(|it| !it.is_empty()) else {
            return Ok(());
        };
        let names = self.names.entry(item).or_default();
        match (row.text("kind"), row.lang("name")) {
            (Some("label"), Some(lang)) => {
                names.labels.insert(lang.to_owned(), name.to_owned());
            }
            _ => {
                names.aliases.insert(name.to_owned());
            }
        }
        Ok(())
    }

    fn claim(&mut self, row: &Row) -> Option<Claim> {
        let person = row.iri("person").and_then(Qid::from_iri)?;
        if let Some(died) = row.text("died").and_then(|it| date(it, None)) {
            self.died.insert(person.clone(), died);
        }
        Some(Claim {
            statement: row.iri("statement")?.to_owned(),
            is_human: row.text("human").is_some(),
            from: dated(row, "start", "start_precision"),
            until: dated(row, "end", "end_precision"),
            person,
        })
    }

    /// People whose own items may confirm what the countries' items say.
    pub fn heads_named(&self) -> impl Iterator<Item = &Qid> {
        self.heads.values().flatten().map(|it| &it.person)
    }

    /// All people and offices that were told of.
    pub fn items(&self) -> BTreeSet<Qid> {
        let holders = self.holders.values().flatten().map(|it| it.person.clone());
        let offices = self.held.values().flatten().map(|it| it.office.clone());
        let people = self.held.keys().cloned();
        self.heads_named().cloned().chain(holders).chain(offices).chain(people).collect()
    }

    /// The best name of an item in a language, and in any.
    pub(super) fn label(&self, item: &Qid, lang: &str) -> Option<&str> {
        let labels = &self.names.get(item)?.labels;
        let label = labels.get(lang).or_else(|| labels.get("mul"));
        label.or_else(|| labels.get("en")).or_else(|| labels.get("id")).map(String::as_str)
    }

    /// All names of an item.
    pub(super) fn all_names(&self, item: &Qid) -> impl Iterator<Item = &str> {
        let names = self.names.get(item).into_iter();
        names.flat_map(|it| it.labels.values().chain(&it.aliases)).map(String::as_str)
    }

    /// Whether the person's own item has an office of that country that began
    /// at that time: a second statement for the same fact.
    pub(super) fn is_seconded(&self, person: &Qid, country: &str, from: PartialDate) -> bool {
        self.held.get(person).into_iter().flatten().any(|it| {
            let here = self.jurisdictions.get(&it.office).is_some_and(|it| it.contains(country));
            here && it.until.is_none() && it.from.is_some_and(|it| overlap(it, from))
        })
    }
}

/// A statement has a row for each value of what is optional in it.
fn add(claims: &mut Vec<Claim>, claim: Claim) {
    match claims.iter_mut().find(|it| it.statement == claim.statement) {
        Some(it) => it.is_human |= claim.is_human,
        None => claims.push(claim),
    }
}

fn of_the_asked(row: &Row, variable: &str, asked: &BTreeSet<&Qid>) -> Result<Qid, Lie> {
    let told = row.iri(variable).unwrap_or_default();
    match Qid::from_iri(told) {
        Some(qid) if asked.contains(&qid) => Ok(qid),
        _ => Err(Lie(format!("it answers about “{}”, which was not asked", clipped(told)))),
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(80).collect()
}

fn dated(row: &Row, variable: &str, precision: &str) -> Option<PartialDate> {
    date(row.text(variable)?, row.text(precision))
}

/// Wikidata writes a year as its first of January, and beside it how exact
/// that is: 9 a year, 10 a month, 11 a day. Without that, a first of January
/// is taken for a year.
fn date(text: &str, precision: Option<&str>) -> Option<PartialDate> {
    let day: Date = text.split('T').next()?.parse().ok()?;
    let length = match precision {
        Some("11") => 10,
        Some("10") => 7,
        Some("9") => 4,
        Some(_) => return None,
        None if day.month() == 1 && day.day() == 1 => 4,
        None => 10,
    };
    PartialDate::parse(day.to_string().get(..length)?)
}

/// Whether they may mean the same day.
pub(super) fn overlap(a: PartialDate, b: PartialDate) -> bool {
    a.first() <= b.last() && b.first() <= a.last()
}
