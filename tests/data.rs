//! Checks on the tables and word lists under `seeds/`: a slip in the data is reported with its file,
//! its line and what to do about it. Everything here is read from disk, so nothing needs rebuilding
//! after an edit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

const KNOWLEDGE: &str = "seeds/knowledge";
const LANGUAGES: &str = "seeds/lang";

/// The day the first tables were reviewed; dates up to it are fine even where the clock is wrong.
const REVIEWED: &str = "2026-11-24";

/// What a table must look like.
struct Shape {
    /// The file name without `.tsv`.
    name: &'static str,
    /// All columns in their order, separated by blanks like those below.
    columns: &'static str,
    /// The columns that together may occur only once.
    key: &'static str,
    /// Columns that may not be empty.
    required: &'static str,
    /// Columns holding lists separated by `|`.
    lists: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "ambiguous",
        columns: "name candidates class note",
        key: "name",
        required: "name candidates class",
        lists: "candidates",
    },
    Shape {
        name: "countries",
        columns: "id iso3 qid status name_en name_id formal_en demonyms_en demonyms_id \
                  capital_en capital_id source as_of",
        key: "id",
        required: "id iso3 qid status name_en name_id source as_of",
        lists: "demonyms_en demonyms_id",
    },
    Shape {
        name: "metonyms",
        columns: "name_en names_id refers_to kind note source",
        key: "name_en",
        required: "name_en names_id refers_to kind source",
        lists: "names_id",
    },
    Shape {
        name: "names",
        columns: "name entity kind lang case gate",
        key: "name entity lang",
        required: "name entity kind lang case gate",
        lists: "",
    },
    Shape {
        name: "orgs",
        columns: "id qid kind name_en name_id acronyms_en acronyms_id members seat source as_of",
        key: "id",
        required: "id kind name_en name_id source",
        lists: "acronyms_en acronyms_id members",
    },
    Shape {
        name: "people",
        columns: "id qid name surname country gender birth_year source as_of",
        key: "id",
        required: "id name source",
        lists: "",
    },
    Shape {
        name: "places",
        columns: "id kind country name_en name_id code source",
        key: "id",
        required: "id kind name_id source",
        lists: "",
    },
    Shape {
        name: "roles",
        columns: "person role_en role_id head_of at from until confidence source as_of",
        key: "person role_en at from",
        required: "person role_en role_id at confidence source",
        lists: "",
    },
    Shape {
        name: "sources",
        columns: "repository commit date_of_facts licence_as_stated quality use",
        key: "repository",
        required: "repository commit date_of_facts licence_as_stated quality use",
        lists: "",
    },
    Shape {
        name: "things",
        columns: "id kind name_en name_id acronyms country source",
        key: "id",
        required: "id kind name_en name_id source",
        lists: "acronyms",
    },
    Shape {
        name: "titles",
        columns: "title_id title_en abbreviations_id class source",
        key: "title_id",
        required: "title_id title_en class source",
        lists: "abbreviations_id",
    },
];

/// Members of organisations that have an ISO 3166 code but no row in `countries.tsv`.
const OUTSIDE: &[&str] =
    &["AI", "AS", "AW", "BM", "CK", "EH", "GI", "KY", "MS", "NC", "NU", "PR", "TC", "VG", "VI"];

/// Offices with two open holders in the sources: the co-princes of Andorra, the co-presidents of
/// Nicaragua, and Guyana, whose president and prime minister are both given as head of government.
const SHARED: &[&str] = &["AD hos", "GY hog", "NI hos", "NI hog"];

const ENTITY_KINDS: &[&str] = &["country", "document", "event", "org", "person", "place", "weapon"];
const NAME_KINDS: &[&str] =
    &["name", "surname", "alias", "acronym", "demonym", "capital", "formal", "metonym", "historic"];
const GATES: &[&str] = &["free", "after_full", "context", "disambiguate", "metonym"];

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

struct Row {
    line: usize,
    cells: Vec<String>,
}

struct Table {
    path: String,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
}

