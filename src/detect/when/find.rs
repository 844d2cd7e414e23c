//! The words of a passage that tell when.

use std::cell::OnceCell;
use std::ops::Deref;

use jiff::civil::Weekday;

use crate::detect::date::DateMention;
use crate::detect::view::inside;
use crate::detect::when::{Lean, Term, When, Year};
use crate::detect::words::Words;
use crate::detect::{Facts, Sentence};
use crate::lang::{Lang, Lexicon, List, Mark, Part, TimeKind, Token, TokenKind};
use crate::text::Span;

/// So many words before a weekday or month may put it into the future.
const NEAR: u32 = 12;

/// So many dates before are looked at for the one that is meant.
const BACK: usize = 32;

/// A sentence and its tokens; indices are those of the facts.
pub(super) struct Page<'a> {
    words: Words<'a>,
    /// By first token.
    marks: &'a [Mark],
    tense: OnceCell<Tense<'a>>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) lang: Lang,
}

impl<'a> Deref for Page<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.words
    }
}

/// Of when a sentence tells.
struct Tense<'a> {
    /// What points back or ahead, and who speaks; by first token.
    cues: Vec<&'a Mark>,
    /// Of the past alone.
    past: bool,
}

/// Puts what tells when in a sentence behind what `res` has of those before it; in
/// order, none over another.
pub(in crate::detect) fn read(
    text: &str,
    facts: &Facts,
    sentence: &Sentence,
    lang: Lang,
    res: &mut Vec<When>,
) {
    let mut dates = inside(&facts.dates, sentence.span, |it| it.span).iter().peekable();
    let page = Page {
        words: Words { text, facts, first: sentence.tokens.start, end: sentence.tokens.end },
        marks: facts.marks.get(sentence.marks.clone()).unwrap_or_default(),
        tense: OnceCell::new(),
        lexicon: &lang.pack().lexicon,
        lang,
    };
    let names = |it: &Mark| matches!(it.list, List::Month | List::Weekday | List::Time);
    let mut marks = page.marks.iter().filter(|it| names(it)).peekable();
    let tokens = facts.tokens_of(sentence);
    let number = |it: &Token| it.kind == TokenKind::Number;
    // Without a figure, a day or one of these words nothing tells when.
    if dates.peek().is_none() && marks.peek().is_none() && !tokens.iter().any(number) {
        return;
    }
    let mut at = page.first;
    while at < page.end {
        let start = page.span(at).start();
        while dates.next_if(|it| it.span.end() <= start).is_some() {}
        while marks.next_if(|it| (it.first as usize) < at).is_some() {}
        if let Some(date) = dates.peek().filter(|it| it.span.start() <= start) {
            res.push(page.full(date, at));
            while at < page.end && page.span(at).start() < date.span.end() {
                at += 1;
            }
            continue;
        }
        let named = marks.peek().is_some_and(|it| it.first as usize == at);
        if !named && !facts.tokens.get(at).is_some_and(number) {
            at += 1;
            continue;
        }
        let limit = dates.peek().map_or(usize::MAX, |it| it.span.start());
        let mut found = None;
        while let Some(mark) = marks.next_if(|it| it.first as usize == at) {
            found = found.or_else(|| page.marked(mark, res));
        }
        let found = found.or_else(|| page.year(at));
        match found.filter(|it| it.0.span.end() <= limit) {
            Some((when, end)) => {
                let (when, end) = page.with_edge(when, at, end);
                let over = |it: &When| when.span.start() < it.span.end();
                if !res.last().is_some_and(over) {
                    res.push(when);
                }
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn kind(&self, word: &str) -> Option<TimeKind> {
        self.lexicon.time(word).map(|it| it.kind)
    }

    /// A name of a day or month is written with a capital.
    fn is_name(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// A date with day and month; "3–5 Maret 2026" begins before it.
    fn full(&self, date: &DateMention, at: usize) -> When {
        let lean = self.lean(at, at);
        let day = |it: usize| {
            let word = self.word(it);
            word.parse::<i8>().ok().filter(|it| 0 < *it && *it < date.day.day && word.len() < 3)
        };
        let to = matches!(self.before(at), "-" | "–" | "—" | "to")
            || self.kind(self.before(at)) == Some(TimeKind::Until);
        let first = at.checked_sub(2).filter(|_| to && date.span == date.date);
        match first.and_then(|it| Some((it, day(it)?))) {
            Some((it, first)) if !date.numeric || self.is_joined(it + 1) => {
                let span = self.span(it).cover(date.span);
                When { span, term: Term::Days(first, date.day), lean }
            }
            _ => When { span: date.span, term: Term::Day(date.day), lean },
        }
    }

    /// "9-10/5/2026": a sign without blanks.
    fn is_joined(&self, sign: usize) -> bool {
        let ends = |it: usize| (self.span(it).end(), self.span(it + 1).start());
        let [one, two] = [ends(sign - 1), ends(sign)];
        one.0 == one.1 && two.0 == two.1
    }

    fn marked(&self, mark: &Mark, before: &[When]) -> Option<(When, usize)> {
        match mark.list {
            List::Weekday => self.weekday(mark),
            List::Month => self.month(mark),
            _ => self.relative(mark, before),
        }
    }

    fn weekday(&self, mark: &Mark) -> Option<(When, usize)> {
        let (at, mut end) = (mark.first as usize, mark.end as usize);
        let word = mark.span.of(self.text);
        let short = self.lang == Lang::En && word.len() < 6;
        let feast = |it: &str| self.kind(it) == Some(TimeKind::Feast);
        // "Every Wednesday" is no day.
        let each = matches!(
            self.before(at),
            "setiap" | "Setiap" | "tiap" | "Tiap" | "saban" | "every" | "Every" | "each" | "Each"
        );
        if short || each || !self.is_name(at) || feast(self.before(at)) || feast(self.word(end)) {
            return None;
        }
        // "Minggu lalu" at the beginning may be last week; "Sunday Times" is no day.
        let longer = |it: &Mark| it.list == List::Time && mark.end < it.end;
        let phrase = self.marks_at(at).iter().any(longer);
        let titled = self.lang == Lang::En && self.is_name(end) && self.before(at) != ",";
        if phrase && at == self.first || titled && self.kind(self.word(end)).is_none() {
            return None;
        }
        let number = i8::try_from(mark.value).ok()?;
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        let mut span = mark.span;
        if self.kind(self.word(end)) == Some(TimeKind::Part) {
            span = span.cover(self.span(end));
            end += 1;
        }
        let lean = self.lean(at, end);
        let span = self.with_shift(span, at);
        Some((When { span, term: Term::Weekday(weekday), lean }, end))
    }

    fn month(&self, mark: &Mark) -> Option<(When, usize)> {
        let (at, mut end) = (mark.first as usize, mark.end as usize);
        if !self.is_name(at) {
            return None;
        }
        let month = i8::try_from(mark.value).ok()?;
        let mut span = mark.span;
        // "Sept. 2025", "May, 2025".
        let stop = usize::from(matches!(self.word(end), "." | ","));
        let year = self.figure(end + stop).or_else(|| {
            let of = usize::from(self.lang == Lang::En && self.word(end) == "of");
            self.figure(end + of).map(|it| (it.0, it.1)).filter(|_| of == 1)
        });
        let year = match year {
            Some((year, behind)) => {
                span = span.cover(self.span(behind - 1));
                end = behind;
                Year::Is(year)
            }
            None => match self.year_from(end) {
                Some((by, behind)) => {
                    span = span.cover(self.span(behind - 1));
                    end = behind;
                    Year::From(by)
                }
                None => Year::Open,
            },
        };
        if year == Year::Open && !self.is_month(mark, end) {
            return None;
        }
        let lean = self.lean(at, end);
        let span = self.with_shift(span, at);
        Some((When { span, term: Term::Month(month, year), lean }, end))
    }

    /// Whether a month without a year is one: no short form, no name, no verb.
    fn is_month(&self, mark: &Mark, end: usize) -> bool {
        let word = mark.span.of(self.text);
        let at = mark.first as usize;
        let before = self.kind(self.before(at));
        match self.lang {
            Lang::Id => {
                let short = word.chars().count() < 4 && !word.eq_ignore_ascii_case("mei")
                    || word.eq_ignore_ascii_case("agust")
                    || word.eq_ignore_ascii_case("sept");
                // "Sebelas Maret" is a university.
                let numbered = self.lexicon.numeral(self.before(at)).is_some();
                // "Mei Ling", "Agustus Sinaga": somebody's name.
                let clear = before.is_some() || self.figure(end).is_some();
                let name = !clear && self.is_name(end);
                !short && !numbered && !name
            }
            Lang::En => {
                let other = ["may", "march"].iter().any(|it| word.eq_ignore_ascii_case(it));
                let short = word.len() < 4 && !other || word.eq_ignore_ascii_case("sept");
                // "April Jones", "Theresa May", "May I".
                let clear = before.is_some_and(|it| it != TimeKind::Feast);
                let name = self.is_name(end) || self.is_name(at.wrapping_sub(1));
                !short && (clear || !other && !name)
            }
        }
    }

    /// "Tahun lalu" behind a month.
    fn year_from(&self, at: usize) -> Option<(i8, usize)> {
        let mark = self.marks_at(at).iter().find(|it| it.list == List::Time)?;
        let time = mark.time()?;
        let year = time.kind == TimeKind::From(crate::lang::TimeUnit::Year);
        year.then_some((time.value, mark.end as usize))
    }

    /// "Tahun lalu", "yesterday", "dua hari lalu", "bulan yang sama tahun lalu".
    fn relative(&self, mark: &Mark, before: &[When]) -> Option<(When, usize)> {
        let (at, end) = (mark.first as usize, mark.end as usize);
        let time = mark.time()?;
        match time.kind {
            TimeKind::From(unit) => {
                if self.kind(self.word(at)) == Some(TimeKind::Unit)
                    && time.value == -1
                    && let Some(counted) = self.counted(at, mark)
                {
                    return Some((counted, end));
                }
                // "Akhir tahun 2025", "akhir bulan Maret".
                let counted = self.kind(self.before(end)) == Some(TimeKind::Unit);
                if let Some((year, behind)) = self.figure(end).filter(|_| counted) {
                    let span = mark.span.cover(self.span(end));
                    let when = When { span, term: Term::Year(year), lean: Lean::Open };
                    return Some((when, behind));
                }
                if counted && self.marks_at(end).iter().any(|it| it.list == List::Month) {
                    return None;
                }
                // Which day somebody means who says "today" stands nowhere.
                let spoken = unit == crate::lang::TimeUnit::Day && self.facts.is_quoted(mark.span);
                if spoken {
                    return None;
                }
                let term = Term::From(unit, i32::from(time.value));
                Some((When { span: mark.span, term, lean: Lean::Open }, end))
            }
            TimeKind::Same => {
                let month = before.iter().rev().take(BACK).find_map(|it| match it.term {
                    Term::Month(month, _) => Some(month),
                    Term::Day(day) => Some(day.month),
                    _ => None,
                })?;
                let of = usize::from(self.lang == Lang::En && self.word(end) == "of");
                let (year, behind) = match self.figure(end + of) {
                    Some((year, behind)) => (Year::Is(year), behind),
                    None => {
                        let (by, behind) = self.year_from(end + of)?;
                        (Year::FromNearest(by), behind)
                    }
                };
                let span = mark.span.cover(self.span(behind - 1));
                Some((When { span, term: Term::Month(month, year), lean: Lean::Open }, behind))
            }
            TimeKind::Ago => self.counted(at.checked_sub(1)?, mark).map(|it| (it, end)),
            _ => None,
        }
    }

    /// "Dua tahun lalu": the unit stands at a token, and the mark ends the phrase.
    fn counted(&self, unit: usize, mark: &Mark) -> Option<When> {
        let at = unit.checked_sub(1)?;
        let unit = self.lexicon.time(self.word(unit))?.unit()?;
        let number = self.word(at);
        let value = match self.lexicon.numeral(number) {
            Some(it) if it.fract() == 0.0 && it < 1000.0 => format!("{it:.0}").parse().ok()?,
            Some(_) => return None,
            None => number.parse::<i16>().ok()?,
        };
        // "Lima puluh tahun lalu", "1,5 tahun lalu": only a plain number is counted.
        let longer = self.lexicon.numeral(self.before(at)).is_some()
            || matches!(self.before(at), "." | "," | "-" | "–");
        let span = self.span(at).cover(mark.span);
        let term = Term::From(unit, -i32::from(value));
        (!longer && value < 200).then_some(When { span, term, lean: Lean::Before })
    }

    /// "Last" and "next" before a weekday or month belong to it.
    fn with_shift(&self, span: Span, at: usize) -> Span {
        let shift = matches!(
            self.kind(self.before(at)),
            Some(TimeKind::Next | TimeKind::Last | TimeKind::This)
        );
        let before = at.checked_sub(1).filter(|_| shift && self.lang == Lang::En);
        before.map_or(span, |it| span.cover(self.span(it)))
    }

    /// "Akhir Maret", "awal tahun ini", "the end of May".
    fn with_edge(&self, when: When, at: usize, end: usize) -> (When, usize) {
        let long = match when.term {
            Term::Month(..) | Term::Year(_) | Term::Decade(_) => true,
            Term::From(unit, _) => unit != crate::lang::TimeUnit::Day,
            _ => false,
        };
        let starts = when.span.start() == self.span(at).start();
        if !long || !starts {
            return (when, end);
        }
        let kind = |it: usize| self.kind(self.word(it));
        let mut first = at;
        for _ in 0..3 {
            let Some(before) = first.checked_sub(1).filter(|it| self.first <= *it) else { break };
            let word = self.word(before);
            let link = match self.lang {
                Lang::En => matches!(word, "-" | "of"),
                Lang::Id => {
                    matches!(when.term, Term::Year(_) | Term::Month(..))
                        && kind(before) == Some(TimeKind::Unit)
                }
            };
            match kind(before) {
                Some(TimeKind::Edge) => {
                    first = before;
                    let span = self.span(first).cover(when.span);
                    return (When { span, ..when }, end);
                }
                Some(TimeKind::EdgeOf) if self.word(before + 1) == "of" => {
                    let span = self.span(before).cover(when.span);
                    return (When { span, ..when }, end);
                }
                _ if link => first = before,
                _ => break,
            }
        }
        (when, end)
    }

    /// What the words around a weekday or month say of its side: those right
    /// behind it, right before it, and the last verb before it.
    fn lean(&self, at: usize, end: usize) -> Lean {
        if at < end {
            match self.kind(self.word(end)) {
                Some(TimeKind::Ago) => return Lean::Before,
                Some(TimeKind::Next) => return Lean::After,
                Some(TimeKind::This) if self.lang == Lang::Id => return Lean::Onward,
                _ => {}
            }
        }
        let mut before = at;
        if matches!(self.kind(self.before(before)), Some(TimeKind::Edge)) {
            before -= 1;
        }
        match self.kind(self.before(before)) {
            Some(TimeKind::Next) => return Lean::After,
            Some(TimeKind::Last) => return Lean::Before,
            Some(TimeKind::Until) if self.tense().past || self.still(before) => {
                return Lean::UpTo;
            }
            Some(TimeKind::This | TimeKind::Until) => return Lean::Onward,
            Some(TimeKind::Since) => return Lean::UpTo,
            _ => {}
        }
        let start = before;
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let Tense { cues, past } = self.tense();
        let before = cues.get(..cues.partition_point(|it| it.first < at)).unwrap_or_default();
        match before.iter().rev().find(|it| it.end <= at) {
            Some(it) if it.list == List::Future && at <= it.end + NEAR => Lean::Onward,
            _ if *past || self.told(start) => Lean::UpTo,
            _ => Lean::Open,
        }
    }

    /// "Belum menjawab hingga Rabu", without "akan".
    fn still(&self, until: usize) -> bool {
        let stands = |list: List| {
            let before = self.marks.iter().take_while(|it| (it.first as usize) < until);
            before.filter(|it| it.list == list).count() != 0
        };
        self.lang == Lang::Id && stands(List::Negation) && !stands(List::Future)
    }

    /// "Which felled trees in January": a verb in the past tense before it in its clause, and
    /// between them nothing that makes a plan of it. In English alone.
    fn told(&self, date: usize) -> bool {
        let Some(last) = date.checked_sub(1).filter(|_| self.lang == Lang::En) else {
            return false;
        };
        if !matches!(self.word(last), "in" | "on") {
            return false;
        }
        for at in (self.first..last).rev().take(NEAR as usize) {
            let word = self.word(at);
            let plays = |part| self.lexicon.plays(word, part);
            if plays(Part::Modal) || plays(Part::Copula) || !word.starts_with(char::is_alphabetic) {
                return false;
            }
            let small = word.bytes().all(|it| it.is_ascii_lowercase());
            if small && 5 <= word.len() && word.ends_with("ed") && !word.ends_with("eed") {
                // Not a participle: "a delayed vote", "as expected", "expected in May".
                let before = self.before(at);
                let part = [Part::Indefinite, Part::Boundary, Part::Infinitive, Part::Copula];
                return at != self.first && !part.iter().any(|it| self.lexicon.plays(before, *it));
            }
        }
        false
    }

    /// "Sejak" says nothing of an end.
    fn tense(&self) -> &Tense<'a> {
        self.tense.get_or_init(|| {
            let since = |it: &Mark| self.kind(it.span.of(self.text)) == Some(TimeKind::Since);
            let cue = |it: &&Mark| {
                let list = it.list;
                matches!(list, List::Future | List::SpeechVerb | List::AccordingTo | List::Past)
            };
            let cues: Vec<&Mark> = self.marks.iter().filter(cue).collect();
            let past = cues.iter().any(|it| it.list == List::Past && !since(it))
                && cues.iter().all(|it| it.list != List::Future);
            Tense { cues, past }
        })
    }

    /// Marks that begin at this token or behind it.
    pub(super) fn marks_from(&self, at: usize) -> &'a [Mark] {
        let from = self.marks.partition_point(|it| (it.first as usize) < at);
        self.marks.get(from..).unwrap_or_default()
    }

    /// Marks that begin at this token.
    pub(super) fn marks_at(&self, at: usize) -> &'a [Mark] {
        let marks = self.marks_from(at);
        let end = marks.partition_point(|it| it.first as usize == at);
        marks.get(..end).unwrap_or_default()
    }
}
