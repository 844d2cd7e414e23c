//! Reads articles: files, folders, standard input.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use ignore::WalkBuilder;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::screen::{Complaint, Failure, note};
use crate::cli::setup::Setup;
use crate::ide::{Desk, Opening, Snapshot};
use crate::server::{format_of, is_article, missing, sidecar, today};
use crate::structure::Format;
use crate::text::Encoding;

/// A file with a NUL so near to its start is no text.
const PROBE: usize = 8 * 1024;
/// What articles from standard input are called, unless the user says.
const STDIN: &str = "<stdin>";

/// Where an article is to be read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file the user named.
    Named(PathBuf),
    /// A file met in a folder.
    Met(PathBuf),
    Stdin {
        name: Option<String>,
    },
}

/// An article, and what it is called in answers.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) text: String,
    /// The day it was last written.
    pub(crate) file_date: Option<Date>,
    /// Where it lies, if it is a file.
    pub(crate) path: Option<PathBuf>,
}

/// Why an input gives no article.
#[derive(Clone, Debug)]
pub(crate) enum Unread {
    /// Nobody asked for this very file.
    Skipped(String),
    Failed(Complaint),
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Failure {
        match unread {
            Unread::Skipped(text) => Failure::new(text),
            Unread::Failed(complaint) => Failure::Complaint(complaint),
        }
    }
}

/// The inputs that the arguments name, folders walked through, in order; and
/// what is wrong with the others.
pub(crate) fn gather(paths: &[PathBuf], stdin_name: Option<&str>) -> (Vec<Input>, Vec<Complaint>) {
    let mut inputs = Vec::new();
    let mut complaints = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut inputs, &mut complaints);
        } else {
            inputs.push(one(path, stdin_name));
        }
    }
    // Nobody wants to be told the same thing twice.
    let mut seen = HashSet::new();
    inputs.retain(|it| seen.insert(it.name()));
    (inputs, complaints)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, complaints: &mut Vec<Complaint>) {
    let before = inputs.len() + complaints.len();
    let mut walk = WalkBuilder::new(folder);
    // What git leaves out is left out with and without git.
    walk.require_git(false).sort_by_file_path(Path::cmp);
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file());
                if is_file && is_article(entry.path()) {
                    let path = entry.path();
                    let path = path.strip_prefix("./").unwrap_or(path);
                    inputs.push(Input::Met(path.to_owned()));
                }
            }
            Err(error) => {
                let problem = format!("cannot read all of {}: {}", folder.display(), error);
                complaints.push(Complaint { problem, remedy: None });
            }
        }
    }
    if before == inputs.len() + complaints.len() {
        complaints.push(Complaint {
            problem: format!("no articles (.md, .txt, .html) in {}", folder.display()),
            remedy: Some("name a file to have it read whatever its ending".to_owned()),
        });
    }
}

/// The one input that a command for one article reads.
pub(crate) fn one(path: &Path, stdin_name: Option<&str>) -> Input {
    if path == Path::new("-") {
        Input::Stdin { name: stdin_name.map(str::to_owned) }
    } else {
        Input::Named(path.to_owned())
    }
}

impl Input {
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Named(path) | Input::Met(path) => path.display().to_string(),
            Input::Stdin { name } => name.clone().unwrap_or_else(|| STDIN.to_owned()),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files are read")]
    pub(crate) fn read(&self) -> Result<Source, Unread> {
        let name = self.name();
        let (bytes, written) = match self {
            Input::Named(path) | Input::Met(path) => (fs::read(path), written(path)),
            Input::Stdin { .. } => (stdin(), None),
        };
        let bytes = bytes.map_err(|error| Unread::Failed(unreadable(&name, &error)))?;
        let head = bytes.get(..PROBE).unwrap_or(&bytes);
        if memchr::memchr(0, head).is_some() {
            let complaint = not_text(&name, &bytes);
            return Err(match self {
                Input::Met(_) => Unread::Skipped(format!("skipped: {}", complaint.problem)),
                _ => Unread::Failed(complaint),
            });
        }
        let text = String::from_utf8(bytes)
            .map_err(|error| Unread::Failed(not_utf8(&name, error.as_bytes(), &error)))?;
        let format = format_of(Path::new(&name));
        let path = match self {
            Input::Named(path) | Input::Met(path) => Some(path.clone()),
            Input::Stdin { .. } => None,
        };
        Ok(Source { name, format, text, file_date: written, path })
    }
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut res = Vec::new();
    io::stdin().lock().read_to_end(&mut res)?;
    Ok(res)
}

/// The day a file was last written, where the user lives.
fn written(path: &Path) -> Option<Date> {
    let time: SystemTime = fs::metadata(path).ok()?.modified().ok()?;
    let time = Timestamp::try_from(time).ok()?;
    Some(TimeZone::system().to_datetime(time).date())
}

fn unreadable(name: &str, error: &io::Error) -> Complaint {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => Some("check the spelling and the folder you are in".to_owned()),
        io::ErrorKind::IsADirectory => {
            Some("this command reads one article; `tajuk check` reads folders".to_owned())
        }
        _ => None,
    };
    Complaint { problem: format!("cannot read {name}: {}", plain(error)), remedy }
}

/// The error in words, without the system's number for it.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    }
}

fn not_text(name: &str, bytes: &[u8]) -> Complaint {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if utf16 {
        let problem = format!("{name} is UTF-16 and not UTF-8");
        return Complaint { problem, remedy: Some(conversion(name, "UTF-16")) };
    }
    let at = bytes.iter().position(|it| *it == 0).unwrap_or(0);
    Complaint {
        problem: format!("{name} is not text: it has a NUL byte at offset {at}"),
        remedy: Some("save the article as plain text or Markdown first".to_owned()),
    }
}

fn not_utf8(name: &str, bytes: &[u8], error: &std::string::FromUtf8Error) -> Complaint {
    let at = error.utf8_error().valid_up_to();
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|it| **it == b'\n').count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    Complaint {
        problem: format!("{name} is not UTF-8: byte 0x{byte:02X} at offset {at}, line {line}"),
        remedy: Some(conversion(name, "WINDOWS-1252")),
    }
}

fn conversion(name: &str, from: &str) -> String {
    if name == STDIN {
        return format!("pass it through `iconv -f {from} -t UTF-8` first");
    }
    format!(
        "save it as UTF-8 in your editor, or convert it:\n       iconv -f {from} -t UTF-8 {} > utf8.txt",
        shell_word(name)
    )
}

/// A name as one word of a shell's line.
fn shell_word(name: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "./_-+,@%".contains(it);
    if !name.is_empty() && name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

impl Source {
    /// Puts the article on a desk of its own.
    pub(crate) fn open(self, setup: &Setup) -> Option<Arc<Snapshot>> {
        let mut desk = Desk::new(Encoding::Utf8, setup.settings(&self.name));
        let uri = self.name.clone();
        desk.open(Opening {
            uri: self.name,
            format: self.format,
            version: 0,
            text: self.text.clone(),
            file_date: self.file_date,
            today: today(),
        });
        // What people found out silences what was asked of them.
        match self.path.as_deref().map(sidecar::read) {
            Some(Ok(ledger)) if !ledger.entries.is_empty() => desk.note(&uri, Some(ledger)),
            Some(Err(it)) => note(&format!("{}; {}", it.problem, it.remedy)),
            _ => {}
        }
        if let Some(path) = &self.path {
            desk.lacks(&uri, missing(path, &self.text));
        }
        desk.snapshot(&uri)
    }
}
