//! `tajuk check`: the findings of files and folders.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rustc_hash::FxHashMap;

use crate::cli::args::{Check, CheckFormat, Reading};
use crate::cli::baseline;
use crate::cli::cells::width_of;
use crate::cli::crew;
use crate::cli::draw;
use crate::cli::input::{self, Input, Unread};
use crate::cli::paint::{BOLD, DIM, GOOD, level, paint};
use crate::cli::progress::Progress;
use crate::cli::sarif;
use crate::cli::screen::{self, Complaint, Failure, complain, complain_in, note};
use crate::cli::setup::Setup;
use crate::cli::{FAILED, FINE, FOUND};
use crate::ide::report::{File, Parts, Report};
use crate::ide::{Diagnostic, Snapshot};
use crate::lang::{Lang, Message, render, word};
use crate::rules::Level;
use crate::text::{Encoding, Span};

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
    File(Box<Checked>),
}

/// An article's findings for one object.
pub(crate) struct Checked {
    pub(crate) file: File,
    /// For each finding, where they are asked for.
    pub(crate) fingerprints: Vec<String>,
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    files: usize,
    /// The language they are talked about in, as long as it is one.
    lang: Option<Lang>,
    mixed: bool,
    levels: [usize; Level::ALL.len()],
}

pub(crate) fn run(check: &Check, reading: &Reading) -> Result<u8, Failure> {
    let mut setup = Setup::new(reading, check.baseline.as_deref())?;
    if let Some(file) = &check.write_baseline {
        setup = setup.without_baseline();
        return baseline::write(check, file.as_deref(), &setup);
    }
    let (inputs, complaints) = input::gather(&check.paths, check.stdin_name.as_deref());
    complaints.iter().for_each(complain);
    let mut failed = !complaints.is_empty();
    let width = screen::width();
    let mut output: Box<dyn Write> = match check.format {
        CheckFormat::Human => Box::new(screen::output()),
        _ => Box::new(screen::output_for_programs()),
    };
    let mut tally = Tally::default();
    let mut files = Vec::new();
    let work = |input: &Input| answer(input, check.format, &setup, width);
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
                    Print::File(file) => files.push(*file),
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
            let files = files.into_iter().map(|it| it.file).collect();
            serde_json::to_writer(&mut output, &Report::new(files))?;
            writeln!(output)?;
        }
        CheckFormat::Sarif => {
            serde_json::to_writer_pretty(&mut output, &sarif::log(&files))?;
            writeln!(output)?;
        }
        _ => {}
    }
    output.flush()?;
    // Articles are checked all the same, with what can be read of it.
    let tongue = tally.tongue();
    let broken = setup.complaints(tongue);
    broken.iter().for_each(|it| complain_in(tongue, it));
    failed |= !broken.is_empty();
    // An update may have brought them, which is no fault of the articles'.
    setup.lost_facts(tongue).iter().for_each(|it| complain_in(tongue, it));
    let found = tally.of_levels().any(|(level, count)| 0 < count && check.fail_on.holds(level));
    Ok(match (failed, found) {
        (true, _) => FAILED,
        (false, true) => FOUND,
        (false, false) => FINE,
    })
}

/// A fault of ours in one article must not cost the others.
fn answer(input: &Input, format: CheckFormat, setup: &Setup, width: usize) -> Answer {
    let reading = AssertUnwindSafe(|| read(input, format, setup, width));
    catch_unwind(reading).unwrap_or_else(|_| {
        Answer::Failed(Complaint {
            problem: format!("Tajuk itself failed on {}", input.name()),
            remedy: Some("this is our fault; please report it, with the article".to_owned()),
        })
    })
}