impl Table {
    fn read(name: &str, problems: &mut Problems) -> Self {
        let shape = SHAPES.iter().find(|s| s.name == name).expect("a table of SHAPES");
        let columns: Vec<&str> = words(shape.columns).collect();
        let path = format!("{KNOWLEDGE}/{name}.tsv");
        let mut rows = Vec::new();
        if let Some(text) = read(Path::new(&path), problems) {
            let header = columns.join("\t");
            if text.lines().next() != Some(header.as_str()) {
                problems.add(&path, 1, format!("the header must read `{}`", shape.columns));
            }
            for (index, line) in text.lines().enumerate().skip(1) {
                let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
                if cells.len() == columns.len() {
                    rows.push(Row { line: index + 1, cells });
                } else {
                    problems.add(
                        &path,
                        index + 1,
                        format!(
                            "{} cells where the header has {}; separate them with single tabs, empty ones too",
                            cells.len(),
                            columns.len()
                        ),
                    );
                }
            }
        }
        Table { path, columns, rows }
    }

    fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let at = self.columns.iter().position(|c| *c == column).expect("a column of the table");
        &row.cells[at]
    }

    fn list<'a>(&self, row: &'a Row, column: &str) -> Vec<&'a str> {
        self.cell(row, column).split('|').filter(|c| !c.is_empty()).collect()
    }

    fn column(&self, column: &str) -> HashSet<&str> {
        self.rows.iter().map(|r| self.cell(r, column)).collect()
    }
}

#[derive(Default)]
struct Problems(Vec<String>);

impl Problems {
    fn add(&mut self, path: &str, line: usize, message: String) {
        self.0.push(format!("{path}:{line}: {message}"));
    }

    fn report(self) {
        const SHOWN: usize = 50;
        let more = self.0.len().saturating_sub(SHOWN);
        let shown = self.0.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        let tail = if more > 0 { format!("\n… and {more} more") } else { String::new() };
        assert!(self.0.is_empty(), "{} problem(s) in the data:\n{shown}{tail}", self.0.len());
    }
}

/// The text of a file that is UTF-8 with LF line ends and a newline at its end; anything else is a problem.
fn read(path: &Path, problems: &mut Problems) -> Option<String> {
    let name = path.display().to_string();
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.add(
                &name,
                1,
                format!("cannot be read ({error}); restore it or run from the package root"),
            );
            return None;
        }
    };
    let line_of = |at: usize| bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        problems.add(&name, 1, "starts with a byte order mark; save it as plain UTF-8".to_owned());
    }
    if let Some(at) = bytes.iter().position(|b| *b == b'\r') {
        problems.add(
            &name,
            line_of(at),
            "has a carriage return; save it with LF line ends".to_owned(),
        );
    }
    if bytes.last().is_some_and(|b| *b != b'\n') {
        problems.add(
            &name,
            line_of(bytes.len()),
            "the last line has no newline; add one".to_owned(),
        );
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            problems.add(&name, line, "is not UTF-8; save it as UTF-8".to_owned());
            None
        }
    }
}

fn is_country_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// `kind/slug`, with the slugs of INTERFACE: `country/XX`, the others lower-case words joined by hyphens.
fn is_id(id: &str) -> bool {
    let Some((kind, slug)) = id.split_once('/') else {
        return false;
    };
    if !ENTITY_KINDS.contains(&kind) {
        return false;
    }
    if kind == "country" {
        return is_country_code(slug);
    }
    slug.split('-')
        .all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A date of one of the forms YYYY, YYYY-MM and YYYY-MM-DD.
fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    if parts.len() > 3 || !parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        return false;
    }
    if parts[0].len() != 4 || parts[1..].iter().any(|p| p.len() != 2) {
        return false;
    }
    let number = |at: usize| parts.get(at).map_or(1, |p| p.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (number(0), number(1), number(2));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    year >= 1000 && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Whether `a` is after `b`, as far as the shorter of the two can tell.
fn is_after(a: &str, b: &str) -> bool {
    let precision = a.len().min(b.len());
    a[..precision] > b[..precision]
}

/// The latest day a fact may carry: today in UTC, or the day of the review if the clock is behind it.
fn latest_day() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    // One day of grace for the time zones that are already in tomorrow. The rest is the usual
    // conversion of a day count to a civil date, in years that start on 1 March.
    let days = i64::try_from(seconds / 86_400).unwrap_or(0) + 1 + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}").max(REVIEWED.to_owned())
}

