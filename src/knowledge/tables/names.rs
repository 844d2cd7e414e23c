//! Every name of every table can be looked up, and the rows of one name do not
//! contradict each other.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Problems, Row, Table, Tables};

/// Languages that a name of each column must be found in.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("name_en", &["en"]),
    ("formal_en", &["en"]),
    ("demonyms_en", &["en"]),
    ("acronyms_en", &["en"]),
    ("name_id", &["id"]),
    ("demonyms_id", &["id"]),
    ("acronyms_id", &["id"]),
    ("name", &["en", "id"]),
    ("surname", &["en", "id"]),
];

/// The rows of each name.
type ByName<'a> = BTreeMap<&'a str, Vec<&'a Row>>;

pub(super) fn check(tables: &Tables, problems: &mut Problems) {
    let names = tables.get("names");
    let mut by_name: ByName<'_> = BTreeMap::new();
    for row in names.rows() {
        by_name.entry(names.cell(row, "name")).or_default().push(row);
    }
    complete(tables, &by_name, problems);
    for (name, rows) in &by_name {
        for row in rows {
            kinds(names, row, problems);
        }
        langs(names, name, rows, problems);
        clashes(names, name, rows, problems);
    }
    listed(tables, &by_name, problems);
}

/// Names that stand in other tables are in `names.tsv`.
fn complete(tables: &Tables, by_name: &ByName<'_>, problems: &mut Problems) {
    let names = tables.get("names");
    let mut want = |table: &Table, row: &Row, entity: &str, name: &str, lang: &str| {
        let fits = |it: &&&Row| {
            names.cell(it, "entity") == entity && ["any", lang].contains(&names.cell(it, "lang"))
        };
        let found = by_name.get(name).is_some_and(|it| it.iter().any(|it| fits(&it)));
        if !name.is_empty() && !found {
            let message = format!(
                "names.tsv lacks `{name}` for {entity} (lang {lang} or any); add the row there"
            );
            problems.add(table, row.line, message);
        }
    };
    for name in ["countries", "orgs", "people", "places", "things"] {
        let table = tables.get(name);
        for row in table.rows() {
            let id = table.cell(row, "id");
            for (column, langs) in COLUMNS.into_iter().chain([("acronyms", &["en", "id"][..])]) {
                for item in table.list(row, column) {
                    langs.iter().for_each(|it| want(table, row, id, item, it));
                }
            }
            for (column, lang) in [("capital_en", "en"), ("capital_id", "id")] {
                want(table, row, id, table.cell(row, column), lang);
            }
        }
    }
    let metonyms = tables.get("metonyms");
    for row in metonyms.rows() {
        let target = metonyms.cell(row, "refers_to");
        want(metonyms, row, target, metonyms.cell(row, "name_en"), "en");
        metonyms.list(row, "names_id").for_each(|it| want(metonyms, row, target, it, "id"));
    }
    let countries = tables.get("countries");
    for row in countries.rows() {
        for column in ["capital_en", "capital_id"] {
            let capital = countries.cell(row, column);
            let is_place = |it: &&Row| {
                names.cell(it, "entity").starts_with("place/") && names.cell(it, "kind") == "name"
            };
            let found = by_name.get(capital).is_some_and(|it| it.iter().any(is_place));
            if !capital.is_empty() && !found {
                let message = format!(
                    "{column} `{capital}` names no place; add it to places.tsv and names.tsv"
                );
                problems.add(countries, row.line, message);
            }
        }
    }
}

fn kinds(names: &Table, row: &Row, problems: &mut Problems) {
    let (kind, gate) = (names.cell(row, "kind"), names.cell(row, "gate"));
    let stands_for = kind == "capital" || kind == "metonym";
    if stands_for != (gate == "metonym") {
        let message = format!(
            "kind {kind} with gate {gate}; gate metonym is for the kinds capital and metonym, always"
        );
        problems.add(names, row.line, message);
    }
    let entity = names.cell(row, "entity");
    if stands_for && !(entity.starts_with("country/") || entity.starts_with("org/")) {
        let message = format!(
            "kind {kind} must point at a country or an organisation, not at {entity}; correct it"
        );
        problems.add(names, row.line, message);
    }
}

fn langs(names: &Table, name: &str, rows: &[&Row], problems: &mut Problems) {
    for row in rows {
        let entity = names.cell(row, "entity");
        let any = names.cell(row, "lang") == "any";
        if any && rows.iter().filter(|it| names.cell(it, "entity") == entity).count() > 1 {
            let message =
                format!("`{name}` for {entity}: lang any beside another; keep one of them");
            problems.add(names, row.line, message);
        }
    }
}

fn clashes(names: &Table, name: &str, rows: &[&Row], problems: &mut Problems) {
    for lang in ["en", "id"] {
        let free = |it: &&&Row| {
            ["any", lang].contains(&names.cell(it, "lang")) && names.cell(it, "gate") == "free"
        };
        let open: Vec<&&Row> = rows.iter().filter(|it| free(it)).collect();
        if let [_, second, ..] = open.as_slice() {
            let message = format!(
                "`{name}` is free for {} entities in {lang}; set gate disambiguate or context",
                open.len()
            );
            problems.add(names, second.line, message);
        }
    }
}

/// A name of several entities is in `ambiguous.tsv`, with all of them. That a
/// capital also stands for its country goes without saying.
fn listed(tables: &Tables, by_name: &ByName<'_>, problems: &mut Problems) {
    let (names, ambiguous) = (tables.get("names"), tables.get("ambiguous"));
    let mut known: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for row in ambiguous.rows() {
        let candidates = ambiguous.list(row, "candidates");
        known.entry(ambiguous.cell(row, "name")).or_default().extend(candidates);
    }
    for (name, rows) in by_name {
        let own: BTreeSet<&str> = rows
            .iter()
            .filter(|it| names.cell(it, "gate") != "metonym")
            .map(|it| names.cell(it, "entity"))
            .collect();
        let none = HashSet::new();
        let listed = known.get(name).unwrap_or(&none);
        let (Some(row), Some(missing)) =
            (rows.first(), own.iter().find(|it| !listed.contains(**it)))
        else {
            continue;
        };
        if own.len() > 1 {
            let all: Vec<&str> = own.iter().copied().collect();
            let message = format!(
                "`{name}` names {} entities, and ambiguous.tsv does not list {missing}; add the row \
                 `{name}` with candidates {}",
                own.len(),
                all.join("|")
            );
            problems.add(names, row.line, message);
        }
    }
}
