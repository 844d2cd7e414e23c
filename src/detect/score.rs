//! How much a statement is worth checking: a sum of weighted signs, squeezed
//! between 0 and 1 (logistic). A ranking with reasons, never a verdict.
//!
//! The signs are the surface features that carry over from debates to news:
//! numbers, magnitudes, money, comparison, tense, names against opinion,
//! future, question and first person. The weights are set by hand after their
//! single-feature strengths on the ClaimBuster test set.

use crate::detect::facts::View;
use crate::detect::{Attribution, SourceClass};
use crate::knowledge::EntityKind;
use crate::lang::{List, TokenKind};
use crate::text::Span;

const BIAS: f32 = -1.6;

/// One sign that speaks for or against checking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// Also the key of its name in `messages.ftl`: "reason-number".
    pub feature: &'static str,
    pub weight: f32,
    /// Bytes of the passage in a draft, of the article in a claim.
    pub span: Option<Span>,
}

/// From 0 to 1, with the reasons that count, the strongest first.
pub(super) fn score(
    view: &View<'_>,
    attribution: Option<&Attribution>,
    linked: bool,
) -> (f32, Vec<Reason>) {
    let mut reasons: Vec<Reason> = Vec::new();
    let mut add = |feature, weight, span| reasons.push(Reason { feature, weight, span });

    // A date is no measure.
    let dates = view.dates;
    let mut numbers = view.tokens.iter().filter(|it| {
        it.kind == TokenKind::Number
            && !dates.iter().any(|date| date.date.contains(it.span))
            && !is_year(it.span.of(view.text))
    });
    if let Some(first) = numbers.next() {
        add("number", 1.0, Some(first.span));
        if let Some(next) = numbers.find(|it| first.span.end() + 1 < it.span.start()) {
            add("numbers", 0.3, Some(next.span));
        }
    } else if let Some(mark) = view.of(List::NumberWord).next() {
        add("number-word", 0.5, Some(mark.span));
    } else if let Some(date) = dates.iter().find(|it| view.span.contains(it.date)) {
        add("date", 0.3, Some(date.date));
    }
    for (list, feature, weight) in [
        (List::Percent, "percent", 0.9),
        (List::Money, "money", 0.8),
        (List::Magnitude, "magnitude", 0.7),
        (List::ChangeVerb, "change", 0.7),
        (List::Casualty, "casualty", 0.7),
        (List::Comparative, "comparison", 0.5),
        (List::Superlative, "superlative", 0.7),
        (List::Causal, "cause", 0.3),
        (List::Law, "law", 0.3),
        (List::Past, "past", 0.3),
        (List::Institution, "institution", 0.2),
        (List::Opinion, "opinion", -1.2),
        (List::Future, "future", -0.7),
        (List::Conditional, "condition", -0.6),
        (List::Hedge, "hedge", -0.5),
        (List::FirstPerson, "first-person", -1.2),
        (List::SecondPerson, "second-person", -1.0),
    ] {
        if let Some(mark) = view.of(list).next() {
            add(feature, weight, Some(mark.span));
        }
    }
    if view.span.of(view.text).trim_end().ends_with('?') {
        add("question", -2.0, None);
    }
    if let Some(span) = power(view) {
        add("power", 0.3, Some(span));
    }
    if view.tokens.len() < 6 {
        add("short", -0.8, None);
    }
    if attribution.is_some_and(|it| it.source_class == SourceClass::Named) {
        add("named-source", -0.15, attribution.and_then(|it| it.source));
    }
    if linked {
        add("linked", -0.3, None);
    }
    let sum: f32 = BIAS + reasons.iter().map(|it| it.weight).sum::<f32>();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    (1.0 / (1.0 + (-sum).exp()), reasons)
}

/// A figure of this or the last century, taken for a year.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// A state, a leader or a weapon.
fn power(view: &View<'_>) -> Option<Span> {
    let base = view.who;
    let found = view.candidates.iter().find(|it| {
        it.names.iter().filter_map(|it| base.name(*it)).any(|it| {
            matches!(
                base.kind(it.entity),
                EntityKind::Person | EntityKind::Country | EntityKind::Weapon
            )
        })
    })?;
    Some(found.span)
}