fn one_of(allowed: &[&str]) -> String {
    allowed.join(", ")
}

/// Header, cells, blanks, lists, order and keys of every table.
#[test]
fn tables_are_tidy() {
    let mut problems = Problems::default();
    for shape in SHAPES {
        let table = Table::read(shape.name, &mut problems);
        let path = &table.path;
        if table.rows.is_empty() {
            problems.add(path, 1, "has no rows".to_owned());
        }
        let mut keys: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut previous: Option<String> = None;
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                if cell.trim() != cell || cell.contains("  ") {
                    problems.add(
                        path,
                        row.line,
                        format!("{column}: stray blanks in `{cell}`; remove them"),
                    );
                }
                if cell.is_empty() && words(shape.required).any(|c| c == *column) {
                    problems.add(
                        path,
                        row.line,
                        format!("{column} is empty; fill it in or drop the row"),
                    );
                }
                if words(shape.lists).any(|c| c == *column) && !cell.is_empty() {
                    let items: Vec<&str> = cell.split('|').collect();
                    if items.iter().any(|i| i.is_empty() || i.trim() != *i) {
                        problems.add(
                            path,
                            row.line,
                            format!("{column}: blank item in the list `{cell}`"),
                        );
                    }
                    if items.iter().collect::<HashSet<_>>().len() != items.len() {
                        problems.add(
                            path,
                            row.line,
                            format!("{column}: an item stands twice in `{cell}`"),
                        );
                    }
                } else if cell.contains('|') {
                    problems.add(
                        path,
                        row.line,
                        format!("{column} holds one value, not a list: `{cell}`"),
                    );
                }
            }
            let key: Vec<&str> = words(shape.key).map(|c| table.cell(row, c)).collect();
            if let Some(first) = keys.insert(key.clone(), row.line) {
                problems.add(
                    path,
                    row.line,
                    format!(
                        "the key `{}` is already on line {first}; merge the two",
                        key.join(" ")
                    ),
                );
            }
            let text = row.cells.join("\t");
            if previous.as_deref().is_some_and(|p| p.as_bytes() > text.as_bytes()) {
                problems.add(
                    path,
                    row.line,
                    "out of order; sort the rows below the header with `LC_ALL=C sort`".to_owned(),
                );
            }
            previous = Some(text);
        }
    }
    // A table nobody checks is a table nobody notices.
    for entry in fs::read_dir(KNOWLEDGE).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.strip_suffix(".tsv").is_some_and(|n| SHAPES.iter().all(|s| s.name != n)) {
            problems.add(
                &format!("{KNOWLEDGE}/{name}"),
                1,
                "is not in SHAPES of tests/data.rs; add it".to_owned(),
            );
        }
    }
    problems.report();
}

