//! New people, organisations and places, and what every row may say of one.

use std::ops::Range;

use crate::knowledge::image::layout::{CONFIDENCES, GATES};
use crate::knowledge::names::{Gate, NameKind};
use crate::knowledge::normal::words;
use crate::knowledge::overlay::apply::File;
use crate::knowledge::overlay::read::Row;
use crate::knowledge::overlay::{Pen, intern, names};
use crate::knowledge::{Confidence, EntityId, EntityKind, Entry, Head, Role, Said};
use crate::lang::Message;

const GENDERS: [&str; 2] = ["female", "male"];

impl File<'_> {
    pub(super) fn entity(&mut self, row: &Row<'_>, kind: EntityKind, pen: &mut Pen<'_>) {
        let Some(slug) = row.needed("id", pen) else { return };
        let id = full_id(slug, kind);
        if !id.starts_with(&format!("{}/", kind.name())) {
            let message = Message::new("kb-wrong-kind").with("id", slug).with("table", row.kind);
            return pen.lost(row.span_of("id"), message);
        }
        let line = pen.line(row.span.start);
        if let Some(first) = self.ids.insert(id.clone(), line) {
            let message = Message::new("kb-twice").with("id", slug).with("line", first);
            return pen.lost(row.span_of("id"), message);
        }
        let given = ["name", "name_id", "name_en"].map(|it| row.text(it, pen));
        let [name, name_id, name_en] = given;
        let known = self.work.find(&id);
        let Some(main) = name_id.or(name).or(name_en) else {
            if known.is_none() {
                let message =
                    Message::new("kb-missing").with("key", "name").with("table", row.kind);
                pen.lost(row.span.clone(), message);
            } else if let Some(known) = known {
                self.describe(known, row, pen);
            }
            return;
        };
        let entity = known.unwrap_or_else(|| {
            self.work.layers.add_entry(Entry::bare(intern(&id), kind, intern(main)))
        });
        let base = self.work.base.clone();
        if let Some(entry) = self.work.layers.entry_mut(entity, &base) {
            entry.name_id = intern(name_id.or(name).unwrap_or(main));
            entry.name_en = intern(name_en.or(name).unwrap_or(main));
        }
        self.describe(entity, row, pen);
        let gate = self.gate(row, Gate::Free, pen);
        for (key, text) in ["name", "name_id", "name_en"].into_iter().zip(given) {
            if let Some(text) = text {
                // The full name is itself, whatever the gate of the others.
                self.name((text, row.span_of(key)), entity, NameKind::Name, Gate::Free, pen);
            }
        }
        for alias in row.texts("aliases", pen) {
            self.name(alias, entity, NameKind::Alias, gate, pen);
        }
        if kind == EntityKind::Person {
            self.last_word(row, name.or(name_id).unwrap_or(main), entity, pen);
        }
        if kind == EntityKind::Org {
            for acronym in row.texts("acronyms", pen) {
                let text = acronym.0;
                self.name(acronym, entity, NameKind::Acronym, gate, pen);
                if let Some(entry) = self.work.layers.entry_mut(entity, &base) {
                    entry.acronym_id.get_or_insert(intern(text));
                }
            }
        }
    }

    /// Behind the full name, its last word alone is the same person, unless the
    /// row says what else stands alone.
    fn last_word(&mut self, row: &Row<'_>, name: &str, entity: EntityId, pen: &mut Pen<'_>) {
        let base = self.work.base.clone();
        let has_own =
            self.work.layers.entry_mut(entity, &base).is_some_and(|it| it.surname.is_some());
        let last = name.rsplit_once(' ').map(|(_, it)| it);
        let Some(last) = last.filter(|it| !has_own && is_name_like(it)) else { return };
        let span = ["name", "name_id", "name_en"]
            .into_iter()
            .find(|it| row.text(it, pen).is_some_and(|it| it == name))
            .map_or(row.span.clone(), |it| row.span_of(it));
        self.name((last, span), entity, NameKind::Surname, Gate::AfterFull, pen);
    }

    /// What persons, organisations, places and patches have in common.
    pub(super) fn describe(&mut self, entity: EntityId, row: &Row<'_>, pen: &mut Pen<'_>) {
        let source = row.text("source", pen).map(intern);
        let as_of = row.date("as_of", pen);
        let roles: Vec<Role> =
            row.rows("role", pen).iter().filter_map(|it| self.role(it, pen)).collect();
        let country = row.text("country", pen).filter(|code| {
            let known = self.work.find(&format!("country/{code}")).is_some();
            if !known {
                let message = Message::new("kb-no-country").with("code", code);
                pen.lost(row.span_of("country"), message);
            }
            known
        });
        let qid = row.text("qid", pen).filter(|it| {
            let digits = it.strip_prefix('Q').unwrap_or_default();
            let good = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
            if !good {
                pen.lost(row.span_of("qid"), Message::new("kb-no-qid").with("qid", it));
            }
            good
        });
        let spelling = row.text("spelling", pen);
        let note = said(row, ["note_id", "note_en"], pen);
        let (class, seat) = (row.text("kind", pen), row.text("seat", pen));
        let members: Vec<&str> = row.texts("members", pen).into_iter().map(|(it, _)| it).collect();
        let _ = row.one_of("gender", &GENDERS, pen);
        let base = self.work.base.clone();
        let Some(entry) = self.work.layers.entry_mut(entity, &base) else { return };
        entry.country = country.map(intern).or(entry.country);
        entry.qid = qid.map(intern).or(entry.qid);
        entry.house = spelling.map(intern).or(entry.house);
        entry.note = note.or(entry.note);
        entry.class = class.map(intern).or(entry.class);
        entry.seat = seat.map(intern).or(entry.seat);
        if !members.is_empty() {
            entry.members = intern(&members.join("|"));
        }
        entry.source = source.unwrap_or(entry.source);
        entry.as_of = as_of.or(entry.as_of);
        for role in roles {
            let is_it = |it: &Role| {
                it.at == role.at && it.from == role.from && same_title(it.title_en, role.title_en)
            };
            entry.roles.retain(|it| !is_it(it));
            entry.roles.push(role);
        }
        if let Some(text) = row.text("surname_alone", pen) {
            if let Some(entry) = self.work.layers.entry_mut(entity, &base) {
                entry.surname = Some(intern(text));
            }
            let gate = self.gate(row, Gate::AfterFull, pen);
            let name = (text, row.span_of("surname_alone"));
            self.name(name, entity, NameKind::Surname, gate, pen);
        }
        if let Some(text) = spelling
            && self.work.named(text).iter().all(|(_, it)| *it != entity)
        {
            self.name((text, row.span_of("spelling")), entity, NameKind::Name, Gate::Free, pen);
        }
    }

    pub(super) fn role(&self, row: &Row<'_>, pen: &mut Pen<'_>) -> Option<Role> {
        let (id, en) = (row.text("role_id", pen), row.text("role_en", pen));
        let Some(title) = en.or(id) else {
            let message = Message::new("kb-missing").with("key", "role_id").with("table", "role");
            pen.lost(row.span.clone(), message);
            return None;
        };
        let at = row.needed("at", pen)?;
        let Some(at) = self.seat(at) else {
            pen.lost(row.span_of("at"), Message::new("kb-no-target").with("target", at));
            return None;
        };
        let (from, until) = (row.date("from", pen), row.date("until", pen));
        if let (Some(start), Some(end)) = (from, until)
            && end.last() < start.first()
        {
            pen.lost(row.span_of("until"), Message::new("kb-ends-early"));
            return None;
        }
        let heads = ["hos", "hog", "hos+hog"];
        Some(Role {
            title_en: intern(en.unwrap_or(title)),
            title_id: intern(id.unwrap_or(title)),
            head: row.one_of("head_of", &heads, pen).map(|it| match it {
                "hos" => Head::State,
                "hog" => Head::Government,
                _ => Head::Both,
            }),
            at,
            from,
            until,
            confidence: confidence(row, pen).unwrap_or(Confidence::Single),
            source: row.text("source", pen).map_or("kb.toml", intern),
            as_of: row.date("as_of", pen),
        })
    }

    /// Where an office is: a country's code, or an entity's id.
    pub(super) fn seat(&self, at: &str) -> Option<&'static str> {
        let id = at.replacen(':', "/", 1);
        if self.work.find(&format!("country/{at}")).is_some() {
            return Some(intern(at));
        }
        let found = self.work.find(&id).or_else(|| self.work.base.find_code(at));
        found.map(|it| self.work.entry(it).id)
    }

    pub(super) fn gate(&self, row: &Row<'_>, usual: Gate, pen: &mut Pen<'_>) -> Gate {
        row.one_of("gate", &GATES, pen).map_or(usual, Gate::of)
    }

    pub(super) fn name(
        &mut self,
        (text, span): (&str, Range<usize>),
        entity: EntityId,
        kind: NameKind,
        gate: Gate,
        pen: &mut Pen<'_>,
    ) {
        let others = self.work.named(text);
        if others.iter().any(|(_, it)| *it == entity)
            && gate == Gate::Free
            && kind == NameKind::Name
        {
            return;
        }
        let other = others.iter().find(|(_, it)| *it != entity).map(|(_, it)| *it);
        let Some(new) = names::new(text, span, entity, kind, gate, pen) else { return };
        if let Some(other) = other
            && gate == Gate::Free
            && !self.ruled.contains(&words(text))
        {
            let message = Message::new("kb-ambiguous")
                .with("name", text)
                .with("other", self.work.entry(other).id);
            pen.odd(new.span.clone(), message);
        }
        self.work.layers.add_name(new.name, new.first_word);
    }
}

