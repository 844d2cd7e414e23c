//! An answer of a SPARQL endpoint ("SPARQL 1.1 Query Results JSON Format",
//! W3C 2013), read row by row, and never more of it than its limits allow.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

/// More bytes than the fullest true answer has by far: the names of 200 people
/// take 200 kB.
pub const MOST_BYTES: u64 = 16 << 20;
const MOST_ROWS: usize = 200_000;

/// The rows of an answer.
#[derive(Debug, Default)]
pub struct Answer {
    pub rows: Vec<Row>,
}

/// What the variables stand for in one solution; those that stand for nothing
/// are left out.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Row(BTreeMap<String, Term>);

#[derive(Debug, Deserialize)]
struct Term {
    #[serde(rename = "type")]
    kind: String,
    value: String,
    #[serde(rename = "xml:lang")]
    lang: Option<String>,
}

/// Why an answer cannot be read. Nothing of it may be believed then.
#[derive(Debug)]
pub enum Unreadable {
    /// It ended in the middle.
    CutShort,
    /// It went on beyond [`MOST_BYTES`].
    TooLong,
    /// The connection failed, or took too long.
    Lost(io::Error),
    /// It is no such answer; what the JSON reader says of it.
    Wrong(String),
    /// It answers something else: a variable of the question is not in it.
    Unasked(String),
}

#[derive(Deserialize)]
struct Document {
    head: Head,
    results: Results,
}

#[derive(Deserialize)]
struct Head {
    vars: Vec<String>,
}

#[derive(Deserialize)]
struct Results {
    #[serde(deserialize_with = "bindings")]
    bindings: Vec<Row>,
}

/// Reads an answer that must have these variables.
pub fn read(from: impl io::Read, variables: &[&str]) -> Result<Answer, Unreadable> {
    let mut from = Bounded { from, left: MOST_BYTES };
    let buffered = io::BufReader::new(&mut from);
    let mut json = serde_json::Deserializer::from_reader(buffered);
    let document = Document::deserialize(&mut json).and_then(|it| json.end().map(|()| it));
    let document = document.map_err(unreadable)?;
    match variables.iter().find(|it| !document.head.vars.iter().any(|var| var == *it)) {
        Some(missing) => Err(Unreadable::Unasked((*missing).to_owned())),
        None => Ok(Answer { rows: document.results.bindings }),
    }
}

fn unreadable(error: serde_json::Error) -> Unreadable {
    if error.is_eof() {
        return Unreadable::CutShort;
    }
    if !error.is_io() {
        return Unreadable::Wrong(error.to_string());
    }
    let error = io::Error::from(error);
    match error.kind() {
        io::ErrorKind::FileTooLarge => Unreadable::TooLong,
        io::ErrorKind::UnexpectedEof => Unreadable::CutShort,
        _ => Unreadable::Lost(error),
    }
}

/// Passes on so many bytes, and fails at the next one.
struct Bounded<R> {
    from: R,
    left: u64,
}

impl<R: io::Read> io::Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

fn bindings<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Row>, D::Error> {
    struct Rows;
    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<Row>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of solutions")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<Row>, A::Error> {
            let mut res = Vec::new();
            while let Some(row) = from.next_element()? {
                if res.len() == MOST_ROWS {
                    return Err(A::Error::custom("more rows than any true answer has"));
                }
                res.push(row);
            }
            Ok(res)
        }
    }
    from.deserialize_seq(Rows)
}

impl Row {
    /// What the variable stands for, as text: an address or a literal.
    pub(super) fn text(&self, variable: &str) -> Option<&str> {
        self.0.get(variable).map(|it| it.value.as_str())
    }

    /// The language of a literal.
    pub(super) fn lang(&self, variable: &str) -> Option<&str> {
        self.0.get(variable)?.lang.as_deref()
    }

    /// The address the variable stands for.
    pub(super) fn iri(&self, variable: &str) -> Option<&str> {
        self.0.get(variable).filter(|it| it.kind == "uri").map(|it| it.value.as_str())
    }
}
