//! What a session knows of settings and the newsroom's own facts: the client's,
//! those of files, and such files that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tower_lsp::gen_lsp_types::{self as lsp, Diagnostic, DiagnosticSeverity};
use url::Url;

use crate::config::{BASELINE, IGNORES, Problem};
use crate::ide::Settings;
use crate::lang::{Lang, render};
use crate::server::capabilities::Capabilities;
use crate::server::incoming::{self, Change, path};
use crate::server::lanes::Lanes;
use crate::server::ledgers::GLOB;
use crate::server::settings::Book;
use crate::server::workspace::{Sources, Workspace, relative};
use crate::text::{Buffer, Encoding, Position, Span};

/// See the module.
pub(super) struct Office {
    workspace: Workspace,
    book: Book,
    /// The editor's own language, for what is about no article.
    locale: Lang,
    /// Files of settings and facts that are open, by the client's URI.
    open: BTreeMap<String, Buffer>,
    /// What the client knows of such files, or will know once it asks.
    told: BTreeMap<String, Told>,
    /// The client said something new.
    is_new: bool,
}

/// What is wrong in a file of settings or facts.
struct Told {
    version: Option<i32>,
    problems: Vec<Problem>,
    shown: Vec<Diagnostic>,
    /// It was sent, and did not wait to be asked for.
    pushed: bool,
}

/// Findings in a file of settings or facts, for a client that asks.
#[derive(Clone)]
pub(super) struct PaperFindings {
    pub uri: String,
    /// Only where it is open.
    pub version: Option<i32>,
    pub found: Vec<Diagnostic>,
}

/// A file of settings or facts, to be changed by an edit of the client's.
pub(super) struct Target {
    pub uri: String,
    pub exists: bool,
    /// Only where it is open.
    pub version: Option<i32>,
    pub text: String,
}

/// A file of settings as it stands in the editor.
#[derive(Clone)]
pub(super) struct OpenPaper {
    pub buffer: Buffer,
    pub kind: PaperKind,
    /// The language in which it is talked about.
    pub lang: Lang,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PaperKind {
    Settings,
    Ignores,
    Facts,
}

/// Where an article's findings can be silenced.
pub(super) struct Desks {
    pub config: Target,
    pub ignores: Target,
    /// The article, as the project's files write it.
    pub file: String,
}

impl Office {
    /// Takes the params of `initialize`. The lines are for the client's log.
    pub(super) fn new(sources: Sources, params: &Value) -> (Office, Vec<String>) {
        let options = params.get("initializationOptions");
        let tag = options.and_then(|it| it.get("locale")).or_else(|| params.get("locale"));
        let tag = tag.and_then(Value::as_str).and_then(Lang::from_tag);
        let mut res = Office {
            workspace: Workspace::new(Sources { sums_up: true, ..sources }),
            book: Book::default(),
            locale: tag.unwrap_or(Lang::En),
            open: BTreeMap::new(),
            told: BTreeMap::new(),
            is_new: false,
        };
        res.workspace.set_folders(incoming::folders(params));
        let complaints = res.book.start(options, res.locale);
        res.workspace.set_editor(res.book.layers());
        (res, complaints)
    }

    pub(super) fn configure(&mut self, settings: Option<&Value>) -> Vec<String> {
        let lang = self.tongue();
        let before = self.book.said_now();
        let complaints = self.book.configure(settings, lang);
        self.is_new |= before != self.book.said_now();
        self.workspace.set_editor(self.book.layers());
        complaints
    }

    pub(super) fn answered(&mut self, settings: Value) -> Vec<String> {
        let lang = self.tongue();
        let before = self.book.said_now();
        let complaints = self.book.asked(settings, lang);
        self.is_new |= before != self.book.said_now();
        self.workspace.set_editor(self.book.layers());
        complaints
    }

    /// Takes the changes of `workspace/didChangeWorkspaceFolders`.
    pub(super) fn change_folders(&mut self, event: &Value) {
        let list = |name: &str| event.get(name).and_then(Value::as_array);
        let paths = |name: &str| incoming::paths(list(name).map_or(&[], Vec::as_slice));
        let (added, removed) = (paths("added"), paths("removed"));
        let kept = self.workspace.folders().iter().filter(|it| !removed.contains(it)).cloned();
        let mut folders: Vec<PathBuf> = kept.collect();
        for path in added {
            if !folders.contains(&path) {
                folders.push(path);
            }
        }
        self.workspace.set_folders(folders);
    }

    /// The files as they are known now, for work beside the session.
    pub(super) fn workspace(&self) -> Workspace {
        self.workspace.clone()
    }

