//! Reads the tables. They are checked by `tests/data.rs`; a row that cannot be
//! read is left out here, so that a bad row never takes the program down.

use rustc_hash::FxHashMap;

use crate::knowledge::names::Names;
use crate::knowledge::prefix::Prefixes;
use crate::knowledge::{Base, Case, Confidence, EntityId, EntityKind, Entry, Gate, Head, Name};
use crate::knowledge::{NameKind, PartialDate, Role};
use crate::lang::Lang;

macro_rules! table {
    ($name:literal) => {
        Table::new(include_str!(concat!("../../seeds/knowledge/", $name)))
    };
}

/// A table with a header row; cells are asked for by column name.
struct Table {
    columns: Vec<&'static str>,
    rows: std::str::Lines<'static>,
}

struct Row<'a> {
    columns: &'a [&'static str],
    cells: Vec<&'static str>,
}

impl Table {
    fn new(text: &'static str) -> Table {
        let mut rows = text.lines();
        let columns = rows.next().unwrap_or_default().split('\t').collect();
        Table { columns, rows }
    }

    fn each(self, mut take: impl FnMut(&Row<'_>)) {
        for line in self.rows {
            take(&Row { columns: &self.columns, cells: line.split('\t').collect() });
        }
    }
}

impl Row<'_> {
    fn text(&self, column: &str) -> &'static str {
        let at = self.columns.iter().position(|it| *it == column);
        at.and_then(|it| self.cells.get(it)).copied().unwrap_or_default()
    }

    fn some(&self, column: &str) -> Option<&'static str> {
        Some(self.text(column)).filter(|it| !it.is_empty())
    }

    fn date(&self, column: &str) -> Option<PartialDate> {
        PartialDate::parse(self.text(column))
    }

    /// An entry with what all tables have in common.
    fn entry(&self, kind: EntityKind) -> Entry {
        let name_en = self.some("name_en").or_else(|| self.some("name"));
        let name_id = self.some("name_id").or_else(|| self.some("name"));
        Entry {
            id: self.text("id"),
            kind,
            qid: self.some("qid"),
            name_en: name_en.or(name_id).unwrap_or_default(),
            name_id: name_id.or(name_en).unwrap_or_default(),
            country: self.some("country"),
            capital: None,
            surname: None,
            roles: Vec::new(),
            source: self.text("source"),
            as_of: self.date("as_of"),
        }
    }
}

pub(super) fn base() -> Base {
    let mut entries = Vec::new();
    table!("people.tsv").each(|row| {
        let surname = row.some("surname");
        entries.push(Entry { surname, ..row.entry(EntityKind::Person) });
    });
    table!("countries.tsv").each(|row| {
        let capital = row.some("capital_en").map(|it| (it, row.some("capital_id").unwrap_or(it)));
        let country = row.text("id").strip_prefix("country/");
        entries.push(Entry { capital, country, ..row.entry(EntityKind::Country) });
    });
    table!("orgs.tsv").each(|row| entries.push(row.entry(EntityKind::Org)));
    table!("places.tsv").each(|row| entries.push(row.entry(EntityKind::Place)));
    table!("things.tsv").each(|row| {
        let kind = match row.text("id").split('/').next() {
            Some("weapon") => EntityKind::Weapon,
            Some("event") => EntityKind::Event,
            Some("org") => EntityKind::Org,
            _ => EntityKind::Document,
        };
        entries.push(row.entry(kind));
    });
    let by_id: FxHashMap<&'static str, EntityId> = entries
        .iter()
        .enumerate()
        .filter_map(|(at, it)| Some((it.id, EntityId(u32::try_from(at).ok()?))))
        .collect();
    table!("roles.tsv").each(|row| {
        let person = by_id.get(row.text("person"));
        let Some(entry) = person.and_then(|it| entries.get_mut(it.0 as usize)) else { return };
        entry.roles.push(role(row));
    });
    let mut names = Names::default();
    table!("names.tsv").each(|row| {
        if let Some(entity) = by_id.get(row.text("entity")) {
            names.add(name(row, *entity));
        }
    });
    Base { entries, by_id, names, prefixes: Prefixes::default() }
}

fn role(row: &Row<'_>) -> Role {
    Role {
        title_en: row.text("role_en"),
        title_id: row.text("role_id"),
        head: match row.text("head_of") {
            "" => None,
            "hog" => Some(Head::Government),
            _ => Some(Head::State),
        },
        at: row.text("at"),
        from: row.date("from"),
        until: row.date("until"),
        confidence: match row.text("confidence") {
            "multi" => Confidence::Multi,
            "single" => Confidence::Single,
            _ => Confidence::Unverified,
        },
        source: row.text("source"),
        as_of: row.date("as_of"),
    }
}

fn name(row: &Row<'_>, entity: EntityId) -> Name {
    Name {
        text: row.text("name"),
        entity,
        kind: match row.text("kind") {
            "name" => NameKind::Name,
            "surname" => NameKind::Surname,
            "acronym" => NameKind::Acronym,
            "demonym" => NameKind::Demonym,
            "capital" => NameKind::Capital,
            "metonym" => NameKind::Metonym,
            "formal" => NameKind::Formal,
            "historic" => NameKind::Historic,
            _ => NameKind::Alias,
        },
        lang: Lang::from_tag(row.text("lang")),
        case: if row.text("case") == "exact" { Case::Exact } else { Case::Initial },
        gate: match row.text("gate") {
            "after_full" => Gate::AfterFull,
            "context" => Gate::Context,
            "disambiguate" => Gate::Disambiguate,
            "metonym" => Gate::Metonym,
            _ => Gate::Free,
        },
    }
}
