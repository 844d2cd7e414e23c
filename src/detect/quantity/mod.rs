//! Figures and number words, with what they count in.

mod idle;

use std::ops::Deref;

use crate::detect::Facts;
use crate::detect::view::inside;
use crate::detect::words::Words;
use crate::lang::{Lang, Lexicon, List, Mark, NUMERAL, TokenKind};
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

/// Dates and years are none, nor is what only numbers something: "pekan ke-12",
/// "Pasal 5", "pukul 10.00".
///
/// Puts those of a sentence, given by its index, behind `res`. `parts` are those that
/// the passage's tokens play.
pub(super) fn read(
    text: &str,
    facts: &Facts,
    index: usize,
    (parts, lang): (&[u64], Lang),
    res: &mut Vec<Quantity>,
) {
    let Some(sentence) = facts.sentences.get(index) else { return };
    let whens = inside(&facts.whens, sentence.span, |it| it.span).iter();
    let mut whens = whens.filter(|it| !it.counts()).peekable();
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let (first, end) = (sentence.tokens.start, sentence.tokens.end);
    let line = Line { words: Words { text, facts, first, end }, marks, lang };
    let mut at = line.first;
    while at < line.end {
        if !may_count(text, facts, parts, at) {
            at += 1;
            continue;
        }
        let start = line.span(at).start();
        while whens.next_if(|it| it.span.end() <= start).is_some() {}
        if let Some(when) = whens.peek().filter(|it| it.span.start() <= start) {
            while at < line.end && line.span(at).start() < when.span.end() {
                at += 1;
            }
            continue;
        }
        match line.read(at) {
            Some((end, found)) => {
                at = end.max(at + 1);
                res.extend(found.map(|it| Quantity { sentence: index, ..it }));
            }
            None => at += 1,
        }
    }
}

/// Whether a token may be a number, or hold one: "12", "Rp5", "lima".
fn may_count(text: &str, facts: &Facts, parts: &[u64], at: usize) -> bool {
    facts.tokens.get(at).is_some_and(|it| match it.kind {
        TokenKind::Number => true,
        TokenKind::Sign => false,
        TokenKind::Word => {
            parts.get(at).is_some_and(|it| it & NUMERAL != 0)
                || it.span.of(text).bytes().any(|it| it.is_ascii_digit())
        }
    })
}

/// The tokens of a sentence; indices are those of the facts.
struct Line<'a> {
    words: Words<'a>,
    marks: &'a [Mark],
    lang: Lang,
}

impl<'a> Deref for Line<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.words
    }
}

/// A number as it is written, without what it counts in.
struct Figure {
    span: Span,
    value: Option<f64>,
    step: f64,
    /// Written with "juta" or "bn".
    sized: bool,
    /// A currency is written right before it, in one word: "Rp5".
    currency: Option<Span>,
    /// With letters behind it.
    whole: Span,
    end: usize,
    word: bool,
}

