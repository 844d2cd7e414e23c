//! Texts that people marked, a JSON object a line.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::civil::date;
use serde::de::DeserializeOwned;

use crate::cli::screen::Failure;
use crate::detect::{Article, Brief};
use crate::knowledge::Base;
use crate::lang::Lang;
use crate::structure::Format;
use crate::text::{Buffer, Span};

/// The lines of a gold file; empty ones are left out. `shape` shows in the
/// complaint what a line must look like.
#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
pub(in crate::cli) fn read<T: DeserializeOwned>(
    path: &Path,
    shape: &str,
) -> Result<Vec<T>, Failure> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    let one = |(index, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            Failure::with_remedy(
                format!("{name}, line {}: {error}", index + 1),
                format!("each line is an object: {shape}"),
            )
        })
    };
    text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()).map(one).collect()
}

/// Reads a text as an article that was written on no particular day.
pub(in crate::cli) fn article(text: &str, lang: Lang) -> Article {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: None,
        file_date: None,
        today: date(2026, 1, 1),
        base: Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

/// Turns places counted in Unicode scalar values into bytes.
pub(super) struct Places(Vec<usize>);

impl Places {
    pub(super) fn of(text: &str) -> Places {
        let mut bytes: Vec<usize> = text.char_indices().map(|it| it.0).collect();
        bytes.push(text.len());
        Places(bytes)
    }

    /// What lies behind the text is its end.
    pub(super) fn span(&self, (start, end): (usize, usize)) -> Span {
        let end_of_text = self.0.last().copied().unwrap_or(0);
        let byte = |at: usize| self.0.get(at).copied().unwrap_or(end_of_text);
        Span::new(byte(start).min(byte(end)), byte(end))
    }
}

/// So many in a second.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn rate(count: usize, took: Duration) -> f64 {
    (count as f64 / took.as_secs_f64().max(1e-9)).round()
}
