//! Text as a terminal shows it: what is drawn for each character that a reader
//! sees, how many columns it takes, and where a line may wrap.

use std::borrow::Cow;

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::cli::paint::{PLAIN, paint};
use crate::text::Span;

/// Columns a tab takes. The same everywhere, so that what stands below it can
/// be lined up without knowing where the terminal has its stops.
const TAB: &str = "    ";

/// One character as a reader sees it: a grapheme cluster.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    /// Its bytes in the source.
    pub(crate) at: usize,
    pub(crate) end: usize,
    pub(crate) shown: Cow<'a, str>,
    pub(crate) width: usize,
    pub(crate) style: Style,
}

impl Cell<'_> {
    /// Whether it shares a byte with the span.
    pub(crate) fn is_in(&self, span: Span) -> bool {
        self.at < span.end() && span.start() < self.end
    }

    /// What goes under it when the span is marked; a place of one column would
    /// be overlooked with a squiggle.
    pub(crate) fn mark(&self, span: Span) -> &'static str {
        let alone = self.at <= span.start() && span.end() <= self.end;
        if alone && self.width == 1 { "^" } else { "~" }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.shown.chars().all(|it| it == ' ')
    }

    /// Scripts whose characters are two columns wide put no spaces between
    /// words and wrap anywhere.
    pub(crate) fn may_break_after(&self) -> bool {
        self.is_blank() || 2 <= self.width
    }
}

/// The cells of a text without line breaks, which starts at byte `base` of
/// its source.
pub(crate) fn cells(text: &str, base: usize, style: Style) -> Vec<Cell<'_>> {
    let cell = |(index, grapheme)| {
        let shown = shown(grapheme);
        let (at, width) = (base + index, shown.width());
        Cell { at, end: at + grapheme.len(), shown, width, style }
    };
    text.grapheme_indices(true).map(cell).collect()
}

/// What may be sent to a terminal in place of `grapheme`. An article must not
/// be able to move the caret, ring the bell or turn the text around.
fn shown(grapheme: &str) -> Cow<'_, str> {
    match grapheme {
        "\t" => return Cow::Borrowed(TAB),
        // A soft hyphen shows only where a line is broken at it.
        "\u{ad}" => return Cow::Borrowed(""),
        _ => {}
    }
    if grapheme.chars().any(|it| it.is_control() || is_bidi_control(it)) {
        Cow::Owned(grapheme.chars().map(picture).collect())
    } else {
        Cow::Borrowed(grapheme)
    }
}

fn picture(char: char) -> char {
    match char {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ if char.is_control() || is_bidi_control(char) => '\u{fffd}',
        _ => char,
    }
}

fn is_bidi_control(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn width(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|it| it.width).sum()
}

/// Columns that a text without colours takes.
pub(crate) fn width_of(text: &str) -> usize {
    text.graphemes(true).map(|it| shown(it).width()).sum()
}

/// Wraps into rows of at most `width` columns. Blanks at the end of a row may
/// hang over.
pub(crate) fn rows<'c, 'a>(cells: &'c [Cell<'a>], width: usize) -> Vec<&'c [Cell<'a>]> {
    let mut res = Vec::new();
    let mut rest = cells;
    while !rest.is_empty() {
        let (row, next) = rest.split_at(fitting(rest, width));
        res.push(row);
        rest = next;
    }
    res
}

/// How many cells go into the next row; at least one.
fn fitting(cells: &[Cell<'_>], width: usize) -> usize {
    let mut used = 0;
    let mut break_at = 0;
    for (index, cell) in cells.iter().enumerate() {
        if width < used + cell.width && !cell.is_blank() {
            return if 0 < break_at { break_at } else { index.max(1) };
        }
        used += cell.width;
        if cell.may_break_after() {
            break_at = index + 1;
        }
    }
    cells.len()
}

/// Without the blanks at its end.
pub(crate) fn trimmed<'c, 'a>(mut row: &'c [Cell<'a>]) -> &'c [Cell<'a>] {
    while let [rest @ .., last] = row
        && last.is_blank()
    {
        row = rest;
    }
    row
}

/// The cells in their colours.
pub(crate) fn painted(cells: &[Cell<'_>]) -> String {
    let mut res = String::new();
    for run in cells.chunk_by(|a, b| a.style == b.style) {
        let style = run.first().map_or(PLAIN, |it| it.style);
        let text: String = run.iter().map(|it| it.shown.as_ref()).collect();
        if style == PLAIN { res.push_str(&text) } else { res.push_str(&paint(style, text)) }
    }
    res
}

/// A text wrapped into coloured rows.
pub(crate) fn wrapped(text: &str, width: usize, style: Style) -> Vec<String> {
    let cells = cells(text, 0, style);
    rows(&cells, width).into_iter().map(|it| painted(trimmed(it))).collect()
}

/// A text that fits `width` columns, cut where it does not.
pub(crate) fn clipped(text: &str, width: usize) -> String {
    let cells = cells(text, 0, PLAIN);
    if self::width(&cells) <= width {
        return painted(&cells);
    }
    let mut used = 1;
    let fits = cells.iter().take_while(|it| {
        used += it.width;
        used <= width
    });
    let mut res: String = fits.map(|it| it.shown.as_ref()).collect();
    res.truncate(res.trim_end().len());
    res.push('…');
    res
}
