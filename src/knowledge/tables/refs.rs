//! Ids are well formed, and whatever points at another row finds it.

use std::collections::{HashMap, HashSet};

use super::{Problems, Row, Table, Tables};

/// Tables of entities, and the kinds of ids that may stand in them.
const ENTITIES: [(&str, &[&str]); 5] = [
    ("countries", &["country"]),
    ("orgs", &["org"]),
    ("people", &["person"]),
    ("places", &["place"]),
    ("things", &["document", "event", "org", "weapon"]),
];

/// Members of organisations that have an ISO 3166 code but no row of their own.
const OUTSIDE: &[&str] =
    &["AI", "AS", "AW", "BM", "CK", "EH", "GI", "KY", "MS", "NC", "NU", "PR", "TC", "VG", "VI"];

pub(super) fn check(tables: &Tables, problems: &mut Problems) {
    let known = entities(tables, problems);
    let is_country = |code: &str| known.contains(format!("country/{code}").as_str());
    for name in ["people", "places", "things"] {
        let table = tables.get(name);
        for row in table.rows() {
            let country = table.cell(row, "country");
            if !country.is_empty() && !is_country(country) {
                let message = format!(
                    "country `{country}` is not in countries.tsv; use its ISO code or leave it empty"
                );
                problems.add(table, row.line, message);
            }
        }
    }
    let orgs = tables.get("orgs");
    for row in orgs.rows() {
        for member in orgs.list(row, "members") {
            if !is_country(member) && !OUTSIDE.contains(&member) {
                let message = format!(
                    "member `{member}` is not in countries.tsv; correct it, or add it to OUTSIDE in \
                     src/knowledge/tables/refs.rs"
                );
                problems.add(orgs, row.line, message);
            }
        }
    }
    let roles = tables.get("roles");
    for row in roles.rows() {
        let (person, at) = (roles.cell(row, "person"), roles.cell(row, "at"));
        if !person.starts_with("person/") || !known.contains(person) {
            let message = format!("`{person}` is not in people.tsv; add them or correct the id");
            problems.add(roles, row.line, message);
        }
        if !(is_country(at) || at.starts_with("org/") && known.contains(at)) {
            let message = format!(
                "at `{at}` is neither an ISO code nor an organisation of the tables; correct it"
            );
            problems.add(roles, row.line, message);
        }
    }
    names(tables, &known, problems);
}

fn names(tables: &Tables, known: &HashSet<&str>, problems: &mut Problems) {
    let metonyms = tables.get("metonyms");
    for row in metonyms.rows() {
        let target = metonyms.cell(row, "refers_to");
        let stands = target.starts_with("country/") || target.starts_with("org/");
        if !stands || !known.contains(target) {
            let message = format!(
                "refers_to `{target}` is no country or organisation of the tables; correct it"
            );
            problems.add(metonyms, row.line, message);
        }
    }
    let table = tables.get("names");
    let mut all = HashSet::new();
    for row in table.rows() {
        all.insert(table.cell(row, "name"));
        let entity = table.cell(row, "entity");
        if !known.contains(entity) {
            let message = format!("`{entity}` is in no table; add the entity or drop the name");
            problems.add(table, row.line, message);
        }
    }
    let ambiguous = tables.get("ambiguous");
    for row in ambiguous.rows() {
        let name = ambiguous.cell(row, "name");
        if !all.contains(name) {
            let message = format!("`{name}` is not in names.tsv; add it there or drop the row");
            problems.add(ambiguous, row.line, message);
        }
        for candidate in ambiguous.list(row, "candidates") {
            if !known.contains(candidate) {
                let message = format!("candidate `{candidate}` is in no table; correct the id");
                problems.add(ambiguous, row.line, message);
            }
        }
    }
}

fn entities<'a>(tables: &'a Tables, problems: &mut Problems) -> HashSet<&'a str> {
    let mut res: HashSet<&str> = HashSet::new();
    let mut qids: HashMap<&str, &str> = HashMap::new();
    for (name, kinds) in ENTITIES {
        let table = tables.get(name);
        for row in table.rows() {
            let id = table.cell(row, "id");
            let kind = id.split('/').next().unwrap_or_default();
            if !is_id(id) || !kinds.contains(&kind) {
                let message = format!(
                    "bad id `{id}`; write {}/slug in lower case with hyphens (country/XX)",
                    kinds.join("|")
                );
                problems.add(table, row.line, message);
            }
            res.insert(id);
            for column in ["qid", "other_qids"] {
                for qid in table.list(row, column) {
                    check_qid(table, row, (id, qid), &mut qids, problems);
                }
            }
        }
    }
    res
}

fn check_qid<'a>(
    table: &Table,
    row: &Row,
    (id, qid): (&'a str, &'a str),
    qids: &mut HashMap<&'a str, &'a str>,
    problems: &mut Problems,
) {
    if !is_qid(qid) {
        let message = format!("bad Wikidata id `{qid}`; write Q and digits, or nothing");
        problems.add(table, row.line, message);
    }
    if let Some(other) = qids.insert(qid, id) {
        let message = format!("{qid} also stands at {other}; one of the two is wrong, empty it");
        problems.add(table, row.line, message);
    }
}

fn is_qid(qid: &str) -> bool {
    let digits = qid.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|it| it.is_ascii_digit())
}

/// `kind/slug`: two capitals for a country, else lower-case words with hyphens.
fn is_id(id: &str) -> bool {
    let Some((kind, slug)) = id.split_once('/') else { return false };
    if kind == "country" {
        return slug.len() == 2 && slug.bytes().all(|it| it.is_ascii_uppercase());
    }
    let is_word = |it: &str| {
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    slug.split('-').all(is_word)
}
