//! What each block is in its article (title, heading, body), which only its
//! neighbours can tell, and the tree of sections that follows from it.

use crate::structure::{BlockKind, Damage, End, Format, Layout, Shape};
use crate::text::Span;

/// An item with text of its own under it is at most so many bytes long.
const RUN_IN: usize = 80;

/// What a block is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The article's title; `bare` where no mark says so.
    Title {
        bare: bool,
    },
    /// A heading of this level; `bare` where no mark says so.
    Heading {
        level: u8,
        bare: bool,
    },
    /// The first paragraph under the title, dateline included.
    Lede,
    /// What a picture shows.
    Caption,
    Body,
}

impl Role {
    /// Whether it stands over text and is none itself.
    pub fn is_heading(self) -> bool {
        matches!(self, Role::Title { .. } | Role::Heading { .. })
    }
}

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

/// One block with where it stands. Order: the article's.
struct Line {
    kind: BlockKind,
    damage: Option<Damage>,
    shape: Option<Shape>,
    len: usize,
    slanted: bool,
    /// Blank lines (or the article's edge) before and after.
    apart: (bool, bool),
}

/// The roles of all blocks, passage by passage.
pub fn roles(layout: &Layout) -> Vec<Box<[Role]>> {
    let lines = lines(layout);
    let mut flat = lines.iter().enumerate().map(|(at, line)| role(&lines, at, line, layout.format));
    let mut titled = false;
    let mut led = false;
    layout
        .passages
        .iter()
        .map(|it| {
            let mut roles: Box<[Role]> = flat.by_ref().take(it.passage.blocks.len()).collect();
            for (role, block) in roles.iter_mut().zip(&it.passage.blocks) {
                if !led && *role == Role::Body && block.kind == BlockKind::Paragraph {
                    *role = Role::Lede;
                    led = true;
                }
                // The first top heading is the title; there is only one.
                match *role {
                    Role::Heading { level: 1, bare } | Role::Title { bare } => {
                        *role = if titled {
                            Role::Heading { level: 1, bare }
                        } else {
                            Role::Title { bare }
                        };
                        titled = true;
                    }
                    _ => {}
                }
            }
            roles
        })
        .collect()
}

fn lines(layout: &Layout) -> Vec<Line> {
    let mut res: Vec<Line> = Vec::new();
    let mut blank_before = true;
    for placed in &layout.passages {
        let passage = &placed.passage;
        let mut at = 0;
        for block in &passage.blocks {
            let gap = Span::new(at, block.span.start()).of(&passage.text);
            let blank = blank_before || is_blank_line(gap);
            if let Some(last) = res.last_mut() {
                last.apart.1 |= blank;
            }
            res.push(Line {
                kind: block.kind,
                damage: block.damage,
                shape: block.shape,
                len: block.content.len(),
                slanted: block.slanted,
                apart: (blank, false),
            });
            at = block.span.end();
            blank_before = false;
        }
        let tail = Span::new(at, passage.text.len()).of(&passage.text);
        blank_before |= is_blank_line(tail) || passage.blocks.is_empty();
    }
    if let Some(last) = res.last_mut() {
        last.apart.1 = true;
    }
    res
}

/// Whether a gap between two blocks holds an empty line.
fn is_blank_line(gap: &str) -> bool {
    2 <= gap.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

fn role(lines: &[Line], at: usize, line: &Line, format: Format) -> Role {
    match line.kind {
        BlockKind::Heading(_) if line.damage == Some(Damage::GluedTitle) => {
            return Role::Title { bare: true };
        }
        BlockKind::Heading(level) => return Role::Heading { level, bare: false },
        BlockKind::Caption => return Role::Caption,
        BlockKind::Paragraph => {}
        _ => return Role::Body,
    }
    if line.slanted
        && let Some(before) = at.checked_sub(1).and_then(|it| lines.get(it))
        && matches!(before.kind, BlockKind::Figure | BlockKind::Opaque)
    {
        return Role::Caption;
    }
    let Some(shape) = line.shape.filter(Shape::may_head) else { return Role::Body };
    let before = at.checked_sub(1).and_then(|it| lines.get(it));
    let Some(next) = lines.get(at + 1) else { return Role::Body };
    let first = before.is_none_or(|it| it.kind == BlockKind::FrontMatter);
    let heads_something =
        matches!(
            next.kind,
            BlockKind::Paragraph
                | BlockKind::Item
                | BlockKind::Heading(_)
                | BlockKind::Quote
                | BlockKind::Byline
                | BlockKind::Table
        ) && (next.kind != BlockKind::Paragraph || 2 * line.len < 3 * next.len || first);
    if !heads_something {
        return Role::Body;
    }
    if first && format == Format::Plain && line.damage.is_none() {
        let enough = shape.is_title_case() || (3 <= shape.words && shape.end == End::Open);
        return if enough { Role::Title { bare: true } } else { Role::Body };
    }
    let after_stop = before.is_none_or(|it| {
        it.kind != BlockKind::Paragraph
            || it.shape.is_none_or(|it| it.end != End::Open && it.end != End::Colon)
    });
    let long_next = next.kind == BlockKind::Paragraph
        && next.shape.is_none_or(|it| 8 <= it.words && it.end != End::Open);
    let looks = if shape.words == 1 {
        long_next && after_stop
    } else if shape.is_title_case() {
        next.kind != BlockKind::Paragraph
            || long_next
            || next.shape.is_some_and(|it| it.end != End::Open)
    } else {
        // In sentence case: only where all around it speaks for it.
        shape.words <= 10
            && long_next
            && after_stop
            && shape.end == End::Open
            && format == Format::Plain
    };
    if looks { Role::Heading { level: 2, bare: true } } else { Role::Body }
}

/// Sections by level, items under the heading they stand under. `roles` is
/// what [`roles`] said of the same layout.
pub fn sections(layout: &Layout, roles: &[Box<[Role]>]) -> Vec<Section> {
    let mut stack: Vec<Section> = Vec::new();
    let mut top: Vec<Section> = Vec::new();
    // Whether the last item is a heading in all but name: it is short, and no
    // other item stands right before it ("- Isolation", then its paragraph).
    let mut run_in = false;
    let mut after_item = false;
    let marked = roles.iter().any(|it| it.iter().any(|it| matches!(it, Role::Title { .. })));
    if !marked && let Some(heading) = title_of_meta(layout) {
        let end = layout
            .passages
            .last()
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
    for (placed, roles) in layout.passages.iter().zip(roles) {
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
            while let Some(last) = stack.pop_if(|it| level <= it.level) {
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
    layout.passages.first()?.passage.meta.as_ref()?.title_span
}

fn attach(stack: &mut [Section], top: &mut Vec<Section>, section: Section) {
    match stack.last_mut() {
        Some(parent) => parent.children.push(section),
        None => top.push(section),
    }
}
