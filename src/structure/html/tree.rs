//! The page as a tree of elements and a row of pieces of text.

use std::ops::Range;

use crate::structure::html::tags::Tag;

/// A page, taken apart.
#[derive(Default)]
pub(super) struct Tree {
    /// Parents before their children.
    pub(super) nodes: Vec<Node>,
    /// In the page's order.
    pub(super) pieces: Vec<Piece>,
    /// What `<meta>` says: name or property, and content.
    pub(super) metas: Vec<(String, String)>,
    /// Where scripts of linked data stand.
    pub(super) data: Vec<Range<usize>>,
    pub(super) title: Option<Range<usize>>,
    /// The page's language, as its root names it.
    pub(super) lang: Option<String>,
    /// When `<time>` elements say they are, with the node they stand in.
    pub(super) times: Vec<(usize, String)>,
}

/// An element that holds text.
pub(super) struct Node {
    pub(super) parent: usize,
    pub(super) tag: Tag,
    /// Where its start tag begins.
    pub(super) start: usize,
    pub(super) place: Place,
    /// Named or classed as what stands around an article.
    pub(super) furniture: bool,
    /// Named or classed as the article's text.
    pub(super) body: bool,
}

/// What the elements around a piece of text say of it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) hidden: bool,
    pub(super) heading: u8,
    pub(super) quotes: u8,
    pub(super) lists: u8,
    pub(super) cell: bool,
    pub(super) caption: bool,
    pub(super) preformatted: bool,
    pub(super) code: bool,
    pub(super) link: bool,
    pub(super) bold: bool,
    pub(super) slanted: bool,
    pub(super) raised: bool,
    /// Inside `<article>` or `<main>`.
    pub(super) article: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Text,
    /// Code, or a note's mark.
    Hidden,
    LineBreak,
    /// A tag inside a word.
    Seam,
    Picture,
    Rule,
}

/// A stretch of the page between two tags.
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) range: Range<usize>,
    /// The innermost element around it that is a block.
    pub(super) node: usize,
    /// Pieces of one run stand in one line of thought.
    pub(super) run: u32,
    pub(super) link: bool,
    pub(super) note: bool,
    pub(super) bold: bool,
    pub(super) slanted: bool,
}
