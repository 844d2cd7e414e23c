//! Answers for programs: the JSON objects that INTERFACE fixes, used by the
//! command line and by the custom requests `tajuk/entities`, `tajuk/claims`.

use serde::Serialize;

use crate::detect::ledger::Entry;
use crate::detect::{self, Article, SourceClass};
use crate::ide::shown::shown;
use crate::ide::{Diagnostic, Snapshot, Symbol, amounts, checking};
use crate::knowledge::EntityKind;
use crate::text::{self, Buffer, Encoding, Ruler, Span};

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
    /// Days, sums of money and other quantities among the entities.
    pub amounts: bool,
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

/// In which columns are counted, whatever the editor counts in.
const UNITS: Encoding = Encoding::Utf16;

impl From<text::Position> for Position {
    fn from(it: text::Position) -> Position {
        Position { line: it.line, character: it.column }
    }
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
    /// What the article calls a person whom the base does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
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
    /// A link or a footnote stands in its sentence.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub linked: bool,
    pub state: &'static str,
    /// Of a claim that somebody has looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
}

/// What was found out about a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    pub id: String,
    /// The state that was written down; the claim's is `stale` once its text
    /// says something else.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub links: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub modified: String,
    /// The words that were checked.
    pub text: String,
}

impl Checked {
    pub fn of(entry: &Entry) -> Checked {
        Checked {
            id: entry.id.clone(),
            state: entry.state.name(),
            note: entry.note.clone(),
            links: entry.links.clone(),
            by: entry.by.clone(),
            modified: entry.modified.clone(),
            text: entry.checked_words().to_owned(),
        }
    }
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
    /// Whom a pronoun or an office means, where the article names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Source>,
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
        let pen = Pen { snapshot, article: snapshot.article() };
        File {
            path: path.to_owned(),
            language: pen.article.tongue.tag(),
            article_date: Some(pen.article.date.day.to_string()),
            outline: parts.outline.then(|| pen.outline(&snapshot.outline())),
            entities: parts.entities.then(|| pen.entities(parts.amounts)),
            claims: parts.claims.then(|| pen.claims()),
            findings: parts.findings.then(|| {
                snapshot
                    .diagnostics()
                    .iter()
                    .map(|it| pen.finding(it, pen.range(it.span)))
                    .collect()
            }),
        }
    }

    /// With these findings of `snapshot`'s and nothing else.
    pub fn told(path: &str, snapshot: &Snapshot, findings: &[Diagnostic]) -> File {
        let pen = Pen { snapshot, article: snapshot.article() };
        // They come in order: starts rise, and so do most ends.
        let [mut starts, mut ends] = [(); 2].map(|()| Ruler::new(snapshot.buffer(), UNITS));
        let mut range = |span: Span| Range {
            start: starts.position(span.start()).into(),
            end: ends.position(span.end()).into(),
        };
        let findings = Some(findings.iter().map(|it| pen.finding(it, range(it.span))).collect());
        File { findings, ..File::new(path, snapshot, Parts::default()) }
    }
}

/// Writes an article's parts down.
struct Pen<'a> {
    snapshot: &'a Snapshot,
    article: &'a Article,
}

