//! Cuts an article into passages, and after an edit re-cuts only where it must.
//!
//! A passage starts where the cutter is in its neutral state (outside fences,
//! comments and front matter), so where to cut next depends only on the text
//! from there on. That is why re-cutting may start at any old passage, and may
//! stop as soon as it falls into step with the old cuts behind the edit.

use std::sync::Arc;

use crate::structure::layout::Piece;
use crate::structure::{BlockKind, Format, Hints, Layout, Passage};
use crate::structure::{front_matter, html, lines, markdown, mask, plain};
use crate::text::{Buffer, Encoding, Untouched};

/// Front matter that is not closed within so many lines is none.
const FRONT_MATTER_LINES: usize = 200;

/// A lone list marker reaches for its text over so many blank lines.
const MARKER_REACH: usize = 2;

impl Layout {
    pub fn read(buffer: &Buffer, format: Format, hints: &Hints) -> Layout {
        if format == Format::Html {
            return html::layout(&buffer.text(), hints);
        }
        Layout::new(format, &cut(buffer, format, 0, true, hints, |_| None, |_| false))
    }

    /// The layout of `buffer`, which became what it is from this layout's text
    /// by edits that left `untouched` alone. Equal to a fresh reading.
    #[must_use]
    pub fn reread(&self, buffer: &Buffer, untouched: Untouched, hints: &Hints) -> Layout {
        if self.format == Format::Html {
            return html::reread(self, &buffer.text(), hints);
        }
        let first = self.first_to_cut(buffer, untouched);
        let Some(from) = self.passage(first) else {
            return Layout::read(buffer, self.format, hints);
        };
        let opening = self.passages().take(first).all(|it| !it.passage.has_body());

        let old_len = self.text_len();
        let settled = buffer.len() - untouched.suffix.min(buffer.len());
        // An offset behind the edit, in the new text and in the old.
        let to_old = |byte: usize| (byte + old_len).checked_sub(buffer.len());
        let place = |start: usize| {
            let at = self.passage_at(start);
            let found = self.passage(at).filter(|it| first <= at && it.start == start);
            found.map(|it| (at, it.passage))
        };
        let known = |start: usize| {
            let old = if start <= untouched.prefix { Some(start) } else { to_old(start) };
            old.and_then(place).map(|(_, passage)| passage)
        };
        let mut behind = self.len();
        let in_step = |next: Next| {
            if next.start < settled {
                return false;
            }
            let found = to_old(next.start).and_then(place);
            let found = found.filter(|(_, it)| it.opening == next.opening);
            behind = found.map_or(behind, |(at, _)| at);
            found.is_some()
        };
        let pieces = cut(buffer, self.format, from.start, opening, hints, known, in_step);
        self.splice(first, behind, &pieces)
    }

    /// Two passages before the one that holds the edit: a passage's end
    /// depends on the line behind it, and a CR at its end on an LF there.
    fn first_to_cut(&self, buffer: &Buffer, untouched: Untouched) -> usize {
        let holding = match self.passage(self.passage_at(untouched.prefix)) {
            Some(_) => self.passage_at(untouched.prefix) + 1,
            None => 0,
        };
        let near = holding.saturating_sub(3);
        let meta = self.passage(0).filter(|it| it.passage.meta.is_some());
        let is_closed = |it: &Passage| it.meta.as_ref().is_some_and(|it| !it.open);
        // It was closed before the edit, and still is.
        if meta.is_some_and(|it| is_closed(it.passage) && it.end() < untouched.prefix) {
            return near;
        }
        let fenced = meta.is_some()
            || buffer.lines_from(0).next().is_some_and(|it| front_matter::may_open(&it));
        let line = buffer.position(untouched.prefix, Encoding::Utf8).line as usize;
        if fenced && line <= FRONT_MATTER_LINES { 0 } else { near }
    }
}

/// Cuts from byte `from` on, until `in_step` says that the rest is known.
/// `known` is the earlier version's passage that stood where one starts now.
fn cut<'a>(
    buffer: &Buffer,
    format: Format,
    from: usize,
    opening: bool,
    hints: &Hints,
    known: impl Fn(usize) -> Option<&'a Arc<Passage>>,
    mut in_step: impl FnMut(Next) -> bool,
) -> Vec<Piece> {
    let mut res = Vec::new();
    let mut cutter = Cutter {
        format,
        hints,
        start: from,
        text: String::new(),
        last: String::new(),
        blanks: 0,
        until: None,
        opening,
        front: false,
    };
    if from == 0 {
        cutter.until = front_matter_end(buffer);
        cutter.front = cutter.until.is_some();
    }
    for line in buffer.lines_from(from) {
        if cutter.cuts_before(&line) {
            res.push(cutter.flush(&known));
            if in_step(Next { start: cutter.start, opening: cutter.opening }) {
                return res;
            }
        }
        cutter.take(&line);
    }
    if !cutter.text.is_empty() {
        res.push(cutter.flush(&known));
    }
    res
}

