//! The ledgers of the open articles: read from beside them, or from the editor
//! where it has one open, and changed by a command.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types as lsp;
use url::Url;

use crate::detect::ledger::{Anchor, Change, How, Ledger, State, keep_up, record, text_of};
use crate::ide::{Desk, Snapshot};
use crate::server::incoming;
use crate::server::sidecar::{self, Refusal, Stamp};
use crate::text::{Buffer, Encoding, Position};

/// Says how far a claim is checked. Takes one object: `uri`, `claim` (its id)
/// and `state`, and where wanted `note`, `links` and `by`.
pub(super) const SET: &str = "tajuk.claim.set";

/// Files that are ledgers.
pub(super) const GLOB: &str = "**/*.klaim.json";

/// See the module.
#[derive(Default)]
pub(super) struct Ledgers {
    /// Ledgers that are open in the editor, by the client's URI.
    open: BTreeMap<String, Buffer>,
    /// What each open article's ledger was read from.
    known: BTreeMap<String, Known>,
}

#[derive(Clone, PartialEq)]
enum Known {
    File(Stamp),
    Text(String),
}

#[derive(Deserialize)]
struct Wanted {
    uri: String,
    claim: String,
    state: String,
    note: Option<String>,
    #[serde(default)]
    links: Vec<String>,
    by: Option<String>,
}

/// What a command has led to.
pub(super) enum Done {
    /// The file is written.
    Written,
    /// The editor has the file open and must change it.
    Edit(lsp::WorkspaceEdit),
}

impl Ledgers {
    /// Takes a ledger that is opened. Whether it is one.
    pub(super) fn opened(&mut self, params: &Value) -> bool {
        let Some(uri) = incoming::uri(params) else { return false };
        if path(uri).is_none_or(|it| sidecar::article_of(&it).is_none()) {
            return false;
        }
        let get = |name: &str| params.get("textDocument").and_then(|it| it.get(name));
        let text = get("text").and_then(Value::as_str).unwrap_or_default();
        let version = get("version").and_then(Value::as_i64).unwrap_or(0);
        let buffer = Buffer::new(text, i32::try_from(version).unwrap_or(0));
        self.open.insert(uri.to_owned(), buffer);
        true
    }

    /// Takes an edit of a ledger. Whether it is one.
    pub(super) fn changed(&mut self, change: &incoming::Change, encoding: Encoding) -> bool {
        let Some(buffer) = self.open.get_mut(&change.uri) else { return false };
        let version = change.version.unwrap_or_else(|| buffer.version().saturating_add(1));
        let _ = buffer.apply(&change.edits, encoding, version);
        true
    }

    pub(super) fn closed(&mut self, uri: &str) -> bool {
        self.open.remove(uri).is_some()
    }

    /// Reads what has changed. The articles that know more or less now, and
    /// what is wrong, each told once.
    pub(super) fn refresh(&mut self, desk: &mut Desk) -> (Vec<String>, Vec<String>) {
        let (mut changed, mut wrong) = (Vec::new(), Vec::new());
        let snapshots = desk.snapshots();
        self.known.retain(|uri, _| snapshots.iter().any(|it| it.uri() == uri));
        for snapshot in snapshots {
            let uri = snapshot.uri();
            let Some(article) = path(uri) else { continue };
            let now = match self.buffer(&article) {
                Some((_, buffer)) => Known::Text(buffer.text()),
                None => Known::File(sidecar::stamp(&sidecar::path_of(&article))),
            };
            let was = self.known.insert(uri.to_owned(), now.clone());
            if was.as_ref() == Some(&now) || was.is_none() && now == Known::File(None) {
                continue;
            }
            let read = match &now {
                Known::Text(text) => sidecar::parse(text, &article),
                Known::File(_) => sidecar::read(&article),
            };
            match read {
                Ok(ledger) => desk.note(uri, Some(ledger)),
                Err(refusal) => {
                    desk.note(uri, None);
                    wrong.push(told(&refusal));
                }
            }
            changed.push(uri.to_owned());
        }
        (changed, wrong)
    }

    /// Forgets what was read of a document that is opened anew.
    pub(super) fn forget(&mut self, uri: &str) {
        self.known.remove(uri);
    }

    /// The ledger of an article, where the editor has it open.
    fn buffer(&self, article: &Path) -> Option<(&String, &Buffer)> {
        let wanted = sidecar::path_of(article);
        self.open.iter().find(|(uri, _)| path(uri).as_ref() == Some(&wanted))
    }

    /// What the command is to do. Reads no article.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub(super) fn marking(&self, desk: &Desk, params: &Value) -> Result<Marking, String> {
        let takes = format!("{SET} takes one object with uri, claim and state");
        let wanted = params.pointer("/arguments/0").and_then(|it| Wanted::deserialize(it).ok());
        let wanted = wanted.ok_or(takes)?;
        let state = State::from_name(&wanted.state).filter(|it| *it != State::Stale);
        let state = state.ok_or_else(|| format!("there is no state {} to set", wanted.state))?;
        let snapshot = desk.snapshot(&wanted.uri).ok_or("the article is not open")?;
        let Some(article) = path(&wanted.uri) else {
            return Err(
                "save the article first: its states are kept in a file beside it".to_owned()
            );
        };
        let change = Change { state, note: wanted.note, links: wanted.links, by: wanted.by };
        let open = self.buffer(&article).map(|(uri, buffer)| (uri.clone(), buffer.clone()));
        Ok(Marking { snapshot, article, open, claim: wanted.claim, change })
    }

    /// What is to be done once an article is saved; nothing where its ledger is
    /// empty, or the editor's. Reads no article.
    pub(super) fn upkeep(&self, desk: &Desk, uri: &str) -> Option<Upkeep> {
        let (snapshot, article) = desk.snapshot(uri).zip(path(uri))?;
        let ours = snapshot.ledger().is_some_and(|it| !it.entries.is_empty() && !it.is_newer());
        let is_open = self.buffer(&article).is_some();
        (ours && !is_open).then_some(Upkeep { snapshot, article })
    }
}

