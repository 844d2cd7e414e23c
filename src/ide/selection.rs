//! A selection that grows: word, name, quotation or claim, sentence,
//! paragraph, sections, all.

use crate::ide::Snapshot;
use crate::structure::Section;
use crate::text::Span;

/// The stretches around a caret at `byte`, each inside the next one, none
/// twice; the last one is all of the text.
pub fn grown(snapshot: &Snapshot, byte: usize) -> Vec<Span> {
    let article = snapshot.article();
    let byte = byte.min(snapshot.buffer().len());
    let mut all = vec![Span::new(0, snapshot.buffer().len())];
    within(article.sections(), byte, &mut all);
    if let Some((placed, facts, _)) = article.passage(article.passage_at(byte)) {
        let local = byte.saturating_sub(placed.start);
        let touching = |it: &Span| it.touches(local);
        let blocks = placed.passage.blocks.iter().flat_map(|it| [it.content, it.span]);
        let quotes = facts.quotes.iter().flat_map(|it| [it.inner, it.span]);
        let drafts = facts.drafts.iter().map(|it| it.span);
        let sentences = facts.sentences.iter().map(|it| it.span);
        let words = facts.tokens.iter().map(|it| it.span);
        let dates = facts.dates.iter().map(|it| it.span);
        let found = blocks.chain(quotes).chain(drafts).chain(sentences).chain(words).chain(dates);
        all.extend(found.filter(touching).map(|it| it.shift(placed.start)));
    }
    all.extend(article.naming_at(byte).map(|it| it.span));
    nested(all)
}

fn within(sections: &[Section], byte: usize, all: &mut Vec<Span>) {
    let span = |it: &Section| it.span.cover(it.heading);
    for it in sections.iter().filter(|it| span(it).touches(byte)) {
        all.extend([it.heading, span(it)].into_iter().filter(|it| it.touches(byte)));
        within(&it.children, byte, all);
    }
}

/// The shortest first, and of two that cross each other only one.
fn nested(mut all: Vec<Span>) -> Vec<Span> {
    // Of two neighbours of one length, the one behind the caret.
    all.sort_by_key(|it| (it.len(), std::cmp::Reverse(it.start())));
    let mut res: Vec<Span> = Vec::new();
    for span in all {
        let grows = res.last().is_none_or(|last| span.contains(*last) && span != *last);
        if grows && !span.is_empty() {
            res.push(span);
        }
    }
    if res.is_empty() { vec![Span::default()] } else { res }
}
