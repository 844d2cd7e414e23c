//! `tajuk eval sentences`: exact sentences, against texts whose sentences
//! people marked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::FINE;
use crate::cli::args::{Format, Gold};
use crate::cli::cells::width_of;
use crate::cli::eval::language;
use crate::cli::eval::score::{Score, Tally};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::lang::{Lang, sentences};
use crate::text::Span;

/// One line of a gold file: a text and its sentences, half-open, in Unicode
/// scalar values (what Python counts).
#[derive(Deserialize)]
struct Document {
    text: String,
    sentences: Vec<(usize, usize)>,
}

/// The answer for programs.
#[derive(Serialize)]
struct Report {
    schema: u32,
    task: &'static str,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    language: &'static str,
    documents: usize,
    /// How many people marked.
    sentences: usize,
    #[serde(flatten)]
    score: Score,
    #[serde(skip)]
    tally: Tally,
}

pub(super) fn run(gold: &Gold, lang: Option<Lang>) -> Result<u8, Failure> {
    let report = measure(&gold.files, lang)?;
    let mut output = screen::output();
    match gold.format {
        Format::Json => {
            serde_json::to_writer(&mut output, &report)?;
            io::Write::write_all(&mut output, b"\n")?;
        }
        Format::Human => human(&report, &mut output)?,
    }
    io::Write::flush(&mut output)?;
    Ok(FINE)
}

fn measure(paths: &[PathBuf], lang: Option<Lang>) -> Result<Report, Failure> {
    let files: Result<_, _> = paths.iter().map(|it| file(it, lang)).collect();
    Ok(Report { schema: 1, task: "sentences", files: files? })
}

fn file(path: &Path, lang: Option<Lang>) -> Result<File, Failure> {
    let documents = read(path)?;
    let lang = language(lang, path, documents.iter().map(|it| it.text.as_str()));
    let mut tally = Tally::default();
    for document in &documents {
        tally.add(compare(document, lang));
    }
    Ok(File {
        path: path.display().to_string(),
        language: lang.tag(),
        documents: documents.len(),
        sentences: tally.gold,
        score: tally.score(),
        tally,
    })
}

#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn read(path: &Path) -> Result<Vec<Document>, Failure> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    let one = |(index, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            Failure::with_remedy(
                format!("{name}, line {}: {error}", index + 1),
                r#"each line is an object: {"text": "…", "sentences": [[start, end], …]}"#,
            )
        })
    };
    text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()).map(one).collect()
}

/// A sentence is right if both its ends are.
fn compare(document: &Document, lang: Lang) -> Tally {
    let text = &document.text;
    let mut bytes: Vec<usize> = text.char_indices().map(|it| it.0).collect();
    bytes.push(text.len());
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
    let gold: Vec<Span> =
        document.sentences.iter().map(|it| Span::new(byte(it.0), byte(it.1))).collect();
    let found = sentences(text, Span::new(0, text.len()), lang.pack());
    // Both are in order.
    let right = gold.iter().filter(|it| found.binary_search(it).is_ok()).count();
    Tally { found: found.len(), gold: gold.len(), right }
}

fn human(report: &Report, output: &mut impl io::Write) -> io::Result<()> {
    let column = report.files.iter().map(|it| width_of(&it.path)).max().unwrap_or(0).max(5);
    let head = format!("{:<column$}  lang  texts  sentences  precision  recall  {}", "file", "F1");
    writeln!(output, "{}", paint(DIM, head))?;
    let row = |path: &str, lang: &str, texts: usize, tally: Tally| {
        let Score { precision, recall, f1 } = tally.score();
        let pad = " ".repeat(column.saturating_sub(width_of(path)));
        let f1 = paint(BOLD, format!("{f1:.4}"));
        let sentences = tally.gold;
        format!(
            "{path}{pad}  {lang:<4}  {texts:>5}  {sentences:>9}  {precision:>9.4}  {recall:>6.4}  {f1}"
        )
    };
    let mut all = (0, Tally::default());
    for file in &report.files {
        let path = screen::visible(&file.path);
        writeln!(output, "{}", row(&path, file.language, file.documents, file.tally))?;
        all.0 += file.documents;
        all.1.add(file.tally);
    }
    if 1 < report.files.len() {
        writeln!(output, "{}", row("all", "", all.0, all.1))?;
    }
    Ok(())
}
