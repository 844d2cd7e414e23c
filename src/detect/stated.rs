//! The claims of an article, folded from the drafts of its passages: headings
//! claim nothing, the items of a list inherit the attribution of the sentence
//! that introduces them, and a quotation that goes on in the next paragraph keeps
//! its speaker.

use std::sync::Arc;

use crate::detect::claim::{Draft, FLOOR};
use crate::detect::part::Part;
use crate::detect::speaker::saying;
use crate::detect::{Attribution, Facts, Quote, Sentence, SourceClass};
use crate::structure::{BlockKind, Kept, Layout, Passage, Role, Roles, Segment};
use crate::text::Span;

/// The claims of one segment.
pub(super) struct Stated {
    /// What the fold came with.
    lead: Carried,
    pub(super) claims: Box<[Statement]>,
    out: Carried,
}

/// What one passage hands to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Carried {
    /// Of the sentence that brings a list.
    list: Option<Lead>,
    /// Of the quotation that the last paragraph left open.
    quote: Option<Lead>,
}

/// A draft that the article lets stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    /// Index of its passage in the segment.
    pub(super) passage: usize,
    /// Index into the passage's drafts.
    pub(super) draft: usize,
    /// Few have one.
    pub(super) inherited: Option<Box<Lead>>,
}

/// The attribution of a sentence that ends in a colon and brings a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lead {
    /// Its passage stands so many before the one at hand.
    pub(super) back: usize,
    /// Spans are bytes of its passage.
    pub(super) attribution: Attribution,
}

/// An earlier version's statements, and which of its segments have both parts and roles
/// still.
pub(super) type Before<'a> = Option<(&'a [Arc<Stated>], Kept)>;

impl Stated {
    pub(super) fn of(
        layout: &Layout,
        parts: &[Arc<Part>],
        roles: &Roles,
        before: Before<'_>,
    ) -> Vec<Arc<Stated>> {
        let kept = before.map(|it| it.1);
        let old = before.map_or(&[][..], |it| it.0);
        let front = kept.map_or(0, |it| it.fresh().start);
        let mut res: Vec<Arc<Stated>> = Vec::with_capacity(parts.len());
        res.extend_from_slice(old.get(..front).unwrap_or_default());
        let mut lead = res.last().map_or_else(Carried::default, |it| it.out);
        for (at, (slot, part)) in layout.slots().iter().zip(parts).enumerate().skip(front) {
            let there = kept.and_then(|it| it.place(at));
            // From here on nothing is new: each one leads to the next.
            if let Some(there) = there
                && old.get(there).is_some_and(|it| it.lead == lead)
            {
                res.extend_from_slice(old.get(there..).unwrap_or_default());
                break;
            }
            let step = Stated::read(&slot.segment, part, roles.segment(at), lead);
            lead = step.out;
            res.push(Arc::new(step));
        }
        res
    }

    fn read(segment: &Segment, part: &Part, roles: &[Box<[Role]>], mut lead: Carried) -> Stated {
        let came = lead;
        let mut claims = Vec::new();
        let passages = segment.passages().zip(&part.facts).zip(roles).enumerate();
        for (index, ((placed, facts), roles)) in passages {
            read(index, placed.passage, facts, roles, &mut lead, &mut claims);
            let further = |it: Option<Lead>| it.map(|it| Lead { back: it.back + 1, ..it });
            lead = Carried { list: further(lead.list), quote: further(lead.quote) };
        }
        Stated { lead: came, claims: claims.into(), out: lead }
    }
}

