//! Semantic tokens: all, what changed since, or those of a range.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensLegend,
    TextDocumentIdentifier,
};

use crate::detect::{Article, Stretch};
use crate::ide::tokens::{Ground, Piece, PieceKind, Traits, pieces};
use crate::knowledge::EntityId;
use crate::server::capabilities::Tokens;
use crate::server::convert::{self, Pen};
use crate::server::guard::lock;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::{InRange, OfDocument};
use crate::structure::Kept;
use crate::text::Span;

/// Our names, and the nearest of LSP's own for clients that have a colour for
/// those only. A claim has no near one: every sentence would be coloured.
const TYPES: [(PieceKind, &str, &str); 10] = [
    (PieceKind::Person, "person", "class"),
    (PieceKind::Country, "country", "namespace"),
    (PieceKind::Place, "place", "enumMember"),
    (PieceKind::Organisation, "organisation", "interface"),
    (PieceKind::Thing, "thing", "struct"),
    (PieceKind::Quotation, "quotation", "string"),
    (PieceKind::Cue, "cue", "keyword"),
    (PieceKind::Hedge, "hedge", "modifier"),
    (PieceKind::Quantity, "quantity", "number"),
    (PieceKind::Claim, "claim", ""),
];

/// A trait of a piece.
type Modifier = fn(Traits) -> bool;

const MODIFIERS: [(Modifier, &str); 3] = [
    (|it| it.first, "declaration"),
    (|it| it.unsourced, "unsourced"),
    (|it| it.figurative, "figurative"),
];

/// What was sent last of each document.
#[derive(Default)]
pub(in crate::server) struct Sent(Mutex<Log>);

#[derive(Default)]
struct Log {
    last: u64,
    documents: HashMap<String, Last>,
}

struct Last {
    id: String,
    strips: Arc<Strips>,
}

/// The tokens of a version, segment by segment, each with its first line.
type Strips = Vec<(usize, Arc<Strip>)>;

/// The tokens of one segment, kept for as long as it stays as it is.
struct Strip {
    stretch: Stretch,
    /// The entities that nothing before it names.
    firsts: Vec<EntityId>,
    /// Of each passage, with its first line in the segment.
    shares: Vec<(usize, Arc<Share>)>,
    /// How many tokens there are.
    count: usize,
}

/// The tokens of one passage.
struct Share {
    ground: Ground,
    /// Lines and columns count from the passage's start.
    tokens: Vec<SemanticToken>,
    /// The line of the last one.
    last: u32,
}

/// What was made of passages, by where their facts lie in memory.
type Near<'a> = FxHashMap<usize, &'a Arc<Share>>;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeltaParams {
    text_document: TextDocumentIdentifier,
    previous_result_id: String,
}

impl Sent {
    pub(in crate::server) fn forget(&self, uri: &str) {
        lock(&self.0).documents.remove(uri);
    }

    /// The version that was sent last.
    fn last(&self, uri: &str) -> Arc<Strips> {
        lock(&self.0).documents.get(uri).map_or_else(Arc::default, |it| Arc::clone(&it.strips))
    }

    /// Keeps what is sent now; the id to send with it, and what was kept
    /// under `previous`.
    fn swap(
        &self,
        uri: &str,
        strips: Arc<Strips>,
        previous: Option<&str>,
    ) -> (String, Option<Arc<Strips>>) {
        let mut log = lock(&self.0);
        log.last += 1;
        let id = log.last.to_string();
        let new = Last { id: id.clone(), strips };
        let old = log.documents.insert(uri.to_owned(), new);
        let known = old.filter(|it| Some(it.id.as_str()) == previous);
        (id, known.map(|it| it.strips))
    }
}

/// The names that this client gets: ours if it knows them or names none.
fn types(can: &Tokens) -> Vec<(PieceKind, &'static str)> {
    let known = |name: &str| can.types.iter().any(|it| it == name);
    let choose = |(kind, ours, theirs): (PieceKind, &'static str, &'static str)| {
        if can.types.is_empty() || known(ours) {
            return Some((kind, ours));
        }
        known(theirs).then_some((kind, theirs))
    };
    TYPES.into_iter().filter_map(choose).collect()
}

fn modifiers(can: &Tokens) -> Vec<(Modifier, &'static str)> {
    let known = |name: &str| can.modifiers.is_empty() || can.modifiers.iter().any(|it| it == name);
    MODIFIERS.into_iter().filter(|(_, name)| known(name)).collect()
}

pub(in crate::server) fn legend(can: &Tokens) -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: types(can).into_iter().map(|(_, it)| it.to_owned()).collect(),
        token_modifiers: modifiers(can).into_iter().map(|(_, it)| it.to_owned()).collect(),
    }
}

pub(super) fn full(sheet: &Sheet, _: OfDocument) -> Option<SemanticTokens> {
    let all = Arc::new(all(sheet)?);
    let data = flat(&all, 0);
    let (id, _) = sheet.sent.swap(sheet.snapshot.uri(), all, None);
    Some(SemanticTokens { result_id: Some(id), data })
}

