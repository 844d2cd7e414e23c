//! The desk: open articles, and what an editor may ask of them, in an editor's
//! words. Does not know LSP, disks or clocks.

mod amounts;
mod card;
pub mod checking;
mod mend;
mod reasons;
mod rulings;
pub mod export;
pub mod complete;
mod desk;
mod diagnostics;
pub mod folding;
pub mod inlay;
pub mod lens;
mod lens_counts;
pub mod links;
pub mod lists;
pub mod navigate;
mod outline;
mod reading;
pub mod rename;
pub mod report;
pub mod rewrite;
pub mod selection;
mod shown;
pub mod symbols;
pub mod tidy;
pub mod tokens;
mod turn;
mod telling;
mod unfinished;
mod warm;

use crate::rules::{Group, Level};
use crate::structure::SectionKind;
use crate::text::Span;

pub use card::face_of;
pub use desk::{Changed, Desk, Opening, Settings, Snapshot};
pub use lens_counts::{Titled, titles};
pub use mend::apply;
pub use outline::heading_name;
pub use rulings::Ruling;
pub use telling::{Mute, Silencing};
pub use warm::warm;

/// A finding, put into words. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: &'static str,
    pub group: Group,
    pub level: Level,
    pub span: Span,
    pub message: String,
    /// The best one first.
    pub fixes: Vec<QuickFix>,
    /// Other places that explain this one.
    pub related: Vec<(Span, String)>,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickFix {
    pub title: String,
    /// Cannot change what the text says; may be applied without asking.
    pub safe: bool,
    /// Replacements that do not overlap, in order.
    pub edits: Vec<(Span, String)>,
}

/// A card about what stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Its first line carries the fact.
    pub markdown: String,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub name: String,
    pub detail: Option<String>,
    pub kind: SectionKind,
    pub level: u8,
    /// All that stands under it, itself included.
    pub span: Span,
    /// Its own text; inside `span`.
    pub heading: Span,
    pub children: Vec<Symbol>,
}

/// A quick fix that can be had at a place, with the finding it mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub fix: QuickFix,
    /// The first fix of its finding, and safe.
    pub preferred: bool,
    pub diagnostic: Diagnostic,
}
