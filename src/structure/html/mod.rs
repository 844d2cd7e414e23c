//! HTML: an article saved from the web, or the body that a CMS hands out. The
//! tags are found by html5gum, as the HTML standard says; which of the page's
//! text is the article is our own judgement (`choose.rs`).
//!
//! What is the article can only be told from the whole page, so the page is
//! taken apart anew after each edit, which costs little (some 10 µs a kB). Its
//! passages, a block each, are shared with the version before wherever they
//! say the same, so that what is known of them is kept.

mod build;
mod choose;
mod entity;
mod head;
mod tags;
mod tree;

use std::sync::Arc;

use crate::structure::html::choose::{Chosen, Found};
use crate::structure::html::tree::{PieceKind, Tree};
use crate::structure::layout::Piece;
use crate::structure::{Block, BlockKind, End, Format, Hints, Layout, Meta, Passage, Shape};
use crate::structure::{lines, plain};
use crate::text::Span;

/// A heading in all but name, a short paragraph in bold, has so many words at
/// most.
const BOLD_HEADING: u16 = 12;

/// A page, read.
pub(super) fn layout(text: &str, hints: &Hints) -> Layout {
    let pieces: Vec<Piece> = passages(text, hints).into_iter().map(piece).collect();
    Layout::new(Format::Html, &pieces)
}

/// A later version of the page that `before` was read from. Passages that say
/// what they said before, counted from the front or from the back, are shared.
pub(super) fn reread(before: &Layout, text: &str, hints: &Hints) -> Layout {
    let mut fresh = passages(text, hints);
    let old: Vec<&Arc<Passage>> = before.passages().map(|it| it.passage).collect();
    let front = fresh.iter().zip(&old).take_while(|(a, b)| same(a, b)).count();
    let back = fresh.iter().skip(front).rev().zip(old.iter().skip(front).rev());
    let back = back.take_while(|(a, b)| same(a, b)).count();
    fresh.truncate(fresh.len() - back);
    let pieces: Vec<Piece> = fresh.into_iter().skip(front).map(piece).collect();
    before.splice(front, old.len() - back, &pieces)
}

fn piece(passage: Passage) -> Piece {
    Piece::new(Arc::new(passage))
}

fn passages(text: &str, hints: &Hints) -> Vec<Passage> {
    let tree = build::read(text);
    let meta = head::meta(text, &tree, hints);
    let mut page = Page { text, tree: &tree, masked: mask(text), links: Vec::new() };
    let blocks: Vec<Block> =
        choose::choose(&tree).iter().filter_map(|it| page.block(it, hints)).collect();
    let masked = String::from_utf8(page.masked).unwrap_or_else(|_| plain::blank(text));
    let mut res = cut(text, &masked, blocks, &page.links);
    if let Some(first) = res.first_mut() {
        first.meta = (meta != Meta::default()).then(|| Box::new(meta));
    }
    res
}

/// A passage for what stands before the first block, and one for each block
/// with what stands between it and the next. Passages are whole lines, so
/// blocks that share one share a passage.
fn cut(text: &str, masked: &str, mut blocks: Vec<Block>, links: &[Span]) -> Vec<Passage> {
    let head = blocks.first().map_or(text.len(), |it| it.span.start());
    let head = text.get(..head).map_or(0, |it| it.trim_end().len());
    if 0 < head {
        blocks.insert(0, plain::bare(BlockKind::FrontMatter, Span::new(0, head)));
    }
    // Where each passage starts, and its blocks.
    let mut starts: Vec<(usize, Vec<Block>)> = Vec::new();
    let mut end = 0;
    for block in blocks {
        let gap = Span::new(end, block.span.start()).of(text);
        let line = gap.rfind(['\n', '\r']).map(|it| end + it + 1);
        match (starts.last_mut(), line) {
            (None, _) => starts.push((0, vec![block])),
            (Some(_), Some(line)) => starts.push((line, vec![block])),
            (Some((_, blocks)), None) => blocks.push(block),
        }
        end = block.span.end();
    }
    if starts.is_empty() && !text.is_empty() {
        starts.push((0, Vec::new()));
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|it| it.0).chain([text.len()]).collect();
    let mut opening = true;
    let mut res = Vec::with_capacity(starts.len());
    for ((from, blocks), to) in starts.into_iter().zip(ends) {
        let span = Span::new(from, to);
        let back = |it: Span| Span::new(it.start() - from, it.end().min(to) - from);
        let first = links.partition_point(|it| it.start() < from);
        let links = links.iter().skip(first).take_while(|it| it.start() < to);
        let own = |it: Block| Block { span: back(it.span), content: back(it.content), ..it };
        let body = blocks.iter().any(|it| it.kind != BlockKind::FrontMatter);
        res.push(Passage {
            text: span.of(text).into(),
            masked: Some(span.of(masked).into()),
            blocks: blocks.into_iter().map(own).collect(),
            links: links.map(|it| back(*it)).collect(),
            opening,
            spaced: true,
            meta: None,
        });
        opening &= !body;
    }
    res
}

