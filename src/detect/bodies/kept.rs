//! What the last sentences gave. A passage is read anew when a letter is typed in
//! it; most of its sentences are as they were.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use crate::detect::acronym::Acronym;
use crate::detect::bodies::mend;
use crate::detect::entity::Candidate;
use crate::detect::graft::moved;
use crate::detect::names::Recognised;
use crate::detect::{Facts, dateline};
use crate::knowledge::Base;
use crate::lang::{Lang, Mark, Token};
use crate::text::Span;

/// So many sentences are remembered.
const MOST: usize = 256;

/// All that the names of a sentence depend on: what stands in it and in the words
/// right beside it. Indices and bytes are those of the facts.
struct View<'a> {
    /// Where it begins: a token, and a byte.
    first: usize,
    start: usize,
    words: &'a str,
    lang: Lang,
    base: &'a Base,
    /// The sentence's own tokens.
    own: Range<usize>,
    tokens: &'a [Token],
    marks: &'a [Mark],
    candidates: &'a [Candidate],
    acronyms: &'a [Acronym],
    line: Line,
    found: &'a [Recognised],
}

/// Place, outlet and end of a dateline.
type Line = Option<(Option<Span>, Option<Span>, usize)>;

/// A view as it was, and the names that it gave.
struct Known {
    first: usize,
    start: usize,
    words: Box<str>,
    lang: Lang,
    base: Base,
    own: Range<usize>,
    tokens: Box<[Token]>,
    marks: Box<[Mark]>,
    candidates: Box<[Candidate]>,
    acronyms: Box<[Acronym]>,
    line: Line,
    found: Box<[Recognised]>,
    names: Box<[Recognised]>,
}

thread_local! {
    static KNOWN: RefCell<FxHashMap<u64, Known>> = RefCell::default();
}

/// As [`mend`].
pub(in crate::detect) fn mended(
    text: &str,
    facts: &Facts,
    lang: Lang,
    tokens: Range<usize>,
    found: Vec<Recognised>,
) -> Vec<Recognised> {
    let view = View::of(text, facts, lang, tokens.clone(), &found);
    let Some(view) = view else { return mend(text, facts, lang, tokens, found) };
    let mut hasher = FxHasher::default();
    (view.words, lang).hash(&mut hasher);
    let key = hasher.finish();
    let known = KNOWN.with_borrow(|all| {
        let known = all.get(&key).filter(|it| it.is(&view))?;
        let names = known.names.iter();
        Some(names.map(|it| placed(it, known.first, view.first)).collect::<Vec<_>>())
    });
    if let Some(names) = known {
        // In every test: nothing else may be looked at.
        debug_assert_eq!(names, mend(text, facts, lang, tokens, found.clone()), "{}", view.words);
        return names;
    }
    let names = mend(text, facts, lang, tokens, found.clone());
    let known = view.kept(&names);
    KNOWN.with_borrow_mut(|all| {
        if MOST <= all.len() {
            all.clear();
        }
        all.insert(key, known);
    });
    names
}

/// A name of tokens that counted from `from`, counted from `to`.
fn placed(it: &Recognised, from: usize, to: usize) -> Recognised {
    let index = |at: usize| at.wrapping_sub(from).wrapping_add(to);
    Recognised { first: index(it.first), end: index(it.end), ..*it }
}

impl<'a> View<'a> {
    /// Nothing where something reaches out of it.
    fn of(
        text: &'a str,
        facts: &'a Facts,
        lang: Lang,
        own: Range<usize>,
        found: &'a [Recognised],
    ) -> Option<View<'a>> {
        let first = own.start.saturating_sub(1);
        let tokens = facts.tokens.get(first..(own.end + 1).min(facts.tokens.len()))?;
        let frame = tokens.first()?.span.cover(tokens.last()?.span);
        let from = facts.candidates.partition_point(|it| it.span.end() <= frame.start());
        let candidates = facts.candidates.get(from..)?;
        let count = candidates.partition_point(|it| it.span.start() < frame.end());
        let candidates = candidates.get(..count)?;
        let from = facts.acronyms.partition_point(|it| it.span.end() <= frame.start());
        let acronyms = facts.acronyms.get(from..)?;
        let count = acronyms.partition_point(|it| it.span.start() < frame.end());
        let acronyms = acronyms.get(..count)?;
        let inside = candidates.iter().all(|it| frame.contains(it.span))
            && acronyms.iter().all(|it| frame.contains(it.span));
        let begins = facts.tokens.get(own.start)?.span.start();
        let line = dateline::read(text, begins, lang).map(|it| (it.place, it.outlet, it.end));
        inside.then_some(View {
            first,
            start: frame.start(),
            words: frame.of(text),
            lang,
            base: &facts.base,
            own,
            tokens,
            marks: facts.marks_in(frame),
            candidates,
            acronyms,
            line,
            found,
        })
    }

    fn kept(self, names: &[Recognised]) -> Known {
        Known {
            first: self.first,
            start: self.start,
            words: self.words.into(),
            lang: self.lang,
            base: self.base.clone(),
            own: self.own,
            tokens: self.tokens.into(),
            marks: self.marks.into(),
            candidates: self.candidates.into(),
            acronyms: self.acronyms.into(),
            line: self.line,
            found: self.found.into(),
            names: names.into(),
        }
    }
}

impl Known {
    /// Whether the view shows the same, wherever it stands.
    fn is(&self, view: &View<'_>) -> bool {
        let place = |it: Span| moved(it, self.start, view.start);
        let index = |at: usize| at.wrapping_sub(self.first).wrapping_add(view.first);
        let number = |at: u32| index(at as usize);
        let line = || {
            let byte = |it: usize| it.wrapping_sub(self.start).wrapping_add(view.start);
            let own = self.line;
            own.map(|it| (it.0.map(place), it.1.map(place), byte(it.2)))
        };
        *self.words == *view.words
            && self.lang == view.lang
            && self.base == *view.base
            && (index(self.own.start), index(self.own.end)) == (view.own.start, view.own.end)
            && line() == view.line
            && self.tokens.len() == view.tokens.len()
            && self.marks.len() == view.marks.len()
            && self.candidates.len() == view.candidates.len()
            && self.acronyms.len() == view.acronyms.len()
            && self
                .found
                .iter()
                .map(|it| placed(it, self.first, view.first))
                .eq(view.found.iter().copied())
            && self
                .tokens
                .iter()
                .zip(view.tokens)
                .all(|(a, b)| Token { span: place(a.span), ..*a } == *b)
            && self.marks.iter().zip(view.marks).all(|(a, b)| {
                let same = (number(a.first), number(a.end)) == (b.first as usize, b.end as usize);
                same && Mark { span: place(a.span), first: b.first, end: b.end, ..*a } == *b
            })
            && self.acronyms.iter().zip(view.acronyms).all(|(a, b)| {
                (place(a.span), place(a.long), place(a.short)) == (b.span, b.long, b.short)
            })
            && self
                .candidates
                .iter()
                .zip(view.candidates)
                .all(|(a, b)| a.is_like(b) && place(a.span) == b.span)
    }
}
