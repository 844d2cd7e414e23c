//! The base: what the program carries, with the newsroom's own facts on top.

use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::Date;

use crate::knowledge::image::Image;
use crate::knowledge::layers::Layers;
use crate::knowledge::names::{self, Found, Gate, Name, NameKind};
use crate::knowledge::normal::words;
use crate::knowledge::prefix::Prefixes;
use crate::knowledge::{EntityId, EntityKind, Entry, Role};
use crate::lang::{Lang, Token};
use crate::text::Span;

/// What the program carries; see `build.rs`.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

static BUILT: LazyLock<Built> = LazyLock::new(|| Built::new(IMAGE));

/// The tables as they were built in. Entries are put together when they are
/// first asked for.
struct Built {
    image: Image,
    entries: Box<[OnceLock<Box<Entry>>]>,
}

/// All entries and all names. Immutable, and cheap to clone: whoever reads an
/// article keeps the base that it was read with.
#[derive(Clone, Default)]
pub struct Base {
    layers: Option<Arc<Layers>>,
}

/// Two bases are the same if they are one.
impl PartialEq for Base {
    fn eq(&self, other: &Base) -> bool {
        match (&self.layers, &other.layers) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Eq for Base {}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base({} added)", self.layers.as_ref().map_or(0, |it| it.entries().len()))
    }
}

impl Built {
    fn new(bytes: &'static [u8]) -> Built {
        // The build wrote it; should it be unreadable all the same, we know
        // nobody, and everything else still works.
        let image = Image::new(bytes).unwrap_or_default();
        let entries = (0..image.entities()).map(|_| OnceLock::new()).collect();
        Built { image, entries }
    }
}

impl Base {
    /// What the program carries, and nothing else.
    pub fn built_in() -> Base {
        Base::default()
    }

    pub(super) fn with(layers: Layers) -> Base {
        Base { layers: Some(Arc::new(layers)) }
    }

    /// Bytes of what the program carries.
    pub fn size() -> usize {
        BUILT.image.size()
    }

    pub(super) fn built_count() -> u32 {
        u32::try_from(BUILT.entries.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn built_names() -> u32 {
        u32::try_from(BUILT.image.names()).unwrap_or(u32::MAX)
    }

    pub fn entry(&self, id: EntityId) -> &Entry {
        static NONE: LazyLock<Entry> = LazyLock::new(|| Entry::bare("", EntityKind::Place, ""));
        if let Some(entry) = self.layers.as_ref().and_then(|it| it.entry(id)) {
            return entry;
        }
        let at = id.0 as usize;
        match BUILT.entries.get(at) {
            Some(slot) => slot.get_or_init(|| Box::new(BUILT.image.entry(at))),
            None => &NONE,
        }
    }

    pub fn kind(&self, id: EntityId) -> EntityKind {
        match BUILT.entries.get(id.0 as usize) {
            Some(_) => BUILT.image.kind(id.0 as usize),
            None => self.entry(id).kind,
        }
    }

    /// All entries: those built in, sorted by id, then those added.
    pub fn ids(&self) -> impl Iterator<Item = EntityId> + use<> {
        let added = self.layers.as_ref().map_or(0, |it| it.entries().len());
        let added = u32::try_from(added).unwrap_or(u32::MAX);
        (0..Base::built_count().saturating_add(added)).map(EntityId)
    }

    pub fn find(&self, id: &str) -> Option<EntityId> {
        if let Some(found) = self.layers.as_ref().and_then(|it| it.find(id)) {
            return Some(found);
        }
        BUILT.image.find(id).and_then(|it| u32::try_from(it).ok()).map(EntityId)
    }

    /// A built-in place by its official code: "ID-34.02".
    pub(super) fn find_code(&self, code: &str) -> Option<EntityId> {
        BUILT.image.find_code(code).and_then(|it| u32::try_from(it).ok()).map(EntityId)
    }

    pub fn name(&self, index: u32) -> Option<Name> {
        match index.checked_sub(Base::built_names()) {
            Some(at) => self.layers.as_ref()?.name(at),
            None => BUILT.image.name(index),
        }
    }

    /// Whom a name means, and of what kind it is.
    pub fn meaning(&self, index: u32) -> Option<(EntityId, NameKind)> {
        match index.checked_sub(Base::built_names()) {
            Some(at) => self.layers.as_ref()?.name(at).map(|it| (it.entity, it.kind)),
            None => BUILT.image.meaning(index),
        }
    }

    /// As [`Base::meaning`], with what a reading of the name asks of the article.
    pub fn reading(&self, index: u32) -> Option<(EntityId, NameKind, Gate)> {
        match index.checked_sub(Base::built_names()) {
            Some(at) => self.layers.as_ref()?.name(at).map(|it| (it.entity, it.kind, it.gate)),
            None => BUILT.image.reading(index),
        }
    }

    pub(super) fn rest(&self, index: u32) -> &'static str {
        match index.checked_sub(Base::built_names()) {
            Some(at) => self.layers.as_ref().and_then(|it| it.name(at)).map_or("", |it| it.rest),
            None => BUILT.image.rest(index),
        }
    }

    /// The index of the newsroom's own names, if it has any.
    pub(super) fn own_prefixes(&self) -> Option<&Prefixes> {
        self.layers.as_ref().map(|it| &it.prefixes)
    }

    /// Whether the newsroom has ruled the name out.
    pub(super) fn is_dropped(&self, name: u32) -> bool {
        self.layers.as_ref().is_some_and(|it| it.drops(name))
    }

    /// The built-in names that begin with this word, the longest first.
    pub(super) fn built_beginning(&self, word: &str) -> impl Iterator<Item = u32> + use<'_> {
        let dropped = self.layers.as_ref();
        let is_there = move |it: &u32| dropped.is_none_or(|layers| !layers.drops(*it));
        BUILT.image.beginning(word).filter(is_there)
    }

