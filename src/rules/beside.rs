//! What stands right beside a place in a text.

/// No word of a list has as many bytes.
const WORD: usize = 96;

/// What stands before a byte, as far back as a word reaches: a text may go on without a
/// blank for a megabyte.
pub(super) fn before(text: &str, byte: usize) -> &str {
    let from = text.ceil_char_boundary(byte.saturating_sub(WORD));
    text.get(from..byte).unwrap_or_default()
}
