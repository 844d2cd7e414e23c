//! The findings of a document as the text of a message, for clients that are
//! told and for those that ask. Most of an article stays as it was from one
//! keystroke to the next, so each segment's text is kept, with holes where its
//! lines and the version go.

use std::collections::HashMap;
use std::hash::Hasher;
use std::io::Write;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHasher;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::Diagnostic;

use crate::config::House;
use crate::ide::{self, Snapshot};
use crate::rules::{Alone, Batch, Judged, Piece, Tied};
use crate::server::capabilities::Capabilities;
use crate::server::convert::{self, Pen};
use crate::server::guard::lock;
use crate::server::json;

/// The sheets of a client that asks, by URI.
#[derive(Default)]
pub(super) struct Sheets(Mutex<HashMap<String, Arc<Mutex<Sheet>>>>);

/// What was told of a document last, segment by segment.
#[derive(Default)]
pub(super) struct Sheet {
    /// What the texts depend on besides the findings.
    manner: Option<Manner>,
    segments: Vec<Option<Arc<Segment>>>,
}

/// The client's abilities by pointer: a session has only one of them.
#[derive(PartialEq)]
struct Manner {
    can: usize,
    lang: &'static str,
    uri: String,
    house: Arc<House>,
}

/// All diagnostics of one version, ready to be written.
pub(super) struct Page {
    /// Texts that say something, each with its first line.
    texts: Vec<(Arc<Text>, usize)>,
    version: i32,
}

/// The diagnostics of one segment.
struct Segment {
    alone: Arc<Judged>,
    /// Findings that rules made that look across passages, and the index of
    /// the segment's first passage.
    across: (Box<[Arc<Tied>]>, usize),
    /// Of the passages that have findings, each with the line of the segment
    /// that it starts in.
    shares: Box<[(Arc<Share>, usize)]>,
    /// It names places in other segments, which move by themselves.
    far: bool,
    /// Some of it may have been held back as unfinished.
    held: bool,
}

/// The diagnostics of one passage.
struct Share {
    alone: Arc<Alone>,
    /// As in [`Segment`], counted from the passage.
    across: (Box<[Arc<Tied>]>, usize),
    text: Arc<Text>,
    /// It names places in other passages, or was held back.
    loose: bool,
}

/// Diagnostics, with commas between.
struct Text {
    text: Vec<u8>,
    /// Where in `text` something goes, in order.
    holes: Vec<(usize, Hole)>,
}

#[derive(Clone, Copy)]
enum Hole {
    /// A line, counted from the segment's first.
    Line(i64),
    Version,
}

impl Sheets {
    /// That of a document; a fresh one where there is none.
    pub(super) fn of(&self, uri: &str) -> Arc<Mutex<Sheet>> {
        Arc::clone(lock(&self.0).entry(uri.to_owned()).or_default())
    }

    /// The document was closed.
    pub(super) fn forget(&self, uri: &str) {
        lock(&self.0).remove(uri);
    }
}

impl Sheet {
    /// The notification that tells this version's findings.
    pub(super) fn tell(&mut self, snapshot: &Snapshot, can: &Arc<Capabilities>) -> Vec<u8> {
        let mut body = start(snapshot.uri());
        self.page(snapshot, can).write(&mut body, snapshot.version());
        let _ = write!(body, "],\"version\":{}}}}}", snapshot.version());
        body
    }

