//! A short form in brackets that belongs to something else.

use crate::detect::{Article, Candidate};
use crate::knowledge::{Base, EntityId, EntityKind, Name, NameKind};
use crate::lang::{Lang, Message};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "acronym-mismatch",
    group: Group::Names,
    level: Level::Error,
    fixes: true,
    since: "0.1.0",
    page: include_str!("acronym_mismatch.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    let base = &article.base;
    for pair in facts.candidates.windows(2) {
        let [long, short] = pair else { continue };
        let gap = Span::new(long.span.end(), short.span.start()).of(text);
        let behind = text.get(short.span.end()..).unwrap_or_default();
        if gap.trim() != "(" || !gap.starts_with(' ') || !behind.starts_with(')') {
            continue;
        }
        // One word of a longer name that we do not know has its own short form.
        let part = long.after_capital || long.heads_name && !long.several_words;
        let (Some(named), Some(meant)) = (the_one(base, long, false), the_one(base, short, true))
        else {
            continue;
        };
        let kinds = (base.entry(named).kind, base.entry(meant).kind);
        let comparable = matches!(
            kinds,
            (EntityKind::Country, EntityKind::Country) | (EntityKind::Org, EntityKind::Org)
        );
        let written = short.span.of(text);
        let own = spells(text.get(..long.span.end()).unwrap_or_default(), written);
        if part || own || named == meant || !comparable || facts.is_quoted(long.span) {
            continue;
        }
        let message = Message::new("acronym-mismatch")
            .with("short", written)
            .with("meant", base.entry(meant).name(article.lang))
            .with("long", long.span.of(text));
        let mut finding = findings.finding(short.span, message);
        if let Some(right) = own_short(base, named, short, article.lang) {
            let title = Message::new("acronym-mismatch-fix").with("right", right);
            finding = finding.fix(false, title, short.span, right);
        }
        findings.add(finding);
    }
}

/// Whether the last words with a capital begin with the letters of a short
/// form: "United Seychelles (US)".
fn spells(before: &str, short: &str) -> bool {
    let words = before.split(|it: char| !it.is_alphanumeric()).rev();
    let large = words.filter_map(|it| it.chars().next()).filter(|it| it.is_uppercase());
    large.take(short.chars().count()).eq(short.chars().rev())
}

/// The only entity that a candidate may mean; `short`: by a short form.
fn the_one(base: &Base, candidate: &Candidate, short: bool) -> Option<EntityId> {
    let mut res = None;
    for name in candidate.names.iter().filter_map(|it| base.name(*it)) {
        let fits = is_short(&name) == short
            && !matches!(name.kind, NameKind::Metonym | NameKind::Capital | NameKind::Demonym);
        if !fits || res.is_some_and(|it| it != name.entity) {
            return None;
        }
        res = Some(name.entity);
    }
    res
}

/// "WTO", and blends like "Korut".
fn is_short(name: &Name) -> bool {
    let blend = name.kind == NameKind::Alias && name.text.len() <= 6 && !name.text.contains(' ');
    name.kind == NameKind::Acronym || blend
}

/// Its short form in this language, where there is only one: an acronym for an
/// acronym, a blend for a blend.
fn own_short(base: &Base, entity: EntityId, short: &Candidate, lang: Lang) -> Option<&'static str> {
    let wrong = short.names.first().and_then(|it| base.name(*it))?;
    let mut own: Vec<&'static str> = base
        .all_names(entity)
        .map(|(_, it)| it)
        .filter(|it| is_short(it) && it.lang.is_none_or(|it| it == lang))
        .filter(|it| it.kind == wrong.kind && !it.text.contains('.'))
        .map(|it| it.text)
        .collect();
    own.sort_unstable();
    own.dedup();
    match own.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
