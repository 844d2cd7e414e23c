//! The names of an article, tied to entities: folded over its segments, and kept where
//! nothing that they ask about has changed.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rustc_hash::FxHasher;

use crate::detect::Form;
use crate::detect::asked::{Asked, Unlike};
use crate::detect::part::Part;
use crate::detect::resolve::{self, Chosen};
use crate::detect::stranger::Seen;
use crate::detect::support::{News, Support};
use crate::detect::{Facts, resolve::in_heading};
use crate::knowledge::{Base, EntityId};
use crate::structure::{Kept, Layout, Places, Role, Roles, Slot, lies_at};
use crate::text::Span;

/// The names of all segments.
pub(super) struct Names {
    support: Arc<Support>,
    steps: Vec<Arc<Step>>,
}

/// One segment's step of the fold.
struct Step {
    /// What the fold came with: the entities whose full names stood before,
    /// the last one last.
    came: Arc<[EntityId]>,
    out: Arc<[EntityId]>,
    /// Of each passage, what the fold came to it with, as one number; empty where that was
    /// not looked at.
    states: Box<[u64]>,
    named: Arc<Named>,
}

/// The names of one segment, tied to entities.
pub(super) struct Named {
    pub(super) names: Box<[Found]>,
    /// What they ask of the article; made where something new is named.
    asked: OnceLock<Asked>,
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

impl Named {
    /// Those whose full names stand in it, each once, the one who is named last at the end.
    fn full(&self) -> Vec<EntityId> {
        let mut res = Vec::new();
        self.names.iter().for_each(|it| see(&mut res, it));
        res
    }
}

/// Adds to whose full names stood before.
fn see(last_full: &mut Vec<EntityId>, it: &Found) {
    if it.is_full {
        name_last(last_full, it.entity);
    }
}

fn name_last(last_full: &mut Vec<EntityId>, entity: EntityId) {
    if last_full.last() != Some(&entity) {
        last_full.retain(|other| *other != entity);
        last_full.push(entity);
    }
}

/// Where the passages of segments that are gone stood, by where their facts lie in
/// memory: the segment, and which of its passages.
struct Gone<'a> {
    passages: Places<(&'a Step, &'a [Role], usize)>,
}

impl<'a> Gone<'a> {
    fn of((parts, roles, names, kept): Earlier<'a>) -> Self {
        let each = kept.gone().filter_map(|at| Some((at, parts.get(at)?, names.steps.get(at)?)));
        let each = each.flat_map(|(at, part, step)| {
            let each = part.facts.iter().zip(roles.segment(at)).enumerate();
            each.map(|(nth, (facts, roles))| (lies_at(facts), (step.as_ref(), roles.as_ref(), nth)))
        });
        Gone { passages: Places::new(each) }
    }

    /// What was found of a passage, where nothing that it depends on is new.
    fn names(&self, facts: &Arc<Facts>, roles: &[Role], state: u64) -> Option<&'a [Found]> {
        let (step, old, nth) = *self.passages.get(lies_at(facts))?;
        let same = step.states.get(nth) == Some(&state) && old == roles;
        let names = &step.named.names;
        let first = names.partition_point(|it| it.passage < nth);
        let end = names.partition_point(|it| it.passage <= nth);
        names.get(first..end).filter(|_| same)
    }
}

/// Whose full names stood before, as one number.
fn state(last_full: &[EntityId]) -> u64 {
    let mut hasher = FxHasher::default();
    last_full.hash(&mut hasher);
    hasher.finish()
}

/// An earlier version's parts, roles and names, and which of its segments have both parts
/// and roles still.
pub(super) type Earlier<'a> = (&'a [Arc<Part>], &'a Roles, &'a Names, Kept);

/// The fold over the segments, on its way.
struct Fold<'a> {
    slots: &'a [Slot],
    parts: &'a [Arc<Part>],
    roles: &'a Roles,
    base: &'a Base,
    support: &'a Support,
    /// Passages of the version before, where the article speaks for the same readings.
    gone: Option<Gone<'a>>,
    /// What the article speaks for now and did not before, or the other way round.
    news: News,
    /// Whose full names stood before the next segment.
    came: Arc<[EntityId]>,
    /// Where that differs from what stood there before.
    unlike: Unlike,
    steps: Vec<Arc<Step>>,
}

impl Names {
    pub(super) fn nothing(day: Date) -> Names {
        Names { support: Support::of((&[], 0..0), &Base::default(), day, None), steps: Vec::new() }
    }

    pub(super) fn of(
        layout: &Layout,
        parts: &[Arc<Part>],
        roles: &Roles,
        base: &Base,
        day: Date,
        before: Option<Earlier<'_>>,
    ) -> Names {
        let fresh = before.map_or(0..parts.len(), |it| it.3.fresh());
        let known = before.map(|(old, _, names, kept)| (&names.support, (old, kept.gone())));
        let support = Support::of((parts, fresh), base, day, known);
        let said = before.map(|it| &it.2.support);
        let same = said.is_some_and(|it| Arc::ptr_eq(it, &support));
        let news = said.and_then(|it| if same { Some(News::default()) } else { support.news(it) });
        let slots = layout.slots();
        let mut fold = Fold {
            slots,
            parts,
            roles,
            base,
            support: &support,
            gone: before.filter(|_| same).map(Gone::of),
            came: Arc::new([]),
            unlike: Unlike::default(),
            steps: Vec::with_capacity(slots.len()),
            news: News::default(),
        };
        match before.zip(news) {
            Some(((_, _, old, kept), news)) => {
                fold.news = news;
                fold.after(&old.steps, kept);
            }
            None => (0..slots.len()).for_each(|at| _ = fold.read(at)),
        }
        let steps = fold.steps;
        Names { support, steps }
    }

