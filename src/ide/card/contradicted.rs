//! Offices that the text gives to somebody who does not hold them that day.

use crate::detect::{Article, Naming};
use crate::ide::card::face::first_title;
use crate::knowledge::normal::words;
use crate::knowledge::{Base, Entry, PartialDate, Role};
use crate::lang::{Beside, Lang};
use crate::text::Span;

/// So many bytes before a name are looked at: a title and a country.
const BEFORE: usize = 90;

/// An office in the text against what is known.
#[derive(Clone)]
pub(super) struct Contradicted {
    pub(super) mention: Span,
    /// The title as the text has it.
    pub(super) written: String,
    /// It had ended by then; else it had not begun.
    pub(super) ended: bool,
    /// When it ended or began.
    pub(super) date: PartialDate,
}

/// The first of somebody's names that stands behind such an office; `titles` are
/// those of the offices.
pub(super) fn contradicted(
    article: &Article,
    namings: &[Naming],
    titles: &[Titles<'_>],
) -> Option<Contradicted> {
    let day = article.date.day;
    if titles.is_empty() {
        return None;
    }
    for mention in namings {
        let before = words(before(article, mention));
        if before.is_empty() {
            continue;
        }
        let over = |it: &Titles<'_>| is_over(it.role, day);
        let mut rest = titles.iter().filter(|it| !over(it));
        if rest.any(|it| it.before(&before).is_some()) {
            continue;
        }
        let wrong = titles.iter().filter(|it| over(it));
        let mut wrong = wrong.filter_map(|it| Some((it.role, it.before(&before)?)));
        if let Some((role, written)) = wrong.next() {
            let ended = role.until.is_some_and(|it| it.last() < day);
            let date = if ended { role.until? } else { role.from? };
            let (mention, written) = (mention.span, written.to_owned());
            return Some(Contradicted { mention, written, ended, date });
        }
    }
    None
}

/// Whether the office was certainly not held on that day.
fn is_over(role: &Role, day: jiff::civil::Date) -> bool {
    !role.holds_on(day) && !role.may_hold_on(day)
}

/// What stands right before a name in its sentence.
fn before<'a>(article: &'a Article, mention: &Naming) -> &'a str {
    let Some((placed, facts, _)) = article.passage(mention.passage) else { return "" };
    let prose = placed.passage.prose();
    let at = mention.span.start() - placed.start;
    let sentence = facts.sentence_at(at).map_or(0, |it| it.span.start());
    let start = prose.ceil_char_boundary(at.saturating_sub(BEFORE).max(sentence));
    // A comma or a bracket ends what is said of this name.
    let text = Span::new(start, at).of(prose);
    text.rsplit([',', ';', '(', ')', '.', ':', '"', '“']).next().unwrap_or_default()
}

/// "Mantan", "wakil": a word before a title that makes it another one.
fn is_other(word: &str) -> bool {
    Lang::ALL.iter().any(|it| it.pack().lexicon.is_beside(word, Beside::OtherOffice))
}

/// The titles of an office, with what may stand between them and a name.
pub(super) struct Titles<'a> {
    role: &'a Role,
    /// As they are shown, and their words.
    titles: [(&'a str, Vec<String>); 2],
    /// Nothing, or the words of a name of the country.
    tails: Vec<Vec<String>>,
}

impl<'a> Titles<'a> {
    /// Those of all offices of an entity.
    pub(super) fn all(base: &Base, entry: &'a Entry) -> Vec<Titles<'a>> {
        entry.roles.iter().map(|it| Titles::of(base, it)).collect()
    }

    fn of(base: &Base, role: &'a Role) -> Titles<'a> {
        let titles = Lang::ALL.map(|lang| {
            let title = first_title(role, lang);
            (title, words(title))
        });
        let country = base.find(&format!("country/{}", role.at));
        let names =
            country.into_iter().flat_map(|it| base.all_names(it)).map(|(_, it)| words(it.text));
        Titles { role, titles, tails: std::iter::once(Vec::new()).chain(names).collect() }
    }

    /// The title, if it is what these words before a name end in, with or without
    /// the country.
    fn before(&self, there: &[String]) -> Option<&'a str> {
        for (title, wanted) in self.titles.iter().filter(|it| !it.1.is_empty()) {
            for tail in &self.tails {
                let Some(rest) = there.strip_suffix(tail.as_slice()) else { continue };
                let Some(rest) = rest.strip_suffix(wanted.as_slice()) else { continue };
                if !rest.last().is_some_and(|it| is_other(it)) {
                    return Some(title);
                }
            }
        }
        None
    }
}
