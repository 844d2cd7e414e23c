//! Where links lead to, as they are written.

use crate::structure::{BlockKind, Passage};
use crate::text::Span;

/// What a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address, with its scheme.
    Address(String),
    /// A path as it is written, relative to the article's folder, with `%20`
    /// for a blank; what comes behind `#` is left out.
    File(String),
    /// A footnote's mark, `[^1]`.
    Note(String),
}

/// Those of a passage, in order; of a link only its address, of a note all of
/// its mark. Spans are bytes of the passage.
pub fn destinations(passage: &Passage) -> Vec<(Span, Destination)> {
    let text = &*passage.text;
    let mut res: Vec<(Span, Destination)> = Vec::new();
    for link in &passage.links {
        let source = link.of(text);
        if source.starts_with("[^") {
            res.push((*link, Destination::Note(source.to_owned())));
        } else if let Some((span, target)) = target(source) {
            let span = span.shift(link.start());
            // An address inside a link's brackets is that link.
            if res.last().is_none_or(|it| it.0.end() <= span.start()) {
                res.push((span, target));
            }
        }
    }
    for block in passage.blocks.iter().filter(|it| may_hold_picture(it.kind)) {
        let pictures = pictures(block.span.of(text));
        res.extend(pictures.map(|(span, target)| (span.shift(block.span.start()), target)));
    }
    res.sort_by_key(|it| it.0);
    res.dedup_by_key(|it| it.0);
    res
}

/// Every path that stands where a link's could, in any text: quicker than
/// reading it, and never fewer.
pub fn paths_in(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices("](").filter_map(|(at, _)| match destination(text, at + 2)?.1 {
        Destination::File(path) => Some(path),
        _ => None,
    })
}

/// Those of a page, in order: what its `href` and `src` say. Spans are bytes of
/// the page.
pub fn destinations_of_page(text: &str) -> Vec<(Span, Destination)> {
    let mut res = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|it| it.find('<')).map(|it| it + at) {
        let tag = text.get(open..).unwrap_or_default();
        if let Some(rest) = tag.strip_prefix("<!--") {
            let Some(end) = rest.find("-->") else { break };
            at = open + 4 + end + 3;
            continue;
        }
        let name: String = tag.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
        let shut = tag.find('>').unwrap_or(tag.len());
        if LINKING.contains(&&*name.to_ascii_lowercase())
            && let Some((from, to)) = attribute(tag.get(..shut).unwrap_or_default())
        {
            let span = Span::new(open + from, open + to);
            let address = span.of(text);
            let path = address.split(['#', '?']).next().unwrap_or_default();
            match address_of(address) {
                Some(found) => res.push((span, found)),
                None if path.is_empty() => {}
                None => {
                    let span = Span::new(span.start(), span.start() + path.len());
                    res.push((span, Destination::File(path.to_owned())));
                }
            }
        }
        at = open + shut.max(1);
    }
    res
}

/// Elements that lead somewhere or show something.
const LINKING: [&str; 7] = ["a", "area", "img", "source", "video", "audio", "iframe"];

/// Where the value of `href` or `src` stands in a tag, without its marks.
fn attribute(tag: &str) -> Option<(usize, usize)> {
    let lower = tag.to_ascii_lowercase();
    let name = ["href", "src"].iter().find_map(|name| {
        let places = lower.match_indices(name).map(|(at, _)| (at, at + name.len()));
        places.into_iter().find(|(at, end)| {
            let before =
                lower.get(..*at).is_some_and(|it| it.ends_with(|it: char| it.is_whitespace()));
            before && lower.get(*end..).is_some_and(|it| it.trim_start().starts_with('='))
        })
    });
    let (_, end) = name?;
    let equals = end + tag.get(end..)?.find('=')? + 1;
    let value = tag.get(equals..)?;
    let start = equals + value.len() - value.trim_start().len();
    let value = tag.get(start..)?;
    let mark = value.chars().next().filter(|it| matches!(it, '"' | '\''));
    let from = start + usize::from(mark.is_some());
    let inner = tag.get(from..)?;
    let len = match mark {
        Some(mark) => inner.find(mark)?,
        None => inner.find(|it: char| it.is_whitespace()).unwrap_or(inner.len()),
    };
    (0 < len).then_some((from, from + len))
}

fn may_hold_picture(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Figure | BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
}

/// Of "[words](address)", "<address>" or an address alone; the span is of
/// `source`.
fn target(source: &str) -> Option<(Span, Destination)> {
    if source.starts_with('[') {
        let open = source.rfind("](")? + 2;
        return destination(source, open);
    }
    let start = usize::from(source.starts_with('<'));
    let address = source.get(start..)?.trim_end_matches('>');
    Some((Span::new(start, start + address.len()), address_of(address)?))
}

/// "![words](address)".
fn pictures(text: &str) -> impl Iterator<Item = (Span, Destination)> + '_ {
    text.match_indices("![").filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        let open = at + rest.find("](")? + 2;
        // The bracket that closes must be this picture's own.
        let words = text.get(at + 2..open - 2)?;
        (!words.contains(['[', ']', '\n'])).then(|| destination(text, open)).flatten()
    })
}

/// The destination that begins at `open`.
fn destination(text: &str, open: usize) -> Option<(Span, Destination)> {
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
    Some((Span::new(start, start + path.len()), Destination::File(path.to_owned())))
}

/// Nothing where it is no address of the network.
fn address_of(text: &str) -> Option<Destination> {
    let scheme = text.split_once(':').filter(|(it, _)| {
        2 <= it.len() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    });
    if scheme.is_some() {
        return Some(Destination::Address(text.to_owned()));
    }
    if text.starts_with("www.") {
        return Some(Destination::Address(format!("https://{text}")));
    }
    let (name, host) = text.split_once('@')?;
    let mail = !name.is_empty() && host.contains('.') && !text.contains(['/', ' ']);
    mail.then(|| Destination::Address(format!("mailto:{text}")))
}
