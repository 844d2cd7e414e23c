//! Years in figures: "2025", "1990s", but not the year of a law's name.

use crate::detect::when::find::Page;
use crate::detect::when::{Lean, Term, When};
use crate::lang::{LONGEST_PHRASE, Lang, List, Mark, TimeKind, TokenKind};

/// Years that are written without "tahun" or "in" before them.
const PLAIN: std::ops::RangeInclusive<i16> = 1800..=2100;
/// Years at all.
const ANY: std::ops::RangeInclusive<i16> = 1000..=2999;
/// No mark has more tokens.
const WIDE: usize = LONGEST_PHRASE as usize;

impl Page<'_> {
    /// "Nomor 11 Tahun 2020", "Nomor 1/2023", "Act of 2022": a year in a law's name.
    fn is_law(&self, at: usize) -> bool {
        let word = |by: usize| at.checked_sub(by).map_or("", |it| self.word(it));
        let numbered = |it: &str| self.lexicon.is_beside(it, crate::lang::Beside::Numbered);
        let digits = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
        let behind_number = matches!(word(1), "Tahun" | "tahun" | "/") && digits(word(2));
        let label = if word(3) == "." { word(4) } else { word(3) };
        behind_number && numbered(label)
            || word(1) == "of" && matches!(word(2), "Act" | "Law" | "Code" | "Ordinance")
    }

    /// A year of four figures, and the token behind it.
    pub(super) fn figure(&self, at: usize) -> Option<(i16, usize)> {
        let word = self.word(at);
        let year = (word.len() == 4).then(|| word.parse::<i16>().ok())??;
        let decimal = matches!(self.word(at + 1), "." | ",")
            && self.word(at + 2).starts_with(|it: char| it.is_ascii_digit())
            && self.span(at).end() == self.span(at + 1).start()
            && self.span(at + 1).end() == self.span(at + 2).start();
        (ANY.contains(&year) && !decimal).then_some((year, at + 1))
    }

    pub(super) fn year(&self, at: usize) -> Option<(When, usize)> {
        if self.facts.tokens.get(at)?.kind != TokenKind::Number {
            return None;
        }
        let word = self.word(at);
        let span = self.span(at);
        let when = |term, span| When { span, term, lean: Lean::Open };
        // "1990s".
        if word.len() == 5 && word.ends_with('s') && self.lang == Lang::En {
            let year =
                word.get(..4)?.parse().ok().filter(|it| PLAIN.contains(it) && it % 10 == 0)?;
            return Some((when(Term::Decade(year), span), at + 1));
        }
        let (year, end) = self.figure(at)?;
        if self.is_law(at) {
            return None;
        }
        let tight = |it: usize| self.span(it).end() == self.span(it + 1).start();
        // "1990-an".
        if self.lang == Lang::Id && self.word(end) == "-" && self.word(end + 1) == "an" {
            let span = span.cover(self.span(end + 1));
            let decade = PLAIN.contains(&year) && year % 10 == 0;
            return decade.then_some((when(Term::Decade(year), span), end + 2));
        }
        let told = self.kind(self.before(at)).is_some_and(|it| {
            matches!(
                it,
                TimeKind::YearWord
                    | TimeKind::Since
                    | TimeKind::Until
                    | TimeKind::Unit
                    | TimeKind::Edge
            )
        });
        let before = at.checked_sub(1).filter(|it| self.first <= *it);
        // A part of a longer figure, of a code, of an amount.
        let joined = before.is_some_and(|it| {
            tight(it) && matches!(self.word(it), "." | "," | ":" | "#" | "$" | "€" | "£" | "+")
        });
        let figures = |it: usize| self.word(it).starts_with(|it: char| it.is_ascii_digit());
        let behind = tight(at) && matches!(self.word(end), ":" | "%" | "°");
        let in_date = matches!(self.word(end), "/" | "-") && tight(at) && {
            let next = self.word(end + 1);
            figures(end + 1) && next.len() == 2 && self.word(end + 2) == self.word(end)
        };
        let sum = |it: &Mark| matches!(it.list, List::Money | List::Percent | List::Magnitude);
        let money = |from: usize| {
            let behind = self.marks_at(end).iter().any(sum);
            let near = self.marks_from(from.saturating_sub(WIDE)).iter();
            let mut near = near.take_while(|it| (it.first as usize) < from);
            behind || near.any(|it| sum(it) && it.end as usize == from)
        };
        let counted = self.marks_at(end).iter().any(|it| it.list == List::Counted);
        let measured = self.lexicon.suffix(self.word(end)).is_some();
        let numbered = self.lexicon.is_beside(self.before(at), crate::lang::Beside::Numbered);
        let plain = PLAIN.contains(&year) && !counted;
        let fits = (told || plain) && !joined && !behind && !in_date && !measured;
        (fits && !money(at) && (told || !numbered)).then(|| (when(Term::Year(year), span), end))
    }
}
