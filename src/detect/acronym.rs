//! Short forms where the article defines them: "Korea Utara (Korut)".

use crate::detect::Facts;
use crate::knowledge::Base;
use crate::lang::{Token, TokenKind};
use crate::text::Span;

/// A long form has at most so many words.
const LONGEST: usize = 10;

/// A long form with its short form in brackets. Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acronym {
    /// From the long form's first word to the closing bracket.
    pub span: Span,
    pub long: Span,
    /// Without the brackets.
    pub short: Span,
}

pub(super) fn find(text: &str, facts: &Facts) -> Vec<Acronym> {
    let tokens = &facts.tokens;
    let mut res = Vec::new();
    if memchr::memchr(b'(', text.as_bytes()).is_none() {
        return res;
    }
    for (at, three) in tokens.windows(3).enumerate().skip(1) {
        let [open, short, shut] = three else { break };
        let bracketed = open.span.of(text) == "(" && shut.span.of(text) == ")";
        if !bracketed || !looks_short(short.span.of(text)) {
            continue;
        }
        let spaced = tokens.get(at - 1).is_some_and(|it| {
            it.kind != TokenKind::Sign
                && Span::new(it.span.end(), open.span.start()).of(text).trim().is_empty()
        });
        if spaced && let Some(long) = long_form(text, facts, at, short.span.of(text)) {
            let span = Span::new(long.start(), shut.span.end());
            res.push(Acronym { span, long, short: short.span });
        }
    }
    res
}

/// "PBB", "Korut", "BRICS"; not "Persero"-like words, which the long form
/// rules out later.
fn looks_short(word: &str) -> bool {
    let letters = word.chars().count();
    (2..=12).contains(&letters) && word.starts_with(char::is_uppercase)
}

/// The words before the bracket that the short form is made of.
fn long_form(text: &str, facts: &Facts, bracket: usize, short: &str) -> Option<Span> {
    let end = facts.tokens.get(bracket - 1)?.span.end();
    let behind = facts.candidates.partition_point(|it| it.span.end() < end);
    let known = facts.candidates.get(behind).filter(|it| it.span.end() == end);
    if let Some(candidate) = known
        && candidate.span.of(text).split_whitespace().nth(1).is_some()
        && (is_made_of(short, candidate.span.of(text))
            || same_entity(&facts.base, candidate, short))
    {
        return Some(candidate.span);
    }
    // Backwards over the capitalised run, small words inside it included.
    let mut best = None;
    for back in 1..=LONGEST {
        let Some(token) = bracket.checked_sub(back).and_then(|it| facts.tokens.get(it)) else {
            break;
        };
        if token.kind == TokenKind::Sign && !is_inner_sign(facts, bracket - back, text) {
            break;
        }
        let long = Span::new(token.span.start(), end);
        let word = token.span.of(text);
        let capital = word.starts_with(char::is_uppercase);
        if capital && 2 <= back && is_made_of(short, long.of(text)) {
            best = Some(long);
            break;
        }
    }
    best
}

fn is_inner_sign(facts: &Facts, at: usize, text: &str) -> bool {
    let sign = facts.tokens.get(at).map_or("", |it: &Token| it.span.of(text));
    matches!(sign, "-" | "‑" | "–" | "/" | "&")
}

fn same_entity(base: &Base, candidate: &crate::detect::Candidate, short: &str) -> bool {
    candidate.names.iter().any(|it| {
        let Some(long) = base.name(*it) else { return false };
        base.all_names(long.entity).any(|(_, it)| it.text == short)
    })
}

/// Whether the letters of the short form stand in the long form in that order,
/// the first one at the start of its first word.
fn is_made_of(short: &str, long: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_lowercase).filter(|it| it.is_alphanumeric());
    let mut wanted = short.chars().flat_map(char::to_lowercase).filter(|it| it.is_alphanumeric());
    let Some(first) = wanted.next() else { return false };
    letters.next() == Some(first) && wanted.all(|want| letters.any(|it| it == want))
}
