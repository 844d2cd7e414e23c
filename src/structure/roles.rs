//! What each block is in its article (title, heading, lede, body), which only
//! its neighbours can tell.

use crate::structure::{BlockKind, Damage, End, Format, Shape};

/// What a block is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// One block with where it stands. Order: the article's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) kind: BlockKind,
    pub(super) damage: Option<Damage>,
    pub(super) shape: Option<Shape>,
    pub(super) len: usize,
    pub(super) slanted: bool,
    /// An item whose marker counts: "1.", "b)".
    pub(super) numbered: bool,
    /// Blank lines (or the article's edge) before and after.
    pub(super) apart: (bool, bool),
}

impl Line {
    fn is_free(&self) -> bool {
        self.apart == (true, true)
    }

    /// A paragraph of some length, which a heading may stand over.
    fn is_long(&self) -> bool {
        self.kind == BlockKind::Paragraph
            && self.shape.is_none_or(|it| 8 <= it.words && it.end != End::Open)
    }

    /// Not the line of a list or a verse, after which another one follows.
    fn is_finished(&self) -> bool {
        self.kind != BlockKind::Paragraph
            || self.shape.is_none_or(|it| it.end != End::Open && it.end != End::Colon)
    }
}

/// A question over a paragraph.
pub(super) struct Question {
    pub(super) may_head: bool,
}

pub(super) struct Reader<'a> {
    /// One line before the segment where there is one, the segment's, and
    /// some behind it.
    pub(super) lines: &'a [Line],
    pub(super) format: Format,
    /// Headings under the title are marked as such.
    pub(super) marked: bool,
}

