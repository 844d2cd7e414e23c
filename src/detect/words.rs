//! The words of one sentence, by the indices of the facts' tokens.

use crate::detect::Facts;
use crate::text::Span;

/// A sentence and its tokens: from `first` to the one before `end`.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) facts: &'a Facts,
    pub(super) first: usize,
    pub(super) end: usize,
}

impl<'a> Words<'a> {
    /// Bytes of a token, in the sentence or around it; empty where there is none.
    pub(super) fn span(&self, at: usize) -> Span {
        self.facts.tokens.get(at).map_or(Span::default(), |it| it.span)
    }

    /// A word of the sentence; empty outside of it.
    pub(super) fn word(&self, at: usize) -> &'a str {
        if (self.first..self.end).contains(&at) { self.span(at).of(self.text) } else { "" }
    }

    /// The word before one.
    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |it| self.word(it))
    }
}