impl Line<'_> {
    fn lexicon(&self) -> &'static Lexicon {
        &self.lang.pack().lexicon
    }

    fn tight(&self, at: usize) -> bool {
        self.span(at).end() == self.span(at + 1).start()
    }

    /// A number, if it counts something, and the token behind it.
    fn read(&self, at: usize) -> Option<(usize, Option<Quantity>)> {
        let figure = match self.facts.tokens.get(at)?.kind {
            TokenKind::Sign => None,
            TokenKind::Number => self.figure(at),
            TokenKind::Word => {
                self.figure(at).or_else(|| self.in_words(at)).or_else(|| self.in_sizes(at))
            }
        }?;
        let Figure { span, mut value, mut step, sized, currency, mut whole, mut end, word } =
            figure;
        if self.is_label(at, end) || word && self.is_article(at, end) {
            return Some((end, None));
        }
        let mut unit = if sized { Unit::Magnitude } else { Unit::None };
        while let Some(times) = self.size(end) {
            value = value.map(|it| it * times);
            step *= times;
            unit = Unit::Magnitude;
            whole = whole.cover(self.span(end));
            end += 1;
        }
        let from = self.marks.partition_point(|it| (it.first as usize) < end);
        let here = self.marks.get(from..).unwrap_or_default();
        let here = || here.iter().take_while(|it| it.first as usize == end);
        let mut first = at;
        if let Some(mark) = here().find(|it| it.list == List::Percent) {
            let written = mark.span.of(self.text).to_lowercase();
            let point = written.contains("poin") || written.contains("basis");
            unit = if point { Unit::Point } else { Unit::Percent };
            whole = whole.cover(mark.span);
            end = mark.end as usize;
        } else if let Some(mark) = here().find(|it| it.list == List::Money) {
            unit = Unit::Money;
            whole = whole.cover(mark.span);
            end = mark.end as usize;
            // "Dolar AS": whose it is.
            if let Some((behind, span)) = self.whose(end) {
                whole = whole.cover(span);
                end = behind;
            }
        }
        if let Some(span) = currency {
            unit = Unit::Money;
            whole = whole.cover(span);
        } else if unit != Unit::Percent
            && let Some((before, span)) = self.currency_before(at)
        {
            unit = Unit::Money;
            whole = whole.cover(span);
            first = before;
        }
        let found = Quantity { span, whole, value, step, unit, word, first, end, sentence: 0 };
        Some((end, Some(found)))
    }

    /// "Juta"; "jt" too, but no single letter.
    fn size(&self, at: usize) -> Option<f64> {
        let word = self.word(at);
        let short = || self.lexicon().suffix(word).filter(|it| word.len() == 2 && 1.0 < *it);
        self.lexicon().magnitude(word).or_else(short)
    }

    /// A currency right before a figure: "US$ 5", not the "A" of "a $5 note".
    fn currency_before(&self, at: usize) -> Option<(usize, Span)> {
        let until = self.marks.partition_point(|it| (it.first as usize) < at);
        let before = self.marks.get(until.saturating_sub(8)..until).unwrap_or_default();
        let ends = |it: &&Mark| it.list == List::Money && it.end as usize == at;
        let mark = before.iter().find(ends)?;
        let (first, sign) = (mark.first as usize, at.checked_sub(1)?);
        if first < sign && !self.tight(sign - 1) {
            return Some((sign, self.span(sign)));
        }
        Some((first, mark.span))
    }

    /// "AS" behind "dolar".
    fn whose(&self, at: usize) -> Option<(usize, Span)> {
        let capital = |it: &str| 1 < it.len() && it.bytes().all(|it| it.is_ascii_uppercase());
        let money = self.before(at);
        let dollar = money.starts_with('d') && self.lexicon().is_in(money, &[List::Money]);
        let word = self.word(at);
        (dollar && capital(word) && word.len() < 4).then(|| (at + 1, self.span(at)))
    }

    /// "1.234,5", "Rp800", "4bn". `None` for what is part of a word.
    fn figure(&self, at: usize) -> Option<Figure> {
        let text = self.text;
        let token = self.span(at);
        let written = token.of(text);
        let digit = |it: char| it.is_ascii_digit();
        // A digit is ASCII, so it is told byte by byte.
        let start = written.bytes().position(|it| it.is_ascii_digit())?;
        let prefix = Span::new(token.start(), token.start() + start);
        if !prefix.is_empty() && !self.lexicon().is_in(prefix.of(text), &[List::Money]) {
            return None;
        }
        let figures = |span: Span| {
            let rest = span.of(text);
            let length = rest.find(|it| !digit(it)).unwrap_or(rest.len());
            (0 < length).then(|| Span::new(span.start(), span.start() + length))
        };
        let mut span = figures(Span::new(prefix.end(), token.end()))?;
        let mut last = token;
        let mut end = at + 1;
        while last.end() == span.end()
            && matches!(self.word(end), "." | ",")
            && self.tight(end - 1)
            && self.tight(end)
            && !self.word(end + 1).is_empty()
            && let Some(more) = figures(self.span(end + 1))
        {
            last = self.span(end + 1);
            span = span.cover(more);
            end += 2;
        }
        let (mut value, mut step) = match number(span.of(text), self.lang) {
            Some((value, step)) => (Some(value), step),
            None => (None, 0.0),
        };
        let mut whole = span;
        let mut sized = false;
        if span.end() < last.end() {
            let letters = Span::new(span.end(), last.end());
            let lexicon = self.lexicon();
            let letters_of = letters.of(text);
            let times = lexicon.suffix(letters_of).or_else(|| lexicon.magnitude(letters_of))?;
            if times != 1.0 {
                (value, step) = (value.map(|it| it * times), step * times);
                sized = true;
                whole = whole.cover(letters);
            }
        }
        let currency = (!prefix.is_empty()).then_some(prefix);
        Some(Figure { span, value, step, sized, currency, whole, end, word: false })
    }

    /// "A dozen", "half a million", "setengah juta".
    fn in_sizes(&self, at: usize) -> Option<Figure> {
        let before = self.before(at);
        let half = |it: usize| self.word(it).eq_ignore_ascii_case("half");
        let (first, value) = match self.lang {
            Lang::En if before.eq_ignore_ascii_case("a") => {
                let size = self.size(at).or_else(|| self.lexicon().times(self.word(at)));
                match at.checked_sub(2).filter(|it| self.first <= *it && half(*it)) {
                    Some(first) => (first, size? / 2.0),
                    None => (at, self.lexicon().times(self.word(at))?),
                }
            }
            Lang::Id if before.eq_ignore_ascii_case("setengah") => {
                let other = at.checked_sub(2).is_some_and(|it| {
                    self.first <= it && self.lexicon().numeral(self.word(it)).is_some()
                });
                (at - 1, self.size(at).filter(|_| !other)? / 2.0)
            }
            _ => return None,
        };
        let span = self.span(first).cover(self.span(at));
        Some(Figure {
            span,
            value: Some(value),
            step: value,
            sized: value >= 1000.0,
            currency: None,
            whole: span,
            end: at + 1,
            word: true,
        })
    }

    /// "Dua belas", "lima puluh", "twenty-one". Larger
    /// sizes ("ribu", "million") are read as those behind a figure are.
    fn in_words(&self, at: usize) -> Option<Figure> {
        let lexicon = self.lexicon();
        let mut value = lexicon.numeral(self.word(at))?;
        let mut end = at + 1;
        loop {
            let word = self.word(end);
            let hyphen = usize::from(word == "-" && self.tight(end - 1) && self.tight(end));
            if let Some(it) = lexicon.teen(word)
                && value % 100.0 < 10.0
            {
                value += it;
                end += 1;
            } else if let Some(times) = lexicon.times(word) {
                let units = value % times.min(100.0);
                if units <= 0.0 {
                    break;
                }
                value += units * (times - 1.0);
                end += 1;
            } else if let Some(more) = lexicon.numeral(self.word(end + hyphen))
                && fits_behind(value, more)
            {
                value += more;
                end += 1 + hyphen;
            } else {
                break;
            }
        }
        let span = self.span(at).cover(self.span(end - 1));
        Some(Figure {
            span,
            value: Some(value),
            step: 1.0,
            sized: false,
            currency: None,
            whole: span,
            end,
            word: true,
        })
    }
}

/// "Twenty" and "one", "dua ratus" and "sebelas": the second goes into the
/// noughts of the first.
fn fits_behind(value: f64, more: f64) -> bool {
    let noughts = [100.0, 10.0].into_iter().find(|it| 20.0 <= value && value % it == 0.0);
    noughts.is_some_and(|it| 0.0 < more && more < it)
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
