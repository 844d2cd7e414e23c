//! A small word with a capital inside a headline.

use crate::detect::Article;
use crate::lang::{Beside, Lang, Message, Token, TokenKind};
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "title-case-particle",
    group: Group::Structure,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("title_case_particle.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, roles)) = article.passage(at) else { return };
    if article.lang != Lang::Id {
        return;
    }
    let text = placed.passage.prose();
    for (index, block) in placed.passage.blocks.iter().enumerate() {
        if !roles.get(index).is_some_and(|it| it.is_heading()) {
            continue;
        }
        let from = facts.tokens.partition_point(|it| it.span.start() < block.content.start());
        let to = facts.tokens.partition_point(|it| it.span.start() < block.content.end());
        let tokens = facts.tokens.get(from..to).unwrap_or_default();
        if !is_title_case(text, tokens) {
            continue;
        }
        for (place, token) in tokens.iter().enumerate() {
            let word = token.span.of(text);
            let lower = word.to_lowercase();
            let capital = word.starts_with(char::is_uppercase) && word != word.to_uppercase();
            if !capital || !is_small(&lower) || opens(text, tokens, place) {
                continue;
            }
            // "Angel Di Maria", "Dan Brown": part of a name.
            let next = tokens.get(place + 1).map_or("", |it| it.span.of(text));
            let named = facts.candidates.iter().any(|it| it.span.contains(token.span))
                || Lang::Id.pack().lexicon.is_beside(next, Beside::NameBehind);
            if named || facts.is_quoted(token.span) {
                continue;
            }
            let message = Message::new("title-case-particle").with("word", word);
            let title = Message::new("title-case-particle-fix").with("word", &lower);
            findings
                .add(findings.finding(token.span, message).fix(true, title, token.span, &lower));
        }
    }
}

/// One of the particles that are sure to stay small.
fn is_small(word: &str) -> bool {
    Lang::Id.pack().lexicon.is_beside(word, Beside::SmallInTitle)
}

/// Whether most of its other words have a capital, and not all of their letters.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|it| it.kind == TokenKind::Word).map(|it| it.span.of(text));
    let large: Vec<&str> = words.filter(|it| !is_small(it)).collect();
    let capital = large.iter().filter(|it| it.starts_with(char::is_uppercase)).count();
    let shouted = large.iter().filter(|it| 3 < it.len() && **it == it.to_uppercase()).count();
    3 <= large.len() && 3 * large.len() <= 4 * capital && 2 * shouted < large.len()
}

/// First of the headline, or of a part of it.
fn opens(text: &str, tokens: &[Token], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|it| tokens.get(it)).map(|it| it.span.of(text));
    before.is_none_or(|it| {
        matches!(it, ":" | "." | "?" | "!" | "—" | "–" | "“" | "\"" | "‘" | "(" | "|" | "-" | ")")
            || it.starts_with(|it: char| it.is_ascii_digit())
    })
}