/// Ids are well formed and every reference between the tables resolves.
#[test]
fn ids_resolve() {
    let mut problems = Problems::default();
    let p = &mut problems;
    let [countries, orgs, people, places, things] =
        ["countries", "orgs", "people", "places", "things"].map(|n| Table::read(n, p));
    let [roles, metonyms, names, ambiguous] =
        ["roles", "metonyms", "names", "ambiguous"].map(|n| Table::read(n, p));

    let kinds: [(&Table, &[&str]); 5] = [
        (&countries, &["country"]),
        (&orgs, &["org"]),
        (&people, &["person"]),
        (&places, &["place"]),
        (&things, &["document", "event", "weapon"]),
    ];
    let mut entities: HashSet<&str> = HashSet::new();
    let mut qids: HashMap<&str, &str> = HashMap::new();
    for (table, allowed) in kinds {
        for row in &table.rows {
            let id = table.cell(row, "id");
            let kind = id.split('/').next().unwrap_or_default();
            if !is_id(id) || !allowed.contains(&kind) {
                p.add(
                    &table.path,
                    row.line,
                    format!(
                        "bad id `{id}`; write {}/slug in lower case with hyphens (country/XX)",
                        allowed.join("|")
                    ),
                );
            }
            entities.insert(id);
            if !table.columns.contains(&"qid") {
                continue;
            }
            let qid = table.cell(row, "qid");
            let digits = qid.strip_prefix('Q').unwrap_or_default();
            if !qid.is_empty() {
                if digits.is_empty()
                    || digits.starts_with('0')
                    || !digits.bytes().all(|b| b.is_ascii_digit())
                {
                    p.add(
                        &table.path,
                        row.line,
                        format!("bad Wikidata id `{qid}`; write Q and digits, or nothing"),
                    );
                }
                if let Some(other) = qids.insert(qid, id) {
                    p.add(
                        &table.path,
                        row.line,
                        format!("{qid} also stands at {other}; one of the two is wrong"),
                    );
                }
            }
        }
    }
    let is_country =
        |code: &str| is_country_code(code) && entities.contains(format!("country/{code}").as_str());

    for table in [&people, &places, &things] {
        for row in &table.rows {
            let country = table.cell(row, "country");
            if !country.is_empty() && !is_country(country) {
                p.add(
                    &table.path,
                    row.line,
                    format!("country `{country}` is not in countries.tsv; use its ISO code or leave it empty"),
                );
            }
        }
    }
    for row in &orgs.rows {
        for member in orgs.list(row, "members") {
            if !is_country(member) && !OUTSIDE.contains(&member) {
                p.add(
                    &orgs.path,
                    row.line,
                    format!("member `{member}` is not in countries.tsv; correct it or add it to OUTSIDE in tests/data.rs"),
                );
            }
        }
    }
    for row in &roles.rows {
        let (person, at) = (roles.cell(row, "person"), roles.cell(row, "at"));
        if !person.starts_with("person/") || !entities.contains(person) {
            p.add(
                &roles.path,
                row.line,
                format!("`{person}` is not in people.tsv; add the person or correct the id"),
            );
        }
        if !(is_country(at) || at.starts_with("org/") && entities.contains(at)) {
            p.add(
                &roles.path,
                row.line,
                format!("at `{at}` is neither an ISO code nor an organisation of the tables"),
            );
        }
    }
    for row in &metonyms.rows {
        let target = metonyms.cell(row, "refers_to");
        if !entities.contains(target)
            || !(target.starts_with("country/") || target.starts_with("org/"))
        {
            p.add(
                &metonyms.path,
                row.line,
                format!("refers_to `{target}` is no country or organisation of the tables"),
            );
        }
    }
    for row in &names.rows {
        let entity = names.cell(row, "entity");
        if !entities.contains(entity) {
            p.add(
                &names.path,
                row.line,
                format!("`{entity}` is in no table; add the entity or drop the name"),
            );
        }
    }
    let known = names.column("name");
    for row in &ambiguous.rows {
        let name = ambiguous.cell(row, "name");
        if !known.contains(name) {
            p.add(
                &ambiguous.path,
                row.line,
                format!("`{name}` is not in names.tsv; add it there or drop the row"),
            );
        }
        for candidate in ambiguous.list(row, "candidates") {
            if !entities.contains(candidate) {
                p.add(
                    &ambiguous.path,
                    row.line,
                    format!("candidate `{candidate}` is in no table; correct the id"),
                );
            }
        }
    }
    problems.report();
}