impl Passage {
    fn has_body(&self) -> bool {
        self.blocks.iter().any(|it| it.kind != BlockKind::FrontMatter)
    }
}

/// Where the next passage will start.
#[derive(Clone, Copy)]
struct Next {
    start: usize,
    opening: bool,
}

/// What must come before the passage may end.
enum Until {
    /// The lines of the front matter; so many are left.
    FrontMatter(usize),
    /// A line of at least so many of this character.
    Fence(u8, usize),
    /// A line that holds this text.
    Html(&'static str),
}

struct Cutter<'a> {
    format: Format,
    hints: &'a Hints,
    start: usize,
    text: String,
    /// The last line that is not blank.
    last: String,
    blanks: usize,
    until: Option<Until>,
    opening: bool,
    /// The passage is front matter.
    front: bool,
}

impl Cutter<'_> {
    fn cuts_before(&self, line: &str) -> bool {
        if self.last.is_empty() || self.until.is_some() || line.trim().is_empty() {
            return false;
        }
        if self.blanks <= MARKER_REACH && lines::is_lone_marker(&self.last) {
            // Where the next line is an item itself, the marker has no text.
            return lines::marker(line).is_some();
        }
        if self.front {
            return true;
        }
        match self.format {
            Format::Plain | Format::Html => {
                0 < self.blanks || !lines::joined(&self.last, line, self.hints)
            }
            Format::Markdown => 0 < self.blanks && !line.starts_with([' ', '\t']),
        }
    }

    fn take(&mut self, line: &str) {
        self.text.push_str(line);
        if let Some(Until::FrontMatter(left)) = &mut self.until {
            *left -= 1;
            if *left == 0 {
                self.until = None;
            }
            self.last.clear();
            self.last.push_str(line);
            return;
        }
        if line.trim().is_empty() {
            self.blanks += 1;
            return;
        }
        let bare = line.trim();
        let closes = match self.until {
            Some(Until::Fence(mark, count)) => {
                count <= bare.len() && bare.bytes().all(|it| it == mark)
            }
            Some(Until::Html(end)) => bare.contains(end),
            Some(Until::FrontMatter(_)) | None => false,
        };
        if closes {
            self.until = None;
        } else if self.until.is_none() && self.format == Format::Markdown {
            self.until = opens(bare);
        }
        self.blanks = 0;
        self.last.clear();
        self.last.push_str(line);
    }

    fn flush<'a>(&mut self, known: impl Fn(usize) -> Option<&'a Arc<Passage>>) -> Piece {
        let start = self.start;
        let text = std::mem::take(&mut self.text);
        self.start += text.len();
        self.last.clear();
        self.blanks = 0;
        self.until = None;
        let front = std::mem::take(&mut self.front);
        // A passage is made of nothing but these.
        let same = |it: &&Arc<Passage>| {
            let same = it.meta.is_some() == front && (front || it.opening == self.opening);
            same && *it.text == *text
        };
        if let Some(known) = known(start).filter(same) {
            self.opening &= !known.has_body();
            return Piece::new(Arc::clone(known));
        }
        let passage = if front {
            front_passage(text, self.hints)
        } else {
            match self.format {
                Format::Markdown => markdown::read(text, self.opening, self.hints),
                Format::Plain | Format::Html => plain::read(text, self.opening, self.hints),
            }
        };
        self.opening &= !passage.has_body();
        Piece::new(Arc::new(passage))
    }
}

fn opens(line: &str) -> Option<Until> {
    if let Some((mark, count)) = lines::fence(line) {
        return Some(Until::Fence(mark, count));
    }
    if let Some(end) = mask::hides_until(line) {
        return Some(Until::Html(end));
    }
    // CommonMark 0.31, "HTML blocks", the kinds that blank lines do not end.
    if !line.starts_with('<') {
        return None;
    }
    let lower = line.to_lowercase();
    [
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<pre", "</pre>"),
        ("<style", "</style>"),
        ("<textarea", "</textarea>"),
    ]
    .into_iter()
    .find(|(start, end)| lower.starts_with(start) && !lower.contains(end))
    .map(|(_, end)| Until::Html(end))
}

fn front_matter_end(buffer: &Buffer) -> Option<Until> {
    let lines = buffer.lines_from(0).take(FRONT_MATTER_LINES + 1);
    front_matter::lines(lines).map(Until::FrontMatter)
}

fn front_passage(text: String, hints: &Hints) -> Passage {
    let block = text.trim_end();
    let span = crate::text::Span::new(0, block.len());
    let meta = front_matter::read(block, hints);
    let masked = plain::blank(&text);
    let blocks = [plain::bare(BlockKind::FrontMatter, span)];
    Passage {
        blocks: blocks.into(),
        masked: Some(masked.into()),
        links: [].into(),
        opening: false,
        spaced: false,
        meta: Some(Box::new(meta)),
        text: text.into(),
    }
}
