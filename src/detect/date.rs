//! Calendar dates, and the weekday that stands with them.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::detect::{Facts, Sentence};
use crate::lang::{Beside, Lang, List, Mark, Pack, TokenKind};
use crate::text::Span;

/// A date as written: the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

/// A date in the text. Spans are bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Weekday and brackets included.
    pub span: Span,
    /// The date alone.
    pub date: Span,
    pub day: Day,
    /// The weekday before it, in English terms, and its word.
    pub weekday: Option<(Weekday, Span)>,
    /// Written in figures only: 3/9/2025.
    pub numeric: bool,
}

impl Day {
    /// The date in this year, or in the year it names. `None`: there is none.
    pub fn in_year(self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day).ok()
    }

    /// The same figures read in the other order (month first, or day first).
    #[must_use]
    pub fn swapped(self) -> Day {
        Day { month: self.day, day: self.month, ..self }
    }
}

/// A weekday and what stands between it and its date fit into so many bytes.
const WEEKDAY: usize = 48;

/// A sentence with more dates than this is a table; two of its dates may then
/// be read twice.
const MANY: usize = 200;

/// The patterns of one language.
struct Patterns {
    /// "3 September 2025", year optional.
    day_first: Option<Regex>,
    /// "September 3, 2025", year optional.
    month_first: Option<Regex>,
    /// "3/9/2025", year optional inside brackets.
    numeric: Option<Regex>,
    /// A weekday right before what follows.
    weekday: Option<Regex>,
    names: Vec<(String, u8)>,
}

fn patterns(pack: &Pack) -> &'static Patterns {
    static ID: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(Lang::Id.pack()));
    static EN: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(Lang::En.pack()));
    match pack.lang {
        Lang::Id => &ID,
        Lang::En => &EN,
    }
}

impl Patterns {
    fn new(pack: &Pack) -> Patterns {
        let months = alternatives(pack, List::Month);
        let weekdays = alternatives(pack, List::Weekday);
        let parts = either(Beside::DayPart);
        let on = either(Beside::OnDay);
        let year = r"(?P<year>[12][0-9]{3})\b";
        let day = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?";
        let month = format!(r"(?P<month>{months})\b\.?");
        let make = |it: String| Regex::new(&it).ok();
        let mut names: Vec<(String, u8)> = pack.lexicon.words(List::Month).collect();
        names.extend(pack.lexicon.words(List::Weekday));
        Patterns {
            day_first: make(format!(r"(?i)\b{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?")),
            month_first: make(format!(r"(?i)\b{month}\s+{day}\b(?:,?\s+{year})?")),
            numeric: make(
                r"\b(?P<day>[0-9]{1,2})(?P<sep>[/])(?P<month>[0-9]{1,2})(?:[/](?P<year>[0-9]{4}|[0-9]{2})\b)?"
                    .to_owned(),
            ),
            weekday: make(format!(
                r"(?i)(?:^|[^\w-])(?P<weekday>{weekdays})\b\.?(?:\s+(?:{parts}))?(?:,\s*|\s+|,?\s*\(|,?\s+(?:{on})\s+)$"
            )),
            names,
        }
    }

    fn number(&self, name: &str) -> Option<u8> {
        let name = name.to_lowercase();
        self.names.iter().find(|(it, _)| *it == name).map(|(_, number)| *number)
    }
}

/// The words of all languages that are this beside a day.
fn either(what: Beside) -> String {
    let words: Vec<&str> = Lang::ALL.into_iter().flat_map(|it| what.words(it)).collect();
    words.join("|")
}

fn alternatives(pack: &Pack, list: List) -> String {
    let mut words: Vec<String> = pack
        .lexicon
        .words(list)
        .map(|(it, _)| regex::escape(&it).replace(r" ' ", "['’]"))
        .collect();
    // The longest first, so that "sept" does not stop at "sep".
    words.sort_by_key(|it| std::cmp::Reverse(it.len()));
    words.join("|")
}

pub(super) fn find(text: &str, facts: &Facts, pack: &Pack) -> Vec<DateMention> {
    let mut res: Vec<DateMention> = Vec::new();
    facts.sentences.iter().for_each(|it| read(text, facts, it, pack, &mut res));
    res
}

/// Puts the dates of a sentence behind those of `res`.
pub(super) fn read(
    text: &str,
    facts: &Facts,
    sentence: &Sentence,
    pack: &Pack,
    res: &mut Vec<DateMention>,
) {
    let source = sentence.span.of(text);
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    let slashed = memchr::memchr(b'/', source.as_bytes()).is_some();
    let mut months = marks.iter().filter(|it| it.list == List::Month).peekable();
    if !slashed && months.peek().is_none() || !source.bytes().any(|it| it.is_ascii_digit()) {
        return;
    }
    let patterns = patterns(pack);
    let mut all = Vec::new();
    if slashed {
        all.push((&patterns.numeric, true, sentence.span));
    }
    let mut near: Vec<Span> = Vec::new();
    for month in months.filter(|it| is_near_number(text, facts, it)) {
        let span = around(facts, month, sentence);
        match near.last_mut().filter(|it| it.meets(span)) {
            Some(last) => *last = last.cover(span),
            None => near.push(span),
        }
    }
    all.extend(near.iter().map(|it| (&patterns.day_first, false, *it)));
    all.extend(near.iter().map(|it| (&patterns.month_first, false, *it)));
    let first = res.len();
    for (pattern, numeric, span) in all {
        let Some(pattern) = pattern else { continue };
        for found in pattern.captures_iter(span.of(text)) {
            let from = span.start() - sentence.span.start();
            let it = mention(source, from, &found, patterns, pack, numeric);
            let Some(it) = it else { continue };
            let it = it.shift(sentence.span.start());
            let near = res.iter().skip(first).rev();
            if !near.take(MANY).any(|other| other.date.overlaps(it.date)) {
                res.push(it);
            }
        }
    }
    if let Some(own) = res.get_mut(first..) {
        own.sort_by_key(|it| it.span);
    }
}

