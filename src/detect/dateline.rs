//! The date that an article begins with: in its dateline ("JAKARTA, 14 Mei 2025
//! –"), in the first sentence behind one, on a line of its own, or in its byline.

use jiff::civil::Date;

use crate::detect::{DateMention, Facts};
use crate::structure::{Block, BlockKind, Passage};
use crate::text::Span;

/// A dateline ends within so many bytes.
const LONGEST: usize = 60;

/// A dateline has no more words behind its place.
const DATELINE: usize = 12;

/// A line that is a date has at most so many bytes.
const DATE_LINE: usize = 70;

/// Whether a name is the place of a dateline: "JAKARTA — Presiden …", "KYIV,
/// Ukraine (AP) – The …". Indices of the name's tokens; it opens its sentence.
pub(super) fn leads(text: &str, facts: &Facts, first: usize, end: usize) -> bool {
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

/// The date that the passage begins the article with, if it does.
pub(super) fn date(passage: &Passage, facts: &Facts) -> Option<Date> {
    let in_year = |it: &DateMention| it.day.in_year(it.day.year?);
    if let Some(day) = facts.byline.as_ref().and_then(in_year) {
        return Some(day);
    }
    let block = passage.blocks.iter().find(|it| it.kind == BlockKind::Paragraph)?;
    let text = passage.prose();
    let within = |it: &&DateMention| block.content.contains(it.date);
    let first = facts.dates.iter().find(within).filter(|it| it.day.year.is_some())?;
    let stands = in_dateline(text, block, first)
        || behind_dateline(text, block, facts, first)
        || is_date_line(block, first);
    if stands { in_year(first) } else { None }
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
/// the news, with its weekday, in the first sentence behind the dateline.
fn behind_dateline(text: &str, block: &Block, facts: &Facts, date: &DateMention) -> bool {
    let source = block.content.of(text);
    let head = source.get(..source.floor_char_boundary(LONGEST)).unwrap_or(source);
    let dashed = [" – ", " — ", " - "].iter().any(|dash| {
        let place = head.split_once(dash).map_or("", |it| it.0);
        !place.is_empty() && !place.chars().any(char::is_lowercase)
    });
    let first = facts.sentence_at(block.content.start());
    dashed && date.weekday.is_some() && first.is_some_and(|it| it.span.contains(date.date))
}

/// "Selasa, 14 Januari 2025 10:30 WIB", "Published 14 May 2025".
fn is_date_line(block: &Block, date: &DateMention) -> bool {
    block.content.len() <= DATE_LINE && block.content.len() <= 3 * date.span.len()
}
