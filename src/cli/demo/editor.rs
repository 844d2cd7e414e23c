//! What an editor knows of an open article: its text, and what the server has
//! said about it, in our words.

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::args::Reading;
use crate::cli::demo::client::Client;
use crate::cli::demo::page::Mark;
use crate::cli::screen::Failure;
use crate::cli::tree::Node;
use crate::rules::Level;
use crate::structure::{Format, SectionKind};
use crate::text::{Buffer, Edit, Encoding, Position, Span};

pub(crate) struct Editor {
    client: Client,
    uri: String,
    encoding: Encoding,
    pub(crate) buffer: Buffer,
    version: i32,
    started: Instant,
    /// As the server sent them; it wants them back with questions about them.
    diagnostics: Vec<Value>,
}

/// A quick fix.
pub(crate) struct Fix {
    pub(crate) title: String,
    pub(crate) edits: Vec<(Span, String)>,
}

#[derive(Deserialize)]
struct Place {
    line: u32,
    character: u32,
}

#[derive(Deserialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Deserialize)]
struct Diagnostic {
    range: Range,
    #[serde(default)]
    severity: u8,
    #[serde(default)]
    code: Value,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Symbol {
    name: String,
    selection_range: Range,
    #[serde(default)]
    children: Option<Vec<Symbol>>,
}

#[derive(Deserialize)]
struct Hover {
    contents: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    title: String,
    #[serde(default)]
    edit: Value,
    #[serde(default)]
    is_preferred: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TextEdit {
    range: Range,
    new_text: String,
}

/// An entity as `tajuk/entities` has it; only what is asked of it here.
#[derive(Deserialize)]
struct Entity {
    kind: String,
    known: bool,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
struct Mention {
    bytes: [usize; 2],
    form: String,
}

impl Editor {
    /// Starts the server and shakes hands.
    pub(crate) fn start(
        program: &Path,
        reading: &Reading,
        uri: String,
        text: &str,
    ) -> Result<Editor, Failure> {
        let started = Instant::now();
        let mut client = Client::start(program, &["lsp"])?;
        let hello = client.request("initialize", initialize(reading))?;
        let encoding = hello.pointer("/capabilities/positionEncoding").and_then(Value::as_str);
        let encoding = match encoding {
            Some("utf-8") => Encoding::Utf8,
            Some("utf-32") => Encoding::Utf32,
            _ => Encoding::Utf16,
        };
        client.notify("initialized", json!({}))?;
        let buffer = Buffer::new(text, 1);
        let diagnostics = Vec::new();
        Ok(Editor { client, uri, encoding, buffer, version: 1, started, diagnostics })
    }

    pub(crate) fn open(&mut self, format: Format) -> Result<(), Failure> {
        let language = match format {
            Format::Markdown => "markdown",
            Format::Plain => "plaintext",
            Format::Html => "html",
        };
        let document = json!({"uri": self.uri, "languageId": language, "version": self.version,
            "text": self.buffer.text()});
        self.client.notify("textDocument/didOpen", json!({"textDocument": document}))?;
        self.wait_for_diagnostics()
    }

    /// What the server marks in the text as it stands.
    pub(crate) fn marks(&mut self) -> Result<Vec<Mark>, Failure> {
        let mut res = Vec::new();
        for value in self.diagnostics.clone() {
            let it: Diagnostic = self.decode("a diagnostic", value)?;
            let rule = it.code.as_str().unwrap_or_default().to_owned();
            let span = self.span(&it.range);
            res.push(Mark { span, level: level(it.severity), message: it.message, rule });
        }
        Ok(res)
    }

    pub(crate) fn outline(&mut self) -> Result<Vec<Node>, Failure> {
        let params = json!({"textDocument": {"uri": self.uri}});
        let answer = self.client.request("textDocument/documentSymbol", params)?;
        let symbols: Option<Vec<Symbol>> = self.decode("the outline", answer)?;
        Ok(symbols.unwrap_or_default().into_iter().map(|it| node(it, 0)).collect())
    }

    /// Places where people and countries are named, those first that a card
    /// is most likely for.
    pub(crate) fn leaders(&mut self) -> Result<Vec<Span>, Failure> {
        let params = json!({"textDocument": {"uri": self.uri}});
        let answer = self.client.request("tajuk/entities", params)?;
        // The list, or the file object that holds it.
        let list = answer.get("entities").cloned().unwrap_or(answer);
        let mut entities: Vec<Entity> = self.decode("entities", list)?;
        entities.retain(|it| it.known && !it.mentions.is_empty());
        entities.retain(|it| it.kind == "person" || it.kind == "country");
        entities.sort_by_key(|it| (it.kind != "person", std::cmp::Reverse(it.mentions.len())));
        let best = |it: &Entity| {
            let full = it.mentions.iter().find(|it| it.form == "full");
            let [start, end] = full.or_else(|| it.mentions.first())?.bytes;
            Some(Span::new(start, end))
        };
        Ok(entities.iter().filter_map(best).collect())
    }

    /// The card for a place, in Markdown.
    pub(crate) fn hover(&mut self, span: Span) -> Result<Option<String>, Failure> {
        let params =
            json!({"textDocument": {"uri": self.uri}, "position": self.place(span.start())});
        let answer = self.client.request("textDocument/hover", params)?;
        let hover: Option<Hover> = self.decode("a card", answer)?;
        Ok(hover.and_then(|it| {
            let value = it.contents.get("value").unwrap_or(&it.contents);
            value.as_str().map(str::to_owned)
        }))
    }

