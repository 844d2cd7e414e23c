//! What is taken over from the sentences that are not read anew.

use std::sync::Arc;

use crate::detect::claim::{self, Draft};
use crate::detect::date::DateMention;
use crate::detect::graft::Graft;
use crate::detect::quantity::Quantity;
use crate::detect::view::inside;
use crate::detect::when::When;
use crate::detect::{Attribution, Candidate, Facts, QuoteKind};
use crate::lang::{List, Mark, TimeKind};
use crate::text::Span;

/// What stands this near a sentence may be looked at as well.
const AROUND: usize = 4;

/// So much from its start on, also where it ends before: a dateline.
const AHEAD: usize = 64;

/// What a sentence says that is not read anew.
pub(in crate::detect) struct Said {
    pub(in crate::detect) attributions: Vec<Attribution>,
    /// Its claim, with the index of what that was.
    pub(in crate::detect) draft: Option<(Draft, usize)>,
}

impl<'a> Graft<'a> {
    /// A stretch of a sentence that is not read anew.
    fn own(&self, sentence: usize, span: Span) -> Span {
        if self.fresh.end <= sentence { self.behind(span) } else { span }
    }

    /// The dates of a sentence that was another one.
    pub(in crate::detect) fn dates(
        &self,
        at: usize,
        there: usize,
    ) -> impl Iterator<Item = DateMention> {
        let place = move |it: Span| self.own(at, it);
        let old = self.old();
        let own = old.sentences.get(there).map_or(Span::default(), |it| it.span);
        inside(&old.dates, own, |it| it.span).iter().map(move |it| DateMention {
            span: place(it.span),
            date: place(it.date),
            weekday: it.weekday.map(|(day, word)| (day, place(word))),
            ..*it
        })
    }

    /// Whether the quotations over a sentence are those that were over the other one.
    fn has_same_quotes(&self, facts: &Facts, at: usize, there: usize) -> Option<bool> {
        let old = self.old();
        let (own, before) = (facts.sentences.get(at)?.span, old.sentences.get(there)?.span);
        let place = |it: Span| self.own(at, it);
        let quoted = old.quotes_at(before).map(|it| (place(it.span), place(it.inner), it.closed));
        Some(facts.quotes_at(own).map(|it| (it.span, it.inner, it.closed)).eq(quoted))
    }

    /// What tells when in a sentence that was another one. `None` where that hangs on
    /// sentences before it ("the same month last year") or on who says it ("today").
    pub(in crate::detect) fn whens(
        &self,
        facts: &Facts,
        at: usize,
        there: usize,
    ) -> Option<impl Iterator<Item = When>> {
        let old = self.old();
        let sentence = old.sentences.get(there)?;
        if !self.has_same_quotes(facts, at, there)? {
            return None;
        }
        let same = |it: &Mark| it.time().is_some_and(|it| it.kind == TimeKind::Same);
        let marks = old.marks.get(sentence.marks.clone())?;
        if self.fresh.end <= at && marks.iter().any(|it| it.list == List::Time && same(it)) {
            return None;
        }
        let own = inside(&old.whens, sentence.span, |it| it.span);
        Some(own.iter().map(move |it| When { span: self.own(at, it.span), ..*it }))
    }

