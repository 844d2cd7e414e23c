//! `tajuk demo`: plays an editor over the real protocol and draws what it
//! would show.

mod client;
mod editor;
mod page;

use std::io::Write;
use std::path::Path;

use jiff::civil::{Date, date};
use url::Url;

use crate::cli::FINE;
use crate::cli::args::{Demo, Reading};
use crate::cli::cells::{clipped, width_of};
use crate::cli::check::counted;
use crate::cli::demo::editor::{Editor, Fix};
use crate::cli::demo::page::Mark;
use crate::cli::excerpt::Excerpt;
use crate::cli::input::{Source, one};
use crate::cli::markdown;
use crate::cli::paint::{BAD, BOLD, DIM, GOOD, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tree;
use crate::structure::Format;
use crate::text::{Buffer, Span};

/// The article that comes with the program. It was damaged by copying.
const ARTICLE: &str = include_str!("../../../seeds/articles/pakta-moskow-teheran.txt");
const ARTICLE_NAME: &str = "pakta-moskow-teheran.txt";
/// It bears no date of its own. With one, the demo shows the same every day.
const ARTICLE_DATE: Date = date(2025, 6, 27);
/// Rules whose fixes are small enough to be taken in at a glance, the best
/// example first.
const GLANCE: [&str; 4] =
    ["quote-unclosed", "missing-space", "weekday-date-mismatch", "acronym-redefined"];
/// Findings and names that are tried before the demo goes without.
const TRIES: usize = 12;
/// Lines of the outline to show.
const MOST_HEADINGS: usize = 16;
/// Wider cards are hard to read.
const WIDEST_CARD: usize = 76;

/// What one session gave.
struct Session {
    name: String,
    /// Whether it came with the program.
    bundled: bool,
    before: Buffer,
    after: Buffer,
    marks: Vec<Mark>,
    marks_after: usize,
    outline: Vec<tree::Node>,
    card: Option<(Span, String)>,
    fix: Option<(Fix, String)>,
    milliseconds: u128,
}

pub(crate) fn run(demo: &Demo, reading: &Reading) -> Result<u8, Failure> {
    let (source, uri) = article(demo.file.as_deref())?;
    let mut reading = reading.clone();
    if demo.file.is_none() {
        reading.article_date = reading.article_date.or(Some(ARTICLE_DATE));
    }
    let mut session = play(&source, uri, &reading)?;
    session.bundled = demo.file.is_none();
    let width = screen::width();
    let mut output = screen::output();
    for line in draw(&session, width) {
        writeln!(output, "{line}")?;
    }
    output.flush()?;
    Ok(FINE)
}

/// The article and the address an editor would give it.
fn article(file: Option<&Path>) -> Result<(Source, String), Failure> {
    let Some(file) = file else {
        let (name, text) = (ARTICLE_NAME.to_owned(), ARTICLE.to_owned());
        let source = Source { name, format: Format::Plain, text, file_date: None, path: None };
        return Ok((source, format!("untitled:{ARTICLE_NAME}")));
    };
    let source = one(file, None).read()?;
    let uri = std::path::absolute(file).ok().and_then(|it| Url::from_file_path(it).ok());
    let uri = uri.map_or_else(|| "untitled:article".to_owned(), String::from);
    Ok((source, uri))
}

/// Opens the article, asks what an editor asks, mends one thing.
fn play(source: &Source, uri: String, reading: &Reading) -> Result<Session, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::new(format!("cannot find myself to start: {error}")))?;
    let mut editor = Editor::start(&program, reading, uri, &source.text)?;
    editor.open(source.format)?;
    let before = editor.buffer.clone();
    let marks = editor.marks()?;
    let outline = editor.outline()?;
    let card = card(&mut editor)?;
    let fix = fix(&mut editor, &marks)?;
    if let Some((fix, _)) = &fix {
        editor.apply(fix)?;
    }
    let marks_after = editor.marks()?.len();
    let after = editor.buffer.clone();
    let milliseconds = editor.stop()?.as_millis();
    let name = Path::new(&source.name).file_name().map(|it| it.display().to_string());
    let name = name.unwrap_or_else(|| source.name.clone());
    Ok(Session {
        name,
        bundled: false,
        before,
        after,
        marks,
        marks_after,
        outline,
        card,
        fix,
        milliseconds,
    })
}

