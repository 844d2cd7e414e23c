//! The date in an article's dateline: "JAKARTA, 14 Mei 2025 –".

use jiff::civil::Date;

use crate::detect::Facts;
use crate::structure::{BlockKind, Passage};
use crate::text::Span;

/// A dateline ends within so many bytes.
const LONGEST: usize = 60;

/// The date of the dateline, if the passage is a paragraph that has one.
pub(super) fn date(passage: &Passage, facts: &Facts) -> Option<Date> {
    let block = passage.blocks.iter().find(|it| it.kind == BlockKind::Paragraph)?;
    let start = block.content.start();
    let text = passage.prose();
    let first = facts.dates.iter().find(|it| start <= it.span.start())?;
    if start + LONGEST < first.span.end() {
        return None;
    }
    let place = Span::new(start, first.span.start()).of(text);
    let shouted = !place.trim().is_empty() && !place.chars().any(char::is_lowercase);
    let rest = text.get(first.span.end()..)?.trim_start_matches([')', ' ']);
    let dashed = rest.starts_with(['–', '—', '-', ':']);
    first.day.year.filter(|_| shouted && dashed).and_then(|it| first.day.in_year(it))
}