impl Reader<'_> {
    /// What a line is, as its neighbours tell it; `before` is what the last one
    /// is, `first` says that nothing that a reader reads stands before it.
    pub(super) fn role(&self, at: usize, line: &Line, before: Option<Role>, first: bool) -> Role {
        let heading = Role::Heading { level: 2, bare: true };
        match line.kind {
            BlockKind::Heading(_) if line.damage == Some(Damage::GluedTitle) => {
                return Role::Title { bare: true };
            }
            BlockKind::Heading(level) => return Role::Heading { level, bare: false },
            BlockKind::Caption => return Role::Caption,
            BlockKind::Item if self.numbered(at, line, before) => return heading,
            BlockKind::Paragraph => {}
            _ => return Role::Body,
        }
        let last = at.checked_sub(1).and_then(|it| self.lines.get(it));
        let after_picture =
            last.is_some_and(|it| matches!(it.kind, BlockKind::Figure | BlockKind::Opaque));
        if line.slanted && after_picture {
            return Role::Caption;
        }
        let plain = self.format == Format::Plain;
        let fits = |it: &Shape| {
            it.may_head()
                || first && plain && it.may_title()
                || !first && plain && it.is_year() && line.is_free()
        };
        let Some(shape) = line.shape.filter(fits) else { return Role::Body };
        let Some(next) = self.lines.get(at + 1) else { return Role::Body };
        if !heads_something(line, next, first) && !self.heads_chain(at) {
            return Role::Body;
        }
        if first && plain && line.damage.is_none() {
            let enough = shape.is_title_case()
                || (3 <= shape.words && shape.end == End::Open)
                || (line.is_free() && shape.end == End::Open && self.over_text(at));
            return if enough { Role::Title { bare: true } } else { Role::Body };
        }
        // A turn of a conversation: "Tanya: …?", or two speakers in a row.
        let labelled = |it: &Line| it.shape.is_some_and(|it| it.labelled);
        if shape.labelled && (shape.end == End::Call || labelled(next)) || shape.strung {
            return Role::Body;
        }
        // Under the title or who wrote it: "Lena Fors, Tromsø", "ISTANBUL, Nov. 27".
        let credits = matches!(before, Some(Role::Title { .. }))
            || last.is_some_and(|it| it.kind == BlockKind::Byline);
        // "Rina Kusuma – Harian Pesisir".
        let house = shape.dashed && shape.big == shape.capital && shape.figures == 0;
        if plain && credits && (shape.comma && shape.words <= 5 || house && shape.words <= 7) {
            return Role::Body;
        }
        let finished = last.is_none_or(Line::is_finished) || before.is_some_and(Role::is_heading);
        let looks = if plain {
            self.looks_in_plain(at, line, &shape, next, finished)
        } else {
            self.looks_in_markdown(line, &shape, next, finished)
        };
        if looks { heading } else { Role::Body }
    }

    fn looks_in_plain(
        &self,
        at: usize,
        line: &Line,
        shape: &Shape,
        next: &Line,
        finished: bool,
    ) -> bool {
        let free = line.is_free();
        if shape.words == 1 {
            let over_list = matches!(next.kind, BlockKind::Item | BlockKind::Quote);
            return next.is_long() && finished || free && (self.over_text(at) || over_list);
        }
        if shape.is_title_case() {
            return over_sentence(shape, next) || free && self.heads_chain(at);
        }
        // In sentence case: only where all around it speaks for it.
        let over_list = line.apart.0 && next.kind == BlockKind::Item && shape.words <= 4;
        shape.end == End::Open
            && !shape.labelled
            && shape.words <= 10
            && ((over_list || next.is_long()) && finished
                || free && shape.words <= 6 && self.over_text(at))
    }

    /// Markdown has a mark for headings: where it is used, a free bare line has
    /// to look like a forgotten one in every way.
    fn looks_in_markdown(&self, line: &Line, shape: &Shape, next: &Line, finished: bool) -> bool {
        // One or two words may be a credit, a signature, a label.
        if shape.labelled || (line.is_free() && (shape.words < 3 || 0 < shape.figures)) {
            return false;
        }
        if line.is_free() && self.marked {
            return finished && next.is_long() && shape.is_title_case();
        }
        if shape.words == 1 {
            return next.is_long() && finished;
        }
        shape.is_title_case() && over_sentence(shape, next)
    }

    /// "1. Latar Belakang" that stands free over a paragraph, or over "1.1. Utang"
    /// and a paragraph, in plain text; or jammed over one, and no part of a list.
    fn numbered(&self, at: usize, line: &Line, before: Option<Role>) -> bool {
        let heads = |it: &Line| {
            it.numbered
                && it.damage.is_none()
                && it.shape.is_some_and(|it| it.words <= 10 && (it.may_head() || it.closes_head()))
        };
        let long = |at: usize| self.lines.get(at).is_some_and(Line::is_long);
        let free = |it: &Line| it.is_free() && heads(it);
        let over_another = || self.lines.get(at + 1).is_some_and(free) && long(at + 2);
        let last = at.checked_sub(1).and_then(|it| self.lines.get(it));
        let jammed = || {
            !line.apart.1
                && line.shape.is_some_and(|it| it.is_title_case())
                && (before.is_some_and(Role::is_heading)
                    || last.is_none_or(|it| it.kind != BlockKind::Item && it.is_finished()))
        };
        self.format == Format::Plain
            && heads(line)
            && (line.is_free() && (long(at + 1) || over_another()) || long(at + 1) && jammed())
    }

    /// A question over a paragraph: a heading, if it is short, or a turn of an
    /// interview.
    pub(super) fn asks(&self, at: usize, line: &Line) -> Option<Question> {
        let shape = line.shape.filter(|it| it.end == End::Call)?;
        // "Tanya: …?" with "Jawab: …" under it is no heading.
        let next = self.lines.get(at + 1).and_then(|it| it.shape);
        let answered = shape.labelled && next.is_some_and(|it| it.labelled);
        let last = at.checked_sub(1).and_then(|it| self.lines.get(it));
        let asks = self.format == Format::Plain
            && line.kind == BlockKind::Paragraph
            && (line.is_free() || last.is_none_or(Line::is_finished))
            && self.over_text(at);
        asks.then_some(Question { may_head: !answered && shape.may_head() && shape.words <= 8 })
    }

    /// A long paragraph follows, or another heading over one, or a list with what
    /// introduces it.
    fn over_text(&self, at: usize) -> bool {
        let next = self.lines.get(at + 1);
        let introduces = |it: &Line| {
            it.kind == BlockKind::Paragraph
                && it.shape.is_some_and(|it| 3 <= it.words && it.end == End::Colon)
        };
        let lists = || self.lines.get(at + 2).is_some_and(|it| it.kind == BlockKind::Item);
        next.is_some_and(Line::is_long)
            || self.heads_chain(at)
            || next.is_some_and(introduces) && lists()
    }

    /// Another free short line follows, and behind it a long paragraph.
    fn heads_chain(&self, at: usize) -> bool {
        let short = |it: &Line| {
            it.is_free()
                && it.kind == BlockKind::Paragraph
                && it.shape.is_some_and(|it| it.may_head() && it.words <= 8 && it.end == End::Open)
        };
        self.lines.get(at).is_some_and(Line::is_free)
            && self.lines.get(at + 1).is_some_and(short)
            && self.lines.get(at + 2).is_some_and(Line::is_long)
    }
}

/// What comes next may stand under a heading.
fn heads_something(line: &Line, next: &Line, first: bool) -> bool {
    let kind = matches!(
        next.kind,
        BlockKind::Paragraph
            | BlockKind::Item
            | BlockKind::Heading(_)
            | BlockKind::Quote
            | BlockKind::Byline
            | BlockKind::Caption
            | BlockKind::Figure
            | BlockKind::Residue
            | BlockKind::Table
    );
    kind && (next.kind != BlockKind::Paragraph || 2 * line.len < 3 * next.len || first)
}

/// For a line in title case: what follows is no other title. A question needs
/// a whole paragraph under it.
fn over_sentence(shape: &Shape, next: &Line) -> bool {
    if shape.end == End::Call {
        return next.is_long();
    }
    next.kind != BlockKind::Paragraph
        || next.is_long()
        || next.shape.is_some_and(|it| it.end != End::Open)
}