/// Closed vocabularies.
#[test]
fn values_are_known() {
    let mut problems = Problems::default();
    let vocabularies: &[(&str, &str, &[&str])] = &[
        ("countries", "status", &["un_member", "un_observer", "other", "territory"]),
        ("names", "case", &["exact", "initial"]),
        ("names", "gate", GATES),
        ("names", "kind", NAME_KINDS),
        ("names", "lang", &["any", "en", "id"]),
        ("people", "gender", &["", "female", "male"]),
        ("roles", "confidence", &["multi", "single", "unverified"]),
        ("roles", "head_of", &["", "hog", "hos", "hos+hog"]),
    ];
    for (name, column, allowed) in vocabularies {
        let table = Table::read(name, &mut problems);
        for row in &table.rows {
            let value = table.cell(row, column);
            if !allowed.contains(&value) {
                problems.add(
                    &table.path,
                    row.line,
                    format!("{column} `{value}` is unknown; use one of: {}", one_of(allowed)),
                );
            }
        }
    }
    let ambiguous = Table::read("ambiguous", &mut problems);
    let classes = ["ambiguous", "common-word", "short"];
    for row in &ambiguous.rows {
        let class = ambiguous.cell(row, "class");
        if !class.split('+').all(|c| classes.contains(&c)) {
            problems.add(
                &ambiguous.path,
                row.line,
                format!("class `{class}`; join any of these with +: {}", one_of(&classes)),
            );
        }
    }
    let people = Table::read("people", &mut problems);
    for row in &people.rows {
        let year = people.cell(row, "birth_year");
        if !year.is_empty() && !year.parse::<u32>().is_ok_and(|y| (1850..=2015).contains(&y)) {
            problems.add(
                &people.path,
                row.line,
                format!("birth_year `{year}` is no year from 1850 to 2015"),
            );
        }
    }
    let countries = Table::read("countries", &mut problems);
    for row in &countries.rows {
        let code = countries.cell(row, "iso3");
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            problems.add(
                &countries.path,
                row.line,
                format!("iso3 `{code}` must be three capital letters"),
            );
        }
    }
    problems.report();
}

/// Dates are dates, lie in the past and in order; an office has one open holder.
#[test]
fn dates_hold_together() {
    let mut problems = Problems::default();
    let latest = latest_day();
    for (name, columns) in [
        ("countries", &["as_of"][..]),
        ("orgs", &["as_of"]),
        ("people", &["as_of"]),
        ("roles", &["from", "until", "as_of"]),
    ] {
        let table = Table::read(name, &mut problems);
        for row in &table.rows {
            for column in columns {
                let date = table.cell(row, column);
                if date.is_empty() {
                    continue;
                }
                if !is_date(date) {
                    problems.add(
                        &table.path,
                        row.line,
                        format!("{column} `{date}` is no date; write YYYY, YYYY-MM or YYYY-MM-DD"),
                    );
                } else if is_after(date, &latest) {
                    problems.add(
                        &table.path,
                        row.line,
                        format!("{column} {date} lies after {latest}; correct it"),
                    );
                }
            }
        }
    }
    let roles = Table::read("roles", &mut problems);
    let mut holders: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    let mut newest: HashMap<&str, &str> = HashMap::new();
    for row in &roles.rows {
        let (person, from, until) =
            (roles.cell(row, "person"), roles.cell(row, "from"), roles.cell(row, "until"));
        if is_date(from) && is_date(until) && is_after(from, until) {
            problems.add(
                &roles.path,
                row.line,
                format!("ends ({until}) before it starts ({from}); correct one of them"),
            );
        }
        if until.is_empty() {
            for head in roles.cell(row, "head_of").split('+').filter(|h| !h.is_empty()) {
                holders
                    .entry(format!("{} {head}", roles.cell(row, "at")))
                    .or_default()
                    .push((row.line, person));
            }
        }
        let seen = roles.cell(row, "as_of");
        let latest_seen = newest.entry(person).or_default();
        *latest_seen = (*latest_seen).max(seen);
    }
    for (seat, open) in &holders {
        if open.len() > 1 && !SHARED.contains(&seat.as_str()) {
            let people: BTreeSet<&str> = open.iter().map(|(_, person)| *person).collect();
            problems.add(
                &roles.path,
                open[1].0,
                format!(
                    "{seat} has {} open holders ({}); close all but one with `until`",
                    open.len(),
                    people.into_iter().collect::<Vec<_>>().join(", ")
                ),
            );
        }
    }
    let people = Table::read("people", &mut problems);
    for row in &people.rows {
        let (id, as_of) = (people.cell(row, "id"), people.cell(row, "as_of"));
        let expected = newest.get(id).copied().unwrap_or_default();
        if as_of != expected {
            problems.add(
                &people.path,
                row.line,
                format!("as_of `{as_of}`, but the newest as_of of the person's roles is `{expected}`; copy that"),
            );
        }
    }
    problems.report();
}

