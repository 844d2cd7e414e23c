//! A short form that is spelled out twice, or that stands for two things.

use rustc_hash::FxHashMap;

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "acronym-redefined",
    group: Group::Names,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("acronym_redefined.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// A short form that a passage spells out.
#[derive(PartialEq)]
struct Bound {
    /// Bytes of the passage.
    span: Spot,
    short: String,
    long: String,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Bound>> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res = Vec::new();
    for acronym in &facts.acronyms {
        let block = placed.passage.blocks.iter().position(|it| it.content.contains(acronym.span));
        // A headline is read on its own.
        if block.and_then(|it| roles.get(it)).is_none_or(|it| it.is_heading()) {
            continue;
        }
        // A speaker's words are not ours to shorten.
        if facts.is_quoted(acronym.span) {
            continue;
        }
        let long = acronym.long.of(text).split_whitespace().collect::<Vec<&str>>().join(" ");
        let short = acronym.short.of(text).to_owned();
        res.push(Bound { span: Spot(acronym.span), short, long });
    }
    (!res.is_empty()).then_some(res)
}

fn spots(all: &[Bound]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Bound>)], findings: &mut Findings<'_>) {
    let mut seen: FxHashMap<&str, (Span, String)> = FxHashMap::default();
    for (at, bound) in all {
        let Some(placed) = article.layout.passage(*at) else { continue };
        for Bound { span, short, long } in *bound {
            let span = span.0.shift(placed.start);
            let Some((first, meaning)) = seen.get(short.as_str()) else {
                seen.insert(short, (span, long.to_lowercase()));
                continue;
            };
            let same = *meaning == long.to_lowercase();
            let key = if same { "acronym-redefined" } else { "acronym-two-meanings" };
            let message = Message::new(key).with("short", short).with("long", long);
            let mut finding = findings
                .finding(span, message)
                .related(*first, Message::new("acronym-redefined-first").with("short", short));
            if same {
                let title = Message::new("acronym-redefined-fix").with("short", short);
                finding = finding.fix(false, title, span, short.clone());
            } else {
                finding.level = Level::Warning;
            }
            findings.add(finding);
        }
    }
}
