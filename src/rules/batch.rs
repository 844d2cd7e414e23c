//! What was found, segment by segment and passage by passage, as it is told.

use std::sync::Arc;

use crate::detect::Article;
use crate::rules::Finding;
use crate::rules::across::Tied;
use crate::rules::check::{Alone, Judged};
use crate::text::Span;

/// The findings of one segment. Spans are bytes of the article.
pub struct Batch<'a> {
    pub(super) article: &'a Article,
    pub(super) at: usize,
    pub(super) alone: &'a Arc<Judged>,
    pub(super) across: &'a [Arc<Tied>],
}

/// The findings of one passage.
pub struct Piece<'a> {
    article: &'a Article,
    passage: usize,
    /// Where the passage starts in the article.
    start: usize,
    /// Line ends before it in its segment.
    line: usize,
    alone: &'a Arc<Alone>,
    across: &'a [Arc<Tied>],
}

impl<'a> Batch<'a> {
    /// Sorted by place, then by rule.
    pub fn findings(&self) -> Vec<Finding> {
        self.pieces().flat_map(|it| it.findings()).collect()
    }

    /// The passages that have findings.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let (article, mut across) = (self.article, self.across);
        let slot = article.layout.slots().get(self.at);
        let passages = self.alone.passages.iter().zip(0..);
        passages.filter_map(move |(alone, nth)| {
            let slot = slot?;
            let passage = slot.first + nth;
            let own = across.partition_point(|it| it.passage <= passage);
            let (own, rest) = across.split_at_checked(own)?;
            across = rest;
            if own.is_empty() && alone.findings.is_empty() {
                return None;
            }
            let start = slot.start + slot.segment.passage(nth)?.start;
            let line = slot.segment.line(nth);
            Some(Piece { article, passage, start, line, alone, across: own })
        })
    }

    /// How many findings it has, rule by rule: a rule may come more than once.
    pub fn tally(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let across = self.across.iter().map(|it| (it.finding.rule, 1));
        self.alone.tally.iter().copied().chain(across)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.across.is_empty() && self.alone.tally.is_empty()
    }

    /// What its passages gave by themselves: the same pointer in two versions
    /// means the same findings, at the same places of the segment.
    pub fn alone(&self) -> &'a Arc<Judged> {
        self.alone
    }

    /// What rules that look across passages found here.
    pub fn across(&self) -> &'a [Arc<Tied>] {
        self.across
    }

    /// Index of the segment's first passage.
    pub fn first(&self) -> usize {
        self.article.layout.slots().get(self.at).map_or(0, |it| it.first)
    }

    /// Where the segment lies, in bytes of the article.
    pub fn span(&self) -> Span {
        let slots = self.article.layout.slots();
        let start = |it: usize| slots.get(it).map(|it| it.start);
        let end = start(self.at + 1).unwrap_or(self.article.layout.text_len());
        Span::new(start(self.at).unwrap_or(end), end)
    }

    /// How many line ends stand before the segment.
    pub fn line(&self) -> usize {
        self.article.layout.slots().get(self.at).map_or(0, |it| it.line)
    }
}

impl<'a> Piece<'a> {
    /// Sorted by place, then by rule.
    pub fn findings(&self) -> Vec<Finding> {
        let mut res: Vec<Finding> =
            self.alone.findings.iter().map(|it| it.shift(self.start)).collect();
        res.extend(self.across.iter().map(|it| it.place(self.article)));
        res.sort_by_key(|it| (it.span, it.rule));
        res
    }

    /// What the passage gave by itself: the same pointer in two versions means
    /// the same findings, at the same places of the passage.
    pub fn alone(&self) -> &'a Arc<Alone> {
        self.alone
    }

    /// What rules that look across passages found in it.
    pub fn across(&self) -> &'a [Arc<Tied>] {
        self.across
    }

    /// Index of the passage.
    pub fn passage(&self) -> usize {
        self.passage
    }

    /// How many line ends stand before it in its segment.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Where the passage lies, in bytes of the article.
    pub fn span(&self) -> Span {
        let end = self.article.layout.passage(self.passage).map_or(self.start, |it| it.end());
        Span::new(self.start, end)
    }
}
