//! A short form that is spelled out twice, or that stands for two things.

use rustc_hash::FxHashMap;

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "acronym-redefined",
    group: Group::Names,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("acronym_redefined.md"),
    check: Check::Article(check),
};

fn check(article: &Article, findings: &mut Findings<'_>) {
    let mut seen: FxHashMap<&str, (Span, String)> = FxHashMap::default();
    for (placed, facts, roles) in article.passages() {
        let text = placed.passage.prose();
        for acronym in &facts.acronyms {
            let block =
                placed.passage.blocks.iter().position(|it| it.content.contains(acronym.span));
            // A headline is read on its own.
            if block.and_then(|it| roles.get(it)).is_none_or(|it| it.is_heading()) {
                continue;
            }
            // A speaker's words are not ours to shorten.
            if facts.is_quoted(acronym.span) {
                continue;
            }
            let short = acronym.short.of(text);
            let long = acronym.long.of(text).split_whitespace().collect::<Vec<&str>>().join(" ");
            let span = acronym.span.shift(placed.start);
            let Some((first, meaning)) = seen.get(short) else {
                seen.insert(short, (span, long.to_lowercase()));
                continue;
            };
            let same = *meaning == long.to_lowercase();
            let key = if same { "acronym-redefined" } else { "acronym-two-meanings" };
            let message = Message::new(key).with("short", short).with("long", &long);
            let mut finding = findings
                .finding(span, message)
                .related(*first, Message::new("acronym-redefined-first").with("short", short));
            if same {
                let title = Message::new("acronym-redefined-fix").with("short", short);
                finding = finding.fix(false, title, span, short);
            } else {
                finding.level = Level::Warning;
            }
            findings.add(finding);
        }
    }
}
