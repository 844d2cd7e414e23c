//! Columns that hold one of a few words, or a number within bounds.

use super::{Problems, Tables};

/// Table, column, and what may stand there.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("countries", "status", &["un_member", "un_observer", "other", "territory"]),
    ("names", "case", &["exact", "initial"]),
    ("names", "gate", &["free", "after_full", "context", "disambiguate", "metonym"]),
    (
        "names",
        "kind",
        &[
            "name", "surname", "alias", "acronym", "demonym", "capital", "formal", "metonym",
            "historic",
        ],
    ),
    ("names", "lang", &["any", "en", "id"]),
    ("people", "gender", &["", "female", "male"]),
    ("roles", "confidence", &["multi", "single", "unverified"]),
    ("roles", "head_of", &["", "hog", "hos", "hos+hog"]),
];

const CLASSES: [&str; 3] = ["ambiguous", "common-word", "short"];

pub(super) fn check(tables: &Tables, problems: &mut Problems) {
    for (name, column, allowed) in WORDS {
        let table = tables.get(name);
        for row in table.rows() {
            let value = table.cell(row, column);
            if !allowed.contains(&value) {
                let allowed = allowed.join(", ");
                let message = format!("{column} `{value}` is unknown; use one of: {allowed}");
                problems.add(table, row.line, message);
            }
        }
    }
    let ambiguous = tables.get("ambiguous");
    for row in ambiguous.rows() {
        let class = ambiguous.cell(row, "class");
        if !class.split('+').all(|it| CLASSES.contains(&it)) {
            let message = format!("class `{class}`; join any of these with +: {CLASSES:?}");
            problems.add(ambiguous, row.line, message);
        }
    }
    let people = tables.get("people");
    for row in people.rows() {
        let year = people.cell(row, "birth_year");
        let fits = year.parse::<u32>().is_ok_and(|it| (1850..=2015).contains(&it));
        if !year.is_empty() && !fits {
            let message = format!("birth_year `{year}` is no year from 1850 to 2015; correct it");
            problems.add(people, row.line, message);
        }
    }
    let countries = tables.get("countries");
    for row in countries.rows() {
        let code = countries.cell(row, "iso3");
        if code.len() != 3 || !code.bytes().all(|it| it.is_ascii_uppercase()) {
            let message = format!("iso3 `{code}` must be three capital letters; correct it");
            problems.add(countries, row.line, message);
        }
    }
}