impl Pen<'_> {
    fn outline(&self, symbols: &[Symbol]) -> Vec<OutlineItem> {
        let item = |it: &Symbol| OutlineItem {
            title: it.name.clone(),
            level: it.level,
            kind: it.kind.name(),
            bytes: bytes(it.span),
            range: self.range(it.span),
            children: self.outline(&it.children),
        };
        symbols.iter().map(item).collect()
    }

    fn entities(&self, amounts: bool) -> Vec<Entity> {
        let mention = |it: &detect::Mention| Mention {
            text: self.text(it.span),
            bytes: bytes(it.span),
            range: self.range(it.span),
            form: it.form.name(),
            confidence: it.confidence,
        };
        let entity = |it: &detect::Entity| {
            let entry = it.entry(&self.article.base);
            let mentions = it.mentions.iter().filter_map(|it| self.article.mentions().get(*it));
            Entity {
                id: entry.id.to_owned(),
                qid: entry.qid.map(str::to_owned),
                name: entry.name(self.article.lang).to_owned(),
                kind: entry.kind.name(),
                known: true,
                title: None,
                mentions: mentions.map(mention).collect(),
            }
        };
        let sighting = |it: &detect::Sighting| Mention {
            text: self.text(it.span),
            bytes: bytes(it.span),
            range: self.range(it.span),
            form: it.form.name(),
            confidence: it.confidence,
        };
        let stranger = |it: &detect::Stranger| Entity {
            id: it.id(),
            qid: None,
            name: it.name.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: it.kind(),
            known: false,
            title: it.title.clone(),
            mentions: it.mentions.iter().map(sighting).collect(),
        };
        let known = self.article.entities().iter().map(entity);
        let amount = |span: Span| Mention {
            text: self.text(span),
            bytes: bytes(span),
            range: self.range(span),
            form: "full",
            confidence: 1.0,
        };
        let amounts = amounts.then(|| amounts::entities(self.article, amount));
        let strangers = self.article.strangers().iter().map(stranger);
        known.chain(strangers).chain(amounts.unwrap_or_default()).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let claim = |(at, it): (usize, &detect::Claim)| {
            let start = self.article.passage(it.passage).map_or(0, |(placed, ..)| placed.start);
            Claim {
                id: it.id.to_string(),
                text: self.text(it.span),
                bytes: bytes(it.span),
                range: self.range(it.span),
                sentence_bytes: bytes(it.sentence),
                kind: it.kind.name(),
                modality: it.modality.name(),
                polarity: if it.negated { "neg" } else { "pos" },
                score: it.score,
                reasons: it
                    .reasons
                    .iter()
                    .map(|it| Reason {
                        feature: it.feature(),
                        weight: it.weight,
                        bytes: it.span().map(|it| bytes(it.shift(start))),
                    })
                    .collect(),
                attribution: self.attribution(it),
                linked: it.linked,
                state: checking::state(self.snapshot, at).name(),
                checked: checking::entry(self.snapshot, at).map(Checked::of),
            }
        };
        self.article.claims().iter().enumerate().map(claim).collect()
    }

    fn attribution(&self, claim: &detect::Claim) -> Attribution {
        let Some(found) = claim.attribution else {
            let directness = if claim.quoted { "direct" } else { "none" };
            return Attribution {
                directness,
                source_class: "none",
                source: None,
                speaker: None,
                cue: None,
            };
        };
        // Of "Presiden Rusia Vladimir Putin" the person, and of "Direktur BPS Ratna
        // Sari", whom nobody knows, not her office.
        let named = |span: Span| {
            let (article, mentions) = (self.article, self.article.mentions());
            let first = mentions.partition_point(|it| it.span.start() < span.start());
            let inside = mentions.iter().skip(first).take_while(|it| it.span.end() <= span.end());
            let entry = |it: &detect::Mention| {
                Some(article.entities().get(it.entity)?.entry(&article.base))
            };
            let person =
                inside.clone().find_map(|it| entry(it).filter(|it| it.kind == EntityKind::Person));
            let one = found.source_class != SourceClass::Named;
            let other = || inside.clone().find(|it| one || it.span == span).and_then(entry);
            person.or_else(other).map(|it| it.id.to_owned())
        };
        Attribution {
            directness: found.directness.name(),
            source_class: found.source_class.name(),
            source: found.source.map(|it| Source {
                text: self.text(it),
                bytes: bytes(it),
                entity: named(it),
            }),
            speaker: self.article.voice_of(&found).filter(|it| it.followed).map(|it| Source {
                text: self.text(it.name),
                bytes: bytes(it.name),
                entity: named(it.name),
            }),
            cue: Some(Piece { text: self.text(found.cue), bytes: bytes(found.cue) }),
        }
    }

    fn finding(&self, it: &Diagnostic, range: Range) -> Finding {
        let edit = |(span, text): &(Span, String)| Edit { bytes: bytes(*span), text: text.clone() };
        Finding {
            rule: it.rule,
            group: it.group.name(),
            level: it.level.name(),
            bytes: bytes(it.span),
            range,
            message: it.message.clone(),
            fixes: it
                .fixes
                .iter()
                .map(|it| Fix {
                    title: it.title.clone(),
                    safe: it.safe,
                    edits: it.edits.iter().map(edit).collect(),
                })
                .collect(),
        }
    }

    fn text(&self, span: Span) -> String {
        shown(self.article, span)
    }

    fn range(&self, span: Span) -> Range {
        Range::new(self.snapshot.buffer(), span)
    }
}

fn bytes(span: Span) -> Bytes {
    [span.start(), span.end()]
}

impl Range {
    pub fn new(buffer: &Buffer, span: Span) -> Range {
        let at = |byte| buffer.position(byte, UNITS).into();
        Range { start: at(span.start()), end: at(span.end()) }
    }
}
