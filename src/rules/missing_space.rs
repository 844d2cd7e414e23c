//! A comma or a full stop between two letters, with no space behind it.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "missing-space",
    group: Group::Orthography,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("missing_space.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    for block in placed.passage.blocks.iter().filter(|it| it.kind.is_prose()) {
        let content = block.content.of(text);
        for byte in memchr::memchr2_iter(b',', b'.', content.as_bytes()) {
            // Most signs stand before a blank or between figures.
            let behind = content.as_bytes().get(byte + 1).copied().unwrap_or(b' ');
            if behind.is_ascii() && !behind.is_ascii_alphabetic() {
                continue;
            }
            let sign = content.get(byte..=byte).unwrap_or_default();
            let byte = block.content.start() + byte;
            if !is_glued(text, byte, sign) {
                continue;
            }
            let span = Span::new(byte, byte + sign.len());
            let behind = Span::new(span.end(), span.end());
            let finding = findings
                .finding(span, Message::new("missing-space").with("sign", sign))
                .fix(true, Message::new("missing-space-fix"), behind, " ");
            findings.add(finding);
        }
    }
}

/// So many bytes around a sign tell what it stands in.
const LONGEST_RUN: usize = 200;

/// Whether the sign at `byte` joins two words that should be apart.
fn is_glued(text: &str, byte: usize, sign: &str) -> bool {
    let behind = byte + sign.len();
    let start = text.floor_char_boundary(byte.saturating_sub(LONGEST_RUN));
    let end = text.ceil_char_boundary((behind + LONGEST_RUN).min(text.len()));
    let before = text.get(start..byte).unwrap_or_default();
    let after = text.get(behind..end).unwrap_or_default();
    let edge = |it: char| it.is_whitespace() || it == '\0';
    let run_before = before.rsplit(edge).next().unwrap_or_default();
    let run_after = after.split(edge).next().unwrap_or_default();
    // Addresses, handles and file names.
    if [run_before, run_after].iter().any(|it| it.contains(['@', '/', '\\', '_', '#', '='])) {
        return false;
    }
    // Scripts without capitals set words and signs in other ways.
    let letter = |it: &char| it.is_lowercase() || it.is_uppercase();
    let left: Vec<char> = run_before.chars().rev().take_while(letter).collect();
    let right: Vec<char> = run_after.chars().take_while(letter).collect();
    if left.len() < 2 || right.len() < 2 {
        return false;
    }
    if sign == "," {
        return true;
    }
    // A stop inside a name or an abbreviation: Kompas.com, JD.ID, S.Pd. A new
    // sentence begins with a capital and goes on in small letters, and what
    // ended before it was a word.
    let ends_word = left.first().is_some_and(|it| it.is_lowercase());
    let starts_sentence = matches!(right.as_slice(), [first, rest @ ..]
        if first.is_uppercase() && rest.iter().all(|it| it.is_lowercase()));
    let dotted = run_before.contains('.') || run_after.trim_end_matches(['.', ',']).contains('.');
    ends_word && starts_sentence && !dotted && 3 <= left.len()
}
