//! Statements that can be checked, before and after the article has its say.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::detect::kind::{Said, kind};
use crate::detect::score::{self, Reason};
use crate::detect::view::View;
use crate::detect::{Attribution, Directness, Quote, SourceClass, attribution};
use crate::lang::{CueClass, List, Part, TokenKind};
use crate::text::Span;

/// Below this score a sentence that nobody vouches for is no claim.
pub(super) const FLOOR: f32 = 0.45;

/// A statement and who makes it. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The same words in the same article have the same id.
    pub id: ClaimId,
    /// What is stated, without its attribution.
    pub span: Span,
    pub sentence: Span,
    /// Index of its passage in the layout.
    pub passage: usize,
    pub kind: ClaimType,
    pub modality: Modality,
    pub negated: bool,
    /// How much it is worth checking, from 0 to 1.
    pub score: f32,
    /// Shared with the passage's facts: their spans are bytes of the passage.
    pub reasons: Arc<[Reason]>,
    /// Its figures, years left out, each as a hash of how it is written.
    pub figures: Arc<[u64]>,
    pub attribution: Option<Attribution>,
    /// The attribution stands in the sentence that introduces the list.
    pub inherited: bool,
    /// A link or a footnote stands in the sentence.
    pub linked: bool,
    /// Stands in quotation marks.
    pub quoted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimType {
    Quantity,
    Comparison,
    Causal,
    Prediction,
    Law,
    Event,
    Identity,
    Opinion,
    Experience,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    Asserted,
    Hedged,
    Hearsay,
    Future,
    Conditional,
    Question,
}

/// Written in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClaimId {
    /// Of the words, in lower case.
    pub(crate) hash: u64,
    /// Counts, from one, the claims of the article with these words.
    pub(crate) nth: u32,
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.hash)?;
        if self.nth == 1 { Ok(()) } else { write!(f, "-{}", self.nth) }
    }
}

/// A claim as its sentence alone tells it. Spans are bytes of the passage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) span: Span,
    /// Index of its sentence in the facts; set once the sentence has its place there.
    pub(crate) sentence: usize,
    pub(crate) kind: ClaimType,
    pub(crate) modality: Modality,
    pub(crate) negated: bool,
    pub(crate) score: f32,
    pub(crate) reasons: Arc<[Reason]>,
    pub(crate) figures: Arc<[u64]>,
    /// Of the claim's words.
    pub(crate) hash: u64,
    pub(crate) attribution: Option<Attribution>,
    pub(crate) linked: bool,
    pub(crate) quoted: bool,
}

/// The claim of one sentence. `None` where it states nothing.
///
/// `linked`: a link stands in it.
pub(super) fn draft(
    view: &View<'_>,
    attribution: Option<&Attribution>,
    linked: bool,
) -> Option<Draft> {
    if view.tokens.iter().filter(|it| it.kind == TokenKind::Word).count() < 3 {
        return None;
    }
    let linked = linked || cites(view.span.of(view.text));
    let span = attribution
        .and_then(|it| stated(view, whole(view, it)?))
        .unwrap_or_else(|| without_stop(view));
    let (score, mut reasons) = score::score(view, span, attribution, linked);
    reasons.truncate(6);
    let middle = Span::new(view.span.start(), view.span.end());
    let quoted = view.quotes.iter().any(|it| {
        let overlap =
            it.inner.end().min(middle.end()).saturating_sub(it.inner.start().max(middle.start()));
        middle.len() < 2 * overlap
    });
    Some(Draft {
        span,
        sentence: 0,
        kind: ClaimType::Event,
        modality: modality(view),
        // "Two engineers, who asked not to be named, said …": of the claim itself.
        negated: view.of(List::Negation).any(|it| span.overlaps(it.span)),
        score,
        reasons: reasons.into(),
        hash: hash(span.of(view.text)),
        figures: figures(view.span.of(view.text)),
        attribution: attribution.copied(),
        linked,
        quoted,
    })
}

