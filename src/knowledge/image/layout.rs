//! Where things stand in an image. Shared with the build script.

/// First four bytes, and the version of the layout.
pub const MAGIC: u32 = u32::from_le_bytes(*b"TJK2");

/// The sections, in their order.
pub mod section {
    /// All strings, one behind the other, in UTF-8.
    pub const HEAP: usize = 0;
    /// [`super::entity`] records, sorted by id.
    pub const ENTITIES: usize = 1;
    /// [`super::role`] records, those of one person together.
    pub const ROLES: usize = 2;
    /// Indices of roles, sorted by the id of the country or organisation.
    pub const OFFICES: usize = 3;
    /// [`super::name`] records, in the order of `names.tsv`.
    pub const NAMES: usize = 4;
    /// Indices of names, those of one entity together.
    pub const OWN_NAMES: usize = 5;
    /// Indices of names, those with one first word together, the longest first.
    pub const BY_WORD: usize = 6;
    /// [`super::word`] records.
    pub const WORDS: usize = 7;
    /// A hash table: index of a word plus one, or 0. Its length is a power of
    /// two; a word stands at its hash or, where that is taken, behind it.
    pub const SLOTS: usize = 8;
    /// Where each string begins in the heap, and where the last one ends.
    pub const STRINGS: usize = 9;
    /// [`super::origin`] records.
    pub const ORIGINS: usize = 10;
    pub const COUNT: usize = 11;
}

/// Fields of an entity, each a u32; strings unless said otherwise.
pub mod entity {
    pub const ID: usize = 0;
    /// Number: place in [`super::KINDS`].
    pub const KIND: usize = 1;
    pub const QID: usize = 2;
    pub const OTHER_QIDS: usize = 3;
    pub const NAME_EN: usize = 4;
    pub const NAME_ID: usize = 5;
    pub const COUNTRY: usize = 6;
    pub const CAPITAL_EN: usize = 7;
    pub const CAPITAL_ID: usize = 8;
    pub const SURNAME: usize = 9;
    pub const FORMAL: usize = 10;
    /// "party", "city", "treaty", …
    pub const CLASS: usize = 11;
    pub const ACRONYM_EN: usize = 12;
    pub const ACRONYM_ID: usize = 13;
    pub const SEAT: usize = 14;
    /// Codes of countries, with `|` between.
    pub const MEMBERS: usize = 15;
    pub const MEMBERS_SOURCE: usize = 16;
    pub const SOURCE: usize = 17;
    /// Date.
    pub const AS_OF: usize = 18;
    /// Numbers: first and one past the last, in ROLES.
    pub const ROLES: usize = 19;
    pub const ROLES_END: usize = 20;
    /// Numbers: first and one past the last, in OWN_NAMES.
    pub const NAMES: usize = 21;
    pub const NAMES_END: usize = 22;
    /// Of a place in Indonesia: its official code.
    pub const CODE: usize = 23;
    pub const SIZE: usize = 24;
}

/// Fields of a role.
pub mod role {
    /// Number: index of the person.
    pub const PERSON: usize = 0;
    pub const TITLE_EN: usize = 1;
    pub const TITLE_ID: usize = 2;
    pub const AT: usize = 3;
    /// Number: 0 nothing, 1 the state, 2 the government, 3 both; confidence
    /// (place in [`super::CONFIDENCES`]) times 4.
    pub const FLAGS: usize = 4;
    /// Date.
    pub const FROM: usize = 5;
    /// Date.
    pub const UNTIL: usize = 6;
    pub const SOURCE: usize = 7;
    /// Date.
    pub const AS_OF: usize = 8;
    pub const SIZE: usize = 9;
}

/// Fields of a name.
pub mod name {
    pub const TEXT: usize = 0;
    /// The normal forms of the words behind the first, with blanks between.
    pub const REST: usize = 1;
    /// Number: index of the entity.
    pub const ENTITY: usize = 2;
    /// Number: a bit for each word that has a capital.
    pub const CAPITALS: usize = 3;
    /// Number: bytes, from the lowest: kind, language, case, gate; places in
    /// the lists below.
    pub const FLAGS: usize = 4;
    pub const SIZE: usize = 5;
}

/// Fields of a first word.
pub mod word {
    pub const TEXT: usize = 0;
    /// Numbers: first and one past the last, in BY_WORD.
    pub const NAMES: usize = 1;
    pub const NAMES_END: usize = 2;
    pub const SIZE: usize = 3;
}

/// Fields of an origin: how a `source` begins that comes from there, and what
/// readers call it.
pub mod origin {
    pub const BEGINS: usize = 0;
    pub const TITLE_EN: usize = 1;
    pub const TITLE_ID: usize = 2;
    pub const SIZE: usize = 3;
}

/// Kinds of entities, as ids begin.
pub const KINDS: [&str; 7] = ["country", "document", "event", "org", "person", "place", "weapon"];
pub const CONFIDENCES: [&str; 3] = ["unverified", "single", "multi"];
pub const NAME_KINDS: [&str; 9] =
    ["name", "surname", "alias", "acronym", "demonym", "capital", "metonym", "formal", "historic"];
pub const LANGS: [&str; 3] = ["any", "id", "en"];
pub const CASES: [&str; 2] = ["exact", "initial"];
pub const GATES: [&str; 5] = ["free", "after_full", "context", "disambiguate", "metonym"];

/// A date in a number: year, month, day; what is not told is 0.
pub fn date(text: &str) -> u32 {
    let mut parts = text.split('-').map(|it| it.parse::<u32>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    part() << 16 | part() << 8 | part()
}