fn read(
    index: usize,
    passage: &Passage,
    facts: &Facts,
    roles: &[Role],
    carried: &mut Carried,
    claims: &mut Vec<Statement>,
) {
    let text = passage.prose();
    let listed = passage.blocks.iter().any(|it| it.kind == BlockKind::Item);
    if facts.quotes.is_empty() && !listed {
        return read_plain(index, (passage, facts, roles), carried, claims);
    }
    let mut drafts = facts.drafts.iter().enumerate().peekable();
    let mut paragraph = None;
    // The quotation that goes on in this paragraph.
    let mut goes_on: Option<(Span, Lead)> = None;
    for (at, sentence) in facts.sentences.iter().enumerate() {
        let Some(block) = passage.blocks.get(sentence.block) else { continue };
        let item = block.kind == BlockKind::Item;
        let role = roles.get(sentence.block).copied().unwrap_or(Role::Body);
        let heading = role.is_heading() || role == Role::Caption;
        let draft = drafts.next_if(|(_, it)| it.sentence == at);
        if !item {
            carried.list = None;
        }
        if paragraph.replace(sentence.block) != Some(sentence.block) {
            let own = quotes_of(facts, sentence.block);
            let first = own.first().filter(|it| it.span.start() == block.content.start());
            goes_on = first.and_then(|it| Some((it.inner, carried.quote?)));
            carried.quote = left_open(facts, own, goes_on);
        }
        if let Some((draft, it)) = draft
            && !heading
        {
            let spoken = goes_on.filter(|(words, _)| it.quoted && words.overlaps(it.span));
            let inherited = match it.attribution {
                None if item => carried.list,
                None => spoken.map(|it| it.1),
                Some(_) => None,
            };
            if stands(it, inherited) {
                claims.push(Statement {
                    passage: index,
                    draft,
                    inherited: inherited.map(Box::new),
                });
            }
        }
        if sentence.span.of(text).trim_end().ends_with(':') {
            carried.list = brings_list(facts, sentence);
        }
    }
}

/// A passage without quotations and items: only its last sentence can bring a list.
fn read_plain(
    index: usize,
    (passage, facts, roles): (&Passage, &Facts, &[Role]),
    carried: &mut Carried,
    claims: &mut Vec<Statement>,
) {
    let Some(last) = facts.sentences.last() else { return };
    *carried = Carried::default();
    if last.span.of(passage.prose()).trim_end().ends_with(':') {
        carried.list = brings_list(facts, last);
    }
    for (draft, it) in facts.drafts.iter().enumerate() {
        let block = facts.sentences.get(it.sentence).map_or(0, |it| it.block);
        let role = roles.get(block).copied().unwrap_or(Role::Body);
        if !role.is_heading() && role != Role::Caption && stands(it, None) {
            claims.push(Statement { passage: index, draft, inherited: None });
        }
    }
}

/// Whose word a list is that stands behind a sentence.
fn brings_list(facts: &Facts, sentence: &Sentence) -> Option<Lead> {
    let first = facts.attributions_in(sentence.span).first();
    let first = first.filter(|it| it.source_class != SourceClass::None);
    first.map(|it| Lead { back: 0, attribution: *it })
}

/// The quotations of one block.
fn quotes_of(facts: &Facts, block: usize) -> &[Quote] {
    let first = facts.quotes.partition_point(|it| it.block < block);
    let end = facts.quotes.partition_point(|it| it.block <= block);
    facts.quotes.get(first..end).unwrap_or_default()
}

/// Whose words the last quotation of a paragraph leaves open.
fn left_open(facts: &Facts, own: &[Quote], goes_on: Option<(Span, Lead)>) -> Option<Lead> {
    let last = own.last().filter(|it| !it.closed)?;
    if let Some((words, lead)) = goes_on
        && words == last.inner
    {
        return Some(lead);
    }
    // Who spoke in this paragraph before goes on.
    let said = own.iter().rev().find_map(|it| saying(facts, it));
    let said = facts.attributions.get(said?)?;
    said.source.map(|_| Lead { back: 0, attribution: *said })
}

/// Worth checking, or somebody's word.
fn stands(draft: &Draft, inherited: Option<Lead>) -> bool {
    FLOOR <= draft.score || draft.attribution.is_some() || inherited.is_some()
}
