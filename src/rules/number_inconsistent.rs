//! Two counts of the same dead, or wounded, that cannot both hold.

use std::cell::LazyCell;

use crate::detect::{Article, Facts, Quantity, Sentence, Unit};
use crate::lang::{Beside, Lang, List, Message};
use crate::rules::across::some;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "number-inconsistent",
    group: Group::Numbers,
    level: Level::Warning,
    fixes: false,
    since: "0.1.0",
    page: include_str!("number_inconsistent.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// A count of people something befell. Spans are bytes of the passage.
#[derive(PartialEq)]
struct Count {
    span: Spot,
    written: String,
    value: u64,
    fate: &'static str,
    /// Whose word it is, if it is somebody's.
    source: Option<String>,
    /// Tells what happened ("menewaskan 12 orang"), or refers back to it
    /// ("keluarga 14 korban tewas", "the 14 dead").
    back: bool,
    /// An estimate, an update, a part, another day.
    loose: bool,
}

/// What may befall people, with the verb before a number of them and the words
/// behind it.
const FATES: [(&str, Beside, Beside); 2] =
    [("dead", Beside::Killing, Beside::Dead), ("hurt", Beside::Hurting, Beside::Hurt)];

fn gather(article: &Article, at: usize) -> Option<Vec<Count>> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let mut res = Vec::new();
    for sentence in &facts.sentences {
        if roles.get(sentence.block).is_none_or(|it| it.is_heading()) {
            continue;
        }
        let loose = LazyCell::new(|| is_loose(text, facts, sentence));
        for it in facts.quantities_in(sentence.span) {
            let whole = it.value.filter(|it| 1.0 < *it && it.fract() == 0.0 && *it < 1e7);
            let Some(value) = whole.filter(|_| it.unit == Unit::None || it.unit == Unit::Magnitude)
            else {
                continue;
            };
            if let Some((fate, back)) = fate(text, facts, sentence, it, article.lang) {
                let source = facts
                    .attributions_in(sentence.span)
                    .first()
                    .and_then(|it| Some(it.source?.of(text).to_lowercase()));
                let written = it.whole.of(text).to_owned();
                // Below ten millions: no figure is lost.
                let value = format!("{value:.0}").parse().unwrap_or(0);
                let (span, loose) = (Spot(it.whole), *loose);
                res.push(Count { span, written, value, fate, source, back, loose });
            }
        }
    }
    some(res)
}

/// More than a plain count: an estimate, an update, a part, another day.
fn is_loose(text: &str, facts: &Facts, sentence: &Sentence) -> bool {
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let tokens = facts.tokens_of(sentence);
    marks
        .iter()
        .any(|it| matches!(it.list, List::Adjusted | List::ChangeVerb | List::Month | List::Subset))
        || tokens.iter().any(|it| {
            let word = it.span.of(text);
            word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit())
        })
}

/// What befell the people that a number counts, and whether the words refer
/// back to it.
fn fate(
    text: &str,
    facts: &Facts,
    sentence: &Sentence,
    number: &Quantity,
    lang: Lang,
) -> Option<(&'static str, bool)> {
    let tokens = facts.tokens_of(sentence);
    let first = number.first.checked_sub(sentence.tokens.start)?;
    let end = number.end.checked_sub(sentence.tokens.start)?;
    // The lists are asked whatever the case.
    let word =
        |at: Option<usize>| at.and_then(|it| tokens.get(it)).map_or("", |it| it.span.of(text));
    let is = |word: &str, what| lang.pack().lexicon.is_beside(word, what);
    let dealt = |word: &str| FATES.iter().find(|it| is(word, it.1)).map(|it| it.0);
    let of = |word: &str| FATES.iter().find(|it| is(word, it.2)).map(|it| it.0);
    let (before, two_before) = (word(first.checked_sub(1)), word(first.checked_sub(2)));
    let (next, after) = (word(Some(end)), word(Some(end + 1)));
    let (person, victims) = (is(next, Beside::People), is(next, Beside::Victims));
    // "Were killed 12 …" counts something else.
    if let Some(fate) = dealt(before).filter(|_| !is(two_before, Beside::Befell)) {
        return Some((fate, false));
    }
    match lang {
        Lang::Id => {
            let fate = of(after).filter(|_| person).or_else(|| of(next))?;
            Some((fate, victims))
        }
        Lang::En => {
            if is(before, Beside::Definite) && (victims || of(next).is_some()) {
                return Some((of(next).unwrap_or("dead"), true));
            }
            // "Twelve people died", "twelve people were killed".
            let fate = of(after).or_else(|| of(word(Some(end + 2))));
            fate.filter(|_| person && is(after, Beside::Befell)).map(|it| (it, false))
        }
    }
}

fn spots(all: &[Count]) -> Vec<Span> {
    all.iter().map(|it| it.span.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Count>)], findings: &mut Findings<'_>) {
    let counts: Vec<(usize, &Count)> =
        all.iter().flat_map(|(at, it)| it.iter().map(|it| (*at, it))).collect();
    for (fate, ..) in FATES {
        let own: Vec<&(usize, &Count)> = counts.iter().filter(|(_, it)| it.fate == fate).collect();
        let mut told = own.iter().filter(|(_, it)| !it.back);
        // Where the number grows, or is told in parts, nothing is sure.
        if own.iter().any(|(_, it)| it.loose) {
            continue;
        }
        // Two events have their own numbers.
        let Some((from, first)) = told.next() else { continue };
        if told.any(|(_, it)| it.value != first.value) {
            continue;
        }
        for (at, it) in own.iter().filter(|(_, it)| it.back && it.value != first.value) {
            let sources =
                it.source.is_some() && first.source.is_some() && it.source != first.source;
            let (Some(there), Some(here)) =
                (article.layout.passage(*from), article.layout.passage(*at))
            else {
                continue;
            };
            if sources {
                continue;
            }
            let message = Message::new("number-inconsistent")
                .with("this", &it.written)
                .with("other", &first.written);
            let related = Message::new("number-inconsistent-other").with("other", &first.written);
            findings.add(
                findings
                    .finding(it.span.0.shift(here.start), message)
                    .related(first.span.0.shift(there.start), related),
            );
        }
    }
}
