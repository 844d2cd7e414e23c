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
    let mut open: Option<Token> = None;
    for (at, char) in span.of(text).char_indices() {
        let (start, end) = (span.start() + at, span.start() + at + char.len_utf8());
        if is_word_char(char, open.is_some()) {
            match &mut open {
                Some(token) => token.span = Span::new(token.span.start(), end),
                None => {
                    let kind = if char.is_numeric() { TokenKind::Number } else { TokenKind::Word };
                    open = Some(Token { span: Span::new(start, end), kind });
                }
            }
            continue;
        }
        res.extend(open.take());
        if !char.is_whitespace() && char != '\0' {
            res.push(Token { span: Span::new(start, end), kind: TokenKind::Sign });
        }
    }
    res.extend(open);
    res
}

fn is_word_char(char: char, inside: bool) -> bool {
    char.is_alphanumeric() || (inside && unicode_normalization::char::is_combining_mark(char))
}
