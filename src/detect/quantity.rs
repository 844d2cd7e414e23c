//! Figures and number words, with what they count in.

use crate::detect::Facts;
use crate::lang::{Lang, List, Mark, TokenKind};
use crate::text::Span;

/// A number in the text. Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The figure or the word alone.
    pub span: Span,
    /// With what it counts in: "4,6 miliar dolar AS".
    pub whole: Span,
    /// `None` where the signs of the figure make no number in this language.
    pub value: Option<f64>,
    /// The worth of its last written place: 0.1 for "4,6".
    pub step: f64,
    pub unit: Unit,
    /// Written as a word.
    pub word: bool,
    /// Indices into [`Facts::tokens`], half-open, of `whole`.
    pub first: usize,
    pub end: usize,
    /// Index of its sentence in the facts.
    pub sentence: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    None,
    /// "miliar", with no currency.
    Magnitude,
    Percent,
    /// Percentage points, basis points.
    Point,
    Money,
}

pub(super) fn find(text: &str, facts: &Facts, lang: Lang) -> Vec<Quantity> {
    let mut res = Vec::new();
    for (index, sentence) in facts.sentences.iter().enumerate() {
        let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match read(text, facts, marks, at, sentence.tokens.end, lang) {
                Some(found) => {
                    at = found.end.max(at + 1);
                    res.push(Quantity { sentence: index, ..found });
                }
                None => at += 1,
            }
        }
    }
    res
}

fn read(
    text: &str,
    facts: &Facts,
    marks: &[Mark],
    at: usize,
    limit: usize,
    lang: Lang,
) -> Option<Quantity> {
    let token = facts.tokens.get(at)?;
    let lexicon = &lang.pack().lexicon;
    let (span, mut end, value, mut step, word) = if token.kind == TokenKind::Number {
        let (span, end) = figure(text, facts, at, limit)?;
        let (value, step) = match number(span.of(text), lang) {
            Some((value, step)) => (Some(value), step),
            None => (None, 0.0),
        };
        (span, end, value, step, false)
    } else {
        let value = lexicon.numeral(token.span.of(text))?;
        (token.span, at + 1, Some(value), 1.0, true)
    };
    let mut value = value;
    let mut whole = span;
    let mut unit = Unit::None;
    let next = |end: usize| -> &str {
        facts.tokens.get(end).filter(|_| end < limit).map_or("", |it| it.span.of(text))
    };
    while let Some(times) = lexicon.magnitude(next(end)) {
        value = value.map(|it| it * times);
        step *= times;
        unit = Unit::Magnitude;
        whole = whole.cover(facts.tokens.get(end)?.span);
        end += 1;
    }
    let from = marks.partition_point(|it| (it.first as usize) < end);
    let here = marks.get(from..).unwrap_or_default();
    let here = || here.iter().take_while(|it| it.first as usize == end);
    if let Some(mark) = here().find(|it| it.list == List::Percent) {
        let written = mark.span.of(text).to_lowercase();
        let point = written.contains("poin") || written.contains("basis");
        unit = if point { Unit::Point } else { Unit::Percent };
        whole = whole.cover(mark.span);
        end = mark.end as usize;
    } else if let Some(mark) = here().find(|it| it.list == List::Money) {
        unit = Unit::Money;
        whole = whole.cover(mark.span);
        end = mark.end as usize;
    }
    let mut first = at;
    let until = marks.partition_point(|it| (it.first as usize) < at);
    let before = marks.get(until.saturating_sub(8)..until).unwrap_or_default();
    let currency = before.iter().find(|it| it.list == List::Money && it.end as usize == at);
    if let Some(mark) = currency
        && unit != Unit::Percent
    {
        unit = Unit::Money;
        whole = whole.cover(mark.span);
        first = mark.first as usize;
    }
    Some(Quantity { span, whole, value, step, unit, word, first, end, sentence: 0 })
}

/// "1.234,5": figures with single signs between them. `None` for what is part
/// of a word, of a range of versions, of a time.
fn figure(text: &str, facts: &Facts, at: usize, limit: usize) -> Option<(Span, usize)> {
    let digits = |it: usize| {
        facts
            .tokens
            .get(it)
            .filter(|token| it < limit && token.span.of(text).bytes().all(|it| it.is_ascii_digit()))
    };
    let first = digits(at)?;
    let mut span = first.span;
    let mut end = at + 1;
    while let (Some(sign), Some(more)) = (facts.tokens.get(end), digits(end + 1)) {
        let tight = span.end() == sign.span.start() && sign.span.end() == more.span.start();
        if !tight || !matches!(sign.span.of(text), "." | ",") {
            break;
        }
        span = span.cover(more.span);
        end += 2;
    }
    Some((span, end))
}

/// What a figure is worth as the language writes it, and its last place.
pub fn number(figure: &str, lang: Lang) -> Option<(f64, f64)> {
    let (thousands, decimal) = match lang {
        Lang::Id => ('.', ','),
        Lang::En => (',', '.'),
    };
    let (whole, rest) = match figure.split_once(decimal) {
        Some((whole, rest)) => (whole, rest),
        None => (figure, ""),
    };
    if rest.contains([thousands, decimal]) {
        return None;
    }
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let mut plain = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        grouped = true;
        plain.push_str(group);
    }
    if grouped && 3 < first.len() {
        return None;
    }
    let places = i32::try_from(rest.len()).ok()?;
    let value: f64 = format!("{plain}.{rest}0").parse().ok()?;
    Some((value, 10f64.powi(-places)))
}
