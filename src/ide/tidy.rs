//! What formatting does: blanks, list markers and the quotation marks that the
//! house has chosen, never words. Two blanks at a line's end are a line break
//! in Markdown and stay.

use crate::detect::{Article, Quote};
use crate::ide::Snapshot;
use crate::structure::{BlockKind, Format, Passage};
use crate::text::Span;

/// Rules whose safe fixes are formatting.
const RULES: [&str; 3] = ["list-marker-broken", "list-item-glued", "missing-space"];

/// The edits inside `within`, in order, none over another; applied together
/// they leave nothing to do.
pub fn tidy(snapshot: &Snapshot, within: Span) -> Vec<(Span, String)> {
    let article = snapshot.article();
    let mut res: Vec<(Span, String)> = Vec::new();
    if article.layout.format == Format::Html {
        // How a page is laid out is another tool's concern.
        return res;
    }
    for it in snapshot.standing_at(within) {
        let fix = it.fixes.first().filter(|it| it.safe);
        if let Some(fix) = fix
            && RULES.contains(&it.rule)
            && fix.edits.iter().all(|(span, _)| within.contains(*span))
        {
            res.extend(fix.edits.iter().cloned());
        }
    }
    let profile = &snapshot.house().profile;
    let marks = profile.quote_marks(article.lang).filter(|_| profile.marks_chosen);
    let first = article.passage_at(within.start());
    for at in first..article.layout.len() {
        let Some((placed, facts, _)) = article.passage(at) else { break };
        if within.end() < placed.start {
            break;
        }
        for (nth, block) in placed.passage.blocks.iter().enumerate() {
            if let Some(marks) = marks {
                let quotes = facts.quotes.iter().filter(|it| it.block == nth);
                for (span, new) in quotation_marks(placed.passage, block.content, quotes, marks) {
                    res.push((span.shift(placed.start), new.to_string()));
                }
            }
            let prose = block.kind.is_prose();
            if prose && within.meets(block.span.shift(placed.start)) {
                let (prose, source) = (placed.passage.prose(), &placed.passage.text);
                let put = |res: &mut Vec<_>, from: usize, to: usize, new: &str| {
                    // In the prose, markup is blank as well.
                    if Span::new(from, to).of(source).bytes().all(|it| it == b' ') {
                        res.push((Span::new(from, to).shift(placed.start), new.to_owned()));
                    }
                };
                doubled(prose, block.content, |from, to| put(&mut res, from, to, " "));
                before_signs(prose, block.content, |from, to| put(&mut res, from, to, ""));
                line_ends(article, source, block.span, placed.start, &mut res);
            }
            if block.kind == BlockKind::Byline {
                line_ends(article, &placed.passage.text, block.span, placed.start, &mut res);
            }
        }
    }
    res.retain(|(span, _)| within.contains(*span));
    res.sort();
    let mut kept: Vec<(Span, String)> = Vec::new();
    for edit in res {
        let free = kept.last().is_none_or(|(last, _)| last.end() < edit.0.start());
        if free {
            kept.push(edit);
        }
    }
    kept
}

/// Double quotation marks that are not the house's. A block is left alone where
/// a mark has no partner or stands inside another quotation.
fn quotation_marks<'a>(
    passage: &Passage,
    content: Span,
    quotes: impl Iterator<Item = &'a Quote>,
    (open, close): (char, char),
) -> Vec<(Span, char)> {
    const DOUBLE: [char; 6] = ['"', '“', '”', '„', '«', '»'];
    let mut res = Vec::new();
    let mut paired = 0;
    for quote in quotes {
        let ends = [
            (Span::new(quote.span.start(), quote.inner.start()), open),
            (Span::new(quote.inner.end(), quote.span.end()), close),
        ];
        for (span, new) in ends {
            let mark = span.of(&passage.text);
            let mut chars = mark.chars();
            // In the source of a page or of Markdown it may be written otherwise.
            let Some(old) = chars.next().filter(|it| DOUBLE.contains(it)) else {
                return Vec::new();
            };
            if !quote.closed || chars.next().is_some() {
                return Vec::new();
            }
            paired += 1;
            if old != new {
                res.push((span, new));
            }
        }
    }
    let all = content.of(passage.prose()).chars().filter(|it| DOUBLE.contains(it)).count();
    if all == paired { res } else { Vec::new() }
}

/// More than one blank between two words.
fn doubled(prose: &str, content: Span, mut take: impl FnMut(usize, usize)) {
    runs(prose, content, |from, to| {
        let before = prose.get(..from).and_then(|it| it.chars().next_back());
        let after = prose.get(to..).and_then(|it| it.chars().next());
        let word = |it: Option<char>| it.is_some_and(|it| !it.is_whitespace() && it != '\0');
        if 2 <= to - from && word(before) && word(after) {
            take(from, to);
        }
    });
}

/// "kata , dan": a blank before a comma or a stop.
fn before_signs(prose: &str, content: Span, mut take: impl FnMut(usize, usize)) {
    runs(prose, content, |from, to| {
        let before = prose.get(..from).and_then(|it| it.chars().next_back());
        let mut after = prose.get(to..).unwrap_or_default().chars();
        let sign = after.next().is_some_and(|it| matches!(it, ',' | ';'));
        // A figure or another sign behind it: ",5" is a number, ",," a quotation mark.
        let free = after.next().is_none_or(char::is_whitespace);
        if sign && free && before.is_some_and(char::is_alphabetic) {
            take(from, to);
        }
    });
}

/// Calls `take` with the ends of each run of blanks.
fn runs(prose: &str, content: Span, mut take: impl FnMut(usize, usize)) {
    let bytes = prose.as_bytes();
    let mut at = content.start();
    while at < content.end() {
        if bytes.get(at) != Some(&b' ') {
            at += 1;
            continue;
        }
        let from = at;
        while at < content.end() && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        take(from, at);
    }
}

/// Blanks at the ends of lines.
fn line_ends(
    article: &Article,
    text: &str,
    span: Span,
    start: usize,
    res: &mut Vec<(Span, String)>,
) {
    let mut at = span.start();
    let end = text.len().min(line_end(text, span.end()));
    for line in Span::new(at, end).of(text).split_inclusive(['\n', '\r']) {
        let body = line.trim_end_matches(['\n', '\r']);
        let words = body.trim_end_matches([' ', '\t']);
        let blanks = Span::new(at + words.len(), at + body.len());
        let hard_break = article.layout.format == Format::Markdown
            && 2 <= body.len() - words.len()
            && line.len() != body.len();
        if !blanks.is_empty() && !words.is_empty() && !hard_break {
            res.push((blanks.shift(start), String::new()));
        }
        at += line.len();
    }
}

fn line_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(['\n', '\r']).unwrap_or(rest.len())
}
