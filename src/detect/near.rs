//! What stands at one place of an article. Right behind an edit this is what
//! gets asked, so none of it looks at all of the article where the passage at
//! that place can tell.

use crate::detect::{Article, Claim, ClaimId, Form, Sighting, Stranger};
use crate::knowledge::EntityId;
use crate::text::Span;

/// A claim is looked for among so many that start before a place.
const NEAR: usize = 4;

/// One place where an entity is named: a [`Mention`] without the article's lists.
///
/// [`Mention`]: crate::detect::Mention
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Naming {
    pub entity: EntityId,
    /// Bytes of the article.
    pub span: Span,
    /// Index of its passage in the layout.
    pub passage: usize,
    pub form: Form,
}

impl Article {
    /// The first name that a caret at this byte touches.
    pub fn naming_at(&self, byte: usize) -> Option<Naming> {
        let mut near = self.around(byte).flat_map(|at| self.namings_of(at));
        near.find(|it| it.span.touches(byte))
    }

    /// Everywhere that an entity is named, in order.
    pub fn namings(&self, entity: EntityId) -> impl Iterator<Item = Naming> {
        (0..self.layout.slots().len()).flat_map(move |it| self.namings_in(it, entity))
    }

    /// As [`Article::namings`], in the segment of this index.
    pub fn namings_in(&self, slot: usize, entity: EntityId) -> impl Iterator<Item = Naming> {
        let segment = self.named_segments().nth(slot);
        segment.into_iter().flat_map(move |(slot, named)| {
            let own = named.names.iter().filter(move |it| it.entity == entity);
            own.map(move |it| {
                let start = slot.segment.passage(it.passage).map_or(0, |it| it.start);
                Naming {
                    entity,
                    span: it.span.shift(slot.start + start),
                    passage: slot.first + it.passage,
                    form: it.form,
                }
            })
        })
    }

    /// All names of a passage, in order.
    pub fn namings_of(&self, passage: usize) -> impl Iterator<Item = Naming> {
        let start = self.layout.passage(passage).map_or(0, |it| it.start);
        self.names_of(passage).map(move |(entity, form, span)| Naming {
            entity,
            span: span.shift(start),
            passage,
            form,
        })
    }

    /// The stranger whose name a caret at this byte touches, and where.
    pub fn stranger_at(&self, byte: usize) -> Option<(&Stranger, &Sighting)> {
        if !self.around(byte).any(|at| self.may_be_stranger(at, byte)) {
            return None;
        }
        self.strangers().iter().find_map(|it| {
            let place = it.mentions.iter().find(|it| it.span.touches(byte))?;
            Some((it, place))
        })
    }

    /// The claim in whose sentence a byte stands, and its index in
    /// [`Article::claims`]; one whose own words stand there before another of
    /// the same sentence. Its id counts it as the first of its words; see
    /// [`Article::claim_id`].
    pub fn claim_at(&self, byte: usize) -> Option<(usize, Claim)> {
        let mut near: Vec<(usize, Claim)> = Vec::new();
        for passage in self.around(byte) {
            near.extend((self.claims_before(passage)..).zip(self.claims_of(passage)));
        }
        near.retain(|(_, it)| it.sentence.start() <= byte);
        let last = near.split_off(near.len().saturating_sub(NEAR)).into_iter();
        let touched = last.filter(|(_, it)| it.sentence.touches(byte));
        touched.min_by_key(|(at, it)| (!it.span.touches(byte), std::cmp::Reverse(*at)))
    }

    /// The first claim in whose sentence a byte stands; its id as in
    /// [`Article::claim_at`].
    pub fn first_claim_at(&self, byte: usize) -> Option<Claim> {
        let mut near = self.around(byte).flat_map(|it| self.claims_of(it));
        near.find(|it| byte <= it.sentence.end()).filter(|it| it.sentence.touches(byte))
    }

    /// The id of the claim of this index.
    pub fn claim_id(&self, index: usize) -> Option<ClaimId> {
        let mut hashes = self.claim_hashes();
        let mut before: Vec<u64> = hashes.by_ref().take(index).collect();
        let hash = hashes.next()?;
        before.retain(|it| *it == hash);
        Some(ClaimId { hash, nth: u32::try_from(before.len() + 1).unwrap_or(u32::MAX) })
    }

    /// The passage that holds a byte, and the one before, whose end it may be.
    fn around(&self, byte: usize) -> impl Iterator<Item = usize> + use<> {
        let at = self.passage_at(byte);
        at.saturating_sub(1)..=at
    }
}
