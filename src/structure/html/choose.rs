//! Which of a page's text is the article. Told by what elements and classes
//! say, but believed only as far as the text agrees: an article is never lost
//! to a name, for what holds much of the page's prose is no furniture.

use std::ops::Range;

use crate::structure::BlockKind;
use crate::structure::html::tags::Tag;
use crate::structure::html::tree::{Piece, PieceKind, Tree};

/// A run with so many bytes of text outside of links is prose.
const PROSE: usize = 60;

/// A run is a link if it has more than so many hundredths of its text in one.
const LINKED: usize = 80;

/// Whether a block is the article's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Article,
    /// A link to another article, in the midst of this one.
    Furniture,
}

/// A block of the article, still in pieces.
pub(super) struct Found {
    pub(super) kind: BlockKind,
    pub(super) node: usize,
    /// Indices into the tree's pieces.
    pub(super) pieces: Range<usize>,
    /// Where the element begins that it fills; its own start otherwise.
    pub(super) start: usize,
    pub(super) chosen: Chosen,
    /// All of it is in bold type, or in italics.
    pub(super) bold: bool,
    pub(super) slanted: bool,
}

/// One run of pieces, weighed.
struct Run {
    node: usize,
    pieces: Range<usize>,
    text: usize,
    linked: usize,
    bold: bool,
    slanted: bool,
}

impl Run {
    fn is_link(&self) -> bool {
        0 < self.text && LINKED * self.text < 100 * self.linked
    }

    /// Bytes of prose, which is what an article is made of.
    fn prose(&self) -> usize {
        let own = self.text - self.linked;
        if PROSE <= own { own } else { 0 }
    }
}

/// The article's blocks in the page's order.
pub(super) fn choose(tree: &Tree) -> Vec<Found> {
    let runs = runs(tree);
    // Prose under each node.
    let mut prose = vec![0usize; tree.nodes.len()];
    for run in &runs {
        if let Some(sum) = prose.get_mut(run.node) {
            *sum += run.prose();
        }
    }
    for index in (1..tree.nodes.len()).rev() {
        let (Some(node), Some(own)) = (tree.nodes.get(index), prose.get(index).copied()) else {
            continue;
        };
        if let Some(sum) = prose.get_mut(node.parent) {
            *sum += own;
        }
    }
    let total = prose.first().copied().unwrap_or(0);
    let outside = furniture(tree, &prose, total);
    let root = root(tree, &runs, &outside, &prose);
    let inside = within(tree, root);
    let title = title(tree, &runs, &inside, &outside);
    let mut marker = Markers { taken: vec![false; tree.nodes.len()] };
    let keep = |(index, run): &(usize, &Run)| {
        let at = |flags: &[bool]| flags.get(run.node).copied().unwrap_or(false);
        Some(*index) == title || (at(&inside) && !at(&outside))
    };
    let mut last_end = 0;
    let mut res = Vec::new();
    for (_, run) in runs.iter().enumerate().filter(keep) {
        let Some(found) = marker.found(tree, run, last_end) else { continue };
        last_end = tree.pieces.get(run.pieces.end - 1).map_or(last_end, |it| it.range.end);
        res.push(found);
    }
    res
}

fn runs(tree: &Tree) -> Vec<Run> {
    let mut res: Vec<Run> = Vec::new();
    let mut at = 0;
    for pieces in tree.pieces.chunk_by(|a, b| a.run == b.run) {
        let range = at..at + pieces.len();
        at = range.end;
        let Some(first) = pieces.first() else { continue };
        let length = |it: &Piece| match it.kind {
            PieceKind::Text => it.range.len(),
            _ => 0,
        };
        let text = || pieces.iter().filter(|it| it.kind == PieceKind::Text && 1 < it.range.len());
        res.push(Run {
            node: first.node,
            pieces: range,
            text: pieces.iter().map(length).sum(),
            linked: pieces.iter().filter(|it| it.link).map(length).sum(),
            bold: text().next().is_some() && text().all(|it| it.bold),
            slanted: text().next().is_some() && text().all(|it| it.slanted),
        });
    }
    res
}

