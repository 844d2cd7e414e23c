//! The date that an article begins with: in its dateline ("JAKARTA, 14 Mei 2025
//! –"), in the first sentence behind one, on a line of its own, or in its byline.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::detect::{DateMention, Facts};
use crate::knowledge::Found;
use crate::lang::{Lang, List};
use crate::structure::{Block, BlockKind, Passage};
use crate::text::Span;

/// A dateline ends within so many bytes.
const LONGEST: usize = 60;

/// A dateline has no more words behind its place.
const DATELINE: usize = 12;

/// How the addresses of outlets end.
const ENDINGS: [&str; 6] = ["com", "id", "co", "net", "news", "tv"];

/// A line that is a date has at most so many bytes.
const DATE_LINE: usize = 70;

/// A dateline may be so many days ahead of the day it is read on.
const AHEAD: i32 = 7;

/// A day that is not longer ago is meant whatever its weekday.
const RECENT: i32 = 60;

/// A weekday and a date without its year fit again within so many years, but for leap days.
const YEARS: i16 = 6;

/// What stands before the first sentence of a report: "KUPANG, Harian Pesisir –".
pub(super) struct Dateline {
    /// Where it was written; `None` in "Suara.com –".
    pub(super) place: Option<Span>,
    /// For whom.
    pub(super) outlet: Option<Span>,
    /// Where the sentence begins behind the dash.
    pub(super) end: usize,
}

/// What a name is in the dateline that it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Place,
    Outlet,
}

pub(super) fn part(text: &str, facts: &Facts, name: &Found) -> Option<Part> {
    let sentence = facts.sentence_at(name.span.start())?;
    let start = sentence.span.start();
    let near = name.span.start() < start + LONGEST;
    let line = near.then(|| read(text, start, facts.tongue.nearest())).flatten();
    let within = |it: Option<Span>| it.is_some_and(|it| it.contains(name.span));
    match line {
        Some(line) if within(line.outlet) => Some(Part::Outlet),
        Some(line) if within(line.place) => Some(Part::Place),
        _ => {
            let opens = sentence.tokens.start == name.first;
            (opens && leads(text, facts, name.first, name.end)).then_some(Part::Place)
        }
    }
}

/// The dateline of the line that begins at `start`, told by a place in
/// capitals, a day, or an outlet that is known or is a web address.
pub(super) fn read(text: &str, start: usize, lang: Lang) -> Option<Dateline> {
    let before = text.get(..start)?.trim_end_matches(|it| it != '\n' && is_blank(it));
    if !before.is_empty() && !before.ends_with('\n') {
        return None;
    }
    let head = text.get(start..text.floor_char_boundary(start + LONGEST))?;
    let dash = pieces(head, &[' ']).find(|it| {
        let dash = matches!(it.of(head), "–" | "—" | "-" | "--" | "|");
        let behind = head.get(it.end()..).unwrap_or_default().trim_start_matches(is_blank);
        dash && 0 < it.start() && !behind.is_empty() && !behind.starts_with(char::is_lowercase)
    })?;
    let mut res = Dateline { place: None, outlet: None, end: start + dash.end() };
    let mut told = false;
    for part in pieces(Span::new(0, dash.start()).of(head), &[',', '(', ')', '/', ':']) {
        let words = part.of(head);
        if !words.split(' ').all(|it| !it.starts_with(char::is_lowercase) || is_address(it)) {
            return None;
        }
        let own = Some(part.shift(start));
        if is_address(words) || lang.pack().lexicon.is_listed(words, List::Outlet) {
            (told, res.outlet) = (true, res.outlet.or(own));
        } else if words.contains(|it: char| it.is_ascii_digit()) {
            told = true;
        } else if res.place.is_some() && is_outlet(words, lang) {
            told |= is_humped(words);
            res.outlet = res.outlet.or(own);
        } else {
            told |= part.start() == 0 && is_loud(words);
            res.place = res.place.or(own);
        }
    }
    let behind = head.get(dash.end()..).unwrap_or_default();
    res.end += behind.len() - behind.trim_start_matches(is_blank).len();
    told.then_some(res)
}

/// What stands between separators of one byte, without blanks around.
fn pieces<'a>(text: &'a str, apart: &'a [char]) -> impl Iterator<Item = Span> + 'a {
    let mut at = 0;
    text.split(apart).filter_map(move |piece| {
        let start = at + piece.len() - piece.trim_start_matches(is_blank).len();
        at += piece.len() + 1;
        let len = piece.trim_matches(is_blank).len();
        (0 < len).then(|| Span::new(start, start + len))
    })
}

/// A blank, or what is left of markup.
fn is_blank(it: char) -> bool {
    it.is_whitespace() || matches!(it, '\0' | '\u{34f}' | '\u{fe0f}')
}

/// "KUPANG", "NEW YORK".
fn is_loud(words: &str) -> bool {
    2 < words.len() && words.chars().all(|it| it.is_uppercase() || matches!(it, ' ' | '.' | '-'))
}

/// "Harian Suar", "AmbonKini": behind the place, by its noun or by a capital inside.
fn is_outlet(words: &str, lang: Lang) -> bool {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let noun = !rest.is_empty() && lang.pack().lexicon.is_listed(first, List::Body);
    lang == Lang::Id && noun || is_humped(words)
}

fn is_humped(word: &str) -> bool {
    let mut letters = word.chars().skip(1);
    let small = letters.find(|it| it.is_uppercase()).is_some();
    small && word.contains(char::is_lowercase) && !word.contains([' ', '-', '.', '\''])
}

