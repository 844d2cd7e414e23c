//! Names of a layer: which can be found in a text at all, and whom else they
//! name already.

use std::ops::Range;

use crate::knowledge::EntityId;
use crate::knowledge::names::{Case, Gate, Name, NameKind};
use crate::knowledge::normal::{capitals, words};
use crate::knowledge::overlay::{Pen, intern};
use crate::lang::{Lang, Message};

/// A longer name is a mistake.
const LONGEST: usize = 120;

/// Signs of patterns; no name has them.
const PATTERN: [char; 10] = ['*', '+', '?', '\\', '[', ']', '{', '}', '|', '^'];

/// A name to be added, with the normal form of its first word.
pub(super) struct New {
    pub(super) name: Name,
    pub(super) first_word: String,
    pub(super) span: Range<usize>,
}

/// `None`, with the reason told, where no text can ever hold the name.
pub(super) fn new(
    text: &str,
    span: Range<usize>,
    entity: EntityId,
    kind: NameKind,
    gate: Gate,
    pen: &mut Pen<'_>,
) -> Option<New> {
    let told = |key| Message::new(key).with("name", text);
    if text.contains(PATTERN) || text.contains(".*") {
        pen.lost(span, told("kb-name-pattern"));
        return None;
    }
    if LONGEST < text.len() {
        pen.lost(span, Message::new("kb-name-long").with("most", LONGEST));
        return None;
    }
    if !text.starts_with(|it: char| it.is_uppercase() || it.is_numeric()) {
        pen.lost(span, told("kb-name-small"));
        return None;
    }
    let mut all = words(text).into_iter();
    let Some(first_word) = all.next() else {
        pen.lost(span, told("kb-name-small"));
        return None;
    };
    let rest: Vec<String> = all.collect();
    let is_short = rest.is_empty() && text.chars().count() <= 3;
    let shouted = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    // "as" is a word and "AS" a country.
    let case = if shouted || is_short { Case::Exact } else { Case::Initial };
    let name = Name {
        text: intern(text),
        rest: intern(&rest.join(" ")),
        capitals: capitals(text),
        entity,
        kind: if kind == NameKind::Alias && shouted { NameKind::Acronym } else { kind },
        lang: None::<Lang>,
        case,
        gate,
    };
    Some(New { name, first_word, span })
}
