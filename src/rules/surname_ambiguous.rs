//! A bare surname that two people of the article share.

use crate::detect::{Article, Form};
use crate::knowledge::{Base, EntityId, EntityKind};
use crate::lang::{Beside, Message};
use crate::rules::across::some;
use crate::rules::beside::before;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "surname-ambiguous",
    group: Group::Names,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("surname_ambiguous.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

#[derive(PartialEq)]
enum Named {
    /// By the full name.
    Full(EntityId),
    /// By one word.
    Bare { written: String, span: Spot },
}

fn gather(article: &Article, at: usize) -> Option<Vec<Named>> {
    let (placed, facts, roles) = article.passage(at)?;
    if facts.candidates.is_empty() {
        return None;
    }
    let (text, base) = (placed.passage.prose(), &article.base);
    let full: Vec<(EntityId, Span)> = article
        .names_of(at)
        .filter(|(it, form, _)| *form == Form::Full && base.kind(*it) == EntityKind::Person)
        .map(|(it, _, span)| (it, span))
        .collect();
    let mut res = Vec::new();
    for candidate in &facts.candidates {
        // Both are in order, and no name lies over another.
        let named = full.partition_point(|it| it.1.start() < candidate.span.start());
        if let Some((person, _)) = full.get(named).filter(|it| it.1 == candidate.span) {
            res.push(Named::Full(*person));
            continue;
        }
        if candidate.several_words || candidate.runs_on || candidate.after_capital {
            continue;
        }
        let block = facts.sentence_at(candidate.span.start()).map(|it| it.block);
        let heading = block.and_then(|it| roles.get(it)).is_none_or(|it| it.is_heading());
        // "Mrs Clinton": the reader can tell.
        let before = before(text, candidate.span.start());
        let before = before.split_whitespace().next_back().unwrap_or_default();
        let lexicon = &article.lang.pack().lexicon;
        let told = lexicon.is_beside(before.trim_end_matches('.'), Beside::Courtesy)
            || lexicon.is_beside(before, Beside::Modifies);
        if candidate.titled || told || heading || facts.is_quoted(candidate.span) {
            continue;
        }
        let mut names = candidate.names.iter().filter_map(|it| base.meaning(*it));
        if names.any(|it| base.kind(it.0) == EntityKind::Person) {
            let written = candidate.span.of(text).to_owned();
            res.push(Named::Bare { written, span: Spot(candidate.span) });
        }
    }
    some(res)
}

fn spots(all: &[Named]) -> Vec<Span> {
    let bare = all.iter().filter_map(|it| match it {
        Named::Full(_) => None,
        Named::Bare { span, .. } => Some(span.0),
    });
    bare.collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Named>)], findings: &mut Findings<'_>) {
    let mut met: Vec<EntityId> = Vec::new();
    for (at, list) in all {
        for named in *list {
            let (written, span) = match named {
                Named::Full(person) => {
                    met.retain(|it| it != person);
                    met.push(*person);
                    continue;
                }
                Named::Bare { written, span } => (written, span),
            };
            let mut both = met.iter().rev().filter(|it| goes_by(&article.base, **it, written));
            let (Some(last), Some(other)) = (both.next(), both.next()) else { continue };
            let Some(placed) = article.layout.passage(*at) else { continue };
            let span = span.0.shift(placed.start);
            let name = |it: &EntityId| article.base.entry(*it).name(article.lang);
            let message = Message::new("surname-ambiguous")
                .with("short", written)
                .with("one", name(other))
                .with("two", name(last));
            let mut finding = findings.finding(span, message);
            for person in [other, last] {
                let title = Message::new("surname-ambiguous-fix").with("full", name(person));
                finding = finding.fix(false, title, span, name(person));
            }
            findings.add(finding);
        }
    }
}

/// Whether the person's surname is this word; where the facts name none, the
/// first word of the name, as in Korea and China.
fn goes_by(base: &Base, person: EntityId, word: &str) -> bool {
    let entry = base.entry(person);
    match entry.surname {
        Some(surname) => surname == word,
        None => entry.name_en.split(' ').next() == Some(word),
    }
}