pub(super) fn confidence(row: &Row<'_>, pen: &mut Pen<'_>) -> Option<Confidence> {
    row.one_of("confidence", &CONFIDENCES, pen).and_then(Confidence::from_name)
}

/// A text in both languages, as far as it is given.
pub(super) fn said(row: &Row<'_>, keys: [&'static str; 2], pen: &mut Pen<'_>) -> Option<Said> {
    let [id, en] = keys.map(|it| row.text(it, pen));
    let (id, en) = (id.or(en)?, en.or(id)?);
    Some(Said { id: intern(id), en: intern(en) })
}

/// "person:x", "person/x" and, in its own table, "x".
pub(super) fn full_id(id: &str, kind: EntityKind) -> String {
    let id = id.replacen(':', "/", 1);
    if id.contains('/') { id } else { format!("{}/{id}", kind.name()) }
}

pub(super) fn same_title(a: &str, b: &str) -> bool {
    slug_of(a) == slug_of(b)
}

/// Lower-case words with hyphens.
pub(super) fn slug_of(title: &str) -> String {
    let plain = words(title).join("-");
    plain.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').collect()
}

/// "Aminah"; not "Jr.", "III", "S.H." or "bin".
fn is_name_like(word: &str) -> bool {
    let letters = |it: char| it.is_alphabetic() || matches!(it, '-' | '\'' | '’');
    3 <= word.chars().count()
        && word.starts_with(char::is_uppercase)
        && word.chars().all(letters)
        && word.chars().any(char::is_lowercase)
}
