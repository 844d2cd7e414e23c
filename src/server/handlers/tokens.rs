//! Semantic tokens: all, what changed since, or those of a range.

use std::collections::HashMap;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensLegend,
    TextDocumentIdentifier,
};

use crate::ide::tokens::{Piece, PieceKind, Traits, pieces};
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
    documents: HashMap<String, (String, Vec<SemanticToken>)>,
}

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

    /// Keeps what is sent now; the id to send with it, and what was kept
    /// under `previous`.
    fn swap(
        &self,
        uri: &str,
        tokens: &[SemanticToken],
        previous: Option<&str>,
    ) -> (String, Option<Vec<SemanticToken>>) {
        let mut log = lock(&self.0);
        log.last += 1;
        let id = log.last.to_string();
        let old = log.documents.insert(uri.to_owned(), (id.clone(), tokens.to_vec()));
        let known = old.filter(|(it, _)| Some(it.as_str()) == previous);
        (id, known.map(|(_, tokens)| tokens))
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
    let data = encode(sheet, all(sheet))?;
    let (id, _) = sheet.sent.swap(sheet.snapshot.uri(), &data, None);
    Some(SemanticTokens { result_id: Some(id), data })
}

/// All of them where the client's last answer is not the one that we kept.
pub(super) fn delta(sheet: &Sheet, params: DeltaParams) -> Option<Value> {
    let data = encode(sheet, all(sheet))?;
    let uri = sheet.snapshot.uri();
    let (id, before) = sheet.sent.swap(uri, &data, Some(&params.previous_result_id));
    Some(match before {
        None => json!(SemanticTokens { result_id: Some(id), data }),
        Some(before) => {
            json!(SemanticTokensDelta { result_id: Some(id), edits: edits(&before, &data) })
        }
    })
}

pub(super) fn range(sheet: &Sheet, params: InRange) -> Option<SemanticTokens> {
    let within = convert::span(&sheet.snapshot, params.range, &sheet.can);
    Some(SemanticTokens { result_id: None, data: encode(sheet, within)? })
}

fn all(sheet: &Sheet) -> Span {
    Span::new(0, sheet.snapshot.buffer().len())
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

fn encode(sheet: &Sheet, within: Span) -> Option<Vec<SemanticToken>> {
    let can = sheet.can.tokens.as_ref()?;
    let (types, modifiers) = (types(can), modifiers(can));
    let index = |kind: PieceKind| types.iter().position(|(it, _)| *it == kind);
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    let (mut line, mut column) = (0, 0);
    let token = |piece: Piece| {
        let kind = u32::try_from(index(piece.kind)?).ok()?;
        let range = pen.range(piece.span);
        let length = range.end.character.checked_sub(range.start.character)?;
        let same = range.start.line == line;
        let delta_start = range.start.character - if same { column } else { 0 };
        let delta_line = range.start.line - line;
        (line, column) = (range.start.line, range.start.character);
        let bits = modifiers.iter().enumerate();
        let bits =
            bits.filter(|(_, (has, _))| has(piece.traits)).fold(0, |all, (at, _)| all | 1 << at);
        Some(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: kind,
            token_modifiers_bitset: bits,
        })
    };
    let pieces = pieces(&sheet.snapshot, within, &|it| index(it).is_some());
    Some(pieces.into_iter().filter_map(token).collect())
}
