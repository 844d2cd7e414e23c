//! A weekday beside a date that does not fall on it.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::detect::{Article, DateFrom, DateMention, Day, Facts};
use crate::lang::{Lang, List, Message, Token, word};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "weekday-date-mismatch",
    group: Group::Dates,
    level: Level::Error,
    fixes: true,
    since: "0.1.0",
    page: include_str!("weekday_date_mismatch.md"),
    check: Check::Passage(check),
};

/// Russia changed calendars in 1918, the last of the countries that news
/// writes about; dates before that may be Julian.
const FIRST_YEAR: i16 = 1919;

/// A date without a year lies at most so many days ahead of the article.
const AHEAD: i32 = 120;

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    let lang = facts.tongue.nearest();
    for mention in &facts.dates {
        let Some((weekday, word)) = mention.weekday else { continue };
        // "dua minggu": a week is no Sunday.
        if !word.of(text).starts_with(char::is_uppercase) {
            continue;
        }
        if is_one_of_several(text, facts, word, lang) {
            continue;
        }
        // Without a year, the article must say when it was written: the day a
        // file was saved on tells nothing about an old article.
        let said = !matches!(article.date.from, DateFrom::File | DateFrom::Today);
        if mention.day.year.is_none() && !said {
            continue;
        }
        let years = candidates(mention, text, article.date.day);
        let days: Vec<Date> = years
            .iter()
            .filter_map(|it| Day { year: Some(*it), ..mention.day }.in_year(*it))
            .collect();
        let fits = |day: &Date| day.weekday() == weekday;
        let Some(day) = days.first() else { continue };
        if days.iter().any(fits) || day.year() < FIRST_YEAR {
            continue;
        }
        // In English the figures may stand the other way round.
        let swapped = mention.day.swapped();
        let other = years.iter().filter_map(|it| Day { year: Some(*it), ..swapped }.in_year(*it));
        if mention.numeric && !lang.pack().day_first && other.into_iter().any(|it| fits(&it)) {
            continue;
        }
        let right = word_for(day.weekday(), word.of(text), lang);
        let message = Message::new("weekday-date-mismatch")
            .with("date", mention.date.of(text))
            .with("wrong", word.of(text))
            .with("right", &right);
        let title = Message::new("weekday-date-mismatch-fix").with("right", &right);
        let mut finding = findings.finding(mention.span, message).fix(false, title, word, right);
        for moved in nearest(*day, weekday) {
            if let Some(date) = rewrite(mention, text, *day, moved, lang.pack().day_first) {
                let title = Message::new("weekday-date-mismatch-move").with("date", &date);
                finding = finding.fix(false, title, mention.date, date);
            }
        }
        findings.add(finding);
    }
}

/// "Saturday and Sunday, September 6 and 7": days in a row, as their dates are.
fn is_one_of_several(text: &str, facts: &Facts, weekday: Span, lang: Lang) -> bool {
    let at = facts.tokens.partition_point(|it| it.span.start() < weekday.start());
    let before = facts.tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    let is_weekday = |it: &Token| {
        let word = it.span.of(text);
        let capital = word.starts_with(char::is_uppercase);
        capital && lang.pack().lexicon.is_in(word, &[List::Weekday])
    };
    before.iter().any(is_weekday)
}

/// The years that may be meant, the likeliest first.
fn candidates(mention: &DateMention, text: &str, article_day: Date) -> Vec<i16> {
    let year = article_day.year();
    match mention.day.year {
        // Two figures may belong to either century.
        Some(year) if mention.numeric && !mention.date.of(text).ends_with(&year.to_string()) => {
            vec![year, year - 100]
        }
        Some(year) => vec![year],
        // "Rabu (7/1)", written in December, lies ahead.
        None => {
            let ahead = mention.day.in_year(year + 1);
            let soon = ahead
                .is_some_and(|it| article_day.until(it).is_ok_and(|it| it.get_days() <= AHEAD));
            if soon { vec![year, year - 1, year + 1] } else { vec![year, year - 1] }
        }
    }
}

fn word_for(weekday: Weekday, like: &str, lang: Lang) -> String {
    let word = word(&format!("weekday-{}", weekday.to_monday_one_offset()), lang);
    if like.chars().all(|it| !it.is_lowercase()) { word.to_uppercase() } else { word }
}

/// The two days nearest to `day` that fall on the weekday.
fn nearest(day: Date, weekday: Weekday) -> Vec<Date> {
    let mut res: Vec<(i32, Date)> = (-6..=6)
        .filter_map(|it: i32| Some((it.abs(), day.checked_add(it.days()).ok()?)))
        .filter(|(_, it)| it.weekday() == weekday)
        .collect();
    res.sort_by_key(|(distance, _)| *distance);
    res.into_iter().map(|(_, it)| it).collect()
}

/// The date as written, moved to another day of the same month.
fn rewrite(
    mention: &DateMention,
    text: &str,
    day: Date,
    moved: Date,
    day_first: bool,
) -> Option<String> {
    let source = mention.date.of(text);
    let same_month = (day.year(), day.month()) == (moved.year(), moved.month());
    let figure = day.day().to_string();
    // Month first: the day stands behind the first stroke.
    let from = if mention.numeric && !day_first { source.find('/')? } else { 0 };
    let at =
        source.match_indices(&figure).map(|(at, _)| at).filter(|it| from <= *it).find(|at| {
            let before =
                source.get(..*at).is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
            let after = source
                .get(at + figure.len()..)
                .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
            !before && !after
        })?;
    let mut res = source.to_owned();
    res.replace_range(at..at + figure.len(), &moved.day().to_string());
    (same_month && res != source).then_some(res)
}
