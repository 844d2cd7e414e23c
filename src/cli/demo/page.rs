//! An article as an editor shows it: wrapped, squiggles under what was found,
//! the messages beside or below.

use crate::cli::cells::{Cell, cells, painted, rows, trimmed, width, width_of};
use crate::cli::excerpt::lines;
use crate::cli::paint::{DIM, PLAIN, level, paint};
use crate::rules::Level;
use crate::text::{Buffer, Span};

/// Rows of text to show. An article fills a window, not a wall.
const MOST_ROWS: usize = 32;
/// Paragraphs are shown whole up to this many rows; of longer ones, only what
/// stands near a mark.
const WHOLE: usize = 3;
/// Messages are not squeezed into less.
const NARROWEST: usize = 28;
/// Bytes of a line that is not shown alone.
const LONE: usize = 3;
/// Longer lines are cut.
const LONGEST_LINE: usize = 32 * 1024;

/// What is to be squiggled.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) rule: String,
}

/// The drawing as it grows.
struct Page {
    lines: Vec<String>,
    digits: usize,
    room: usize,
    /// Rows of text so far.
    rows: usize,
    /// Whether text was left out since the last row.
    gap: bool,
}

/// Draws the marked parts of the article, and counts the marks that found no
/// room.
pub(crate) fn draw(buffer: &Buffer, marks: &[Mark], width: usize) -> (Vec<String>, usize) {
    let text = buffer.text();
    let digits = lines(&text).count().to_string().len();
    let room = width.saturating_sub(digits + 4).max(20);
    let mut page = Page { lines: Vec::new(), digits, room, rows: 0, gap: false };
    let mut shown = 0;
    // A lone list marker says nothing without the line below it.
    let mut lone = false;
    for (index, (at, line)) in lines(&text).enumerate() {
        let whole = Span::new(at, at + line.len().max(1));
        let of_line: Vec<&Mark> = marks.iter().filter(|it| is_on(it.span, whole)).collect();
        let is_blank = line.trim().is_empty();
        if of_line.is_empty() && !lone {
            page.gap |= !is_blank;
            continue;
        }
        if MOST_ROWS <= page.rows {
            break;
        }
        let cut = buffer.slice(Span::new(at, at + line.len().min(LONGEST_LINE)));
        page.add(index + 1, &cells(&cut, at, PLAIN), &of_line);
        shown += of_line.iter().filter(|it| whole.start() <= it.span.start()).count();
        lone = !of_line.is_empty() && line.trim().len() <= LONE || lone && is_blank;
    }
    (page.lines, marks.len().saturating_sub(shown))
}

fn is_on(span: Span, line: Span) -> bool {
    span.overlaps(line)
        || span.is_empty() && line.start() <= span.start() && span.end() < line.end()
}

impl Page {
    /// Draws what is wanted of a line.
    fn add(&mut self, number: usize, line: &[Cell<'_>], marks: &[&Mark]) {
        let all = rows(line, self.room);
        let wanted = wanted(&all, marks);
        let digits = self.digits;
        let mut label = number.to_string();
        for (index, row) in all.iter().enumerate() {
            if !wanted.contains(&index) {
                self.gap = true;
                continue;
            }
            if self.gap && !self.lines.is_empty() {
                self.lines.push(paint(DIM, format!(" {:digits$} ┆", "")));
            }
            self.gap = false;
            self.rows += 1;
            for text in draw_row(row, marks, self.room) {
                let label = std::mem::take(&mut label);
                let gutter = format!(" {label:>digits$} │");
                self.lines.push(format!("{} {text}", paint(DIM, gutter)));
            }
        }
    }
}

/// Rows with marks; of short paragraphs all, of long ones their neighbours.
fn wanted(rows: &[&[Cell<'_>]], marks: &[&Mark]) -> Vec<usize> {
    if rows.len() <= WHOLE {
        return (0..rows.len()).collect();
    }
    let is_marked =
        |row: &&[Cell<'_>]| row.iter().any(|it| marks.iter().any(|mark| it.is_in(mark.span)));
    let marked: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| is_marked(row)).map(|(index, _)| index).collect();
    (0..rows.len()).filter(|index| marked.iter().any(|it| it.abs_diff(*index) <= 1)).collect()
}

/// The text, its squiggles, and the messages of what ends here.
fn draw_row(row: &[Cell<'_>], marks: &[&Mark], room: usize) -> Vec<String> {
    let mut row = trimmed(row).to_vec();
    let mut squiggles = row.clone();
    for (cell, squiggle) in row.iter_mut().zip(&mut squiggles) {
        let over = marks.iter().filter(|it| cell.is_in(it.span)).max_by_key(|it| it.level);
        squiggle.shown = over.map_or(" ", |it| cell.mark(it.span)).repeat(cell.width).into();
        if let Some(worst) = over {
            cell.style = level(worst.level);
            squiggle.style = level(worst.level).bold();
        }
    }
    let mut res = vec![painted(&row)];
    let squiggles = trimmed(&squiggles);
    if squiggles.is_empty() {
        return res;
    }
    let end = row.last().map_or(0, |it| it.end);
    let column = |mark: &Mark| {
        let before = row.iter().take_while(|it| !it.is_in(mark.span));
        before.map(|it| it.width).sum::<usize>()
    };
    let mut ending: Vec<(usize, &Mark)> = marks
        .iter()
        .filter(|it| it.span.end() <= end + 1 && row.iter().any(|cell| cell.is_in(it.span)))
        .map(|it| (column(it), *it))
        .collect();
    let used = width(squiggles);
    let mut line = painted(squiggles);
    if let Some((_, last)) = ending.last()
        && used + 2 + message_width(last) <= room
    {
        line = format!("{line}  {}", message(last));
        ending.pop();
    }
    res.push(line);
    for (column, mark) in ending.into_iter().rev() {
        res.extend(below(column, mark, room));
    }
    res
}

fn message(mark: &Mark) -> String {
    let rule = paint(DIM, format!("  {}", mark.rule));
    format!("{}{rule}", paint(level(mark.level), &mark.message))
}

fn message_width(mark: &Mark) -> usize {
    width_of(&mark.message) + 2 + width_of(&mark.rule)
}

/// The message on lines of its own, hung up at the squiggle's start: to its
/// right where there is room, else to its left.
fn below(column: usize, mark: &Mark, room: usize) -> Vec<String> {
    let style = level(mark.level);
    let right = room.saturating_sub(column + 2);
    let needed = message_width(mark);
    if needed <= right || column < needed && NARROWEST <= right {
        let indent = " ".repeat(column);
        let lead = |index| if index == 0 { paint(style, "╰ ") } else { "  ".to_owned() };
        let rows = message_rows(mark, right).into_iter().enumerate();
        return rows.map(|(index, (row, _))| format!("{indent}{}{row}", lead(index))).collect();
    }
    let left = column.saturating_sub(1);
    let rows = message_rows(mark, left).into_iter().enumerate();
    let draw = |(index, (row, width))| {
        let hook = if index == 0 { paint(style, " ╯") } else { String::new() };
        format!("{}{row}{hook}", " ".repeat(left.saturating_sub(width)))
    };
    rows.map(draw).collect()
}

/// The message with its rule, wrapped, and the columns of each row.
fn message_rows(mark: &Mark, room: usize) -> Vec<(String, usize)> {
    let mut all = cells(&mark.message, 0, level(mark.level));
    let rule = format!("  {}", mark.rule);
    all.extend(cells(&rule, 0, DIM));
    let rows = rows(&all, room.max(10)).into_iter().map(trimmed);
    rows.map(|it| (painted(it), width(it))).collect()
}
