//! What each stretch of the text is, for an editor that colours it: names,
//! quotations, cues, hedges, quantities, claims.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::detect::names::Class;
use crate::detect::{Article, Facts, Form};
use crate::ide::Snapshot;
use crate::ide::navigate::points_back;
use crate::knowledge::{EntityId, EntityKind};
use crate::lang::List;
use crate::text::Span;

/// A stretch that is one thing. Bytes of the article, never over a line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub kind: PieceKind,
    pub traits: Traits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PieceKind {
    Claim,
    Quotation,
    Cue,
    Hedge,
    Quantity,
    Person,
    Country,
    Place,
    Organisation,
    /// A named event, document or weapon.
    Thing,
}

/// What else is to be said of a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// The entity's first mention.
    pub first: bool,
    /// A claim that nobody vouches for.
    pub unsourced: bool,
    /// Names one thing and means another: a capital for its government.
    pub figurative: bool,
}

impl PieceKind {
    pub const ALL: [PieceKind; 10] = [
        PieceKind::Claim,
        PieceKind::Quotation,
        PieceKind::Cue,
        PieceKind::Hedge,
        PieceKind::Quantity,
        PieceKind::Person,
        PieceKind::Country,
        PieceKind::Place,
        PieceKind::Organisation,
        PieceKind::Thing,
    ];
}

/// All that the pieces of one passage depend on.
pub struct Ground {
    facts: Arc<Facts>,
    /// Each with whether it is its entity's first mention.
    names: Vec<(EntityId, Form, Span, bool)>,
    /// Where they stand in the article says nothing.
    claims: Vec<(Span, bool)>,
}

impl PartialEq for Ground {
    fn eq(&self, other: &Ground) -> bool {
        Arc::ptr_eq(&self.facts, &other.facts)
            && self.names == other.names
            && self.claims == other.claims
    }
}

impl Ground {
    /// Where its facts lie in memory: only the same passage has them there.
    pub fn address(&self) -> usize {
        Arc::as_ptr(&self.facts).addr()
    }

    /// That of a passage; `is_first` says of each entity that it names, in order,
    /// whether nothing before it does.
    pub fn of(
        article: &Article,
        passage: usize,
        mut is_first: impl FnMut(EntityId) -> bool,
    ) -> Option<Ground> {
        let start = article.layout.passage(passage)?.start;
        let names = article.names_of(passage);
        let names = names.map(|(entity, form, span)| (entity, form, span, is_first(entity)));
        let claims = article.claims_of(passage);
        let claims = claims.map(|it| {
            let span = Span::new(it.span.start() - start, it.span.end() - start);
            (span, it.is_sourced())
        });
        let (names, claims) = (names.collect(), claims.collect());
        Some(Ground { facts: Arc::clone(article.facts(passage)?), names, claims })
    }

    /// The pieces of the passage that touch `within`, in order, none over another:
    /// a name in a claim interrupts it. Kinds that `wanted` refuses are as if they
    /// were not there. Bytes of the article.
    pub fn pieces(
        &self,
        article: &Article,
        passage: usize,
        within: Span,
        wanted: &dyn Fn(PieceKind) -> bool,
    ) -> Vec<Piece> {
        let Some(placed) = article.layout.passage(passage) else { return Vec::new() };
        let prose = placed.passage.prose();
        let mut all = marks(&self.facts);
        self.recognised(prose, &mut all);
        all.extend(self.names.iter().map(|(entity, form, span, first)| {
            let figurative = *form == Form::Metonym || points_back(*form);
            let traits = Traits { first: *first, figurative, unsourced: false };
            Piece { span: *span, kind: kind(article.base.kind(*entity)), traits }
        }));
        all.extend(self.claims.iter().map(|(span, sourced)| {
            let traits = Traits { unsourced: !sourced, ..Traits::default() };
            Piece { span: *span, kind: PieceKind::Claim, traits }
        }));
        all.iter_mut().for_each(|it| it.span = it.span.shift(placed.start));
        all.retain(|it| wanted(it.kind) && it.span.meets(within) && !it.span.is_empty());
        quoted_claims(&mut all);
        flat(article, all)
    }

    /// Names that were recognised and that the base does not know. The passage
    /// alone tells them, so that a keystroke does not put the article's together.
    fn recognised(&self, prose: &str, all: &mut Vec<Piece>) {
        let piece = |(span, class): (Span, Class)| {
            let kind = match class {
                Class::Person => PieceKind::Person,
                Class::Place => PieceKind::Place,
                Class::Org => PieceKind::Organisation,
                Class::Event | Class::Other => return None,
            };
            // They stand in order, and none reaches over the next.
            let at = self.names.partition_point(|it| it.2.end() <= span.start());
            let is_new = self.names.get(at).is_none_or(|it| !it.2.overlaps(span));
            is_new.then(|| Piece { span, kind, traits: Traits::default() })
        };
        all.extend(self.facts.sure_names(prose).filter_map(piece));
    }
}

