//! The newsroom's own facts: `kb.toml` in the workspace, in the user's
//! configuration folder, and what updates brought. A mistake in one costs that
//! row; whatever can be understood holds.

mod apply;
mod entities;
mod keys;
mod names;
mod patch;
mod read;

use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashSet;
use toml::de::DeTable;

use crate::knowledge::Base;
use crate::lang::Message;
use crate::text::Span;

/// More rows than this in one file are left out.
const MOST_ROWS: usize = 20_000;

/// One file of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What it is called in answers: its path or URI.
    pub file: String,
    pub text: String,
}

/// Something in a layer that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Index of the layer.
    pub layer: usize,
    /// Bytes of the layer's text.
    pub span: Span,
    /// Counted from 1.
    pub line: usize,
    /// The row is left out; else it holds all the same.
    pub lost: bool,
    pub message: Message,
}

impl Base {
    /// The base with these layers on top, the lowest first: what a later one
    /// says wins.
    pub fn layered(layers: &[Layer]) -> (Base, Vec<Trouble>) {
        if layers.is_empty() {
            return (Base::default(), Vec::new());
        }
        let mut work = apply::Work::new();
        for (index, layer) in layers.iter().enumerate() {
            work.add(index, layer);
        }
        work.finish()
    }
}

/// Where a file of facts speaks of the entity of this id: its own row, or else
/// the first one that corrects it. Bytes of the text.
pub fn row_of(text: &str, id: &str) -> Option<Span> {
    let (table, _) = DeTable::parse_recoverable(text);
    let (mut own, mut corrections) = (Vec::new(), Vec::new());
    for (kind, rows) in table.get_ref() {
        let Some(rows) = rows.get_ref().as_array() else { continue };
        for row in rows.iter().filter_map(|it| it.get_ref().as_table()) {
            for (key, found) in [("id", &mut own), ("target", &mut corrections)] {
                let Some(value) = row.get(key) else { continue };
                let named = value.get_ref().as_str().map(|it| it.trim().replacen(':', "/", 1));
                let named = named.map(|it| match it.contains('/') {
                    true => it,
                    false => format!("{}/{it}", kind.get_ref()),
                });
                if named.as_deref() == Some(id) {
                    let span = value.span();
                    found.push(Span::new(span.start, span.end));
                }
            }
        }
    }
    own.sort_unstable();
    corrections.sort_unstable();
    own.into_iter().chain(corrections).next()
}

/// Troubles of one layer, told as they are met.
struct Pen<'a> {
    layer: usize,
    text: &'a str,
    /// Where its lines end.
    ends: &'a [usize],
    troubles: &'a mut Vec<Trouble>,
}

impl Pen<'_> {
    /// Counted from 1.
    fn line(&self, byte: usize) -> usize {
        self.ends.partition_point(|it| *it < byte) + 1
    }

    fn lost(&mut self, span: std::ops::Range<usize>, message: Message) {
        self.put(span, true, message);
    }

    fn odd(&mut self, span: std::ops::Range<usize>, message: Message) {
        self.put(span, false, message);
    }

    fn put(&mut self, span: std::ops::Range<usize>, lost: bool, message: Message) {
        // The span of a table is all of it; its first line tells enough.
        let text = self.text.get(span.clone()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        let span = Span::new(span.start, span.start + first.len());
        let line = self.line(span.start());
        self.troubles.push(Trouble { layer: self.layer, span, line, lost, message });
    }
}

/// The same text for as long as the program runs. Layers come and go as their
/// files are edited, and what they say is mostly what they said before; so a
/// new reading costs only what is new in it.
fn intern(text: &str) -> &'static str {
    static KNOWN: LazyLock<Mutex<FxHashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(text) {
        Some(text) => text,
        None => {
            let text: &'static str = Box::leak(text.into());
            known.insert(text);
            text
        }
    }
}
