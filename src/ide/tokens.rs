//! What each stretch of the text is, for an editor that colours it: names,
//! quotations, cues, hedges, quantities, claims.

use crate::detect::names::Class;
use crate::detect::{Article, Facts};
use crate::ide::Snapshot;
use crate::ide::navigate::points_back;
use crate::knowledge::EntityKind;
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

/// The pieces that touch `within`, in order, none over another: a name in a
/// claim interrupts it. Kinds that `wanted` refuses are as if they were not there.
pub fn pieces(snapshot: &Snapshot, within: Span, wanted: &dyn Fn(PieceKind) -> bool) -> Vec<Piece> {
    let article = snapshot.article();
    let mut all = Vec::new();
    let first = article.passage_at(within.start());
    for at in first..article.layout.len() {
        let Some((placed, facts, _)) = article.passage(at) else { break };
        if within.end() < placed.start {
            break;
        }
        let local = marks(facts);
        all.extend(local.into_iter().map(|it| Piece { span: it.span.shift(placed.start), ..it }));
        all.extend(recognised(article, at, facts, placed.passage.prose(), placed.start));
    }
    mentions(article, within, &mut all);
    claims(article, within, &mut all);
    all.retain(|it| wanted(it.kind) && it.span.meets(within) && !it.span.is_empty());
    quoted_claims(&mut all);
    flat(article, all)
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

/// Names that were recognised and that the base does not know. The passage
/// alone tells them, so that a keystroke does not put the article's together.
fn recognised(
    article: &Article,
    passage: usize,
    facts: &Facts,
    prose: &str,
    start: usize,
) -> Vec<Piece> {
    let known: Vec<Span> = article.names_of(passage).map(|it| it.2).collect();
    let piece = |(span, class): (Span, Class)| {
        let kind = match class {
            Class::Person => PieceKind::Person,
            Class::Place => PieceKind::Place,
            Class::Org => PieceKind::Organisation,
            Class::Event | Class::Other => return None,
        };
        let is_new = !known.iter().any(|it| it.overlaps(span));
        is_new.then(|| Piece { span: span.shift(start), kind, traits: Traits::default() })
    };
    facts.sure_names(prose).filter_map(piece).collect()
}

fn mentions(article: &Article, within: Span, all: &mut Vec<Piece>) {
    let from = article.mentions().partition_point(|it| it.span.end() < within.start());
    for mention in article.mentions().iter().skip(from) {
        if within.end() < mention.span.start() {
            break;
        }
        let Some(entity) = article.entities().get(mention.entity) else { continue };
        let kind = match entity.entry(&article.base).kind {
            EntityKind::Person => PieceKind::Person,
            EntityKind::Country => PieceKind::Country,
            EntityKind::Place => PieceKind::Place,
            EntityKind::Org => PieceKind::Organisation,
            EntityKind::Event | EntityKind::Document | EntityKind::Weapon => PieceKind::Thing,
        };
        let first = entity.mentions.first().and_then(|it| article.mentions().get(*it));
        let traits = Traits {
            first: first.is_some_and(|it| it.span == mention.span),
            figurative: mention.form == crate::detect::Form::Metonym || points_back(mention.form),
            unsourced: false,
        };
        all.push(Piece { span: mention.span, kind, traits });
    }
}

fn claims(article: &Article, within: Span, all: &mut Vec<Piece>) {
    let from = article.claims().partition_point(|it| it.sentence.end() < within.start());
    for claim in article.claims().iter().skip(from) {
        if within.end() < claim.sentence.start() {
            break;
        }
        let traits = Traits { unsourced: !claim.is_sourced(), ..Traits::default() };
        all.push(Piece { span: claim.span, kind: PieceKind::Claim, traits });
    }
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
