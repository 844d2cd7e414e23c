//! `tajuk kb check`: what must be mended in files of facts.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::args::Format;
use crate::cli::paint::{BAD, DIM, GOOD, paint};
use crate::cli::screen::{self, Failure};
use crate::cli::setup::{HERE, Setup, tongue_of, whole};
use crate::cli::{FINE, FOUND};
use crate::ide::report::{Report, Tool};
use crate::knowledge::tables::{SHAPES, Tables};
use crate::knowledge::{Base, Layer};
use crate::lang::{Lang, render};

/// Check files of facts
///
/// Without a file: all files of facts that hold in this folder, which are
/// .tajuk/kb.toml here or in a folder above, yours, and what updates brought.
/// A folder is checked as a set of fact tables.
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk kb check
  tajuk kb check .tajuk/kb.toml
  tajuk kb check seeds/knowledge          The tables that the program is built from

\u{1b}[1mExit status:\u{1b}[0m
  0  nothing to mend   1  something to mend   2  a file that cannot be read")]
pub(super) struct Check {
    /// A file of facts, or a folder of tables
    file: Option<PathBuf>,
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct Answer {
    schema: u32,
    tool: Tool,
    files: Vec<String>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    file: String,
    line: usize,
    /// "error": the row is left out; "warning": it holds all the same.
    level: &'static str,
    message: String,
}

pub(super) fn run(check: &Check, setup: &Setup) -> Result<u8, Failure> {
    let lang = tongue_of(&setup.settings(HERE));
    let (files, problems) = match &check.file {
        Some(folder) if folder.is_dir() => tables(folder),
        Some(file) => one(file, lang)?,
        None => all(setup, lang),
    };
    let status = if problems.is_empty() { FINE } else { FOUND };
    let mut output = screen::output();
    match check.format {
        Format::Json => {
            let Report { schema, tool, .. } = Report::new(Vec::new());
            serde_json::to_writer(&mut output, &Answer { schema, tool, files, problems })?;
            writeln!(output)?;
        }
        Format::Human => {
            for it in &problems {
                let level = paint(if it.level == "error" { BAD } else { DIM }, it.level);
                writeln!(output, "{}:{}: {level}: {}", it.file, it.line, it.message)?;
            }
            if files.is_empty() {
                let text = "no files of facts here; .tajuk/kb.toml would be one";
                writeln!(output, "{}", paint(DIM, text))?;
            } else if problems.is_empty() {
                writeln!(output, "{} {}", paint(GOOD, "fine:"), files.join(", "))?;
            }
        }
    }
    output.flush()?;
    Ok(status)
}

type Found = (Vec<String>, Vec<Problem>);

fn all(setup: &Setup, lang: Lang) -> Found {
    let mut res = Found::default();
    for volume in setup.workspace().facts(&whole(Path::new(HERE))) {
        let file = volume.path.display().to_string();
        res.1.extend(volume.troubles.iter().map(|it| Problem {
            file: file.clone(),
            line: it.line,
            level: if it.lost { "error" } else { "warning" },
            message: render(&it.message, lang),
        }));
        res.0.push(file);
    }
    res
}

#[expect(clippy::disallowed_methods, reason = "src/cli reads files")]
fn one(path: &Path, lang: Lang) -> Result<Found, Failure> {
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::with_remedy(
            format!("cannot read {file}: {error}"),
            "name a file of facts, kb.toml",
        )
    })?;
    let (_, troubles) = Base::layered(&[Layer { file: file.clone(), text }]);
    let problems = troubles.iter().map(|it| Problem {
        file: file.clone(),
        line: it.line,
        level: if it.lost { "error" } else { "warning" },
        message: render(&it.message, lang),
    });
    let problems = problems.collect();
    Ok((vec![file], problems))
}

#[expect(clippy::disallowed_methods, reason = "src/cli reads files")]
fn tables(folder: &Path) -> Found {
    let (_, problems) = Tables::read(|name| {
        let path = folder.join(format!("{name}.tsv"));
        fs::read_to_string(path).map_err(|it| it.to_string())
    });
    let problem = |it: crate::knowledge::tables::Problem| Problem {
        file: folder.join(it.file).display().to_string(),
        line: it.line,
        level: "error",
        message: it.message,
    };
    let files = SHAPES.iter().map(|it| folder.join(it.name).with_extension("tsv"));
    let files = files.map(|it| it.display().to_string()).collect();
    (files, problems.into_iter().map(problem).collect())
}
