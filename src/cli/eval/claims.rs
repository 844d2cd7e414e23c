//! `tajuk eval claims`: which sentences are worth checking, against sentences
//! that people judged, and whether a score means what it says.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::cli::cells::width_of;
use crate::cli::eval::gold::{self, rate};
use crate::cli::eval::score::{Score, Tally};
use crate::cli::eval::{language, report};
use crate::cli::paint::{BOLD, DIM, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::Gold;
use crate::detect::worthy;
use crate::lang::Lang;

pub(in crate::cli) const SHAPE: &str =
    r#"{"text": "…", "label": "check-worthy"} or {"text": "…", "label": "not"}"#;

/// Scores are counted in so many bins of one width.
const BINS: usize = 10;

/// One line of a gold file.
#[derive(Deserialize)]
pub(in crate::cli) struct Judged {
    pub(in crate::cli) text: String,
    pub(in crate::cli) label: Label,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::cli) enum Label {
    #[serde(rename = "check-worthy")]
    Worthy,
    #[serde(rename = "not")]
    Not,
}

#[derive(Serialize)]
struct File {
    path: String,
    language: &'static str,
    sentences: usize,
    tokens: usize,
    tokens_per_second: f64,
    /// A sentence counts as found from this score on.
    threshold: f32,
    /// Of those that are worth checking.
    #[serde(flatten)]
    score: Score,
    average_precision: f64,
    calibration: Calibration,
    #[serde(skip)]
    tally: Tally,
}

#[derive(Serialize)]
struct Calibration {
    /// The mean gap between what the scores of a bin say and what is so,
    /// weighted by how many sentences the bin holds.
    expected_error: f64,
    bins: Vec<Bin>,
}

/// Sentences whose scores lie between two bounds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Bin {
    from: f64,
    to: f64,
    sentences: usize,
    /// Mean of their scores.
    score: f64,
    /// The share of them that people found worth checking.
    worthy: f64,
}

pub(super) fn run(wanted: &Gold, lang: Option<Lang>) -> Result<u8, Failure> {
    report::run("claims", wanted, |it| file(it, lang), human)
}

fn file(path: &Path, lang: Option<Lang>) -> Result<File, Failure> {
    let judged: Vec<Judged> = gold::read(path, SHAPE)?;
    let lang = language(lang, path, judged.iter().map(|it| it.text.as_str()));
    let mut took = Duration::ZERO;
    let mut words = 0;
    let mut scored = Vec::with_capacity(judged.len());
    for it in &judged {
        let start = Instant::now();
        let article = gold::article(&it.text, lang);
        took += start.elapsed();
        words += article.passages().map(|(_, facts, _)| facts.tokens.len()).sum::<usize>();
        // The best of its sentences, should there be several.
        let score =
            article.passages().filter_map(|(_, facts, _)| facts.worth()).fold(0.0, f32::max);
        scored.push((score, it.label == Label::Worthy));
    }
    let tally = tally(&scored);
    Ok(File {
        path: path.display().to_string(),
        language: lang.tag(),
        sentences: judged.len(),
        tokens: words,
        tokens_per_second: rate(words, took),
        threshold: worthy(),
        score: tally.score(),
        average_precision: average_precision(&scored),
        calibration: calibration(&scored),
        tally,
    })
}

pub(super) fn tally(scored: &[(f32, bool)]) -> Tally {
    let threshold = worthy();
    let is_found = |it: f32| threshold <= it;
    Tally {
        found: scored.iter().filter(|it| is_found(it.0)).count(),
        gold: scored.iter().filter(|it| it.1).count(),
        right: scored.iter().filter(|it| it.1 && is_found(it.0)).count(),
    }
}

/// The mean, over the worthy sentences, of the precision of the list that ends
/// with them; those of one score stand in it together.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn average_precision(scored: &[(f32, bool)]) -> f64 {
    let mut ranked = scored.to_vec();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold = ranked.iter().filter(|it| it.1).count();
    if gold == 0 {
        return 1.0;
    }
    let (mut seen, mut right, mut sum) = (0, 0, 0.0);
    for group in ranked.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()) {
        let hits = group.iter().filter(|it| it.1).count();
        seen += group.len();
        right += hits;
        sum += hits as f64 * right as f64 / seen as f64;
    }
    sum / gold as f64
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small, scores lie between 0 and 1"
)]
fn calibration(scored: &[(f32, bool)]) -> Calibration {
    let mut bins = [Bin::default(); BINS];
    for (at, bin) in bins.iter_mut().enumerate() {
        (bin.from, bin.to) = (at as f64 / BINS as f64, (at + 1) as f64 / BINS as f64);
    }
    for (score, worthy) in scored {
        let at = ((score * BINS as f32) as usize).min(BINS - 1);
        if let Some(bin) = bins.get_mut(at) {
            bin.sentences += 1;
            bin.score += f64::from(*score);
            bin.worthy += f64::from(u8::from(*worthy));
        }
    }
    let mut expected_error = 0.0;
    for bin in bins.iter_mut().filter(|it| 0 < it.sentences) {
        let count = bin.sentences as f64;
        expected_error += (bin.score - bin.worthy).abs() / scored.len() as f64;
        bin.score /= count;
        bin.worthy /= count;
    }
    let bins = bins.into_iter().filter(|it| 0 < it.sentences).collect();
    Calibration { expected_error, bins }
}

fn human(files: &[File], output: &mut dyn io::Write) -> io::Result<()> {
    let column = files.iter().map(|it| width_of(&it.path)).max().unwrap_or(0).max(4);
    let head = format!(
        "{:<column$}  lang  sentences  worthy  precision  recall  {:<6}  average precision",
        "file", "F1"
    );
    writeln!(output, "{}", paint(DIM, head))?;
    for file in files {
        let path = screen::visible(&file.path);
        let pad = " ".repeat(column.saturating_sub(width_of(&path)));
        let Score { precision, recall, f1 } = file.score;
        let f1 = paint(BOLD, format!("{f1:.4}"));
        writeln!(
            output,
            "{path}{pad}  {:<4}  {:>9}  {:>6}  {precision:>9.4}  {recall:>6.4}  {f1}  {:.4}",
            file.language, file.sentences, file.tally.gold, file.average_precision
        )?;
    }
    for file in files {
        let path = screen::visible(&file.path);
        let error = file.calibration.expected_error;
        let title = format!("Do the scores mean what they say? {path} (mean gap {error:.3})");
        writeln!(output, "\n{}", paint(BOLD, title))?;
        writeln!(output, "{}", paint(DIM, "scores     sentences  mean score  worth checking"))?;
        for bin in &file.calibration.bins {
            writeln!(
                output,
                "{:.1} – {:.1}  {:>9}  {:>10.3}  {:>14.3}",
                bin.from, bin.to, bin.sentences, bin.score, bin.worthy
            )?;
        }
    }
    Ok(())
}
