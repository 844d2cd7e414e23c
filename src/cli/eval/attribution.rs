//! `tajuk eval attribution`: source, cue and content, against texts in which
//! people marked who says what.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::cli::cells::width_of;
use crate::cli::eval::gold::{self, Places, rate};
use crate::cli::eval::score::{Score, Tally};
use crate::cli::eval::{language, report};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::SlipGold;
use crate::lang::{Lang, Token, TokenKind, tokens};
use crate::text::Span;

const SHAPE: &str = r#"{"text": "…", "attributions": [{"source": [[start, end]], "cue": [[start, end]], "content": [[start, end]]}]}"#;

/// One line of a gold file. Ends are half-open and count Unicode scalar values.
#[derive(Deserialize)]
struct Document {
    text: String,
    attributions: Vec<Marked>,
}

/// A part may be broken in several stretches, or be missing.
#[derive(Deserialize)]
struct Marked {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct File {
    path: String,
    language: &'static str,
    documents: usize,
    /// How many people marked.
    attributions: usize,
    sentences: usize,
    tokens: usize,
    tokens_per_second: f64,
    source: Scores,
    cue: Scores,
    content: Scores,
    #[serde(skip)]
    tallies: [Tallies; 3],
    /// Texts that were not read as they are marked.
    #[serde(skip)]
    slips: String,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct Scores {
    pub(super) exact: Score,
    pub(super) overlap: Score,
    pub(super) token: Score,
}

/// Of stretches with exactly the right ends, of those that overlap, of words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tallies {
    pub(super) exact: Tally,
    pub(super) overlap: Tally,
    pub(super) token: Tally,
}

const PARTS: [&str; 3] = ["source", "cue", "content"];

pub(super) fn run(asked: &SlipGold, lang: Option<Lang>) -> Result<u8, Failure> {
    let one = |path: &Path| file(path, lang);
    report::run("attribution", &asked.gold, one, |files, output| {
        if asked.slips {
            return files.iter().try_for_each(|it| output.write_all(it.slips.as_bytes()));
        }
        human(files, output)
    })
}

fn file(path: &Path, lang: Option<Lang>) -> Result<File, Failure> {
    let documents: Vec<Document> = gold::read(path, SHAPE)?;
    let lang = language(lang, path, documents.iter().map(|it| it.text.as_str()));
    let mut tallies = [Tallies::default(); 3];
    let mut took = Duration::ZERO;
    let (mut sentences, mut words, mut slips) = (0, 0, String::new());
    for document in &documents {
        let start = Instant::now();
        let found = found(&document.text, lang);
        took += start.elapsed();
        sentences += found.sentences;
        words += found.tokens;
        let marked = marked(document);
        let pairs = tallies.iter_mut().zip(found.parts).zip(marked).zip(PARTS);
        let mut wrong = String::new();
        for (((tallies, found), gold), part) in pairs {
            let (found, gold) = (clean(&document.text, &found), clean(&document.text, &gold));
            tallies.compare(&document.text, &found, &gold);
            if found != gold {
                wrong += &slip(&document.text, part, &found, &gold);
            }
        }
        if !wrong.is_empty() {
            slips += &format!("{}\n{wrong}\n", screen::visible(&document.text));
        }
    }
    let [source, cue, content] = tallies.map(Tallies::scores);
    Ok(File {
        path: path.display().to_string(),
        language: lang.tag(),
        documents: documents.len(),
        attributions: documents.iter().map(|it| it.attributions.len()).sum(),
        sentences,
        tokens: words,
        tokens_per_second: rate(words, took),
        source,
        cue,
        content,
        tallies,
        slips,
    })
}

struct Found {
    /// Sources, cues, contents.
    parts: [Vec<Span>; 3],
    sentences: usize,
    tokens: usize,
}

fn found(text: &str, lang: Lang) -> Found {
    let article = gold::article(text, lang);
    let mut res = Found { parts: Default::default(), sentences: 0, tokens: 0 };
    for (placed, facts, _) in article.passages() {
        res.sentences += facts.sentences.len();
        res.tokens += facts.tokens.len();
        for it in &facts.attributions {
            let [source, cue, content] = &mut res.parts;
            source.extend(it.source.map(|it| it.shift(placed.start)));
            cue.push(it.cue.shift(placed.start));
            content.extend(it.content.map(|it| it.shift(placed.start)));
            content.extend(it.content_rest.map(|it| it.shift(placed.start)));
        }
    }
    res
}

fn marked(document: &Document) -> [Vec<Span>; 3] {
    let places = Places::of(&document.text);
    let mut res: [Vec<Span>; 3] = Default::default();
    let [source, cue, content] = &mut res;
    for it in &document.attributions {
        source.extend(it.source.iter().map(|it| places.span(*it)));
        cue.extend(it.cue.iter().map(|it| places.span(*it)));
        content.extend(it.content.iter().map(|it| places.span(*it)));
    }
    res
}

impl Tallies {
    pub(super) fn compare(&mut self, text: &str, found: &[Span], gold: &[Span]) {
        let count = |right| Tally { found: found.len(), gold: gold.len(), right };
        self.exact.add(count(found.iter().filter(|it| gold.contains(it)).count()));
        let mut open = gold.to_vec();
        let overlapping = found.iter().filter(|span| {
            let hit = open.iter().position(|it| it.overlaps(**span));
            hit.map(|at| open.remove(at)).is_some()
        });
        self.overlap.add(count(overlapping.count()));
        let words = tokens(text, Span::new(0, text.len()));
        let inside = |all: &[Span], it: &Token| all.iter().any(|span| span.overlaps(it.span));
        for word in words.iter().filter(|it| it.kind != TokenKind::Sign) {
            let (a, b) = (inside(found, word), inside(gold, word));
            self.token.add(Tally {
                found: usize::from(a),
                gold: usize::from(b),
                right: usize::from(a && b),
            });
        }
    }

