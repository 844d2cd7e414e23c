//! Rules that look across passages: what they take from each passage is kept,
//! and only where that has changed do they judge again.

use std::any::Any;
use std::sync::Arc;

use crate::detect::Article;
use crate::rules::{Finding, Findings};
use crate::text::Span;

/// A rule in two steps.
///
/// `gather` may use nothing but the passage's facts, roles, names and claims,
/// the article's date and its language; spans are best kept as bytes of the
/// passage. `judge` may use nothing but what was gathered (each with the index
/// of its passage, in order), where the passages start, the article's date,
/// its language and its format. It reports spans of the article.
///
/// A passage in which a letter was typed has the same extract with its spans
/// moved, as a rule. Where they are [`Spot`]s that `spots` lists, always in the
/// same order, the findings are moved with them and nothing is judged; for that
/// `judge` must report those spans, or the empty ones at their starts, and do
/// nothing else with them but tell which are the same.
pub struct Fold<E: 'static> {
    pub gather: fn(&Article, usize) -> Option<E>,
    pub judge: fn(&Article, &[(usize, &E)], &mut Findings<'_>),
    pub spots: Option<fn(&E) -> Vec<Span>>,
}

/// A place in a passage that says nothing by itself: any two are equal.
#[derive(Clone, Copy, Debug)]
pub struct Spot(pub Span);

impl PartialEq for Spot {
    fn eq(&self, _: &Spot) -> bool {
        true
    }
}

/// Gives back what a list asked for in advance: an article keeps what was gathered for
/// as long as it is open.
pub(super) fn trim<T>(all: &mut Vec<T>) {
    if all.len() < all.capacity() {
        all.shrink_to_fit();
    }
}

/// A list that was gathered, if anything was.
pub(super) fn some<T>(mut all: Vec<T>) -> Option<Vec<T>> {
    trim(&mut all);
    (!all.is_empty()).then_some(all)
}

/// A [`Fold`] whatever it gathers.
pub trait Across: Sync {
    fn gather(&self, article: &Article, at: usize) -> Option<Arc<dyn Extract>>;
    fn judge(&self, article: &Article, all: &[(usize, &dyn Extract)], findings: &mut Findings<'_>);
    /// The spots of an extract.
    fn spots(&self, extract: &dyn Extract) -> Vec<Span>;
}

/// What a rule takes from a passage.
pub trait Extract: Any + Send + Sync {
    fn is(&self, other: &dyn Extract) -> bool;
}

impl<E: Any + PartialEq + Send + Sync> Extract for E {
    fn is(&self, other: &dyn Extract) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<E>() == Some(self)
    }
}

impl<E: Any + PartialEq + Send + Sync> Across for Fold<E> {
    fn gather(&self, article: &Article, at: usize) -> Option<Arc<dyn Extract>> {
        (self.gather)(article, at).map(|it| Arc::new(it) as Arc<dyn Extract>)
    }

    fn judge(&self, article: &Article, all: &[(usize, &dyn Extract)], findings: &mut Findings<'_>) {
        let own: Vec<(usize, &E)> = all
            .iter()
            .filter_map(|(at, it)| {
                let it: &dyn Any = *it;
                Some((*at, it.downcast_ref::<E>()?))
            })
            .collect();
        (self.judge)(article, &own, findings);
    }

    fn spots(&self, extract: &dyn Extract) -> Vec<Span> {
        let extract: &dyn Any = extract;
        let own = extract.downcast_ref::<E>();
        own.zip(self.spots).map_or(Vec::new(), |(it, spots)| spots(it))
    }
}

/// A finding tied to its passage, so that it moves with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tied {
    /// Index of the passage.
    pub(super) passage: usize,
    /// Its spans are bytes of the passage; those of edits and related places
    /// of theirs.
    pub(super) finding: Finding,
    /// The passages of the related places.
    pub(super) related: Box<[usize]>,
    /// The passages of the edits of all fixes, in order.
    pub(super) edits: Box<[usize]>,
}

