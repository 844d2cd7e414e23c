//! Markdown, read by pulldown-cmark passage by passage; its markup is masked,
//! what is no prose (code, HTML, shortcodes, addresses) is made opaque.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::structure::mask::{self, Masked};
use crate::structure::{Block, BlockKind, End, Hints, Passage, Shape};
use crate::structure::{lines, plain};
use crate::text::Span;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// One passage of Markdown.
pub(super) fn read(text: String, opening: bool, hints: &Hints) -> Passage {
    let masks = mask::find(&text);
    let filled = mask::filled(&text, &masks);
    let source = filled.as_deref().unwrap_or(&text);
    // "Text\n-" would be a heading to CommonMark: scraping damage hides the
    // structure, so read it the way plain text is read.
    let damaged = source.lines().any(lines::is_lone_marker) && !source.contains("```");
    let (mut prose, mut links, blocks) = if damaged {
        let blocks = plain::blocks(source, opening, hints);
        (source.as_bytes().to_vec(), Vec::new(), blocks)
    } else {
        parse(source, opening, hints)
    };
    hide(&mut prose, &mut links, source, &masks);
    let masked = String::from_utf8(prose).unwrap_or_else(|_| plain::blank(&text));
    let blocks = with_masks(blocks, &masks, &masked);
    Passage {
        blocks: blocks.into(),
        masked: (masked != text).then(|| masked.into()),
        links: links.into(),
        opening,
        spaced: false,
        meta: None,
        text: text.into(),
    }
}

fn parse<'t>(text: &'t str, opening: bool, hints: &Hints) -> (Vec<u8>, Vec<Span>, Vec<Block>) {
    if let Some(line) = lines::bare(text) {
        let (mut blocks, prose) = (Vec::new(), text.as_bytes().to_vec());
        let block = plain::bare(BlockKind::Paragraph, line);
        split(&mut blocks, block, text, &prose, opening, hints);
        return (prose, Vec::new(), blocks);
    }
    let mut reader = Reader::new(text);
    let mut on_broken = |link: BrokenLink<'t>| -> Option<(CowStr<'t>, CowStr<'t>)> {
        // The definition may stand in another passage.
        matches!(link.link_type, LinkType::Reference | LinkType::Collapsed)
            .then(|| (CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut on_broken));
    for (event, range) in parser.into_offset_iter() {
        reader.take(event, range);
    }
    let Reader { blocks: found, prose, links, .. } = reader;
    let mut blocks = Vec::new();
    for block in found {
        let opening = opening && blocks.is_empty();
        split(&mut blocks, block, text, &prose, opening, hints);
    }
    (prose, links, blocks)
}

/// Makes directives and bare addresses opaque.
fn hide(prose: &mut [u8], links: &mut Vec<Span>, source: &str, masks: &[Masked]) {
    let mut hide = |range: Range<usize>| {
        if let Some(bytes) = prose.get_mut(range) {
            bytes.fill(0);
        }
    };
    for mask in masks {
        hide(mask.range.clone());
        if mask.note {
            links.push(Span::new(mask.range.start, mask.range.end));
        }
    }
    for link in plain::mask_addresses(source).1 {
        hide(link.start()..link.end());
        links.push(link);
    }
    links.sort_unstable();
    links.dedup();
}

/// The blocks with those that only masks fill, and without prose where a
/// paragraph holds nothing that can be read.
fn with_masks(blocks: Vec<Block>, masks: &[Masked], masked: &str) -> Vec<Block> {
    let mut res: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut whole = masks.iter().filter(|it| it.whole).map(|it| &it.range).peekable();
    let push_mask = |res: &mut Vec<Block>, range: &Range<usize>| {
        if res.last().map_or(0, |it| it.span.end()) <= range.start {
            res.push(plain::bare(BlockKind::Opaque, Span::new(range.start, range.end)));
        }
    };
    for mut block in blocks {
        while let Some(range) = whole.next_if(|it| it.end <= block.span.start()) {
            push_mask(&mut res, range);
        }
        // What a longer block holds is no block of its own.
        while whole.next_if(|it| it.start < block.span.end()).is_some() {}
        let hidden = block.kind == BlockKind::Paragraph
            && !block.content.is_empty()
            && is_hidden(block.content.of(masked));
        if hidden {
            block = plain::bare(BlockKind::Opaque, block.span);
        }
        res.push(block);
    }
    for range in whole {
        push_mask(&mut res, range);
    }
    res
}

/// Nothing in it can be read.
fn is_hidden(prose: &str) -> bool {
    prose.chars().all(|it| it == '\0' || it.is_whitespace())
}

/// A block being read: what it is, all of it, and its text so far.
struct Open {
    kind: BlockKind,
    span: Range<usize>,
    content: Option<Range<usize>>,
}

