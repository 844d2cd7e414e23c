//! Two spellings of one name in one article.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::{Article, Facts};
use crate::knowledge::{EntityId, EntityKind, NameKind};
use crate::lang::{Message, is_upper};
use crate::rules::across::some;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "name-spelling-variant",
    group: Group::Names,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("name_spelling_variant.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// Spellings further apart are two names.
const FURTHEST: usize = 2;

/// So many bytes before a name are searched for the bracket that it stands in.
const BRACKET: usize = 120;

/// One name as it is written once. Spans are bytes of the passage.
#[derive(PartialEq)]
struct Spelling {
    entity: EntityId,
    written: Box<str>,
    span: Spot,
    /// The sentence it stands in.
    sentence: Option<u32>,
    /// Of how many words; only forms of as many are compared.
    words: u32,
    /// It is how the facts write it.
    usual: bool,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Spelling>> {
    let (placed, facts, _) = article.passage(at)?;
    let (text, base) = (placed.passage.prose(), &article.base);
    let mut res = Vec::new();
    let bracketed = memchr::memchr(b'(', text.as_bytes()).is_some();
    let is_spelt = |index: &u32| {
        base.meaning(*index)
            .is_some_and(|(entity, kind)| spells(kind) && is_spelt(base.kind(entity)))
    };
    for candidate in &facts.candidates {
        if !candidate.names.iter().any(is_spelt) {
            continue;
        }
        // Part of another name ("Dynamo Kiev", "Kiev Declaration"), a word of
        // a speaker, or a word inside a link.
        let several = candidate.several_words;
        let other = candidate.runs_on || candidate.after_capital && !candidate.titled;
        let linked = placed.passage.links.iter().any(|it| it.contains(candidate.span));
        let gloss = bracketed && is_in_brackets(text, facts, candidate.span);
        if other && !several || facts.is_quoted(candidate.span) || linked || gloss {
            continue;
        }
        let written = in_one_line(candidate.span.of(text));
        if 4 < written.len() && is_upper(&written) {
            continue;
        }
        let words = u32::try_from(written.split([' ', '-']).count()).unwrap_or(u32::MAX);
        let mut seen: Vec<EntityId> = Vec::new();
        let names = candidate.names.iter().filter(|it| is_spelt(it));
        for name in names.filter_map(|it| base.name(*it)) {
            let spelt = name.lang.is_none_or(|it| it == article.lang);
            if spelt && !seen.contains(&name.entity) {
                seen.push(name.entity);
                let usual =
                    matches!(name.kind, NameKind::Name | NameKind::Surname) && name.text == written;
                let (entity, span) = (name.entity, Spot(candidate.span));
                let sentence = facts.sentence_index(span.0.start());
                let sentence = sentence.and_then(|it| u32::try_from(it).ok());
                let written = (&*written).into();
                res.push(Spelling { entity, written, span, sentence, words, usual });
            }
        }
    }
    some(res)
}

/// A name with one blank between its words.
fn in_one_line(name: &str) -> Cow<'_, str> {
    let mut blank = false;
    let plain = name.bytes().all(|it| {
        let twice = std::mem::replace(&mut blank, it == b' ') && it == b' ';
        it.is_ascii() && !it.is_ascii_control() && !twice
    });
    match plain {
        true => Cow::Borrowed(name.trim()),
        false => Cow::Owned(name.split_whitespace().collect::<Vec<&str>>().join(" ")),
    }
}

/// Whose names have one spelling.
fn is_spelt(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Place | EntityKind::Country)
}

/// Names that are spelt, and stand for nothing else.
fn spells(kind: NameKind) -> bool {
    !matches!(
        kind,
        NameKind::Acronym
            | NameKind::Demonym
            | NameKind::Metonym
            | NameKind::Capital
            | NameKind::Formal
    )
}

fn spots(all: &[Spelling]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

/// "Suriah (Inggris: Syria)": a bracket tells how else a name is spelt.
fn is_in_brackets(text: &str, facts: &Facts, name: Span) -> bool {
    let start = facts.sentence_at(name.start()).map_or(0, |it| it.span.start());
    let start = text.ceil_char_boundary(start.max(name.start().saturating_sub(BRACKET)));
    let before = text.get(start..name.start()).unwrap_or_default();
    before.matches('(').count() > before.matches(')').count()
}

fn judge(article: &Article, all: &[(usize, &Vec<Spelling>)], findings: &mut Findings<'_>) {
    let mut order: Vec<(EntityId, u32)> = Vec::new();
    let mut groups: FxHashMap<(EntityId, u32), Vec<(usize, &Spelling)>> = FxHashMap::default();
    for (at, spellings) in all {
        for it in *spellings {
            let list = groups.entry((it.entity, it.words)).or_default();
            if list.is_empty() {
                order.push((it.entity, it.words));
            }
            list.push((*at, it));
        }
    }
    let mut told: FxHashSet<(usize, Span)> = FxHashSet::default();
    for key in order {
        let Some(group) = groups.get(&key) else { continue };
        let Some(right) = preferred(group) else { continue };
        // An article has many mentions and few spellings.
        let mut variants: FxHashMap<&str, bool> = FxHashMap::default();
        for (at, wrong) in group {
            let written = &*wrong.written;
            let variant = *variants.entry(written).or_insert_with(|| is_variant(written, right));
            // "Soeharto atau Suharto": a sentence about the spelling.
            let both = group.iter().any(|(there, it)| {
                there == at && it.sentence == wrong.sentence && *it.written == *right
            });
            if !variant || both || !told.insert((*at, wrong.span.0)) {
                continue;
            }
            let Some(placed) = article.layout.passage(*at) else { continue };
            let span = wrong.span.0.shift(placed.start);
            let message = Message::new("name-spelling-variant")
                .with("wrong", &*wrong.written)
                .with("right", right);
            let title = Message::new("name-spelling-variant-fix").with("right", right);
            let finding = findings.finding(span, message).fix(false, title, span, right);
            findings.add(finding);
        }
    }
}

/// The spelling used most; of two used as often the usual one, then the first.
/// `None` where there is only one.
fn preferred<'a>(group: &[(usize, &'a Spelling)]) -> Option<&'a str> {
    let (_, first) = group.first()?;
    if group.iter().all(|(_, it)| it.written == first.written) {
        return None;
    }
    let mut counts: Vec<(&str, usize, bool)> = Vec::new();
    for (_, it) in group {
        match counts.iter_mut().find(|(written, ..)| **written == *it.written) {
            Some((_, count, _)) => *count += 1,
            None => counts.push((&it.written, 1, it.usual)),
        }
    }
    let mut best: Option<(&str, usize, bool)> = None;
    for it in &counts {
        if best.is_none_or(|best| (best.1, best.2) < (it.1, it.2)) {
            best = Some(*it);
        }
    }
    best.filter(|_| 1 < counts.len()).map(|it| it.0)
}

fn is_variant(written: &str, right: &str) -> bool {
    let initial = |it: &str| it.chars().next();
    // Apostrophes are the typesetter's.
    let plain = |it: &str| it.replace('’', "'");
    plain(written) != plain(right)
        // "Tunis" is no spelling of Tunisia.
        && right.strip_prefix(written).is_none_or(|it| it.chars().count() < 2)
        && initial(written) == initial(right)
        && strsim::damerau_levenshtein(written, right) <= FURTHEST.min(right.chars().count() / 2)
}