/// What a claim is, once it is known who says it.
pub(super) fn settle(draft: &mut Draft, view: &View<'_>) {
    let said =
        Said { span: draft.span, attribution: draft.attribution.as_ref(), quoted: draft.quoted };
    let (kind, sure) = kind(view, &said);
    draft.kind = kind;
    // "Dinilai … oleh X": the verb hands it to X and softens nothing.
    let by = draft.attribution.filter(|it| it.source.is_some());
    if draft.modality == Modality::Hedged
        && by.is_some_and(|by| view.of(List::Hedge).all(|it| it.span.overlaps(by.cue)))
    {
        draft.modality = Modality::Asserted;
    }
    // "He vowed to …": what is promised is to come, whatever the tense.
    let promised = by.is_some_and(|it| it.class == CueClass::Request);
    if kind == ClaimType::Prediction && promised && draft.modality == Modality::Asserted {
        draft.modality = Modality::Future;
    }
    // Caps of the claim model: what cannot be looked up is not worth much.
    let own = matches!(kind, ClaimType::Opinion | ClaimType::Experience);
    let cap = match (kind, draft.modality) {
        (_, Modality::Question) => 0.2,
        _ if own && sure || is_mere_view(view) => 0.2,
        // Perhaps there is more in it than a view.
        _ if own => 0.5,
        (ClaimType::Prediction, _) | (_, Modality::Future) => 0.5,
        _ => 1.0,
    };
    draft.score = draft.score.min(cap);
}

/// What somebody feels or finds, with nothing in it to look up. "We have doubled
/// exports" can be looked up, whoever says it.
fn is_mere_view(view: &View<'_>) -> bool {
    let fact = [
        List::NumberWord,
        List::Matter,
        List::Deed,
        List::Comparative,
        List::ChangeVerb,
        List::Superlative,
    ];
    (view.has(List::FirstPerson) || view.has(List::Opinion))
        && !view.tokens.iter().any(|it| it.kind == TokenKind::Number)
        && !fact.into_iter().any(|it| view.has(it))
}

/// Fewer words before a cue are no statement without those behind it.
const CLAUSE: usize = 3;

/// Nor are fewer than these where the sentence goes on in small letters.
const SUBJECT: usize = 5;

/// All that is said: "Anggaran itu dinilai terlalu besar [oleh X]", "Pemangkasan itu,
/// tambahnya, mulai berlaku …". The verb of a passive is part of what is said.
fn whole(view: &View<'_>, said: &Attribution) -> Option<Span> {
    let content = said.content?;
    let rest = said.content_rest.filter(|it| view.span.contains(*it));
    let words = content.of(view.text).split_whitespace().count();
    // "Presiden Prabowo, kata Reuters, akan datang": a subject is no statement.
    let low = |it: Span| it.of(view.text).starts_with(char::is_lowercase);
    let subject =
        words < SUBJECT && said.directness == Directness::Indirect && rest.is_some_and(low);
    let short = words < CLAUSE || subject;
    Some(match said.class {
        CueClass::Passive if !content.overlaps(said.cue) => content.cover(rest.unwrap_or(said.cue)),
        _ if short => rest.map_or(content, |it| content.cover(it)),
        _ => content,
    })
}

/// Of what somebody says, what stands in this sentence, without "that" before it.
fn stated(view: &View<'_>, content: Span) -> Option<Span> {
    let start = content.start().max(view.span.start());
    let end = content.end().min(view.span.end());
    let content = Span::new(start.min(end), end);
    let (first, tokens) = view.tokens_in(content);
    let led = view.plays(first, Part::That) || view.plays(first, Part::Wish);
    let start = tokens.get(usize::from(led))?.span.start();
    // What stands before the first word belongs to it: "(…", "–3".
    let start = if led { start } else { content.start() };
    // A mark whose other half is left out: “that "every option is open".”
    let halved = view.quotes.partition_point(|it| it.span.start() < start);
    let halved = view.quotes.get(halved).filter(|it| it.span.start() == start);
    let start = halved.filter(|it| end < it.span.end()).map_or(start, |it| it.inner.start());
    // And one whose other half stands in it: “a demand "out of this world"”.
    let stop = |it: char| matches!(it, '.' | ',' | ';') || it.is_whitespace();
    let last = |it: &Quote| it.inner.start() + it.inner.of(view.text).trim_end_matches(stop).len();
    let opened = view.quotes.iter().find(|it| it.closed && last(it) == end);
    let end = opened.filter(|it| start < it.span.start()).map_or(end, |it| it.span.end());
    (start < end).then(|| Span::new(start, end))
}

/// "(World Bank, 2025)", "(BPS, 2025)".
fn cites(sentence: &str) -> bool {
    sentence.split('(').skip(1).any(|it| {
        let inner = it.split(')').next().unwrap_or_default();
        let year = inner.rsplit_once(", ").map_or("", |it| it.1);
        inner.starts_with(char::is_uppercase) && score::is_year(year)
    })
}

