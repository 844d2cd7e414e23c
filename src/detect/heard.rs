//! What the last sentences say: who says it, and what it claims. A passage is read
//! anew when a letter is typed in it; most of its sentences are as they were.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use crate::detect::claim::{ClaimType, Draft, Modality};
use crate::detect::score::Reason;
use crate::detect::view::View;
use crate::detect::{Attribution, Candidate, DateMention, Quote, QuoteKind};
use crate::knowledge::Base;
use crate::lang::{Lang, Mark, Token};
use crate::text::Span;

/// So many sentences are remembered.
const MOST: usize = 256;

/// More than this around a sentence is not compared: a quotation may be as long as its
/// paragraph, and reach into each of its sentences.
const LONGEST: usize = 4 << 10;

/// What stands this near a sentence may be looked at as well.
const AROUND: usize = 4;

/// So much from its start on, also where it ends before: a dateline.
const AHEAD: usize = 64;

/// A sentence with all that its attributions and its claim depend on, and these.
struct Known {
    /// Tells it from another that took its place.
    id: u64,
    /// Where it stood when it was read: its spans count from the same start.
    frame: Span,
    words: Box<str>,
    span: Span,
    base: usize,
    tokens: Box<[Token]>,
    marks: Box<[Mark]>,
    candidates: Box<[Candidate]>,
    quotes: Box<[Quote]>,
    prior: Option<Quote>,
    dates: Box<[DateMention]>,
    lang: Lang,
    who: Base,
    may_claim: bool,
    linked: bool,
    said: Said,
    settled: Option<Settled>,
}

/// What a sentence says. Spans are bytes of the passage.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) attributions: Vec<Attribution>,
    pub(super) draft: Option<Draft>,
}

/// What a claim became once it was known who says it.
struct Settled {
    /// What kinds of quotations stand there, which only the passage tells.
    kinds: Box<[QuoteKind]>,
    attribution: Option<Attribution>,
    kind: ClaimType,
    modality: Modality,
    score: f32,
}

/// Where a sentence is remembered.
#[derive(Clone, Copy)]
pub(super) struct Ticket {
    key: u64,
    id: u64,
    /// Where its frame starts now.
    start: usize,
}

