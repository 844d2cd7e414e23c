//! Which place a lens showed last.

use std::sync::Mutex;

use crate::server::guard::lock;
use crate::text::Span;

/// Of one lens: the last one that was used.
#[derive(Default)]
pub(in crate::server) struct Shown(Mutex<Option<(String, usize, Span)>>);

impl Shown {
    /// The first place behind the one that the same lens showed last, or else
    /// the first of all.
    pub(super) fn next(&self, uri: &str, heading: Span, places: &[Span]) -> Option<Span> {
        let mut last = lock(&self.0);
        let before = last.as_ref().filter(|(of, at, _)| of == uri && *at == heading.start());
        let behind = before.and_then(|(.., shown)| places.iter().find(|it| *shown < **it));
        let res = *behind.or_else(|| places.first())?;
        *last = Some((uri.to_owned(), heading.start(), res));
        Some(res)
    }
}
