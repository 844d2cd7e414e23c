//! `tajuk check`: the findings of files and folders.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::args::{Check, CheckFormat};
use crate::cli::cells::width_of;
use crate::cli::crew;
use crate::cli::draw;
use crate::cli::input::{self, Input, Unread};
use crate::cli::paint::{BOLD, DIM, GOOD, level, paint};
use crate::cli::progress::Progress;
use crate::cli::screen::{self, Complaint, Failure, complain, note};
use crate::cli::{FAILED, FINE, FOUND};
use crate::ide::report::{File, Parts, Report};
use crate::ide::{Diagnostic, Settings, Snapshot};
use crate::rules::Level;
use crate::text::Encoding;

/// What one article gave.
enum Answer {
    Read {
        tally: Tally,
        print: Print,
    },
    /// Nobody asked for this very file.
    Skipped(String),
    Failed(Complaint),
}

impl Answer {
    /// Whether anything is written of it now.
    fn is_seen(&self) -> bool {
        !matches!(self, Answer::Read { print: Print::File(_), .. })
            && !matches!(self, Answer::Read { print: Print::Text(text), .. } if text.is_empty())
    }
}

enum Print {
    Text(String),
    /// Goes into one object with the others.
    File(File),
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    files: usize,
    levels: [usize; Level::ALL.len()],
}

pub(crate) fn run(check: &Check, settings: &Settings) -> Result<u8, Failure> {
    let (inputs, complaints) = input::gather(&check.paths, check.stdin_name.as_deref());
    complaints.iter().for_each(complain);
    let mut failed = !complaints.is_empty();
    let width = screen::width();
    let mut output = screen::output();
    let mut tally = Tally::default();
    let mut files = Vec::new();
    let work = |input: &Input| answer(input, check.format, settings, width);
    let mut progress = Progress::new(inputs.len());
    let read = crew::in_order(&inputs, work, |answer| {
        if answer.is_seen() {
            progress.clear();
        }
        match answer {
            Answer::Read { tally: one, print } => {
                tally.add(&one);
                match print {
                    Print::Text(text) => output.write_all(text.as_bytes())?,
                    Print::File(file) => files.push(file),
                }
                // Whoever watches sees each article when it is done.
                output.flush()?;
            }
            Answer::Skipped(text) => note(&text),
            Answer::Failed(complaint) => {
                complain(&complaint);
                failed = true;
            }
        }
        progress.step();
        Ok(())
    });
    progress.clear();
    read?;
    match check.format {
        CheckFormat::Human if 0 < tally.files => writeln!(output, "{}", tally.summary())?,
        CheckFormat::Json => {
            serde_json::to_writer(&mut output, &Report::new(files))?;
            writeln!(output)?;
        }
        _ => {}
    }
    output.flush()?;
    let found = tally.of_levels().any(|(level, count)| 0 < count && check.fail_on.holds(level));
    Ok(match (failed, found) {
        (true, _) => FAILED,
        (false, true) => FOUND,
        (false, false) => FINE,
    })
}

/// A fault of ours in one article must not cost the others.
fn answer(input: &Input, format: CheckFormat, settings: &Settings, width: usize) -> Answer {
    let reading = AssertUnwindSafe(|| read(input, format, settings, width));
    catch_unwind(reading).unwrap_or_else(|_| {
        Answer::Failed(Complaint {
            problem: format!("Tajuk itself failed on {}", input.name()),
            remedy: Some("this is our fault; please report it, with the article".to_owned()),
        })
    })
}

