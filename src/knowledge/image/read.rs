//! Reads an image where it lies. Nothing is copied; what is broken reads as
//! empty.

use std::sync::LazyLock;

use crate::knowledge::image::layout::{
    CASES, GATES, LANGS, MAGIC, NAME_KINDS, entity, name, origin, role, section, word,
};
use crate::knowledge::names::{Case, Gate, Name, NameKind};
use crate::knowledge::normal::{hash, is_normal};
use crate::knowledge::{Confidence, EntityId, EntityKind, Entry, Head, PartialDate, Role};
use crate::lang::Lang;

/// An image that passed its checks; by default, one of nothing.
#[derive(Default)]
pub struct Image {
    heap: &'static str,
    sections: [&'static [[u8; 4]]; section::COUNT],
}

impl Image {
    /// `None` where the bytes are no image of this layout.
    pub fn new(bytes: &'static [u8]) -> Option<Image> {
        let (head, _) = bytes.as_chunks::<4>();
        let number = |at: usize| head.get(at).map(|it| u32::from_le_bytes(*it));
        if number(0)? != MAGIC {
            return None;
        }
        let part = |at: usize| -> Option<&'static [u8]> {
            let (start, len) = (number(1 + 2 * at)? as usize, number(2 + 2 * at)? as usize);
            bytes.get(start..start.checked_add(len)?)
        };
        let heap = std::str::from_utf8(part(section::HEAP)?).ok()?;
        let mut sections: [&'static [[u8; 4]]; section::COUNT] = [&[]; section::COUNT];
        for (at, slot) in sections.iter_mut().enumerate() {
            if at != section::HEAP {
                *slot = part(at)?.as_chunks::<4>().0;
            }
        }
        Some(Image { heap, sections })
    }

    /// Bytes of all sections.
    pub fn size(&self) -> usize {
        self.heap.len() + self.sections.iter().map(|it| it.len() * 4).sum::<usize>()
    }

    fn number(&self, section: usize, at: usize) -> u32 {
        let number = self.sections.get(section).and_then(|it| it.get(at));
        number.map_or(0, |it| u32::from_le_bytes(*it))
    }

    fn count(&self, section: usize, size: usize) -> usize {
        self.sections.get(section).map_or(0, |it| it.len() / size)
    }

    fn text(&self, string: u32) -> &'static str {
        let at = string as usize;
        let start = self.number(section::STRINGS, at) as usize;
        let end = self.number(section::STRINGS, at + 1) as usize;
        self.heap.get(start..end).unwrap_or_default()
    }

    pub fn entities(&self) -> usize {
        self.count(section::ENTITIES, entity::SIZE)
    }

    pub fn names(&self) -> usize {
        self.count(section::NAMES, name::SIZE)
    }

    fn entity(&self, at: usize, field: usize) -> u32 {
        self.number(section::ENTITIES, at * entity::SIZE + field)
    }

