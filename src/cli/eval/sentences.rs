//! `tajuk eval sentences`: exact sentences, against texts whose sentences
//! people marked.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cli::cells::width_of;
use crate::cli::eval::score::{Score, Tally};
use crate::cli::eval::{gold, language, report};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::Gold;
use crate::lang::{Lang, sentences};
use crate::text::Span;

const SHAPE: &str = r#"{"text": "…", "sentences": [[start, end], …]}"#;

/// One line of a gold file: a text and its sentences, half-open, in Unicode
/// scalar values (what Python counts).
#[derive(Deserialize)]
struct Document {
    text: String,
    sentences: Vec<(usize, usize)>,
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

pub(super) fn run(wanted: &Gold, lang: Option<Lang>) -> Result<u8, Failure> {
    report::run("sentences", wanted, |it| file(it, lang), human)
}

fn file(path: &Path, lang: Option<Lang>) -> Result<File, Failure> {
    let documents: Vec<Document> = gold::read(path, SHAPE)?;
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

fn human(files: &[File], output: &mut dyn io::Write) -> io::Result<()> {
    let column = files.iter().map(|it| width_of(&it.path)).max().unwrap_or(0).max(5);
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
    for file in files {
        let path = screen::visible(&file.path);
        writeln!(output, "{}", row(&path, file.language, file.documents, file.tally))?;
        all.0 += file.documents;
        all.1.add(file.tally);
    }
    if 1 < files.len() {
        writeln!(output, "{}", row("all", "", all.0, all.1))?;
    }
    Ok(())
}