    pub(super) fn add(&mut self, other: Tallies) {
        self.exact.add(other.exact);
        self.overlap.add(other.overlap);
        self.token.add(other.token);
    }

    pub(super) fn scores(self) -> Scores {
        Scores {
            exact: self.exact.score(),
            overlap: self.overlap.score(),
            token: self.token.score(),
        }
    }
}

/// Blanks, quotation marks and stops at the ends of a stretch are not compared:
/// corpora differ in them, and they change nothing of what is said. A stretch
/// that stands several times counts once.
pub(super) fn clean(text: &str, all: &[Span]) -> Vec<Span> {
    let mut res: Vec<Span> = all.iter().map(|it| bare(text, *it)).collect();
    res.retain(|it| !it.is_empty());
    res.sort_by_key(|it| (it.start(), it.end()));
    res.dedup();
    res
}

/// What was found beside what is marked; what both have is left out.
fn slip(text: &str, part: &str, found: &[Span], gold: &[Span]) -> String {
    let only = |these: &[Span], those: &[Span]| -> String {
        let those = |it: &&Span| !those.contains(it);
        let words: Vec<_> =
            these.iter().filter(those).map(|it| screen::visible(it.of(text))).collect();
        words.join(" | ")
    };
    format!(
        "  {part:<7}  found:  {}\n           marked: {}\n",
        only(found, gold),
        only(gold, found)
    )
}

fn bare(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let edge = |it: char| {
        it.is_whitespace()
            || matches!(it, ',' | '.' | ':' | ';' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')
    };
    let start = source.len() - source.trim_start_matches(edge).len();
    let end = source.trim_end_matches(edge).len();
    Span::new(span.start() + start.min(end), span.start() + end)
}

fn human(files: &[File], output: &mut dyn io::Write) -> io::Result<()> {
    let column = files.iter().map(|it| width_of(&it.path)).max().unwrap_or(0).max(4);
    let head = format!(
        "{:<column$}  lang  {:<7}  marked  precision  recall  {:<6}  overlap  token",
        "file", "part", "F1"
    );
    writeln!(output, "{}", paint(DIM, head))?;
    let mut all = [Tallies::default(); 3];
    let mut rows = |path: &str, lang: &str, tallies: &[Tallies; 3]| {
        for (part, it) in PARTS.iter().zip(tallies) {
            let Scores { exact, overlap, token } = it.scores();
            let pad = " ".repeat(column.saturating_sub(width_of(path)));
            let f1 = paint(BOLD, format!("{:.4}", exact.f1));
            writeln!(
                output,
                "{path}{pad}  {lang:<4}  {part:<7}  {:>6}  {:>9.4}  {:>6.4}  {f1}  {:>7.4}  {:.4}",
                it.exact.gold, exact.precision, exact.recall, overlap.f1, token.f1
            )?;
        }
        io::Result::Ok(())
    };
    for file in files {
        rows(&screen::visible(&file.path), file.language, &file.tallies)?;
        for (all, it) in all.iter_mut().zip(file.tallies) {
            all.add(it);
        }
    }
    if 1 < files.len() {
        rows("all", "", &all)?;
    }
    Ok(())
}
