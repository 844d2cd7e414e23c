//! A name in a spelling that the house has replaced by another.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "name-house-style",
    group: Group::Names,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("name_house_style.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    let spellings = findings.profile().spellings(article.lang);
    let pairs: Vec<(String, String)> =
        spellings.map(|(house, other)| (house.to_owned(), other.to_owned())).collect();
    for (house, other) in pairs {
        for (byte, _) in text.match_indices(&other) {
            let span = Span::new(byte, byte + other.len());
            let is_prose = placed
                .passage
                .blocks
                .iter()
                .any(|it| it.kind.is_prose() && it.content.contains(span));
            // The house's spelling may hold the other one: Zelensky, Zelenskyy.
            // "Dynamo Kiev": a club, and not the house's to spell.
            let brand = facts.candidates_in(span).first().is_some_and(|it| {
                it.span == span && (it.runs_on || it.after_capital && !it.titled)
            });
            let own = is_whole(text, span) && !is_part_of(text, span, &other, &house);
            if !is_prose || !own || brand {
                continue;
            }
            let message =
                Message::new("name-house-style").with("house", &house).with("other", &other);
            let finding = findings.finding(span, message);
            // What somebody wrote under this name is called by it.
            let safe = !facts.is_quoted(span);
            let title = Message::new("name-house-style-fix").with("house", &house);
            findings.add(finding.fix(safe, title, span, house.clone()));
        }
    }
}

/// Whether no letter or figure touches the span. A hyphen joins names too.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).and_then(|it| it.chars().next_back());
    let after = text.get(span.end()..).and_then(|it| it.chars().next());
    let joins = |it: char| it.is_alphanumeric() || it == '@' || it == '/';
    !before.is_some_and(|it| joins(it) || it == '-') && !after.is_some_and(joins)
}

/// Whether the span lies inside the house's own spelling.
fn is_part_of(text: &str, span: Span, other: &str, house: &str) -> bool {
    house.match_indices(other).any(|(at, _)| {
        let start = span.start().checked_sub(at);
        let end = start.map(|it| it + house.len());
        start.zip(end).and_then(|(a, b)| text.get(a..b)) == Some(house)
    })
}
