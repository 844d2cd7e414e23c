//! A source of flesh and blood that is not named.

use crate::detect::Article;
use crate::lang::{Beside, List, Message};
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "anonymous-source",
    group: Group::Attribution,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("anonymous_source.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, roles)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    for sentence in &facts.sentences {
        if roles.get(sentence.block).is_some_and(|it| it.is_heading()) {
            continue;
        }
        let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
        // Once for each sentence: "an official … on condition of anonymity".
        let hidden = marks.iter().find(|it| {
            // "He declined to be named a hero."
            let next = facts.tokens.get(it.end as usize).map_or("", |it| it.span.of(text));
            it.list == List::Anonymous
                && !facts.is_quoted(it.span)
                && !article.lang.pack().lexicon.is_beside(next, Beside::Called)
        });
        let Some(hidden) = hidden else { continue };
        let reason = marks.iter().any(|it| {
            hidden.span.start() <= it.span.start() && matches!(it.list, List::Causal | List::Reason)
        });
        let key = if reason { "anonymous-source" } else { "anonymous-source-no-reason" };
        findings.report(hidden.span, Message::new(key).with("source", hidden.span.of(text)));
    }
}
