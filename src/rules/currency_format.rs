//! Amounts in rupiah that are written in two ways, or not in the house's.

use crate::detect::Article;
use crate::lang::{Lang, Message};
use crate::rules::across::some;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "currency-format",
    group: Group::Numbers,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("currency_format.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// An amount: from its Rp to its first figure. Bytes of the passage.
#[derive(PartialEq)]
struct Amount {
    span: Spot,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Rp3
    Joined,
    /// Rp 3
    Spaced,
    /// Rp.3, Rp. 3
    Stopped,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Amount>> {
    if article.lang != Lang::Id {
        return None;
    }
    let (placed, facts, _) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res = Vec::new();
    for block in placed.passage.blocks.iter().filter(|it| it.kind.is_prose()) {
        let content = block.content.of(text);
        for (byte, _) in content.match_indices("Rp") {
            let before = content.get(..byte).and_then(|it| it.chars().next_back());
            let rest = content.get(byte + 2..).unwrap_or_default();
            let stopped = rest.starts_with('.');
            let figure = rest.trim_start_matches('.').trim_start_matches([' ', '\u{a0}']);
            let gap = rest.len() - figure.len();
            if before.is_some_and(char::is_alphanumeric)
                || !figure.starts_with(|it: char| it.is_ascii_digit())
                || 3 < gap
            {
                continue;
            }
            let start = block.content.start() + byte;
            let shape = match (stopped, gap) {
                (true, _) => Shape::Stopped,
                (false, 0) => Shape::Joined,
                _ => Shape::Spaced,
            };
            let span = Span::new(start, start + 2 + gap);
            if !facts.is_quoted(span) {
                res.push(Amount { span: Spot(span), shape });
            }
        }
    }
    some(res)
}

fn spots(all: &[Amount]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Amount>)], findings: &mut Findings<'_>) {
    let profile = findings.profile();
    let Some(spaced) = profile.rupiah_is_spaced(article.lang) else { return };
    let chosen = profile.chosen;
    let house = if spaced { Shape::Spaced } else { Shape::Joined };
    let shapes = || all.iter().flat_map(|(_, it)| it.iter()).map(|it| it.shape);
    let has = |shape: Shape| shapes().any(|it| it == shape);
    // Nobody has chosen, and the article is of one mind: then it is right.
    let mixed = has(Shape::Joined) && has(Shape::Spaced);
    let right = match (chosen || mixed, has(Shape::Spaced)) {
        (false, true) => Shape::Spaced,
        _ => house,
    };
    let new = if right == Shape::Spaced { "Rp\u{a0}" } else { "Rp" };
    let shown = if right == Shape::Spaced { "Rp 1.000" } else { "Rp1.000" };
    for (at, amounts) in all {
        let Some(placed) = article.layout.passage(*at) else { continue };
        for amount in amounts.iter().filter(|it| it.shape != right) {
            let span = amount.span.0.shift(placed.start);
            let message = Message::new("currency-format").with("house", shown);
            let title = Message::new("currency-format-fix").with("house", shown);
            findings.add(findings.finding(span, message).fix(true, title, span, new));
        }
    }
}