fn read(input: &Input, format: CheckFormat, settings: &Settings, width: usize) -> Answer {
    let source = match input.read() {
        Ok(source) => source,
        Err(Unread::Skipped(text)) => return Answer::Skipped(text),
        Err(Unread::Failed(complaint)) => return Answer::Failed(complaint),
    };
    let name = source.name.clone();
    let Some(snapshot) = source.open(settings) else {
        return Answer::Failed(Complaint { problem: format!("cannot open {name}"), remedy: None });
    };
    let diagnostics = snapshot.diagnostics();
    let tally = Tally::of(&diagnostics);
    let parts = Parts { findings: true, ..Parts::default() };
    let print = match format {
        CheckFormat::Human => Print::Text(human(&name, &snapshot, &diagnostics, width)),
        CheckFormat::Github => Print::Text(github(&name, &snapshot, &diagnostics)),
        CheckFormat::Json => Print::File(File::new(&name, &snapshot, parts)),
        CheckFormat::Jsonl => match serde_json::to_string(&File::new(&name, &snapshot, parts)) {
            Ok(line) => Print::Text(line + "\n"),
            Err(error) => {
                let problem = format!("cannot write the answer on {name}: {error}");
                return Answer::Failed(Complaint { problem, remedy: None });
            }
        },
    };
    Answer::Read { tally, print }
}

fn human(name: &str, snapshot: &Snapshot, diagnostics: &[Diagnostic], width: usize) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let buffer = snapshot.buffer();
    let places = diagnostics.iter().map(|it| width_of(&draw::place(buffer, it.span)));
    let gutter = places.max().unwrap_or(0);
    let mut res = heading(name, snapshot) + "\n";
    for diagnostic in diagnostics {
        res.push_str(&draw::in_colour(buffer, diagnostic, width, gutter));
        res.push('\n');
    }
    res
}

/// The article's name, and how it was read.
pub(crate) fn heading(name: &str, snapshot: &Snapshot) -> String {
    let file = File::new(name, snapshot, Parts::default());
    let language = snapshot.article().tongue.name();
    let date = file.article_date.map(|it| format!(", {it}")).unwrap_or_default();
    format!(
        "{}  {}\n",
        paint(BOLD.underline(), screen::visible(name)),
        paint(DIM, format!("{language}{date}"))
    )
}

/// Workflow commands of GitHub Actions, one for each finding.
fn github(name: &str, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> String {
    let buffer = snapshot.buffer();
    let mut res = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Information | Level::Hint => "notice",
        };
        let start = buffer.position(diagnostic.span.start(), Encoding::Utf32);
        let end = buffer.position(diagnostic.span.end(), Encoding::Utf32);
        let mut place = format!("line={},endLine={}", start.line + 1, end.line + 1);
        // GitHub takes columns only within one line.
        if start.line == end.line {
            place += &format!(",col={},endColumn={}", start.column + 1, end.column + 1);
        }
        let file = property(name);
        let rule = diagnostic.rule;
        let message = escaped(&diagnostic.message);
        res += &format!("::{command} file={file},{place},title=tajuk {rule}::{message}\n");
    }
    res
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

impl Tally {
    fn of(diagnostics: &[Diagnostic]) -> Tally {
        let count = |level| diagnostics.iter().filter(|it| it.level == level).count();
        Tally { files: 1, levels: Level::ALL.map(count) }
    }

    fn add(&mut self, other: &Tally) {
        self.files += other.files;
        for (mine, more) in self.levels.iter_mut().zip(other.levels) {
            *mine += more;
        }
    }

    fn of_levels(&self) -> impl Iterator<Item = (Level, usize)> {
        Level::ALL.into_iter().zip(self.levels)
    }

    fn summary(&self) -> String {
        let files = counted(self.files, "file");
        let total: usize = self.levels.iter().sum();
        if total == 0 {
            return format!("{} {files}, nothing found", paint(GOOD, "✓"));
        }
        let parts: Vec<String> = self
            .of_levels()
            .filter(|(_, count)| 0 < *count)
            .map(|(it, count)| paint(level(it), counted_level(count, it)))
            .collect();
        let total = paint(BOLD, counted(total, "finding"));
        format!("{files}, {total}: {}", parts.join(", "))
    }
}

/// "1 file", "3 files".
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn counted_level(count: usize, level: Level) -> String {
    match level {
        Level::Information => format!("{count} information"),
        _ => counted(count, level.name()),
    }
}
