//! A direct quotation whose speaker is told nowhere near.

use crate::detect::{Article, Facts};
use crate::lang::{List, Message, TokenKind};
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::BlockKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "quote-no-speaker",
    group: Group::Quotes,
    level: Level::Information,
    fixes: false,
    since: "0.1.0",
    page: include_str!("quote_no_speaker.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// A shorter quotation is a term, a slogan, a title.
const SHORTEST: usize = 6;

/// What a passage has to say of it.
#[derive(PartialEq)]
struct Extract {
    /// Bytes of the passage; whether the sentence before, or behind, lies in
    /// another passage.
    orphans: Vec<(Spot, bool, bool)>,
    /// It has a sentence that is not quoted.
    tells: bool,
    /// Its first and its last sentence tell of somebody who speaks.
    speaks: (bool, bool),
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, facts, roles) = article.passage(at)?;
    let text = placed.passage.prose();
    let count = facts.sentences.len();
    let mut orphans = Vec::new();
    for quote in &facts.quotes {
        let block = placed.passage.blocks.get(quote.block);
        let prose = block.is_some_and(|it| it.kind == BlockKind::Paragraph)
            && roles.get(quote.block).is_some_and(|it| !it.is_heading());
        let inner = quote.inner.of(text);
        // A block may hold thousands of quotations.
        let from = facts.tokens.partition_point(|it| it.span.start() < quote.inner.start());
        let within = facts.tokens.get(from..).unwrap_or_default().iter();
        let words = within
            .take_while(|it| it.span.end() <= quote.inner.end())
            .filter(|it| it.kind == TokenKind::Word);
        // A whole sentence: with a capital, and a stop or a comma at its end.
        let whole = inner.starts_with(char::is_uppercase)
            && (inner.ends_with(['.', '!', '?', ',', '…']) || is_stopped(text, quote.span));
        if !prose
            || !quote.closed
            || words.count() < SHORTEST
            || !whole
            || !stands_alone(text, facts, quote.span)
        {
            continue;
        }
        let (Some(first), Some(last)) = (
            facts.sentence_index(quote.span.start()),
            facts.sentence_index(quote.span.end().saturating_sub(1)),
        ) else {
            continue;
        };
        let near = first.saturating_sub(1)..count.min(last + 2);
        if near.clone().any(|it| speaks(text, facts, it)) {
            continue;
        }
        orphans.push((Spot(quote.span), first == 0, last + 1 == count));
    }
    let speaks = |at: usize| speaks(text, facts, at);
    let ends = (speaks(0), count.checked_sub(1).is_some_and(speaks));
    let tells = facts.sentences.iter().any(|sentence| {
        // Quotations do not overlap: one that holds it is the first to end behind it.
        let at = facts.quotes.partition_point(|it| it.span.end() < sentence.span.end());
        !facts.quotes.get(at).is_some_and(|it| it.span.contains(sentence.span))
    });
    (0 < count).then_some(Extract { orphans, tells, speaks: ends })
}

/// The quotation is a sentence of its own, and no object of one.
fn stands_alone(text: &str, facts: &Facts, quote: Span) -> bool {
    let before = text.get(..quote.start()).unwrap_or_default().trim_end();
    let opens = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']);
    let first = facts.sentence_at(quote.start()).is_some_and(|it| it.span.start() == quote.start());
    let behind = text.get(quote.end()..).unwrap_or_default();
    let over = behind.trim_start().is_empty()
        || behind
            .trim_start()
            .starts_with(|it: char| it.is_uppercase() || matches!(it, '“' | '"' | '.'));
    (opens || first) && over
}

fn is_stopped(text: &str, quote: Span) -> bool {
    text.get(quote.end()..).is_some_and(|it| it.starts_with('.'))
}

/// A verb of saying, a source, somebody's name before a colon.
fn speaks(text: &str, facts: &Facts, at: usize) -> bool {
    let Some(sentence) = facts.sentences.get(at) else { return false };
    let marks = facts.marks.get(sentence.marks.clone()).unwrap_or_default();
    marks.iter().any(|it| {
        matches!(it.list, List::SpeechVerb | List::AccordingTo | List::PersonNoun | List::Document)
            && !facts.is_quoted(it.span)
    }) || !facts.attributions_in(sentence.span).is_empty()
        || sentence.span.of(text).contains(':')
        || sentence.span.of(text).trim_start().starts_with(['—', '–'])
}

fn spots(it: &Extract) -> Vec<Span> {
    it.orphans.iter().map(|it| it.0.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    // A text of nothing but quotations has no room for a speaker: a card, a
    // caption, an excerpt.
    if !all.iter().any(|(_, it)| it.tells) {
        return;
    }
    for (nth, (at, extract)) in all.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|it| all.get(it)).filter(|it| it.0 + 1 == *at);
        let behind = all.get(nth + 1).filter(|it| at + 1 == it.0);
        for (span, first, last) in &extract.orphans {
            let near = *first && before.is_some_and(|it| it.1.speaks.1)
                || *last && behind.is_some_and(|it| it.1.speaks.0);
            let Some(placed) = article.layout.passage(*at).filter(|_| !near) else { continue };
            findings.report(span.0.shift(placed.start), Message::new("quote-no-speaker"));
        }
    }
}
