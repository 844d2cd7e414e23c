//! Words, figures and signs, with their spans.

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Starts with a letter.
    Word,
    /// Starts with a figure.
    Number,
    /// One character that is neither letter, figure nor blank.
    Sign,
}

/// A run of letters and figures, or one sign. A hyphen or an apostrophe
/// between letters is a token of its own: "Korut-Rusia" has three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

/// The tokens of `text` between the ends of `span`; their spans are relative
/// to `text`.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    // A word and the blank behind it have some six bytes.
    let mut res = Vec::with_capacity(span.len() / 6 + 1);
    let text = span.of(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() || *byte == 0 {
            at += 1;
            continue;
        }
        let Some(char) = text.get(at..).and_then(|it| it.chars().next()) else { break };
        let start = at;
        at += char.len_utf8();
        let kind = match char {
            _ if !char.is_alphanumeric() => TokenKind::Sign,
            _ if char.is_numeric() => TokenKind::Number,
            _ => TokenKind::Word,
        };
        if kind == TokenKind::Sign {
            if char.is_whitespace() {
                continue;
            }
        } else {
            at = word_end(text, at);
        }
        res.push(Token { span: Span::new(span.start() + start, span.start() + at), kind });
    }
    res
}

/// Where the word ends that goes on at this byte.
fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        // Most of it is ASCII, which is told without decoding.
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        match text.get(at..).and_then(|it| it.chars().next()) {
            Some(char) if !char.is_ascii() && is_word_char(char) => at += char.len_utf8(),
            _ => return at,
        }
    }
}

fn is_word_char(char: char) -> bool {
    char.is_alphanumeric() || unicode_normalization::char::is_combining_mark(char)
}

/// Whether a word stays as it is in capitals: "BRICS", "G7".
pub fn is_upper(word: &str) -> bool {
    if word.is_ascii() {
        return !word.bytes().any(|it| it.is_ascii_lowercase());
    }
    word == word.to_uppercase()
}
