//! The offices that an update is about: who holds them as far as we know, and
//! which statements speak of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::knowledge::refresh::known::{Known, Person, Role};
use crate::knowledge::refresh::name::{folded, is_same};
use crate::knowledge::refresh::propose::{Seat, World};
use crate::knowledge::refresh::query::Qid;
use crate::knowledge::refresh::told::{Claim, Told, overlap};
use crate::knowledge::{Head, PartialDate};

/// Words by which a lesser office differs from the one whose name it bears.
const LESSER: &[&str] = &[
    "acting",
    "assistant",
    "deputy",
    "first",
    "former",
    "junior",
    "parliamentary",
    "second",
    "shadow",
    "state",
    "under",
    "vice",
];

/// All offices of these countries of which something was told.
pub(super) fn seats<'a>(world: &World<'a>, asked: &'a [String]) -> Vec<Seat<'a>> {
    let mut res = Vec::new();
    for iso in asked {
        let state = heads(world, iso, Head::State);
        let government = heads(world, iso, Head::Government);
        if government.holders.is_empty() && !state.holders.is_empty() {
            // One person heads both: a president, a king who rules.
            let claims = [state.claims, government.claims].concat();
            res.push(Seat { claims, ..state });
        } else {
            res.push(state);
            res.push(government);
        }
        let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
        for (person, role) in holders(world.known, iso, world.today) {
            let office = office_of(world.told, iso, person, role);
            let claims = office.and_then(|it| world.told.holders.get(&it));
            if let Some(claims) = claims
                && seen.insert(folded(&role.title_en))
            {
                res.push(titled(world, iso, role, None, claims.clone()));
            }
        }
    }
    res
}

/// Offices whose holders are to be asked for: those that people we know hold,
/// as far as we can tell which of ours is which of theirs.
pub(super) fn offices_to_ask(
    known: &Known,
    told: &Told,
    asked: &[String],
    today: Date,
) -> Vec<Qid> {
    let mut res = BTreeSet::new();
    for iso in asked {
        for (person, role) in holders(known, iso, today) {
            res.extend(office_of(told, iso, person, role));
        }
    }
    res.into_iter().collect()
}

/// People with an identifier who hold an office of a country and do not head it.
fn holders<'a>(
    known: &'a Known,
    iso: &'a str,
    today: Date,
) -> impl Iterator<Item = (&'a Person, &'a Role)> {
    let people = known.people.iter().filter(|it| it.qid.is_some());
    let roles = people.flat_map(|it| it.roles.iter().map(move |role| (it, role)));
    roles.filter(move |(_, it)| it.at == iso && it.head.is_none() && it.holds_on(today))
}

/// Which of a person's offices over there is this one of ours. `None` where
/// there is any doubt.
fn office_of(told: &Told, iso: &str, person: &Person, role: &Role) -> Option<Qid> {
    let held = told.held.get(person.qid.as_ref()?)?;
    let fits = held.iter().filter(|it| {
        let here = told.jurisdictions.get(&it.office).is_some_and(|it| it.contains(iso));
        let then = match (role.from, it.from) {
            (Some(ours), Some(theirs)) => overlap(ours, theirs),
            _ => true,
        };
        here && then && told.label(&it.office, "en").is_some_and(|it| bears(it, &role.title_en))
    });
    let offices: BTreeSet<&Qid> = fits.map(|it| &it.office).collect();
    match offices.len() {
        1 => offices.into_iter().next().cloned(),
        _ => None,
    }
}

/// Whether the office's label is our title, with no more than the country and
/// small words around it.
fn bears(label: &str, title: &str) -> bool {
    let (label, title) = (folded(label), folded(title));
    let small = |it: &str| ["of", "for", "the", "and"].contains(&it);
    let all = title.iter().all(|it| small(it) || label.contains(it));
    let lesser = |it: &String| LESSER.contains(&it.as_str()) && !title.contains(it);
    all && 2 <= title.len() && !label.iter().any(lesser)
}

fn heads<'a>(world: &World<'a>, iso: &'a str, head: Head) -> Seat<'a> {
    let claims = world.told.heads.get(&(iso.to_owned(), head)).cloned().unwrap_or_default();
    let all = world.known.people.iter().flat_map(|it| &it.roles);
    let ours = all.filter(|it| it.at == iso && it.head == Some(head));
    // Where it is vacant, the last one tells what the office is called.
    let last = ours.max_by_key(|it| (it.until.is_none(), it.from.map(PartialDate::first)));
    match last {
        Some(role) => titled(world, iso, role, Some(head), claims),
        None => Seat {
            country: iso,
            head: Some(head),
            title_en: if head == Head::State { "Head of State" } else { "Head of Government" },
            title_id: if head == Head::State { "Kepala Negara" } else { "Kepala Pemerintahan" },
            holders: Vec::new(),
            former: Vec::new(),
            claims,
        },
    }
}

fn titled<'a>(
    world: &World<'a>,
    iso: &'a str,
    role: &'a Role,
    head: Option<Head>,
    claims: Vec<Claim>,
) -> Seat<'a> {
    let mut holders = Vec::new();
    let mut former = Vec::new();
    for person in &world.known.people {
        for it in person.roles.iter().filter(|it| it.at == iso) {
            let is_it =
                (head.is_some() && it.head == head) || is_same(&it.title_en, &role.title_en);
            if is_it && it.holds_on(world.today) {
                holders.push((person, it));
            }
            // "Chancellor" was "Federal Chancellor" in another row.
            let alike = is_it || is_within(&it.title_en, &role.title_en);
            if let Some(until) = it.until.filter(|_| alike && it.ended_by(world.today)) {
                former.push((person, until));
            }
        }
    }
    let (title_en, title_id) = (role.title_en.as_str(), role.title_id.as_str());
    Seat { country: iso, head, title_en, title_id, holders, former, claims }
}

/// Whether one title has all words of the other.
fn is_within(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|it| long.contains(it))
}