fn figures(sentence: &str) -> Arc<[u64]> {
    if !sentence.bytes().any(|it| it.is_ascii_digit()) {
        return Arc::default();
    }
    let figures = sentence
        .as_bytes()
        .split(|it| !it.is_ascii_digit() && !matches!(it, b',' | b'.'))
        .filter(|it| !it.is_empty())
        .filter_map(|it| std::str::from_utf8(it).ok())
        .map(|it| it.trim_matches([',', '.']))
        .filter(|it| !it.is_empty() && !score::is_year(it))
        .map(hash);
    figures.collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut lower = String::new();
    let plain = text.bytes().all(|it| it.is_ascii() && it != 0x0b);
    let (ascii, other) = if plain { (text, "") } else { ("", text) };
    for word in ascii.split_ascii_whitespace().chain(other.split_whitespace()) {
        if plain && !word.bytes().any(|it| it.is_ascii_uppercase()) {
            word.hash(&mut hasher);
            continue;
        }
        if plain || word.is_ascii() {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower = word.to_lowercase();
        }
        lower.hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether one of the links, which are in order, touches the span.
pub(crate) fn is_linked(links: &[Span], span: Span) -> bool {
    let at = links.partition_point(|it| it.end() < span.start());
    links.get(at).is_some_and(|it| span.meets(*it))
}

fn without_stop(view: &View<'_>) -> Span {
    let stop = |it: char| it.is_whitespace() || matches!(it, '.' | ':' | ';');
    let end = view.span.start() + view.span.of(view.text).trim_end_matches(stop).len();
    let start = attribution::behind_dateline(view).filter(|it| *it < end);
    let start = start.unwrap_or(view.span.start());
    // A sentence in quotation marks is what stands between them.
    let spoken = view.quotes.iter().find(|it| it.span.start() == start);
    let start = spoken.map_or(start, |it| it.inner.start());
    let around = view.quotes.iter().find(|it| it.closed && it.span.end() == end);
    let around = around.filter(|it| it.span.start() <= start && start < it.inner.end());
    let end = around.map_or(end, |it| it.inner.end());
    let said = Span::new(start, end).of(view.text).trim_end_matches(stop);
    Span::new(start, start + said.len())
}

fn modality(view: &View<'_>) -> Modality {
    if view.span.of(view.text).trim_end().ends_with('?') {
        Modality::Question
    } else if view.has(List::Hearsay) {
        Modality::Hearsay
    } else if view.has(List::Conditional) {
        Modality::Conditional
    } else if view.has(List::Hedge) {
        Modality::Hedged
    } else if view.has(List::Future) {
        Modality::Future
    } else {
        Modality::Asserted
    }
}

impl Claim {
    /// Whether somebody or something vouches for it.
    pub fn is_sourced(&self) -> bool {
        self.linked || self.attribution.is_some_and(|it| it.source_class != SourceClass::None)
    }
}

impl ClaimType {
    pub const ALL: [ClaimType; 9] = [
        ClaimType::Quantity,
        ClaimType::Comparison,
        ClaimType::Causal,
        ClaimType::Prediction,
        ClaimType::Law,
        ClaimType::Event,
        ClaimType::Identity,
        ClaimType::Opinion,
        ClaimType::Experience,
    ];

    /// The one of that name in the JSON answers.
    pub fn from_name(name: &str) -> Option<ClaimType> {
        ClaimType::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            ClaimType::Quantity => "quantity",
            ClaimType::Comparison => "comparison",
            ClaimType::Causal => "causal",
            ClaimType::Prediction => "prediction",
            ClaimType::Law => "law",
            ClaimType::Event => "event",
            ClaimType::Identity => "identity",
            ClaimType::Opinion => "opinion",
            ClaimType::Experience => "experience",
        }
    }
}

impl Modality {
    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Hedged => "hedged",
            Modality::Hearsay => "hearsay",
            Modality::Future => "future",
            Modality::Conditional => "conditional",
            Modality::Question => "question",
        }
    }
}

impl Attribution {
    /// With its spans so many bytes further on.
    pub(super) fn shift(self, by: usize) -> Attribution {
        Attribution {
            source: self.source.map(|it| it.shift(by)),
            cue: self.cue.shift(by),
            content: self.content.map(|it| it.shift(by)),
            content_rest: self.content_rest.map(|it| it.shift(by)),
            ..self
        }
    }
}
