//! A document as an editor has it: a plain string, and positions counted the
//! slow way, so that the server's counting is not checked with itself.

use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Utf8,
    Utf16,
    Utf32,
}

impl Unit {
    pub(crate) const ALL: [Unit; 3] = [Unit::Utf8, Unit::Utf16, Unit::Utf32];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Utf8 => "utf-8",
            Unit::Utf16 => "utf-16",
            Unit::Utf32 => "utf-32",
        }
    }

    fn width(self, char: char) -> u64 {
        let width = match self {
            Unit::Utf8 => char.len_utf8(),
            Unit::Utf16 => char.len_utf16(),
            Unit::Utf32 => 1,
        };
        width as u64
    }
}

/// Start of each line; a line ends with LF, CR or CRLF.
fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut res = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let is_end = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if is_end {
            res.push(at + 1);
        }
    }
    res
}

pub(crate) fn position(text: &str, byte: usize, unit: Unit) -> Value {
    let starts = starts(text);
    let line = starts.iter().rposition(|it| *it <= byte).unwrap();
    let column: u64 = text[starts[line]..byte].chars().map(|it| unit.width(it)).sum();
    json!({ "line": line, "character": column })
}

pub(crate) fn range(text: &str, start: usize, end: usize, unit: Unit) -> Value {
    json!({ "start": position(text, start, unit), "end": position(text, end, unit) })
}

/// The byte of a position, which must be one of this text.
#[track_caller]
pub(crate) fn byte(text: &str, position: &Value, unit: Unit) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let mut left = position["character"].as_u64().unwrap();
    let starts = starts(text);
    assert!(line < starts.len(), "line {line} of {}", starts.len());
    let mut at = starts[line];
    for char in text[at..].chars() {
        if left == 0 {
            break;
        }
        assert!(!matches!(char, '\n' | '\r'), "column behind the end of line {line}");
        let width = unit.width(char);
        assert!(width <= left, "position inside {char:?}");
        left -= width;
        at += char.len_utf8();
    }
    assert_eq!(left, 0, "column behind the end of the text");
    at
}

/// What stands in a range.
#[track_caller]
pub(crate) fn slice<'a>(text: &'a str, range: &Value, unit: Unit) -> &'a str {
    &text[byte(text, &range["start"], unit)..byte(text, &range["end"], unit)]
}

/// Small and the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A place between two characters, and not between CR and LF.
    pub(crate) fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) || is_inside_line_end(text, at) {
            at -= 1;
        }
        at
    }
}

fn is_inside_line_end(text: &str, at: usize) -> bool {
    text[..at].ends_with('\r') && text[at..].starts_with('\n')
}
