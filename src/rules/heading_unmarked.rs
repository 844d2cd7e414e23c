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
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, _, roles)) = article.passage(at) else { return };
    for ((block, role), apart) in placed.passage.blocks.iter().zip(roles).zip(article.apart(at)) {
        let Role::Heading { bare: true, .. } = role else { continue };
        let span = block.content;
        let missing = |is_there: bool| if is_there { "" } else { "\n" };
        let (above, below) = (missing(apart.0), missing(apart.1));
        let (mark, title) = match article.layout.format {
            Format::Markdown => ("## ", "heading-unmarked-fix-markdown"),
            // A page is not mended by hand.
            Format::Html => continue,
            // Plain text has no mark: a line that stands free is a heading.
            Format::Plain if apart == (true, true) => continue,
            Format::Plain => ("", "heading-unmarked-fix-plain"),
        };
        let mut edits = vec![(Span::new(span.start(), span.start()), format!("{above}{mark}"))];
        edits.push((Span::new(span.end(), span.end()), below.to_owned()));
        edits.retain(|(_, text)| !text.is_empty());
        let finding = findings.finding(span, Message::new("heading-unmarked"));
        findings.add(finding.fix_all(mark.is_empty(), Message::new(title), edits));
    }
}
