//! The outline. It is written segment by segment, and what an edit leaves alone
//! is kept as text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tower_lsp::gen_lsp_types::Position;

use crate::detect::Strips;
use crate::ide::heading_name;
use crate::server::convert::{self, Pen};
use crate::server::guard::lock;
use crate::server::handlers::Sheet;
use crate::server::handlers::asked::OfDocument;
use crate::server::json;
use crate::structure::{Node, Outline, SectionKind, Step, title_of_meta};
use crate::text::Span;

/// What was written of the open documents, by URI.
#[derive(Default)]
pub(in crate::server) struct Outlines(Mutex<HashMap<String, Arc<Mutex<Strips<Strip>>>>>);

/// What a segment gives to the outline. Lines count from its first.
#[derive(Default)]
struct Strip {
    /// Text that goes on is one step.
    steps: Vec<(Step, Place)>,
    heads: Vec<Head>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: u32,
    character: u32,
}

/// Where a section starts, and its heading.
struct Head {
    /// As JSON.
    name: Vec<u8>,
    start: Place,
    heading: (Place, Place),
}

impl Outlines {
    fn of(&self, uri: &str) -> Arc<Mutex<Strips<Strip>>> {
        Arc::clone(lock(&self.0).entry(uri.to_owned()).or_default())
    }

    pub(in crate::server) fn forget(&self, uri: &str) {
        lock(&self.0).remove(uri);
    }
}

impl Place {
    fn of(pen: &mut Pen<'_>, byte: usize, line: u32) -> Place {
        let place = pen.position(byte);
        Place { line: place.line.saturating_sub(line), character: place.character }
    }

    fn below(self, line: u32) -> Place {
        Place { line: self.line.saturating_add(line), ..self }
    }

    fn position(self) -> Position {
        Position { line: self.line, character: self.character }
    }
}

fn write_range(body: &mut Vec<u8>, start: Place, end: Place) {
    json::range(body, start.position(), end.position());
}

/// A list of symbols: trees, or each with what holds it for clients that know no
/// trees.
pub(super) fn symbols(sheet: &Sheet, _: OfDocument) -> Vec<u8> {
    let article = sheet.snapshot.article();
    let strips = sheet.outlines.of(sheet.snapshot.uri());
    let mut strips = lock(&strips);
    let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
    strips.renew(article, |at| Strip::of(&mut pen, at).unwrap_or_default());
    let mut outline = Outline::default();
    let mut heads: Vec<(&Head, u32)> = Vec::new();
    let named = strips.iter().any(|it| it.steps.iter().any(|it| it.0 == Step::Title));
    let meta = if named { None } else { title_of_meta(&article.layout) };
    let meta = meta.map(|(heading, span)| {
        let mut pen = Pen::new(&sheet.snapshot, &sheet.can);
        let head = Head::of(&mut pen, heading, span.start(), 0);
        (head, Place::of(&mut pen, span.end(), 0))
    });
    if let Some((head, end)) = &meta {
        outline.begin(SectionKind::Title, 1, *end);
        heads.push((head, 0));
    }
    for (slot, strip) in article.layout.slots().iter().zip(strips.iter()) {
        let line = u32::try_from(slot.line).unwrap_or(u32::MAX);
        let mut own = strip.heads.iter();
        for (step, end) in &strip.steps {
            if outline.add(*step, end.below(line)) {
                heads.extend(own.next().map(|it| (it, line)));
            }
        }
    }
    let all: Vec<(Node<Place>, (&Head, u32))> = outline.nodes().into_iter().zip(heads).collect();
    if sheet.can.nested_symbols { trees(&all) } else { list(&all, sheet) }
}

