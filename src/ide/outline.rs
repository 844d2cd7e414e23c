//! The outline: title, sections, items.

use crate::detect::Article;
use crate::ide::Symbol;
use crate::structure::Section;
use crate::text::Span;

/// A name longer than this, in characters, is cut: an item may be a paragraph.
const LONGEST_NAME: usize = 100;

pub(super) fn of(article: &Article) -> Vec<Symbol> {
    article.sections().iter().map(|it| symbol(article, it)).collect()
}

fn symbol(article: &Article, section: &Section) -> Symbol {
    Symbol {
        name: heading_name(article, section.heading),
        detail: None,
        kind: section.kind,
        level: section.level,
        span: section.span,
        heading: section.heading,
        children: section.children.iter().map(|it| symbol(article, it)).collect(),
    }
}

/// The heading's words, without markup. LSP wants a name that is not blank.
pub fn heading_name(article: &Article, heading: Span) -> String {
    let words = |text: &str| {
        let text = text.replace('\0', " ");
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let prose = words(article.prose(heading));
    let res = if prose.is_empty() { words(article.text(heading)) } else { prose };
    match res.char_indices().nth(LONGEST_NAME) {
        Some((at, _)) => format!("{}…", res.get(..at).unwrap_or_default().trim_end()),
        None if res.is_empty() => "—".to_owned(),
        None => res,
    }
}