    /// This version's findings. What is new is put into words.
    pub(super) fn page(&mut self, snapshot: &Snapshot, can: &Arc<Capabilities>) -> Page {
        let version = snapshot.version();
        let manner = Manner {
            can: Arc::as_ptr(can).addr(),
            lang: snapshot.message_lang().tag(),
            uri: snapshot.uri().to_owned(),
            house: Arc::clone(snapshot.house()),
        };
        if self.manner.as_ref() != Some(&manner) {
            self.segments.clear();
            self.manner = Some(manner);
        }
        if snapshot.judged().is_some() {
            // What is silenced or summed up depends on the whole article.
            self.segments.clear();
            let text = Text::of(&snapshot.diagnostics(), snapshot, can, 0);
            return Page { texts: vec![(Arc::new(text), 0)], version };
        }
        let mut texts = Vec::new();
        let (before, mut segments) = (std::mem::take(&mut self.segments), Vec::new());
        let ahead = snapshot.article().layout.slots().len();
        for batch in snapshot.batches() {
            if batch.is_empty() {
                segments.push(None);
                continue;
            }
            // From the front or from the back, whichever it kept its place.
            let at = segments.len();
            let from_back = (at + before.len()).checked_sub(ahead);
            let held = snapshot.may_hold(batch.span());
            let known = [Some(at), from_back].into_iter().flatten().filter(|_| !held);
            let mut known = known.filter_map(|it| before.get(it)?.as_ref());
            let segment = match known.find(|it| it.holds(&batch)) {
                Some(it) => Arc::clone(it),
                None => {
                    // An edit may have moved the borders of segments.
                    let near = |at: usize| before.get(at.saturating_sub(1)..);
                    let near = [Some(at), from_back].map(|it| near(it?)).into_iter().flatten();
                    let near = near.flat_map(|it| it.iter().take(3).flatten());
                    let shares: Vec<&Arc<Share>> =
                        near.flat_map(|it| it.shares.iter().map(|it| &it.0)).collect();
                    Arc::new(Segment::of(&batch, &shares, snapshot, can))
                }
            };
            let line = batch.line();
            let shares = segment.shares.iter();
            texts.extend(shares.map(|(it, own)| (Arc::clone(&it.text), line + own)));
            segments.push(Some(segment));
        }
        self.segments = segments;
        Page { texts, version }
    }
}

impl Page {
    /// The same findings in the same places have the same id, in any session.
    /// Which version of the text they were found in does not count.
    pub(super) fn id(&self) -> String {
        let mut body = Vec::new();
        self.write(&mut body, 0);
        let mut hasher = FxHasher::default();
        hasher.write(&body);
        format!("{:x}", hasher.finish())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.iter().all(|(it, _)| it.text.is_empty())
    }

    /// The list of diagnostics.
    pub(super) fn items(&self) -> Value {
        let mut body = vec![b'['];
        self.write(&mut body, self.version);
        body.push(b']');
        // It is a text that we wrote.
        serde_json::from_slice(&body).unwrap_or_default()
    }

    fn write(&self, body: &mut Vec<u8>, version: i32) {
        let texts = self.texts.iter().filter(|(it, _)| !it.text.is_empty());
        for (at, (text, line)) in texts.enumerate() {
            if 0 < at {
                body.push(b',');
            }
            text.write(body, *line, i64::from(version));
        }
    }
}

/// The notification that tells these, all written anew.
pub(super) fn others(uri: &str, version: Option<i32>, found: &[Diagnostic]) -> Vec<u8> {
    let mut params = json!({ "uri": uri, "diagnostics": found });
    if let (Some(version), Some(params)) = (version, params.as_object_mut()) {
        params.insert("version".to_owned(), json!(version));
    }
    let message = json!({
        "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params,
    });
    message.to_string().into_bytes()
}

/// The notification that takes a closed document's findings away.
pub(super) fn clear(uri: &str) -> Vec<u8> {
    let mut body = start(uri);
    body.extend_from_slice(b"]}}");
    body
}

fn start(uri: &str) -> Vec<u8> {
    let uri = json!(uri);
    let text = format!(
        "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\
         \"params\":{{\"uri\":{uri},\"diagnostics\":["
    );
    text.into_bytes()
}

impl Segment {
    fn of(
        batch: &Batch<'_>,
        known: &[&Arc<Share>],
        snapshot: &Snapshot,
        can: &Capabilities,
    ) -> Segment {
        let far = batch.across().iter().any(|it| it.is_far());
        let held = snapshot.may_hold(batch.span());
        let line = batch.line();
        let shares = batch.pieces().map(|piece| {
            let loose = snapshot.may_hold(piece.span());
            let same = known.iter().find(|it| !loose && it.holds(&piece));
            let share = match same {
                Some(it) => Arc::clone(it),
                None => {
                    let found = snapshot.put(piece.findings());
                    let text = Arc::new(Text::of(&found, snapshot, can, line + piece.line()));
                    let loose = loose || piece.across().iter().any(|it| it.is_far());
                    let across = (piece.across().into(), piece.passage());
                    Arc::new(Share { alone: Arc::clone(piece.alone()), across, text, loose })
                }
            };
            (share, piece.line())
        });
        let shares = shares.collect();
        let across = (batch.across().into(), batch.first());
        Segment { alone: Arc::clone(batch.alone()), across, shares, far, held }
    }

