//! The terminal: how wide it is, what goes to it, and why a command failed.

use std::io;
use std::io::{BufWriter, Write};

use anstream::{AutoStream, stderr, stdout};
use terminal_size::{Width, terminal_size};

use crate::cli::paint::{BAD, BOLD, DIM, GOOD, paint};
use crate::lang::{Lang, word};

/// Wider lines are hard to read.
const WIDEST: usize = 120;
/// Narrower ones leave no room for a word beside the line number.
const NARROWEST: usize = 30;
const WITHOUT_TERMINAL: usize = 80;

/// Why a command could not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read our output has gone: nothing is left to do, or to say.
    Closed,
    Complaint(Complaint),
}

/// What went wrong, and what the user can do about it.
#[derive(Clone, Debug)]
pub(crate) struct Complaint {
    pub(crate) problem: String,
    pub(crate) remedy: Option<String>,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::new(format!("cannot write the answer: {error}")),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::from(io::Error::from(error))
    }
}

impl Failure {
    pub(crate) fn new(problem: impl Into<String>) -> Failure {
        Failure::Complaint(Complaint { problem: problem.into(), remedy: None })
    }

    pub(crate) fn with_remedy(problem: impl Into<String>, remedy: impl Into<String>) -> Failure {
        let (problem, remedy) = (problem.into(), Some(remedy.into()));
        Failure::Complaint(Complaint { problem, remedy })
    }
}

/// Standard output. Flush it: what is left in it when it goes is written, but
/// an error of that is lost.
pub(crate) fn output() -> BufWriter<AutoStream<io::StdoutLock<'static>>> {
    BufWriter::new(stdout().lock())
}

/// Standard output for a program that reads it: nothing in it is taken for colours.
pub(crate) fn output_for_programs() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// How wide to draw: as wide as the terminal, within reason. `COLUMNS` says it
/// where there is no terminal.
#[expect(clippy::disallowed_methods, reason = "this is where the terminal is looked at")]
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|it| it.trim().parse().ok());
    let seen = || terminal_size().map(|(Width(it), _)| usize::from(it));
    told.filter(|it| 0 < *it).or_else(seen).unwrap_or(WITHOUT_TERMINAL).clamp(NARROWEST, WIDEST)
}

/// Says on standard error what went wrong. If even that cannot be written,
/// the exit status is all that is left.
pub(crate) fn complain(complaint: &Complaint) {
    complain_in(Lang::En, complaint);
}

/// The same, in a language.
pub(crate) fn complain_in(lang: Lang, complaint: &Complaint) {
    let mut stderr = stderr().lock();
    let error = paint(BAD.bold(), word("chrome-error", lang) + ":");
    let _ = writeln!(stderr, "{error} {}", paint(BOLD, visible(&complaint.problem)));
    if let Some(remedy) = &complaint.remedy {
        let help = paint(GOOD.bold(), word("chrome-help", lang) + ":");
        let _ = writeln!(stderr, " {help} {}", visible(remedy));
    }
}

/// Says something on standard error that is good to know.
pub(crate) fn note(text: &str) {
    let mut stderr = stderr().lock();
    let _ = writeln!(stderr, "{}", paint(DIM, format!("note: {}", visible(text))));
}

/// File names may hold control characters too. Line ends stay.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|it| if it.is_control() && it != '\n' { '\u{fffd}' } else { it }).collect()
}
