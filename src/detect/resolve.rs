//! Ties the candidates of all passages to entities. What one article cannot
//! tell is left open: no link rather than a guess.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::{Candidate, Entity, Facts, Form, Mention};
use crate::knowledge::{self, EntityId, EntityKind, Gate, Name, NameKind};
use crate::structure::{Placed, Role};

/// What the article as a whole says for a reading.
#[derive(Default)]
struct Support {
    /// Entities that a name says without doubt.
    sure: FxHashSet<EntityId>,
    /// Countries of those.
    countries: FxHashSet<&'static str>,
}

/// Entities in the order of their first mention, and all mentions.
pub(super) fn resolve<'a>(
    passages: impl Iterator<Item = (&'a Placed, &'a Facts, &'a [Role])> + Clone,
) -> (Vec<Entity>, Vec<Mention>) {
    let support = support(passages.clone());
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_id: FxHashMap<EntityId, usize> = FxHashMap::default();
    let mut mentions: Vec<Mention> = Vec::new();
    let mut last_full: Vec<EntityId> = Vec::new();
    for (passage, (placed, facts, roles)) in passages.enumerate() {
        for candidate in &facts.candidates {
            let heading = in_heading(placed, roles, candidate);
            let Some((name, confidence)) = choose(candidate, &support, &last_full, heading) else {
                continue;
            };
            let entity = *by_id.entry(name.entity).or_insert_with(|| {
                entities.push(Entity { known: name.entity, mentions: Vec::new() });
                entities.len() - 1
            });
            if name.kind == NameKind::Name && last_full.last() != Some(&name.entity) {
                last_full.retain(|it| *it != name.entity);
                last_full.push(name.entity);
            }
            if let Some(it) = entities.get_mut(entity) {
                it.mentions.push(mentions.len());
            }
            mentions.push(Mention {
                span: candidate.span.shift(placed.start),
                entity,
                form: form(name),
                confidence,
                passage,
            });
        }
    }
    (entities, mentions)
}

fn support<'a>(passages: impl Iterator<Item = (&'a Placed, &'a Facts, &'a [Role])>) -> Support {
    let base = knowledge::base();
    let mut res = Support::default();
    for (_, facts, _) in passages {
        for candidate in &facts.candidates {
            let Some(entity) = candidate.sure else { continue };
            // One word inside a longer name cannot speak for itself.
            let inside = candidate.after_capital && !candidate.titled || candidate.runs_on;
            if inside && !candidate.several_words {
                continue;
            }
            if res.sure.insert(entity) {
                res.countries.extend(base.entry(entity).country);
            }
        }
    }
    res
}

/// Title case makes every word a name.
fn in_heading(placed: &Placed, roles: &[Role], candidate: &Candidate) -> bool {
    let blocks = &placed.passage.blocks;
    let behind = blocks.partition_point(|it| it.span.start() <= candidate.span.start());
    let role = behind.checked_sub(1).and_then(|it| roles.get(it));
    role.is_some_and(|it| it.is_heading())
}

/// The reading that stands, with how sure it is.
fn choose(
    candidate: &Candidate,
    support: &Support,
    last_full: &[EntityId],
    heading: bool,
) -> Option<(&'static Name, f32)> {
    let base = knowledge::base();
    // The common case, and the one that must be quick.
    if candidate.sure.is_some()
        && let Some(name) = candidate.names.first().and_then(|it| base.name(*it))
        && passes(name, candidate, support, heading)
    {
        return Some((name, 0.97));
    }
    let open: Vec<&'static Name> = candidate
        .names
        .iter()
        .filter_map(|it| base.name(*it))
        .filter(|it| passes(it, candidate, support, heading))
        .collect();
    let place = |it: &&&Name| base.entry(it.entity).kind == EntityKind::Place;
    let stands_for = |it: &&&Name| it.gate == Gate::Metonym;
    // A capital, or the government that sits there.
    if let (Some(place), Some(government)) = (open.iter().find(place), open.iter().find(stands_for))
    {
        return Some(if candidate.at_place { (place, 0.9) } else { (government, 0.8) });
    }
    let mut entities: Vec<EntityId> = open.iter().map(|it| it.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let first = *open.first()?;
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
        return Some((name, 0.8));
    }
    // Rivals: the one whose full name stood last, else the only one that the
    // article speaks for.
    let latest = last_full.iter().rev().find_map(|it| open.iter().find(|name| name.entity == *it));
    if let Some(name) = latest {
        return Some((name, 0.8));
    }
    let mut spoken = open.iter().filter(|it| {
        support.sure.contains(&it.entity)
            || base.entry(it.entity).country.is_some_and(|it| support.countries.contains(it))
    });
    match (spoken.next(), spoken.next()) {
        (Some(name), None) => Some((name, 0.7)),
        _ => None,
    }
}

fn passes(name: &Name, candidate: &Candidate, support: &Support, heading: bool) -> bool {
    let entry = knowledge::base().entry(name.entity);
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
    match name.gate {
        Gate::Free | Gate::Metonym | Gate::Disambiguate => true,
        Gate::AfterFull => candidate.titled || support.sure.contains(&name.entity),
        Gate::Context => {
            let spoken = support.sure.contains(&name.entity)
                || entry.country.is_some_and(|it| support.countries.contains(it));
            // A bloc has no country: there the capital letter must tell.
            let bloc = entry.country.is_none() && entry.kind == EntityKind::Org;
            let clear = !candidate.opens && !candidate.after_capital && !heading;
            if bloc { clear } else { spoken && clear }
        }
    }
}

fn form(name: &Name) -> Form {
    match name.kind {
        NameKind::Name | NameKind::Formal => Form::Full,
        NameKind::Surname => Form::Short,
        NameKind::Acronym => Form::Acronym,
        NameKind::Demonym => Form::Demonym,
        NameKind::Capital | NameKind::Metonym => Form::Metonym,
        NameKind::Alias | NameKind::Historic => Form::Alias,
    }
}
