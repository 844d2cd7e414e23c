//! The part of an article around a place, in rows: enough of a long line to
//! understand the place, and no more.

use std::borrow::Cow;

use anstyle::Style;

use crate::cli::cells::{Cell, cells, painted, rows, trimmed, width, width_of};
use crate::cli::paint::{DIM, PLAIN, paint};
use crate::text::{Buffer, Encoding, Span};

/// A place that takes more rows is cut short.
const MOST_ROWS: usize = 5;
/// Bytes per column that are looked at around a place. An article of one
/// endless line must not be read for each finding in it.
const REACH: usize = 12;
/// What marks that a line goes on, with its blank.
const ELLIPSIS: &str = "… ";

/// The source around a span, as much of it as can be shown.
pub(crate) struct Excerpt<'a> {
    text: Cow<'a, str>,
    /// Where `text` starts in the article.
    base: usize,
    /// Whether the first line starts before `text`.
    clipped: bool,
    /// Line number of the first line, from one.
    pub(crate) number: u32,
}

/// One row of the picture.
pub(crate) struct Row<'a> {
    /// Only on the first row of a line that is not the first one.
    pub(crate) number: Option<u32>,
    pub(crate) cells: Vec<Cell<'a>>,
    /// Whether the line has begun before the row in a way that is not shown.
    lead: bool,
    /// Whether the line goes on behind the row.
    tail: bool,
}

impl<'a> Excerpt<'a> {
    /// So much of the lines of `span` as can matter in rows of `room` columns.
    pub(crate) fn around(buffer: &'a Buffer, span: Span, room: usize) -> Excerpt<'a> {
        Excerpt::read(buffer, span.start().saturating_sub(room * REACH), span, room)
    }

    /// The same, of what stands behind `start`.
    pub(crate) fn read(buffer: &'a Buffer, start: usize, span: Span, room: usize) -> Excerpt<'a> {
        let reach = room.saturating_mul(REACH);
        let line_start = buffer.line_start(span.start());
        let start = line_start.max(start);
        // Ends inside a character are pulled back to its start.
        let length = buffer.slice(Span::new(start, span.start())).len();
        let start = span.start().saturating_sub(length);
        let end = span.end().min(span.start() + reach * MOST_ROWS) + reach;
        Excerpt {
            text: buffer.slice(Span::new(start, end)),
            base: start,
            clipped: line_start < start,
            number: buffer.position(span.start(), Encoding::Utf8).line + 1,
        }
    }

    /// The first line behind the span that is not blank, with its number.
    pub(crate) fn next_line(&self, span: Span) -> Option<(u32, &str)> {
        let behind =
            |(at, line): &(usize, &str)| span.end() < self.base + at && !line.trim().is_empty();
        let numbered = (self.number..).zip(lines(&self.text));
        numbered.filter(|(_, it)| behind(it)).map(|(number, (_, line))| (number, line)).next()
    }

    /// The rows that hold a part of the span; one row at least.
    pub(crate) fn rows(&self, span: Span, room: usize) -> Vec<Row<'_>> {
        let mut res = Vec::new();
        for (index, (at, line)) in lines(&self.text).enumerate() {
            let at = self.base + at;
            if 0 < index && span.end() <= at || res.len() == MOST_ROWS {
                break;
            }
            if 0 < index && line.trim().is_empty() {
                continue;
            }
            let cells = cells(line, at, PLAIN);
            let skip = if index == 0 { self.skip(&cells, span, room) } else { 0 };
            let lead = index == 0 && (self.clipped || 0 < skip);
            let shown = cells.get(skip..).unwrap_or_default();
            let mut number = (0 < index).then(|| self.number.saturating_add(index as u32));
            for row in flagged_rows(shown, span, room, lead) {
                if res.len() == MOST_ROWS {
                    break;
                }
                let lead = lead && row.first().map(|it| it.at) == shown.first().map(|it| it.at);
                let tail = row.last().map(|it| it.end) != shown.last().map(|it| it.end);
                let cells = bare(row, span, tail).to_vec();
                res.push(Row { number: number.take(), cells, lead, tail });
            }
        }
        // Only the last row of the picture says that its line goes on; the
        // others are followed by what they go on with.
        let last = res.len().saturating_sub(1);
        for row in res.iter_mut().take(last) {
            row.tail = false;
        }
        res
    }

    /// How many cells of the first line to leave out, so that the finding has
    /// words on both sides of it.
    fn skip(&self, cells: &[Cell<'_>], span: Span, room: usize) -> usize {
        let first = cells.iter().position(|it| span.start() < it.end).unwrap_or(cells.len());
        let (before, rest) = cells.split_at(first);
        let behind = rest.iter().position(|it| !it.is_in(span)).unwrap_or(rest.len());
        let (flagged, after) = rest.split_at(behind);
        let (flagged, after) = (width(flagged), width(after));
        let room = room.saturating_sub(2 * width_of(ELLIPSIS));
        if !self.clipped && width(before) + flagged <= room {
            return 0;
        }
        let free = room.saturating_sub(flagged);
        let left = if free < room / 3 { room / 5 } else { free - after.min(free / 2) };
        let mut used = 0;
        let mut skip = first;
        for (index, cell) in before.iter().enumerate().rev() {
            used += cell.width;
            if left < used {
                break;
            }
            // Rows start with a word.
            let starts = index == 0 || before.get(index - 1).is_some_and(Cell::may_break_after);
            if starts && !cell.is_blank() {
                skip = index;
            }
        }
        skip
    }
}

/// The rows that share a cell with the span, or hold its place.
fn flagged_rows<'c, 'a>(
    cells: &'c [Cell<'a>],
    span: Span,
    room: usize,
    lead: bool,
) -> Vec<&'c [Cell<'a>]> {
    let margin = width_of(ELLIPSIS);
    let room = room.saturating_sub(margin + if lead { margin } else { 0 });
    let all = rows(cells, room);
    let flagged = |row: &&'c [Cell<'a>]| row.iter().any(|it| it.is_in(span));
    let res: Vec<_> = all.iter().copied().filter(flagged).collect();
    if !res.is_empty() {
        return res;
    }
    let holds = |row: &&'c [Cell<'a>]| row.last().is_some_and(|it| span.start() < it.end);
    let place = all.iter().copied().find(holds).or_else(|| all.last().copied());
    vec![place.unwrap_or_default()]
}

