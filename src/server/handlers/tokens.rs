//! Semantic tokens: all, what changed since, or those of a range.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensLegend,
    TextDocumentIdentifier,
};

use crate::detect::Stretch;
use crate::ide::tokens::{Ground, Piece, PieceKind, Traits, pieces};
use crate::server::capabilities::Tokens;
use crate::server::convert::{self, Pen};
use crate::server::guard::lock;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::{InRange, OfDocument};
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
    tokens: Arc<Vec<SemanticToken>>,
    strips: Vec<Arc<Strip>>,
}

/// The tokens of one segment, kept for as long as it stays as it is.
struct Strip {
    stretch: Stretch,
    /// Which of its names are the first of their entities.
    firsts: Vec<usize>,
    shares: Vec<Arc<Share>>,
}

/// The tokens of one passage.
struct Share {
    ground: Ground,
    /// Lines and columns count from the passage's start.
    tokens: Vec<SemanticToken>,
    /// The line of the last one.
    last: u32,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeltaParams {
    text_document: TextDocumentIdentifier,
    previous_result_id: String,
}

/// The tokens of a version and its segments.
type All = (Arc<Vec<SemanticToken>>, Vec<Arc<Strip>>);

impl Sent {
    pub(in crate::server) fn forget(&self, uri: &str) {
        lock(&self.0).documents.remove(uri);
    }

    /// The segments of the version that was sent last.
    fn strips(&self, uri: &str) -> Vec<Arc<Strip>> {
        lock(&self.0).documents.get(uri).map_or(Vec::new(), |it| it.strips.clone())
    }

    /// Keeps what is sent now; the id to send with it, and what was kept
    /// under `previous`.
    fn swap(
        &self,
        uri: &str,
        (tokens, strips): All,
        previous: Option<&str>,
    ) -> (String, Option<Arc<Vec<SemanticToken>>>) {
        let mut log = lock(&self.0);
        log.last += 1;
        let id = log.last.to_string();
        let new = Last { id: id.clone(), tokens, strips };
        let old = log.documents.insert(uri.to_owned(), new);
        let known = old.filter(|it| Some(it.id.as_str()) == previous);
        (id, known.map(|it| it.tokens))
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
    let all = all(sheet)?;
    let data = all.0.to_vec();
    let (id, _) = sheet.sent.swap(sheet.snapshot.uri(), all, None);
    Some(SemanticTokens { result_id: Some(id), data })
}

/// All of them where the client's last answer is not the one that we kept.
pub(super) fn delta(sheet: &Sheet, params: DeltaParams) -> Option<Value> {
    let all = all(sheet)?;
    let (data, uri) = (Arc::clone(&all.0), sheet.snapshot.uri());
    let (id, before) = sheet.sent.swap(uri, all, Some(&params.previous_result_id));
    Some(match before {
        None => json!(SemanticTokens { result_id: Some(id), data: data.to_vec() }),
        Some(before) => {
            json!(SemanticTokensDelta { result_id: Some(id), edits: edits(&before, &data) })
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

/// All tokens, and what they were put together from. What is new since the last
/// answer is made.
fn all(sheet: &Sheet) -> Option<All> {
    let hand = Hand::of(sheet.can.tokens.as_ref()?);
    let article = sheet.snapshot.article();
    let before = sheet.sent.strips(sheet.snapshot.uri());
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let ahead = article.layout.slots().len();
    let mut seen = FxHashSet::default();
    let (mut strips, mut tokens, mut line) = (Vec::with_capacity(ahead), Vec::new(), 0);
    for (at, slot) in article.layout.slots().iter().enumerate() {
        let stretch = article.stretch(at)?;
        let named = article.entities_in(at).enumerate();
        let firsts: Vec<usize> = named.filter(|it| seen.insert(it.1)).map(|it| it.0).collect();
        // From the front or from the back, whichever it kept its place.
        let places = [Some(at), (at + before.len()).checked_sub(ahead)].into_iter().flatten();
        let same = |it: &&Arc<Strip>| it.stretch == stretch && it.firsts == firsts;
        let known = places.clone().filter_map(|it| before.get(it)).find(same);
        let strip = match known {
            Some(it) => Arc::clone(it),
            None => {
                let near = places.flat_map(|it| before.iter().skip(it.saturating_sub(1)).take(3));
                let near: Vec<&Arc<Share>> = near.flat_map(|it| &it.shares).collect();
                let mut seen = seen.clone();
                for it in article.entities_in(at).enumerate().filter(|it| firsts.contains(&it.0)) {
                    seen.remove(&it.1);
                }
                let passages = (slot.first..slot.first + slot.segment.len()).zip(0..);
                let shares = passages.filter_map(|(passage, nth)| {
                    let ground = Ground::of(article, passage, &mut seen)?;
                    if let Some(known) = near.iter().find(|it| it.ground == ground) {
                        return Some(Arc::clone(known));
                    }
                    let whole = article.layout.passage(passage)?;
                    let whole = Span::new(whole.start, whole.end());
                    let wanted = |it| hand.index(it).is_some();
                    let pieces = ground.pieces(article, passage, whole, &wanted);
                    let first = u32::try_from(slot.line + slot.segment.line(nth)).ok()?;
                    let (tokens, last) = hand.encode(&mut pen, pieces, first);
                    Some(Arc::new(Share { ground, tokens, last: last.checked_sub(first)? }))
                });
                let shares = shares.collect();
                Arc::new(Strip { stretch, firsts, shares })
            }
        };
        for (share, nth) in strip.shares.iter().zip(0..) {
            let first = u32::try_from(slot.line + slot.segment.line(nth)).ok()?;
            let (Some(own), behind) = (share.tokens.first(), share.tokens.get(1..)) else {
                continue;
            };
            tokens.push(SemanticToken { delta_line: first + own.delta_line - line, ..*own });
            tokens.extend_from_slice(behind.unwrap_or_default());
            line = first + share.last;
        }
        strips.push(strip);
    }
    Some((Arc::new(tokens), strips))
}

/// What stands between what is the same at both ends.
fn edits(before: &[SemanticToken], now: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
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
        start: numbers(front),
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