/// Every name of every table can be looked up, and the rows of one name do not contradict each other.
#[test]
fn names_are_complete() {
    let mut problems = Problems::default();
    let p = &mut problems;
    let names = Table::read("names", p);
    let mut index: std::collections::BTreeMap<(&str, &str), Vec<&str>> =
        std::collections::BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &names.rows {
        let (name, entity) = (names.cell(row, "name"), names.cell(row, "entity"));
        index.entry((name, entity)).or_default().push(names.cell(row, "lang"));
        by_name.entry(name).or_default().push(row);
    }
    let mut want = |table: &Table, row: &Row, entity: &str, name: &str, lang: &str| {
        let found =
            index.get(&(name, entity)).is_some_and(|l| l.contains(&"any") || l.contains(&lang));
        if !name.is_empty() && !found {
            p.add(
                &table.path,
                row.line,
                format!(
                    "names.tsv lacks `{name}` for {entity} (lang {lang} or any); add the row there"
                ),
            );
        }
    };
    for name in ["countries", "orgs", "people", "places", "things"] {
        let table = Table::read(name, &mut Problems::default());
        for row in &table.rows {
            let id = table.cell(row, "id");
            for column in &table.columns {
                let langs: &[&str] = match *column {
                    "name_en" | "formal_en" | "demonyms_en" | "acronyms_en" => &["en"],
                    "name_id" | "demonyms_id" | "acronyms_id" => &["id"],
                    "name" | "surname" | "acronyms" => &["en", "id"],
                    _ => continue,
                };
                for item in table.list(row, column) {
                    for lang in langs {
                        want(&table, row, id, item, lang);
                    }
                }
            }
            if name == "countries" {
                for (column, lang) in [("capital_en", "en"), ("capital_id", "id")] {
                    want(&table, row, id, table.cell(row, column), lang);
                }
            }
        }
    }
    let metonyms = Table::read("metonyms", &mut Problems::default());
    for row in &metonyms.rows {
        let target = metonyms.cell(row, "refers_to");
        want(&metonyms, row, target, metonyms.cell(row, "name_en"), "en");
        for name in metonyms.list(row, "names_id") {
            want(&metonyms, row, target, name, "id");
        }
    }
    let countries = Table::read("countries", &mut Problems::default());
    for row in &countries.rows {
        for column in ["capital_en", "capital_id"] {
            let capital = countries.cell(row, column);
            let as_place = |r: &&Row| {
                names.cell(r, "entity").starts_with("place/") && names.cell(r, "kind") == "name"
            };
            if !capital.is_empty()
                && !by_name.get(capital).is_some_and(|rows| rows.iter().any(as_place))
            {
                p.add(
                    &countries.path,
                    row.line,
                    format!(
                        "{column} `{capital}` names no place; add it to places.tsv and names.tsv"
                    ),
                );
            }
        }
    }
    for ((name, entity), langs) in &index {
        if langs.len() > 1 && langs.contains(&"any") {
            let line = by_name[name]
                .iter()
                .find(|r| names.cell(r, "entity") == *entity)
                .map_or(1, |r| r.line);
            p.add(
                &names.path,
                line,
                format!("`{name}` for {entity}: lang any beside another; keep one of them"),
            );
        }
    }
    for (name, rows) in &by_name {
        for row in rows {
            let (kind, gate) = (names.cell(row, "kind"), names.cell(row, "gate"));
            let stands_for = kind == "capital" || kind == "metonym";
            if stands_for != (gate == "metonym") {
                p.add(
                    &names.path,
                    row.line,
                    format!("kind {kind} with gate {gate}; gate metonym is for the kinds capital and metonym, always"),
                );
            }
            let entity = names.cell(row, "entity");
            if stands_for && !(entity.starts_with("country/") || entity.starts_with("org/")) {
                p.add(
                    &names.path,
                    row.line,
                    format!("kind {kind} must point at a country or organisation, not {entity}"),
                );
            }
        }
        for lang in ["en", "id"] {
            let open: Vec<&&Row> = rows
                .iter()
                .filter(|r| {
                    ["any", lang].contains(&names.cell(r, "lang"))
                        && names.cell(r, "gate") == "free"
                })
                .collect();
            if open.len() > 1 {
                p.add(
                    &names.path,
                    open[1].line,
                    format!("`{name}` is free for {} entities in {lang}; set gate disambiguate or context", open.len()),
                );
            }
        }
    }
    problems.report();
}