#[derive(Default)]
struct Memory {
    last: u64,
    known: FxHashMap<u64, Known>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What `read` gives for the sentence. `linked`: a link stands in it.
pub(super) fn heard(
    view: &View<'_>,
    may_claim: bool,
    linked: bool,
    read: impl FnOnce() -> Said,
) -> (Said, Option<Ticket>) {
    let frame = frame(view);
    if LONGEST < frame.len() {
        return (read(), None);
    }
    let words = frame.of(view.text);
    let mut hasher = FxHasher::default();
    (words, view.lang, may_claim, linked).hash(&mut hasher);
    let key = hasher.finish();
    let start = frame.start();
    let known = MEMORY.with_borrow(|all| {
        let known = all.known.get(&key)?;
        let same = *known.words == *words
            && (known.may_claim, known.linked) == (may_claim, linked)
            && known.sees(view, start);
        same.then(|| (known.said.moved(known.frame.start(), start), known.id))
    });
    if let Some((said, id)) = known {
        return (said, Some(Ticket { key, id, start }));
    }
    let said = read();
    let id = MEMORY.with_borrow_mut(|all| {
        if MOST <= all.known.len() {
            all.known.clear();
        }
        all.last += 1;
        let known = Known {
            id: all.last,
            frame,
            words: words.into(),
            span: view.span,
            base: view.base,
            tokens: view.tokens.into(),
            marks: view.marks.into(),
            candidates: view.candidates.into(),
            quotes: view.quotes.into(),
            prior: view.prior,
            dates: view.dates.into(),
            lang: view.lang,
            who: view.who.clone(),
            may_claim,
            linked,
            said: said.clone(),
            settled: None,
        };
        all.known.insert(key, known);
        all.last
    });
    (said, Some(Ticket { key, id, start }))
}

/// Gives the claim of a remembered sentence what `settle` gives it.
pub(super) fn settled(
    draft: &mut Draft,
    view: &View<'_>,
    ticket: Option<Ticket>,
    settle: impl FnOnce(&mut Draft),
) {
    let kinds = || view.quotes.iter().map(|it| it.kind);
    let Some(ticket) = ticket else { return settle(draft) };
    let attribution = |it: &Draft, from: usize| it.attribution.map(|it| it.moved(from, 0));
    let done = MEMORY.with_borrow(|all| {
        let known = all.known.get(&ticket.key).filter(|it| it.id == ticket.id)?;
        let settled = known.settled.as_ref()?;
        let same = settled.attribution == attribution(draft, ticket.start)
            && settled.kinds.iter().copied().eq(kinds());
        same.then_some((settled.kind, settled.modality, settled.score))
    });
    if let Some(done) = done {
        (draft.kind, draft.modality, draft.score) = done;
        return;
    }
    settle(draft);
    MEMORY.with_borrow_mut(|all| {
        let known = all.known.get_mut(&ticket.key).filter(|it| it.id == ticket.id);
        if let Some(known) = known {
            let Draft { kind, modality, score, .. } = *draft;
            let attribution = attribution(draft, ticket.start);
            let kinds = kinds().collect();
            known.settled = Some(Settled { kinds, attribution, kind, modality, score });
        }
    });
}

/// The sentence with the quotations that reach into it or end before it, and a
/// little more.
fn frame(view: &View<'_>) -> Span {
    let quotes = view.quotes.iter().chain(&view.prior);
    let all = quotes.fold(view.span, |all, it| all.cover(it.span));
    // Blanks, and what is before them.
    let before = view.text.get(..all.start()).unwrap_or_default().trim_end_matches(' ').len();
    let start = view.text.floor_char_boundary(before.saturating_sub(AROUND));
    let end = (all.end() + AROUND).max(view.span.start() + AHEAD).min(view.text.len());
    let end = view.text.ceil_char_boundary(end);
    Span::new(start, end)
}

/// A span that counted from `from`, counted from `to`.
pub(super) fn moved(span: Span, from: usize, to: usize) -> Span {
    if from <= to {
        return span.shift(to - from);
    }
    let back = |it: usize| it.saturating_sub(from - to);
    Span::new(back(span.start()), back(span.end()))
}

impl Known {
    /// Whether the view sees the same; its frame starts at `start`.
    fn sees(&self, view: &View<'_>, start: usize) -> bool {
        let place = |it: Span| moved(it, self.frame.start(), start);
        let quote = |it: &Quote| Quote { span: place(it.span), inner: place(it.inner), ..*it };
        let tokens = || {
            let mut all = self.tokens.iter().zip(view.tokens);
            all.all(|(a, b)| Token { span: place(a.span), ..*a } == *b)
        };
        let index = |it: u32| (it as usize).wrapping_sub(self.base).wrapping_add(view.base);
        let marks = || {
            self.marks.iter().zip(view.marks).all(|(a, b)| {
                let same = index(a.first) == b.first as usize && index(a.end) == b.end as usize;
                same && Mark { span: place(a.span), first: b.first, end: b.end, ..*a } == *b
            })
        };
        let candidates = || {
            let mut all = self.candidates.iter().zip(view.candidates);
            all.all(|(a, b)| a.is_like(b) && place(a.span) == b.span)
        };
        let date = |it: &DateMention| DateMention {
            span: place(it.span),
            date: place(it.date),
            weekday: it.weekday.map(|(day, word)| (day, place(word))),
            ..*it
        };
        self.lang == view.lang
            && self.who == *view.who
            && place(self.span) == view.span
            && self.tokens.len() == view.tokens.len()
            && self.marks.len() == view.marks.len()
            && self.candidates.len() == view.candidates.len()
            && self.quotes.iter().map(quote).eq(view.quotes.iter().copied())
            && self.prior.as_ref().map(quote) == view.prior
            && self.dates.iter().map(date).eq(view.dates.iter().copied())
            && candidates()
            && marks()
            && tokens()
    }
}

impl Said {
    fn moved(&self, from: usize, to: usize) -> Said {
        let attributions = self.attributions.iter().map(|it| it.moved(from, to)).collect();
        let place = |it: Span| moved(it, from, to);
        let reason = |it: &Reason| Reason { span: it.span.map(place), ..*it };
        let draft = self.draft.as_ref().map(|it| Draft {
            span: place(it.span),
            attribution: it.attribution.map(|it| it.moved(from, to)),
            reasons: match from == to {
                true => Arc::clone(&it.reasons),
                false => it.reasons.iter().map(reason).collect(),
            },
            ..it.clone()
        });
        Said { attributions, draft }
    }
}

impl Attribution {
    fn moved(&self, from: usize, to: usize) -> Attribution {
        let place = |it: Span| moved(it, from, to);
        Attribution {
            source: self.source.map(place),
            cue: place(self.cue),
            content: self.content.map(place),
            content_rest: self.content_rest.map(place),
            ..*self
        }
    }
}

impl Candidate {
    /// Whether all but its place is the same.
    pub(super) fn is_like(&self, other: &Candidate) -> bool {
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