/// All of them where the client's last answer is not the one that we kept.
pub(super) fn delta(sheet: &Sheet, params: DeltaParams) -> Option<Value> {
    let (all, uri) = (Arc::new(all(sheet)?), sheet.snapshot.uri());
    let previous = Some(params.previous_result_id.as_str());
    let (id, before) = sheet.sent.swap(uri, Arc::clone(&all), previous);
    Some(match before {
        None => json!(SemanticTokens { result_id: Some(id), data: flat(&all, 0) }),
        Some(before) => {
            json!(SemanticTokensDelta { result_id: Some(id), edits: edits(&before, &all) })
        }
    })
}

pub(super) fn range(sheet: &Sheet, params: InRange) -> Option<SemanticTokens> {
    let within = convert::span(&sheet.snapshot, params.range, &sheet.can);
    let hand = Hand::of(sheet.can.tokens.as_ref()?);
    let pieces = pieces(&sheet.snapshot, within, &|it| hand.index(it).is_some());
    let data = hand.encode(&mut Pen::new(&sheet.snapshot, &sheet.can), pieces, 0).0;
    Some(SemanticTokens { result_id: None, data })
}

/// The tokens of a version. What is new since the last answer is made.
fn all(sheet: &Sheet) -> Option<Strips> {
    let hand = Hand::of(sheet.can.tokens.as_ref()?);
    let article = sheet.snapshot.article();
    let slots = article.layout.slots();
    let before = sheet.sent.last(sheet.snapshot.uri());
    let kept = Kept::of(slots.len(), before.len(), |at, there| {
        before.get(there).is_some_and(|it| article.is_stretch(at, &it.1.stretch))
    });
    let mut seen: FxHashSet<EntityId> = FxHashSet::default();
    let mut res: Strips = Vec::with_capacity(slots.len());
    // What is named first before a segment decides which of its names are first.
    let (mut now, mut then): (Vec<EntityId>, Vec<EntityId>) = (Vec::new(), Vec::new());
    let gone = before.get(kept.gone()).unwrap_or_default();
    gone.iter().for_each(|it| then.extend(&it.1.firsts));
    let mut same = true;
    let near = kept.gone().start.saturating_sub(1)..(kept.gone().end + 1).min(before.len());
    let near = by_address(before.get(near).unwrap_or_default().iter().map(|it| &it.1));
    for (at, slot) in slots.iter().enumerate() {
        let known = kept.place(at).and_then(|it| before.get(it)).map(|it| &it.1);
        if at == kept.fresh().end {
            then.sort_unstable();
            now.sort_unstable();
            same = now == then;
        }
        let strip = match known.filter(|it| same || it.is_first(article, at, &seen)) {
            Some(it) => Arc::clone(it),
            None => {
                let own = known.map(|it| by_address([it].into_iter()));
                Arc::new(hand.strip(sheet, at, own.as_ref().unwrap_or(&near), &seen)?)
            }
        };
        if kept.fresh().contains(&at) {
            now.extend(&strip.firsts);
        }
        seen.extend(&strip.firsts);
        res.push((slot.line, strip));
    }
    Some(res)
}

/// The passages of some segments.
fn by_address<'a>(strips: impl Iterator<Item = &'a Arc<Strip>>) -> Near<'a> {
    let shares = strips.flat_map(|it| &it.shares).map(|it| &it.1);
    shares.map(|it| (it.ground.address(), it)).collect()
}

impl Strip {
    /// Whether it holds with these entities named before.
    fn is_first(&self, article: &Article, at: usize, seen: &FxHashSet<EntityId>) -> bool {
        let mut own = FxHashSet::default();
        let named = article.entities_in(at).filter(|it| !seen.contains(it) && own.insert(*it));
        named.eq(self.firsts.iter().copied())
    }
}

/// Tokens one behind the other, the first counted from this line.
fn flat(strips: &[(usize, Arc<Strip>)], from: usize) -> Vec<SemanticToken> {
    let mut res = Vec::with_capacity(strips.iter().map(|it| it.1.count).sum());
    let mut line = from;
    for (start, strip) in strips {
        for (own, share) in &strip.shares {
            let Some(token) = share.tokens.first() else { continue };
            let first = start + own;
            let ahead = (first + token.delta_line as usize).saturating_sub(line);
            let delta_line = u32::try_from(ahead).unwrap_or(u32::MAX);
            res.push(SemanticToken { delta_line, ..*token });
            res.extend_from_slice(share.tokens.get(1..).unwrap_or_default());
            line = first + share.last as usize;
        }
    }
    res
}

/// The line of the last token of some strips.
fn last_line(strips: &[(usize, Arc<Strip>)]) -> usize {
    let filled = strips.iter().rev().find(|it| 0 < it.1.count);
    let last = filled.and_then(|(start, strip)| {
        let (own, share) = strip.shares.iter().rev().find(|it| !it.1.tokens.is_empty())?;
        Some(start + own + share.last as usize)
    });
    last.unwrap_or(0)
}

