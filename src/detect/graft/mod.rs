//! A passage in which something was typed, read with the help of what was read of it
//! before: only the sentences that the edit touches are read anew. It gives what a
//! fresh reading gives, since all that a sentence depends on is compared.

mod kept;

use std::ops::Range;

use crate::detect::facts::SHORT_QUOTE;
use crate::detect::{Facts, Quote, QuoteKind, Sentence, quote};
use crate::lang::{
    LONGEST_PHRASE, Mark, Pack, Token, Tongue, Votes, each_token, item_behind, sentences_until,
};
use crate::structure::{BlockKind, Passage};
use crate::text::Span;

pub(super) use kept::Said;

/// No phrase of a list has more tokens.
const PHRASE: usize = LONGEST_PHRASE as usize;

/// What was read of a passage before something was typed in it.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) passage: &'a Passage,
    pub(super) facts: &'a Facts,
}

/// A passage beside what it was.
pub(super) struct Graft<'a> {
    before: Before<'a>,
    passage: &'a Passage,
    /// The bytes that differ, in the text as it was and as it is.
    was: Span,
    is: Span,
    /// Index of the block that they stand in.
    block: usize,
    /// The sentences that are read anew, and those that stood there before.
    fresh: Range<usize>,
    gone: Range<usize>,
}

/// How many bytes two texts have in common at their start and at their end.
fn ends(a: &[u8], b: &[u8]) -> (usize, usize) {
    const STEP: usize = 16;
    let pieces = a.chunks_exact(STEP).zip(b.chunks_exact(STEP));
    let start = pieces.take_while(|(a, b)| a == b).count() * STEP;
    let rest = a.iter().skip(start).zip(b.iter().skip(start));
    let start = start + rest.take_while(|(a, b)| a == b).count();
    let left = a.len().min(b.len()) - start;
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let pieces = a.rchunks_exact(STEP).zip(b.rchunks_exact(STEP));
    let end = pieces.take_while(|(a, b)| a == b).count() * STEP;
    let rest = a.iter().rev().skip(end).zip(b.iter().rev().skip(end));
    let end = end + rest.take_while(|(a, b)| a == b).count();
    (start, end.min(left))
}

/// The stretches of two texts that differ.
fn change(old: &str, new: &str) -> (Span, Span) {
    let (mut start, mut end) = ends(old.as_bytes(), new.as_bytes());
    while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
        start -= 1;
    }
    let bound = |text: &str, end: usize| text.is_char_boundary(text.len() - end);
    while !(bound(old, end) && bound(new, end)) {
        end -= 1;
    }
    (Span::new(start, old.len() - end), Span::new(start, new.len() - end))
}

/// A span that counted from `from`, counted from `to`.
pub(super) fn moved(span: Span, from: usize, to: usize) -> Span {
    let place = |it: usize| (it + to).saturating_sub(from);
    Span::new(place(span.start()), place(span.end()))
}

/// An index that counted from `from`, counted from `to`.
fn index(at: u32, from: usize, to: usize) -> u32 {
    u32::try_from((at as usize + to).saturating_sub(from)).unwrap_or(u32::MAX)
}

/// The sentences of one block.
fn sentences_of(facts: &Facts, block: usize) -> Range<usize> {
    let all = &facts.sentences;
    all.partition_point(|it| it.block < block)..all.partition_point(|it| it.block <= block)
}

/// The quotations of one block.
fn quotes_of(quotes: &[Quote], block: usize) -> &[Quote] {
    let first = quotes.partition_point(|it| it.block < block);
    let end = quotes.partition_point(|it| it.block <= block);
    quotes.get(first..end).unwrap_or_default()
}

/// Whether a quotation is read in another language than what is around it.
fn is_foreign(text: &str, tokens: &[Token], quote: &Quote, tongue: Tongue) -> bool {
    let first = tokens.partition_point(|it| it.span.start() < quote.inner.start());
    let end = tokens.partition_point(|it| it.span.start() < quote.inner.end());
    let inner = tokens.get(first..end).filter(|it| SHORT_QUOTE <= it.len());
    inner.is_some_and(|it| Votes::of(text, it).within(tongue) != tongue)
}

