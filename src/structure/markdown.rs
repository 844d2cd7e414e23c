//! Markdown, read by pulldown-cmark passage by passage; its markup is masked,
//! what is no prose (code, HTML, shortcodes, addresses) is made opaque.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::structure::plain;
use crate::structure::{Block, BlockKind, Damage, End, Hints, Passage, Shape};
use crate::text::Span;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// Hugo shortcodes, Liquid and Jekyll tags, footnote marks, Quarto fences.
static DIRECTIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}|\{%.*?%\}|\[\^[^\]\s]+\]:?|(?m:^:{3,}.*$)").ok()
});

/// One passage of Markdown.
pub(super) fn read(text: String, opening: bool, hints: &Hints) -> Passage {
    if text.lines().any(plain::is_lone_marker) && !text.contains("```") {
        // "Text\n-" would be a heading to CommonMark: scraping damage hides
        // the structure, so read it the way plain text is read.
        return plain::read(text, opening, hints);
    }
    let (blocks, masked, links) = parse(&text, opening, hints);
    Passage {
        blocks: blocks.into(),
        masked: Some(masked.into()),
        links: links.into(),
        opening,
        meta: None,
        text: text.into(),
    }
}

fn parse<'t>(text: &'t str, opening: bool, hints: &Hints) -> (Vec<Block>, String, Vec<Span>) {
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
    let Reader { blocks: found, mut prose, mut links, .. } = reader;
    mask(&mut prose, &mut links, text);
    let masked = String::from_utf8(prose).unwrap_or_else(|_| plain::blank(text));

    let mut blocks = Vec::new();
    for block in found {
        let opening = opening && blocks.is_empty();
        split(&mut blocks, block, text, opening, hints);
    }
    (blocks, masked, links)
}

/// Makes directives and bare addresses opaque.
fn mask(prose: &mut [u8], links: &mut Vec<Span>, text: &str) {
    let mut hide = |range: Range<usize>| {
        if let Some(bytes) = prose.get_mut(range) {
            bytes.fill(0);
        }
    };
    if let Some(directive) = DIRECTIVE.as_ref() {
        for found in directive.find_iter(text) {
            hide(found.range());
            if found.as_str().starts_with("[^") {
                links.push(Span::new(found.start(), found.end()));
            }
        }
    }
    for link in plain::mask_addresses(text).1 {
        hide(link.start()..link.end());
        links.push(link);
    }
    links.sort_unstable();
    links.dedup();
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
                    Some(_) => BlockKind::Item,
                    None if 0 < self.quotes => BlockKind::Quote,
                    None => BlockKind::Paragraph,
                };
                let start = self.item.take().unwrap_or(range.start);
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
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => {
                self.close();
                self.whole(BlockKind::Opaque, range);
                self.opaque = self.opaque.saturating_add(1);
            }
            Tag::Table(_) => {
                self.close();
                self.whole(BlockKind::Table, range);
                self.table = true;
            }
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
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition => {
                self.opaque = self.opaque.saturating_sub(1);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Table => self.table = false,
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
            self.open(BlockKind::Item, start..range.end);
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
        let marker = matches!(kind, BlockKind::Item | BlockKind::Heading(_))
            .then(|| lead.trim_end().len())
            .filter(|it| 0 < *it)
            .map(|it| Span::new(span.start(), span.start() + it));
        let depth = match kind {
            BlockKind::Quote => self.quotes.saturating_sub(1),
            _ => self.lists.saturating_sub(1),
        };
        self.blocks.push(Block { content, marker, depth, ..plain::bare(kind, span) });
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
/// a bare heading and the paragraph behind it, items glued to its end.
fn split(res: &mut Vec<Block>, block: Block, text: &str, opening: bool, hints: &Hints) {
    let shape = Shape::of(block.content.of(text), hints);
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) || block.content.is_empty() {
        res.push(Block { shape, ..block });
        return;
    }
    let mut parts: Vec<Span> = Vec::new();
    let mut at = block.content.start();
    for line in block.content.of(text).split_inclusive(['\n', '\r']) {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if span.is_empty() {
            continue;
        }
        match parts.last_mut() {
            Some(last) if soft(last.of(text), span.of(text), hints) => *last = last.cover(span),
            _ => parts.push(span),
        }
    }
    let mut parts = parts.into_iter();
    if let Some(first) = parts.next() {
        if block.kind == BlockKind::Paragraph && block.damage.is_none() {
            plain::paragraph(res, first, text, opening, hints);
        } else {
            plain::split_glued(res, first, text, hints, |content, shape| Block {
                span: Span::new(block.span.start(), content.end()),
                content,
                shape,
                ..block
            });
        }
    }
    for part in parts {
        plain::paragraph(res, part, text, false, hints);
    }
}

/// Whether the line break between two lines of a paragraph is a soft one: the
/// rule in Markdown, unless one of the two is plainly a heading.
fn soft(a: &str, b: &str, hints: &Hints) -> bool {
    let last = a.lines().next_back().unwrap_or(a);
    let heads = |it: &str| {
        let shape = Shape::of(it, hints);
        shape.is_some_and(|it| it.is_title_case() && it.may_head() && it.end == End::Open)
    };
    plain::joined(last, b, hints) || !(heads(last) || heads(b))
}

impl Block {
    /// Whether a marker stands here without its text.
    pub fn is_lone(&self) -> bool {
        self.damage == Some(Damage::LoneMarker)
    }
}
