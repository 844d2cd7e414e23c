//! "From A to B, or X percent": the three numbers of a change, where one
//! sentence tells them all.

use crate::detect::{Facts, Quantity, Sentence, Unit, number};
use crate::lang::{Beside, Lang, List};
use crate::text::Span;

/// What a sentence says of a change.
pub(super) struct Change {
    /// The percentage, or the percentage points.
    pub(super) said: Quantity,
    /// What it changed from and to are percentages themselves.
    pub(super) of_percentages: bool,
    /// The change in hundredths of the first value: the least and the most
    /// that rounding allows.
    pub(super) relative: (f64, f64),
    /// The difference of the two, likewise.
    pub(super) difference: (f64, f64),
}

impl Change {
    /// Whether the number that is said lies within a range, rounding allowed.
    pub(super) fn fits(&self, (low, high): (f64, f64)) -> bool {
        let said = self.said.value.unwrap_or(f64::NAN);
        let slack = self.said.step * 0.5 + 1e-9;
        low - slack <= said && said <= high + slack
    }
}

/// The change that a sentence tells, if it is told plainly.
pub(super) fn read(text: &str, facts: &Facts, sentence: &Sentence, lang: Lang) -> Option<Change> {
    let quantities = facts.quantities_in(sentence.span);
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    // Prices of another year, a yearly rate: not what the two numbers show.
    if quantities.len() < 3 || marks.iter().any(|it| it.list == List::Adjusted) {
        return None;
    }
    let lexicon = &lang.pack().lexicon;
    let at = (0..quantities.len().saturating_sub(1)).find(|at| {
        let (Some(from), Some(to)) = (quantities.get(*at), quantities.get(at + 1)) else {
            return false;
        };
        let before = text.get(sentence.span.start()..from.whole.start()).unwrap_or_default();
        let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let between = Span::new(from.whole.end(), to.whole.start()).of(text).trim().to_lowercase();
        lexicon.is_beside(&last, Beside::From) && lexicon.is_beside(&between, Beside::To)
    })?;
    let (from, to) = (quantities.get(at)?, quantities.get(at + 1)?);
    let before = at.checked_sub(1).and_then(|it| quantities.get(it)).filter(|it| {
        let gap = Span::new(it.whole.end(), from.whole.start()).of(text);
        let words: Vec<&str> =
            gap.split([' ', ',', '(', '\n']).filter(|it| !it.is_empty()).collect();
        let is = |word: &str, what| lexicon.is_beside(word, what);
        match words.as_slice() {
            [from] => is(from, Beside::From),
            [namely, from] => is(namely, Beside::Namely) && is(from, Beside::From),
            _ => false,
        }
    });
    let behind = quantities.get(at + 2).filter(|it| {
        let gap = Span::new(to.whole.end(), it.whole.start()).of(text);
        gap.split([' ', ',', '(', '\n', '—', '–'])
            .filter(|it| !it.is_empty())
            .all(|it| lexicon.is_beside(it, Beside::Link))
            && gap.trim() != "-"
    });
    let said = before.or(behind).filter(|it| matches!(it.unit, Unit::Percent | Unit::Point))?;
    said.value?;
    let (a, a_step) = scaled(text, from, to, lang)?;
    let (b, b_step) = (to.value?, to.step);
    let unlike = from.unit != to.unit && from.unit != Unit::None && to.unit != Unit::None;
    if from.unit == Unit::Money
        && to.unit == Unit::Money
        && currency(text, from) != currency(text, to)
    {
        return None;
    }
    let currency = matches!((from.unit, to.unit), (Unit::Magnitude, Unit::Money));
    if a <= a_step || a == b || unlike && !currency {
        return None;
    }
    let (low_a, high_a) = (a - a_step * 0.5, a + a_step * 0.5);
    let (low_b, high_b) = (b - b_step * 0.5, b + b_step * 0.5);
    let relative = |a: f64, b: f64| (b - a).abs() / a * 100.0;
    let corners = [(low_a, low_b), (low_a, high_b), (high_a, low_b), (high_a, high_b)];
    let range = |of: &dyn Fn(f64, f64) -> f64| {
        corners
            .iter()
            .map(|(a, b)| of(*a, *b))
            .fold((f64::INFINITY, 0.0f64), |(low, high), it| (low.min(it), high.max(it)))
    };
    Some(Change {
        said: *said,
        of_percentages: to.unit == Unit::Percent,
        relative: range(&relative),
        difference: range(&|a, b| (b - a).abs()),
    })
}

/// What a sum of money counts in, as it is written.
fn currency(text: &str, money: &Quantity) -> String {
    let signs = |it: &char| it.is_alphabetic() || matches!(it, '$' | '€' | '£' | '¥');
    let before = Span::new(money.whole.start(), money.span.start()).of(text);
    let behind = Span::new(money.span.end(), money.whole.end()).of(text);
    let last = behind.split_whitespace().next_back().unwrap_or_default();
    if before.is_empty() { last.to_lowercase() } else { before.chars().filter(signs).collect() }
}

/// The first value with its last place, in the measure of the second where it
/// has none of its own: "from 40 to 60 billion".
fn scaled(text: &str, from: &Quantity, to: &Quantity, lang: Lang) -> Option<(f64, f64)> {
    let value = from.value?;
    if from.unit != Unit::None || to.word {
        return Some((value, from.step));
    }
    let (bare, _) = number(to.span.of(text), lang)?;
    let times = if bare == 0.0 { 1.0 } else { to.value? / bare };
    Some((value * times, from.step * times))
}

/// A number as the language writes it, with so many places.
pub(super) fn written(value: f64, step: f64, lang: Lang) -> String {
    let places = if step < 0.05 { 2 } else { usize::from(step < 0.5) };
    let plain = format!("{value:.places$}");
    match lang {
        Lang::Id => plain.replace('.', ","),
        Lang::En => plain,
    }
}
