//! The first floor: an article as passages of blocks, and blocks under
//! headings. Knows no language: what it needs of one (small words, how a
//! byline begins) is handed down as [`Hints`].

mod cut;
mod fold;
mod front_matter;
mod html;
mod layout;
mod lines;
mod link;
mod markdown;
mod mask;
mod places;
mod plain;
mod roles;
mod sections;
mod shape;

use rustc_hash::FxHashMap;

use crate::text::{Glossary, Span};

pub use fold::Roles;
pub use front_matter::Meta;
pub use layout::{Kept, Layout, Placed, Segment, Slot};
pub use lines::Openings;
pub use link::{Destination, destinations, destinations_of_page, paths_in};
pub use places::{Places, lies_at};
pub use roles::Role;
pub use sections::{Node, Outline, Section, SectionKind, Step, sections, title_of_meta};
pub use shape::{End, Shape};

/// How an article is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Markdown,
    Plain,
    Html,
}

/// Words of all languages that tell structure. All in lower case.
#[derive(Debug, Default)]
pub struct Hints {
    /// Words that stay small inside a headline: "dan", "of".
    pub small_words: Glossary<()>,
    /// How a byline begins: "oleh", "by".
    pub bylines: Openings,
    /// How left-over page furniture begins: "baca juga", "read more".
    pub residue: Openings,
    /// How a caption begins, before its colon: "foto", "photo".
    pub captions: Openings,
    /// What a credit calls a picture: "foto", "photo".
    pub pictures: Vec<&'static str>,
    /// Words of share buttons: "bagikan", "print".
    pub buttons: Glossary<()>,
    /// Networks that one shares to: "facebook".
    pub networks: Glossary<()>,
    /// The months' names, from 1 on.
    pub months: FxHashMap<&'static str, i8>,
}

/// Whole lines that can be read without looking at their neighbours.
/// An edit re-reads only the passages it touches; the others are shared.
#[derive(Debug)]
pub struct Passage {
    /// The source, trailing blank lines and line ends included.
    pub text: Box<str>,
    /// As long as `text`, byte for byte: markup is blank, opaque things (code,
    /// addresses, shortcodes) are NUL. `None` where it equals `text`.
    pub(crate) masked: Option<Box<str>>,
    pub blocks: Box<[Block]>,
    /// Links, addresses and footnote marks, relative to the passage.
    pub links: Box<[Span]>,
    /// Nothing but front matter and blank lines stands before it.
    pub opening: bool,
    /// Its blocks stand apart whatever stands between them, as on a page.
    pub spaced: bool,
    /// Only with front matter.
    pub meta: Option<Box<Meta>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    FrontMatter,
    /// A heading that is marked as one, with its level from 1 to 6.
    Heading(u8),
    Paragraph,
    /// An item of a list.
    Item,
    /// A line of a block quotation.
    Quote,
    /// A cell of a table, or all of a table that has none.
    Table,
    /// A picture that stands alone.
    Figure,
    /// The text that belongs to a picture: prose, but no claim.
    Caption,
    /// A footnote's text: prose, but no claim.
    Footnote,
    /// Code, HTML, a directive: nobody's prose.
    Opaque,
    /// A line that separates.
    Break,
    /// Left-over page furniture.
    Residue,
    Byline,
}

/// What copying and scraping did to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Damage {
    /// The marker stands alone; its text is on a later line.
    LoneMarker,
    /// The item hangs at the end of the paragraph before it.
    GluedItem,
    /// The headline and the first sentence share a line; this is the headline.
    GluedTitle,
}

/// One heading, paragraph or item. All spans are relative to the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// All of it, marker included, without the last line end.
    pub span: Span,
    /// Its text, marker left out.
    pub content: Span,
    /// "##", "-", "1)".
    pub marker: Option<Span>,
    /// How many lists or block quotations it stands in, less one.
    pub depth: u8,
    pub damage: Option<Damage>,
    /// Only for text short enough to be a heading.
    pub shape: Option<Shape>,
    /// In italics from its start to its end.
    pub slanted: bool,
}

impl Passage {
    /// What may be read as prose: as long as `text`, byte for byte.
    pub fn prose(&self) -> &str {
        self.masked.as_deref().unwrap_or(&self.text)
    }
}

impl BlockKind {
    /// Whether sentences stand in it.
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            BlockKind::Heading(_)
                | BlockKind::Paragraph
                | BlockKind::Item
                | BlockKind::Quote
                | BlockKind::Caption
                | BlockKind::Footnote
        )
    }
}
