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

use memchr::memchr2;
use ropey::{LineType, Rope};

use crate::text::{Buffer, Span};

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

/// A jump over more bytes than this asks the tree for its line.
const FAR: usize = 512;

/// Positions of bytes that rise, in one walk over the text: an answer with a
/// thousand ranges must not look a thousand times for its line. A byte before
/// the last one is answered as well, at the price of [`Buffer::position`].
pub struct Ruler<'a> {
    buffer: &'a Buffer,
    encoding: Encoding,
    chunk: &'a str,
    /// Offset of the chunk in the text.
    start: usize,
    /// Where the walk stands, and its position.
    at: usize,
    line: u32,
    column: u32,
    /// The position before a CR that was the last thing walked over.
    behind_cr: Option<Position>,
}

impl<'a> Ruler<'a> {
    pub fn new(buffer: &'a Buffer, encoding: Encoding) -> Ruler<'a> {
        let (chunk, start) = chunk(&buffer.rope, 0);
        let (at, line, column, behind_cr) = (0, 0, 0, None);
        Ruler { buffer, encoding, chunk, start, at, line, column, behind_cr }
    }

    /// The same as [`Buffer::position`].
    pub fn position(&mut self, byte: usize) -> Position {
        let byte = byte.min(self.buffer.len());
        if byte < self.at {
            return self.buffer.position(byte, self.encoding);
        }
        if FAR < byte - self.at {
            self.jump(byte);
        }
        loop {
            let rest = self.chunk.get(self.at - self.start..).unwrap_or_default();
            let wanted = byte - self.at;
            if wanted < rest.len() || self.start + self.chunk.len() == self.buffer.len() {
                let wanted = rest.floor_char_boundary(wanted);
                let (walked, behind) = rest.split_at_checked(wanted).unwrap_or((rest, ""));
                self.walk(walked);
                return match self.behind_cr {
                    // No position stands between CR and LF.
                    Some(before) if behind.starts_with('\n') => before,
                    _ => Position { line: self.line, column: self.column },
                };
            }
            self.walk(rest);
            (self.chunk, self.start) = chunk(&self.buffer.rope, self.at);
        }
    }

    /// Both ends of a span.
    pub fn range(&mut self, span: Span) -> (Position, Position) {
        (self.position(span.start()), self.position(span.end()))
    }

    /// To the start of the line that holds `byte`.
    fn jump(&mut self, byte: usize) {
        let rope = &self.buffer.rope;
        let line = rope.byte_to_line_idx(byte, LineType::LF_CR);
        let start = rope.line_to_byte_idx(line, LineType::LF_CR);
        if start < self.at {
            return;
        }
        (self.chunk, self.start) = chunk(rope, start);
        (self.at, self.line, self.column, self.behind_cr) = (start, clamp(line), 0, None);
    }

    fn walk(&mut self, text: &str) {
        self.at += text.len();
        let mut rest = text;
        while let Some(end) = memchr2(b'\n', b'\r', rest.as_bytes()) {
            let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let second_half = line.is_empty() && self.behind_cr.is_some();
            let before = Position { line: self.line, column: self.column + self.width(line) };
            self.behind_cr = behind.starts_with('\r').then_some(before);
            // LF behind CR belongs to the same line end.
            if !(second_half && behind.starts_with('\n')) {
                self.line += 1;
            }
            self.column = 0;
            rest = behind.get(1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            self.behind_cr = None;
            self.column += self.width(rest);
        }
    }

    fn width(&self, text: &str) -> u32 {
        // Most lines are, and that is seen many bytes at a time.
        if text.is_ascii() {
            return clamp(text.len());
        }
        let starts = || text.bytes().filter(|it| !matches!(it, 0x80..=0xBF)).count();
        clamp(match self.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf32 => starts(),
            Encoding::Utf16 => starts() + text.bytes().filter(|it| 0xF0 <= *it).count(),
        })
    }
}

/// The stretch of text that holds `byte`, and where it starts.
fn chunk(rope: &Rope, byte: usize) -> (&str, usize) {
    if rope.len() == 0 { ("", 0) } else { rope.chunk(byte.min(rope.len() - 1)) }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
