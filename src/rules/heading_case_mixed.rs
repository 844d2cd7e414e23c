//! A heading with other capitals than the house wants.

use crate::detect::{Article, Facts};
use crate::lang::{Lang, List, Message, Token, TokenKind};
use crate::rules::{Check, Findings, Group, Level, Rule};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "heading-case-mixed",
    group: Group::Structure,
    level: Level::Hint,
    fixes: true,
    since: "0.1.0",
    page: include_str!("heading_case_mixed.md"),
    check: Check::Passage(check),
};

/// Of fewer words that could be written either way nothing is said.
const WORDS: usize = 2;

fn check(article: &Article, at: usize, findings: &mut Findings<'_>) {
    let Some((placed, facts, roles)) = article.passage(at) else { return };
    let profile = findings.profile();
    let house = profile.headings.as_deref().filter(|_| profile.chosen);
    let Some(house) = house.filter(|_| profile.covers(article.lang)) else { return };
    let (wants_title, wants_sentence) = (house == "title", house == "sentence");
    let text = placed.passage.prose();
    for (index, block) in placed.passage.blocks.iter().enumerate() {
        if !roles.get(index).is_some_and(|it| it.is_heading()) {
            continue;
        }
        let [words, particles] = free(text, facts, block.content, article.lang);
        let is_large = |it: &&Token| it.span.of(text).starts_with(char::is_uppercase);
        let (large, small): (Vec<&Token>, Vec<&Token>) = words.into_iter().partition(is_large);
        if wants_title && !small.is_empty() && WORDS <= small.len() + large.len() {
            let message = Message::new("heading-case-title");
            let title = Message::new("heading-case-title-fix");
            let edits = small.iter().filter_map(|it| Some((it.span, capital(it.span.of(text))?)));
            let finding = findings.finding(block.content, message);
            findings.add(finding.fix_all(true, title, edits.collect()));
        }
        // Whether a word is a name we cannot always tell: one of them must be
        // known to be none, and all must have their capital.
        let common = |it: &&Token| facts.marks_in(it.span).iter().any(|mark| mark.span == it.span);
        if wants_sentence && small.is_empty() && WORDS <= large.len() && large.iter().any(common) {
            let finding = findings.finding(block.content, Message::new("heading-case-sentence"));
            let title = Message::new("heading-case-sentence-fix");
            let mut all: Vec<Span> = large
                .iter()
                .chain(particles.iter().filter(|it| is_large(it)))
                .map(|it| it.span)
                .collect();
            all.sort();
            let edits = all.into_iter().map(|it| (it, it.of(text).to_lowercase()));
            findings.add(finding.fix_all(false, title, edits.collect()));
        }
    }
}

/// The words of a heading that could be written either way, and its small
/// words: not the first of it or of a part of it, no name that we know, nothing
/// in capitals throughout, nobody's words.
fn free<'a>(text: &str, facts: &'a Facts, heading: Span, lang: Lang) -> [Vec<&'a Token>; 2] {
    let lexicon = &lang.pack().lexicon;
    let from = facts.tokens.partition_point(|it| it.span.start() < heading.start());
    let to = facts.tokens.partition_point(|it| it.span.start() < heading.end());
    let tokens = facts.tokens.get(from..to).unwrap_or_default();
    let mut opens = true;
    let (mut res, mut particles) = (Vec::new(), Vec::new());
    for token in tokens {
        let word = token.span.of(text);
        if token.kind != TokenKind::Word {
            // A hyphen or an apostrophe opens nothing.
            opens |=
                token.kind == TokenKind::Number || !matches!(word, "-" | "‑" | "'" | "’" | ",");
            continue;
        }
        let inner = word.chars().skip(1).any(char::is_uppercase);
        let named = facts.candidates.iter().any(|it| it.span.contains(token.span));
        let small = lexicon.is_in(word, &[List::SmallWord]) || word.chars().count() < 3;
        if std::mem::take(&mut opens) || inner || named || facts.is_quoted(token.span) {
            continue;
        }
        if small { particles.push(token) } else { res.push(token) }
    }
    [res, particles]
}

fn capital(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}