struct Reader<'a> {
    text: &'a str,
    prose: Vec<u8>,
    links: Vec<Span>,
    blocks: Vec<Block>,
    open: Option<Open>,
    lists: u8,
    quotes: u8,
    /// Start of the item whose first block is still to come.
    item: Option<usize>,
    /// Inside code, HTML or the like.
    opaque: u8,
    /// Inside an image's description.
    images: u8,
    table: bool,
    /// Where the next cell's block begins.
    cell: usize,
    footnotes: u8,
    /// Start of the footnote whose first block is still to come.
    footnote: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        Reader {
            text,
            prose: plain::blank(text).into_bytes(),
            links: Vec::new(),
            blocks: Vec::new(),
            open: None,
            lists: 0,
            quotes: 0,
            item: None,
            opaque: 0,
            images: 0,
            table: false,
            cell: 0,
            footnotes: 0,
            footnote: None,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(it) => {
                // An entity such as "&amp;" is not what stands in the source.
                if self.opaque + self.images == 0 && self.text.get(range.clone()) == Some(&*it) {
                    self.copy(range.clone());
                }
                self.inline(range);
            }
            Event::Code(_) | Event::InlineHtml(_) | Event::InlineMath(_) => {
                self.hide(range.clone());
                self.inline(range);
            }
            Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_) => {}
            Event::FootnoteReference(_) => {
                self.links.push(Span::new(range.start, range.end));
                self.inline(range);
            }
            Event::Rule => {
                let len = self.text.get(range.clone()).unwrap_or_default().trim_end().len();
                let span = Span::new(range.start, range.start + len);
                self.blocks.push(plain::bare(BlockKind::Break, span));
            }
            Event::Html(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.open(BlockKind::Heading(*level as u8), range);
            }
            Tag::Paragraph => {
                self.close();
                let kind = match self.item {
                    _ if 0 < self.footnotes => BlockKind::Footnote,
                    Some(_) => BlockKind::Item,
                    None if 0 < self.quotes => BlockKind::Quote,
                    None => BlockKind::Paragraph,
                };
                let start = self.footnote.take().or(self.item.take()).unwrap_or(range.start);
                self.open(kind, start..range.end);
            }
            Tag::Item => {
                self.close();
                self.item = Some(range.start);
            }
            Tag::List(_) => {
                self.close();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close();
                self.whole(BlockKind::Opaque, range);
                self.opaque = self.opaque.saturating_add(1);
            }
            Tag::FootnoteDefinition(_) => {
                self.close();
                self.footnotes = self.footnotes.saturating_add(1);
                self.footnote = Some(range.start);
            }
            Tag::Table(_) => {
                self.close();
                self.item = None;
                self.table = true;
                self.cell = range.start;
            }
            Tag::TableCell => self.cell(range),
            Tag::Image { .. } => {
                // A caption is read on its own.
                self.images = self.images.saturating_add(1);
                self.inline(range);
            }
            Tag::Link { .. } => {
                self.links.push(Span::new(range.start, range.end));
                self.inline(range);
            }
            _ => self.inline(range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph => self.close(),
            TagEnd::Item => {
                self.close();
                if let Some(start) = self.item.take() {
                    self.empty_item(start, range.end);
                }
            }
            TagEnd::List(_) => {
                self.close();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.opaque = self.opaque.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnotes = self.footnotes.saturating_sub(1);
                self.footnote = None;
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::TableHead | TagEnd::TableRow => self.row(range),
            TagEnd::Table => {
                self.row(range);
                self.table = false;
            }
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, span: Range<usize>) {
        if self.opaque == 0 {
            self.open = Some(Open { kind, span, content: None });
        }
    }

    /// Text or markup inside a paragraph. A tight item has no paragraph.
    fn inline(&mut self, range: Range<usize>) {
        if 0 < self.opaque || self.table {
            return;
        }
        if self.open.is_none() {
            let Some(start) = self.item.take() else { return };
            let kind = if 0 < self.footnotes { BlockKind::Footnote } else { BlockKind::Item };
            self.open(kind, start..range.end);
        }
        if let Some(open) = &mut self.open {
            open.span.end = open.span.end.max(range.end);
            open.content = Some(match open.content.take() {
                Some(it) => it.start.min(range.start)..it.end.max(range.end),
                None => range,
            });
        }
    }

    fn close(&mut self) {
        let Some(Open { kind, span, content }) = self.open.take() else { return };
        let len = self.text.get(span.clone()).unwrap_or_default().trim_end().len();
        let span = Span::new(span.start, span.start + len);
        let content = content.map_or(Span::new(span.end(), span.end()), |it| {
            Span::new(it.start, it.end.min(span.end()))
        });
        let lead = Span::new(span.start(), content.start()).of(self.text);
        let marker = matches!(kind, BlockKind::Item | BlockKind::Heading(_) | BlockKind::Footnote)
            .then(|| lead.trim_end().len())
            .filter(|it| 0 < *it)
            .map(|it| Span::new(span.start(), span.start() + it));
        let depth = match kind {
            BlockKind::Quote => self.quotes.saturating_sub(1),
            _ => self.lists.saturating_sub(1),
        };
        self.blocks.push(Block { content, marker, depth, ..plain::bare(kind, span) });
    }

    /// A cell is a block of its own: no sentence goes on in the next one.
    fn cell(&mut self, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let bare = source.trim_matches(['|', ' ', '\t', '\n', '\r']);
        let start =
            range.start + (source.len() - source.trim_start_matches(['|', ' ', '\t']).len());
        let content = Span::new(start, start + bare.len());
        if bare.is_empty() || content.start() < self.cell {
            return;
        }
        let span = Span::new(self.cell, content.end());
        self.cell = content.end();
        self.blocks.push(Block { content, ..plain::bare(BlockKind::Table, span) });
    }

    /// What is left of a row belongs to its last cell.
    fn row(&mut self, range: Range<usize>) {
        let len = self.text.get(range.clone()).unwrap_or_default().trim_end().len();
        let end = range.start + len;
        if let Some(last) = self.blocks.last_mut()
            && last.kind == BlockKind::Table
            && last.span.end() == self.cell
            && self.cell < end
        {
            last.span = Span::new(last.span.start(), end);
            self.cell = end;
        }
        let gap = self.text.get(self.cell..).unwrap_or_default();
        self.cell += gap.len() - gap.trim_start().len();
    }

    fn whole(&mut self, kind: BlockKind, range: Range<usize>) {
        let len = self.text.get(range.clone()).unwrap_or_default().trim_end().len();
        self.item = None;
        self.blocks.push(plain::bare(kind, Span::new(range.start, range.start + len)));
    }

    fn empty_item(&mut self, start: usize, end: usize) {
        let len = self.text.get(start..end).unwrap_or_default().trim_end().len();
        let span = Span::new(start, start + len);
        let depth = self.lists.saturating_sub(1);
        let content = Span::new(span.end(), span.end());
        self.blocks.push(Block {
            content,
            depth,
            marker: Some(span),
            ..plain::bare(BlockKind::Item, span)
        });
    }

    fn copy(&mut self, range: Range<usize>) {
        if let (Some(to), Some(from)) =
            (self.prose.get_mut(range.clone()), self.text.as_bytes().get(range))
        {
            to.copy_from_slice(from);
        }
    }

    fn hide(&mut self, range: Range<usize>) {
        if let Some(bytes) = self.prose.get_mut(range) {
            bytes.fill(0);
        }
    }
}

