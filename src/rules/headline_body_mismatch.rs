//! What the headline says and the article does not.

use rustc_hash::FxHashSet;

use crate::detect::{Article, Form, Sentence};
use crate::knowledge::{EntityId, EntityKind};
use crate::lang::{Beside, Lang, Message, TokenKind, tokens};
use crate::rules::across::trim;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::Role;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "headline-body-mismatch",
    group: Group::Structure,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("headline_body_mismatch.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// A shorter text is not written yet.
const SHORTEST: usize = 25;

/// What a passage has to say of it. Spans are bytes of the passage.
#[derive(Default, PartialEq)]
struct Extract {
    /// Numbers and names of the headline.
    numbers: Vec<(Spot, String, u64)>,
    names: Vec<(Spot, String, EntityId)>,
    /// Those of the body.
    values: Vec<u64>,
    entities: Vec<EntityId>,
    /// Of the body, as far as they count.
    words: usize,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let lexicon = &article.lang.pack().lexicon;
    let mut res = Extract::default();
    if let Some(title) = placed.passage.meta.as_ref().and_then(|it| it.title_span) {
        let source = &placed.passage.text;
        res.numbers = of_title(source, title, article.lang);
        return (!res.numbers.is_empty()).then_some(res);
    }
    let is_title = |at: usize| matches!(roles.get(at), Some(Role::Title { .. }));
    let heading = |at: usize| roles.get(at).is_none_or(|it| it.is_heading());
    for it in &facts.quantities {
        let Some(sentence) = facts.sentences.get(it.sentence) else { continue };
        let Some(value) = it.value.filter(|it| 0.0 <= *it && *it < 1e15).map(bits) else {
            continue;
        };
        if is_title(sentence.block) {
            let next = facts.tokens.get(it.end).map_or("", |it| it.span.of(text));
            let plain = is_free(text, it.span)
                && !facts.dates.iter().any(|date| date.span.overlaps(it.span))
                && !is_year(it.span.of(text))
                && !lexicon.is_beside(next, Beside::Span);
            if plain {
                res.numbers.push((Spot(it.whole), it.whole.of(text).to_owned(), value));
            }
        } else if !heading(sentence.block) {
            res.values.push(value);
        }
    }
    // "President Ronald Reagan's address": the article is his words.
    let speech = |sentence: &Sentence| {
        let mut words = facts.tokens_of(sentence).iter().map(|it| it.span.of(text));
        words.any(|it| lexicon.is_beside(it, Beside::Transcript))
    };
    for (entity, form, span) in article.names_of(at) {
        let Some(sentence) = facts.sentence_at(span.start()) else { continue };
        let candidate = facts.candidates_in(span).first().filter(|it| it.span == span);
        if !is_title(sentence.block) {
            res.entities.push(entity);
        } else if candidate
            .is_some_and(|it| it.sure == Some(entity) && !it.runs_on && !it.after_capital)
            && form != Form::Metonym
            && !speech(sentence)
            && article.base.entry(entity).kind == EntityKind::Person
        {
            res.names.push((Spot(span), span.of(text).to_owned(), entity));
        }
    }
    for sentence in &facts.sentences {
        if res.words < SHORTEST && !heading(sentence.block) {
            let words = facts.tokens_of(sentence).iter();
            res.words += words.filter(|it| it.kind == TokenKind::Word).count();
        }
    }
    res.words = res.words.min(SHORTEST);
    trim(&mut res.values);
    trim(&mut res.entities);
    (res != Extract::default()).then_some(res)
}

/// The numbers of the front matter's title.
fn of_title(source: &str, title: Span, lang: Lang) -> Vec<(Spot, String, u64)> {
    let lexicon = &lang.pack().lexicon;
    let magnitude = |word: &str| lexicon.magnitude(word);
    let mut res = Vec::new();
    let words = tokens(source, title);
    let mut at = 0;
    while let Some(token) = words.get(at) {
        at += 1;
        let Some(mut value) = whole(token.span.of(source), lang) else { continue };
        let mut span = token.span;
        // "Six thousand"
        while let Some(times) = words.get(at).and_then(|it| magnitude(it.span.of(source))) {
            span = words.get(at).map_or(span, |it| span.cover(it.span));
            value *= times;
            at += 1;
        }
        let next = words.get(at).map_or("", |it| it.span.of(source));
        if is_free(source, span) && !lexicon.is_beside(next, Beside::Span) {
            res.push((Spot(span), span.of(source).to_owned(), bits(value)));
        }
    }
    res
}

fn bits(value: f64) -> u64 {
    value.to_bits()
}

/// A number of the front matter's title.
fn whole(word: &str, lang: Lang) -> Option<f64> {
    let digits = word.bytes().all(|it| it.is_ascii_digit());
    let value = if digits { word.parse().ok() } else { lang.pack().lexicon.numeral(word) };
    value.filter(|_| !is_year(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// Not a part of a code or of a name ("G7", "F-16", "'16").
fn is_free(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).and_then(|it| it.chars().next_back());
    let behind = text.get(span.end()..).and_then(|it| it.chars().next());
    before.is_none_or(|it| it.is_whitespace() || matches!(it, '"' | '“' | '\'' | '$' | 'p'))
        && behind.is_none_or(|it| {
            it.is_whitespace() || matches!(it, ',' | ':' | '.' | '?' | '%' | '"' | '”' | '\'')
        })
}

fn spots(extract: &Extract) -> Vec<Span> {
    let numbers = extract.numbers.iter().map(|it| it.0.0);
    numbers.chain(extract.names.iter().map(|it| it.0.0)).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    // Most headlines promise nothing, and then the body is not asked.
    let heads: Vec<&(usize, &Extract)> =
        all.iter().filter(|it| !it.1.numbers.is_empty() || !it.1.names.is_empty()).collect();
    let words = || all.iter().map(|(_, it)| it.words).sum::<usize>();
    if heads.is_empty() || words() < SHORTEST {
        return;
    }
    let values = || all.iter().flat_map(|(_, it)| it.values.iter().map(|it| f64::from_bits(*it)));
    let mut entities = FxHashSet::default();
    if heads.iter().any(|it| !it.1.names.is_empty()) {
        entities.extend(all.iter().flat_map(|(_, it)| it.entities.iter().copied()));
    }
    for (at, extract) in heads {
        let Some(placed) = article.layout.passage(*at) else { continue };
        for (span, written, value) in &extract.numbers {
            let told = f64::from_bits(*value);
            // Rounded, or one and nobody counts to one.
            if 1.0 < told && values().next().is_some() && !values().any(|it| is_near(told, it)) {
                let message = Message::new("headline-number").with("number", written);
                findings.report(span.0.shift(placed.start), message);
            }
        }
        for (span, written, entity) in &extract.names {
            if !entities.contains(entity) {
                let message = Message::new("headline-name").with("name", written);
                findings.report(span.0.shift(placed.start), message);
            }
        }
    }
}

/// The same, or the one rounded from the other.
fn is_near(a: f64, b: f64) -> bool {
    a == b || 20.0 <= a && (a - b).abs() <= 0.1 * a.max(b)
}