/// A command on the article of its moment.
pub(super) struct Marking {
    snapshot: Arc<Snapshot>,
    article: PathBuf,
    /// The ledger, where the editor has it open.
    open: Option<(String, Buffer)>,
    claim: String,
    change: Change,
}

impl Marking {
    /// Reads the article, and may wait for other programs that change the file.
    ///
    /// # Errors
    /// Why it cannot be done; nothing was changed.
    pub(super) fn run(&self, versioned: bool) -> Result<Done, String> {
        let mut claims = self.snapshot.article().claims().iter();
        let claim = claims.position(|it| it.id.to_string() == self.claim);
        let claim = claim.ok_or("the claim is no longer in the article; ask for it anew")?;
        self.apply(claim, versioned).map_err(|it| told(&it))
    }

    fn apply(&self, claim: usize, versioned: bool) -> Result<Done, Refusal> {
        let Marking { snapshot, article, .. } = self;
        let text = text_of(snapshot.article());
        let now = sidecar::now();
        let by = |ledger: &mut Ledger| {
            record(ledger, snapshot.article(), &text, claim, &self.change, &now);
        };
        let Some((uri, buffer)) = &self.open else {
            sidecar::change(article, |ledger| {
                by(ledger);
                Ok(())
            })?;
            return Ok(Done::Written);
        };
        let old = buffer.text();
        let mut ledger = sidecar::parse(&old, article)?;
        sidecar::may_write(&ledger, article)?;
        by(&mut ledger);
        Ok(Done::Edit(rewrite(uri, buffer, &ledger.print(), versioned)))
    }
}

/// See [`Ledgers::upkeep`].
pub(super) struct Upkeep {
    snapshot: Arc<Snapshot>,
    article: PathBuf,
}

impl Upkeep {
    /// Whether the file was written.
    pub(super) fn run(&self) -> bool {
        let Upkeep { snapshot, article } = self;
        let drifts = |it: &Anchor| it.how != How::Exact;
        if !snapshot.anchors().iter().flatten().any(drifts) {
            return false;
        }
        let text = text_of(snapshot.article());
        let done = sidecar::change(article, |ledger| {
            keep_up(ledger, snapshot.article(), &text);
            Ok(())
        });
        if let Err(refusal) = &done {
            tracing::warn!("{}", refusal.problem);
        }
        done.is_ok()
    }
}

fn told(refusal: &Refusal) -> String {
    // Both are sentences here, and parts of one line in a terminal.
    let mut rest = refusal.remedy.chars();
    let first = rest.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    format!("{}. {first}{}.", refusal.problem, rest.as_str())
}

/// Everything from the first line that differs to the last one.
fn rewrite(uri: &str, buffer: &Buffer, new: &str, versioned: bool) -> lsp::WorkspaceEdit {
    let old = buffer.text();
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |a: &(&&str, &&str)| a.0 == a.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let text: String = new.get(head..new.len() - tail).unwrap_or_default().concat();
    // Whole lines end at column 0, but the last may have no end.
    let whole: usize = old.iter().map(|it| it.len()).sum();
    let end_byte = whole - old.iter().rev().take(tail).map(|it| it.len()).sum::<usize>();
    let start_byte: usize = old.iter().take(head).map(|it| it.len()).sum();
    let at = |byte| {
        // Lines differ in their bytes alone; at their starts all columns are 0.
        let Position { line, column } = buffer.position(byte, Encoding::Utf16);
        lsp::Position { line, character: column }
    };
    let range = lsp::Range { start: at(start_byte), end: at(end_byte) };
    let edit = lsp::TextEdit { range, new_text: text };
    let uri = lsp::Uri(uri.to_owned());
    if !versioned {
        let changes = Some([(uri, vec![edit])].into_iter().collect());
        return lsp::WorkspaceEdit { changes, ..lsp::WorkspaceEdit::default() };
    }
    let change = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            version: Some(buffer.version()),
            text_document_identifier: lsp::TextDocumentIdentifier { uri },
        },
        edits: vec![lsp::Edit::TextEdit(edit)],
    };
    let changes = vec![lsp::DocumentChange::TextDocumentEdit(change)];
    lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}

/// The arguments of the command.
pub(super) fn arguments(snapshot: &Snapshot, claim: &str, state: State) -> Vec<Value> {
    vec![json!({ "uri": snapshot.uri(), "claim": claim, "state": state.name() })]
}

/// The path of a document that is a file.
fn path(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok().filter(|it| it.scheme() == "file")?.to_file_path().ok()
}
