//! Cells of a layer, asked for by key. What is of another kind than it should
//! be is told and is as if it were not there.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::knowledge::PartialDate;
use crate::knowledge::overlay::{Pen, keys};
use crate::lang::Message;

/// One row: `[[person]]` and what stands under it.
pub(super) struct Row<'a> {
    /// Its name in the file.
    pub(super) kind: &'static str,
    pub(super) span: Range<usize>,
    table: &'a DeTable<'a>,
}

impl<'a> Row<'a> {
    /// Tells of keys that do not belong there.
    pub(super) fn new(
        kind: &'static str,
        span: Range<usize>,
        table: &'a DeTable<'a>,
        pen: &mut Pen<'_>,
    ) -> Row<'a> {
        let known = if kind == "role" { keys::ROLE } else { keys::of(kind) };
        unknown(table, known, kind, pen);
        Row { kind, span, table }
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// Where the value stands, or the row.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.value(key).map_or(self.span.clone(), Spanned::span)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &'static str, pen: &mut Pen<'_>) -> Option<&'a str> {
        let value = self.value(key)?;
        match value.get_ref().as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(text),
            _ => {
                pen.lost(value.span(), wrong(key, "kb-want-text"));
                None
            }
        }
    }

    /// A text without which the row is nothing.
    pub(super) fn needed(&self, key: &'static str, pen: &mut Pen<'_>) -> Option<&'a str> {
        if self.value(key).is_none() {
            let message = Message::new("kb-missing").with("key", key).with("table", self.kind);
            pen.lost(self.span.clone(), message);
        }
        self.text(key, pen)
    }

    /// Texts, each with its place.
    pub(super) fn texts(
        &self,
        key: &'static str,
        pen: &mut Pen<'_>,
    ) -> Vec<(&'a str, Range<usize>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            pen.lost(value.span(), wrong(key, "kb-want-list"));
            return Vec::new();
        };
        let mut res = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_str().map(str::trim) {
                Some(text) if !text.is_empty() => res.push((text, item.span())),
                _ => pen.lost(item.span(), wrong(key, "kb-want-text")),
            }
        }
        res
    }

    /// A day, or a month or a year as text.
    pub(super) fn date(&self, key: &'static str, pen: &mut Pen<'_>) -> Option<PartialDate> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(it) => PartialDate::parse(&it.to_string()),
            DeValue::String(it) => PartialDate::parse(it),
            DeValue::Integer(it) => PartialDate::parse(it.as_str()),
            _ => None,
        };
        if date.is_none() {
            pen.lost(value.span(), wrong(key, "kb-want-date"));
        }
        date
    }

    /// One of a few words.
    pub(super) fn one_of(
        &self,
        key: &'static str,
        allowed: &[&'static str],
        pen: &mut Pen<'_>,
    ) -> Option<&'static str> {
        let text = self.text(key, pen)?;
        let found = allowed.iter().find(|it| **it == text).copied();
        if found.is_none() {
            let message = Message::new("kb-want-one")
                .with("key", key)
                .with("value", text)
                .with("allowed", allowed.join(", "));
            pen.lost(self.span_of(key), message);
        }
        found
    }

    /// The rows of a list of tables inside this one.
    pub(super) fn rows(&self, key: &'static str, pen: &mut Pen<'_>) -> Vec<Row<'a>> {
        self.value(key).map(|it| rows(key, it, pen)).unwrap_or_default()
    }
}

/// The rows of `[[kind]]`.
pub(super) fn rows<'a>(
    kind: &'static str,
    value: &'a Spanned<DeValue<'a>>,
    pen: &mut Pen<'_>,
) -> Vec<Row<'a>> {
    let Some(list) = value.get_ref().as_array() else {
        pen.lost(value.span(), Message::new("kb-want-tables").with("table", kind));
        return Vec::new();
    };
    let mut res = Vec::new();
    for item in list.iter() {
        match item.get_ref().as_table() {
            Some(table) => res.push(Row::new(kind, item.span(), table, pen)),
            None => pen.lost(item.span(), Message::new("kb-want-tables").with("table", kind)),
        }
    }
    res
}

/// Tells of keys that are not known, with the one that was likely meant.
pub(super) fn unknown(table: &DeTable<'_>, known: &[&'static str], place: &str, pen: &mut Pen<'_>) {
    let mut odd: Vec<&Spanned<_>> =
        table.keys().filter(|it| !known.contains(&it.get_ref().as_ref())).collect();
    odd.sort_by_key(|it| it.span().start);
    for key in odd {
        let message = Message::new("kb-unknown-key")
            .with("key", key.get_ref())
            .with("table", place)
            .with("nearest", keys::nearest(key.get_ref(), known));
        pen.lost(key.span(), message);
    }
}

fn wrong(key: &'static str, what: &'static str) -> Message {
    Message::new(what).with("key", key)
}
