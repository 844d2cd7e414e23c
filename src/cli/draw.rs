//! The drawing of a finding in prose. Paragraphs are long lines: what is shown
//! is the place itself with some words around it, wrapped to the terminal,
//! underlined by columns; below it what is wrong and how to mend it.

use std::fmt::Write;

use anstyle::Style;

use crate::cli::cells::{clipped, width_of, wrapped};
use crate::cli::excerpt::Excerpt;
use crate::cli::paint::{BOLD, DIM, GOOD, PLAIN, level, paint};
use crate::ide::Diagnostic;
use crate::lang::{Lang, Message, render, word};
use crate::text::{Buffer, Encoding, Span};

/// A place as narrow as this says nothing without the line below it.
const NARROW: usize = 3;
/// Fixes beyond these are only counted.
const MOST_FIXES: usize = 3;
/// Draws one finding without colours, `width` columns wide.
pub fn finding(buffer: &Buffer, diagnostic: &Diagnostic, width: usize) -> String {
    let gutter = place(buffer, diagnostic.span).len();
    let drawn = in_colour(buffer, diagnostic, width, gutter, Lang::En);
    anstream::adapter::strip_str(&drawn).to_string()
}

/// Draws one finding; `gutter` columns are kept for the places at the left.
pub(crate) fn in_colour(
    buffer: &Buffer,
    diagnostic: &Diagnostic,
    width: usize,
    gutter: usize,
    lang: Lang,
) -> String {
    let mut res = String::new();
    let room = width.saturating_sub(gutter + 4).max(10);
    let excerpt = Excerpt::around(buffer, diagnostic.span, room);
    let bar = paint(DIM, "│");
    let style = level(diagnostic.level);
    let mut label = place(buffer, diagnostic.span);
    let rows = excerpt.rows(diagnostic.span, room);
    for row in &rows {
        if let Some(number) = row.number {
            label = number.to_string();
        }
        let text = row.text(diagnostic.span, style);
        let marks = paint(style.bold(), row.marks(diagnostic.span));
        let line = format!(" {} {bar} {text}", paint(DIM, format!("{label:>gutter$}")));
        let _ = writeln!(res, "{}", line.trim_end());
        let _ = writeln!(res, " {:gutter$} {bar} {marks}", "");
        label.clear();
    }
    if let [row] = rows.as_slice()
        && row.columns() <= NARROW
        && let Some((number, line)) = excerpt.next_line(diagnostic.span)
    {
        let line = paint(DIM, clipped(line, room));
        let _ = writeln!(res, " {} {bar} {line}", paint(DIM, format!("{number:>gutter$}")));
    }
    for (index, line) in remarks(buffer, diagnostic, room, lang).into_iter().enumerate() {
        let corner = if index == 0 { paint(DIM, "╰") } else { " ".to_owned() };
        let _ = writeln!(res, " {:gutter$} {corner} {line}", "");
    }
    res
}

/// Line and column as people count them.
pub(crate) fn place(buffer: &Buffer, span: Span) -> String {
    let position = buffer.position(span.start(), Encoding::Utf32);
    format!("{}:{}", position.line + 1, position.column + 1)
}

/// The message, then the other places, then the fixes.
fn remarks(buffer: &Buffer, diagnostic: &Diagnostic, room: usize, lang: Lang) -> Vec<String> {
    let name = word(&format!("level-{}", diagnostic.level.name()), lang);
    let mut res = labelled(&name, level(diagnostic.level).bold(), &diagnostic.message, BOLD, room);
    let rule = format!("  {}", diagnostic.rule);
    match res.last_mut() {
        Some(last) if plain_width(last) + width_of(&rule) <= room => {
            last.push_str(&paint(DIM, rule));
        }
        _ => res.push(paint(
            DIM,
            format!("{:indent$}{}", "", diagnostic.rule, indent = name.len() + 2),
        )),
    }
    for (span, text) in &diagnostic.related {
        let text = format!("{} {text}", place(buffer, *span));
        res.extend(labelled(&word("chrome-see", lang), DIM, &text, PLAIN, room));
    }
    for fix in diagnostic.fixes.iter().take(MOST_FIXES) {
        res.extend(labelled(&word("chrome-fix", lang), GOOD, &fix.title, PLAIN, room));
    }
    let more = diagnostic.fixes.len().saturating_sub(MOST_FIXES);
    if 0 < more {
        let more = render(&Message::new("chrome-more").with("count", more), lang);
        res.push(paint(DIM, format!("     {more}")));
    }
    res
}

/// "label: text", wrapped with the text hanging behind the label.
fn labelled(label: &str, style: Style, text: &str, text_style: Style, room: usize) -> Vec<String> {
    let indent = label.len() + 2;
    let lines = wrapped(text, room.saturating_sub(indent).max(10), text_style);
    let lead = |index| match index {
        0 => paint(style, format!("{label}: ")),
        _ => " ".repeat(indent),
    };
    lines.iter().enumerate().map(|(index, line)| format!("{}{line}", lead(index))).collect()
}

fn plain_width(painted: &str) -> usize {
    width_of(&anstream::adapter::strip_str(painted).to_string())
}
