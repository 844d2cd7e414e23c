//! What is laid over the built-in tables: new entries, changed ones, names
//! that were added, taken away or ruled upon.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::base::Base;
use crate::knowledge::names::Name;
use crate::knowledge::normal::{normal, words};
use crate::knowledge::prefix::Prefixes;
use crate::knowledge::{EntityId, Entry, Role};
use crate::text::Span;

/// So many bytes before and after a name may speak against a ruling.
const NEAR: usize = 240;

#[derive(Default)]
pub(super) struct Layers {
    /// For completion.
    pub(super) prefixes: Prefixes,
    /// The first has the id behind the last built-in one.
    entries: Vec<Entry>,
    by_id: FxHashMap<&'static str, EntityId>,
    /// Built-in entries as they are now.
    changed: FxHashMap<EntityId, Entry>,
    names: Vec<Name>,
    /// Names by the normal form of their first word, the longest first.
    by_word: FxHashMap<String, Vec<u32>>,
    by_entity: FxHashMap<EntityId, Vec<u32>>,
    /// Names by their normal forms.
    by_form: FxHashMap<Vec<String>, Vec<u32>>,
    /// Indices of built-in names that no longer hold.
    dropped: FxHashSet<u32>,
    /// Indices into `names`: this one is meant, unless one of these words is
    /// near.
    rulings: FxHashMap<u32, Vec<String>>,
    /// Normal forms that are no names at all.
    suppressed: FxHashSet<Vec<String>>,
}

impl Layers {
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn entry(&self, id: EntityId) -> Option<&Entry> {
        match id.0.checked_sub(Base::built_count()) {
            Some(at) => self.entries.get(at as usize),
            None if self.changed.is_empty() => None,
            None => self.changed.get(&id),
        }
    }

    pub(super) fn find(&self, id: &str) -> Option<EntityId> {
        self.by_id.get(id).copied()
    }

    pub(super) fn changes(&self, id: EntityId) -> bool {
        self.changed.contains_key(&id)
    }

    /// Roles of added and of changed people.
    pub(super) fn roles(&self) -> impl Iterator<Item = (EntityId, Role)> {
        let mut changed: Vec<(&EntityId, &Entry)> = self.changed.iter().collect();
        changed.sort_by_key(|(id, _)| **id);
        let changed = changed.into_iter().map(|(id, entry)| (*id, entry));
        let first = Base::built_count();
        let added = (first..).map(EntityId).zip(&self.entries);
        changed.chain(added).flat_map(|(id, it)| it.roles.iter().map(move |role| (id, *role)))
    }

    pub(super) fn name(&self, at: u32) -> Option<Name> {
        self.names.get(at as usize).copied()
    }

    pub(super) fn names_of(&self, entity: EntityId) -> impl Iterator<Item = u32> + use<'_> {
        self.by_entity.get(&entity).into_iter().flatten().copied()
    }

    pub(super) fn beginning(&self, word: &str) -> &[u32] {
        if self.by_word.is_empty() {
            return &[];
        }
        self.by_word.get(&normal(word)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names with this normal form.
    pub(super) fn spelled(&self, words: &[String]) -> &[u32] {
        self.by_form.get(words).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn drops(&self, name: u32) -> bool {
        !self.dropped.is_empty() && self.dropped.contains(&name)
    }

    /// See [`Base::rule`].
    pub(super) fn rule(&self, names: Vec<u32>, span: Span, text: &str) -> Vec<u32> {
        if !self.suppressed.is_empty() && self.suppressed.contains(&words(span.of(text))) {
            return Vec::new();
        }
        if self.rulings.is_empty() {
            return names;
        }
        let ruling = |it: &u32| {
            let at = it.checked_sub(Base::built_names())?;
            self.rulings.get(&at).map(|against| (*it, against))
        };
        let Some((name, against)) = names.iter().find_map(ruling) else { return names };
        if against.is_empty() || !is_near(against, span, text) {
            return vec![name];
        }
        names.into_iter().filter(|it| *it != name).collect()
    }

    /// Whether an added name is a ruling.
    pub(super) fn rules(&self, index: u32) -> bool {
        index.checked_sub(Base::built_names()).is_some_and(|it| self.rulings.contains_key(&it))
    }

    // What follows builds the layers up.

    pub(super) fn add_entry(&mut self, entry: Entry) -> EntityId {
        let at = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let id = EntityId(Base::built_count().saturating_add(at));
        self.by_id.insert(entry.id, id);
        self.entries.push(entry);
        id
    }

    /// The entry as it is now, to be changed. `base` is what lies below.
    pub(super) fn entry_mut(&mut self, id: EntityId, base: &Base) -> Option<&mut Entry> {
        match id.0.checked_sub(Base::built_count()) {
            Some(at) => self.entries.get_mut(at as usize),
            None => Some(self.changed.entry(id).or_insert_with(|| base.entry(id).clone())),
        }
    }

    /// Adds a name; its index among the added ones.
    pub(super) fn add_name(&mut self, name: Name, first_word: String) -> u32 {
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let len = |name: &Name| (!name.rest.is_empty()).then(|| name.rest.split(' ').count());
        let names = &self.names;
        let list = self.by_word.entry(first_word).or_default();
        let place = list
            .partition_point(|it| names.get(*it as usize).is_some_and(|it| len(&name) <= len(it)));
        list.insert(place, at);
        self.by_entity.entry(name.entity).or_default().push(at);
        self.by_form.entry(words(name.text)).or_default().push(at);
        self.names.push(name);
        at
    }

    pub(super) fn drop_name(&mut self, index: u32) {
        match index.checked_sub(Base::built_names()) {
            Some(at) => {
                self.by_word.values_mut().for_each(|it| it.retain(|it| *it != at));
                self.by_form.values_mut().for_each(|it| it.retain(|it| *it != at));
                self.by_entity.values_mut().for_each(|it| it.retain(|it| *it != at));
            }
            None => {
                self.dropped.insert(index);
            }
        }
    }

    /// Gives all names of one entity to another.
    pub(super) fn rename(&mut self, from: EntityId, to: EntityId, base: &Base) {
        let built = base.all_names(from);
        let added =
            self.names_of(from).filter_map(|it| Some((it + Base::built_names(), self.name(it)?)));
        let all: Vec<(u32, Name)> = built.chain(added).collect();
        for (index, name) in all {
            self.drop_name(index);
            if let Some(first) = words(name.text).into_iter().next() {
                self.add_name(Name { entity: to, ..name }, first);
            }
        }
    }

    pub(super) fn set_ruling(&mut self, added: u32, unless_near: Vec<String>) {
        self.rulings.insert(added, unless_near);
    }

    pub(super) fn suppress(&mut self, text: &str) {
        self.suppressed.insert(words(text));
    }
}

fn is_near(against: &[String], span: Span, text: &str) -> bool {
    let start = text.floor_char_boundary(span.start().saturating_sub(NEAR));
    let end = text.ceil_char_boundary((span.end() + NEAR).min(text.len()));
    let around = words(Span::new(start, end).of(text));
    against.iter().any(|it| {
        let wanted = words(it);
        !wanted.is_empty() && around.windows(wanted.len()).any(|it| *it == *wanted)
    })
}
