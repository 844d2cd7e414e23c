//! Quotations, paired by sequence and not by shape: some papers print ” on
//! both sides, and straight marks have no sides at all.

use crate::text::Span;

/// Words between quotation marks. Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Marks included.
    pub span: Span,
    /// The quoted words.
    pub inner: Span,
    /// The closing mark is there.
    pub closed: bool,
    /// Index of the block in the passage.
    pub block: usize,
}

/// The quotations of one block, in order, none inside another.
pub(super) fn find(text: &str, block: usize, content: Span) -> Vec<Quote> {
    let source = content.of(text);
    let mut res = Vec::new();
    let mut open: Option<usize> = None;
    let mut close = |from: usize, inner_end: usize, end: usize, closed: bool| {
        let mark = source.get(from..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        res.push(Quote {
            span: Span::new(from, end).shift(content.start()),
            inner: Span::new(from + mark, inner_end).shift(content.start()),
            closed,
            block,
        });
    };
    for (at, char) in source.char_indices() {
        let end = at + char.len_utf8();
        match char {
            // “word “: a closing mark of the wrong shape.
            '“' if open.is_some() && !opens(source, at, end) => {
                if let Some(from) = open.take() {
                    close(from, at, end, true);
                }
            }
            '“' | '„' | '«' => {
                // A new one begins: the one before was left open, unless the
                // marks are German or nested in another way we do not know.
                if let Some(from) = open.replace(at) {
                    let inner = source.get(..at).unwrap_or_default().trim_end().len();
                    close(from, inner, inner, false);
                }
            }
            '”' | '»' => match open.take() {
                Some(from) => close(from, at, end, true),
                None if opens(source, at, end) => open = Some(at),
                None => {}
            },
            '"' => match open.take() {
                Some(from) => close(from, at, end, true),
                None if is_inch(source, at) => {}
                None if opens(source, at, end) => open = Some(at),
                None => {}
            },
            _ => {}
        }
    }
    if let Some(from) = open {
        close(from, source.len(), source.len(), false);
    }
    res
}

/// Nothing but a blank or a bracket before it, something right behind it.
fn opens(source: &str, at: usize, end: usize) -> bool {
    // NUL fills what was longer in the source: "&ldquo;".
    let before = source.get(..at).and_then(|it| it.trim_end_matches('\0').chars().next_back());
    let after = source.get(end..).and_then(|it| it.trim_start_matches('\0').chars().next());
    before.is_none_or(|it| {
        it.is_whitespace() || matches!(it, '(' | '[' | '—' | '–' | '-' | ':' | ',')
    }) && after.is_some_and(|it| {
        it.is_alphanumeric() || matches!(it, '(' | '[' | '‘' | '\'' | '“' | '…' | '$' | '*' | '_')
    })
}

/// 12": inches, not words.
fn is_inch(source: &str, at: usize) -> bool {
    source.get(..at).is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()))
}
