//! Ties the candidates of all passages to entities. What one article cannot
//! tell is left open: no link rather than a guess.

use jiff::civil::Date;

use crate::detect::support::Support;
use crate::detect::{Candidate, Facts, Form};
use crate::knowledge::Role as Office;
use crate::knowledge::{Base, EntityId, EntityKind, Entry, Gate, NameKind};
use crate::structure::{Passage, Role};

/// A name that a candidate may be: what decides of it.
#[derive(Clone, Copy)]
struct Read {
    entity: EntityId,
    kind: NameKind,
    gate: Gate,
}

/// What a candidate is a name of.
pub(super) struct Chosen {
    pub(super) entity: EntityId,
    pub(super) form: Form,
    pub(super) confidence: f32,
    /// Names that could be several mean it from here on.
    pub(super) is_full: bool,
}

/// Entities that a passage names without doubt.
pub(super) fn sure(facts: &Facts) -> impl Iterator<Item = EntityId> {
    facts.candidates.iter().filter_map(|candidate| {
        // One word inside a longer name cannot speak for itself.
        let inside = candidate.after_capital && !candidate.titled || candidate.runs_on;
        let plain = !inside || candidate.several_words;
        let place = || capital(&facts.base, candidate).filter(|_| plain && !candidate.heads_name);
        candidate.sure.filter(|_| plain).or_else(place)
    })
}

/// The city of a name that means it and the government that sits there, and
/// nothing else: "Tbilisi".
fn capital(base: &Base, candidate: &Candidate) -> Option<EntityId> {
    let mut place = None;
    let mut governs = None;
    for (entity, _, gate) in candidate.names.iter().filter_map(|it| base.reading(*it)) {
        match (base.kind(entity), gate) {
            (EntityKind::Place, Gate::Free) if place.is_none_or(|it| it == entity) => {
                place = Some(entity);
            }
            (EntityKind::Country, Gate::Metonym) if governs.is_none_or(|it| it == entity) => {
                governs = Some(entity);
            }
            _ => return None,
        }
    }
    let own = |it: EntityId| base.entry(it).country;
    place.zip(governs).filter(|it| own(it.0).is_some() && own(it.0) == own(it.1)).map(|it| it.0)
}

/// Title case makes every word a name.
pub(super) fn in_heading(passage: &Passage, roles: &[Role], candidate: &Candidate) -> bool {
    let blocks = &passage.blocks;
    let behind = blocks.partition_point(|it| it.span.start() <= candidate.span.start());
    let role = behind.checked_sub(1).and_then(|it| roles.get(it));
    role.is_some_and(|it| it.is_heading())
}

/// The entities of whom [`choose`] asks the rest of the article, about themselves or about
/// their countries.
pub(super) fn asks(base: &Base, candidate: &Candidate) -> impl Iterator<Item = EntityId> {
    let open = candidate.runs_on || candidate.after_capital || candidate.heads_name;
    let settled = candidate.sure.is_some() && !open;
    let names = candidate.names.iter().filter(move |_| !settled);
    let read = names.filter_map(|it| base.reading(*it)).map(|(entity, ..)| entity);
    read.chain(candidate.sure.filter(|_| !settled))
}

/// The first name of a candidate that is a short form, which the article may define for
/// somebody else.
pub(super) fn short(candidate: &Candidate) -> Option<u32> {
    candidate.names.first().copied().filter(|_| candidate.kind == NameKind::Acronym)
}

/// Whom a candidate names, in an article that says this elsewhere: `last_full` are those whose
/// full names stood before, the last one last. What it takes from there is what [`asks`] and [`short`]
/// tell.
pub(super) fn choose(
    base: &Base,
    candidate: &Candidate,
    support: &Support,
    last_full: &[EntityId],
    heading: bool,
) -> Option<Chosen> {
    if short(candidate).is_some_and(|it| support.taken.contains(&it)) {
        return None;
    }
    let (name, confidence) = reading(base, candidate, support, last_full, heading)?;
    let is_full = name.kind == NameKind::Name;
    Some(Chosen { entity: name.entity, form: form(name), confidence, is_full })
}