/// What stands between what is the same at both ends.
fn edits(before: &Strips, now: &Strips) -> Vec<SemanticTokensEdit> {
    let kept = Kept::of(
        now.len(),
        before.len(),
        |at, there| matches!((now.get(at), before.get(there)), (Some(a), Some(b)) if Arc::ptr_eq(&a.1, &b.1)),
    );
    // The first token behind counts its line from the last one before it, so
    // that the segment with it is compared, too.
    let back = now.get(kept.fresh().end..).unwrap_or_default();
    let more = back.iter().position(|it| 0 < it.1.count).map_or(back.len(), |it| it + 1);
    let front = now.get(..kept.fresh().start).unwrap_or_default();
    let (skipped, from) = (front.iter().map(|it| it.1.count).sum(), last_line(front));
    let middle = |all: &Strips, range: Range<usize>| {
        flat(all.get(range.start..range.end + more).unwrap_or_default(), from)
    };
    compared(&middle(before, kept.gone()), &middle(now, kept.fresh()), skipped)
}

/// As [`edits`], of the tokens behind the first `skipped`.
fn compared(
    before: &[SemanticToken],
    now: &[SemanticToken],
    skipped: usize,
) -> Vec<SemanticTokensEdit> {
    let front = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let shorter = before.len().min(now.len());
    let back = before.iter().rev().zip(now.iter().rev());
    let back = back.take_while(|(a, b)| a == b).count().min(shorter - front);
    let numbers = |it: usize| u32::try_from(5 * it).unwrap_or(u32::MAX);
    let (gone, new) = (before.len() - front - back, now.get(front..now.len() - back));
    let new = new.unwrap_or_default();
    if gone == 0 && new.is_empty() {
        return Vec::new();
    }
    let data = new.iter().flat_map(|it| {
        let SemanticToken { delta_line, delta_start, length, .. } = *it;
        [delta_line, delta_start, length, it.token_type, it.token_modifiers_bitset]
    });
    vec![SemanticTokensEdit {
        start: numbers(skipped + front),
        delete_count: numbers(gone),
        data: (!new.is_empty()).then(|| data.collect()),
    }]
}

/// How tokens are written for one client.
struct Hand {
    types: Vec<(PieceKind, &'static str)>,
    modifiers: Vec<(Modifier, &'static str)>,
}

impl Hand {
    fn of(can: &Tokens) -> Hand {
        Hand { types: types(can), modifiers: modifiers(can) }
    }

    /// The tokens of a segment, with these entities named before it. What `near`
    /// holds of the same passages is kept.
    fn strip(
        &self,
        sheet: &Sheet,
        at: usize,
        near: &Near<'_>,
        seen: &FxHashSet<EntityId>,
    ) -> Option<Strip> {
        let article = sheet.snapshot.article();
        let slot = article.layout.slots().get(at)?;
        let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
        let mut firsts: Vec<EntityId> = Vec::new();
        let mut shares = Vec::with_capacity(slot.segment.len());
        for (passage, nth) in (slot.first..slot.first + slot.segment.len()).zip(0..) {
            let ground = Ground::of(article, passage, |it| {
                let first = !seen.contains(&it) && !firsts.contains(&it);
                firsts.extend(first.then_some(it));
                first
            });
            let ground = ground?;
            let line = slot.segment.line(nth);
            let known = near.get(&ground.address()).filter(|it| it.ground == ground);
            if let Some(known) = known {
                shares.push((line, Arc::clone(known)));
                continue;
            }
            let whole = article.layout.passage(passage)?;
            let whole = Span::new(whole.start, whole.end());
            let wanted = |it| self.index(it).is_some();
            let pieces = ground.pieces(article, passage, whole, &wanted);
            let first = u32::try_from(slot.line + line).ok()?;
            let (tokens, last) = self.encode(&mut pen, pieces, first);
            shares.push((line, Arc::new(Share { ground, tokens, last: last.checked_sub(first)? })));
        }
        let count = shares.iter().map(|it| it.1.tokens.len()).sum();
        Some(Strip { stretch: article.stretch(at)?, firsts, shares, count })
    }

    fn index(&self, kind: PieceKind) -> Option<usize> {
        self.types.iter().position(|(it, _)| *it == kind)
    }

    /// Each counted from the one before it, the first from the start of a line;
    /// also the line of the last one.
    fn encode(&self, pen: &mut Pen<'_>, all: Vec<Piece>, first: u32) -> (Vec<SemanticToken>, u32) {
        let (mut line, mut column) = (first, 0);
        let token = |piece: Piece| {
            let kind = u32::try_from(self.index(piece.kind)?).ok()?;
            let range = pen.range(piece.span);
            let length = range.end.character.checked_sub(range.start.character)?;
            let same = range.start.line == line;
            let delta_start = range.start.character - if same { column } else { 0 };
            let delta_line = range.start.line.checked_sub(line)?;
            (line, column) = (range.start.line, range.start.character);
            let bits = self.modifiers.iter().enumerate();
            let bits = bits
                .filter(|(_, (has, _))| has(piece.traits))
                .fold(0, |all, (at, _)| all | 1 << at);
            Some(SemanticToken {
                delta_line,
                delta_start,
                length,
                token_type: kind,
                token_modifiers_bitset: bits,
            })
        };
        let tokens = all.into_iter().filter_map(token).collect();
        (tokens, line)
    }
}