impl Tied {
    /// Whether the two are the same finding at the same place, counted from
    /// the passages `own` and `others`.
    pub fn is(self: &Arc<Tied>, own: usize, other: &Arc<Tied>, others: usize) -> bool {
        if own == others && Arc::ptr_eq(self, other) {
            return true;
        }
        let same = |a: &usize, b: &usize| a.wrapping_sub(own) == b.wrapping_sub(others);
        same(&self.passage, &other.passage)
            && self.finding == other.finding
            && self.related.iter().zip(&other.related).all(|(a, b)| same(a, b))
            && self.edits.iter().zip(&other.edits).all(|(a, b)| same(a, b))
    }

    /// Whether it names places in other passages, which move by themselves.
    pub fn is_far(&self) -> bool {
        self.related.iter().chain(&self.edits).any(|it| *it != self.passage)
    }

    /// Ties a finding whose spans are bytes of the article.
    pub(super) fn to(article: &Article, mut finding: Finding) -> Tied {
        let passage = article.passage_at(finding.span.start());
        finding.span = back(finding.span, start(article, passage));
        let mut edits = Vec::new();
        for (span, _) in finding.fixes.iter_mut().flat_map(|it| &mut it.edits) {
            let passage = article.passage_at(span.start());
            *span = back(*span, start(article, passage));
            edits.push(passage);
        }
        let mut related = Vec::new();
        for (span, _) in &mut finding.related {
            let passage = article.passage_at(span.start());
            *span = back(*span, start(article, passage));
            related.push(passage);
        }
        Tied { passage, finding, related: related.into(), edits: edits.into() }
    }

    /// The finding with its spans as bytes of the article.
    pub(super) fn place(&self, article: &Article) -> Finding {
        let mut res = self.finding.clone();
        res.span = res.span.shift(start(article, self.passage));
        for ((span, _), passage) in res.related.iter_mut().zip(&self.related) {
            *span = span.shift(start(article, *passage));
        }
        let edits = res.fixes.iter_mut().flat_map(|it| &mut it.edits);
        for ((span, _), passage) in edits.zip(&self.edits) {
            *span = span.shift(start(article, *passage));
        }
        res
    }
}

/// How the spots of one passage have moved.
pub(super) struct Move {
    pub(super) passage: usize,
    pub(super) from: Vec<Span>,
    pub(super) to: Vec<Span>,
}

impl Move {
    /// Where a span is now.
    fn of(&self, span: Span) -> Option<Span> {
        let mut all = self.from.iter().zip(&self.to).filter_map(|(from, to)| {
            if *from == span {
                return Some(*to);
            }
            let at_start = span.is_empty() && span.start() == from.start();
            at_start.then(|| Span::new(to.start(), to.start()))
        });
        let first = all.next()?;
        all.all(|it| it == first).then_some(first)
    }
}

impl Tied {
    /// The same finding where its spots have moved; `None` where it does not
    /// stand on them.
    pub(super) fn moved(&self, moves: &[Move]) -> Option<Tied> {
        let find = |passage: usize| moves.iter().find(|it| it.passage == passage);
        let place = |passage: usize, span: &mut Span| {
            let moved = find(passage).map_or(Some(*span), |it| it.of(*span));
            moved.map(|it| *span = it)
        };
        let mut res = self.clone();
        place(res.passage, &mut res.finding.span)?;
        for ((span, _), passage) in res.finding.related.iter_mut().zip(&self.related) {
            place(*passage, span)?;
        }
        let edits = res.finding.fixes.iter_mut().flat_map(|it| &mut it.edits);
        for ((span, _), passage) in edits.zip(&self.edits) {
            place(*passage, span)?;
        }
        Some(res)
    }

    /// Whether any of its places lies in one of these passages.
    pub(super) fn touches(&self, moves: &[Move]) -> bool {
        let is_moved = |passage: &usize| moves.iter().any(|it| it.passage == *passage);
        is_moved(&self.passage) || self.related.iter().chain(&self.edits).any(is_moved)
    }
}

fn start(article: &Article, passage: usize) -> usize {
    article.layout.passage(passage).map_or(0, |it| it.start)
}

fn back(span: Span, by: usize) -> Span {
    Span::new(span.start() - by.min(span.start()), span.end() - by.min(span.end()))
}
