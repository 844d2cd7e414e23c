//! Where the text points to: links, addresses, footnotes.

use crate::ide::Snapshot;
use crate::structure::BlockKind;
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
    for (placed, ..) in article.passages() {
        let text = &*placed.passage.text;
        for link in &placed.passage.links {
            let source = link.of(text);
            if source.starts_with("[^") {
                notes.push((link.shift(placed.start), source.to_owned()));
            } else if let Some((span, target)) = target(source) {
                let span = span.shift(link.start() + placed.start);
                // An address inside a link's brackets is that link.
                if res.last().is_none_or(|it| it.span.end() <= span.start()) {
                    res.push(Link { span, target });
                }
            }
        }
        for block in placed.passage.blocks.iter().filter(|it| may_hold_picture(it.kind)) {
            let pictures = pictures(block.span.of(text));
            res.extend(pictures.map(|(span, target)| Link {
                span: span.shift(block.span.start() + placed.start),
                target,
            }));
        }
    }
    if !notes.is_empty() {
        res.extend(footnotes(snapshot, notes));
    }
    res.sort_by_key(|it| it.span);
    res.dedup_by_key(|it| it.span);
    res
}

fn may_hold_picture(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Figure | BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
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

/// Of "[words](address)", "<address>" or an address alone; the span is of
/// `source`.
fn target(source: &str) -> Option<(Span, Target)> {
    if source.starts_with('[') {
        let open = source.rfind("](")? + 2;
        return destination(source, open);
    }
    let start = usize::from(source.starts_with('<'));
    let address = source.get(start..)?.trim_end_matches('>');
    Some((Span::new(start, start + address.len()), address_of(address)?))
}

/// "![words](address)".
fn pictures(text: &str) -> impl Iterator<Item = (Span, Target)> + '_ {
    text.match_indices("![").filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        let open = at + rest.find("](")? + 2;
        // The bracket that closes must be this picture's own.
        let words = text.get(at + 2..open - 2)?;
        (!words.contains(['[', ']', '\n'])).then(|| destination(text, open)).flatten()
    })
}

/// The destination that begins at `open`.
fn destination(text: &str, open: usize) -> Option<(Span, Target)> {
    let rest = text.get(open..)?;
    let (start, end) = match rest.strip_prefix('<') {
        Some(inner) => (open + 1, open + 1 + inner.find('>')?),
        None => {
            let mut depth = 0usize;
            let stop = rest.find(|it: char| {
                match it {
                    '(' => depth += 1,
                    ')' if depth == 0 => return true,
                    ')' => depth -= 1,
                    _ => {}
                }
                it.is_whitespace()
            });
            (open, open + stop?)
        }
    };
    let address = text.get(start..end).filter(|it| !it.is_empty())?;
    if let Some(target) = address_of(address) {
        return Some((Span::new(start, end), target));
    }
    let path = address.split(['#', '?']).next().filter(|it| !it.is_empty())?;
    Some((Span::new(start, start + path.len()), Target::File(path.to_owned())))
}

/// Nothing where it is no address of the network.
fn address_of(text: &str) -> Option<Target> {
    let scheme = text.split_once(':').filter(|(it, _)| {
        2 <= it.len() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    });
    if scheme.is_some() {
        return Some(Target::Address(text.to_owned()));
    }
    if text.starts_with("www.") {
        return Some(Target::Address(format!("https://{text}")));
    }
    let (name, host) = text.split_once('@')?;
    let mail = !name.is_empty() && host.contains('.') && !text.contains(['/', ' ']);
    mail.then(|| Target::Address(format!("mailto:{text}")))
}