    /// The best quick fix for what was found at a place.
    pub(crate) fn fix(&mut self, index: usize) -> Result<Option<Fix>, Failure> {
        let Some(diagnostic) = self.diagnostics.get(index).cloned() else { return Ok(None) };
        let params = json!({"textDocument": {"uri": self.uri},
            "range": diagnostic.get("range"),
            "context": {"diagnostics": [diagnostic], "only": ["quickfix"], "triggerKind": 1}});
        let answer = self.client.request("textDocument/codeAction", params)?;
        let actions: Option<Vec<Action>> = self.decode("quick fixes", answer)?;
        let mut actions = actions.unwrap_or_default();
        actions.sort_by_key(|it| it.is_preferred != Some(true));
        for action in actions {
            let edits = self.edits(&action.edit)?;
            if !edits.is_empty() {
                return Ok(Some(Fix { title: action.title, edits }));
            }
        }
        Ok(None)
    }

    /// The edits of our article in a workspace edit of either shape.
    fn edits(&mut self, edit: &Value) -> Result<Vec<(Span, String)>, Failure> {
        let is_ours = |it: &&Value| {
            it.pointer("/textDocument/uri").and_then(Value::as_str) == Some(&self.uri)
        };
        let changed = edit.get("documentChanges").and_then(Value::as_array);
        let list = match changed {
            Some(all) => all.iter().find(is_ours).and_then(|it| it.get("edits")),
            None => edit.get("changes").and_then(|it| it.get(&self.uri)),
        };
        let list = list.cloned().unwrap_or_else(|| json!([]));
        let edits: Vec<TextEdit> = self.decode("an edit", list)?;
        let mut res: Vec<(Span, String)> =
            edits.into_iter().map(|it| (self.span(&it.range), it.new_text)).collect();
        res.sort_by_key(|(span, _)| *span);
        Ok(res)
    }

    /// Types a fix into the article, and waits for what the server says then.
    pub(crate) fn apply(&mut self, fix: &Fix) -> Result<(), Failure> {
        // From the end to the start, so that no edit moves the place of another.
        let mut changes = Vec::new();
        let mut edits = Vec::new();
        for (span, text) in fix.edits.iter().rev() {
            let (start, end) = (self.place(span.start()), self.place(span.end()));
            changes.push(json!({"range": {"start": start, "end": end}, "text": text}));
            let at = |byte| self.buffer.position(byte, self.encoding);
            let range = Some((at(span.start()), at(span.end())));
            edits.push(Edit { range, new_text: text.clone() });
        }
        self.version += 1;
        self.buffer.apply(&edits, self.encoding, self.version);
        let document = json!({"uri": self.uri, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.client.notify("textDocument/didChange", params)?;
        self.wait_for_diagnostics()
    }

    /// Ends the session; how long it was.
    pub(crate) fn stop(self) -> Result<Duration, Failure> {
        let lasted = self.started.elapsed();
        self.client.stop()?;
        Ok(lasted)
    }

    fn wait_for_diagnostics(&mut self) -> Result<(), Failure> {
        let (uri, version) = (self.uri.clone(), i64::from(self.version));
        let params = self.client.wait_for("textDocument/publishDiagnostics", |params| {
            let of_version = params.get("version").and_then(Value::as_i64);
            params.get("uri").and_then(Value::as_str) == Some(&uri)
                && of_version.is_none_or(|it| it == version)
        })?;
        let list = params.get("diagnostics").and_then(Value::as_array);
        self.diagnostics = list.cloned().unwrap_or_default();
        Ok(())
    }

    fn decode<T: DeserializeOwned>(&mut self, what: &str, value: Value) -> Result<T, Failure> {
        serde_json::from_value(value).map_err(|error| {
            self.client.failure(&format!("sent {what} that nobody can read ({error})"))
        })
    }

    fn span(&self, range: &Range) -> Span {
        let at = |it: &Place| {
            let position = Position { line: it.line, column: it.character };
            self.buffer.offset(position, self.encoding)
        };
        Span::new(at(&range.start), at(&range.end))
    }

    fn place(&self, byte: usize) -> Value {
        let position = self.buffer.position(byte, self.encoding);
        json!({"line": position.line, "character": position.column})
    }
}

fn initialize(reading: &Reading) -> Value {
    let language = reading.lang.map_or("auto", |it| it.lang().tag());
    let messages = reading.messages.and_then(|it| it.lang()).map_or("auto", |it| it.tag());
    let date = reading.article_date.map(|it| it.to_string()).unwrap_or_default();
    json!({
        "processId": std::process::id(),
        "clientInfo": {"name": "tajuk demo", "version": env!("CARGO_PKG_VERSION")},
        "rootUri": null,
        "initializationOptions": {"language": language, "messages": messages, "articleDate": date},
        "capabilities": {
            "general": {"positionEncodings": ["utf-8", "utf-16"]},
            "workspace": {"workspaceEdit": {"documentChanges": true}},
            "textDocument": {
                "publishDiagnostics": {"versionSupport": true, "codeDescriptionSupport": true,
                    "dataSupport": true, "relatedInformation": true},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "codeAction": {"isPreferredSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
            }
        }
    })
}

fn level(severity: u8) -> Level {
    match severity {
        1 => Level::Error,
        2 => Level::Warning,
        3 => Level::Information,
        _ => Level::Hint,
    }
}

/// The protocol has no word for sections; how deep they stand tells.
fn node(symbol: Symbol, depth: usize) -> Node {
    let kind = if depth == 0 { SectionKind::Title } else { SectionKind::Section };
    let children = symbol.children.unwrap_or_default();
    Node {
        title: symbol.name,
        kind,
        line: symbol.selection_range.start.line + 1,
        children: children.into_iter().map(|it| node(it, depth + 1)).collect(),
    }
}
