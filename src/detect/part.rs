//! What a segment's passages say, each by itself. Versions of an article share
//! these by pointer.

use std::sync::Arc;

use crate::detect::{Facts, resolve};
use crate::knowledge::{Base, EntityId};
use crate::lang::{Tongue, Votes, tokens};
use crate::structure::{Kept, Layout, Passage, Segment};
use crate::text::Span;

/// So many bytes of a block have a say in the article's language.
const BALLOT: usize = 320;

/// The votes of a segment's passages.
#[derive(Clone)]
pub(super) struct Ballot {
    each: Arc<[Votes]>,
    sum: Votes,
}

/// The facts of a segment.
pub(super) struct Part {
    /// Of each passage.
    pub(super) facts: Box<[Arc<Facts>]>,
    /// Entities that a name says without doubt, each once, in order.
    pub(super) sure: Box<[EntityId]>,
    /// Whether a comment for us stands in it.
    pub(super) directs: bool,
}

/// An earlier version: its layout, what it has for each segment, and which of
/// its segments are left.
pub(super) type Earlier<'a, T> = Option<(&'a Layout, &'a [T], Kept)>;

/// The passages of some segments in a row, each with what was found of it.
struct Old<'a, T> {
    passages: Vec<(&'a Arc<Passage>, &'a T)>,
}

impl<'a, T> Old<'a, T> {
    fn of(slots: impl Iterator<Item = (&'a Arc<Segment>, &'a [T])>) -> Old<'a, T> {
        let each =
            slots.flat_map(|(segment, found)| segment.passages().map(|it| it.passage).zip(found));
        Old { passages: each.collect() }
    }

    /// What was found of a passage. Few are asked for, and few are there.
    fn get(&self, passage: &Arc<Passage>) -> Option<&'a T> {
        self.passages.iter().find(|(it, _)| Arc::ptr_eq(it, passage)).map(|(_, found)| *found)
    }
}

impl Ballot {
    pub(super) fn of(layout: &Layout, before: Earlier<'_, Ballot>) -> Vec<Ballot> {
        let old = before.map(|(layout, ballots, kept)| {
            let gone = layout.slots().iter().zip(ballots).skip(kept.gone().start);
            Old::of(gone.take(kept.gone().len()).map(|(a, b)| (&a.segment, b.each.as_ref())))
        });
        let read = |segment: &Segment| {
            let each = segment.passages().map(|it| {
                let known = old.as_ref().and_then(|old| old.get(it.passage));
                known.copied().unwrap_or_else(|| vote(it.passage))
            });
            let each: Arc<[Votes]> = each.collect();
            let mut sum = Votes::default();
            for votes in each.iter() {
                sum.add(votes);
            }
            Ballot { each, sum }
        };
        let slots = layout.slots().iter().enumerate();
        slots
            .map(|(at, slot)| {
                let known = before.and_then(|(_, all, kept)| all.get(kept.place(at)?));
                known.cloned().unwrap_or_else(|| read(&slot.segment))
            })
            .collect()
    }

    /// The votes of the article.
    pub(super) fn sum(ballots: &[Ballot]) -> Votes {
        let mut res = Votes::default();
        ballots.iter().for_each(|it| res.add(&it.sum));
        res
    }
}

/// How an article's passages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) tongue: Tongue,
    /// Passages that are plainly in another language are read in that one: the
    /// article is in `tongue`, and not only said to be.
    pub(super) mixed: bool,
}

impl Part {
    /// `before` must have been read in the same way. `None` once `stale`
    /// says so.
    pub(super) fn of(
        layout: &Layout,
        reading: Reading,
        ballots: &[Ballot],
        base: &Base,
        before: Earlier<'_, Arc<Part>>,
        stale: &dyn Fn() -> bool,
    ) -> Option<Vec<Arc<Part>>> {
        let old = before.map(|(layout, parts, kept)| {
            let gone = layout.slots().iter().zip(parts).skip(kept.gone().start);
            Old::of(gone.take(kept.gone().len()).map(|(a, b)| (&a.segment, b.facts.as_ref())))
        });
        let mut res = Vec::with_capacity(layout.slots().len());
        for (at, slot) in layout.slots().iter().enumerate() {
            if let Some(known) = before.and_then(|(_, all, kept)| all.get(kept.place(at)?)) {
                res.push(Arc::clone(known));
                continue;
            }
            let mut facts = Vec::with_capacity(slot.segment.len());
            let votes = ballots.get(at).map_or(&[][..], |it| &it.each);
            for (it, votes) in slot.segment.passages().zip(votes) {
                let known = old.as_ref().and_then(|old| old.get(it.passage));
                facts.push(match known {
                    Some(known) => Arc::clone(known),
                    None if stale() => return None,
                    None => {
                        let around = reading.tongue;
                        let tongue = if reading.mixed { votes.within(around) } else { around };
                        Arc::new(Facts::read(it.passage, tongue, base))
                    }
                });
            }
            let mut sure: Vec<EntityId> = facts.iter().flat_map(|it| resolve::sure(it)).collect();
            sure.sort_unstable();
            sure.dedup();
            let directs = facts.iter().any(|it| !it.directives.is_empty());
            res.push(Arc::new(Part { facts: facts.into(), sure: sure.into(), directs }));
        }
        Some(res)
    }
}

/// Function words of each language.
fn vote(passage: &Passage) -> Votes {
    let text = passage.prose();
    let mut res = Votes::default();
    for block in passage.blocks.iter().filter(|it| it.kind.is_prose()) {
        // The first words of a paragraph tell as much as all of them.
        let end = text.floor_char_boundary(block.content.end().min(block.content.start() + BALLOT));
        let words = tokens(text, Span::new(block.content.start(), end));
        res.add(&Votes::of(text, &words));
    }
    res
}
