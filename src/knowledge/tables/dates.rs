//! Dates are dates, lie in the past and in order; a seat has one holder.

use std::collections::{BTreeMap, HashMap};

use super::{Problems, Row, Table, Tables};

/// No fact of the tables is younger. Move it on with the tables: a clock that
/// is off must not decide whether the program can be built.
const REVIEWED: &str = "2026-11-24";

/// Seats with two holders at a time: the co-princes of Andorra, the
/// co-presidents of Nicaragua, and Guyana, where the sources give both the
/// president and the prime minister as head of government.
const SHARED: &[&str] = &["AD hos", "GY hog", "NI hos", "NI hog"];

/// Columns that hold dates.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("countries", &["as_of"]),
    ("orgs", &["as_of"]),
    ("people", &["as_of"]),
    ("roles", &["from", "until", "as_of"]),
];

pub(super) fn check(tables: &Tables, problems: &mut Problems) {
    for (name, columns) in COLUMNS {
        let table = tables.get(name);
        for row in table.rows() {
            for column in columns {
                let date = table.cell(row, column);
                if date.is_empty() {
                    continue;
                }
                if !is_date(date) {
                    let message =
                        format!("{column} `{date}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
                    problems.add(table, row.line, message);
                } else if is_after(date, REVIEWED) {
                    let message = format!(
                        "{column} {date} lies after {REVIEWED}, the day of the last review; correct \
                         it, or move REVIEWED in src/knowledge/tables/dates.rs on"
                    );
                    problems.add(table, row.line, message);
                }
            }
        }
    }
    let roles = tables.get("roles");
    let mut seats: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    let mut newest: HashMap<&str, &str> = HashMap::new();
    for row in roles.rows() {
        let (from, until) = (roles.cell(row, "from"), roles.cell(row, "until"));
        if is_date(from) && is_date(until) && is_after(from, until) {
            let message = format!("ends ({until}) before it starts ({from}); correct one of them");
            problems.add(roles, row.line, message);
        }
        for head in roles.cell(row, "head_of").split('+').filter(|it| !it.is_empty()) {
            let seat = format!("{} {head}", roles.cell(row, "at"));
            seats.entry(seat).or_default().push(row);
        }
        let seen = newest.entry(roles.cell(row, "person")).or_default();
        *seen = (*seen).max(roles.cell(row, "as_of"));
    }
    for (seat, rows) in &seats {
        if !SHARED.contains(&seat.as_str()) {
            one_holder(roles, seat, rows, problems);
        }
    }
    let people = tables.get("people");
    for row in people.rows() {
        let as_of = people.cell(row, "as_of");
        let wanted = newest.get(people.cell(row, "id")).copied().unwrap_or_default();
        if as_of != wanted {
            let message = format!(
                "as_of `{as_of}`, but the newest as_of of the person's roles is `{wanted}`; copy that"
            );
            problems.add(people, row.line, message);
        }
    }
}

/// Two people in one seat for certain. On the day of a handover, and within
/// the year or month that is all a source tells, both may hold it.
fn one_holder(roles: &Table, seat: &str, rows: &[&Row], problems: &mut Problems) {
    let mut rows: Vec<&Row> = rows.to_vec();
    rows.sort_by_key(|it| roles.cell(it, "from"));
    for (at, first) in rows.iter().enumerate() {
        let until = roles.cell(first, "until");
        for next in rows.iter().skip(at + 1) {
            let (one, other) = (roles.cell(first, "person"), roles.cell(next, "person"));
            let from = roles.cell(next, "from");
            let overlaps = match (roles.cell(first, "from"), from) {
                // Nobody knows when the first one began: only if both go on.
                ("", _) => until.is_empty() && roles.cell(next, "until").is_empty(),
                _ => until.is_empty() || is_after(until, from),
            };
            if one != other && overlaps {
                let message = format!(
                    "{seat} is also held by {one} (line {}, until `{until}`) when {other} starts \
                     (`{from}`); close the earlier one with `until`",
                    first.line
                );
                problems.add(roles, next.line, message);
            }
        }
    }
}

/// A date of one of the forms YYYY, YYYY-MM and YYYY-MM-DD.
pub fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let mut part = |len: usize| -> Option<Option<u32>> {
        let Some(text) = parts.next() else { return Some(None) };
        let plain = text.len() == len && text.bytes().all(|it| it.is_ascii_digit());
        plain.then(|| text.parse().ok())
    };
    let (Some(Some(year)), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let (month, day) = (month.unwrap_or(1), day.unwrap_or(1));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    parts.next().is_none() && 1000 <= year && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Whether `a` is after `b`, as far as the shorter of the two can tell.
pub(super) fn is_after(a: &str, b: &str) -> bool {
    let precision = a.len().min(b.len());
    let cut = |it: &str| it.get(..precision).map(str::to_owned);
    cut(a) > cut(b)
}