/// The files `seeds/lang/*/*.txt`, sorted.
fn word_lists() -> Vec<PathBuf> {
    let below = |dir: &Path| -> Vec<PathBuf> {
        fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect()
    };
    let mut files: Vec<PathBuf> = below(Path::new(LANGUAGES))
        .iter()
        .filter(|d| d.is_dir())
        .flat_map(|d| below(d))
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

/// Word lists: comment lines first, then entries in byte order, each once, without stray blanks.
#[test]
fn word_lists_are_sorted() {
    let mut problems = Problems::default();
    for file in word_lists() {
        let path = file.display().to_string();
        let Some(text) = read(&file, &mut problems) else {
            continue;
        };
        let mut previous: Option<&str> = None;
        for (index, line) in text.lines().enumerate() {
            let at = index + 1;
            if line.starts_with('#') && previous.is_none() {
                continue;
            }
            if line.starts_with('#') {
                problems.add(
                    &path,
                    at,
                    "a comment after the first entry; move it to the top".to_owned(),
                );
                continue;
            }
            if line.trim().is_empty() {
                problems.add(&path, at, "a blank line; remove it".to_owned());
                continue;
            }
            if line.trim() != line || line.contains("  ") {
                problems.add(&path, at, format!("stray blanks in `{line}`; remove them"));
            }
            match previous {
                Some(p) if p == line => {
                    problems.add(&path, at, format!("`{line}` stands twice; keep one"));
                }
                Some(p) if p.as_bytes() > line.as_bytes() => problems.add(
                    &path,
                    at,
                    format!("`{line}` comes after `{p}`; sort the entries with `LC_ALL=C sort`"),
                ),
                _ => {}
            }
            previous = Some(line);
        }
    }
    problems.report();
}

/// `grammar.tsv`: sorted, no doubles, and no part that the program would drop.
#[test]
fn grammar_is_tidy_and_known() {
    const PARTS: [&str; 17] = [
        "boundary",
        "that",
        "auxiliary",
        "relative",
        "compare",
        "aside",
        "by",
        "infinitive",
        "lead",
        "apart",
        "known",
        "indefinite",
        "copula",
        "tail",
        "ground",
        "wish",
        "thus",
    ];
    for tag in ["en", "id"] {
        let path = format!("seeds/lang/{tag}/grammar.tsv");
        let text = fs::read_to_string(&path).expect("grammar.tsv");
        let rows: Vec<(&str, &str)> = text
            .lines()
            .filter(|it| !it.starts_with("# "))
            .skip(1)
            .map(|it| it.split_once('\t').unwrap_or_else(|| panic!("{path}: no TAB in `{it}`")))
            .collect();
        assert!(rows.windows(2).all(|it| it[0].0 < it[1].0), "{path}: sort it, drop doubles");
        for (form, parts) in rows {
            let known = parts.split('|').all(|it| PARTS.contains(&it));
            assert!(known, "{path}: `{form}` plays an unknown part in `{parts}`");
        }
    }
}
