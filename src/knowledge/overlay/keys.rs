//! The keys that each table of a layer may have.

pub(super) const TOP: &[&str] =
    &["schema", "reviewed", "person", "org", "place", "patch", "alias", "suppress", "status"];

const PERSON: &[&str] = &[
    "id",
    "name",
    "name_id",
    "name_en",
    "spelling",
    "aliases",
    "surname_alone",
    "gate",
    "country",
    "gender",
    "birth_year",
    "qid",
    "note_id",
    "note_en",
    "source",
    "as_of",
    "role",
];
const ORG: &[&str] = &[
    "id", "name", "name_id", "name_en", "spelling", "aliases", "acronyms", "gate", "kind",
    "country", "members", "seat", "qid", "note_id", "note_en", "source", "as_of",
];
const PLACE: &[&str] = &[
    "id", "name", "name_id", "name_en", "spelling", "aliases", "gate", "kind", "country", "qid",
    "note_id", "note_en", "source", "as_of",
];
const PATCH: &[&str] = &[
    "target",
    "name_id",
    "name_en",
    "spelling",
    "aliases_add",
    "aliases_remove",
    "surname_alone",
    "gate",
    "country",
    "qid",
    "same_as",
    "from",
    "until",
    "note_id",
    "note_en",
    "source",
    "as_of",
    "confidence",
    "role",
];
const ALIAS: &[&str] = &["text", "means", "unless_near"];
const SUPPRESS: &[&str] = &["text"];
const STATUS: &[&str] = &["target", "flag", "message_id", "message_en"];
pub(super) const ROLE: &[&str] =
    &["role_id", "role_en", "head_of", "at", "from", "until", "confidence", "source", "as_of"];

/// The keys of `[[name]]`.
pub(super) fn of(name: &str) -> &'static [&'static str] {
    match name {
        "person" => PERSON,
        "org" => ORG,
        "place" => PLACE,
        "patch" => PATCH,
        "alias" => ALIAS,
        "suppress" => SUPPRESS,
        "status" => STATUS,
        _ => &[],
    }
}

/// The key that was most likely meant.
pub(super) fn nearest(key: &str, known: &[&'static str]) -> &'static str {
    let far = |it: &&&'static str| strsim::osa_distance(key, it);
    known.iter().min_by_key(far).copied().unwrap_or_default()
}
