//! A change that does not follow from the two values beside it.

use crate::detect::{Article, Unit};
use crate::lang::Message;
use crate::rules::change;
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "arithmetic-mismatch",
    group: Group::Numbers,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("arithmetic_mismatch.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    for sentence in &facts.sentences {
        let Some(change) = change::read(text, facts, sentence, article.lang) else { continue };
        let point = change.said.unit == Unit::Point;
        let right = match (change.of_percentages, point) {
            // Basis points and points of an index are another matter.
            (false, true) => continue,
            (true, true) => change.fits(change.difference),
            (true, false) => change.fits(change.difference) || change.fits(change.relative),
            (false, false) => change.fits(change.relative),
        };
        let basis = change.said.whole.of(text).to_lowercase().contains("basis");
        if right || basis || facts.is_quoted(change.said.span) {
            continue;
        }
        let (low, high) = if point { change.difference } else { change.relative };
        let computed = change::written((low + high) / 2.0, change.said.step, article.lang);
        let message = Message::new("arithmetic-mismatch")
            .with("said", change.said.span.of(text))
            .with("right", &computed);
        let title = Message::new("arithmetic-mismatch-fix").with("right", &computed);
        let mut finding = findings.finding(change.said.whole, message);
        if !change.said.word {
            finding = finding.fix(false, title, change.said.span, computed);
        }
        findings.add(finding);
    }
}