/// A paragraph as CommonMark sees it may hold what scraping jammed together:
/// a bare heading and the paragraph behind it, items glued to its end; or a
/// picture and its caption.
fn split(
    res: &mut Vec<Block>,
    block: Block,
    text: &str,
    prose: &[u8],
    opening: bool,
    hints: &Hints,
) {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) || block.content.is_empty() {
        res.push(Block { shape: Shape::of(block.content.of(text), hints), ..block });
        return;
    }
    let is_picture = |it: Span| {
        it.of(text).starts_with(['!', '['])
            && prose.get(it.start()..it.end()).is_some_and(|it| it.trim_ascii().is_empty())
            && it.of(text).contains("![")
    };
    let mut parts: Vec<(Span, bool)> = Vec::new();
    // The last line of the last part.
    let mut last_line = "";
    let mut at = block.content.start();
    let source = block.content.of(text);
    let ends = memchr::memchr2_iter(b'\n', b'\r', source.as_bytes()).map(|it| it + 1);
    for end in ends.chain([source.len()]) {
        let end = block.content.start() + end;
        let line = Span::new(at, end).of(text);
        let span = Span::new(at, at + line.trim_end().len());
        at = end;
        if span.is_empty() {
            continue;
        }
        let picture = block.kind == BlockKind::Paragraph && is_picture(span);
        match parts.last_mut() {
            Some((last, false)) if !picture && soft(last_line, span.of(text), hints) => {
                *last = last.cover(span);
            }
            _ => parts.push((span, picture)),
        }
        last_line = span.of(text);
    }
    let mut first = true;
    for (part, picture) in parts {
        let head = std::mem::take(&mut first);
        let after_picture = res.last().is_some_and(|it| it.kind == BlockKind::Figure);
        if picture {
            res.push(plain::bare(BlockKind::Figure, part));
        } else if !head && after_picture && lines::is_slanted(part.of(text)) {
            res.push(plain::bare(BlockKind::Caption, part));
        } else if head && (block.kind != BlockKind::Paragraph || block.damage.is_some()) {
            plain::split_glued(res, part, text, hints, |content, shape| Block {
                span: Span::new(block.span.start(), content.end()),
                content,
                shape,
                ..block
            });
        } else {
            plain::paragraph(res, part, text, head && opening, hints);
        }
    }
}

/// Whether the line break between two lines of a paragraph is a soft one: the
/// rule in Markdown, unless one of the two is plainly a heading or no text.
fn soft(a: &str, b: &str, hints: &Hints) -> bool {
    if lines::stands_alone(a, hints) || lines::stands_alone(b, hints) {
        return false;
    }
    if lines::ends_in_item(a.lines().next_back().unwrap_or(a), hints) {
        return false;
    }
    let heads = |it: &str| {
        let shape = Shape::of(it, hints);
        shape.is_some_and(|it| it.is_title_case() && it.may_head() && it.end == End::Open)
    };
    lines::joined(a, b, hints) || !(heads(a) || heads(b))
}
