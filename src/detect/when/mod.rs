//! When something is: days, months and years as they are written, and what
//! they mean on the article's date: "Selasa lalu", "last May", "akhir 2025".
//!
//! What stands in the text depends on the passage alone; which day it is is
//! told when somebody asks ([`When::on`]).

mod find;
mod year;

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span as Stretch, ToSpan};

use crate::detect::date::Day;
use crate::lang::TimeUnit;
use crate::text::Span;

pub(super) use find::read;

/// A word or phrase that tells when. The span is in bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// With weekday, brackets and part of the day; without "sejak", "on", and
    /// without "lalu", "mendatang" behind a weekday or month.
    pub span: Span,
    pub term: Term,
    pub lean: Lean,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// A day of a month; the year may be missing.
    Day(Day),
    /// From one day of a month to another one of it.
    Days(i8, Day),
    Weekday(Weekday),
    Month(i8, Year),
    Year(i16),
    /// "1990-an": its first year.
    Decade(i16),
    /// So many units from the article's date.
    From(TimeUnit, i32),
}

/// The year of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Open,
    Is(i16),
    /// So many years from that of the article's date.
    From(i8),
    /// So many years from that of the same month, as it is nearest to the
    /// article's date.
    FromNearest(i8),
}

/// On which side of the article's date an open day or month lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// "Lalu", "last": before it.
    Before,
    /// "Sejak": before it, or on it.
    UpTo,
    /// Nothing tells.
    Open,
    /// "Ini", "akan": on it, or behind it.
    Onward,
    /// "Mendatang", "next": behind it.
    After,
}

/// A stretch of the calendar. As text it is ISO 8601, a decade as in EDTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Day(Date),
    Days(Date, Date),
    /// By its Monday.
    Week(Date),
    Month(i16, i8),
    Year(i16),
    Decade(i16),
}

/// A month that nothing places is of the last so many; else it is to come.
/// Who writes of "July" in April means the next one, of "October" in May the last.
const BACK: i32 = 7;

impl When {
    /// "Dua hari lalu" counts something too.
    pub fn counts(&self) -> bool {
        matches!(self.term, Term::From(..)) && self.lean == Lean::Before
    }

    /// What it means in an article of this date. `None`: there is no such day.
    pub fn on(&self, today: Date) -> Option<Point> {
        match self.term {
            Term::Day(day) => self.day(day, today).map(Point::Day),
            Term::Days(first, day) => {
                let last = self.day(day, today)?;
                let first = Date::new(last.year(), last.month(), first).ok()?;
                Some(Point::Days(first, last))
            }
            Term::Weekday(weekday) => self.weekday(weekday, today).map(Point::Day),
            Term::Month(month, year) => {
                let near = |lean| i16::try_from(near(month, lean, today)).ok();
                let year = match year {
                    Year::Is(it) => it,
                    Year::From(by) => today.year().checked_add(i16::from(by))?,
                    Year::FromNearest(by) => near(Lean::Open)?.checked_add(i16::from(by))?,
                    Year::Open => near(self.lean)?,
                };
                Some(Point::Month(year, month))
            }
            Term::Year(year) => Some(Point::Year(year)),
            Term::Decade(year) => Some(Point::Decade(year)),
            Term::From(unit, by) => from(unit, by, today),
        }
    }

    /// The year of a day without one is the article's, or the one beside it,
    /// if that is nearer.
    fn day(&self, day: Day, today: Date) -> Option<Date> {
        if day.year.is_some() {
            return day.in_year(today.year());
        }
        let all = (-1..=1).filter_map(|by| day.in_year(today.year().checked_add(by)?));
        all.filter(|it| match self.lean {
            Lean::Before => *it < today,
            Lean::After => today < *it,
            _ => true,
        })
        .min_by_key(|it| today.since(*it).map_or(i32::MAX, |it| it.get_days().abs()))
    }

    fn weekday(&self, weekday: Weekday, today: Date) -> Option<Date> {
        let back = i64::from(weekday.until(today.weekday()));
        let by = match (self.lean, back) {
            (Lean::Before, 0) => -7,
            (Lean::Before | Lean::UpTo | Lean::Open, _) | (Lean::Onward, 0) => -back,
            (Lean::Onward | Lean::After, _) => 7 - back,
        };
        today.checked_add(by.days()).ok()
    }
}

/// The year of a month that stands without one.
fn near(month: i8, lean: Lean, today: Date) -> i32 {
    let year = i32::from(today.year());
    // Months since it was last, 0 for the article's own.
    let back = i32::from(today.month() - month).rem_euclid(12);
    let last = if today.month() < month { year - 1 } else { year };
    match lean {
        Lean::Before if back == 0 => last - 1,
        Lean::Before | Lean::UpTo => last,
        Lean::Open if back <= BACK => last,
        Lean::Onward if back == 0 => last,
        Lean::Open | Lean::Onward | Lean::After => last + 1,
    }
}

fn from(unit: TimeUnit, by: i32, today: Date) -> Option<Point> {
    let moved = |it: Stretch| today.checked_add(it).ok();
    Some(match unit {
        TimeUnit::Day => Point::Day(moved(Stretch::new().try_days(by).ok()?)?),
        TimeUnit::Week => {
            let day = moved(Stretch::new().try_weeks(by).ok()?)?;
            let back = i64::from(day.weekday().to_monday_zero_offset());
            Point::Week(day.checked_sub(back.days()).ok()?)
        }
        TimeUnit::Month => {
            let day = moved(Stretch::new().try_months(by).ok()?)?;
            Point::Month(day.year(), day.month())
        }
        TimeUnit::Year => Point::Year(i16::try_from(i32::from(today.year()) + by).ok()?),
    })
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::Day(it) => write!(f, "{it}"),
            Point::Days(first, last) => write!(f, "{first}/{last}"),
            Point::Week(it) => {
                let week = it.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Year(it) => write!(f, "{it:04}"),
            Point::Decade(it) => write!(f, "{:03}X", it / 10),
        }
    }
}
