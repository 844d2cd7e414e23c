//! Takes a page apart. Elements are opened and closed as a browser would, as
//! far as that tells what is a paragraph; no search through open elements goes
//! further than [`REACH`], so the work grows with the page and not its depth.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use rustc_hash::FxHasher;

use crate::structure::html::tags::{self, Level, Tag};
use crate::structure::html::tree::{Node, Piece, PieceKind, Place, Tree};

/// An end tag reaches over so many open elements.
const REACH: usize = 128;

/// A note's mark in small print has so many characters at most: "[12]".
const LONGEST_NOTE: usize = 6;

pub(super) fn read(text: &str) -> Tree {
    let mut builder = Builder::new(text);
    let on_event = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
        builder.take(&event, span.start..span.end);
        None
    };
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(on_event);
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
    // The events are the answer; there are no tokens.
    let none = tokenizer.next();
    debug_assert!(none.is_none());
    drop(tokenizer);
    builder.text_until(text.len());
    builder.tree
}

/// An attribute that matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Class,
    Role,
    Href,
    Type,
    Name,
    Content,
    Lang,
    Datetime,
    Hidden,
    AriaHidden,
    Style,
    ItemProp,
    Other,
}

struct Open {
    name: u64,
    node: usize,
    level: Level,
    tag: Tag,
    place: Place,
}

