//! A difference of two percentages that is called a percentage.

use crate::detect::{Article, Unit};
use crate::lang::{Message, Phrase};
use crate::rules::change;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "percent-vs-point",
    group: Group::Numbers,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("percent_vs_point.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    for sentence in &facts.sentences {
        let Some(change) = change::read(text, facts, sentence, article.lang) else { continue };
        let wrong = change.of_percentages
            && change.said.unit == Unit::Percent
            && change.fits(change.difference)
            && !change.fits(change.relative);
        if !wrong || facts.is_quoted(change.said.span) {
            continue;
        }
        let figure = change.said.span.of(text);
        let phrase = if figure == "1" { Phrase::Point } else { Phrase::Points };
        let unit = article.lang.pack().lexicon.phrase(phrase);
        let right = format!("{figure} {unit}");
        let message = Message::new("percent-vs-point").with("right", &right);
        let title = Message::new("percent-vs-point-fix").with("right", &right);
        let behind = Span::new(change.said.span.end(), change.said.whole.end());
        let finding = findings.finding(change.said.whole, message).fix(
            false,
            title,
            behind,
            format!(" {unit}"),
        );
        findings.add(finding);
    }
}