    /// Whether any of these is a file of settings.
    pub(super) fn has_paper(&self, uris: &[String]) -> bool {
        let files: Vec<PathBuf> = uris.iter().filter_map(|it| path(it)).collect();
        files.iter().any(|it| it.ends_with(BASELINE) || self.workspace.is_paper(it))
    }

    /// Whether files are not as they were read, or the client said something
    /// new since this was asked last.
    pub(super) fn refresh(&mut self) -> bool {
        let is_new = std::mem::take(&mut self.is_new);
        self.workspace.refresh() || is_new
    }

    /// What holds for a document.
    pub(super) fn settings(&mut self, uri: &str) -> Settings {
        let path = path(uri);
        let settings = self.workspace.settle(path.as_deref()).settings;
        Settings { locale: Some(self.locale), ..settings }
    }

    pub(super) fn tongue(&mut self) -> Lang {
        self.workspace.settle(None).settings.messages.unwrap_or(self.locale)
    }

    /// Takes a file of settings that is opened. Whether it is one.
    pub(super) fn opened(&mut self, params: &Value) -> bool {
        let Some(uri) = incoming::uri(params) else { return false };
        if !path(uri).is_some_and(|it| self.workspace.is_paper(&it)) {
            return false;
        }
        let document = params.get("textDocument");
        let get = |name: &str| document.and_then(|it| it.get(name));
        let text = get("text").and_then(Value::as_str).unwrap_or_default();
        let version = get("version").and_then(Value::as_i64).unwrap_or(0);
        let version = i32::try_from(version).unwrap_or(0);
        self.open.insert(uri.to_owned(), Buffer::new(text, version));
        true
    }

    /// Takes an edit of a file of settings. Whether it is one.
    pub(super) fn changed(&mut self, change: &Change, encoding: Encoding) -> bool {
        let Some(buffer) = self.open.get_mut(&change.uri) else { return false };
        let version = change.version.unwrap_or_else(|| buffer.version().saturating_add(1));
        let _ = buffer.apply(&change.edits, encoding, version);
        true
    }

    pub(super) fn closed(&mut self, uri: &str) -> bool {
        self.open.remove(uri).is_some()
    }

    /// The open file of settings of this name.
    pub(super) fn open_paper(&mut self, uri: &str) -> Option<OpenPaper> {
        let buffer = self.open.get(uri)?.clone();
        let path = path(uri)?;
        let kind = match () {
            () if path.ends_with(IGNORES) => PaperKind::Ignores,
            () if self.workspace.is_facts(&path) => PaperKind::Facts,
            () => PaperKind::Settings,
        };
        Some(OpenPaper { buffer, kind, lang: self.tongue() })
    }

    /// Tells what is wrong in files of settings, as far as it is news.
    pub(super) fn tell(&mut self, lanes: &Lanes, can: &Capabilities) {
        let lang = self.tongue();
        let mut now: BTreeMap<String, (Buffer, Option<i32>, Vec<Problem>)> = BTreeMap::new();
        for (path, paper) in self.workspace.papers() {
            let Ok(uri) = Url::from_file_path(path) else { continue };
            let text = Buffer::new(&paper.text, 0);
            now.insert(self.known(uri.as_str()), (text, None, paper.problems.clone()));
        }
        for (path, volume) in self.workspace.volumes() {
            let Ok(uri) = Url::from_file_path(path) else { continue };
            let text = Buffer::new(&volume.text, 0);
            now.insert(self.known(uri.as_str()), (text, None, volume.problems()));
        }
        for (uri, buffer) in &self.open {
            let problems = path(uri).map(|it| self.workspace.problems_in(&it, &buffer.text()));
            let told = (buffer.clone(), Some(buffer.version()), problems.unwrap_or_default());
            now.insert(uri.clone(), told);
        }
        for uri in self.told.keys() {
            now.entry(uri.clone()).or_insert_with(|| (Buffer::new("", 0), None, Vec::new()));
        }
        for (uri, (buffer, version, problems)) in now {
            let known = self.told.get(&uri);
            let is_known = known.is_some_and(|it| it.version == version && it.problems == problems);
            let is_empty = problems.is_empty() && known.is_none() && version.is_none();
            if is_known || is_empty {
                continue;
            }
            let is_facts = path(&uri).is_some_and(|it| self.workspace.is_facts(&it));
            let code = if is_facts { "facts" } else { "config" };
            let shown = problems.iter().map(|it| diagnostic(&buffer, it, (code, lang), can));
            let shown: Vec<Diagnostic> = shown.collect();
            // What is asked for is not sent as well, or it would be shown twice.
            let asked = can.pulls && (version.is_some() || can.related_documents);
            if !asked {
                lanes.tell(&uri, version, shown.clone());
            } else if known.is_some_and(|it| it.pushed && !it.shown.is_empty()) {
                lanes.tell(&uri, None, Vec::new());
            }
            let told = Told { version, problems, shown, pushed: !asked };
            match told.problems.is_empty() && version.is_none() && !asked {
                true => self.told.remove(&uri),
                false => self.told.insert(uri, told),
            };
        }
    }

