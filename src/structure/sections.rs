//! The tree of sections that follows from what each block is in its article.

use crate::structure::{BlockKind, Layout, Role, Roles};
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

/// Sections by level, items under the heading they stand under. `roles` is
/// what [`roles`] said of the same layout.
pub fn sections(layout: &Layout, roles: &Roles) -> Vec<Section> {
    let mut stack: Vec<Section> = Vec::new();
    let mut top: Vec<Section> = Vec::new();
    // Whether the last item is a heading in all but name: it is short, and no
    // other item stands right before it ("- Isolation", then its paragraph).
    let mut run_in = false;
    let mut after_item = false;
    let marked = roles.passages().any(|it| it.iter().any(|it| matches!(it, Role::Title { .. })));
    if !marked && let Some(heading) = title_of_meta(layout) {
        let end = layout
            .passages()
            .next_back()
            .map_or(heading.end(), |it| it.start + it.passage.text.trim_end().len());
        let span = heading.cover(Span::new(heading.end(), end));
        stack.push(Section {
            kind: SectionKind::Title,
            level: 1,
            heading,
            span,
            children: Vec::new(),
        });
    }
    for (placed, roles) in layout.passages().zip(roles.passages()) {
        for (block, role) in placed.passage.blocks.iter().zip(roles) {
            let span = block.span.shift(placed.start);
            let (kind, level) = match *role {
                Role::Title { .. } => (SectionKind::Title, 1),
                Role::Heading { level, .. } => (SectionKind::Section, level),
                _ if block.kind == BlockKind::Item => {
                    let under = stack.iter().rev().find(|it| it.kind != SectionKind::Item);
                    let level = under.map_or(1, |it| it.level.saturating_add(1));
                    (SectionKind::Item, level.saturating_add(block.depth))
                }
                Role::Lede | Role::Caption | Role::Body => {
                    after_item = false;
                    while let Some(last) =
                        stack.pop_if(|it| it.kind == SectionKind::Item && !run_in)
                    {
                        attach(&mut stack, &mut top, last);
                    }
                    for it in &mut stack {
                        it.span = it.span.cover(span);
                    }
                    continue;
                }
            };
            // The title is that of all that follows.
            let behind = |it: &mut Section| level <= it.level && it.kind != SectionKind::Title;
            while let Some(last) = stack.pop_if(behind) {
                attach(&mut stack, &mut top, last);
            }
            for it in &mut stack {
                it.span = it.span.cover(span);
            }
            let heading = block.content.shift(placed.start);
            run_in = kind == SectionKind::Item && !after_item && heading.len() <= RUN_IN;
            after_item = kind == SectionKind::Item;
            stack.push(Section { kind, level, heading, span, children: Vec::new() });
        }
    }
    while let Some(last) = stack.pop() {
        attach(&mut stack, &mut top, last);
    }
    top
}

/// The title that the front matter gives.
fn title_of_meta(layout: &Layout) -> Option<Span> {
    layout.passage(0)?.passage.meta.as_ref()?.title_span
}

fn attach(stack: &mut [Section], top: &mut Vec<Section>, section: Section) {
    match stack.last_mut() {
        Some(parent) => parent.children.push(section),
        None => top.push(section),
    }
}
