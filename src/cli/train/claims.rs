//! `tajuk train claims`: the weights of what makes a sentence worth checking.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::cli::FINE;
use crate::cli::eval::claims::{Label, SHAPE};
use crate::cli::eval::gold;
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::TrainClaims;
use crate::cli::train::write;
use crate::detect::{Example, fit};
use crate::lang::Lang;

#[derive(Deserialize)]
struct Judged {
    text: String,
    label: Label,
    /// "CT24:30313": a set, and the place of the sentence in its debates.
    #[serde(default)]
    source: String,
}

/// So many neighbouring sentences are taken for one source.
const SOURCE: u64 = 1000;

pub(super) fn run(wanted: &TrainClaims) -> Result<u8, Failure> {
    let lang = wanted.data.file_name().and_then(|it| it.to_str()).map_or(Lang::En, |it| {
        if it.split('-').any(|it| it == "id") { Lang::Id } else { Lang::En }
    });
    let mut examples = Vec::new();
    let mut seen = FxHashSet::default();
    for path in files(&wanted.data)? {
        for (line, it) in gold::read::<Judged>(&path, SHAPE)?.into_iter().enumerate() {
            // Sets overlap: the first one counts.
            if !seen.insert(it.text.clone()) {
                continue;
            }
            let place = it.source.rsplit(':').next().and_then(|it| it.parse::<u64>().ok());
            examples.push(Example {
                article: gold::article(&it.text, lang),
                worthy: it.label == Label::Worthy,
                source: place.unwrap_or(line as u64) / SOURCE,
            });
        }
    }
    let learnt = fit(&examples, wanted.seed);
    write(&wanted.out, &learnt.table())?;
    let mut output = screen::output();
    writeln!(
        output,
        "{}: {} signs and {} words from {} sentences; F1 {:.4} from a score of {:.2} on sources left out",
        wanted.out.display(),
        learnt.weights.len(),
        learnt.words.len(),
        examples.len(),
        learnt.f1,
        learnt.threshold
    )?;
    output.flush()?;
    Ok(FINE)
}

/// The training files of a folder, in order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = folder.display();
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    let mut res: Vec<PathBuf> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.to_str().is_some_and(|it| it.ends_with(".train.jsonl")))
        .collect();
    // "ct24" before "claimbuster_strict": the newer labels count.
    res.sort_by(|a, b| b.cmp(a));
    if res.is_empty() {
        return Err(Failure::with_remedy(
            format!("{name} holds no training data"),
            "put files named NAME.train.jsonl there",
        ));
    }
    Ok(res)
}
