//! One open document: a rope and its version.

use std::borrow::Cow;

use ropey::{LineType, Rope};

use crate::text::{Encoding, Position, Span};

/// Cheap to clone: the clone shares the tree.
#[derive(Clone, Debug)]
pub struct Buffer {
    pub(super) rope: Rope,
    version: i32,
}

/// One change as an editor sends it. No range: the whole text is replaced.
#[derive(Clone, Debug)]
pub struct Edit {
    pub range: Option<(Position, Position)>,
    pub new_text: String,
}

/// What edits left as it was, in bytes: so many at the start of the text and
/// so many at its end. The two never overlap, neither in the old text nor in
/// the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untouched {
    pub prefix: usize,
    pub suffix: usize,
}

impl Buffer {
    pub fn new(text: &str, version: i32) -> Buffer {
        Buffer { rope: Rope::from_str(text), version }
    }

    /// The version as the editor counts it.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn text(&self) -> String {
        self.rope.to_string()
    }

    /// The text of a span; ends outside the text or inside a character are
    /// pulled back to a character's start. Borrowed where it lies in one leaf
    /// of the rope.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let start = self.rope.floor_char_boundary(span.start().min(self.len()));
        let end = self.rope.floor_char_boundary(span.end().min(self.len()));
        Cow::from(self.rope.slice(start..end))
    }

    /// The lines from the one that holds `byte` on, their ends included.
    /// A line ends with LF, CR or CRLF, as LSP says, and with nothing else.
    pub fn lines_from(&self, byte: usize) -> impl Iterator<Item = Cow<'_, str>> {
        let byte = byte.min(self.len());
        let line = self.rope.byte_to_line_idx(byte, LineType::LF_CR);
        self.rope.lines_at(line, LineType::LF_CR).map(Cow::from).filter(|it| !it.is_empty())
    }

    /// Start of the line that holds `byte`, in bytes.
    pub fn line_start(&self, byte: usize) -> usize {
        let line = self.rope.byte_to_line_idx(byte.min(self.len()), LineType::LF_CR);
        self.rope.line_to_byte_idx(line, LineType::LF_CR)
    }

    /// Applies edits in order and says what they left alone. Positions past
    /// the end are pulled back to it; swapped ends are put in order. An edit
    /// is never dropped, since a dropped edit leaves us with another text than
    /// the editor shows.
    pub fn apply(&mut self, edits: &[Edit], encoding: Encoding, version: i32) -> Untouched {
        let mut res = Untouched { prefix: self.len(), suffix: self.len() };
        for edit in edits {
            match edit.range {
                None => {
                    self.rope = Rope::from_str(&edit.new_text);
                    res = Untouched { prefix: 0, suffix: 0 };
                }
                Some((a, b)) => {
                    let (a, b) = (self.offset(a, encoding), self.offset(b, encoding));
                    let (start, end) = (a.min(b), a.max(b));
                    res.prefix = res.prefix.min(start);
                    res.suffix = res.suffix.min(self.len() - end);
                    self.rope.remove(start..end);
                    self.rope.insert(start, &edit.new_text);
                }
            }
        }
        self.version = version;
        // No edit at all: everything is prefix.
        res.suffix = res.suffix.min(self.len().saturating_sub(res.prefix));
        res
    }
}

impl Untouched {
    /// What two rounds of edits together left alone.
    #[must_use]
    pub fn and(self, later: Untouched) -> Untouched {
        Untouched { prefix: self.prefix.min(later.prefix), suffix: self.suffix.min(later.suffix) }
    }
}
