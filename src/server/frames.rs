//! Messages out of a stream of bytes, forgiving what can be forgiven: the
//! framework's own reader ends the session at the first byte it dislikes.

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tower_lsp::jsonrpc::{ErrorCode, Id, Request, Response};

use crate::server::post::{self, Letter, Post, SLIP_BODY};
use crate::server::stir::Stir;

/// The method under which a complaint travels to [`crate::server::guard`],
/// which sends it to the client as an error.
pub(super) const COMPLAINT: &str = "tajuk/complaint";

/// A longer message is refused and ends the session.
const MAX_BODY: usize = 256 << 20;

/// A longer stretch without a blank line holds no header.
const MAX_HEADER: usize = 16 << 10;

const CHUNK: usize = 1 << 16;

const LENGTH: &[u8] = b"content-length:";

/// What became of the bytes of a message.
enum Passed {
    Letter(Letter),
    /// For the framework to read.
    Body(Vec<u8>),
}

/// Passes messages on until `input` ends: the client's answers through `pipe`,
/// well-formed; all else through `post`, with a slip for it in the pipe.
pub(super) async fn pump<I, P>(mut input: I, mut pipe: P, post: Post, stir: Stir)
where
    I: AsyncRead + Unpin,
    P: AsyncWrite + Unpin,
{
    let mut frames = Frames::default();
    let mut chunk = vec![0; CHUNK];
    loop {
        while let Some(message) = frames.next() {
            let body = match message {
                Passed::Letter(letter) => {
                    post.put(letter);
                    SLIP_BODY.to_vec()
                }
                Passed::Body(body) => body,
            };
            let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            bytes.extend_from_slice(&body);
            if pipe.write_all(&bytes).await.is_err() {
                return;
            }
        }
        if frames.over {
            return;
        }
        match input.read(&mut chunk).await {
            Ok(0) => return,
            Ok(read) => frames.bytes.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(error) => {
                tracing::error!("cannot read from the client: {error}");
                return;
            }
        }
        stir.stir();
    }
}

/// Bytes that came and were not passed on yet.
#[derive(Default)]
struct Frames {
    bytes: Vec<u8>,
    /// Where the next message begins.
    at: usize,
    /// The rest is not to be read.
    over: bool,
    /// The client was told of the stray bytes that we are still among.
    astray: bool,
}

/// What a header block says.
enum Header {
    Unfinished,
    /// The message that follows `skip` bytes is so long.
    Length {
        skip: usize,
        length: usize,
    },
    /// So many bytes are no header.
    Garbage {
        skip: usize,
    },
}

/// A message without what we do not look at.
#[derive(Deserialize)]
struct Envelope {
    jsonrpc: Option<String>,
    method: Option<String>,
    /// `null` is one.
    #[serde(default, deserialize_with = "there")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "there")]
    params: Option<Value>,
    result: Option<Value>,
    error: Option<Value>,
}

/// Something that is there, `null` too.
fn there<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl Frames {
    /// The next message that the framework can read, or a complaint in the
    /// shape of one.
    fn next(&mut self) -> Option<Passed> {
        while !self.over {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            match header(rest) {
                Header::Unfinished => break,
                Header::Garbage { skip } => {
                    self.at += skip;
                    if !std::mem::replace(&mut self.astray, true) {
                        let text = "no message";
                        return Some(Passed::Body(complaint(None, ErrorCode::ParseError, text)));
                    }
                }
                Header::Length { length, .. } if MAX_BODY < length => {
                    self.over = true;
                    let text = format!("a message of {length} bytes; the most is {MAX_BODY}");
                    return Some(Passed::Body(complaint(None, ErrorCode::ParseError, &text)));
                }
                Header::Length { skip, length } => {
                    let Some(body) = rest.get(skip..).and_then(|it| it.get(..length)) else {
                        break;
                    };
                    let (used, message) = read(body);
                    self.at += skip + used;
                    self.astray = false;
                    if message.is_some() {
                        return message;
                    }
                }
            }
        }
        self.bytes.drain(..self.at.min(self.bytes.len()));
        self.at = 0;
        None
    }
}

/// Reads the header block at the start of `bytes`.
fn header(bytes: &[u8]) -> Header {
    let Some(end) = blank_line(bytes) else {
        if bytes.len() < MAX_HEADER {
            return Header::Unfinished;
        }
        // Half a name may stand at the end.
        let keep = rfind_length(bytes).unwrap_or(bytes.len() - LENGTH.len());
        return Header::Garbage { skip: if keep == 0 { bytes.len() } else { keep } };
    };
    let block = bytes.get(..end).unwrap_or_default();
    let Some(start) = rfind_length(block) else { return Header::Garbage { skip: end } };
    let before = block.get(..start).unwrap_or_default();
    if !before.is_empty() && !are_headers(before) {
        return Header::Garbage { skip: start };
    }
    let value = block.get(start + LENGTH.len()..).unwrap_or_default();
    let line = value.split(|it| *it == b'\n').next().unwrap_or_default();
    let number = std::str::from_utf8(line).ok().and_then(|it| it.trim().parse::<u64>().ok());
    match number {
        Some(number) => {
            let length = usize::try_from(number).unwrap_or(usize::MAX);
            Header::Length { skip: end, length }
        }
        None => Header::Garbage { skip: end },
    }
}

/// Where the first blank line of a header block ends. Blank lines ahead of the
/// first header belong to it.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    let lead = bytes.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
    let mut last = lead;
    for at in memchr::memchr_iter(b'\n', bytes).skip_while(|it| *it < lead) {
        let line = bytes.get(last..at).unwrap_or_default();
        if matches!(line, b"" | b"\r") {
            return Some(at + 1);
        }
        last = at + 1;
    }
    None
}

