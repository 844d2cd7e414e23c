//! The words of an article as a reader sees them, for lists, cards and answers.

use crate::detect::Article;
use crate::text::Span;

/// Filling behind the character of a reference; see `structure::html`.
const FILLING: [char; 2] = ['\u{34f}', '\u{fe0f}'];

/// The words of a span that lies within one passage: without markup, references
/// as their characters, one blank between words. Where nothing but markup
/// stands, the markup.
pub(super) fn shown(article: &Article, span: Span) -> String {
    let res = one_line(&bare(article.text(span), article.prose(span)));
    if res.is_empty() { one_line(article.text(span)) } else { res }
}

/// One blank between words.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// `prose` is as long as `source`, byte for byte, its markup masked.
fn bare(source: &str, prose: &str) -> String {
    if source == prose {
        return source.to_owned();
    }
    let mut res = String::with_capacity(prose.len());
    let mut chars = prose.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let same = |at: usize, char: char| {
            source.get(at..).is_some_and(|it| it.starts_with(char)) && char != '\0'
        };
        if same(at, char) {
            res.push(char);
        } else if char == ' ' || char == '\0' {
            let mut end = at + 1;
            while let Some((next, _)) = chars.next_if(|(next, it)| *it == char && !same(*next, *it))
            {
                end = next + 1;
            }
            let hidden = source.get(at..end).unwrap_or_default();
            if char == '\0' {
                // Code is no prose, and is read all the same.
                res.push_str(code(hidden).unwrap_or_default());
            } else if hidden.starts_with(['<', '&']) {
                res.push(' ');
            }
        } else if !FILLING.contains(&char) {
            res.push(char);
        }
    }
    res
}

/// What stands between backticks.
fn code(hidden: &str) -> Option<&str> {
    hidden.starts_with('`').then(|| hidden.trim_matches('`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out_and_what_it_holds_is_not() {
        for (source, prose, shown) in [
            ("**Prabowo**, kata", "  Prabowo  , kata", "Prabowo, kata"),
            ("[BPS](x.id), naik", " BPS      \0, naik", "BPS, naik"),
            ("pakai `tarif` itu", "pakai \0\0\0\0\0\0\0 itu", "pakai tarif itu"),
            ("a&nbsp;b<br>c", "a      b    c", "a b c"),
            ("AT&amp;T", "AT&\0\0\0\0T", "AT&T"),
        ] {
            assert_eq!(source.len(), prose.len(), "{source}");
            assert_eq!(one_line(&bare(source, prose)), shown);
        }
    }
}
