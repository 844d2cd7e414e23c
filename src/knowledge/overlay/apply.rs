//! Lays files over the base, one after the other.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use toml::de::DeTable;

use crate::knowledge::layers::Layers;
use crate::knowledge::names::{Gate, NameKind};
use crate::knowledge::normal::words;
use crate::knowledge::overlay::entities::said;
use crate::knowledge::overlay::read::{Row, rows, unknown};
use crate::knowledge::overlay::{Layer, MOST_ROWS, Pen, Trouble, keys, names};
use crate::knowledge::{Base, EntityId, EntityKind, Entry};
use crate::lang::Message;

/// Tables in the order in which they are read, whatever their order in the
/// file: what points at something comes behind it.
const ORDER: [&str; 7] = ["place", "org", "person", "patch", "alias", "suppress", "status"];

pub(super) struct Work {
    pub(super) base: Base,
    pub(super) layers: Layers,
    troubles: Vec<Trouble>,
}

impl Work {
    pub(super) fn new() -> Work {
        Work { base: Base::default(), layers: Layers::default(), troubles: Vec::new() }
    }

    pub(super) fn finish(self) -> (Base, Vec<Trouble>) {
        (Base::with(self.layers), self.troubles)
    }

    pub(super) fn add(&mut self, index: usize, layer: &Layer) {
        let mut troubles = std::mem::take(&mut self.troubles);
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', layer.text.as_bytes()).collect();
        let text = &layer.text;
        let mut pen = Pen { layer: index, text, ends: &ends, troubles: &mut troubles };
        let (table, errors) = DeTable::parse_recoverable(&layer.text);
        for error in errors {
            let message = Message::new("kb-no-toml").with("reason", error.message());
            pen.lost(error.span().unwrap_or_default(), message);
        }
        File { work: self, ids: FxHashMap::default(), ruled: FxHashSet::default() }
            .read(table.get_ref(), &mut pen);
        troubles.sort_by_key(|it| (it.layer, it.span));
        self.troubles = troubles;
    }

    pub(super) fn find(&self, id: &str) -> Option<EntityId> {
        self.layers.find(id).or_else(|| self.base.find(id))
    }

    pub(super) fn entry(&self, id: EntityId) -> &Entry {
        self.layers.entry(id).unwrap_or_else(|| self.base.entry(id))
    }

    /// Names that this text is, in the base and in what was added.
    pub(super) fn named(&self, text: &str) -> Vec<(u32, EntityId)> {
        let wanted = words(text);
        let Some((first, rest)) = wanted.split_first() else { return Vec::new() };
        let rest = rest.join(" ");
        let added = self
            .layers
            .spelled(&wanted)
            .iter()
            .filter_map(|at| Some((*at + Base::built_names(), self.layers.name(*at)?.entity)));
        let built = self.base.built_beginning(first).filter_map(|at| {
            let name = self.base.name(at)?;
            (name.rest == rest && !self.layers.drops(at)).then_some((at, name.entity))
        });
        added.chain(built).collect()
    }
}

/// One file on its way in.
pub(super) struct File<'a> {
    pub(super) work: &'a mut Work,
    /// Ids that this file gave, with their lines.
    pub(super) ids: FxHashMap<String, usize>,
    /// Normal forms for which this file has a ruling.
    pub(super) ruled: FxHashSet<Vec<String>>,
}

impl File<'_> {
    fn read(&mut self, table: &DeTable<'_>, pen: &mut Pen<'_>) {
        unknown(table, keys::TOP, "kb.toml", pen);
        let mut all: Vec<Row<'_>> = Vec::new();
        for kind in ORDER {
            if let Some(value) = table.get(kind) {
                all.extend(rows(kind, value, pen));
            }
        }
        if let Some(row) = all.get(MOST_ROWS) {
            let message =
                Message::new("kb-too-many").with("most", MOST_ROWS).with("count", all.len());
            pen.lost(row.span.clone(), message);
            all.truncate(MOST_ROWS);
        }
        for row in all.iter().filter(|it| it.kind == "alias") {
            if let Some(text) = row.text("text", &mut quiet(pen, &mut Vec::new())) {
                self.ruled.insert(words(text));
            }
        }
        let mut same: Vec<(EntityId, EntityId, Range<usize>)> = Vec::new();
        for row in &all {
            match row.kind {
                "person" => self.entity(row, EntityKind::Person, pen),
                "org" => self.entity(row, EntityKind::Org, pen),
                "place" => self.entity(row, EntityKind::Place, pen),
                "patch" => same.extend(self.patch(row, pen)),
                "alias" => self.alias(row, pen),
                "suppress" => {
                    if let Some(text) = row.needed("text", pen) {
                        self.work.layers.suppress(text);
                    }
                }
                _ => self.status(row, pen),
            }
        }
        self.join(&same, pen);
    }

    /// A ruling: this text means that entity.
    fn alias(&mut self, row: &Row<'_>, pen: &mut Pen<'_>) {
        let (Some(text), Some(means)) = (row.needed("text", pen), row.needed("means", pen)) else {
            return;
        };
        let Some(entity) = self.work.find(&means.replacen(':', "/", 1)) else {
            let message = Message::new("kb-no-target").with("target", means);
            return pen.lost(row.span_of("means"), message);
        };
        let against =
            row.texts("unless_near", pen).into_iter().map(|(it, _)| it.to_owned()).collect();
        // A later layer's ruling takes the place of an earlier one's.
        for (index, _) in self.work.named(text) {
            if self.work.layers.rules(index) {
                self.work.layers.drop_name(index);
            }
        }
        let span = row.span_of("text");
        if let Some(new) = names::new(text, span, entity, NameKind::Alias, Gate::Free, pen) {
            let added = self.work.layers.add_name(new.name, new.first_word);
            self.work.layers.set_ruling(added, against);
        }
    }

    fn status(&mut self, row: &Row<'_>, pen: &mut Pen<'_>) {
        let Some(target) = row.needed("target", pen) else { return };
        let _ = row.text("flag", pen);
        let Some(entity) = self.work.find(&target.replacen(':', "/", 1)) else {
            let message = Message::new("kb-no-target").with("target", target);
            return pen.lost(row.span_of("target"), message);
        };
        let Some(flag) = said(row, ["message_id", "message_en"], pen) else {
            let message =
                Message::new("kb-missing").with("key", "message_id").with("table", row.kind);
            return pen.lost(row.span.clone(), message);
        };
        let base = self.work.base.clone();
        if let Some(entry) = self.work.layers.entry_mut(entity, &base) {
            entry.flag = Some(flag);
        }
    }

    /// Gives the names of entities to those that they are the same as.
    fn join(&mut self, same: &[(EntityId, EntityId, Range<usize>)], pen: &mut Pen<'_>) {
        let to: FxHashMap<EntityId, EntityId> = same.iter().map(|(a, b, _)| (*a, *b)).collect();
        for (first, _, span) in same {
            let mut seen = FxHashSet::default();
            let mut last = *first;
            while let Some(next) = to.get(&last) {
                if !seen.insert(last) {
                    break;
                }
                last = *next;
            }
            if to.contains_key(&last) {
                pen.lost(span.clone(), Message::new("kb-circle"));
                continue;
            }
            self.work.layers.rename(*first, last, &self.work.base.clone());
        }
    }
}

/// What was told once is not told again.
pub(super) fn quiet<'a>(pen: &'a Pen<'_>, troubles: &'a mut Vec<Trouble>) -> Pen<'a> {
    Pen { layer: pen.layer, text: pen.text, ends: pen.ends, troubles }
}
