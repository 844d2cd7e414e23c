//! Changes of entries that are there already.

use std::ops::Range;

use crate::knowledge::names::{Gate, NameKind};
use crate::knowledge::overlay::apply::{File, quiet};
use crate::knowledge::overlay::entities::{confidence, slug_of};
use crate::knowledge::overlay::read::Row;
use crate::knowledge::overlay::{Pen, intern};
use crate::knowledge::{EntityId, PartialDate, Role};
use crate::lang::Message;

impl File<'_> {
    /// Its answer: this entity is that one.
    pub(super) fn patch(
        &mut self,
        row: &Row<'_>,
        pen: &mut Pen<'_>,
    ) -> Option<(EntityId, EntityId, Range<usize>)> {
        let target = row.needed("target", pen)?;
        if let Some(role) = target.strip_prefix("role:") {
            self.patch_role(role, row, pen);
            return None;
        }
        let Some(entity) = self.work.find(&target.replacen(':', "/", 1)) else {
            pen.lost(row.span_of("target"), Message::new("kb-no-target").with("target", target));
            return None;
        };
        let (name_id, name_en) = (row.text("name_id", pen), row.text("name_en", pen));
        let base = self.work.base.clone();
        if let Some(entry) = self.work.layers.entry_mut(entity, &base) {
            entry.name_id = name_id.map_or(entry.name_id, intern);
            entry.name_en = name_en.map_or(entry.name_en, intern);
        }
        for key in ["name_id", "name_en"] {
            if let Some(text) = row.text(key, &mut quiet(pen, &mut Vec::new())) {
                self.name((text, row.span_of(key)), entity, NameKind::Name, Gate::Free, pen);
            }
        }
        self.describe(entity, row, pen);
        let gate = self.gate(row, Gate::Free, pen);
        for alias in row.texts("aliases_add", pen) {
            self.name(alias, entity, NameKind::Alias, gate, pen);
        }
        for (text, span) in row.texts("aliases_remove", pen) {
            let own: Vec<u32> = self
                .work
                .named(text)
                .into_iter()
                .filter(|it| it.1 == entity)
                .map(|it| it.0)
                .collect();
            if own.is_empty() {
                pen.odd(
                    span,
                    Message::new("kb-no-such-name").with("name", text).with("target", target),
                );
            }
            own.into_iter().for_each(|it| self.work.layers.drop_name(it));
        }
        let other = row.text("same_as", pen)?;
        match self.work.find(&other.replacen(':', "/", 1)) {
            Some(it) => Some((entity, it, row.span_of("same_as"))),
            None => {
                pen.lost(
                    row.span_of("same_as"),
                    Message::new("kb-no-target").with("target", other),
                );
                None
            }
        }
    }

    /// `person-slug/AT/title-slug`: the latest such office.
    pub(super) fn patch_role(&mut self, target: &str, row: &Row<'_>, pen: &mut Pen<'_>) {
        let told = Message::new("kb-no-target").with("target", format!("role:{target}"));
        let mut parts = target.splitn(3, '/');
        let (Some(slug), Some(at), Some(title)) = (parts.next(), parts.next(), parts.next()) else {
            return pen.lost(row.span_of("target"), told);
        };
        let person = self.work.find(&format!("person/{slug}"));
        let (from, until) = (row.date("from", pen), row.date("until", pen));
        let source = row.text("source", pen).map(intern);
        let as_of = row.date("as_of", pen);
        let confidence = confidence(row, pen);
        let base = self.work.base.clone();
        let entry = person.and_then(|it| self.work.layers.entry_mut(it, &base));
        let role = entry.and_then(|it| {
            let fits = |it: &&mut Role| it.at == at && slug_of(it.title_en) == title;
            it.roles.iter_mut().filter(fits).max_by_key(|it| it.from.map(PartialDate::first))
        });
        let Some(role) = role else { return pen.lost(row.span_of("target"), told) };
        let (start, end) = (from.or(role.from), until.or(role.until));
        if let (Some(start), Some(end)) = (start, end)
            && end.last() < start.first()
        {
            return pen.lost(row.span_of("until"), Message::new("kb-ends-early"));
        }
        (role.from, role.until) = (start, end);
        role.source = source.unwrap_or(role.source);
        role.as_of = as_of.or(role.as_of);
        role.confidence = confidence.unwrap_or(role.confidence);
    }
}
