//! A short form that is used and never spelled out.

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::{Article, Candidate, Facts};
use crate::knowledge::{Base, EntityId, EntityKind, NameKind};
use crate::lang::{Beside, List, Message, Token, TokenKind, is_upper};
use crate::rules::across::trim;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "acronym-undefined",
    group: Group::Names,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("acronym_undefined.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// From so many letters on it is a name's word where its neighbour is in
/// capitals, too.
const NAME: usize = 5;

/// Somebody's initials have so many letters at most.
const INITIALS: usize = 3;

/// A short form has so many letters at least.
const SHORTEST: usize = 2;

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    used: Vec<Used>,
    /// Short forms that are explained here.
    told: Vec<String>,
    /// First letters of the capitalised words in a row, where they are more than a short
    /// form has at least.
    initials: Vec<String>,
    /// Things that are named in full.
    full: Vec<EntityId>,
}

#[derive(PartialEq)]
struct Used {
    short: String,
    /// Bytes of the passage.
    span: Spot,
    entity: Option<EntityId>,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, roles) = article.passage(at)?;
    let (text, base) = (placed.passage.prose(), &article.base);
    let lexicon = &article.lang.pack().lexicon;
    let mut res = Extract { used: vec![], told: vec![], initials: vec![], full: vec![] };
    res.told.extend(facts.acronyms.iter().map(|it| it.short.of(text).to_owned()));
    res.full.extend(facts.candidates.iter().flat_map(|it| full(base, it)));
    for sentence in &facts.sentences {
        let heading = roles.get(sentence.block).is_none_or(|it| it.is_heading());
        let tokens = facts.tokens_of(sentence);
        let mut run = String::new();
        // "TAPPER: …", a line that shouts.
        let words = tokens.iter().filter(|it| it.kind == TokenKind::Word);
        // "Tersangka HS": somebody who is not to be named.
        let initials = |it: &Token| lexicon.is_beside(it.span.of(text), Beside::Initials);
        let person = LazyCell::new(|| words.clone().any(initials));
        let loud = |it: &&Token| 1 < it.span.len() && is_upper(it.span.of(text));
        let shouts = LazyCell::new(|| {
            let loud = words.clone().filter(loud).count();
            3 <= loud && words.clone().count() < 2 * loud
        });
        for (index, token) in tokens.iter().enumerate() {
            let named = token.capital || token.kind == TokenKind::Number;
            if !named && run.is_empty() && token.span.len() != 2 {
                continue;
            }
            let word = token.span.of(text);
            match word.chars().next() {
                Some(first) if token.capital => run.push(first),
                _ if run.is_empty() => {}
                _ if 3 <= word.len() || token.kind != TokenKind::Word => {
                    let done = std::mem::take(&mut run);
                    res.initials.extend((SHORTEST < done.len()).then_some(done));
                }
                _ => {}
            }
            // No name and no short form begins otherwise.
            if !named && word != "al" {
                continue;
            }
            // No character has more than four bytes.
            let shape = (SHORTEST..=24).contains(&word.len())
                && word.chars().all(char::is_uppercase)
                && (SHORTEST..=6).contains(&word.chars().count())
                && !word.chars().all(|it| "IVXLCM".contains(it));
            let near = |it: Option<usize>| {
                it.and_then(|it| tokens.get(it)).map_or("", |it| it.span.of(text))
            };
            let (before, behind) = (near(index.checked_sub(1)), near(Some(index + 1)));
            let entity = stands_for(base, facts, token);
            if !shape && entity.is_none() || heading || *shouts || facts.is_quoted(token.span) {
                continue;
            }
            if lexicon.is_listed(word, List::KnownAcronym) {
                continue;
            }
            if is_glued(word, before, behind) || word.len() <= INITIALS && *person {
                continue;
            }
            // "modal asing (MA)", "Komisi X atau KX": the words before it tell it.
            // "VCD (video compact disk)": those behind it.
            if before == "(" && behind == ")"
                || lexicon.is_beside(before, Beside::Spelled)
                || behind == "(" && is_told_behind(word, text, tokens.get(index + 2..))
            {
                res.told.push(word.to_owned());
            }
            res.used.push(Used { short: word.to_owned(), span: Spot(token.span), entity });
        }
        res.initials.extend((SHORTEST < run.len()).then_some(run));
    }
    let empty = res.used.is_empty() && res.told.is_empty() && res.full.is_empty();
    trim(&mut res.full);
    trim(&mut res.initials);
    (!empty || !res.initials.is_empty()).then_some(res)
}

