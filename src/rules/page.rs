//! A rule's page: prose for people, examples for people and for the tests.

use jiff::civil::Date;

use crate::lang::Lang;
use crate::structure::Format;

/// A page, taken apart.
pub struct Page<'a> {
    /// The sentence under the title: what is marked.
    pub summary: &'a str,
    pub examples: Vec<Example<'a>>,
}

/// A fenced block of a page.
pub struct Example<'a> {
    pub lang: Lang,
    pub format: Format,
    pub article_date: Option<Date>,
    /// The house style that it is judged by, if not the standard one.
    pub profile: Option<&'a str>,
    /// Files that it links to and that are not there.
    pub missing: Vec<&'a str>,
    /// The block as it stands, marks included.
    pub source: &'a str,
    /// What the text becomes when the first fix of each finding is applied.
    pub fixed: Option<&'a str>,
    /// Line number of the block's first line, from one.
    pub line: usize,
}

/// The part of a page that is for people: all but the texts of its messages.
pub fn prose(page: &str) -> &str {
    page.split("\n## Messages\n").next().unwrap_or_default()
}

impl<'a> Page<'a> {
    /// Takes a page apart. A fence whose first word is no language is skipped.
    pub fn parse(text: &'a str) -> Page<'a> {
        let summary = text.lines().skip(1).find(|it| !it.trim().is_empty()).unwrap_or_default();
        let mut examples: Vec<Example<'a>> = Vec::new();
        let mut open: Option<(&str, usize, usize)> = None;
        let (mut at, mut number) = (0, 0);
        for line in text.split_inclusive('\n') {
            number += 1;
            let end = at + line.len();
            match (open, line.trim_end().strip_prefix("```")) {
                (None, Some(info)) => open = Some((info, end, number + 1)),
                (Some((info, start, first)), Some("")) => {
                    let source = text.get(start..at).unwrap_or_default();
                    add(&mut examples, info, source, first);
                    open = None;
                }
                _ => {}
            }
            at = end;
        }
        Page { summary, examples }
    }
}

fn add<'a>(examples: &mut Vec<Example<'a>>, info: &'a str, source: &'a str, line: usize) {
    if info == "fixed" {
        if let Some(last) = examples.last_mut() {
            last.fixed = Some(source);
        }
        return;
    }
    let mut words = info.split_whitespace();
    let Some(lang) = words.next().and_then(Lang::from_tag) else { return };
    let mut res = Example {
        lang,
        format: Format::Plain,
        article_date: None,
        profile: None,
        missing: Vec::new(),
        source,
        fixed: None,
        line,
    };
    for word in words {
        match word.split_once('=') {
            Some(("date", date)) => res.article_date = date.parse().ok(),
            Some(("profile", id)) => res.profile = Some(id),
            Some(("missing", path)) => res.missing.push(path),
            None if word == "md" => res.format = Format::Markdown,
            _ => {}
        }
    }
    examples.push(res);
}

impl Example<'_> {
    /// The article without its lines of marks, and the marks' lines with the
    /// number of the text line each belongs to (from zero).
    pub fn split(&self) -> (String, Vec<(usize, String)>) {
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut number: usize = 0;
        for line in self.source.split_inclusive('\n') {
            if is_mark(line) {
                marks.push((number.saturating_sub(1), line.trim_end().to_owned()));
            } else {
                text.push_str(line);
                number += 1;
            }
        }
        if text.ends_with('\n') {
            text.pop();
        }
        (text, marks)
    }
}

/// Blanks, carets, and after them perhaps what is said there.
fn is_mark(line: &str) -> bool {
    let bare = line.trim_start_matches(' ');
    bare.starts_with('^')
}