/// The reading that stands, with how sure it is.
fn reading(
    base: &Base,
    candidate: &Candidate,
    support: &Support,
    last_full: &[EntityId],
    heading: bool,
) -> Option<(Read, f32)> {
    // The common case, and the one that must be quick.
    if let Some(entity) = candidate.sure {
        let read = Read { entity, kind: candidate.kind, gate: Gate::Free };
        if passes(base, read, candidate, support, heading) {
            return Some((read, 0.97));
        }
    }
    let names = candidate.names.iter().filter_map(|it| base.reading(*it));
    let open: Vec<Read> = names
        .map(|(entity, kind, gate)| Read { entity, kind, gate })
        .filter(|it| passes(base, *it, candidate, support, heading))
        .collect();
    let place = |it: &&Read| base.kind(it.entity) == EntityKind::Place;
    let stands_for = |it: &&Read| it.gate == Gate::Metonym;
    // A capital, or the government that sits there.
    // "Brussels" in an article about the EU.
    let told = |it: &&Read| stands_for(it) && support.sure.contains(&it.entity);
    let government = open.iter().find(told).or_else(|| open.iter().find(stands_for));
    if let (Some(place), Some(government)) = (open.iter().find(place), government) {
        return Some(if candidate.at_place { (*place, 0.9) } else { (*government, 0.8) });
    }
    let mut entities: Vec<EntityId> = open.iter().map(|it| it.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let first = *open.first()?;
    // "Partai Bulan Bintang (PBB)": a short form means whose full name stood before.
    let full = |it: &&Read| it.kind == NameKind::Acronym && last_full.contains(&it.entity);
    let short: Vec<Read> = candidate
        .names
        .iter()
        .filter_map(|it| base.reading(*it))
        .map(|(entity, kind, gate)| Read { entity, kind, gate })
        .filter(|it| full(&it))
        .collect();
    if let [name] = short.as_slice()
        && !heading
    {
        return Some((*name, 0.85));
    }
    if entities.len() == 1 {
        let confidence = match first.gate {
            Gate::Free => 0.97,
            Gate::Metonym => 0.8,
            Gate::AfterFull | Gate::Disambiguate => 0.85,
            Gate::Context => 0.7,
        };
        return Some((first, confidence));
    }
    // Where only one of the rivals can do without the article's help, it is meant.
    let mut plain = open.iter().filter(|it| it.gate != Gate::Context);
    if let (Some(name), None) = (plain.next(), plain.next()) {
        return Some((*name, 0.8));
    }
    // Rivals: the one whose full name stood last, else the only one that the
    // article speaks for.
    let latest = last_full.iter().rev().find_map(|it| open.iter().find(|name| name.entity == *it));
    if let Some(name) = latest {
        return Some((*name, 0.8));
    }
    let mut spoken = open.iter().filter(|it| {
        support.sure.contains(&it.entity)
            || base.entry(it.entity).country.is_some_and(|it| support.countries.contains(it))
    });
    if let (Some(name), None) = (spoken.next(), spoken.next()) {
        return Some((*name, 0.7));
    }
    // Nobody writes of the son before he is somebody.
    let mut known = open.iter().filter(|it| !is_to_come(base.entry(it.entity), support.day));
    match (known.next(), known.next()) {
        (Some(name), None) => Some((*name, 0.7)),
        _ => None,
    }
}

/// Whether all offices of a person begin after that day.
fn is_to_come(entry: &Entry, day: Date) -> bool {
    let later = |it: &Office| it.from.is_some_and(|it| day < it.first());
    !entry.roles.is_empty() && entry.roles.iter().all(later)
}

fn passes(
    base: &Base,
    name: Read,
    candidate: &Candidate,
    support: &Support,
    heading: bool,
) -> bool {
    let entry = base.entry(name.entity);
    // "Washington Post", "Paris Hilton", and at the start of a sentence "Cuba
    // Gooding": the first word of a name that we do not know.
    let own = matches!(entry.kind, EntityKind::Country | EntityKind::Org)
        && name.gate != Gate::Metonym
        && !(candidate.opens
            && entry.kind == EntityKind::Country
            && name.kind != NameKind::Demonym);
    if candidate.runs_on && !candidate.several_words && !heading && !own {
        return false;
    }
    // "Bandar Abbas", "Forum Nusantara": part of a name we do not know.
    let inside = candidate.after_capital && !candidate.titled && !heading;
    let bare = name.kind == NameKind::Surname || name.gate == Gate::Metonym;
    if (inside || candidate.heads_name) && bare && !support.sure.contains(&name.entity) {
        return false;
    }
    if candidate.classed {
        return true;
    }
    match name.gate {
        Gate::Free | Gate::Metonym | Gate::Disambiguate => true,
        Gate::AfterFull => candidate.titled || support.sure.contains(&name.entity),
        Gate::Context => {
            let spoken = support.sure.contains(&name.entity)
                || entry.country.is_some_and(|it| support.countries.contains(it));
            // A bloc has no country: there the capital letter must tell.
            let bloc = entry.country.is_none() && entry.kind == EntityKind::Org;
            let clear = !candidate.after_capital && !heading;
            // "Georgia voted", "Kemlu menolak": no other word looks so.
            let own = name.kind == NameKind::Acronym || entry.kind == EntityKind::Country;
            if bloc {
                clear && !candidate.opens
            } else {
                spoken && clear && (own || !candidate.opens)
            }
        }
    }
}

fn form(name: Read) -> Form {
    match name.kind {
        NameKind::Name | NameKind::Formal => Form::Full,
        NameKind::Surname => Form::Short,
        NameKind::Acronym => Form::Acronym,
        NameKind::Demonym => Form::Demonym,
        NameKind::Capital | NameKind::Metonym => Form::Metonym,
        NameKind::Alias | NameKind::Historic => Form::Alias,
    }
}
