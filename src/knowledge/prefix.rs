//! Names by the beginning of any of their words: a sorted list, so that a
//! prefix is found by halving and never by walking all names.

use std::sync::OnceLock;

use crate::knowledge::names::normal;
use crate::knowledge::{Base, Name};
use crate::lang::{TokenKind, tokens};
use crate::text::Span;

/// A word of a name with what follows it, folded; the name's index; where the
/// word stands in it, in bytes.
type Row = (Box<str>, u32, usize);

#[derive(Default)]
pub(super) struct Prefixes(OnceLock<Box<[Row]>>);

impl Base {
    /// Names of which some word and what follows it begin with `prefix`,
    /// whatever the case and the diacritics. With each name the byte of it at
    /// which that word stands. In the order of the alphabet, `limit` at most.
    pub fn names_with(&self, prefix: &str, limit: usize) -> Vec<(&Name, usize)> {
        let rows = self.prefixes.0.get_or_init(|| self.rows());
        let wanted = normal(prefix);
        let from = rows.partition_point(|(it, ..)| **it < *wanted);
        let hits = rows.iter().skip(from).take_while(|(it, ..)| it.starts_with(&*wanted));
        hits.take(limit).filter_map(|(_, index, at)| Some((self.name(*index)?, *at))).collect()
    }

    fn rows(&self) -> Box<[Row]> {
        let mut res: Vec<Row> = Vec::new();
        for index in 0.. {
            let Some(name) = self.name(index) else { break };
            let text = name.text;
            let words = tokens(text, Span::new(0, text.len()));
            for word in words.iter().filter(|it| it.kind != TokenKind::Sign) {
                let rest = text.get(word.span.start()..).unwrap_or_default();
                res.push((normal(rest), index, word.span.start()));
            }
        }
        res.sort_unstable();
        res.into()
    }
}