impl Strip {
    fn of(pen: &mut Pen<'_>, at: usize) -> Option<Strip> {
        let snapshot = pen.snapshot;
        let article = snapshot.article();
        let slot = article.layout.slots().get(at)?;
        let line = u32::try_from(slot.line).ok()?;
        let (mut steps, mut heads): (Vec<(Step, Place)>, Vec<Head>) = (Vec::new(), Vec::new());
        for passage in slot.first..slot.first + slot.segment.len() {
            let (placed, _, roles) = article.passage(passage)?;
            for (block, role) in placed.passage.blocks.iter().zip(roles) {
                let span = block.span.shift(placed.start);
                let step = Step::of(block, *role);
                if step != Step::Body {
                    heads.push(Head::of(
                        pen,
                        block.content.shift(placed.start),
                        span.start(),
                        line,
                    ));
                }
                let end = Place::of(pen, span.end(), line);
                match steps.last_mut() {
                    Some((Step::Body, last)) if step == Step::Body => *last = end.max(*last),
                    _ => steps.push((step, end)),
                }
            }
        }
        Some(Strip { steps, heads })
    }
}

impl Head {
    fn of(pen: &mut Pen<'_>, heading: Span, start: usize, line: u32) -> Head {
        let name = heading_name(pen.snapshot.article(), heading);
        // A symbol without a name makes VS Code refuse them all.
        let name = if name.trim().is_empty() { "…" } else { name.trim() };
        Head {
            name: Value::from(name).to_string().into_bytes(),
            start: Place::of(pen, start.min(heading.start()), line),
            heading: (Place::of(pen, heading.start(), line), Place::of(pen, heading.end(), line)),
        }
    }
}

fn write_kind(body: &mut Vec<u8>, kind: SectionKind) {
    body.extend_from_slice(b",\"kind\":");
    json::number(body, convert::kind(kind).into());
}

fn trees(all: &[(Node<Place>, (&Head, u32))]) -> Vec<u8> {
    let mut body = vec![b'['];
    let mut depth = 0;
    for (at, (node, (head, line))) in all.iter().enumerate() {
        if 0 < at {
            // The one before holds this one, or is closed with all that hold it
            // and not this one.
            match node.depth.checked_sub(depth + 1) {
                Some(_) => body.extend_from_slice(b",\"children\":["),
                None => {
                    body.push(b'}');
                    (node.depth..depth).for_each(|_| body.extend_from_slice(b"]}"));
                    body.push(b',');
                }
            }
        }
        depth = node.depth;
        body.extend_from_slice(b"{\"name\":");
        body.extend_from_slice(&head.name);
        write_kind(&mut body, node.kind);
        let (start, end) = (head.heading.0.below(*line), head.heading.1.below(*line));
        body.extend_from_slice(b",\"range\":");
        write_range(&mut body, head.start.below(*line), node.end.max(end));
        body.extend_from_slice(b",\"selectionRange\":");
        write_range(&mut body, start, end);
    }
    if !all.is_empty() {
        body.push(b'}');
        (0..depth).for_each(|_| body.extend_from_slice(b"]}"));
    }
    body.push(b']');
    body
}

fn list(all: &[(Node<Place>, (&Head, u32))], sheet: &Sheet) -> Vec<u8> {
    let uri = Value::from(sheet.snapshot.uri()).to_string();
    let mut body = vec![b'['];
    // Those that hold the next one.
    let mut above: Vec<&[u8]> = Vec::new();
    for (at, (node, (head, line))) in all.iter().enumerate() {
        if 0 < at {
            body.push(b',');
        }
        above.truncate(node.depth);
        body.extend_from_slice(b"{\"name\":");
        body.extend_from_slice(&head.name);
        write_kind(&mut body, node.kind);
        if let Some(name) = above.last() {
            body.extend_from_slice(b",\"containerName\":");
            body.extend_from_slice(name);
        }
        body.extend_from_slice(b",\"location\":{\"uri\":");
        body.extend_from_slice(uri.as_bytes());
        body.extend_from_slice(b",\"range\":");
        let end = node.end.max(head.heading.1.below(*line));
        write_range(&mut body, head.start.below(*line), end);
        body.extend_from_slice(b"}}");
        above.push(&head.name);
    }
    body.push(b']');
    body
}