    /// The quantities of a sentence that was another one.
    pub(in crate::detect) fn quantities<'b>(
        &'b self,
        facts: &'b Facts,
        at: usize,
        there: usize,
    ) -> impl Iterator<Item = Quantity> + use<'a, 'b> {
        let all = &self.old().quantities;
        let first = all.partition_point(|it| it.sentence < there);
        let end = all.partition_point(|it| it.sentence <= there);
        let token =
            |facts: &Facts, at: usize| facts.sentences.get(at).map_or(0, |it| it.tokens.start);
        let (from, to) = (token(self.old(), there), token(facts, at));
        all.get(first..end).unwrap_or_default().iter().map(move |it| Quantity {
            span: self.own(at, it.span),
            whole: self.own(at, it.whole),
            first: it.first - from + to,
            end: it.end - from + to,
            sentence: at,
            ..*it
        })
    }

    /// What is said in a sentence that was another one. `None` where something around it is not as it was.
    pub(in crate::detect) fn said(
        &self,
        facts: &Facts,
        (at, there): (usize, usize),
        links: &[Span],
    ) -> Option<Said> {
        let old = self.old();
        let (own, before) = (facts.sentences.get(at)?.span, old.sentences.get(there)?.span);
        let place = |it: Span| self.own(at, it);
        let frame = frame(self.passage.prose(), own, facts);
        let apart = frame.end() <= self.is.start() || self.is.end() <= frame.start();
        let (a, b) = (old.candidates_in(before), facts.candidates_in(own));
        let candidates = || {
            let mut all = a.iter().zip(b);
            all.all(|(a, b)| place(a.span) == b.span && a.is_like(b))
        };
        let same = apart
            && claim::is_linked(&self.before.passage.links, before) == claim::is_linked(links, own)
            && a.len() == b.len()
            && self.has_same_quotes(facts, at, there)?
            && candidates();
        if !same {
            return None;
        }
        let by = |it: &Attribution| if self.fresh.end <= at { self.moved(it) } else { *it };
        let said: Vec<Attribution> = old.attributions_in(before).iter().map(by).collect();
        let draft = old.drafts.binary_search_by_key(&there, |it| it.sentence).ok();
        let draft = draft.and_then(|nth| Some((old.drafts.get(nth)?, nth)));
        let draft = draft.map(|(it, nth)| {
            let draft = Draft {
                span: place(it.span),
                sentence: at,
                reasons: match self.fresh.end <= at && self.was.end() != self.is.end() {
                    true => it.reasons.iter().map(|it| it.moved(place)).collect(),
                    false => Arc::clone(&it.reasons),
                },
                figures: Arc::clone(&it.figures),
                attribution: None,
                ..*it
            };
            (draft, nth)
        });
        Some(Said { attributions: said, draft })
    }

    fn moved(&self, it: &Attribution) -> Attribution {
        Attribution {
            source: it.source.map(|it| self.behind(it)),
            cue: self.behind(it.cue),
            content: it.content.map(|it| self.behind(it)),
            content_rest: it.content_rest.map(|it| self.behind(it)),
            ..*it
        }
    }

    /// Whether a claim is said by whom it was said by, in quotations of the same kinds:
    /// its type stays, too. `nth` is its old index.
    pub(in crate::detect) fn is_settled(&self, draft: &Draft, nth: usize, facts: &Facts) -> bool {
        let Some(old) = self.old().drafts.get(nth) else { return false };
        fn kinds(facts: &Facts, draft: &Draft) -> impl Iterator<Item = QuoteKind> {
            let sentence = facts.sentences.get(draft.sentence).map(|it| it.span);
            facts.quotes_at(sentence.unwrap_or_default()).map(|it| it.kind)
        }
        let same = match (&old.attribution, &draft.attribution) {
            (Some(a), Some(b)) => self.is_same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same && kinds(self.old(), old).eq(kinds(facts, draft))
    }

    fn is_same(&self, old: &Attribution, new: &Attribution) -> bool {
        let same = |a: Option<Span>, b: Option<Span>| match (a, b) {
            (Some(a), Some(b)) => self.place(a) == Some(b),
            (a, b) => a == b,
        };
        let Attribution { source, source_class, cue, class, content, content_rest, directness } =
            *old;
        same(source, new.source)
            && same(Some(cue), Some(new.cue))
            && same(content, new.content)
            && same(content_rest, new.content_rest)
            && (source_class, class, directness) == (new.source_class, new.class, new.directness)
    }
}

/// The sentence with the quotations that reach into it or end before it, and a
/// little more.
fn frame(text: &str, sentence: Span, facts: &Facts) -> Span {
    let all = facts.quotes_at(sentence).fold(sentence, |all, it| all.cover(it.span));
    // Blanks, and what is before them.
    let before = text.get(..all.start()).unwrap_or_default().trim_end_matches(' ').len();
    let start = text.floor_char_boundary(before.saturating_sub(AROUND));
    let end = (all.end() + AROUND).max(sentence.start() + AHEAD).min(text.len());
    Span::new(start, text.ceil_char_boundary(end))
}

impl Candidate {
    /// Whether all but its place is the same.
    pub(in crate::detect) fn is_like(&self, other: &Candidate) -> bool {
        let Candidate {
            span: _,
            names,
            sure,
            kind,
            at_place,
            titled,
            opens,
            runs_on,
            after_capital,
            heads_name,
            several_words,
            classed,
        } = self;
        *names == other.names
            && *sure == other.sure
            && *kind == other.kind
            && (*at_place, *titled, *opens) == (other.at_place, other.titled, other.opens)
            && (*runs_on, *after_capital) == (other.runs_on, other.after_capital)
            && (*heads_name, *several_words, *classed)
                == (other.heads_name, other.several_words, other.classed)
    }
}
