//! A line that reads like a heading and is not set as one.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::{Format, Role};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "heading-unmarked",
    group: Group::Structure,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("heading_unmarked.md"),
    check: Check::Article(check),
};

fn check(article: &Article, findings: &mut Findings<'_>) {
    let blocks = article.passages().flat_map(|(placed, _, roles)| {
        placed.passage.blocks.iter().zip(roles).map(|(block, role)| (placed.start, block, *role))
    });
    let mut end: Option<usize> = None;
    let mut blocks = blocks.peekable();
    while let Some((start, block, role)) = blocks.next() {
        let span = block.content.shift(start);
        let before = end.replace(block.span.end() + start);
        let Role::Heading { bare: true, .. } = role else { continue };
        let next = blocks.peek().map(|(start, block, _)| start + block.span.start());
        let (above, below) = missing(article, before, span, next);
        let (mark, title) = match article.layout.format {
            Format::Markdown => ("## ", "heading-unmarked-fix-markdown"),
            // Plain text has no mark: a line that stands free is a heading.
            Format::Plain if above.is_empty() && below.is_empty() => continue,
            Format::Plain => ("", "heading-unmarked-fix-plain"),
        };
        let mut edits = vec![(Span::new(span.start(), span.start()), format!("{above}{mark}"))];
        edits.push((Span::new(span.end(), span.end()), below.to_owned()));
        edits.retain(|(_, text)| !text.is_empty());
        let finding = findings.finding(span, Message::new("heading-unmarked"));
        findings.add(finding.fix_all(mark.is_empty(), Message::new(title), edits));
    }
}

/// The line ends that are missing above and below a line that should stand
/// free. `before` and `next` are where its neighbours end and start.
fn missing(
    article: &Article,
    before: Option<usize>,
    line: Span,
    next: Option<usize>,
) -> (&'static str, &'static str) {
    let lacks = |from: usize, to: usize| {
        // The passages that the gap lies in: one or two.
        let first = article.passage_at(from);
        let gap: String = article
            .layout
            .passages
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|it| it.start < to)
            .map(|it| {
                let start = from.max(it.start) - it.start;
                let end = to.min(it.end()).max(it.start) - it.start;
                Span::new(start, end).of(&it.passage.text)
            })
            .collect();
        gap.replace("\r\n", "\n").matches(['\n', '\r']).count() < 2
    };
    let above = before.is_some_and(|it| lacks(it, line.start()));
    let below = next.is_some_and(|it| lacks(line.end(), it));
    (if above { "\n" } else { "" }, if below { "\n" } else { "" })
}
