//! Where sentences end.

use crate::lang::Pack;
use crate::text::Span;

const CLOSERS: [char; 8] = ['"', '”', '’', '\'', '»', ')', ']', '*'];

/// The sentences of `text` between the ends of `span`, trimmed, in order.
/// Spans are relative to `text`.
pub fn sentences(text: &str, span: Span, pack: &Pack) -> Vec<Span> {
    let source = span.of(text);
    let mut res = Vec::new();
    let mut start = 0;
    for (at, char) in source.char_indices() {
        if !matches!(char, '.' | '!' | '?' | '…') {
            continue;
        }
        let after = at + char.len_utf8();
        let Some(rest) = source.get(after..) else { continue };
        let closed = rest.trim_start_matches(CLOSERS);
        let end = after + (rest.len() - closed.len());
        if start < end && ends_here(source, at, char, closed, start, pack) {
            res.push(Span::new(start, end));
            start = end;
        }
    }
    res.push(Span::new(start, source.len()));
    res.into_iter()
        .map(|it| trim(source, it))
        .filter(|it| !it.is_empty())
        .map(|it| it.shift(span.start()))
        .collect()
}

/// Whether the sign at `at` ends a sentence that began at `start`; `closed`
/// is what follows it and the quotes and brackets that close behind it.
fn ends_here(source: &str, at: usize, sign: char, closed: &str, start: usize, pack: &Pack) -> bool {
    if closed.is_empty() {
        return true;
    }
    let Some(next) = closed.trim_start().chars().next() else { return true };
    if !closed.starts_with(char::is_whitespace) {
        return false;
    }
    // "…," kata dia: the sentence goes on behind the quotation.
    if next.is_lowercase() || matches!(next, ',' | ';' | ':' | '.' | ')' | '…' | '-') {
        return false;
    }
    if sign != '.' {
        return true;
    }
    let before = source.get(start..at).unwrap_or_default();
    let word = before
        .rsplit(|it: char| it.is_whitespace() || matches!(it, '(' | '"' | '“' | '”' | '['))
        .next()
        .unwrap_or_default();
    if pack.lexicon.is_abbreviation(word) {
        return false;
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // An initial: "H. R. Nasution". "I." and a figure can end a sentence.
        (Some(one), None) => !(one.is_uppercase() && one != 'I'),
        _ => true,
    }
}

fn trim(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let lead =
        text.len() - text.trim_start_matches(|it: char| it.is_whitespace() || it == '\0').len();
    Span::new(span.start() + lead, span.start() + lead.max(text.trim_end().len()))
}
