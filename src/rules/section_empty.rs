//! A heading with nothing under it.

use crate::detect::Article;
use crate::lang::Message;
use crate::rules::across::some;
use crate::rules::{Check, Findings, Fold, Group, Level, Rule, Spot};
use crate::structure::{BlockKind, Role};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    id: "section-empty",
    group: Group::Structure,
    level: Level::Warning,
    fixes: true,
    since: "0.1.0",
    page: include_str!("section_empty.md"),
    check: Check::Across(&Fold { gather, judge, spots: Some(|it| spots(it)) }),
};

/// A block that counts here.
#[derive(PartialEq)]
enum Block {
    /// Its level, its text and all of it, in bytes of the passage.
    Heading { level: u8, content: Spot, span: Spot, words: String },
    /// Something to read, or to look at.
    Filled,
}

fn gather(article: &Article, at: usize) -> Option<Vec<Block>> {
    let (placed, _, roles) = article.passage(at)?;
    let text = &placed.passage.text;
    let mut res: Vec<Block> = Vec::new();
    for (block, role) in placed.passage.blocks.iter().zip(roles) {
        let level = match (*role, block.kind) {
            (_, BlockKind::FrontMatter | BlockKind::Break) => continue,
            (Role::Title { bare: false }, _) => Some(1),
            (Role::Heading { level, bare: false }, _) => Some(level),
            _ => None,
        };
        match level {
            Some(level) => {
                let rest = text.get(block.span.end()..).unwrap_or_default();
                let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
                let span = Span::new(block.span.start(), block.span.end() + blank);
                res.push(Block::Heading {
                    level,
                    content: Spot(block.content),
                    span: Spot(span),
                    words: block.content.of(text).to_owned(),
                });
            }
            None if res.last() == Some(&Block::Filled) => {}
            None => res.push(Block::Filled),
        }
    }
    some(res)
}

fn spots(all: &[Block]) -> Vec<Span> {
    let heads = all.iter().filter_map(|it| match it {
        Block::Heading { content, span, .. } => Some([content.0, span.0]),
        Block::Filled => None,
    });
    heads.flatten().collect()
}

fn judge(article: &Article, all: &[(usize, &Vec<Block>)], findings: &mut Findings<'_>) {
    let mut blocks = all.iter().flat_map(|(at, it)| it.iter().map(|it| (*at, it))).peekable();
    while let Some((at, block)) = blocks.next() {
        let Block::Heading { level, content, span, words } = block else { continue };
        let empty = match blocks.peek() {
            None => true,
            Some((_, Block::Heading { level: next, .. })) => next <= level,
            Some((_, Block::Filled)) => false,
        };
        // A document of headings alone is a plan.
        let Some(placed) = article.layout.passage(at).filter(|_| empty && 1 < *level) else {
            continue;
        };
        let message = Message::new("section-empty").with("heading", words);
        let title = Message::new("section-empty-fix");
        let finding = findings.finding(content.0.shift(placed.start), message).fix(
            false,
            title,
            span.0.shift(placed.start),
            "",
        );
        findings.add(finding);
    }
}
