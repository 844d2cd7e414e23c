//! Ties the candidates of all passages to entities. What one article cannot
//! tell is left open: no link rather than a guess.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::{FxHashSet, FxHasher};

use crate::detect::part::Part;
use crate::detect::stranger::Seen;
use crate::detect::{Candidate, Facts, Form};
use crate::knowledge::Role as Office;
use crate::knowledge::{Base, EntityId, EntityKind, Entry, Gate, NameKind};
use crate::structure::{Kept, Layout, Passage, Places, Role, Roles, Segment, lies_at};
use crate::text::Span;

/// What the article as a whole says for a reading.
#[derive(Debug, PartialEq)]
pub(super) struct Support {
    /// Entities that a name says without doubt.
    sure: FxHashSet<EntityId>,
    /// Countries of those.
    countries: FxHashSet<&'static str>,
    /// The article's date.
    day: Date,
}

/// The names of one segment, tied to entities.
pub(super) struct Named {
    support: Arc<Support>,
    /// What the fold came with: the entities whose full names stood before,
    /// the last one last.
    came: Arc<[EntityId]>,
    pub(super) names: Box<[Found]>,
    /// Of each passage, what the fold came to it with, as one number.
    states: Box<[u64]>,
    out: Arc<[EntityId]>,
    /// What these names leave to strangers; made when somebody asks.
    pub(super) seen: OnceLock<Seen>,
    /// The offices that stand right before them, as `pointing` finds them.
    pub(super) titled: OnceLock<Box<[Titled]>>,
    /// Whom they mean, each once, in order.
    pub(super) once: OnceLock<Box<[EntityId]>>,
}

/// Somebody, and an office that stands right before the name.
pub(super) type Titled = (EntityId, Box<str>);

/// One name and whom it means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Index of its passage in the segment.
    pub(super) passage: usize,
    /// Bytes of the passage.
    pub(super) span: Span,
    pub(super) entity: EntityId,
    pub(super) form: Form,
    pub(super) confidence: f32,
    /// Names that could be several mean it from here on.
    is_full: bool,
}

/// Where the passages of segments that are gone stood, by where their facts lie in
/// memory: the segment, and which of its passages.
struct Gone<'a> {
    passages: Places<(&'a Named, &'a [Role], usize)>,
}

impl<'a> Gone<'a> {
    fn of(
        (parts, roles, names, kept): (&'a [Arc<Part>], &'a Roles, &'a [Arc<Named>], Kept),
    ) -> Self {
        let each = kept.gone().filter_map(|at| Some((at, parts.get(at)?, names.get(at)?)));
        let each = each.flat_map(|(at, part, named)| {
            let each = part.facts.iter().zip(roles.segment(at)).enumerate();
            each.map(|(nth, (facts, roles))| {
                (lies_at(facts), (named.as_ref(), roles.as_ref(), nth))
            })
        });
        Gone { passages: Places::new(each) }
    }

    /// What was found of a passage, where nothing that it depends on is new.
    fn names(
        &self,
        facts: &Arc<Facts>,
        roles: &[Role],
        support: &Arc<Support>,
        state: u64,
    ) -> Option<&'a [Found]> {
        let (named, old, nth) = *self.passages.get(lies_at(facts))?;
        let same = Arc::ptr_eq(&named.support, support)
            && named.states.get(nth) == Some(&state)
            && old == roles;
        let first = named.names.partition_point(|it| it.passage < nth);
        let end = named.names.partition_point(|it| it.passage <= nth);
        named.names.get(first..end).filter(|_| same)
    }
}

/// Whose full names stood before, as one number.
fn state(last_full: &[EntityId]) -> u64 {
    let mut hasher = FxHasher::default();
    last_full.hash(&mut hasher);
    hasher.finish()
}

/// A name that a candidate may be: what decides of it.
#[derive(Clone, Copy)]
struct Read {
    entity: EntityId,
    kind: NameKind,
    gate: Gate,
}

/// An earlier version's parts, roles and names, and which of its segments have both parts
/// and roles still.
pub(super) type Before<'a> = Option<(&'a [Arc<Part>], &'a Roles, &'a [Arc<Named>], Kept)>;

impl Support {
    /// The earlier version's own where it says the same.
    fn of(parts: &[Arc<Part>], base: &Base, day: Date, before: Before<'_>) -> Arc<Support> {
        let known = before.and_then(|(_, _, names, _)| Some(&names.first()?.support));
        let known = known.filter(|it| it.day == day);
        if let (Some(known), Some((old, _, _, kept))) = (known, before)
            && is_sure_of_same((parts, kept.fresh()), (old, kept.gone()))
        {
            return Arc::clone(known);
        }
        let mut res = Support { sure: FxHashSet::default(), countries: FxHashSet::default(), day };
        for entity in parts.iter().flat_map(|it| &it.sure) {
            if res.sure.insert(*entity) {
                res.countries.extend(base.entry(*entity).country);
            }
        }
        match known {
            Some(known) if **known == res => Arc::clone(known),
            _ => Arc::new(res),
        }
    }
}

