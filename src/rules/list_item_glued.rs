//! A list item that hangs at the end of the paragraph before it.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::Damage;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "list-item-glued",
    group: Group::Structure,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("list_item_glued.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    let text = &placed.passage.text;
    for block in &placed.passage.blocks {
        let Some(marker) = block.marker.filter(|_| block.damage == Some(Damage::GluedItem)) else {
            continue;
        };
        let before = Span::new(0, marker.start()).of(text);
        let gap = Span::new(before.trim_end().len(), marker.start());
        let finding = findings
            .finding(marker, Message::new("list-item-glued").with("item", block.content.of(text)))
            .fix(true, Message::new("list-item-glued-fix"), gap, "\n");
        findings.add(finding);
    }
}