/// Whether only whole lines with a name and a colon stand here.
fn are_headers(bytes: &[u8]) -> bool {
    let name = |it: &u8| it.is_ascii_alphanumeric() || *it == b'-';
    let is_header = |line: &[u8]| {
        let bare = line.trim_ascii();
        let letters = bare.iter().take_while(|it| name(it)).count();
        bare.is_empty() || (0 < letters && bare.get(letters) == Some(&b':'))
    };
    bytes.ends_with(b"\n") && bytes.split(|it| *it == b'\n').all(is_header)
}

fn rfind_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(LENGTH.len()).rposition(|it| it.eq_ignore_ascii_case(LENGTH))
}

/// What of a body can be passed on, and how much of it is used up: less than
/// all of it where its length was wrong and another message begins inside.
fn read(body: &[u8]) -> (usize, Option<Passed>) {
    match check(body) {
        Ok(message) => (body.len(), message),
        Err(text) => {
            let message = complaint(None, ErrorCode::ParseError, &text);
            (next_header(body).unwrap_or(body.len()), Some(Passed::Body(message)))
        }
    }
}

/// A line end cannot stand in a JSON string, so that this is no article about
/// headers.
fn next_header(body: &[u8]) -> Option<usize> {
    let is_header = |at: &usize| {
        let rest = body.get(*at..).unwrap_or_default();
        matches!(header(rest), Header::Length { .. })
    };
    let names = body.windows(LENGTH.len()).enumerate();
    names.filter(|it| it.1.eq_ignore_ascii_case(LENGTH)).map(|it| it.0).find(is_header)
}

/// `Err` where it is no JSON at all; nothing where it is best passed over.
fn check(body: &[u8]) -> Result<Option<Passed>, String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    if let Some(change) = post::change(text) {
        return Ok(Some(Passed::Letter(Letter::Change(change))));
    }
    let error = match serde_json::from_str::<Envelope>(text) {
        Ok(envelope) if text.trim_start().starts_with('{') => {
            return Ok(sort(envelope, body));
        }
        Ok(_) => return Ok(Some(Passed::Body(invalid(None, "not an object")))),
        Err(error) => error,
    };
    if let Some(mended) = mend_surrogates(text)
        && serde_json::from_str::<Envelope>(&mended).is_ok()
    {
        return check(mended.as_bytes());
    }
    if !error.is_data() {
        return Err(error.to_string());
    }
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let id = value.get("id").and_then(|it| Id::deserialize(it).ok());
    Ok(Some(Passed::Body(match value {
        Value::Object(_) => invalid(id, &error.to_string()),
        Value::Array(_) => invalid(None, "a batch; LSP knows single messages only"),
        _ => invalid(None, "not an object"),
    })))
}

fn sort(envelope: Envelope, body: &[u8]) -> Option<Passed> {
    let Envelope { jsonrpc, method, id, params, result, error } = envelope;
    let Some(method) = method else {
        if serde_json::from_slice::<Response>(body).is_ok() {
            return Some(Passed::Body(body.to_vec()));
        }
        if error.is_some() {
            tracing::warn!("the client sent an answer that cannot be read");
            return None;
        }
        return Some(Passed::Body(invalid(id, "no method")));
    };
    if jsonrpc.as_deref() != Some("2.0") {
        return Some(Passed::Body(invalid(id, "\"jsonrpc\" must be \"2.0\"")));
    }
    // The framework's loop itself waits for the one; what it takes the other for
    // is its own affair.
    if method == "exit" || result.is_some() || error.is_some() {
        return Some(Passed::Body(body.to_vec()));
    }
    let mut request = Request::build(method);
    if let Some(params) = params {
        request = request.params(params);
    }
    if let Some(id) = id {
        request = request.id(id);
    }
    Some(Passed::Letter(Letter::Request(request.finish())))
}

fn invalid(id: Option<Id>, text: &str) -> Vec<u8> {
    complaint(id, ErrorCode::InvalidRequest, text)
}

fn complaint(id: Option<Id>, code: ErrorCode, text: &str) -> Vec<u8> {
    tracing::warn!("the client's message cannot be read: {text}");
    let params = json!({ "code": code.code(), "message": text });
    let id = id.unwrap_or(Id::Null);
    json!({ "jsonrpc": "2.0", "id": id, "method": COMPLAINT, "params": params })
        .to_string()
        .into_bytes()
}

/// Half an emoji, which some editors send while one is typed, becomes U+FFFD:
/// just as long in UTF-16, so that positions stay right. Nothing where there
/// is no such half.
fn mend_surrogates(text: &str) -> Option<String> {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    let mut mended = false;
    while let Some((before, after)) = rest.split_once('\\') {
        res.push_str(before);
        let unit = escaped_unit(after);
        let pair = after.get(5..).and_then(|it| it.strip_prefix('\\')).and_then(escaped_unit);
        let take = match (unit, pair) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 11,
            (Some(0xD800..=0xDFFF), _) => {
                mended = true;
                res.push_str("\\uFFFD");
                rest = after.get(5..).unwrap_or_default();
                continue;
            }
            (Some(_), _) => 5,
            (None, _) => after.chars().next().map_or(0, char::len_utf8),
        };
        let (escape, behind) = after.split_at_checked(take).unwrap_or((after, ""));
        res.push('\\');
        res.push_str(escape);
        rest = behind;
    }
    res.push_str(rest);
    mended.then_some(res)
}

/// The code unit of `uXXXX`.
fn escaped_unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok()
}
