//! Answers for programs: the JSON objects that INTERFACE fixes, used by the
//! command line and by the custom requests `tajuk/entities`, `tajuk/claims`.

use serde::Serialize;

use crate::ide::Snapshot;
use crate::text::{Buffer, Encoding, Span};

/// One run's answer.
#[derive(Debug, Serialize)]
pub struct Report {
    pub schema: u32,
    pub tool: Tool,
    pub files: Vec<File>,
}

#[derive(Debug, Serialize)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

/// Which lists of a [`File`] to fill.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    pub outline: bool,
    pub entities: bool,
    pub claims: bool,
    pub findings: bool,
}

/// What is known of one article.
#[derive(Debug, Serialize)]
pub struct File {
    pub path: String,
    pub language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<Vec<OutlineItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<Entity>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<Claim>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
}

/// A range as LSP has it, columns in UTF-16 code units.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

/// Half-open UTF-8 offsets into the file as stored.
pub type Bytes = [usize; 2];

#[derive(Debug, Serialize)]
pub struct OutlineItem {
    pub title: String,
    pub level: u8,
    pub kind: &'static str,
    pub bytes: Bytes,
    pub range: Range,
    pub children: Vec<OutlineItem>,
}

#[derive(Debug, Serialize)]
pub struct Entity {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qid: Option<String>,
    pub name: String,
    pub kind: &'static str,
    pub known: bool,
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Serialize)]
pub struct Mention {
    pub text: String,
    pub bytes: Bytes,
    pub range: Range,
    pub form: &'static str,
    pub confidence: f32,
}

#[derive(Debug, Serialize)]
pub struct Claim {
    pub id: String,
    pub text: String,
    pub bytes: Bytes,
    pub range: Range,
    pub sentence_bytes: Bytes,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub modality: &'static str,
    pub polarity: &'static str,
    pub score: f32,
    pub reasons: Vec<Reason>,
    pub attribution: Attribution,
    pub state: &'static str,
}

#[derive(Debug, Serialize)]
pub struct Reason {
    pub feature: &'static str,
    pub weight: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Bytes>,
}

#[derive(Debug, Serialize)]
pub struct Attribution {
    pub directness: &'static str,
    pub source_class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Piece>,
}

#[derive(Debug, Serialize)]
pub struct Source {
    pub text: String,
    pub bytes: Bytes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Piece {
    pub text: String,
    pub bytes: Bytes,
}

#[derive(Debug, Serialize)]
pub struct Finding {
    pub rule: &'static str,
    pub group: &'static str,
    pub level: &'static str,
    pub message: String,
    pub bytes: Bytes,
    pub range: Range,
    pub fixes: Vec<Fix>,
}

#[derive(Debug, Serialize)]
pub struct Fix {
    pub title: String,
    pub safe: bool,
    pub edits: Vec<Edit>,
}

#[derive(Debug, Serialize)]
pub struct Edit {
    pub bytes: Bytes,
    pub text: String,
}

impl Report {
    pub fn new(files: Vec<File>) -> Report {
        let tool = Tool { name: "tajuk", version: env!("CARGO_PKG_VERSION") };
        Report { schema: 1, tool, files }
    }
}

impl File {
    /// Asks `snapshot` for the parts wanted. `path` is printed as given.
    pub fn new(path: &str, snapshot: &Snapshot, parts: Parts) -> File {
        let _ = parts;
        File {
            path: path.to_owned(),
            language: snapshot.lang().tag(),
            article_date: None,
            outline: None,
            entities: None,
            claims: None,
            findings: None,
        }
    }
}

impl Range {
    pub fn new(buffer: &Buffer, span: Span) -> Range {
        let at = |byte| {
            let position = buffer.position(byte, Encoding::Utf16);
            Position { line: position.line, character: position.column }
        };
        Range { start: at(span.start()), end: at(span.end()) }
    }
}
