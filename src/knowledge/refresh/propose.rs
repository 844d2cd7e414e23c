//! Compares what was told with what is known, and says what would change.
//! Absence is no fact: what an endpoint does not say changes nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::knowledge::refresh::hold::Hold;
use crate::knowledge::refresh::judge;
use crate::knowledge::refresh::known::{Known, Person, Role};
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::refresh::told::{Claim, Told, overlap};
use crate::knowledge::refresh::{naming, office};
use crate::knowledge::{Head, PartialDate};

/// What would change, country by country.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    pub changes: Vec<Change>,
    /// Countries that were asked about and of which nothing was told.
    pub silent: Vec<String>,
}

/// One thing that would change.
#[derive(Clone, Debug)]
pub struct Change {
    /// ISO 3166-1 alpha-2; empty for a person without one.
    pub country: String,
    pub kind: Kind,
    pub person: Who,
    /// The office's title; empty where the change is about the person.
    pub office_en: String,
    pub office_id: String,
    pub head: Option<Head>,
    /// Why it is not applied. Empty: it may be.
    pub holds: Vec<Hold>,
    /// Address of the statement it rests on.
    pub source: String,
    /// Two statements tell it: the country's and the person's.
    pub is_seconded: bool,
}

/// What changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Somebody holds an office.
    Added { from: Option<PartialDate>, instead_of: Vec<String> },
    /// Somebody no longer does.
    Ended { from: Option<PartialDate>, until: PartialDate },
    /// The day it began is told otherwise, or more exactly.
    Began { before: Option<PartialDate>, from: PartialDate },
    /// Another way to write a name.
    Named { name: String },
    /// The person's identifier.
    Identified { qid: Qid },
}

/// Whom it is about.
#[derive(Clone, Debug)]
pub struct Who {
    /// That of a person we know, or one made from the name.
    pub id: String,
    pub name: String,
    /// Other ways to write the name of somebody new, that may be believed.
    pub aliases: Vec<String>,
    pub qid: Option<Qid>,
    pub is_new: bool,
}

impl Change {
    pub fn is_held(&self) -> bool {
        !self.holds.is_empty()
    }
}

/// An office: who holds it as far as we know, and what was told of it.
pub(super) struct Seat<'a> {
    pub(super) country: &'a str,
    pub(super) head: Option<Head>,
    pub(super) title_en: &'a str,
    pub(super) title_id: &'a str,
    /// Who holds it today.
    pub(super) holders: Vec<(&'a Person, &'a Role)>,
    /// Who held it, and until when.
    pub(super) former: Vec<(&'a Person, PartialDate)>,
    pub(super) claims: Vec<Claim>,
}

/// What everything is compared against.
pub(super) struct World<'a> {
    pub(super) known: &'a Known,
    pub(super) told: &'a Told,
    pub(super) today: Date,
}

/// The changes that were told, with the reasons against them.
pub fn propose(known: &Known, told: &Told, asked: &[String], today: Date) -> Proposal {
    let world = World { known, told, today };
    let mut changes: Vec<Change> = Vec::new();
    for seat in office::seats(&world, asked) {
        for change in about(&world, &seat) {
            // The president may be told of as head of state and of government.
            let same = |it: &Change| {
                it.country == change.country
                    && it.person.id == change.person.id
                    && it.office_en == change.office_en
                    && it.kind == change.kind
            };
            if !changes.iter().any(same) {
                changes.push(change);
            }
        }
    }
    judge::over_all(&mut changes, asked.len());
    changes.extend(naming::names(&world, asked));
    changes.sort_by(|a, b| (&a.country, a.rank()).cmp(&(&b.country, b.rank())));
    let silent = asked.iter().filter(|it| !told.spoken_of.contains(*it)).cloned().collect();
    Proposal { changes, silent }
}

impl Change {
    /// Offices before names, the end before the beginning.
    fn rank(&self) -> (u8, &str, u8, &str) {
        let is_name = u8::from(matches!(self.kind, Kind::Named { .. } | Kind::Identified { .. }));
        let step = match self.kind {
            Kind::Ended { .. } => 0,
            Kind::Added { .. } => 1,
            Kind::Began { .. } => 2,
            Kind::Identified { .. } => 3,
            Kind::Named { .. } => 4,
        };
        let title = if is_name == 0 { self.office_en.as_str() } else { "" };
        (is_name, title, step, &self.person.name)
    }
}

/// What changes in one office.
fn about(world: &World<'_>, seat: &Seat<'_>) -> Vec<Change> {
    let mut res = Vec::new();
    let open: Vec<&Claim> = seat.claims.iter().filter(|it| is_open(it, world.today)).collect();
    for (person, role) in &seat.holders {
        let mine: Vec<&Claim> =
            seat.claims.iter().filter(|it| is_about(world, seat, it, person)).collect();
        let still = mine.iter().find(|it| is_open(it, world.today));
        let change = match still {
            Some(claim) => began(world, seat, person, role, claim),
            None => ended(world, seat, person, role, &mine),
        };
        res.extend(change);
        res.extend(still.and_then(|claim| identified(world, seat, person, role, claim)));
    }
    let mut people: BTreeMap<&Qid, &Claim> = BTreeMap::new();
    for claim in open {
        let held = |(person, _): &(&Person, &Role)| is_about(world, seat, claim, person);
        if !seat.holders.iter().any(held) {
            // Of two terms the later one is the one that began now.
            let first = |it: &Claim| it.from.map(PartialDate::first);
            let best = people.entry(&claim.person).or_insert(claim);
            if first(best) < first(claim) {
                *best = claim;
            }
        }
    }
    res.extend(people.into_values().map(|claim| added(world, seat, claim)));
    judge::together(seat, &mut res, world.today);
    res
}

