//! The tree of sections that follows from what each block is in its article.

use crate::structure::{Block, BlockKind, Layout, Role, Roles};
use crate::text::Span;

/// An item with text of its own under it is at most so many bytes long.
const RUN_IN: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Title,
    Section,
    Item,
}

impl SectionKind {
    /// The word of the JSON answers.
    pub fn name(self) -> &'static str {
        match self {
            SectionKind::Title => "title",
            SectionKind::Section => "section",
            SectionKind::Item => "item",
        }
    }
}

/// A heading or item with all that stands under it. Spans are of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: SectionKind,
    pub level: u8,
    /// The heading's text, without its mark.
    pub heading: Span,
    /// From the heading's mark to the end of the last block under it.
    pub span: Span,
    pub children: Vec<Section>,
}

/// What a block does to the tree: it goes on, or begins a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Body,
    Title,
    Heading(u8),
    Item {
        depth: u8,
        /// It may be a heading in all but name.
        short: bool,
    },
}

impl Step {
    pub fn of(block: &Block, role: Role) -> Step {
        match role {
            Role::Title { .. } => Step::Title,
            Role::Heading { level, .. } => Step::Heading(level),
            _ if block.kind == BlockKind::Item => {
                Step::Item { depth: block.depth, short: block.content.len() <= RUN_IN }
            }
            Role::Lede | Role::Caption | Role::Body => Step::Body,
        }
    }
}

/// The sections in the text's order, each before those that it holds, as its
/// blocks come. `End` is a place in the text, told as one likes.
pub struct Outline<End> {
    nodes: Vec<Node<End>>,
    /// Indices of those that may go on.
    open: Vec<usize>,
    /// Whether the last item is a heading in all but name: it is short, and no
    /// other item stands right before it ("- Isolation", then its paragraph).
    run_in: bool,
    after_item: bool,
}

/// A section of an [`Outline`].
#[derive(Clone, Copy, Debug)]
pub struct Node<End> {
    pub kind: SectionKind,
    pub level: u8,
    /// How many sections hold it.
    pub depth: usize,
    /// Of the last block under it.
    pub end: End,
}

impl<End> Default for Outline<End> {
    fn default() -> Outline<End> {
        Outline { nodes: Vec::new(), open: Vec::new(), run_in: false, after_item: false }
    }
}

impl<End: Copy + Ord> Outline<End> {
    /// The next block, which ends there. Whether it begins a section.
    pub fn add(&mut self, step: Step, end: End) -> bool {
        let (kind, level) = match step {
            Step::Title => (SectionKind::Title, 1),
            Step::Heading(level) => (SectionKind::Section, level),
            Step::Item { depth, .. } => {
                let open = self.open.iter().rev().filter_map(|it| self.nodes.get(*it));
                let mut under = open.filter(|it| it.kind != SectionKind::Item);
                let level = under.next().map_or(1, |it| it.level.saturating_add(1));
                (SectionKind::Item, level.saturating_add(depth))
            }
            Step::Body => {
                self.after_item = false;
                if !self.run_in {
                    self.close(|it| it.kind == SectionKind::Item);
                }
                self.reach(end);
                return false;
            }
        };
        // The title is that of all that follows.
        self.close(|it| level <= it.level && it.kind != SectionKind::Title);
        self.reach(end);
        let item = kind == SectionKind::Item;
        let short = matches!(step, Step::Item { short: true, .. });
        self.run_in = short && !self.after_item;
        self.after_item = item;
        self.begin(kind, level, end);
        true
    }

    /// A section under those that are open.
    pub fn begin(&mut self, kind: SectionKind, level: u8, end: End) {
        self.open.push(self.nodes.len());
        self.nodes.push(Node { kind, level, depth: self.open.len() - 1, end });
    }

    /// Whether the last section that began stands in an item.
    pub fn is_in_item(&self) -> bool {
        let above = self.open.iter().rev().skip(1).filter_map(|it| self.nodes.get(*it));
        above.into_iter().any(|it| it.kind == SectionKind::Item)
    }

    fn close(&mut self, over: impl Fn(&Node<End>) -> bool) {
        while self.open.last().and_then(|it| self.nodes.get(*it)).is_some_and(&over) {
            self.open.pop();
        }
    }

    fn reach(&mut self, end: End) {
        for at in &self.open {
            if let Some(it) = self.nodes.get_mut(*at) {
                it.end = it.end.max(end);
            }
        }
    }

    pub fn nodes(self) -> Vec<Node<End>> {
        self.nodes
    }
}

/// Sections by level, items under the heading they stand under. `roles` is
/// what [`roles`] said of the same layout.
pub fn sections(layout: &Layout, roles: &Roles) -> Vec<Section> {
    let mut outline: Outline<usize> = Outline::default();
    // Of each section its heading, and where it starts.
    let mut heads: Vec<(Span, usize)> = Vec::new();
    let marked = roles.passages().any(|it| it.iter().any(|it| matches!(it, Role::Title { .. })));
    if !marked && let Some((heading, span)) = title_of_meta(layout) {
        outline.begin(SectionKind::Title, 1, span.end());
        heads.push((heading, span.start()));
    }
    for (placed, roles) in layout.passages().zip(roles.passages()) {
        for (block, role) in placed.passage.blocks.iter().zip(roles) {
            let span = block.span.shift(placed.start);
            if outline.add(Step::of(block, *role), span.end()) {
                heads.push((block.content.shift(placed.start), span.start()));
            }
        }
    }
    let mut all = outline.nodes().into_iter().zip(heads).peekable();
    nested(&mut all, 0)
}

/// The sections of one depth, as far as they follow.
fn nested(
    all: &mut std::iter::Peekable<impl Iterator<Item = (Node<usize>, (Span, usize))>>,
    depth: usize,
) -> Vec<Section> {
    let mut res = Vec::new();
    while let Some((node, (heading, start))) = all.next_if(|it| it.0.depth == depth) {
        let children = nested(all, depth + 1);
        let Node { kind, level, end, .. } = node;
        res.push(Section { kind, level, heading, span: Span::new(start, end), children });
    }
    res
}

/// The title that the front matter gives to an article that has none marked,
/// and all that it heads, the front matter with it.
pub fn title_of_meta(layout: &Layout) -> Option<(Span, Span)> {
    let passage = layout.passage(0)?.passage;
    let heading = passage.meta.as_ref()?.title_span?;
    let start = passage.blocks.first().map_or(heading.start(), |it| it.span.start());
    let last = layout.passages().next_back();
    let end = last.map_or(0, |it| it.start + it.passage.text.trim_end().len());
    Some((heading, heading.cover(Span::new(start.min(end), end))))
}