/// Whether two runs of parts are sure of the same entities.
fn is_sure_of_same(
    (new, fresh): (&[Arc<Part>], Range<usize>),
    (old, gone): (&[Arc<Part>], Range<usize>),
) -> bool {
    match (new.get(fresh.clone()), old.get(gone.clone())) {
        // As a rule one of each.
        (Some([a]), Some([b])) => a.sure == b.sure,
        _ => union(new, fresh) == union(old, gone),
    }
}

/// The entities that some parts are sure of, in order.
fn union(parts: &[Arc<Part>], range: Range<usize>) -> Vec<EntityId> {
    let parts = parts.get(range).unwrap_or_default();
    let mut res: Vec<EntityId> = parts.iter().flat_map(|it| it.sure.iter().copied()).collect();
    res.sort_unstable();
    res.dedup();
    res
}

impl Named {
    pub(super) fn of(
        layout: &Layout,
        parts: &[Arc<Part>],
        roles: &Roles,
        base: &Base,
        day: Date,
        before: Before<'_>,
    ) -> Vec<Arc<Named>> {
        let support = Support::of(parts, base, day, before);
        let gone = before.map(Gone::of);
        // One support stands behind all that an earlier version has.
        let before = before.filter(|(_, _, names, _)| {
            names.first().is_some_and(|it| Arc::ptr_eq(&it.support, &support))
        });
        let kept = before.map(|it| it.3);
        let mut res: Vec<Arc<Named>> = Vec::with_capacity(parts.len());
        let front = kept.map_or(0, |it| it.fresh().start);
        let old = before.map_or(&[][..], |it| it.2);
        res.extend_from_slice(old.get(..front).unwrap_or_default());
        let mut came =
            res.last().map_or_else(|| Arc::new([]) as Arc<[EntityId]>, |it| Arc::clone(&it.out));
        for (at, (slot, part)) in layout.slots().iter().zip(parts).enumerate().skip(front) {
            let known = kept.and_then(|kept| Some((kept.place(at)?, old.get(kept.place(at)?)?)));
            let same = |it: &Named| Arc::ptr_eq(&it.came, &came) || it.came == came;
            // From here on nothing is new: each one's names stood before the next.
            if let Some((there, _)) = known.filter(|it| same(it.1)) {
                res.extend_from_slice(old.get(there..).unwrap_or_default());
                break;
            }
            let (roles, gone) = (roles.segment(at), gone.as_ref());
            let step = Named::read(&slot.segment, part, roles, base, &support, &came, gone);
            came = Arc::clone(&step.out);
            res.push(Arc::new(step));
        }
        res
    }

    fn read(
        segment: &Segment,
        part: &Part,
        roles: &[Box<[Role]>],
        base: &Base,
        support: &Arc<Support>,
        came: &Arc<[EntityId]>,
        gone: Option<&Gone<'_>>,
    ) -> Named {
        let mut names: Vec<Found> = Vec::new();
        let mut states = Vec::with_capacity(segment.len());
        let mut last_full: Vec<EntityId> = came.to_vec();
        let see = |last_full: &mut Vec<EntityId>, it: &Found| {
            if it.is_full && last_full.last() != Some(&it.entity) {
                last_full.retain(|other| *other != it.entity);
                last_full.push(it.entity);
            }
        };
        let passages = segment.passages().zip(&part.facts).zip(roles).enumerate();
        for (index, ((placed, facts), roles)) in passages {
            let state = state(&last_full);
            states.push(state);
            if let Some(known) = gone.and_then(|it| it.names(facts, roles, support, state)) {
                known.iter().for_each(|it| see(&mut last_full, it));
                names.extend(known.iter().map(|it| Found { passage: index, ..*it }));
                continue;
            }
            for candidate in &facts.candidates {
                let heading = in_heading(placed.passage, roles, candidate);
                let chosen = choose(base, candidate, support, &last_full, heading);
                let Some((name, confidence)) = chosen else { continue };
                let found = Found {
                    passage: index,
                    span: candidate.span,
                    entity: name.entity,
                    form: form(name),
                    confidence,
                    is_full: name.kind == NameKind::Name,
                };
                see(&mut last_full, &found);
                names.push(found);
            }
        }
        let out = if last_full == **came { Arc::clone(came) } else { last_full.into() };
        let (support, came) = (Arc::clone(support), Arc::clone(came));
        let (names, states) = (names.into(), states.into());
        Named {
            support,
            came,
            names,
            states,
            out,
            seen: OnceLock::new(),
            titled: OnceLock::new(),
            once: OnceLock::new(),
        }
    }
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
fn in_heading(passage: &Passage, roles: &[Role], candidate: &Candidate) -> bool {
    let blocks = &passage.blocks;
    let behind = blocks.partition_point(|it| it.span.start() <= candidate.span.start());
    let role = behind.checked_sub(1).and_then(|it| roles.get(it));
    role.is_some_and(|it| it.is_heading())
}

/// The reading that stands, with how sure it is.
fn choose(
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