pub(super) fn is_open(claim: &Claim, today: Date) -> bool {
    claim.until.is_none_or(|it| today < it.first())
}

/// Whether a statement is about somebody we know: by the identifier, and where
/// we have none, by the name, in the same country.
pub(super) fn is_about(world: &World<'_>, seat: &Seat<'_>, claim: &Claim, person: &Person) -> bool {
    match &person.qid {
        Some(qid) => *qid == claim.person,
        None => {
            let home = person.country.as_deref().is_none_or(|it| it == seat.country)
                || person.roles.iter().any(|it| it.at == seat.country);
            home && world.told.all_names(&claim.person).any(|it| person.is_called(it))
        }
    }
}

fn change(seat: &Seat<'_>, person: &Person, claim: &Claim, kind: Kind) -> Change {
    Change {
        country: seat.country.to_owned(),
        kind,
        person: Who::known(person),
        office_en: seat.title_en.to_owned(),
        office_id: seat.title_id.to_owned(),
        head: seat.head,
        holds: Vec::new(),
        source: claim.statement.clone(),
        is_seconded: false,
    }
}

impl Who {
    pub(super) fn known(person: &Person) -> Who {
        Who {
            id: person.id.clone(),
            name: person.name.clone(),
            aliases: Vec::new(),
            qid: person.qid.clone(),
            is_new: false,
        }
    }
}

/// The end of an office, if all that is told of it has ended.
fn ended(
    world: &World<'_>,
    seat: &Seat<'_>,
    person: &Person,
    role: &Role,
    mine: &[&Claim],
) -> Option<Change> {
    let last =
        mine.iter().filter(|it| it.until.is_some()).max_by_key(|it| it.until.map(|it| it.last()));
    let Some((claim, until)) = last.and_then(|it| Some((it, it.until?))) else {
        return died(world, seat, person, role);
    };
    // An earlier term, and nothing about this one.
    if role.from.is_some_and(|it| until.last() < it.first()) {
        return None;
    }
    let mut res = change(seat, person, claim, Kind::Ended { from: role.from, until });
    // A second statement for an end is a successor; see `judge::together`.
    if let (Some(ours), Some(theirs)) = (role.from, claim.from)
        && theirs.last() < ours.first()
    {
        res.holds.push(Hold::Earlier { before: ours });
    }
    Some(res)
}

/// A death ends an office; but no date is played with so often.
fn died(world: &World<'_>, seat: &Seat<'_>, person: &Person, role: &Role) -> Option<Change> {
    let qid = person.qid.as_ref()?;
    let died = *world.told.died.get(qid)?;
    let kind = Kind::Ended { from: role.from, until: died };
    Some(Change {
        country: seat.country.to_owned(),
        kind,
        person: Who::known(person),
        office_en: seat.title_en.to_owned(),
        office_id: seat.title_id.to_owned(),
        head: seat.head,
        holds: vec![Hold::Dead { died }],
        source: format!("http://www.wikidata.org/entity/{qid}"),
        is_seconded: false,
    })
}

/// The beginning, where it is told otherwise.
fn began(
    world: &World<'_>,
    seat: &Seat<'_>,
    person: &Person,
    role: &Role,
    claim: &Claim,
) -> Option<Change> {
    if world.told.died.contains_key(&claim.person) {
        return died(world, seat, person, role);
    }
    let from = claim.from?;
    let exact = |it: PartialDate| it.to_string().len();
    let hold = match role.from {
        None => None,
        // As exact as ours, or less so.
        Some(ours) if overlap(ours, from) && exact(from) <= exact(ours) => return None,
        Some(ours) if overlap(ours, from) => None,
        Some(ours) if from.last() < ours.first() => Some(Hold::Earlier { before: ours }),
        Some(ours) => Some(Hold::Later { before: ours }),
    };
    let mut res = change(seat, person, claim, Kind::Began { before: role.from, from });
    res.holds.extend(hold);
    if world.today < from.first() {
        res.holds.push(Hold::Future { from });
    }
    Some(res)
}

/// The identifier of somebody whom we know without one. Never on one
/// statement's word: name and office agree with ours, and both the country's
/// and the person's statement carry it.
fn identified(
    world: &World<'_>,
    seat: &Seat<'_>,
    person: &Person,
    role: &Role,
    claim: &Claim,
) -> Option<Change> {
    let from = claim.from?;
    let agrees = role.from.is_some_and(|it| overlap(it, from));
    let is_seconded = world.told.is_seconded(&claim.person, seat.country, from);
    if person.qid.is_some() || seat.head.is_none() || !agrees || !is_seconded {
        return None;
    }
    let mut res = change(seat, person, claim, Kind::Identified { qid: claim.person.clone() });
    res.is_seconded = true;
    res.holds.extend(judge::clash(world, &claim.person, Some(&person.id)));
    if !claim.is_human {
        res.holds.push(Hold::NotHuman);
    }
    Some(res)
}

/// Somebody who holds an office that we have under another name.
fn added(world: &World<'_>, seat: &Seat<'_>, claim: &Claim) -> Change {
    let is_seconded = seat.head.is_some()
        && claim.from.is_some_and(|it| world.told.is_seconded(&claim.person, seat.country, it));
    let (person, mut holds) = naming::who(world, seat, claim, is_seconded);
    holds.extend(judge::holder_to_be(world, seat, claim, &person, is_seconded));
    let instead_of = seat.holders.iter().map(|(it, _)| it.name.clone()).collect();
    Change {
        country: seat.country.to_owned(),
        kind: Kind::Added { from: claim.from, instead_of },
        person,
        office_en: seat.title_en.to_owned(),
        office_id: seat.title_id.to_owned(),
        head: seat.head,
        holds,
        source: claim.statement.clone(),
        is_seconded,
    }
}
