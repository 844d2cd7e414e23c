//! A quotation that is opened and never closed.

use crate::detect::{Article, Facts, Quote};
use crate::lang::Message;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::{Block, BlockKind};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "quote-unclosed",
    group: Group::Quotes,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("quote_unclosed.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    /// The quotations that it leaves open. All spans are bytes of the passage.
    open: Vec<Open>,
    /// How its first block starts.
    start: Start,
}

#[derive(PartialEq)]
struct Open {
    mark: Spot,
    sign: String,
    /// Where it should close, if that can be told.
    close: Option<Spot>,
    /// No other block of the passage follows.
    last: bool,
}

#[derive(PartialEq)]
enum Start {
    /// There is no block.
    Nothing,
    OpeningMark,
    Other,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, _) = article.passage(at)?;
    let text = placed.passage.prose();
    let blocks = &placed.passage.blocks;
    let opens = |it: &Block| it.content.of(text).trim_start().starts_with(OPENING);
    let start = match blocks.first() {
        None => Start::Nothing,
        Some(block) if opens(block) => Start::OpeningMark,
        Some(_) => Start::Other,
    };
    let mut open = Vec::new();
    // Of the block in hand: a block may hold a hundred thousand marks.
    let mut counted: Option<(usize, bool)> = None;
    for quote in facts.quotes.iter().filter(|it| !it.closed) {
        let Some(block) = blocks.get(quote.block) else { continue };
        // A quotation of several paragraphs closes only in the last one.
        let goes_on = blocks.get(quote.block + 1).is_some_and(opens);
        // Marks inside marks: as many close as open.
        let nested = match counted {
            Some((of, nested)) if of == quote.block => nested,
            _ => is_nested(block.content.of(text)),
        };
        counted = Some((quote.block, nested));
        if goes_on || nested || block.kind == BlockKind::Opaque {
            continue;
        }
        // Cut short by another opening mark: who knows where it should end.
        let whole = block.content.end() <= quote.span.end();
        let mark = Span::new(quote.span.start(), quote.inner.start());
        let close = whole.then(|| closing_place(text, facts, quote)).flatten();
        open.push(Open {
            mark: Spot(mark),
            sign: mark.of(text).to_owned(),
            close: close.map(|it| Spot(Span::new(it, it))),
            last: quote.block + 1 == blocks.len(),
        });
    }
    let plain = open.is_empty() && start == Start::Other;
    (!plain).then_some(Extract { open, start })
}

/// As many marks close as open.
fn is_nested(content: &str) -> bool {
    let (left, right) = (content.matches('“').count(), content.matches('”').count());
    0 < left && left == right
}

fn spots(it: &Extract) -> Vec<Span> {
    let each = it.open.iter().map(|it| (it.mark.0, it.close.map(|it| it.0)));
    each.flat_map(|(mark, close)| std::iter::once(mark).chain(close)).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    for (nth, (at, extract)) in all.iter().enumerate() {
        let Some(placed) = article.layout.passage(*at) else { continue };
        // The next passage with a block goes on with an opening mark.
        let later = all.get(nth + 1..).unwrap_or_default().iter().zip(at + 1..);
        let mut later = later.take_while(|((at, _), next)| at == next).map(|((_, it), _)| it);
        // Most passages leave nothing open; a run of blank ones is walked once.
        if extract.open.is_empty() {
            continue;
        }
        let goes_on = later
            .find(|it| it.start != Start::Nothing)
            .is_some_and(|it| it.start == Start::OpeningMark);
        for open in &extract.open {
            if open.last && goes_on {
                continue;
            }
            let mut finding =
                findings.finding(open.mark.0.shift(placed.start), Message::new("quote-unclosed"));
            if let Some(at) = open.close {
                let at = at.0.shift(placed.start);
                let title = Message::new("quote-unclosed-fix");
                finding = finding.fix(false, title, at, closing(&open.sign));
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
