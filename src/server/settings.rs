//! The client's settings. A value that we do not understand is said to be so,
//! once, and is otherwise as if it were not there.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use crate::config::{Layer, parse_json};
use crate::lang::{Lang, render};

/// Under this name stands what is ours; in what is sent to us alone, it may
/// stand at the top as well.
pub(super) const SECTION: &str = "tajuk";

/// What came with `initialize`, above it what was sent later, above it what
/// we asked for.
#[derive(Default)]
pub(super) struct Book {
    start: Value,
    last: Value,
    asked: Value,
    /// Complaints that were made.
    said: HashSet<String>,
}

impl Book {
    /// Takes `initializationOptions`. The answer is for the client's log.
    pub(super) fn start(&mut self, options: Option<&Value>, lang: Lang) -> Vec<String> {
        self.start = options.cloned().unwrap_or_default();
        self.complaints(lang)
    }

    /// Takes the settings of `workspace/didChangeConfiguration`. Eglot sends
    /// `{}` at every start: what is not said there stays as `initialize` had it.
    pub(super) fn configure(&mut self, settings: Option<&Value>, lang: Lang) -> Vec<String> {
        self.last = settings.cloned().unwrap_or_default();
        self.complaints(lang)
    }

    /// Takes the answer to `workspace/configuration`.
    pub(super) fn asked(&mut self, settings: Value, lang: Lang) -> Vec<String> {
        self.asked = settings;
        self.complaints(lang)
    }

    /// The lowest first.
    pub(super) fn layers(&self) -> Vec<Arc<Layer>> {
        self.said().map(|it| Arc::new(parse_json(it).0)).collect()
    }

    /// All that is said, for comparing.
    pub(super) fn said_now(&self) -> Vec<Value> {
        let is_empty = |it: &Value| it.as_object().is_none_or(serde_json::Map::is_empty);
        self.said().filter(|it| !is_empty(it)).cloned().collect()
    }

    fn said(&self) -> impl Iterator<Item = &Value> {
        [&self.start, &self.last, &self.asked]
            .into_iter()
            .flat_map(|it| [Some(it), it.get(SECTION)])
            .flatten()
            .filter(|it| it.is_object())
    }

    fn complaints(&mut self, lang: Lang) -> Vec<String> {
        let problems = self.said().flat_map(|it| parse_json(it).1);
        let lines = problems.map(|it| format!("tajuk: {}", render(&it.message, lang)));
        let mut lines: Vec<String> = lines.collect();
        lines.retain(|it| self.said.insert(it.clone()));
        lines
    }
}
