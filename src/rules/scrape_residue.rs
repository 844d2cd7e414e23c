//! Page furniture that was copied with the article.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::BlockKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "scrape-residue",
    group: Group::Structure,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("scrape_residue.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    let text = &placed.passage.text;
    for block in placed.passage.blocks.iter().filter(|it| it.kind == BlockKind::Residue) {
        let rest = text.get(block.span.end()..).unwrap_or_default();
        // With the line's end, and the blank lines behind it.
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let end = block.span.end() + blank;
        let title = Message::new("scrape-residue-fix");
        let finding = findings.finding(block.content, Message::new("scrape-residue")).fix(
            false,
            title,
            Span::new(block.span.start(), end),
            "",
        );
        findings.add(finding);
    }
}
