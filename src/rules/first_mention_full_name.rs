//! A person who is first named by a surname alone.

use crate::detect::{Article, Form};
use crate::knowledge::{EntityId, EntityKind};
use crate::lang::{Beside, Message};
use crate::rules::across::some;
use crate::rules::beside::before;
use crate::rules::office;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "first-mention-full-name",
    group: Group::Names,
    level: Level::Information,
    fixes: true,
    since: "0.1.0",
    page: include_str!("first_mention_full_name.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// A person, named once outside headlines and quotations.
#[derive(PartialEq)]
struct Named {
    person: EntityId,
    /// Bytes of the passage.
    span: Spot,
    written: String,
    full: bool,
    /// A title stands before it.
    titled: bool,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Named>> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res: Vec<Named> = Vec::new();
    for (person, form, span) in article.names_of(at) {
        if article.base.entry(person).kind != EntityKind::Person {
            continue;
        }
        let block = facts.sentence_at(span.start()).map(|it| it.block);
        let heading = block.and_then(|it| roles.get(it)).is_none_or(|it| it.is_heading());
        if heading || facts.is_quoted(span) {
            continue;
        }
        let candidate = facts.candidates_in(span).first();
        // Part of a longer name, or of a place: "Plains of Arafat".
        let of = text.get(..span.start()).unwrap_or_default();
        let of = of.ends_with("of ") || of.ends_with(['(', '/']);
        let other = candidate.is_some_and(|it| {
            !it.titled
                && !it.several_words
                && (it.after_capital || office::is_anothers(text, facts, span, article.lang))
        });
        // "Reagan-era rules", "the Obama years".
        let joined = text.get(span.end()..).is_some_and(|it| it.starts_with(['-', '‑']));
        let before = before(text, span.start()).trim_end();
        let before = before.rsplit(' ').next().unwrap_or_default();
        let modifies = article.lang.pack().lexicon.is_beside(before, Beside::Modifies);
        if other || of || joined || modifies {
            continue;
        }
        let titled = candidate.is_some_and(|it| it.titled);
        // A nickname that everybody knows counts as a full name.
        let written = span.of(text);
        let one = article.lang.pack().lexicon.is_beside(written, Beside::OneName);
        let full = form != Form::Short || one;
        let (span, written) = (Spot(span), written.to_owned());
        res.push(Named { person, span, written, full, titled });
    }
    some(res)
}

fn spots(all: &[Named]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Named>)], findings: &mut Findings<'_>) {
    let mut seen: Vec<EntityId> = Vec::new();
    let each = || all.iter().flat_map(|(at, it)| it.iter().map(|it| (*at, it)));
    for (at, named) in each() {
        if seen.contains(&named.person) {
            continue;
        }
        seen.push(named.person);
        let entry = article.base.entry(named.person);
        let name = entry.name(article.lang);
        // Some people have one name.
        if named.full || !name.contains(' ') {
            continue;
        }
        let later = each().find(|(_, it)| it.person == named.person && it.full);
        if named.titled && later.is_none() {
            continue;
        }
        let Some(placed) = article.layout.passage(at) else { continue };
        let span = named.span.0.shift(placed.start);
        let full = later.map_or(name, |(_, it)| it.written.as_str());
        let message = Message::new("first-mention-full-name")
            .with("short", &named.written)
            .with("full", full);
        let title = Message::new("first-mention-full-name-fix").with("full", full);
        let mut finding = findings.finding(span, message).fix(false, title, span, full);
        if let Some((at, it)) = later
            && let Some(placed) = article.layout.passage(at)
        {
            let here = Message::new("first-mention-here").with("full", full);
            finding = finding.related(it.span.0.shift(placed.start), here);
        }
        findings.add(finding);
    }
}