    /// Whether it tells what the batch says.
    fn holds(&self, batch: &Batch<'_>) -> bool {
        !self.far
            && !self.held
            && Arc::ptr_eq(&self.alone, batch.alone())
            && are(&self.across, batch.across(), batch.first())
    }
}

impl Share {
    /// Whether it tells what the piece says.
    fn holds(&self, piece: &Piece<'_>) -> bool {
        !self.loose
            && Arc::ptr_eq(&self.alone, piece.alone())
            && are(&self.across, piece.across(), piece.passage())
    }
}

/// Whether the findings are these, counted from this passage.
fn are((own, first): &(Box<[Arc<Tied>]>, usize), all: &[Arc<Tied>], from: usize) -> bool {
    own.len() == all.len() && own.iter().zip(all).all(|(a, b)| a.is(*first, b, from))
}

impl Text {
    /// `line` is the first of the stretch they are found in.
    fn of(found: &[ide::Diagnostic], snapshot: &Snapshot, can: &Capabilities, line: usize) -> Text {
        let mut text = Vec::new();
        let mut pen = Pen::new(snapshot, can);
        for diagnostic in found {
            if !text.is_empty() {
                text.push(b',');
            }
            let _ = serde_json::to_writer(&mut text, &convert::diagnostic(&mut pen, diagnostic));
        }
        let (text, holes) = holes(&text, line);
        Text { text, holes }
    }

    fn write(&self, body: &mut Vec<u8>, line: usize, version: i64) {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        let mut at = 0;
        for (hole, what) in &self.holes {
            body.extend_from_slice(self.text.get(at..*hole).unwrap_or_default());
            at = *hole;
            let number = match what {
                Hole::Line(it) => line.saturating_add(*it),
                Hole::Version => version,
            };
            match u32::try_from(number) {
                Ok(number) => json::number(body, number),
                Err(_) => drop(write!(body, "{number}")),
            }
        }
        body.extend_from_slice(self.text.get(at..).unwrap_or_default());
    }
}

/// Takes the numbers of lines and versions out of a JSON text. In a JSON text
/// a quotation mark inside a string has a backslash before it, so these keys
/// are keys.
fn holes(text: &[u8], line: usize) -> (Vec<u8>, Vec<(usize, Hole)>) {
    const KEYS: [&[u8]; 2] = [b"\"line\":", b"\"version\":"];
    let base = i64::try_from(line).unwrap_or(i64::MAX);
    let (mut res, mut found) = (Vec::with_capacity(text.len()), Vec::new());
    let mut from = 0;
    for at in memchr::memchr_iter(b'"', text) {
        let rest = text.get(at..).unwrap_or_default();
        let Some(key) = KEYS.iter().find(|it| rest.starts_with(it)) else { continue };
        let start = at + key.len();
        let behind = text.get(start..).unwrap_or_default();
        let len = behind.iter().take_while(|it| it.is_ascii_digit() || **it == b'-').count();
        let number = std::str::from_utf8(behind.get(..len).unwrap_or_default()).ok();
        let Some(number) = number.and_then(|it| it.parse::<i64>().ok()) else { continue };
        res.extend_from_slice(text.get(from..start).unwrap_or_default());
        let hole = if at_line(key) { Hole::Line(number - base) } else { Hole::Version };
        found.push((res.len(), hole));
        from = start + len;
    }
    res.extend_from_slice(text.get(from..).unwrap_or_default());
    (res, found)
}

fn at_line(key: &[u8]) -> bool {
    key == b"\"line\":"
}