/// Without the blanks where it was wrapped, unless they are what was found.
fn bare<'c, 'a>(row: &'c [Cell<'a>], span: Span, wrapped: bool) -> &'c [Cell<'a>] {
    let bare = trimmed(row);
    if wrapped && (bare.iter().any(|it| it.is_in(span)) || !row.iter().any(|it| it.is_in(span))) {
        bare
    } else {
        row
    }
}

impl Row<'_> {
    /// Columns of its text.
    pub(crate) fn columns(&self) -> usize {
        width(&self.cells)
    }

    /// The text, the span in `style`.
    pub(crate) fn text(&self, span: Span, style: Style) -> String {
        let mut cells = self.cells.clone();
        for cell in &mut cells {
            if cell.is_in(span) {
                cell.style = style;
            }
        }
        let lead = if self.lead { paint(DIM, ELLIPSIS) } else { String::new() };
        let tail = if self.tail { paint(DIM, " …") } else { String::new() };
        format!("{lead}{}{tail}", painted(trimmed(&cells)))
    }

    /// What goes under the text: as many marks as the finding has columns.
    pub(crate) fn marks(&self, span: Span) -> String {
        let mut res = " ".repeat(if self.lead { width_of(ELLIPSIS) } else { 0 });
        let flagged: usize = self.cells.iter().filter(|it| it.is_in(span)).map(|it| it.width).sum();
        if flagged == 0 {
            let before = self.cells.iter().filter(|it| it.end <= span.start());
            res.push_str(&" ".repeat(before.map(|it| it.width).sum()));
            res.push('^');
            return res;
        }
        for cell in &self.cells {
            let mark = if cell.is_in(span) { cell.mark(span) } else { " " };
            res.push_str(&mark.repeat(cell.width));
        }
        res.truncate(res.trim_end().len());
        res
    }
}

/// The lines of a text without their ends, with the byte each starts at. Ends
/// are those of [`Buffer`]: LF, CR and CRLF.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let ends = move |it: char| it == '\n' || it == '\r';
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let start = at;
        match here.split_once(ends) {
            None => rest = None,
            Some((line, behind)) => {
                let crlf = here.get(line.len()..).is_some_and(|it| it.starts_with("\r\n"));
                rest = if crlf { behind.get(1..) } else { Some(behind) };
                at += line.len() + if crlf { 2 } else { 1 };
                return Some((start, line));
            }
        }
        Some((start, here))
    })
}