    /// The added names that begin with this word, the longest first.
    pub(super) fn added_beginning(&self, word: &str) -> Vec<u32> {
        let Some(layers) = &self.layers else { return Vec::new() };
        layers.beginning(word).iter().map(|it| it + Base::built_names()).collect()
    }

    /// What the newsroom has ruled about names that were found at a place of a
    /// text: those that stay.
    pub(super) fn rule(&self, names: Vec<u32>, span: Span, text: &str) -> Vec<u32> {
        match &self.layers {
            Some(layers) => layers.rule(names, span, text),
            None => names,
        }
    }

    /// Whom this text names, in any spelling.
    pub fn named(&self, text: &str) -> Vec<EntityId> {
        let words = words(text);
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        let rest = rest.join(" ");
        let all = self.added_beginning(first).into_iter().chain(self.built_beginning(first));
        let found = all.filter_map(|it| self.name(it)).filter(|it| it.rest == rest);
        found.map(|it| it.entity).collect()
    }

    /// Whether some name begins with this word.
    pub fn is_first_word(&self, word: &str) -> bool {
        self.built_beginning(word).next().is_some() || !self.added_beginning(word).is_empty()
    }

    /// All names of an entity, with their indices.
    pub fn all_names(&self, entity: EntityId) -> impl Iterator<Item = (u32, Name)> + use<'_> {
        let at = entity.0 as usize;
        let built = BUILT.entries.get(at).map(|_| BUILT.image.names_of(at));
        let layers = self.layers.as_ref();
        let is_there = move |it: &u32| layers.is_none_or(|layers| !layers.drops(*it));
        let added = layers.map(|it| it.names_of(entity)).into_iter().flatten();
        let all = built.into_iter().flatten().filter(is_there);
        let added = added.map(|it| it + Base::built_names());
        all.chain(added).filter_map(|it| Some((it, self.name(it)?)))
    }

    /// The names in a text; see [`names::find`].
    pub fn names_in(&self, text: &str, tokens: &[Token], lang: Lang) -> Vec<Found> {
        names::find(self, text, tokens, lang)
    }

    /// Name of a country or organisation that a role or a person points to.
    pub fn name_of(&self, at: &str, lang: Lang) -> Option<&'static str> {
        let id = self.find(at).or_else(|| self.find(&format!("country/{at}")))?;
        Some(self.entry(id).name(lang))
    }

    /// What readers call the places that a `source` names, each once and in
    /// its order. Remarks among them name none.
    pub fn origins(&self, source: &str, lang: Lang) -> Vec<&'static str> {
        let mut res = Vec::new();
        for part in source.split(';').map(str::trim) {
            if let Some(title) = BUILT.image.origin(part, lang).filter(|it| !res.contains(it)) {
                res.push(title);
            }
        }
        res
    }

    /// Who holds an office of a country on that day; `is_it` knows the office.
    pub fn holders(&self, at: &str, day: Date, is_it: &dyn Fn(&Role) -> bool) -> Vec<EntityId> {
        let offices = self.offices(at).into_iter();
        let holds = offices.filter(|(_, it)| it.holds_on(day) && is_it(it));
        let mut res: Vec<EntityId> = holds.map(|it| it.0).collect();
        res.sort_unstable();
        res.dedup();
        res
    }

    /// All offices of a country that anybody is known to have held.
    fn offices(&self, at: &str) -> Vec<(EntityId, Role)> {
        let built = BUILT.image.offices(at).into_iter();
        let built = built.filter_map(|(at, it)| Some((EntityId(u32::try_from(at).ok()?), it)));
        let Some(layers) = &self.layers else { return built.collect() };
        let built = built.filter(|(person, _)| !layers.changes(*person));
        built.chain(layers.roles().filter(|(_, it)| it.at == at)).collect()
    }

    /// Who heads a country on that day, the head of state first.
    pub fn heads(&self, country: &str, day: Date) -> Vec<(EntityId, Role)> {
        let mut res = self.offices(country);
        res.retain(|(_, role)| role.head.is_some());
        res.retain(|(_, role)| role.holds_on(day));
        res.sort_by_key(|(person, role)| (role.head, *person));
        res
    }
}
