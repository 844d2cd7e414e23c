//! Names by the beginning of any of their words: a sorted list, so that a
//! prefix is found by halving and never by walking all names.

use std::sync::OnceLock;

use crate::knowledge::normal::normal;
use crate::knowledge::{Base, Name};
use crate::lang::{TokenKind, tokens};
use crate::text::Span;

/// A word of a name with what follows it, folded; the name's index; where the
/// word stands in it, in bytes.
type Row = (Box<str>, u32, usize);

/// Made when it is first asked for.
#[derive(Default)]
pub(super) struct Prefixes(OnceLock<Box<[Row]>>);

/// Of what is built in.
static BUILT: Prefixes = Prefixes(OnceLock::new());

impl Base {
    /// Names of which some word and what follows it begin with `prefix`,
    /// whatever the case and the diacritics. With each name the byte of it at
    /// which that word stands. The newsroom's own first, then in the order of
    /// the alphabet; `limit` at most.
    pub fn names_with(&self, prefix: &str, limit: usize) -> Vec<(Name, usize)> {
        let wanted = normal(prefix);
        let built = BUILT.rows(self, 0..Base::built_names());
        let own = self.own_prefixes().map(|it| it.rows(self, Base::built_names()..u32::MAX));
        let hits = |rows: &'_ [Row]| -> Vec<(u32, usize)> {
            let from = rows.partition_point(|(it, ..)| **it < *wanted);
            let hits = rows.iter().skip(from).take_while(|(it, ..)| it.starts_with(&*wanted));
            hits.take(limit).map(|(_, index, at)| (*index, *at)).collect()
        };
        let all = own.map(hits).unwrap_or_default().into_iter().chain(hits(built));
        let there = all.filter(|(index, _)| !self.is_dropped(*index));
        there.filter_map(|(index, at)| Some((self.name(index)?, at))).take(limit).collect()
    }
}

impl Prefixes {
    fn rows(&self, base: &Base, names: std::ops::Range<u32>) -> &[Row] {
        self.0.get_or_init(|| {
            let mut res: Vec<Row> = Vec::new();
            for index in names {
                let Some(name) = base.name(index) else { break };
                let text = name.text;
                let words = tokens(text, Span::new(0, text.len()));
                for word in words.iter().filter(|it| it.kind != TokenKind::Sign) {
                    let rest = text.get(word.span.start()..).unwrap_or_default();
                    res.push((normal(rest).into(), index, word.span.start()));
                }
            }
            res.sort_unstable();
            res.into()
        })
    }
}
