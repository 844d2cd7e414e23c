//! Markdown for a terminal: rules' pages and hover cards.

use anstyle::{Effects, Style};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::cli::cells::{cells, painted, rows, trimmed, width};
use crate::cli::paint::{BOLD, CODE, DIM, EMPHASIS, HEADING, LINK, PLAIN, paint};

/// What stands behind the fence of a block that shows what the block above
/// becomes.
pub(crate) const FIXED: &str = "fixed";

/// A drawn line, and its columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) width: usize,
}

/// Draws a code block: what stands behind the fence, its text, the room.
pub(crate) type DrawCode<'a> = &'a mut dyn FnMut(&str, &str, usize) -> Vec<Line>;

/// Draws a page in lines of at most `room` columns.
pub(crate) fn draw(page: &str, room: usize, code: DrawCode<'_>) -> Vec<Line> {
    let mut drawing = Drawing { room, ..Drawing::default() };
    let mut block: Option<(String, String)> = None;
    for event in Parser::new(page) {
        match (&mut block, event) {
            (_, Event::Start(Tag::CodeBlock(kind))) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                block = Some((info, String::new()));
            }
            (Some((info, text)), Event::End(TagEnd::CodeBlock)) => {
                // What an example becomes belongs to the example.
                if info != FIXED {
                    drawing.gap();
                }
                drawing.lines.extend(code(info, text, room));
                block = None;
            }
            (Some((_, all)), Event::Text(text)) => all.push_str(&text),
            (_, event) => drawing.event(event),
        }
    }
    drawing.flush();
    drawing.lines
}

/// A code block as it stands.
pub(crate) fn verbatim(_info: &str, text: &str, room: usize) -> Vec<Line> {
    let rows = text.lines().flat_map(|line| {
        let cells = cells(line, 0, CODE);
        rows(&cells, room)
            .into_iter()
            .map(|it| Line { text: painted(it), width: width(it) })
            .collect::<Vec<_>>()
    });
    rows.collect()
}

#[derive(Default)]
struct Drawing {
    room: usize,
    lines: Vec<Line>,
    /// The paragraph that is being read.
    runs: Vec<(Style, String)>,
    /// Styles of the elements that are open, each with those around it.
    styles: Vec<Style>,
    /// For each open list: the number of its next item, if it counts.
    lists: Vec<Option<u64>>,
    /// What stands before the next line of text.
    marker: Option<String>,
}

impl Drawing {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text),
            Event::Code(text) => self.runs.push((CODE, text.to_string())),
            Event::SoftBreak => self.text(&CowStr::Borrowed(" ")),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.gap();
                let text = paint(DIM, "─".repeat(self.room.min(24)));
                self.lines.push(Line { text, width: self.room.min(24) });
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph if self.marker.is_none() => self.gap(),
            Tag::Heading { level, .. } => {
                self.gap();
                self.styles.push(if *level == HeadingLevel::H1 { HEADING } else { BOLD });
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.gap();
                } else {
                    self.flush();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                let depth = self.lists.len().saturating_sub(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.marker = Some(format!("{}{mark}", "  ".repeat(depth)));
            }
            Tag::Strong => self.styles.push(self.style() | Effects::BOLD),
            Tag::Emphasis => self.styles.push(self.style() | EMPHASIS.get_effects()),
            Tag::Link { .. } => self.styles.push(self.style() | LINK.get_effects()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.styles.pop();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => {
                self.styles.pop();
            }
            _ => {}
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or(PLAIN)
    }

    fn text(&mut self, text: &CowStr<'_>) {
        let style = self.style();
        self.runs.push((style, text.replace(['\n', '\r'], " ")));
    }

    /// Ends the block before, and leaves a line free below it.
    fn gap(&mut self) {
        self.flush();
        if self.lines.last().is_some_and(|it| 0 < it.width) {
            self.lines.push(Line::default());
        }
    }

    /// Wraps what was read so far.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|(_, text)| text.trim().is_empty()) {
            return;
        }
        let all: Vec<_> = runs.iter().flat_map(|(style, text)| cells(text, 0, *style)).collect();
        let marker = self.marker.take().unwrap_or_default();
        let indent = marker.chars().count();
        for (index, row) in rows(&all, self.room.saturating_sub(indent).max(10)).iter().enumerate()
        {
            let row = trimmed(row);
            let lead = if index == 0 { paint(DIM, &marker) } else { " ".repeat(indent) };
            let text = format!("{lead}{}", painted(row));
            self.lines.push(Line { text, width: indent + width(row) });
        }
    }
}