impl<'a> Graft<'a> {
    /// Reads tokens, marks, sentences and quotations into `facts`, which has none.
    /// `parts` gets those that the tokens of sentences play that are read anew. `None`
    /// where all of it must be read; what is in the two then means nothing.
    pub(super) fn read(
        before: Before<'a>,
        passage: &'a Passage,
        facts: &mut Facts,
        parts: &mut Vec<u64>,
    ) -> Option<Graft<'a>> {
        let same = before.facts.tongue == facts.tongue && before.facts.base == facts.base;
        let Tongue::Known(lang) = facts.tongue else { return None };
        let mut res = Graft::of(before, passage).filter(|_| same)?;
        // As many as there were, or a few more.
        facts.tokens.reserve_exact(before.facts.tokens.len() + 4);
        facts.marks.reserve_exact(before.facts.marks.len() + 2);
        facts.sentences.reserve_exact(before.facts.sentences.len() + 1);
        facts.attributions.reserve_exact(before.facts.attributions.len() + 1);
        facts.drafts.reserve_exact(before.facts.drafts.len());
        for (index, block) in passage.blocks.iter().enumerate() {
            if index == res.block {
                res.read_block(block.content, lang.pack(), facts, parts)?;
            } else {
                res.copy_block(index, facts)?;
            }
        }
        parts.resize(facts.tokens.len(), 0);
        Some(res)
    }

    /// `None` where more differs than the words of one block.
    fn of(before: Before<'a>, passage: &'a Passage) -> Option<Graft<'a>> {
        let old = before.passage;
        let (was, is) = change(old.prose(), passage.prose());
        if old.blocks.len() != passage.blocks.len() {
            return None;
        }
        let mut block = None;
        for (index, (a, b)) in old.blocks.iter().zip(&passage.blocks).enumerate() {
            if a.kind != b.kind || a.kind == BlockKind::Byline {
                return None;
            }
            let (a, b) = (a.content, b.content);
            let grown = a.start() == b.start() && a.end() + is.end() == b.end() + was.end();
            if block.is_none() && grown && a.contains(was) && b.contains(is) {
                block = Some(index);
                continue;
            }
            let behind = was.end() <= a.start();
            let place = if behind { moved(a, was.end(), is.end()) } else { a };
            if place != b || !behind && was.start() < a.end() {
                return None;
            }
        }
        let block = block?;
        Some(Graft { before, passage, was, is, block, fresh: 0..0, gone: 0..0 })
    }

    fn old(&self) -> &'a Facts {
        self.before.facts
    }

    /// Where a stretch behind the edit stands now.
    fn behind(&self, span: Span) -> Span {
        moved(span, self.was.end(), self.is.end())
    }

    /// Where a stretch stands now that the edit has left alone.
    fn place(&self, span: Span) -> Option<Span> {
        if span.end() <= self.was.start() {
            return Some(span);
        }
        (self.was.end() <= span.start()).then(|| self.behind(span))
    }

    fn copy_block(&self, block: usize, facts: &mut Facts) -> Option<()> {
        let old = self.old();
        let own = old.sentences.get(sentences_of(old, block))?;
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return Some(()) };
        let (tokens, marks) =
            (first.tokens.start..last.tokens.end, first.marks.start..last.marks.end);
        let (token, mark) = (facts.tokens.len(), facts.marks.len());
        let place = |it: Span| self.place(it).unwrap_or(it);
        let each = old.tokens.get(tokens.clone())?.iter();
        facts.tokens.extend(each.map(|it| Token { span: place(it.span), ..*it }));
        facts.marks.extend(old.marks.get(marks.clone())?.iter().map(|it| Mark {
            first: index(it.first, tokens.start, token),
            end: index(it.end, tokens.start, token),
            span: place(it.span),
            ..*it
        }));
        let range = |it: &Range<usize>, from, to| it.start - from + to..it.end - from + to;
        facts.sentences.extend(own.iter().map(|it| Sentence {
            span: place(it.span),
            tokens: range(&it.tokens, tokens.start, token),
            marks: range(&it.marks, marks.start, mark),
            block,
        }));
        let quote = |it: &Quote| Quote {
            span: place(it.span),
            inner: place(it.inner),
            kind: QuoteKind::Speech,
            ..*it
        };
        facts.quotes.extend(quotes_of(&old.quotes, block).iter().map(quote));
        facts.nested.extend(quotes_of(&old.nested, block).iter().map(quote));
        Some(())
    }

    fn read_block(
        &mut self,
        content: Span,
        pack: &Pack,
        facts: &mut Facts,
        parts: &mut Vec<u64>,
    ) -> Option<()> {
        let (old, text) = (self.old(), self.passage.prose());
        let own = sentences_of(old, self.block);
        let first = old.sentences.get(own.start)?;
        let last = old.sentences.get(own.clone())?.last()?;
        let (tokens, marks) =
            (first.tokens.start..last.tokens.end, first.marks.start..last.marks.end);
        if (facts.tokens.len(), facts.sentences.len()) != (tokens.start, own.start) {
            return None;
        }
        let changed = self.read_tokens(content, tokens.clone(), facts)?;
        let quotes = quote::find(text, self.block, content);
        let own_tokens = facts.tokens.get(tokens.start..)?;
        if self.quotes_foreign(text, own_tokens, &quotes.outer, facts.tongue) {
            return None;
        }
        let (spans, kept) = self.read_sentences(own.clone(), content, pack)?;
        // The first token of the sentences read anew, and the one behind them, as it was.
        let start = old.sentences.get(kept.start)?.tokens.start;
        let end = old.sentences.get(kept.end).filter(|_| kept.end < own.end);
        let end = end.map_or(tokens.end, |it| it.tokens.start);
        self.fresh = kept.start..kept.start + spans.len();
        self.gone = kept.clone();
        let (base, first_mark) = (tokens.start, facts.marks.len());
        let again =
            self.read_marks((tokens, marks), (start..end, changed), pack, (facts, parts))?;
        let ahead = old.sentences.get(own.start..kept.start)?.iter().map(|it| it.span);
        let behind = old.sentences.get(kept.end..own.end)?.iter().map(|it| self.behind(it.span));
        facts.divide(ahead.chain(spans).chain(behind), self.block, (base, first_mark));
        facts.quotes.extend(quotes.outer);
        facts.nested.extend(quotes.nested);
        let others = (own.start..self.fresh.start).chain(self.fresh.end..facts.sentences.len());
        let same = |it: usize| self.has_same_marks(facts, it, &again);
        others.into_iter().all(same).then_some(())
    }

    /// The changed tokens: from the first of them to the one behind them, in the old
    /// text and in the new.
    fn read_tokens(
        &self,
        content: Span,
        tokens: Range<usize>,
        facts: &mut Facts,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let all = &self.old().tokens;
        let own = all.get(tokens.clone())?;
        // A token that touches the edit may go on in it.
        let head = tokens.start + own.partition_point(|it| it.span.end() < self.was.start());
        let mut tail = own.partition_point(|it| it.span.start() <= self.was.end());
        // A mark over a letter is a sign of its own where none stands before it.
        let touches = |a: &Token, b: &Token| a.span.end() == b.span.start();
        while let (Some(a), Some(b)) =
            (tail.checked_sub(1).and_then(|it| own.get(it)), own.get(tail))
            && touches(a, b)
        {
            tail += 1;
        }
        let tail = tokens.start + tail;
        let before = all.get(tokens.start..head)?;
        facts.tokens.extend_from_slice(before);
        let from = before.last().map_or(content.start(), |it| it.span.end());
        let behind = all.get(tail..tokens.end)?;
        let to = behind.first().map_or(content.end(), |it| self.behind(it.span).start());
        each_token(self.passage.prose(), Span::new(from, to), |it| facts.tokens.push(it));
        let end = facts.tokens.len();
        facts.tokens.extend(behind.iter().map(|it| Token { span: self.behind(it.span), ..*it }));
        Some((head..tail, head..end))
    }

    /// Whether a quotation of the block is, or was, in another language.
    fn quotes_foreign(
        &self,
        text: &str,
        tokens: &[Token],
        quotes: &[Quote],
        tongue: Tongue,
    ) -> bool {
        let old = self.old();
        let same = |a: &Quote, b: &Quote| {
            self.place(a.span) == Some(b.span) && self.place(a.inner) == Some(b.inner)
        };
        // They stand in order: looked for one by one, thousands would take square time.
        let stays = |it: &Quote| {
            self.place(it.span).is_some_and(|place| {
                let at = quotes.partition_point(|it| it.span.start() < place.start());
                quotes.get(at).is_some_and(|other| same(it, other))
            })
        };
        let before = self.before.passage.prose();
        let mut gone = quotes_of(&old.quotes, self.block).iter();
        quotes.iter().any(|it| is_foreign(text, tokens, it, tongue))
            || gone.any(|it| !stays(it) && is_foreign(before, &old.tokens, it, tongue))
    }

    /// The sentences that are not as they were, and the old ones in their place.
    fn read_sentences(
        &self,
        own: Range<usize>,
        content: Span,
        pack: &Pack,
    ) -> Option<(Vec<Span>, Range<usize>)> {
        let (all, before) = (&self.old().sentences, self.before.passage.prose());
        let item = |range: Range<usize>| {
            let each = all.get(range).unwrap_or_default();
            item_behind(each.iter().map(|it| it.span.of(before)))
        };
        // A sentence begins where it did if its first word is as it was.
        let each = all.get(own.clone())?;
        let near = each.partition_point(|it| it.span.start() < self.was.start());
        let begins = |it: &usize| {
            let start = all.get(*it).map_or(0, |it| it.span.start());
            let head = Span::new(start, self.was.start()).of(before);
            *it == own.start || head.contains(char::is_whitespace)
        };
        let first = (own.start..own.start + near).rev().find(begins).unwrap_or(own.start);
        let from = match first == own.start {
            true => content.start(),
            false => all.get(first)?.span.start(),
        };
        let mut end = own.end;
        let mut res = Vec::new();
        let rest = (self.passage.prose(), Span::new(from, content.end()));
        sentences_until(rest, item(own.start..first), pack, &mut res, |at, number| {
            if at <= self.is.end() {
                return false;
            }
            let there = moved(Span::new(at, at), self.is.end(), self.was.end()).start();
            let found = own.start + each.partition_point(|it| it.span.start() < there);
            let same = all.get(found).is_some_and(|it| it.span.start() == there)
                && found < own.end
                && number == item(own.start..found);
            end = if same { found } else { end };
            same
        });
        Some((res, first..end))
    }

    /// The tokens, as they are now, at which words of lists were looked for again.
    ///
    /// `tokens` and `marks` are those of the block as they were; `fresh` are the old
    /// tokens of the sentences that are read anew.
    fn read_marks(
        &self,
        (tokens, marks): (Range<usize>, Range<usize>),
        (fresh, (old, new)): (Range<usize>, (Range<usize>, Range<usize>)),
        pack: &Pack,
        (facts, parts): (&mut Facts, &mut Vec<u64>),
    ) -> Option<Range<usize>> {
        let all = self.old().marks.get(marks)?;
        // The first that reaches over a token from before it.
        let over = |at: usize| {
            let until = all.partition_point(|it| (it.first as usize) < at);
            let near = all.partition_point(|it| (it.first as usize) + PHRASE < at);
            all.get(near..until)?.iter().find(|it| at < it.end as usize)
        };
        let mut from = fresh.start.min(old.start.saturating_sub(PHRASE)).max(tokens.start);
        while let Some(mark) = over(from) {
            from = mark.first as usize;
        }
        let mut to = fresh.end.max(old.end);
        while let Some(mark) = over(to) {
            to = mark.end as usize;
        }
        let until = to - old.end + new.end;
        let split = all.partition_point(|it| (it.first as usize) < from);
        facts.marks.extend_from_slice(all.get(..split)?);
        let first = facts.marks.len();
        parts.resize(facts.tokens.len(), 0);
        let mut own = parts.get_mut(from..until)?.iter_mut();
        let end = facts.tokens.len().min(until + PHRASE);
        let words = (self.passage.prose(), facts.tokens.get(from..end)?);
        pack.lexicon.read(words, until - from, from, &mut facts.marks, &mut |it| {
            if let Some(slot) = own.next() {
                *slot = it;
            }
        });
        if facts.marks.get(first..)?.iter().any(|it| until < it.end as usize) {
            return None;
        }
        let behind = all.partition_point(|it| (it.first as usize) < to);
        facts.marks.extend(all.get(behind..)?.iter().map(|it| Mark {
            first: index(it.first, old.end, new.end),
            end: index(it.end, old.end, new.end),
            span: self.behind(it.span),
            ..*it
        }));
        Some(from..until)
    }

    /// Whether a sentence that is not read anew has the marks that it had, as far as
    /// they were looked for again.
    fn has_same_marks(&self, facts: &Facts, at: usize, again: &Range<usize>) -> bool {
        let own = facts.sentences.get(at);
        let Some(own) = own.filter(|it| it.tokens.start < again.end && again.start < it.tokens.end)
        else {
            return true;
        };
        let there = self.kept(at).and_then(|it| self.old().sentences.get(it));
        let Some(there) = there else { return false };
        let a = self.old().marks.get(there.marks.clone()).unwrap_or_default();
        let b = facts.marks.get(own.marks.clone()).unwrap_or_default();
        let (from, to) = (there.tokens.start, own.tokens.start);
        let placed = |it: &Mark| {
            let (first, end) = (index(it.first, from, to), index(it.end, from, to));
            Mark { first, end, span: moved(it.span, there.span.start(), own.span.start()), ..*it }
        };
        a.iter().map(placed).eq(b.iter().copied())
    }

    /// The sentence that one was which is not read anew.
    pub(super) fn kept(&self, sentence: usize) -> Option<usize> {
        if self.fresh.contains(&sentence) {
            return None;
        }
        let behind = self.fresh.end <= sentence;
        Some(if behind { sentence - self.fresh.end + self.gone.end } else { sentence })
    }
}
