//! Why something is marked: the reason of the rule, as its page gives it.

use crate::ide::{Hover, Snapshot};
use crate::rules::Rule;
use crate::text::Span;

/// The card for a caret on findings, below the one that is there already.
pub(super) fn below(snapshot: &Snapshot, byte: usize, card: Option<Hover>) -> Option<Hover> {
    let found = snapshot.told_at(Span::new(byte, byte)).into_iter();
    let found = found.filter(|it| it.span.touches(byte));
    let mut reasons: Vec<(Span, String)> = Vec::new();
    for finding in found {
        let Some(rule) = Rule::find(finding.rule) else { continue };
        let text = format!("**{}** · {}", rule.id, reason(rule.page));
        if reasons.iter().all(|(_, it)| *it != text) {
            reasons.push((finding.span, text));
        }
    }
    let first = reasons.first().map(|(span, _)| *span);
    let span = card.as_ref().map(|it| it.span).or(first)?;
    let card = card.map(|it| it.markdown);
    let parts: Vec<String> = card.into_iter().chain(reasons.into_iter().map(|it| it.1)).collect();
    Some(Hover { span, markdown: parts.join("\n\n") })
}

/// The paragraph behind the one that says what is marked.
fn reason(page: &str) -> &str {
    let head = page.split("\n## ").next().unwrap_or(page);
    let mut paragraphs = head.split("\n\n").map(str::trim).skip(1);
    let summary = paragraphs.next().unwrap_or_default();
    paragraphs.find(|it| !it.is_empty()).unwrap_or(summary)
}
