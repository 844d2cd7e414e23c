//! A list marker that stands alone, its text on a later line.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::Damage;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "list-marker-broken",
    group: Group::Structure,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("list_marker_broken.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, ..)) = article.passage(at) else { return };
    for block in &placed.passage.blocks {
        let Some(marker) = block.marker.filter(|_| block.damage == Some(Damage::LoneMarker)) else {
            continue;
        };
        let gap = Span::new(marker.end(), block.content.start());
        let finding = findings.finding(marker, Message::new("list-marker-broken")).fix(
            true,
            Message::new("list-marker-broken-fix"),
            gap,
            " ",
        );
        findings.add(finding);
    }
}
