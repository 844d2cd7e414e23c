//! The rules by which a change is held: of one holder to be, of what changes in
//! one office, and of all changes together.

use jiff::civil::Date;

use crate::knowledge::refresh::hold::Hold;
use crate::knowledge::refresh::name::folded;
use crate::knowledge::refresh::propose::{Change, Kind, Seat, Who, World, is_open};
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::refresh::told::Claim;

const POWER: &str = include_str!("../../../seeds/knowledge/queries/power.tsv");
const GENDERED: &str = include_str!("../../../seeds/knowledge/queries/titles-of-one-gender.txt");

/// As many changes at once happen in no week of the world…
const MANY_CHANGES: usize = 8;
/// …unless they are a small part of what was asked: one in this many.
const FEW_OF_ALL: usize = 4;

/// What speaks against somebody as the holder of an office.
pub(super) fn holder_to_be(
    world: &World<'_>,
    seat: &Seat<'_>,
    claim: &Claim,
    who: &Who,
    is_seconded: bool,
) -> Vec<Hold> {
    let mut res = Vec::new();
    if let Some((_, until)) = seat.former.iter().find(|(it, _)| it.id == who.id) {
        res.push(Hold::Predecessor { until: *until });
    }
    for (person, role) in &seat.holders {
        if let (Some(ours), Some(theirs)) = (role.from, claim.from) {
            if ours == theirs {
                res.push(Hold::SameStart { before: person.name.clone() });
            } else if theirs.first() < ours.first() {
                res.push(Hold::Earlier { before: ours });
            }
        }
    }
    let mut open: Vec<&Qid> =
        seat.claims.iter().filter(|it| is_open(it, world.today)).map(|it| &it.person).collect();
    open.sort();
    open.dedup();
    if 1 < open.len() {
        res.push(Hold::SeveralOpen { number: open.len() });
    }
    if let Some(died) = world.told.died.get(&claim.person) {
        res.push(Hold::Dead { died: *died });
    }
    res.extend(flip(world, seat, who));
    let power = POWER.lines().skip(1).filter_map(|it| it.split('\t').next());
    if seat.head.is_some() && !is_seconded && power.clone().any(|it| it == seat.country) {
        let country = world.known.country(seat.country);
        let country = country.map_or(seat.country, |it| it.name_en.as_str()).to_owned();
        res.push(Hold::Power { country });
    }
    match claim.from {
        None => res.push(Hold::NoStart),
        Some(from) if world.today < from.first() => res.push(Hold::Future { from }),
        Some(_) => {}
    }
    if !claim.is_human {
        res.push(Hold::NotHuman);
    }
    if seat.holders.is_empty() && seat.former.is_empty() {
        res.push(Hold::NoOffice);
    }
    let title = seat.title_en.to_lowercase();
    if GENDERED.lines().any(|it| it == title) {
        res.push(Hold::Gendered { title: seat.title_en.to_owned() });
    }
    res
}

/// Whether somebody already holds the country's other high office.
fn flip(world: &World<'_>, seat: &Seat<'_>, who: &Who) -> Option<Hold> {
    let head = seat.head?;
    let person = world.known.person(&who.id)?;
    let other = person.roles.iter().find(|it| {
        let high = it.head.is_some_and(|it| it != head);
        high && it.at == seat.country && it.holds_on(world.today)
    })?;
    Some(Hold::Flip { office: other.title_en.clone() })
}

/// Whether the identifier belongs to somebody else whom we know, or to two.
pub(super) fn clash(world: &World<'_>, qid: &Qid, own: Option<&str>) -> Option<Hold> {
    let other = world.known.people_with(qid).find(|it| Some(it.id.as_str()) != own)?;
    Some(Hold::Clash { qid: qid.to_string(), other: other.name.clone() })
}

/// An end and a beginning in one office pass together or not at all.
pub(super) fn together(seat: &Seat<'_>, changes: &mut [Change], today: Date) {
    let is_end = |it: &Change| matches!(it.kind, Kind::Ended { .. });
    let passes = |it: &&Change| !it.is_held();
    let stays = seat
        .holders
        .iter()
        .any(|(person, _)| !changes.iter().any(|it| is_end(it) && it.person.id == person.id));
    let last_end =
        changes.iter().filter(|it| is_end(it)).filter(passes).filter_map(|it| match it.kind {
            Kind::Ended { until, .. } => Some(until),
            _ => None,
        });
    let last_end = last_end.max_by_key(|it| it.first());
    let unclosed = seat.holders.iter().find(|(person, _)| {
        !changes.iter().any(|it| is_end(it) && it.person.id == person.id && !it.is_held())
    });
    let unclosed = unclosed.map(|(person, _)| person.name.clone());
    for change in changes.iter_mut() {
        let Kind::Added { from: Some(from), .. } = change.kind else { continue };
        if let Some(before) = &unclosed {
            change.holds.push(Hold::Unclosed { before: before.clone() });
        }
        if let Some(until) = last_end
            && from.last() < until.first()
            && from.first() <= today
        {
            change.holds.push(Hold::Overlap { until });
        }
    }
    let comes = changes.iter().any(|it| matches!(it.kind, Kind::Added { .. }) && !it.is_held());
    for change in changes.iter_mut().filter(|it| matches!(it.kind, Kind::Ended { .. })) {
        if !stays && !comes {
            change.holds.push(Hold::Vacant);
        }
    }
}

/// What can be seen only over all changes.
pub(super) fn over_all(changes: &mut [Change], asked: usize) {
    let added: Vec<(String, String)> = changes
        .iter()
        .filter(|it| matches!(it.kind, Kind::Added { .. }) && it.head.is_some())
        .map(|it| (it.person.id.clone(), it.country.clone()))
        .collect();
    let passing = changes.iter().filter(|it| !it.is_held());
    let number = passing.filter(|it| matches!(it.kind, Kind::Added { .. })).count();
    let too_many = MANY_CHANGES < number && asked < number * FEW_OF_ALL;
    for change in changes.iter_mut() {
        let other = added
            .iter()
            .find(|(id, country)| *id == change.person.id && *country != change.country);
        if let (Some((_, other)), Kind::Added { .. }) = (other, &change.kind) {
            change.holds.push(Hold::TwoCountries { other: other.clone() });
        }
        if too_many && !change.is_held() {
            change.holds.push(Hold::TooMany { number });
        }
    }
    // What was held just now holds the end that went with it.
    let held: Vec<(String, String)> = changes
        .iter()
        .filter(|it| matches!(it.kind, Kind::Added { .. }) && it.is_held())
        .map(|it| (it.country.clone(), it.office_en.clone()))
        .collect();
    for change in
        changes.iter_mut().filter(|it| matches!(it.kind, Kind::Ended { .. }) && !it.is_held())
    {
        if held.iter().any(|(country, office)| {
            *country == change.country && folded(office) == folded(&change.office_en)
        }) {
            change.holds.push(Hold::Vacant);
        }
    }
}