/// A card on a leader, or else on a country.
fn card(editor: &mut Editor) -> Result<Option<(Span, String)>, Failure> {
    for span in editor.leaders()?.into_iter().take(TRIES) {
        if let Some(card) = editor.hover(span)? {
            return Ok(Some((span, card)));
        }
    }
    Ok(None)
}

/// A quick fix that is quickly understood, and the rule it is for.
fn fix(editor: &mut Editor, marks: &[Mark]) -> Result<Option<(Fix, String)>, Failure> {
    let rank = |mark: &Mark| GLANCE.iter().position(|it| *it == mark.rule).unwrap_or(GLANCE.len());
    let mut order: Vec<(usize, &Mark)> = marks.iter().enumerate().collect();
    order.sort_by_key(|(_, mark)| rank(mark));
    for (index, mark) in order.into_iter().take(TRIES) {
        if let Some(fix) = editor.fix(index)? {
            return Ok(Some((fix, mark.rule.clone())));
        }
    }
    Ok(None)
}

fn draw(session: &Session, width: usize) -> Vec<String> {
    let found = session.marks.len();
    let mut res = vec![ruler(&session.name, &counted(found, "finding"), width), String::new()];
    if session.bundled {
        res.push(paint(
            DIM,
            " An article that was damaged by copying, as your editor will show it:",
        ));
        res.push(String::new());
    }
    let (page, unseen) = page::draw(&session.before, &session.marks, width);
    res.extend(page);
    if found == 0 {
        res.push(format!(" {} nothing found", paint(GOOD, "✓")));
    }
    if 0 < unseen {
        res.push(paint(DIM, format!(" … and {} further down", counted(unseen, "finding"))));
    }
    res.extend(outline(session, width));
    res.extend(hover(session, width));
    res.extend(quick_fix(session, width));
    res.push(String::new());
    res.push(paint(DIM, "─".repeat(width)));
    let time = session.milliseconds;
    res.push(format!(
        "All of this came from {} over LSP, in {time} ms. Your editor gets the same.",
        paint(BOLD, "tajuk lsp")
    ));
    res.push(paint(DIM, "Try it on yours: tajuk demo FILE · all findings: tajuk check FILE"));
    res
}

/// A line across the screen with a title.
fn ruler(title: &str, remark: &str, width: usize) -> String {
    let remark = if remark.is_empty() { String::new() } else { format!(" {remark} ──") };
    let room = width.saturating_sub(width_of(&remark) + 5);
    let title = clipped(title, room);
    let line = "─".repeat(width.saturating_sub(width_of(&title) + width_of(&remark) + 4));
    format!(
        "{} {} {}{}",
        paint(DIM, "──"),
        paint(BOLD, title),
        paint(DIM, line),
        paint(DIM, remark)
    )
}

fn section(title: &str, remark: &str, width: usize) -> Vec<String> {
    vec![String::new(), ruler(title, remark, width), String::new()]
}

fn outline(session: &Session, width: usize) -> Vec<String> {
    let mut lines = tree::draw(&session.outline, width.saturating_sub(1));
    let more = lines.len().saturating_sub(MOST_HEADINGS);
    lines.truncate(MOST_HEADINGS);
    if lines.is_empty() {
        lines.push(paint(DIM, "no headings"));
    }
    if 0 < more {
        lines.push(paint(DIM, format!("… and {more} more")));
    }
    let mut res = section("Outline", "", width);
    res.extend(lines.into_iter().map(|it| format!(" {it}")));
    res
}