fn kind(kind: EntityKind) -> PieceKind {
    match kind {
        EntityKind::Person => PieceKind::Person,
        EntityKind::Country => PieceKind::Country,
        EntityKind::Place => PieceKind::Place,
        EntityKind::Org => PieceKind::Organisation,
        EntityKind::Event | EntityKind::Document | EntityKind::Weapon => PieceKind::Thing,
    }
}

/// The pieces that touch `within`; see [`Ground::pieces`].
pub fn pieces(snapshot: &Snapshot, within: Span, wanted: &dyn Fn(PieceKind) -> bool) -> Vec<Piece> {
    let article = snapshot.article();
    let first = article.passage_at(within.start());
    let slots = article.layout.slots();
    let slot = article.layout.slot_of(first);
    let before = (0..slot).flat_map(|it| article.entities_in(it));
    let mut seen: FxHashSet<EntityId> = before.collect();
    let from = slots.get(slot).map_or(first, |it| it.first);
    seen.extend((from..first).flat_map(|it| article.named_in(it)).map(|it| it.0));
    let mut res = Vec::new();
    for at in first..article.layout.len() {
        let start = article.layout.passage(at).map_or(usize::MAX, |it| it.start);
        if within.end() < start {
            break;
        }
        let Some(ground) = Ground::of(article, at, |it| seen.insert(it)) else { break };
        res.extend(ground.pieces(article, at, within, wanted));
    }
    res
}

/// What is quoted is a quotation from its first mark to its last, whatever it
/// claims: a claim within it would take the colour from a part of it.
fn quoted_claims(all: &mut Vec<Piece>) {
    let quotes = all.iter().filter(|it| it.kind == PieceKind::Quotation);
    let mut quotes: Vec<(usize, usize)> =
        quotes.map(|it| (it.span.start(), it.span.end())).collect();
    quotes.sort_unstable();
    // How far the quotations reach that begin here or before.
    let mut reach = 0;
    for (_, end) in &mut quotes {
        reach = reach.max(*end);
        *end = reach;
    }
    for piece in all.iter_mut().filter(|it| it.kind == PieceKind::Claim) {
        let before = quotes.partition_point(|it| it.0 <= piece.span.start());
        let reached = before.checked_sub(1).and_then(|at| quotes.get(at)).map_or(0, |it| it.1);
        let start = piece.span.start().max(reached).min(piece.span.end());
        piece.span = Span::new(start, piece.span.end());
    }
    all.retain(|it| !it.span.is_empty());
}

/// What a passage alone tells; bytes of the passage.
fn marks(facts: &Facts) -> Vec<Piece> {
    let plain = |span, kind| Piece { span, kind, traits: Traits::default() };
    let mut res: Vec<Piece> = Vec::new();
    res.extend(facts.quotes.iter().map(|it| plain(it.span, PieceKind::Quotation)));
    res.extend(facts.attributions.iter().map(|it| plain(it.cue, PieceKind::Cue)));
    let hedges = facts.marks.iter().filter(|it| it.list == List::Hedge);
    res.extend(hedges.map(|it| plain(it.span, PieceKind::Hedge)));
    // "5.000 ton" gives "5.000", "12,5 persen" and "US$3 miliar" all.
    let figures = facts.quantities.iter().filter(|it| !it.word);
    res.extend(figures.map(|it| plain(it.whole, PieceKind::Quantity)));
    res
}

/// Of two pieces over each other the inner one stands; the outer one goes on
/// behind it. Cut at line ends.
fn flat(article: &Article, mut all: Vec<Piece>) -> Vec<Piece> {
    let key = |it: &Piece| (it.span.start(), std::cmp::Reverse(it.span.end()), it.kind);
    all.sort_by_key(key);
    let mut res: Vec<Piece> = Vec::new();
    let mut open: Vec<Piece> = Vec::new();
    let mut at = 0;
    let mut put = |piece: Piece, from: usize, to: usize| {
        if from < to {
            lines(article, Piece { span: Span::new(from, to), ..piece }, &mut res);
        }
    };
    for piece in all {
        while let Some(last) = open.pop_if(|it| it.span.end() <= piece.span.start()) {
            put(last, at.max(last.span.start()), last.span.end());
            at = at.max(last.span.end());
        }
        if let Some(outer) = open.last() {
            put(*outer, at.max(outer.span.start()), piece.span.start());
        }
        at = at.max(piece.span.start());
        open.push(piece);
    }
    while let Some(last) = open.pop() {
        put(last, at.max(last.span.start()), last.span.end());
        at = at.max(last.span.end());
    }
    res
}

fn lines(article: &Article, piece: Piece, res: &mut Vec<Piece>) {
    let mut start = piece.span.start();
    for line in article.text(piece.span).split_inclusive(['\n', '\r']) {
        let words = line.trim_end();
        let indent = words.len() - words.trim_start().len();
        let span = Span::new(start + indent, start + words.len());
        // A sign that is left over between two pieces says nothing.
        let worded = piece.kind != PieceKind::Claim || words.contains(char::is_alphanumeric);
        if worded && !span.is_empty() && indent < words.len() {
            res.push(Piece { span, ..piece });
        }
        start += line.len();
    }
}