/// Whom a word names as a short form.
fn stands_for(base: &Base, facts: &Facts, token: &Token) -> Option<EntityId> {
    let at = facts.candidates.partition_point(|it| it.span.start() < token.span.start());
    let candidate = facts.candidates.get(at).filter(|it| it.span == token.span)?;
    let may = |it: &&u32| {
        let kind = base.meaning(**it).map(|it| it.1);
        matches!(kind, Some(NameKind::Acronym | NameKind::Alias))
    };
    let names = candidate.names.iter().filter(may).filter_map(|it| base.name(*it));
    names.into_iter().find(|it| is_short(it.kind, it.text)).map(|it| it.entity)
}

/// What a candidate names in full.
fn full(base: &Base, candidate: &Candidate) -> impl Iterator<Item = EntityId> {
    let names = candidate.names.iter().filter_map(|it| base.meaning(*it));
    let full =
        names.filter(|it| matches!(it.1, NameKind::Name | NameKind::Formal | NameKind::Demonym));
    full.map(|it| it.0)
}

/// A flight, a party behind a name, a label, part of a longer name, a word
/// among others that shout.
fn is_glued(word: &str, before: &str, behind: &str) -> bool {
    let loud = |it: &str| 2 <= it.len() && is_upper(it) && it.starts_with(char::is_alphabetic);
    loud(before) && loud(behind)
        // "USA TODAY"
        || (loud(before) || loud(behind)) && NAME <= word.len()
        || matches!(before, "-" | "/" | "&" | "." | "@" | "#")
        || matches!(behind, "-" | "/" | "&" | ":" | "@")
        || behind.starts_with(|it: char| it.is_ascii_digit())
}

/// Whether the words up to a bracket begin with the letters of a short form.
fn is_told_behind(short: &str, text: &str, tokens: Option<&[Token]>) -> bool {
    let within = tokens.unwrap_or_default().iter().map(|it| it.span.of(text));
    let words = within.take_while(|it| *it != ")").take(2 * short.len());
    let initials: String =
        words.filter_map(|it| it.chars().find(|it| it.is_alphabetic())).collect();
    let mut initials = initials.chars().flat_map(char::to_uppercase);
    short.chars().all(|want| initials.any(|it| it == want))
}

fn is_short(kind: NameKind, text: &str) -> bool {
    kind == NameKind::Acronym
        || kind == NameKind::Alias && text.len() <= 6 && text.starts_with("Kor")
}

fn spots(it: &Extract) -> Vec<Span> {
    it.used.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    let told: FxHashSet<&str> =
        all.iter().flat_map(|(_, it)| it.told.iter().map(String::as_str)).collect();
    let initials: FxHashSet<&str> =
        all.iter().flat_map(|(_, it)| it.initials.iter().map(String::as_str)).collect();
    let full: FxHashSet<EntityId> =
        all.iter().flat_map(|(_, it)| it.full.iter().copied()).collect();
    let mut used: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, it) in all {
        for it in &it.used {
            *used.entry(&it.short).or_default() += 1;
        }
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (at, extract) in all {
        for it in &extract.used {
            let short = it.short.as_str();
            let known = told.contains(short)
                || initials.iter().any(|it| it.contains(short))
                || it.entity.is_some_and(|it| full.contains(&it));
            if used.get(short).is_none_or(|it| *it < 2) || known || !seen.insert(short) {
                continue;
            }
            let Some(placed) = article.layout.passage(*at) else { continue };
            let span = it.span.0.shift(placed.start);
            let message = Message::new("acronym-undefined").with("short", short);
            let mut finding = findings.finding(span, message);
            let entry = it.entity.map(|it| article.base.entry(it));
            if let Some(entry) =
                entry.filter(|it| matches!(it.kind, EntityKind::Country | EntityKind::Org))
            {
                let long = format!("{} ({short})", entry.name(article.lang));
                let title = Message::new("acronym-undefined-fix").with("long", &long);
                finding = finding.fix(false, title, span, long);
            }
            findings.add(finding);
        }
    }
}