fn read(input: &Input, format: CheckFormat, setup: &Setup, width: usize) -> Answer {
    let source = match input.read() {
        Ok(source) => source,
        Err(Unread::Skipped(text)) => return Answer::Skipped(text),
        Err(Unread::Failed(complaint)) => return Answer::Failed(complaint),
    };
    let name = source.name.clone();
    let Some(snapshot) = source.open(setup) else {
        return Answer::Failed(Complaint { problem: format!("cannot open {name}"), remedy: None });
    };
    let diagnostics = snapshot.diagnostics();
    let file = || File::told(&name, &snapshot, &diagnostics);
    let tally = Tally::of(&diagnostics, snapshot.message_lang());
    let print = match format {
        CheckFormat::Human => Print::Text(human(&name, &snapshot, &diagnostics, width)),
        CheckFormat::Github => Print::Text(github(&name, &snapshot, &diagnostics)),
        CheckFormat::Json => {
            Print::File(Box::new(Checked { file: file(), fingerprints: Vec::new() }))
        }
        CheckFormat::Sarif => Print::File(Box::new(Checked {
            file: file(),
            fingerprints: fingerprints(&snapshot, &diagnostics),
        })),
        CheckFormat::Jsonl => match serde_json::to_string(&file()) {
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
    let lang = snapshot.message_lang();
    let mut res = heading(name, snapshot) + "\n";
    for diagnostic in diagnostics {
        res.push_str(&draw::in_colour(buffer, diagnostic, width, gutter, lang));
        res.push('\n');
    }
    res
}

/// The article's name, and how it was read.
pub(crate) fn heading(name: &str, snapshot: &Snapshot) -> String {
    let file = File::new(name, snapshot, Parts::default());
    let tag = snapshot.article().tongue.tag();
    let language = word(&format!("language-{tag}"), snapshot.message_lang());
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
    fn of(diagnostics: &[Diagnostic], lang: Lang) -> Tally {
        let count = |level| diagnostics.iter().filter(|it| it.level == level).count();
        Tally { files: 1, lang: Some(lang), mixed: false, levels: Level::ALL.map(count) }
    }

    fn add(&mut self, other: &Tally) {
        self.files += other.files;
        self.mixed |= self.lang.is_some() && self.lang != other.lang;
        self.lang = self.lang.or(other.lang);
        for (mine, more) in self.levels.iter_mut().zip(other.levels) {
            *mine += more;
        }
    }

    fn of_levels(&self) -> impl Iterator<Item = (Level, usize)> {
        Level::ALL.into_iter().zip(self.levels)
    }

    /// The language for all of them together.
    fn tongue(&self) -> Lang {
        self.lang.filter(|_| !self.mixed).unwrap_or(Lang::En)
    }

    fn summary(&self) -> String {
        let lang = self.tongue();
        let said =
            |key: &'static str, count: usize| render(&Message::new(key).with("count", count), lang);
        let files = said("count-files", self.files);
        let total: usize = self.levels.iter().sum();
        if total == 0 {
            let none = render(&Message::new("summary-none").with("files", files), lang);
            return format!("{} {none}", paint(GOOD, "✓"));
        }
        let of_level = |it: Level, count: usize| match it {
            Level::Error => said("count-error", count),
            Level::Warning => said("count-warning", count),
            Level::Information => said("count-information", count),
            Level::Hint => said("count-hint", count),
        };
        let parts: Vec<String> = self
            .of_levels()
            .filter(|(_, count)| 0 < *count)
            .map(|(it, count)| paint(level(it), of_level(it, count)))
            .collect();
        let total = paint(BOLD, said("count-findings", total));
        format!("{files}, {total}: {}", parts.join(", "))
    }
}

/// For each of the findings that are told.
fn fingerprints(snapshot: &Snapshot, told: &[Diagnostic]) -> Vec<String> {
    // Of several at one place the first.
    let all = snapshot.fingerprints().into_iter().rev();
    let all: FxHashMap<(&str, Span), String> =
        all.map(|(rule, span, print)| ((rule, span), print)).collect();
    told.iter().map(|it| all.get(&(it.rule, it.span)).cloned().unwrap_or_default()).collect()
}

/// "1 file", "3 files".
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