/// The name with the mouse on it, and the card below.
fn hover(session: &Session, width: usize) -> Vec<String> {
    let mut res = section("Hover", "", width);
    let Some((span, card)) = &session.card else {
        res.push(paint(DIM, " no leader or country is named here that the knowledge base has"));
        return res;
    };
    let room = width.saturating_sub(6);
    let excerpt = Excerpt::around(&session.before, *span, room);
    let label = excerpt.number.to_string();
    let pad = " ".repeat(label.len());
    let mut column = 0;
    if let Some(row) = excerpt.rows(*span, room).first() {
        let marks = row.marks(*span);
        column = width_of(&marks) - width_of(marks.trim_start());
        let bar = paint(DIM, "│");
        res.push(format!(" {} {bar} {}", paint(DIM, &label), row.text(*span, BOLD.underline())));
    }
    let inner = room.saturating_sub(4).clamp(20, WIDEST_CARD);
    let lines = markdown::draw(card, inner, &mut markdown::verbatim);
    let widest = lines.iter().map(|it| it.width).max().unwrap_or(0);
    let left = column.min(room.saturating_sub(widest + 4));
    let indent = " ".repeat(pad.len() + 4 + left);
    let edge = "─".repeat(widest + 2);
    let bar = paint(DIM, "│");
    // The card hangs at the name.
    let hook = (column - left).clamp(1, widest + 1);
    let top = format!("╭{}┴{}╮", "─".repeat(hook - 1), "─".repeat(widest + 2 - hook));
    res.push(format!("{indent}{}", paint(DIM, top)));
    for line in lines {
        let fill = " ".repeat(widest - line.width);
        res.push(format!("{indent}{bar} {}{fill} {bar}", line.text));
    }
    res.push(format!("{indent}{}", paint(DIM, format!("╰{edge}╯"))));
    res
}

/// The text before and after, and what it did to the findings.
fn quick_fix(session: &Session, width: usize) -> Vec<String> {
    let Some((fix, rule)) = &session.fix else {
        let mut res = section("Quick fix", "", width);
        res.push(paint(DIM, " none for this article"));
        return res;
    };
    let mut res = section("Quick fix", rule, width);
    res.push(format!(" {}", paint(BOLD, &fix.title)));
    res.push(String::new());
    let (old, new) = spans(fix, &session.after);
    let room = width.saturating_sub(8);
    let (before, after) = (&session.before, &session.after);
    let start = start_of(after, new, room).min(start_of(before, old, room));
    res.extend(side(before, start, old, room, "-", BAD));
    res.extend(side(after, start, new, room, "+", GOOD));
    res.push(String::new());
    let (found, left) = (session.marks.len(), session.marks_after);
    res.push(format!(" {} before, {} after", counted(found, "finding"), paint(GOOD, left)));
    res
}

/// What the edits replace, and what they put there.
fn spans(fix: &Fix, after: &Buffer) -> (Span, Span) {
    let first = fix.edits.first().map_or_else(Span::default, |(span, _)| *span);
    let last = fix.edits.last().map_or(first, |(span, _)| *span);
    let old = first.cover(last);
    let removed: usize = fix.edits.iter().map(|(span, _)| span.len()).sum();
    let added: usize = fix.edits.iter().map(|(_, text)| text.len()).sum();
    let mut end = (old.end() + added).saturating_sub(removed);
    // A line break is seen by what follows it.
    if fix.edits.iter().any(|(_, text)| text.contains('\n')) {
        let next = after.slice(Span::new(end, end + 4));
        end += next.chars().next().map_or(0, char::len_utf8);
    }
    (old, Span::new(old.start(), end))
}

/// Where an excerpt around the span begins.
fn start_of(buffer: &Buffer, span: Span, room: usize) -> usize {
    let excerpt = Excerpt::around(buffer, span, room);
    let rows = excerpt.rows(span, room);
    rows.first().and_then(|it| it.cells.first()).map_or(span.start(), |it| it.at)
}

/// One side of the difference.
fn side(
    buffer: &Buffer,
    start: usize,
    span: Span,
    room: usize,
    sign: &str,
    style: anstyle::Style,
) -> Vec<String> {
    let excerpt = Excerpt::read(buffer, start, span, room);
    let mut label = excerpt.number.to_string();
    let digits = label.len();
    let mut res = Vec::new();
    for row in excerpt.rows(span, room) {
        if let Some(number) = row.number {
            label = number.to_string();
        }
        let sign = paint(style, sign);
        let text = row.text(span, style.bold());
        res.push(format!(" {} {sign} {text}", paint(DIM, format!("{label:>digits$}"))));
        if !span.is_empty() {
            let marks = paint(style, row.marks(span));
            res.push(format!(" {:digits$}   {marks}", ""));
        }
        label.clear();
    }
    res
}
