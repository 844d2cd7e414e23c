//! Texts in which people marked names: columns of tokens and tags, or a JSON
//! object a line.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::cli::eval::gold::{self, Places};
use crate::cli::screen::Failure;
use crate::text::Span;

const SHAPE: &str = r#"{"text": "…", "entities": [{"start": 0, "end": 5, "label": "PER"}]}"#;

/// One text.
#[derive(Debug, Default)]
pub(in crate::cli) struct Text {
    pub(in crate::cli) text: String,
    /// Bytes of the text, in order, with the labels of the file.
    pub(in crate::cli) names: Vec<(Span, String)>,
    /// The file's own tokens; empty where it has none.
    pub(in crate::cli) tokens: Vec<Span>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    label: String,
}

/// The texts of a file, by its name's ending: `.jsonl`, else columns.
pub(in crate::cli) fn read(path: &Path) -> Result<Vec<Text>, Failure> {
    if path.extension().is_some_and(|it| it == "jsonl") {
        let lines: Vec<Line> = gold::read(path, SHAPE)?;
        return Ok(lines.into_iter().map(of_line).collect());
    }
    columns(path)
}

fn of_line(line: Line) -> Text {
    let places = Places::of(&line.text);
    let name = |it: Entity| (places.span((it.start, it.end)), it.label);
    let mut names: Vec<(Span, String)> = line.entities.into_iter().map(name).collect();
    names.sort_by_key(|it| (it.0.start(), it.0.end()));
    Text { text: line.text, names, tokens: Vec::new() }
}

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn columns(path: &Path) -> Result<Vec<Text>, Failure> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    let mut res = Vec::new();
    let mut own = Text::default();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            if !own.tokens.is_empty() {
                res.push(std::mem::take(&mut own));
            }
            continue;
        }
        let mut cells = line.split('\t');
        let (token, tag) = (cells.next().unwrap_or_default(), cells.next_back());
        let tag = tag.filter(|it| is_tag(it)).ok_or_else(|| {
            Failure::with_remedy(
                format!("{name}, line {}: no tag", at + 1),
                "each line is a token, a TAB, and O, B-LABEL or I-LABEL",
            )
        })?;
        own.push(token, tag);
    }
    if !own.tokens.is_empty() {
        res.push(own);
    }
    Ok(res)
}

fn is_tag(tag: &str) -> bool {
    tag == "O" || tag.starts_with("B-") || tag.starts_with("I-")
}

impl Text {
    fn push(&mut self, token: &str, tag: &str) {
        let first = self.text.is_empty();
        if !first {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(token);
        let span = Span::new(start, self.text.len());
        if let Some((part, label)) = tag.split_once('-') {
            // "I" goes on with a name of its own label that ends right before.
            let before = self.tokens.last().map(|it| it.end());
            let last = self.names.last_mut();
            match last.filter(|it| part == "I" && it.1 == label && Some(it.0.end()) == before) {
                Some(it) => it.0 = it.0.cover(span),
                None => self.names.push((span, label.to_owned())),
            }
        }
        self.tokens.push(span);
    }

    /// A span by the file's tokens: those that lie in it by half or more.
    /// `None` where there is no such token.
    pub(in crate::cli) fn by_tokens(&self, span: Span) -> Option<Span> {
        if self.tokens.is_empty() {
            return Some(span);
        }
        let first = self.tokens.partition_point(|it| it.end() <= span.start());
        let end = self.tokens.partition_point(|it| it.start() < span.end());
        let mut own = self.tokens.get(first..end)?.iter().filter(|it| {
            let shared = it.end().min(span.end()) - it.start().max(span.start());
            it.len() <= 2 * shared
        });
        let start = *own.next()?;
        Some(own.next_back().map_or(start, |it| start.cover(*it)))
    }
}
