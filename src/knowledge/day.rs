//! Dates as exact as their source: a year, a month or a day.

use std::fmt;

use jiff::civil::{Date, date};

/// A date with its precision. Written as ISO 8601 writes it: "2012",
/// "2012-05", "2012-05-07".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    pub fn day(day: Date) -> PartialDate {
        PartialDate { first: day, precision: Precision::Day }
    }

    /// What the source does not tell is 0. `None` where there is no such date.
    pub(in crate::knowledge) fn new(year: i16, month: u8, day: u8) -> Option<PartialDate> {
        let precision = match (year, month, day) {
            (0, ..) => return None,
            (_, 0, _) => Precision::Year,
            (_, _, 0) => Precision::Month,
            _ => Precision::Day,
        };
        let part = |it: u8| i8::try_from(it.max(1)).ok();
        let first = Date::new(year, part(month)?, part(day)?).ok()?;
        Some(PartialDate { first, precision })
    }

    /// `None` where the text is no such date.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        parts.next().is_none().then_some(PartialDate { first, precision })
    }

    /// The first day it may mean.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day it may mean.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Year => date(self.first.year(), 12, 31),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    /// Day, month and year; what the source does not tell is `None`.
    pub fn parts(self) -> (Option<i8>, Option<i8>, i16) {
        let (day, month) = (self.first.day(), self.first.month());
        match self.precision {
            Precision::Year => (None, None, self.first.year()),
            Precision::Month => (None, Some(month), self.first.year()),
            Precision::Day => (Some(day), Some(month), self.first.year()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Year => write!(f, "{:04}", self.first.year()),
            Precision::Month => write!(f, "{:04}-{:02}", self.first.year(), self.first.month()),
            Precision::Day => write!(f, "{}", self.first),
        }
    }
}
