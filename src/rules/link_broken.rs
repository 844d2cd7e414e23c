//! Links to files that are not there, and marks of footnotes without a text.

use rustc_hash::FxHashSet;

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::{BlockKind, Destination, Format, destinations};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "link-broken",
    group: Group::Links,
    level: Level::Warning,
    fixes: false,
    since: "0.1.0",
    page: include_str!("link_broken.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(spots) }),
};

/// What a passage has to say of it. Spans are bytes of the passage.
#[derive(PartialEq)]
struct Extract {
    /// Paths of files that are not there.
    gone: Vec<(Spot, String)>,
    /// Marks of footnotes: `[^1]`.
    marks: Vec<(Spot, String)>,
    /// Marks that have their text here.
    texts: Vec<String>,
}

fn gather(article: &Article, at: usize) -> Option<Extract> {
    let (placed, ..) = article.passage(at)?;
    let passage = placed.passage;
    let texts: Vec<String> = passage
        .blocks
        .iter()
        .filter(|it| it.kind == BlockKind::Footnote)
        .filter_map(|it| {
            Some(format!("{}]", it.span.of(&passage.text).split_once("]:")?.0.trim_start()))
        })
        .collect();
    if passage.links.is_empty() && texts.is_empty() && article.missing().is_none() {
        return None;
    }
    let mut res = Extract { gone: Vec::new(), marks: Vec::new(), texts };
    for (span, found) in destinations(passage) {
        match found {
            Destination::File(path) if article.missing().is_some_and(|it| it.has(&path)) => {
                res.gone.push((Spot(span), path));
            }
            // A mark is at home in Markdown only; elsewhere it may be anything.
            Destination::Note(mark) if article.layout.format == Format::Markdown => {
                res.marks.push((Spot(span), mark));
            }
            _ => {}
        }
    }
    let empty = res.gone.is_empty() && res.marks.is_empty() && res.texts.is_empty();
    (!empty).then_some(res)
}

fn spots(it: &Extract) -> Vec<Span> {
    it.gone.iter().chain(&it.marks).map(|it| it.0.0).collect()
}

fn judge(article: &Article, all: &[(usize, &Extract)], findings: &mut Findings<'_>) {
    // Labels are the same in any case, as in Markdown's own references.
    let label = |it: &String| it.to_lowercase();
    let texts: FxHashSet<String> =
        all.iter().flat_map(|(_, it)| it.texts.iter().map(label)).collect();
    for (at, extract) in all {
        let Some(placed) = article.layout.passage(*at) else { continue };
        for (span, path) in &extract.gone {
            let file = path.rsplit('/').next().unwrap_or(path).replace("%20", " ");
            let message = Message::new("link-broken").with("file", file);
            findings.report(span.0.shift(placed.start), message);
        }
        for (span, mark) in extract.marks.iter().filter(|(_, it)| !texts.contains(&label(it))) {
            let message = Message::new("link-broken-note").with("mark", mark);
            findings.report(span.0.shift(placed.start), message);
        }
    }
}
