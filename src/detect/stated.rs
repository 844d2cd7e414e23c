//! The claims of an article, folded from the drafts of its passages: headings
//! claim nothing, and the items of a list inherit the attribution of the
//! sentence that introduces them.

use std::sync::Arc;

use crate::detect::claim::{Draft, FLOOR};
use crate::detect::part::Part;
use crate::detect::{Attribution, Facts, SourceClass};
use crate::structure::{BlockKind, Kept, Layout, Passage, Role, Roles, Segment};

/// The claims of one segment.
pub(super) struct Stated {
    /// What the fold came with.
    lead: Option<Lead>,
    pub(super) claims: Box<[Statement]>,
    out: Option<Lead>,
}

/// A draft that the article lets stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    /// Index of its passage in the segment.
    pub(super) passage: usize,
    /// Index into the passage's drafts.
    pub(super) draft: usize,
    pub(super) inherited: Option<Lead>,
}

/// The attribution of a sentence that ends in a colon and brings a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lead {
    /// Its passage stands so many before the one at hand.
    pub(super) back: usize,
    /// Spans are bytes of its passage.
    pub(super) attribution: Attribution,
}

/// An earlier version's parts, roles and statements, and which segments of it
/// are left.
pub(super) type Before<'a> = Option<(&'a [Arc<Part>], &'a Roles, &'a [Arc<Stated>], Kept)>;

impl Stated {
    pub(super) fn of(
        layout: &Layout,
        parts: &[Arc<Part>],
        roles: &Roles,
        before: Before<'_>,
    ) -> Vec<Arc<Stated>> {
        let mut lead = None;
        let slots = layout.slots().iter().zip(parts).enumerate();
        slots
            .map(|(at, (slot, part))| {
                let known = before.and_then(|(parts, old, stated, kept)| {
                    let there = kept.place(at)?;
                    let same = Arc::ptr_eq(parts.get(there)?, part) && roles.same(at, old, there);
                    stated.get(there).filter(|it| same && it.lead == lead)
                });
                let step = match known {
                    Some(it) => Arc::clone(it),
                    None => Arc::new(Stated::read(&slot.segment, part, roles.segment(at), lead)),
                };
                lead = step.out;
                step
            })
            .collect()
    }

    fn read(
        segment: &Segment,
        part: &Part,
        roles: &[Box<[Role]>],
        mut lead: Option<Lead>,
    ) -> Stated {
        let came = lead;
        let mut claims = Vec::new();
        let passages = segment.passages().zip(&part.facts).zip(roles).enumerate();
        for (index, ((placed, facts), roles)) in passages {
            read(index, placed.passage, facts, roles, &mut lead, &mut claims);
            lead = lead.map(|it| Lead { back: it.back + 1, ..it });
        }
        Stated { lead: came, claims: claims.into(), out: lead }
    }
}

fn read(
    index: usize,
    passage: &Passage,
    facts: &Facts,
    roles: &[Role],
    lead: &mut Option<Lead>,
    claims: &mut Vec<Statement>,
) {
    let text = passage.prose();
    let mut drafts = facts.drafts.iter().enumerate().peekable();
    for (at, sentence) in facts.sentences.iter().enumerate() {
        let Some(block) = passage.blocks.get(sentence.block) else { continue };
        let item = block.kind == BlockKind::Item;
        let role = roles.get(sentence.block).copied().unwrap_or(Role::Body);
        let heading = role.is_heading() || role == Role::Caption;
        let draft = drafts.next_if(|(_, it)| it.sentence == at);
        if !item {
            *lead = None;
        }
        if let Some((draft, it)) = draft
            && !heading
        {
            let inherited = if item && it.attribution.is_none() { *lead } else { None };
            if stands(it, inherited) {
                claims.push(Statement { passage: index, draft, inherited });
            }
        }
        if sentence.span.of(text).trim_end().ends_with(':') {
            let first = facts.attributions_in(sentence.span).first();
            let first = first.filter(|it| it.source_class != SourceClass::None);
            *lead = first.map(|it| Lead { back: 0, attribution: *it });
        }
    }
}

/// Worth checking, or somebody's word.
fn stands(draft: &Draft, inherited: Option<Lead>) -> bool {
    FLOOR <= draft.score || draft.attribution.is_some() || inherited.is_some()
}
