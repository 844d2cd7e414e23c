//! Offices that the text gives to somebody who does not hold them that day.

use crate::detect::{Article, Entity, Mention};
use crate::ide::card::face::first_title;
use crate::knowledge::normal::words;
use crate::knowledge::{Base, PartialDate, Role};
use crate::lang::{Beside, Lang};
use crate::text::Span;

/// So many bytes before a name are looked at: a title and a country.
const BEFORE: usize = 90;

/// An office in the text against what is known.
pub(super) struct Contradicted {
    pub(super) mention: Span,
    /// The title as the text has it.
    pub(super) written: String,
    /// It had ended by then; else it had not begun.
    pub(super) ended: bool,
    /// When it ended or began.
    pub(super) date: PartialDate,
}

pub(super) fn contradicted(
    article: &Article,
    base: &Base,
    entity: &Entity,
) -> Option<Contradicted> {
    let entry = entity.entry(base);
    let day = article.date.day;
    let mentions = entity.mentions.iter().filter_map(|it| article.mentions().get(*it));
    for mention in mentions {
        let before = before(article, mention);
        let given = |role: &Role| title_before(base, role, &before);
        if entry.roles.iter().any(|it| !is_over(it, day) && given(it).is_some()) {
            continue;
        }
        let wrong = entry.roles.iter().filter(|it| is_over(it, day));
        if let Some((role, written)) = wrong.filter_map(|it| Some((it, given(it)?))).next() {
            let ended = role.until.is_some_and(|it| it.last() < day);
            let date = if ended { role.until? } else { role.from? };
            return Some(Contradicted { mention: mention.span, written, ended, date });
        }
    }
    None
}

/// Whether the office was certainly not held on that day.
fn is_over(role: &Role, day: jiff::civil::Date) -> bool {
    !role.holds_on(day) && !role.may_hold_on(day)
}

/// What stands right before a name in its sentence.
fn before(article: &Article, mention: &Mention) -> String {
    let Some((placed, facts, _)) = article.passage(mention.passage) else { return String::new() };
    let prose = placed.passage.prose();
    let at = mention.span.start() - placed.start;
    let sentence = facts.sentence_at(at).map_or(0, |it| it.span.start());
    let start = prose.ceil_char_boundary(at.saturating_sub(BEFORE).max(sentence));
    // A comma or a bracket ends what is said of this name.
    let text = Span::new(start, at).of(prose);
    text.rsplit([',', ';', '(', ')', '.', ':', '"', '“']).next().unwrap_or_default().to_owned()
}

/// "Mantan", "wakil": a word before a title that makes it another one.
fn is_other(word: &str) -> bool {
    Lang::ALL.iter().any(|it| it.pack().lexicon.is_beside(word, Beside::OtherOffice))
}

/// The title of an office, if it is what stands before a name, with or without
/// the country.
fn title_before(base: &Base, role: &Role, before: &str) -> Option<String> {
    let there = words(before);
    for lang in Lang::ALL {
        let title = first_title(role, lang);
        let wanted = words(title);
        if wanted.is_empty() {
            continue;
        }
        let country = base.find(&format!("country/{}", role.at));
        let names =
            country.into_iter().flat_map(|it| base.all_names(it)).map(|(_, it)| words(it.text));
        for tail in std::iter::once(Vec::new()).chain(names) {
            let Some(rest) = there.strip_suffix(tail.as_slice()) else { continue };
            let Some(rest) = rest.strip_suffix(wanted.as_slice()) else { continue };
            let other = rest.last().is_some_and(|it| is_other(it));
            if !other {
                return Some(title.to_owned());
            }
        }
    }
    None
}