struct Builder<'a> {
    text: &'a str,
    tree: Tree,
    /// The text up to here is taken.
    at: usize,
    open: Vec<Open>,
    run: u32,
    /// Line breaks since the last text.
    breaks: usize,
    /// The start tag that is being read.
    name: Vec<u8>,
    start: usize,
    attributes: Vec<(Attribute, String)>,
    in_title: bool,
    in_data: bool,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        let mut tree = Tree::default();
        tree.nodes.push(Node {
            parent: 0,
            tag: Tag::Html,
            start: 0,
            place: Place::default(),
            furniture: false,
            body: false,
        });
        Builder {
            text,
            tree,
            at: 0,
            open: Vec::new(),
            run: 0,
            breaks: 0,
            name: Vec::new(),
            start: 0,
            attributes: Vec::new(),
            in_title: false,
            in_data: false,
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.text_until(range.start);
                self.start = range.start;
                self.name.clear();
                self.name.extend_from_slice(name);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                let value = if *name == b"hidden" { "hidden" } else { "" };
                self.attributes.push((attribute(name), value.to_owned()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((name, to)) = self.attributes.last_mut()
                    && *name != Attribute::Other
                {
                    *to = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.at = self.at.max(range.end);
                self.start_tag();
            }
            CallbackEvent::EndTag { name } => {
                self.text_until(range.start);
                self.at = self.at.max(range.end);
                self.end_tag(name, range);
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                self.text_until(range.start);
                self.at = self.at.max(range.end);
            }
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// Takes the text that no tag has taken, up to the next tag.
    fn text_until(&mut self, end: usize) {
        let range = self.at..end;
        let Some(source) = self.text.get(range.clone()) else { return };
        self.at = end;
        if source.is_empty() {
            return;
        }
        if std::mem::take(&mut self.in_title) {
            self.tree.title.get_or_insert(range);
        } else if std::mem::take(&mut self.in_data) {
            self.tree.data.push(range);
        } else {
            let place = self.place();
            let blank = source.trim_ascii().is_empty();
            if place.hidden || (blank && self.is_fresh()) {
                return;
            }
            let note = place.raised && is_note(source);
            let kind = if place.code || note { PieceKind::Hidden } else { PieceKind::Text };
            if !blank {
                self.breaks = 0;
            }
            self.push(kind, range, note);
        }
    }

    /// Whether the run has no text yet.
    fn is_fresh(&self) -> bool {
        self.tree.pieces.last().is_none_or(|it| it.run != self.run)
    }

    fn push(&mut self, kind: PieceKind, range: Range<usize>, note: bool) {
        let place = self.place();
        self.tree.pieces.push(Piece {
            kind,
            range,
            node: self.block(),
            run: self.run,
            link: place.link,
            note,
            bold: place.bold,
            slanted: place.slanted,
        });
    }

    fn place(&self) -> Place {
        self.open.last().map_or(Place::default(), |it| it.place)
    }

    /// The innermost block that is open.
    fn block(&self) -> usize {
        self.open.last().map_or(0, |it| it.node)
    }

    fn begin_run(&mut self) {
        self.run += 1;
        self.breaks = 0;
    }

    fn value(&self, wanted: Attribute) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == wanted).map(|it| it.1.as_str())
    }

    fn start_tag(&mut self) {
        let (tag, level) = tags::tag(&self.name);
        match tag {
            Tag::Meta => self.meta(),
            Tag::Html => {
                let lang = self.value(Attribute::Lang).map(str::to_owned);
                self.tree.lang = self.tree.lang.take().or(lang);
            }
            Tag::Time => {
                if let Some(it) = self.value(Attribute::Datetime) {
                    let time = it.to_owned();
                    self.tree.times.push((self.block(), time));
                }
            }
            _ => {}
        }
        match level {
            Level::Void => self.void(tag),
            Level::Inline => {
                self.seam();
                self.push_inline(tag);
            }
            Level::Block => self.open_block(tag),
            Level::Hidden => self.open_hidden(tag),
        }
    }

    fn void(&mut self, tag: Tag) {
        if self.place().hidden {
            return;
        }
        let range = self.start..self.at;
        match tag {
            Tag::Break => {
                self.breaks += 1;
                if self.is_fresh() {
                    return;
                }
                if 1 < self.breaks {
                    self.begin_run();
                } else {
                    self.push(PieceKind::LineBreak, range, false);
                }
            }
            Tag::Rule => {
                self.begin_run();
                self.push(PieceKind::Rule, range, false);
                self.begin_run();
            }
            Tag::Picture if self.is_fresh() => {
                self.push(PieceKind::Picture, range, false);
                self.begin_run();
            }
            Tag::Seam => self.push(PieceKind::Seam, range, false),
            _ => {}
        }
    }

    /// A tag between two letters of a word does not part them.
    fn seam(&mut self) {
        let letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        let before = self.text.get(..self.start).and_then(|it| it.chars().next_back());
        let after = self.text.get(self.at..).and_then(|it| it.chars().next());
        if letter(before) && letter(after) && !self.place().hidden && !self.is_fresh() {
            self.push(PieceKind::Seam, self.start..self.at, false);
        }
    }

    fn push_inline(&mut self, tag: Tag) {
        let mut place = self.place();
        match tag {
            Tag::Code => place.code = true,
            Tag::Link => {
                place.link |= self.value(Attribute::Href).is_some_and(|it| !it.starts_with('#'));
            }
            Tag::Bold => place.bold = true,
            Tag::Slanted => place.slanted = true,
            Tag::Raised => place.raised = true,
            _ => {}
        }
        place.hidden |= self.is_unseen();
        let node = self.block();
        let name = hash(&self.name);
        self.open.push(Open { name, node, level: Level::Inline, tag, place });
    }

    fn open_hidden(&mut self, tag: Tag) {
        let data = self.value(Attribute::Type).is_some_and(|it| it.contains("ld+json"));
        self.in_title = tag == Tag::Title;
        self.in_data = tag == Tag::Script && data;
        let place = Place { hidden: true, ..self.place() };
        let node = self.block();
        let name = hash(&self.name);
        self.open.push(Open { name, node, level: Level::Hidden, tag, place });
    }

    fn open_block(&mut self, tag: Tag) {
        self.close_implied(tag);
        self.begin_run();
        let mut place = self.place();
        // Markup of letters that was left open ends with its block.
        (place.bold, place.slanted, place.raised) = (false, false, false);
        place.hidden |= self.is_unseen();
        match tag {
            Tag::Heading(level) => place.heading = level,
            Tag::Quote => place.quotes = place.quotes.saturating_add(1),
            Tag::List => place.lists = place.lists.saturating_add(1),
            Tag::Cell => place.cell = true,
            Tag::Caption => place.caption = true,
            Tag::Preformatted => place.preformatted = true,
            Tag::Article | Tag::Main => place.article = true,
            _ => {}
        }
        let class = self.value(Attribute::Class).unwrap_or_default();
        let role = self.value(Attribute::Role).unwrap_or_default();
        place.caption |= tags::is_caption(class);
        let item = self.value(Attribute::ItemProp).unwrap_or_default();
        place.article |= role == "main";
        let body = matches!(tag, Tag::Article | Tag::Main)
            || role == "main"
            || role == "article"
            || tags::is_body(class)
            || tags::is_body(item);
        let around = match tag {
            Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form => true,
            Tag::Header => !place.article,
            _ => {
                matches!(role, "navigation" | "banner" | "contentinfo" | "complementary" | "search")
            }
        };
        let furniture = !body && (around || tags::is_furniture(class));
        let node = self.tree.nodes.len();
        let parent = self.block();
        let start = self.start;
        self.tree.nodes.push(Node { parent, tag, start, place, furniture, body });
        let name = hash(&self.name);
        self.open.push(Open { name, node, level: Level::Block, tag, place });
    }

    /// Written for programs, and not shown.
    fn is_unseen(&self) -> bool {
        self.value(Attribute::Hidden).is_some()
            || self.value(Attribute::AriaHidden) == Some("true")
            || self.value(Attribute::Style).is_some_and(|it| {
                let style = it.to_ascii_lowercase();
                style.contains("display:none") || style.contains("display: none")
            })
    }

    /// Elements whose end tag may be left out end before this one.
    fn close_implied(&mut self, tag: Tag) {
        let mut cut = None;
        for (index, open) in self.open.iter().enumerate().rev().take(REACH) {
            let paragraph = open.tag == Tag::Paragraph;
            let same = open.tag == tag && matches!(tag, Tag::Item | Tag::Cell | Tag::Row);
            if same || paragraph {
                cut = Some(index);
            }
            let wall = match tag {
                Tag::Item => matches!(open.tag, Tag::List | Tag::Cell),
                Tag::Cell => matches!(open.tag, Tag::Row | Tag::Table),
                Tag::Row => open.tag == Tag::Table,
                _ => open.level == Level::Block && !paragraph,
            };
            if wall {
                break;
            }
        }
        if let Some(cut) = cut {
            self.open.truncate(cut);
        }
    }

    fn end_tag(&mut self, name: &[u8], range: Range<usize>) {
        let (tag, level) = tags::tag(name);
        self.in_title = false;
        self.in_data = false;
        if level == Level::Void {
            return;
        }
        let name = hash(name);
        let inline = level == Level::Inline;
        let mut found = None;
        for (index, open) in self.open.iter().enumerate().rev().take(REACH) {
            if open.name == name {
                found = Some(index);
                break;
            }
            // A paragraph inside bold type does not end with it, nor a page
            // inside a cell with the cell.
            let wall = if inline { open.level == Level::Block } else { open.tag == Tag::Table };
            if wall && tag != Tag::Table {
                break;
            }
        }
        if level == Level::Block {
            self.begin_run();
        } else if inline && found.is_some() {
            self.start = range.start;
            self.seam();
        }
        if let Some(found) = found {
            self.open.truncate(found);
        }
    }

    fn meta(&mut self) {
        let content = self.value(Attribute::Content).unwrap_or_default().trim().to_owned();
        let name = self.value(Attribute::Name).or(self.value(Attribute::ItemProp));
        if let Some(name) = name
            && !content.is_empty()
        {
            let name = name.to_ascii_lowercase();
            self.tree.metas.push((name, content));
        }
    }
}

fn attribute(name: &[u8]) -> Attribute {
    match name {
        b"class" | b"id" => Attribute::Class,
        b"role" => Attribute::Role,
        b"href" => Attribute::Href,
        b"type" => Attribute::Type,
        b"name" | b"property" => Attribute::Name,
        b"content" => Attribute::Content,
        b"lang" => Attribute::Lang,
        b"datetime" => Attribute::Datetime,
        b"hidden" => Attribute::Hidden,
        b"aria-hidden" => Attribute::AriaHidden,
        b"style" => Attribute::Style,
        b"itemprop" => Attribute::ItemProp,
        _ => Attribute::Other,
    }
}

fn is_note(text: &str) -> bool {
    let mark = text.trim().trim_matches(['[', ']', '(', ')']);
    !mark.is_empty()
        && text.trim().len() <= LONGEST_NOTE
        && mark.chars().all(|it| it.is_ascii_digit() || it == '*' || it == '†')
}

fn hash(name: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
