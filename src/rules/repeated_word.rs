//! The same word twice in a row.

use crate::detect::Article;
use crate::lang::{Lang, List, Message, Token, TokenKind};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::structure::BlockKind;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "repeated-word",
    group: Group::Orthography,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("repeated_word.md"),
    check: Check::Passage(check),
};

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, _)) = article.passage(at) else { return };
    let text = placed.passage.prose();
    let lexicon = &article.lang.pack().lexicon;
    for sentence in &facts.sentences {
        let kind = placed.passage.blocks.get(sentence.block).map(|it| it.kind);
        if !kind.is_some_and(|it| it.is_prose() && it != BlockKind::Heading(1)) {
            continue;
        }
        let tokens = facts.tokens_of(sentence);
        for (index, pair) in tokens.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            // Most words part at the first letter.
            let head = |it: &Token| text.as_bytes().get(it.span.start()).copied().unwrap_or(0);
            let (x, y) = (head(a), head(b));
            if x.is_ascii() && y.is_ascii() && x | 0x20 != y | 0x20 {
                continue;
            }
            let (first, second) = (a.span.of(text), b.span.of(text));
            if !is_same(first, second) {
                continue;
            }
            let gap = Span::new(a.span.end(), b.span.start()).of(text);
            let twice = a.kind == TokenKind::Word
                && !gap.is_empty()
                && gap.trim().is_empty()
                && 2 <= first.chars().count();
            if !twice || is_meant(first, second, index == 0) || facts.is_quoted(a.span) {
                continue;
            }
            let third = tokens.get(index + 2).map_or("", |it| it.span.of(text));
            let before = index.checked_sub(1).and_then(|it| tokens.get(it));
            let before = before.map_or("", |it| it.span.of(text));
            let again = [before, third].iter().any(|it| is_same(it, first));
            // Three in a row are a chant; a hyphen belongs to one of the two.
            if again || matches!(third, "-" | "‑") || matches!(before, "-" | "‑" | "<") {
                continue;
            }
            let small = facts.marks_in(a.span).iter().any(|it| {
                matches!(it.list, List::FunctionWord | List::SmallWord) && it.span == a.span
            });
            // "Nomor dua dua kosong", spelt out.
            let figure = facts.marks_in(a.span).iter().any(|it| it.list == List::NumberWord);
            // Lines that were not meant to be one.
            let lines = !small && gap.contains(['\n', '\r']);
            let capital = |it: &str| it.starts_with(char::is_uppercase);
            // "Pongo pygmaeus pygmaeus" in brackets, "tata bahasa bahasa Semit".
            let latin = capital(before) && third == ")";
            let head = tokens.get(index.saturating_sub(1)).filter(|_| 0 < index);
            let head = head.is_some_and(|it| {
                it.kind == TokenKind::Word && facts.marks_in(it.span).is_empty() && !capital(before)
            });
            let two = article.lang == Lang::Id && head && !small && capital(third);
            if latin || two || figure || lines || lexicon.is_listed(first, List::Doubled) {
                continue;
            }
            let span = a.span.cover(b.span);
            let joined = article.lang == Lang::Id && !small;
            let message = Message::new("repeated-word").with("word", first);
            let mut finding = findings.finding(span, message);
            if joined {
                let twin = format!("{first}-{second}");
                let title = Message::new("repeated-word-hyphen").with("twin", &twin);
                finding = finding.fix(false, title, span, twin);
            }
            let title = Message::new("repeated-word-fix").with("word", first);
            finding = finding.fix(small, title, Span::new(a.span.end(), b.span.end()), "");
            findings.add(finding);
        }
    }
}

/// Whether two words are one, whatever their case.
fn is_same(a: &str, b: &str) -> bool {
    // Most words part at the first letter.
    let first = |it: &str| it.bytes().next().filter(u8::is_ascii);
    if let (Some(a), Some(b)) = (first(a), first(b))
        && !a.eq_ignore_ascii_case(&b)
    {
        return false;
    }
    a.eq_ignore_ascii_case(b)
        || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase()
}

/// A name ("Butar Butar"), or the end of one thing and the start of another.
fn is_meant(first: &str, second: &str, opens: bool) -> bool {
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    capital(second) || capital(first) && !opens
}
