//! What day, month or year is meant, where the words leave some of it out.

use crate::detect::{Article, Point, Term, When};
use crate::ide::card::face::Face;
use crate::knowledge::PartialDate;
use crate::text::Span;

/// The words at a byte that tell when, if they do not tell all of it.
pub(super) fn at(article: &Article, byte: usize) -> Option<(Span, When)> {
    let (placed, facts, _) = article.passage(article.passage_at(byte))?;
    let local = byte.checked_sub(placed.start)?;
    let open = |it: &&When| match it.term {
        Term::Day(day) | Term::Days(_, day) => day.year.is_none(),
        Term::Year(_) | Term::Decade(_) => false,
        _ => true,
    };
    let when = facts.whens.iter().find(|it| it.span.touches(local)).filter(open)?;
    Some((when.span.shift(placed.start), *when))
}

/// "**Selasa lalu** · Selasa, 14 April 2026", and from which day that is counted.
pub(super) fn lines(face: &Face<'_>, written: &str, when: When) -> Option<Vec<String>> {
    let day = |it: jiff::civil::Date| {
        let weekday = face.word(&format!("weekday-{}", it.weekday().to_monday_one_offset()));
        format!("{weekday}, {}", face.date(PartialDate::day(it)))
    };
    let meant = match when.on(face.day())? {
        Point::Day(it) => day(it),
        Point::Days(first, last) => format!("{} – {}", day(first), day(last)),
        Point::Week(first) => {
            let last = first.checked_add(jiff::Span::new().days(6)).ok()?;
            format!("{} – {}", day(first), day(last))
        }
        it @ Point::Month(..) => face.date(PartialDate::parse(&it.to_string())?),
        Point::Year(year) | Point::Decade(year) => year.to_string(),
    };
    let counted = face.say(face.dated("card-when"));
    Some(vec![format!("**{written}** · {meant}"), format!("*{counted}*")])
}
