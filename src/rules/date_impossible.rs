//! A date that no calendar has, or that lies too far ahead to be meant.

use crate::detect::{Article, DateMention};
use crate::lang::{Beside, Lang, Message};
use crate::rules::beside::before;
use crate::rules::{Check, Findings, Group, Level, Rule};

pub(super) static RULE: Rule = Rule {
    id: "date-impossible",
    group: Group::Dates,
    level: Level::Error,
    fixes: false,
    since: "0.1.0",
    page: include_str!("date_impossible.md"),
    check: Check::Passage(check),
};

/// Nobody means a day further ahead.
const AHEAD: i16 = 50;

/// The day of an article may have been taken from a birth in its first line, so
/// it tells little of what lies ahead.
const EARLIEST: i16 = 2020;

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    for date in &facts.dates {
        let written = date.date.of(text);
        if !is_plain(text, date, article.lang) {
            continue;
        }
        let year = i32::from(date.day.year.unwrap_or(2000));
        let swapped = date.day.swapped();
        let (day, month) = (date.day.day, date.day.month);
        let may_be = day <= days_of(month, year)
            || date.numeric && swapped.day <= days_of(swapped.month, year);
        if !may_be {
            let key = if (1..=12).contains(&month) { "date-impossible" } else { "date-no-month" };
            let message = Message::new(key)
                .with("date", written)
                .with_words("month", vec![format!("month-{}", month.clamp(1, 12))])
                .with("last", days_of(month, year))
                .with("number", month);
            findings.report(date.date, message);
            continue;
        }
        // Of two figures the century is not told.
        let whole = written.len().checked_sub(4).and_then(|it| written.get(it..));
        let whole = whole.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
        let now = article.date.day.year().max(EARLIEST);
        let far = date.day.year.filter(|it| now.saturating_add(AHEAD) < *it);
        if let Some(year) = far.filter(|_| whole) {
            let message = Message::new("date-too-far").with("year", format!("{year}"));
            findings.report(date.date, message);
        }
    }
}

/// How many days a month has; none for a month that there is not.
fn days_of(month: i8, year: i32) -> i8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether the figures surely are a day: "In June 31 people died" is about
/// people.
fn is_plain(text: &str, date: &DateMention, lang: Lang) -> bool {
    let written = date.date.of(text);
    let before = before(text, date.date.start());
    if before.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '/' | '-' | '.' | '–')) {
        return false;
    }
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    if lang.pack().lexicon.is_beside(last.trim_end_matches('.'), Beside::Numbered) {
        return false;
    }
    if date.day.year.is_some() {
        return date.day.day <= 39;
    }
    let month_first = written.starts_with(char::is_alphabetic);
    let behind = text.get(date.date.end()..).unwrap_or_default();
    // A stop, a comma or a bracket behind it, or nothing.
    let ends = behind.trim_start().is_empty()
        || behind.starts_with([',', '.', ';', ')', ':', '!', '?'])
            && !behind.get(1..).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    date.day.day <= 31 && (!month_first || ends)
}
