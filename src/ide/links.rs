//! Where the text points to: links, addresses, footnotes.

use crate::ide::Snapshot;
use crate::structure::{BlockKind, Destination, Format, destinations, destinations_of_page};
use crate::text::Span;

/// A place that leads somewhere. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked: the address, or a footnote's mark.
    pub span: Span,
    pub target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// With its scheme.
    Address(String),
    /// A path as the article has it, relative to the article's folder, with
    /// `%20` for a blank; what comes behind `#` is left out.
    File(String),
    /// A place in this article.
    Here(Span),
}

/// All links, in order.
pub fn links(snapshot: &Snapshot) -> Vec<Link> {
    let article = snapshot.article();
    let mut res: Vec<Link> = Vec::new();
    let mut notes: Vec<(Span, String)> = Vec::new();
    if article.layout.format == Format::Html {
        let found = destinations_of_page(&snapshot.buffer().text()).into_iter();
        let link = |(span, found)| match found {
            Destination::Address(it) => Some(Link { span, target: Target::Address(it) }),
            Destination::File(it) => Some(Link { span, target: Target::File(it) }),
            Destination::Note(_) => None,
        };
        return found.filter_map(link).collect();
    }
    for (placed, ..) in article.passages() {
        for (span, found) in destinations(placed.passage) {
            let span = span.shift(placed.start);
            let target = match found {
                Destination::Note(mark) => {
                    notes.push((span, mark));
                    continue;
                }
                Destination::Address(it) => Target::Address(it),
                Destination::File(it) => Target::File(it),
            };
            res.push(Link { span, target });
        }
    }
    if !notes.is_empty() {
        res.extend(footnotes(snapshot, notes));
    }
    res.sort_by_key(|it| it.span);
    res.dedup_by_key(|it| it.span);
    res
}

/// Marks lead to their texts; a mark without one leads nowhere.
fn footnotes(snapshot: &Snapshot, notes: Vec<(Span, String)>) -> Vec<Link> {
    let mut texts: Vec<(String, Span)> = Vec::new();
    for (placed, ..) in snapshot.article().passages() {
        let blocks = placed.passage.blocks.iter().filter(|it| it.kind == BlockKind::Footnote);
        texts.extend(blocks.filter_map(|it| {
            let (label, _) = it.span.of(&placed.passage.text).split_once("]:")?;
            let start = it.span.start() + placed.start;
            Some((format!("{label}]"), Span::new(start, start + label.len() + 1)))
        }));
    }
    let here = |(span, name): (Span, String)| {
        let (_, text) = texts.iter().find(|(label, _)| *label == name)?;
        (*text != span).then_some(Link { span, target: Target::Here(*text) })
    };
    notes.into_iter().filter_map(here).collect()
}
