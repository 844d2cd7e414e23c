//! One sentence, with all that its passage says of it.

use crate::detect::{Candidate, DateMention, Facts, Quote};
use crate::knowledge::Base;
use crate::lang::{Lang, List, Mark, Part, Token};
use crate::text::Span;

/// A sentence with everything that stands in it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) tokens: &'a [Token],
    /// Their token indices count from the passage's first token.
    pub(super) marks: &'a [Mark],
    lists: Lists,
    /// The parts that its tokens play, a bit each; where they are known.
    grammar: Option<&'a [u64]>,
    /// Index of the sentence's first token in the passage.
    pub(super) base: usize,
    pub(super) candidates: &'a [Candidate],
    pub(super) quotes: &'a [Quote],
    /// The quotation that ends right before the sentence.
    pub(super) prior: Option<Quote>,
    pub(super) dates: &'a [DateMention],
    pub(super) lang: Lang,
    /// Whom the candidates may mean.
    pub(super) who: &'a Base,
}

/// Of each list that has a mark somewhere, its bit.
#[derive(Clone, Copy)]
pub(super) struct Lists(u128);

impl Lists {
    fn of(marks: &[Mark]) -> Lists {
        Lists(marks.iter().fold(0, |bits, it| bits | it.list.bit()))
    }

    #[inline]
    pub(super) fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

impl Facts {
    /// The quotations that reach into a sentence, and the one that ends right before it.
    pub(super) fn quotes_at(&self, sentence: Span) -> impl Iterator<Item = &Quote> {
        let open = self.quotes.partition_point(|it| it.span.end() <= sentence.start());
        let shut = self.quotes.partition_point(|it| it.span.start() < sentence.end());
        let prior = open.checked_sub(1).and_then(|it| self.quotes.get(it));
        let near = |it: &&Quote| it.closed && sentence.start() <= it.span.end() + 1;
        prior.filter(near).into_iter().chain(self.quotes.get(open..shut).unwrap_or_default())
    }

    /// The sentence of this index.
    pub(super) fn view<'a>(&'a self, text: &'a str, at: usize, lang: Lang) -> Option<View<'a>> {
        let sentence = self.sentences.get(at)?;
        // A quotation may have begun in an earlier sentence.
        let open = self.quotes.partition_point(|it| it.span.end() <= sentence.span.start());
        let shut = self.quotes.partition_point(|it| it.span.start() < sentence.span.end());
        let marks = self.marks.get(sentence.marks.clone())?;
        let prior = open.checked_sub(1).and_then(|it| self.quotes.get(it)).copied();
        let near = |it: &Quote| it.closed && sentence.span.start() <= it.span.end() + 1;
        Some(View {
            prior: prior.filter(near),
            who: &self.base,
            text,
            span: sentence.span,
            tokens: self.tokens.get(sentence.tokens.clone())?,
            marks,
            lists: Lists::of(marks),
            grammar: None,
            base: sentence.tokens.start,
            candidates: inside(&self.candidates, sentence.span, |it| it.span),
            quotes: self.quotes.get(open..shut).unwrap_or_default(),
            lang,
            dates: inside(&self.dates, sentence.span, |it| it.date),
        })
    }
}

impl<'a> View<'a> {
    /// With the parts that the passage's tokens play.
    pub(super) fn knowing(self, parts: &'a [u64]) -> View<'a> {
        let own = parts.get(self.base..self.base + self.tokens.len());
        View { grammar: own, ..self }
    }

    /// The marks of one list.
    #[inline]
    pub(super) fn of(&self, list: List) -> impl Iterator<Item = &'a Mark> {
        let marks = if self.has(list) { self.marks } else { &[] };
        marks.iter().filter(move |it| it.list == list)
    }

    #[inline]
    pub(super) fn has(&self, list: List) -> bool {
        self.lists.has(list)
    }

    /// The lists of the marks inside a span.
    pub(super) fn lists_in(&self, span: Span) -> Lists {
        let marks = inside(self.marks, span, |it| it.span).iter();
        let marks = marks.filter(|it| span.contains(it.span));
        Lists(marks.fold(0, |bits, it| bits | it.list.bit()))
    }

    /// What stands in a part of the sentence alone, as if that were all of it.
    pub(super) fn part(&self, span: Span) -> View<'a> {
        let (first, tokens) = self.tokens_in(span);
        let marks = inside(self.marks, span, |it| it.span);
        View {
            span,
            tokens,
            marks,
            lists: Lists::of(marks),
            grammar: self.grammar.and_then(|it| it.get(first..first + tokens.len())),
            base: self.base + first,
            candidates: self.candidates_in(span),
            dates: inside(self.dates, span, |it| it.date),
            ..*self
        }
    }

    /// The marks of one list inside a span.
    pub(super) fn within(&self, list: List, span: Span) -> impl Iterator<Item = &'a Mark> {
        let marks = if self.has(list) { self.marks } else { &[] };
        let marks = inside(marks, span, |it| it.span);
        marks.iter().filter(move |it| it.list == list && span.contains(it.span))
    }

    /// The tokens inside a span, with the place of the first in the sentence.
    pub(super) fn tokens_in(&self, span: Span) -> (usize, &'a [Token]) {
        let first = self.tokens.partition_point(|it| it.span.start() < span.start());
        (first, inside(self.tokens, span, |it| it.span))
    }

    pub(super) fn candidates_in(&self, span: Span) -> &'a [Candidate] {
        inside(self.candidates, span, |it| it.span)
    }

    /// Whether a span lies inside a quotation that is closed: what stands there
    /// is the speaker's own "I said".
    pub(super) fn is_quoted(&self, span: Span) -> bool {
        let at = self.quotes.partition_point(|it| it.span.end() <= span.start());
        self.quotes.get(at).is_some_and(|it| it.closed && it.inner.contains(span))
    }

    /// Whether the token at this place of the sentence plays a part.
    #[inline]
    pub(super) fn plays(&self, at: usize, part: Part) -> bool {
        match self.grammar {
            Some(parts) => parts.get(at).is_some_and(|it| it & (1 << part as u32) != 0),
            None => self.is_part(self.word(at), part),
        }
    }

    pub(super) fn is_part(&self, word: &str, part: Part) -> bool {
        self.lang.pack().lexicon.plays(word, part)
    }

    /// Token of the sentence, counted from its first.
    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |it| it.span.of(self.text))
    }
}

/// Those that start inside `span`, of things that are in order of their start.
pub(super) fn inside<T>(all: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    if all.is_empty() {
        return all;
    }
    let first = all.partition_point(|it| place(it).start() < span.start());
    let behind = all.get(first..).unwrap_or_default();
    let count = behind.partition_point(|it| place(it).start() < span.end());
    behind.get(..count).unwrap_or_default()
}
