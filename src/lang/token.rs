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
    /// It begins with a capital letter.
    pub capital: bool,
}

/// The tokens of `text` between the ends of `span`; their spans are relative
/// to `text`.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    // A word and the blank behind it have some six bytes.
    let mut res = Vec::with_capacity(span.len() / 6 + 1);
    each_token(text, span, |it| res.push(it));
    res
}

/// Gives each of [`tokens`] to `take`.
#[inline]
pub(crate) fn each_token(text: &str, span: Span, mut take: impl FnMut(Token)) {
    let text = span.of(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let (kind, char) = match byte {
            b'a'..=b'z' => (TokenKind::Word, 'a'),
            b'A'..=b'Z' => (TokenKind::Word, 'A'),
            b'0'..=b'9' => (TokenKind::Number, '0'),
            0 | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {
                at += 1;
                continue;
            }
            _ => {
                let Some(char) = text.get(at..).and_then(|it| it.chars().next()) else { break };
                let kind = match char {
                    _ if !char.is_alphanumeric() => TokenKind::Sign,
                    _ if char.is_numeric() => TokenKind::Number,
                    _ => TokenKind::Word,
                };
                (kind, char)
            }
        };
        at += char.len_utf8();
        if kind == TokenKind::Sign {
            if char.is_whitespace() {
                continue;
            }
        } else {
            at = word_end(text, at);
        }
        let capital = char == 'A' || !char.is_ascii() && char.is_uppercase();
        take(Token { span: Span::new(span.start() + start, span.start() + at), kind, capital });
    }
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
