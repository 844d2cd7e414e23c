//! The only place that turns editor positions into offsets and back.
//!
//! | unit | who counts in it |
//! |---|---|
//! | UTF-8 byte | everything in Tajuk; an editor that chose `utf-8` |
//! | UTF-16 code unit | LSP's default, ranges in JSON answers |
//! | Unicode code point | an editor that chose `utf-32`; gold files of `tajuk eval` |
//!
//! Lines end with LF, CR or CRLF (LSP 3.17, "Text Documents"). There is no
//! position between CR and LF, and none inside a character.

#![expect(clippy::disallowed_methods, reason = "this is the place")]

use ropey::LineType;

use crate::text::Buffer;

/// How the editor counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

/// Line and column as an editor counts them, both from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Buffer {
    /// Byte offset to position. Offsets past the end mean the end; an offset
    /// inside a character, or between CR and LF, means the start of the two.
    pub fn position(&self, byte: usize, encoding: Encoding) -> Position {
        let byte = self.rope.floor_char_boundary(byte.min(self.len()));
        let line = self.rope.byte_to_line_idx(byte, LineType::LF_CR);
        let (start, end) = self.line_bounds(line);
        let byte = byte.min(end);
        let column = match encoding {
            Encoding::Utf8 => byte - start,
            Encoding::Utf16 => {
                self.rope.byte_to_utf16_idx(byte) - self.rope.byte_to_utf16_idx(start)
            }
            Encoding::Utf32 => self.rope.byte_to_char_idx(byte) - self.rope.byte_to_char_idx(start),
        };
        Position { line: clamp(line), column: clamp(column) }
    }

    /// Position to byte offset. A line past the end means the end of the text,
    /// a column past the end of a line means the end of that line, before its
    /// line break. A column inside a character means its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if self.rope.len_lines(LineType::LF_CR) <= line {
            return self.len();
        }
        let column = position.column as usize;
        let (start, end) = self.line_bounds(line);
        let byte = match encoding {
            Encoding::Utf8 => start.saturating_add(column),
            Encoding::Utf16 => {
                let unit = self.rope.byte_to_utf16_idx(start).saturating_add(column);
                self.rope.utf16_to_byte_idx(unit.min(self.rope.len_utf16()))
            }
            Encoding::Utf32 => {
                let char = self.rope.byte_to_char_idx(start).saturating_add(column);
                self.rope.char_to_byte_idx(char.min(self.rope.len_chars()))
            }
        };
        self.rope.floor_char_boundary(byte.clamp(start, end))
    }

    /// Start and end of a line in bytes, its line break left out.
    fn line_bounds(&self, line: usize) -> (usize, usize) {
        let start = self.rope.line_to_byte_idx(line, LineType::LF_CR);
        let text = self.rope.line(line, LineType::LF_CR);
        let end = text.trailing_line_break_idx(LineType::LF_CR).unwrap_or_else(|| text.len());
        (start, start + end)
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
