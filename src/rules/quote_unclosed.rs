//! A quotation that is opened and never closed.

use crate::detect::{Article, Facts, Quote};
use crate::lang::Message;
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::BlockKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "quote-unclosed",
    group: Group::Quotes,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("quote_unclosed.md"),
    check: Check::Article(check),
};

fn check(article: &Article, findings: &mut Findings<'_>) {
    let passages: Vec<_> = article.passages().collect();
    for (index, (placed, facts, _)) in passages.iter().enumerate() {
        for quote in facts.quotes.iter().filter(|it| !it.closed) {
            let text = placed.passage.prose();
            let Some(block) = placed.passage.blocks.get(quote.block) else { continue };
            let later = passages.get(index..).unwrap_or_default().iter().enumerate();
            let next = later.flat_map(|(ahead, (placed, ..))| {
                let skipped = if ahead == 0 { quote.block + 1 } else { 0 };
                let blocks = placed.passage.blocks.iter().skip(skipped);
                blocks.map(|it| it.content.of(placed.passage.prose()))
            });
            // A quotation of several paragraphs closes only in the last one.
            let goes_on = next.take(1).any(|it| it.trim_start().starts_with(OPENING));
            // Marks inside marks: as many close as open.
            let content = block.content.of(text);
            let (open, shut) = (content.matches('“').count(), content.matches('”').count());
            let nested = 0 < open && open == shut;
            if goes_on || nested || block.kind == BlockKind::Opaque {
                continue;
            }
            let mark = Span::new(quote.span.start(), quote.inner.start());
            let sign = mark.of(text);
            let mut finding =
                findings.finding(mark.shift(placed.start), Message::new("quote-unclosed"));
            // Cut short by another opening mark: who knows where it should end.
            let whole = block.content.end() <= quote.span.end();
            if whole && let Some(at) = closing_place(text, facts, quote) {
                let at = Span::new(at, at).shift(placed.start);
                let title = Message::new("quote-unclosed-fix");
                finding = finding.fix(false, title, at, closing(sign));
            }
            findings.add(finding);
        }
    }
}

const OPENING: [char; 5] = ['"', '“', '”', '„', '«'];

fn closing(opening: &str) -> &'static str {
    match opening {
        "“" | "”" => "”",
        "„" => "“",
        "«" => "»",
        _ => "\"",
    }
}

/// Behind the comma before the only cue, or at the end of the paragraph where
/// there is no cue. `None` where there is a choice.
fn closing_place(text: &str, facts: &Facts, quote: &Quote) -> Option<usize> {
    let inner = quote.inner;
    let mut places = facts.attributions_in(inner).iter().filter_map(|it| {
        let cue = it.source.map_or(it.cue.start(), |source| source.start().min(it.cue.start()));
        let before = Span::new(inner.start(), cue).of(text).trim_end();
        before.ends_with([',', '?', '!']).then_some(inner.start() + before.len())
    });
    match (places.next(), places.next()) {
        (None, _) => Some(inner.end()),
        (place, None) => place,
        _ => None,
    }
}