    /// Segment by segment.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Named>> {
        self.steps.iter().map(|it| &it.named)
    }

    /// Whether one segment has the names here that one has there, and shares them.
    pub(super) fn same(&self, at: usize, other: &Names, there: usize) -> bool {
        matches!((self.get(at), other.get(there)), (Some(a), Some(b)) if Arc::ptr_eq(a, b))
    }

    /// The names of the segment of this index.
    pub(super) fn get(&self, segment: usize) -> Option<&Arc<Named>> {
        self.steps.get(segment).map(|it| &it.named)
    }
}

impl Fold<'_> {
    /// Goes over all segments, after an earlier version did.
    fn after(&mut self, old: &[Arc<Step>], kept: Kept) {
        self.keep(0..kept.fresh().start, old, kept);
        let full = |it: &Arc<Step>| it.named.full();
        let mut was = Vec::new();
        let gone = old.get(kept.gone()).unwrap_or_default().iter();
        gone.flat_map(full).for_each(|it| name_last(&mut was, it));
        let mut is = Vec::new();
        for at in kept.fresh() {
            let step = self.read(at);
            step.named.full().into_iter().for_each(|it| name_last(&mut is, it));
        }
        self.unlike.follow(&was, &is);
        self.keep(kept.fresh().end..self.slots.len(), old, kept);
    }

    /// Goes over some segments that were there before.
    fn keep(&mut self, segments: std::ops::Range<usize>, old: &[Arc<Step>], kept: Kept) {
        for at in segments.clone() {
            let Some(there) = kept.place(at) else { continue };
            // From here on nothing is new.
            if self.news.is_empty() && self.unlike.is_empty() {
                let rest = there..there + (segments.end - at);
                self.steps.extend_from_slice(old.get(rest).unwrap_or_default());
                break;
            }
            let (Some(part), Some(was)) = (self.parts.get(at), old.get(there)) else { continue };
            let asked = was.named.asked.get_or_init(|| Asked::of(part, self.base));
            let full = was.named.full();
            if asked.concerns(&self.news, &self.unlike) {
                let step = self.read(at);
                self.unlike.follow(&full, &step.named.full());
                // Who shares it need not look at it again.
                if step.named.names == was.named.names
                    && let Some(last) = self.steps.last_mut()
                {
                    *last = Arc::new(Step {
                        came: Arc::clone(&step.came),
                        out: Arc::clone(&step.out),
                        states: step.states.clone(),
                        named: Arc::clone(&was.named),
                    });
                }
                continue;
            }
            let step =
                if self.unlike.is_empty() { Arc::clone(was) } else { self.place(was, &full) };
            self.unlike.follow(&full, &full);
            self.came = Arc::clone(&step.out);
            self.steps.push(step);
        }
        if let Some(last) = self.steps.last() {
            self.came = Arc::clone(&last.out);
        }
    }

    /// The names of a step, where other full names stood before; `full` stand in it.
    fn place(&self, step: &Step, full: &[EntityId]) -> Arc<Step> {
        let mut out = self.came.to_vec();
        full.iter().for_each(|it| name_last(&mut out, *it));
        Arc::new(Step {
            came: Arc::clone(&self.came),
            out: self.shared(out),
            states: Box::default(),
            named: Arc::clone(&step.named),
        })
    }

    fn shared(&self, out: Vec<EntityId>) -> Arc<[EntityId]> {
        if out == *self.came { Arc::clone(&self.came) } else { out.into() }
    }

    /// Ties the names of the next segment, which is the one of this index.
    fn read(&mut self, at: usize) -> Arc<Step> {
        let mut names: Vec<Found> = Vec::new();
        let mut states = Vec::new();
        let mut last_full: Vec<EntityId> = self.came.to_vec();
        let passages = self.slots.get(at).into_iter().flat_map(|it| it.segment.passages());
        let facts = self.parts.get(at).into_iter().flat_map(|it| &it.facts);
        let passages = passages.zip(facts).zip(self.roles.segment(at)).enumerate();
        for (index, ((placed, facts), roles)) in passages {
            let state = state(&last_full);
            states.push(state);
            if let Some(known) = self.gone.as_ref().and_then(|it| it.names(facts, roles, state)) {
                known.iter().for_each(|it| see(&mut last_full, it));
                names.extend(known.iter().map(|it| Found { passage: index, ..*it }));
                continue;
            }
            for candidate in &facts.candidates {
                let heading = in_heading(placed.passage, roles, candidate);
                let chosen =
                    resolve::choose(self.base, candidate, self.support, &last_full, heading);
                let Some(Chosen { entity, form, confidence, is_full }) = chosen else { continue };
                let span = candidate.span;
                let found = Found { passage: index, span, entity, form, confidence, is_full };
                see(&mut last_full, &found);
                names.push(found);
            }
        }
        let named = Named {
            names: names.into(),
            asked: OnceLock::new(),
            seen: OnceLock::new(),
            titled: OnceLock::new(),
            once: OnceLock::new(),
        };
        let step = Arc::new(Step {
            came: Arc::clone(&self.came),
            out: self.shared(last_full),
            states: states.into(),
            named: Arc::new(named),
        });
        self.came = Arc::clone(&step.out);
        self.steps.push(Arc::clone(&step));
        step
    }
}