/// Whether a figure may be the day of a month: right before or behind it, a
/// stop or "of" between.
fn is_near_number(text: &str, facts: &Facts, month: &Mark) -> bool {
    let token = |at: Option<usize>| at.and_then(|it| facts.tokens.get(it));
    let number = |at| token(at).is_some_and(|it| it.kind == TokenKind::Number);
    let is =
        |at, word: &str| token(at).is_some_and(|it| it.span.of(text).eq_ignore_ascii_case(word));
    let (first, end) = (month.first as usize, month.end as usize);
    let (before, behind) = (first.checked_sub(1), Some(end));
    number(before)
        || is(before, "of") && number(first.checked_sub(2))
        || number(behind)
        || is(behind, ".") && number(Some(end + 1))
}

/// What stands around a month, as far as its date may reach.
fn around(facts: &Facts, month: &Mark, sentence: &Sentence) -> Span {
    let first = (month.first as usize).saturating_sub(3).max(sentence.tokens.start);
    let end = (month.end as usize + 5).min(sentence.tokens.end);
    let tokens = facts.tokens.get(first..end).unwrap_or_default();
    tokens.iter().fold(month.span, |span, it| span.cover(it.span))
}

/// The date that was found in `source` from byte `from` on.
fn mention(
    source: &str,
    from: usize,
    found: &Captures<'_>,
    patterns: &Patterns,
    pack: &Pack,
    numeric: bool,
) -> Option<DateMention> {
    let whole = found.get(0)?.range();
    let whole = from + whole.start..from + whole.end;
    let number = |name: &str| found.name(name)?.as_str().parse::<i8>().ok();
    let (mut day, mut month) = (number("day")?, 0);
    if numeric {
        month = number("month")?;
        if !pack.day_first {
            (day, month) = (month, day);
        }
    } else if let Some(name) = found.name("month") {
        month = i8::try_from(patterns.number(name.as_str())?).ok()?;
    }
    let year = found.name("year").map(|it| it.as_str());
    let year = match year.map(|it| (it.len(), it.parse::<i16>())) {
        Some((2, Ok(short))) => Some(2000 + short),
        Some((_, Ok(year))) => Some(year),
        _ => None,
    };
    let before = source.get(..whole.start)?;
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(WEEKDAY))..)?;
    let offset = whole.start - before.len();
    let weekday = patterns.weekday.as_ref().and_then(|it| it.captures(before)).and_then(|it| {
        let word = it.name("weekday")?;
        let number = i8::try_from(patterns.number(word.as_str())?).ok()?;
        let day = Weekday::from_monday_one_offset(number).ok()?;
        Some((day, Span::new(offset + word.start(), offset + word.end())))
    });
    // "Inflasi Desember 2,9 persen": a figure, and no day.
    let mut behind = source.get(whole.end..)?.chars();
    let figure = matches!(behind.next(), Some('.' | ','))
        && behind.next().is_some_and(|it| it.is_ascii_digit());
    let day_last = found.name("day").is_some_and(|it| from + it.end() == whole.end);
    if figure && year.is_none() && day_last {
        return None;
    }
    let bracketed = before.ends_with('(') && source.get(whole.end..)?.starts_with(')');
    if numeric && year.is_none() && (weekday.is_none() || !bracketed) {
        // "3/9" alone may be a score or a fraction.
        return None;
    }
    // Figures only: the other order may be meant, and a rule will say so.
    let possible = (1..=12).contains(&month) || numeric && (1..=12).contains(&day);
    if !possible {
        return None;
    }
    // The stop of the sentence, which could be that of "Sept." too.
    let stop = year.is_none() && source.get(whole.clone())?.ends_with('.');
    let whole = whole.start..whole.end - usize::from(stop);
    let start = weekday.map_or(whole.start, |(_, it)| it.start());
    let end = whole.end + usize::from(bracketed && weekday.is_some());
    Some(DateMention {
        span: Span::new(start, end),
        date: Span::new(whole.start, whole.end),
        day: Day { year, month, day },
        weekday,
        numeric,
    })
}

impl DateMention {
    fn shift(self, by: usize) -> DateMention {
        DateMention {
            span: self.span.shift(by),
            date: self.date.shift(by),
            weekday: self.weekday.map(|(day, span)| (day, span.shift(by))),
            ..self
        }
    }
}