fn same(a: &Passage, b: &Passage) -> bool {
    a.text == b.text
        && a.masked == b.masked
        && a.blocks == b.blocks
        && a.links == b.links
        && a.opening == b.opening
        && a.meta == b.meta
}

/// All blank, line ends kept.
fn mask(text: &str) -> Vec<u8> {
    text.bytes().map(|it| if matches!(it, b'\n' | b'\r') { it } else { b' ' }).collect()
}

struct Page<'a> {
    text: &'a str,
    tree: &'a Tree,
    /// What can be read of the page, as long as it, byte for byte.
    masked: Vec<u8>,
    links: Vec<Span>,
}

impl Page<'_> {
    /// Writes down what can be read of a block; `None` where nothing can.
    fn block(&mut self, found: &Found, hints: &Hints) -> Option<Block> {
        let pieces = self.tree.pieces.get(found.pieces.clone())?;
        let node = self.tree.nodes.get(found.node)?;
        let (from, to) = (pieces.first()?.range.start, pieces.last()?.range.end);
        let start = found.start.min(from);
        if found.kind == BlockKind::Break || found.kind == BlockKind::Figure {
            return Some(plain::bare(found.kind, Span::new(from, to)));
        }
        if found.kind == BlockKind::Opaque {
            let source = self.text.get(start..to)?;
            return Some(plain::bare(
                BlockKind::Opaque,
                Span::new(start, start + source.trim_end().len()),
            ));
        }
        self.write(pieces);
        let shown = std::str::from_utf8(self.masked.get(from..to)?).ok()?;
        let bare = shown.trim_matches(|it: char| it.is_whitespace() || it == '\0');
        if bare.is_empty() {
            return None;
        }
        let lead = shown.len() - shown.trim_start().len();
        let content = Span::new(from + lead, from + shown.trim_end().len());
        let words: String = words(shown);
        let shape = Shape::of(&words, hints);
        let mut kind = found.kind;
        let text_like =
            matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Heading(_));
        if text_like && (found.chosen == Chosen::Furniture || lines::is_residue(&words, hints)) {
            kind = BlockKind::Residue;
        } else if kind == BlockKind::Paragraph && lines::is_caption(&words, hints) {
            kind = BlockKind::Caption;
        } else if kind == BlockKind::Paragraph && lines::is_byline(&words, hints) {
            kind = BlockKind::Byline;
        } else if kind == BlockKind::Paragraph
            && found.bold
            && shape.is_some_and(|it| {
                it.may_head() && it.words <= BOLD_HEADING && !it.labelled && it.end == End::Open
            })
        {
            kind = BlockKind::Heading(3);
        }
        self.links_of(pieces);
        Some(Block {
            span: Span::new(start, content.end()),
            content,
            depth: match kind {
                BlockKind::Quote => node.place.quotes.saturating_sub(1),
                _ => node.place.lists.saturating_sub(1),
            },
            shape,
            slanted: found.slanted,
            ..plain::bare(kind, content)
        })
    }

    fn write(&mut self, pieces: &[tree::Piece]) {
        for piece in pieces {
            let Some(to) = self.masked.get_mut(piece.range.clone()) else { continue };
            let Some(from) = self.text.get(piece.range.clone()) else { continue };
            match piece.kind {
                PieceKind::Text => entity::decode(from, to),
                PieceKind::Hidden => to.fill(0),
                PieceKind::LineBreak => {
                    if let Some(first) = to.first_mut() {
                        *first = b'\n';
                    }
                }
                // Nothing is seen of it: a word goes on over it.
                PieceKind::Seam => entity::pad(to),
                PieceKind::Picture | PieceKind::Rule => {}
            }
        }
    }

    fn links_of(&mut self, pieces: &[tree::Piece]) {
        for piece in pieces.iter().filter(|it| it.link || it.note) {
            let span = Span::new(piece.range.start, piece.range.end);
            match self.links.last_mut() {
                // Words in bold inside a link.
                Some(last) if last.end() + LINK_GAP >= span.start() && piece.link => {
                    *last = last.cover(span);
                }
                _ => self.links.push(span),
            }
        }
    }
}

/// Pieces of one link are so near to each other: a tag stands between them.
const LINK_GAP: usize = 4;

/// Words with one blank between them.
fn words(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for word in text.split(|it: char| it.is_whitespace() || it == '\0') {
        if !word.is_empty() {
            if !res.is_empty() {
                res.push(' ');
            }
            res.push_str(word);
        }
    }
    res
}