    fn entity_text(&self, at: usize, field: usize) -> &'static str {
        self.text(self.entity(at, field))
    }

    /// The place of an entity.
    pub(in crate::knowledge) fn find(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.entities());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.entity_text(middle, entity::ID).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(in crate::knowledge) fn find_code(&self, code: &str) -> Option<usize> {
        (0..self.entities())
            .find(|it| !code.is_empty() && self.entity_text(*it, entity::CODE) == code)
    }

    pub(in crate::knowledge) fn kind(&self, at: usize) -> EntityKind {
        match self.entity(at, entity::KIND) {
            0 => EntityKind::Country,
            1 => EntityKind::Document,
            2 => EntityKind::Event,
            3 => EntityKind::Org,
            4 => EntityKind::Person,
            5 => EntityKind::Place,
            _ => EntityKind::Weapon,
        }
    }

    pub(in crate::knowledge) fn entry(&self, at: usize) -> Entry {
        let text = |field| self.entity_text(at, field);
        let some = |field| Some(text(field)).filter(|it| !it.is_empty());
        let (first, end) = (self.entity(at, entity::ROLES), self.entity(at, entity::ROLES_END));
        Entry {
            id: text(entity::ID),
            kind: self.kind(at),
            qid: some(entity::QID),
            other_qids: text(entity::OTHER_QIDS),
            name_en: text(entity::NAME_EN),
            name_id: text(entity::NAME_ID),
            country: some(entity::COUNTRY),
            capital: some(entity::CAPITAL_EN).map(|it| (it, text(entity::CAPITAL_ID))),
            surname: some(entity::SURNAME),
            formal: some(entity::FORMAL),
            class: some(entity::CLASS),
            acronym_en: some(entity::ACRONYM_EN),
            acronym_id: some(entity::ACRONYM_ID),
            seat: some(entity::SEAT),
            members: text(entity::MEMBERS),
            members_source: some(entity::MEMBERS_SOURCE),
            house: None,
            note: None,
            flag: None,
            roles: (first..end).map(|it| self.role(it)).collect(),
            source: text(entity::SOURCE),
            as_of: date(self.entity(at, entity::AS_OF)),
        }
    }

    fn role(&self, at: u32) -> Role {
        let number = |field| self.number(section::ROLES, at as usize * role::SIZE + field);
        let flags = number(role::FLAGS);
        Role {
            title_en: self.text(number(role::TITLE_EN)),
            title_id: self.text(number(role::TITLE_ID)),
            head: match flags % 4 {
                0 => None,
                1 => Some(Head::State),
                2 => Some(Head::Government),
                _ => Some(Head::Both),
            },
            at: self.text(number(role::AT)),
            from: date(number(role::FROM)),
            until: date(number(role::UNTIL)),
            confidence: match flags / 4 {
                0 => Confidence::Unverified,
                1 => Confidence::Single,
                _ => Confidence::Multi,
            },
            source: self.text(number(role::SOURCE)),
            as_of: date(number(role::AS_OF)),
        }
    }

    /// Everyone who ever held an office of this country: their places and roles.
    pub(in crate::knowledge) fn offices(&self, country: &str) -> Vec<(usize, Role)> {
        let count = self.count(section::OFFICES, 1);
        let role_at = |at: usize| self.number(section::OFFICES, at);
        let field = |at: usize, field| {
            self.number(section::ROLES, role_at(at) as usize * role::SIZE + field)
        };
        let at_of = |at: usize| self.text(field(at, role::AT));
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if at_of(middle) < country { low = middle + 1 } else { high = middle }
        }
        let own = (low..count).take_while(|it| at_of(*it) == country);
        own.map(|it| (field(it, role::PERSON) as usize, self.role(role_at(it)))).collect()
    }

    /// What readers call the place that one part of a `source` begins with.
    pub(in crate::knowledge) fn origin(&self, part: &str, lang: Lang) -> Option<&'static str> {
        let text = |at, field| self.text(self.number(section::ORIGINS, at * origin::SIZE + field));
        let mut origins = 0..self.count(section::ORIGINS, origin::SIZE);
        let at = origins.find(|it| part.starts_with(text(*it, origin::BEGINS)))?;
        Some(text(at, if lang == Lang::Id { origin::TITLE_ID } else { origin::TITLE_EN }))
    }

    pub(in crate::knowledge) fn name(&self, at: u32) -> Option<Name> {
        let (rows, _) = self.sections.get(section::NAMES)?.as_chunks::<{ name::SIZE }>();
        let row = rows.get(at as usize)?;
        let number = |field: usize| row.get(field).map_or(0, |it| u32::from_le_bytes(*it));
        let [kind, lang, case, gate] = number(name::FLAGS).to_le_bytes().map(usize::from);
        Some(Name {
            text: self.text(number(name::TEXT)),
            rest: self.text(number(name::REST)),
            capitals: number(name::CAPITALS),
            entity: EntityId(number(name::ENTITY)),
            kind: MEANT.0.get(kind).copied().unwrap_or(NameKind::Alias),
            lang: MEANT.1.get(lang).copied().flatten(),
            case: MEANT.2.get(case).copied().unwrap_or(Case::Exact),
            gate: MEANT.3.get(gate).copied().unwrap_or(Gate::Free),
        })
    }

    /// Whom a name means, and of what kind it is.
    pub(in crate::knowledge) fn meaning(&self, at: u32) -> Option<(EntityId, NameKind)> {
        let (rows, _) = self.sections.get(section::NAMES)?.as_chunks::<{ name::SIZE }>();
        let row = rows.get(at as usize)?;
        let number = |field: usize| row.get(field).map_or(0, |it| u32::from_le_bytes(*it));
        let [kind, ..] = number(name::FLAGS).to_le_bytes().map(usize::from);
        let kind = MEANT.0.get(kind).copied().unwrap_or(NameKind::Alias);
        Some((EntityId(number(name::ENTITY)), kind))
    }

    /// As [`Image::meaning`], with its gate.
    pub(in crate::knowledge) fn reading(&self, at: u32) -> Option<(EntityId, NameKind, Gate)> {
        let (rows, _) = self.sections.get(section::NAMES)?.as_chunks::<{ name::SIZE }>();
        let row = rows.get(at as usize)?;
        let number = |field: usize| row.get(field).map_or(0, |it| u32::from_le_bytes(*it));
        let [kind, _, _, gate] = number(name::FLAGS).to_le_bytes().map(usize::from);
        let kind = MEANT.0.get(kind).copied().unwrap_or(NameKind::Alias);
        let gate = MEANT.3.get(gate).copied().unwrap_or(Gate::Free);
        Some((EntityId(number(name::ENTITY)), kind, gate))
    }

    /// The words of a name behind its first.
    pub(in crate::knowledge) fn rest(&self, at: u32) -> &'static str {
        self.text(self.number(section::NAMES, at as usize * name::SIZE + name::REST))
    }

    pub(in crate::knowledge) fn names_of(&self, at: usize) -> impl Iterator<Item = u32> + use<'_> {
        let first = self.entity(at, entity::NAMES) as usize;
        let end = self.entity(at, entity::NAMES_END) as usize;
        (first..end).map(|it| self.number(section::OWN_NAMES, it))
    }

    /// The names that begin with this word, the longest first.
    pub(in crate::knowledge) fn beginning(
        &self,
        word: &str,
    ) -> impl Iterator<Item = u32> + use<'_> {
        let (first, end) = self.word(word).unwrap_or_default();
        (first..end).map(|it| self.number(section::BY_WORD, it))
    }

    /// How many names begin with this word.
    pub fn beginning_with(&self, word: &str) -> usize {
        self.beginning(word).count()
    }

    fn word(&self, wanted: &str) -> Option<(usize, usize)> {
        let slots = self.sections.get(section::SLOTS)?;
        let mask = slots.len().checked_sub(1)?;
        let mut place = hash(wanted) as usize & mask;
        loop {
            let at = u32::from_le_bytes(*slots.get(place)?).checked_sub(1)? as usize * word::SIZE;
            let number = |field| self.number(section::WORDS, at + field);
            if is_normal(wanted, self.text(number(word::TEXT))) {
                return Some((number(word::NAMES) as usize, number(word::NAMES_END) as usize));
            }
            place = (place + 1) & mask;
        }
    }
}

/// What the image's numbers for kinds, languages, cases and gates mean.
static MEANT: LazyLock<Meant> = LazyLock::new(|| {
    (
        NAME_KINDS.iter().map(|it| NameKind::of(it)).collect(),
        LANGS.iter().map(|it| Lang::from_tag(it)).collect(),
        CASES.iter().map(|it| Case::of(it)).collect(),
        GATES.iter().map(|it| Gate::of(it)).collect(),
    )
});

type Meant = (Box<[NameKind]>, Box<[Option<Lang>]>, Box<[Case]>, Box<[Gate]>);

fn date(number: u32) -> Option<PartialDate> {
    let [day, month, ..] = number.to_le_bytes();
    PartialDate::new(i16::try_from(number >> 16).ok()?, month, day)
}