    /// What is wrong in the files that a client may ask about, beside a document
    /// or all: of one that is open only where it is that document itself.
    pub(super) fn findings(&self, of: Option<&str>) -> Vec<PaperFindings> {
        let all = self.told.iter().filter(|(uri, it)| match of {
            Some(of) if of == *uri => true,
            Some(of) => it.version.is_none() && !it.pushed && self.concerns(uri, of),
            None => !it.pushed,
        });
        let findings = |(uri, it): (&String, &Told)| PaperFindings {
            uri: uri.clone(),
            version: it.version,
            found: it.shown.clone(),
        };
        all.map(findings).collect()
    }

    /// Whether a file of settings or facts may hold for a document: it lies in a
    /// folder above it, or is the user's own.
    fn concerns(&self, paper: &str, document: &str) -> bool {
        let (Some(paper), Some(document)) = (path(paper), path(document)) else { return true };
        let folder = paper.parent().map(|it| match it.ends_with(".tajuk") {
            true => it.parent().unwrap_or(it),
            false => it,
        });
        folder.is_some_and(|it| document.starts_with(it))
            || self.workspace.of_user().contains(&paper)
    }

    /// As the client spells it, where it has the file open.
    fn known(&self, uri: &str) -> String {
        let same = |it: &&String| path(it) == path(uri);
        self.open.keys().find(same).cloned().unwrap_or_else(|| uri.to_owned())
    }

    /// Where findings of a document can be silenced; nothing where it belongs
    /// to no project.
    pub(super) fn desks(&self, uri: &str) -> Option<Desks> {
        let path = path(uri)?;
        let project = self.workspace.project_or_folder(&path)?;
        let file = relative(&project.root, &path)?;
        let config = project.file.unwrap_or_else(|| project.root.join("tajuk.toml"));
        let ignores = project.root.join(IGNORES);
        Some(Desks { config: self.target(&config)?, ignores: self.target(&ignores)?, file })
    }

    /// Where facts can be added for a document.
    pub(super) fn facts(&self, uri: &str) -> Option<Target> {
        self.target(&self.workspace.facts_file(path(uri).as_deref())?)
    }

    /// The files of facts that hold for a document, the strongest first.
    pub(super) fn facts_of(&mut self, uri: &str) -> Vec<Target> {
        // Of one on no disk, those of the first folder.
        let path = path(uri).unwrap_or_default();
        let files: Vec<PathBuf> =
            self.workspace.facts(&path).iter().rev().map(|it| it.path.clone()).collect();
        files.iter().filter_map(|it| self.target(it)).collect()
    }

    /// Which files the client is asked to watch, articles aside.
    pub(super) fn watched(&self) -> Vec<String> {
        let globs = ["**/tajuk.toml", "**/.tajuk/*.toml", "**/.tajuk/baseline.txt", GLOB];
        let outside = self.workspace.of_user().into_iter();
        let outside = outside.map(|it| it.display().to_string().replace('\\', "/"));
        globs.map(str::to_owned).into_iter().chain(outside).collect()
    }

    /// As it stands in the editor, or on the disk.
    fn target(&self, path: &Path) -> Option<Target> {
        let uri = self.known(Url::from_file_path(path).ok()?.as_str());
        if let Some(buffer) = self.open.get(&uri) {
            let (version, text) = (Some(buffer.version()), buffer.text());
            return Some(Target { uri, exists: true, version, text });
        }
        let text = Workspace::text(path)?;
        let exists = text.is_some();
        Some(Target { uri, exists, version: None, text: text.unwrap_or_default() })
    }
}

fn diagnostic(
    buffer: &Buffer,
    problem: &Problem,
    (code, lang): (&str, Lang),
    can: &Capabilities,
) -> Diagnostic {
    let span = problem.span.unwrap_or_else(|| Span::new(0, 0));
    let at = |byte| {
        let Position { line, column } = buffer.position(byte, can.encoding);
        lsp::Position { line, character: column }
    };
    let severity = match problem.syntax {
        true => DiagnosticSeverity::Error,
        false => DiagnosticSeverity::Warning,
    };
    Diagnostic {
        range: lsp::Range { start: at(span.start()), end: at(span.end()) },
        severity: Some(severity),
        code: Some(lsp::Code::String(code.to_owned())),
        code_description: None,
        source: Some("tajuk".to_owned()),
        message: lsp::Message::String(render(&problem.message, lang)),
        tags: None,
        related_information: None,
        data: None,
    }
}
