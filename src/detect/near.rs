//! What stands at one place of an article. Right behind an edit this is what
//! gets asked, so none of it looks at all of the article where the passage at
//! that place can tell.

use crate::detect::{Article, Claim, ClaimId, Mention, Sighting, Stranger};

/// A claim is looked for among so many that start before a place.
const NEAR: usize = 4;

impl Article {
    /// The mention that a caret at this byte touches.
    pub fn mention_at(&self, byte: usize) -> Option<&Mention> {
        let touched = self.around(byte).any(|at| {
            let start = self.layout.passage(at).map_or(0, |it| it.start);
            self.names_of(at).any(|(.., span)| span.shift(start).touches(byte))
        });
        if !touched {
            return None;
        }
        let mentions = self.mentions();
        let at = mentions.partition_point(|it| it.span.end() < byte);
        mentions.get(at).filter(|it| it.span.touches(byte))
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