/// "KOMPAS.com", "REPUBLIKA.CO.ID".
pub(super) fn is_address(word: &str) -> bool {
    let Some((name, ending)) = word.rsplit_once('.') else { return false };
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-');
    !name.is_empty()
        && name.chars().all(plain)
        && ENDINGS.iter().any(|it| it.eq_ignore_ascii_case(ending))
}

/// Whether a name is the place of a dateline: "JAKARTA — Presiden …", "KYIV,
/// Ukraine (AP) – The …". Indices of the name's tokens; it opens its sentence.
fn leads(text: &str, facts: &Facts, first: usize, end: usize) -> bool {
    let at = |at: usize| facts.tokens.get(at).map_or("", |it| it.span.of(text));
    let Some(place) = facts.tokens.get(first).map(|it| it.span.start()) else { return false };
    let before = Span::new(0, place).of(text);
    if !(before.is_empty() || before.ends_with('\n')) {
        return false;
    }
    let dash = (end..end + DATELINE).take_while(|it| {
        let word = at(*it);
        matches!(word, "," | "(" | ")" | "." | "/") || !word.starts_with(char::is_lowercase)
    });
    let is_dash = |it: &usize| matches!(at(*it), "–" | "—" | "-" | "--");
    let Some(dash) = dash.into_iter().find(is_dash) else { return false };
    let apart = |a: usize, b: usize| {
        let ends = facts.tokens.get(a).zip(facts.tokens.get(b));
        ends.is_some_and(|(a, b)| a.span.end() < b.span.start())
    };
    // "Beijing – the largest buyer – was silent" goes on in small letters.
    apart(dash - 1, dash)
        && apart(dash, dash + 1)
        && !at(dash + 1).starts_with(char::is_lowercase)
        && !at(dash + 1).is_empty()
}

/// The date that the passage begins the article with, if it does. One without its year
/// is the last such day that is not far behind `by`; where it tells its weekday, the last
/// on which they fit.
pub(super) fn date(passage: &Passage, facts: &Facts, by: Date) -> Option<Date> {
    let whole = |it: &DateMention| it.day.in_year(it.day.year?);
    let told = |it: &DateMention| whole(it).or_else(|| last(it, by));
    if let Some(day) = facts.byline.as_ref().and_then(told) {
        return Some(day);
    }
    let block = passage.blocks.iter().find(|it| it.kind == BlockKind::Paragraph)?;
    let text = passage.prose();
    let stands = |it: &&DateMention| {
        in_dateline(text, block, it)
            || behind_dateline(text, block, facts, it)
            || is_date_line(block, it)
    };
    // "BEIJING, Nov. 12 (Xinhua) -- … on Thursday, November 12, 2026": it may be
    // told once without its year.
    let dates = || {
        let near = facts.dates.iter().filter(|it| block.content.contains(it.date)).take(2);
        near.filter(stands)
    };
    dates().find_map(whole).or_else(|| dates().find_map(told))
}

/// The last day that a date without its year can be. A weekday that does not fit points to
/// an earlier year only where no day near by is meant: else it is a slip.
fn last(date: &DateMention, by: Date) -> Option<Date> {
    let latest = by.checked_add(AHEAD.days()).unwrap_or(by);
    let years = (by.year().saturating_sub(YEARS)..=latest.year()).rev();
    let mut days = years.filter_map(|it| date.day.in_year(it)).filter(|it| *it <= latest);
    let near = by.checked_sub(RECENT.days()).unwrap_or(by);
    let fits = |it: &Date| date.weekday.is_none_or(|(day, _)| day == it.weekday());
    days.find(|it| near <= *it || fits(it))
}

/// "Jakarta, 14 Mei 2025 -", "WASHINGTON, May 14, 2009 (Reuters) -".
fn in_dateline(text: &str, block: &Block, date: &DateMention) -> bool {
    let place = Span::new(block.content.start(), date.span.start()).of(text);
    let named = place.split_whitespace().all(|it| !it.starts_with(char::is_lowercase));
    let rest = text.get(date.span.end()..).unwrap_or_default().trim_start_matches([')', ' ']);
    let rest = match rest.strip_prefix('(') {
        Some(agency) => agency.split_once(')').map_or("", |it| it.1).trim_start(),
        None => rest,
    };
    date.span.end() <= block.content.start() + LONGEST
        && named
        && !place.trim().is_empty()
        && rest.starts_with(['–', '—', '-', ':'])
}

/// "JAKARTA, KOMPAS — Presiden mengatakan, Kamis (14/5/2015), …": the day of
/// the news, with its weekday, in the first two sentences behind the dateline.
fn behind_dateline(text: &str, block: &Block, facts: &Facts, date: &DateMention) -> bool {
    let at = facts.sentences.partition_point(|it| it.span.start() < block.content.start());
    let mut near = facts.sentences.iter().skip(at).take(2);
    let Some(first) = near.clone().next().map(|it| it.span) else { return false };
    // "Jakarta – Presiden …": by a place that is known.
    let known = || {
        let place = facts.candidates_in(first).first();
        let place = place.filter(|it| it.at_place && it.opens);
        place.is_some_and(|it| {
            let behind = text.get(it.span.end()..).unwrap_or_default().trim_start();
            let outlet = behind.strip_prefix('(').and_then(|it| it.split_once(')'));
            outlet.map_or(behind, |it| it.1.trim_start()).starts_with(['–', '—', '-'])
        })
    };
    date.weekday.is_some()
        && block.content.contains(date.date)
        && near.any(|it| it.span.contains(date.date))
        && (read(text, first.start(), facts.tongue.nearest()).is_some() || known())
}

/// "Selasa, 14 Januari 2025 10:30 WIB", "Published 14 May 2025".
fn is_date_line(block: &Block, date: &DateMention) -> bool {
    block.content.len() <= DATE_LINE && block.content.len() <= 3 * date.span.len()
}