/// For each node whether it stands around the article: it says so, and holds
/// less than a third of the page's prose.
fn furniture(tree: &Tree, prose: &[usize], total: usize) -> Vec<bool> {
    let mut res = vec![false; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate() {
        let own = prose.get(index).copied().unwrap_or(0);
        // A menu is one whatever it holds.
        let believed = node.furniture && (node.tag == Tag::Nav || 3 * own < total || own == 0);
        let above = res.get(node.parent).copied().unwrap_or(false);
        if let Some(flag) = res.get_mut(index) {
            *flag = believed || above;
        }
    }
    res
}

/// The element that the article is in: the innermost of those that say so and
/// hold nearly all the prose outside of furniture; else the innermost of all.
fn root(tree: &Tree, runs: &[Run], outside: &[bool], prose: &[usize]) -> usize {
    let mut inner = vec![0usize; prose.len()];
    for run in runs {
        if !outside.get(run.node).copied().unwrap_or(false)
            && let Some(sum) = inner.get_mut(run.node)
        {
            *sum += run.prose();
        }
    }
    for index in (1..tree.nodes.len()).rev() {
        let own = inner.get(index).copied().unwrap_or(0);
        if let Some(node) = tree.nodes.get(index)
            && let Some(sum) = inner.get_mut(node.parent)
        {
            *sum += own;
        }
    }
    let total = inner.first().copied().unwrap_or(0);
    let holds = |index: usize, share: usize| {
        let own = inner.get(index).copied().unwrap_or(0);
        0 < own && share * total <= 100 * own
    };
    // Children come behind their parents, so the last one is the innermost.
    let mut named = tree.nodes.iter().enumerate().rev().filter(|(_, it)| it.body);
    if let Some((index, _)) = named.find(|(index, _)| holds(*index, 70)) {
        return index;
    }
    let whole = |it: &Tag| {
        matches!(it, Tag::Other | Tag::Body | Tag::Article | Tag::Main | Tag::Form | Tag::Html)
    };
    let mut any = tree.nodes.iter().enumerate().rev().filter(|(_, it)| whole(&it.tag));
    any.find(|(index, _)| holds(*index, 90)).map_or(0, |it| it.0)
}

/// For each node whether it is the root or stands under it.
fn within(tree: &Tree, root: usize) -> Vec<bool> {
    let mut res = vec![false; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate() {
        let above = index != node.parent && res.get(node.parent).copied().unwrap_or(false);
        if let Some(flag) = res.get_mut(index) {
            *flag = index == root || above;
        }
    }
    res
}

/// The last `<h1>` before an article that has none: pages often keep it apart.
fn title(tree: &Tree, runs: &[Run], inside: &[bool], outside: &[bool]) -> Option<usize> {
    let is_title = |run: &Run| {
        tree.nodes.get(run.node).is_some_and(|it| it.place.heading == 1) && !run.is_link()
    };
    let at = |flags: &[bool], run: &Run| flags.get(run.node).copied().unwrap_or(false);
    let own = runs.iter().any(|it| is_title(it) && at(inside, it) && !at(outside, it));
    if own {
        return None;
    }
    let first = runs.iter().position(|it| at(inside, it) && !at(outside, it))?;
    let before = runs.get(..first).unwrap_or_default();
    before.iter().rposition(is_title)
}

struct Markers {
    /// For each node whether its first block has come.
    taken: Vec<bool>,
}

impl Markers {
    fn found(&mut self, tree: &Tree, run: &Run, last_end: usize) -> Option<Found> {
        let node = tree.nodes.get(run.node)?;
        let first = tree.pieces.get(run.pieces.start)?;
        let item = self.item(tree, run.node);
        let place = node.place;
        let heading = place.heading;
        let kind = match first.kind {
            PieceKind::Rule => BlockKind::Break,
            PieceKind::Picture => BlockKind::Figure,
            _ if place.preformatted => BlockKind::Opaque,
            _ if 0 < heading => BlockKind::Heading(heading),
            _ if place.caption => BlockKind::Caption,
            _ if node.tag == Tag::Cell => BlockKind::Table,
            _ if item => BlockKind::Item,
            _ if 0 < place.quotes => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        };
        let fresh = self.taken.get(run.node).is_some_and(|it| !it);
        if let Some(taken) = self.taken.get_mut(run.node) {
            *taken = true;
        }
        let start = if fresh && last_end <= node.start { node.start } else { first.range.start };
        let chosen = if run.is_link() { Chosen::Furniture } else { Chosen::Article };
        Some(Found {
            kind,
            node: run.node,
            pieces: run.pieces.clone(),
            start,
            chosen,
            bold: run.bold,
            slanted: run.slanted,
        })
    }

    /// Whether the run begins an item: it is the first in its `<li>`, which
    /// may hold a paragraph.
    fn item(&mut self, tree: &Tree, node: usize) -> bool {
        let Some(own) = tree.nodes.get(node) else { return false };
        let item = if own.tag == Tag::Item { node } else { own.parent };
        let is_item = tree.nodes.get(item).is_some_and(|it| it.tag == Tag::Item);
        if !is_item {
            return false;
        }
        let fresh = self.taken.get(item).is_some_and(|it| !it);
        // A paragraph marks its item as begun; an item marks itself.
        if item != node
            && let Some(taken) = self.taken.get_mut(item)
        {
            *taken = true;
        }
        fresh
    }
}
