//! What all commands about one article do alike: read it, and print what was
//! asked, for people or for programs.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use crate::cli::FINE;
use crate::cli::args::{Format, One};
use crate::cli::check::heading;
use crate::cli::input::one;
use crate::cli::paint::{DIM, paint};
use crate::cli::screen::{self, Failure, complain_in};
use crate::cli::setup::Setup;
use crate::ide::Snapshot;
use crate::ide::report::{File, Parts, Report};
use crate::lang::word;

/// Reads the article and prints the parts of it, or what `human` draws.
pub(crate) fn answer(
    wanted: &One,
    setup: &Setup,
    parts: Parts,
    human: impl FnOnce(&Snapshot, &File, usize) -> Vec<String>,
) -> Result<u8, Failure> {
    let (name, snapshot) = open(&wanted.file, wanted.stdin_name.as_deref(), setup)?;
    let file = File::new(&name, &snapshot, parts);
    let mut output = screen::output();
    match wanted.format {
        Format::Json => {
            serde_json::to_writer(&mut output, &Report::new(vec![file]))?;
            writeln!(output)?;
        }
        Format::Human => {
            writeln!(output, "{}", heading(&name, &snapshot))?;
            let lines = human(&snapshot, &file, screen::width().saturating_sub(1));
            for line in &lines {
                writeln!(output, "{}{line}", if line.is_empty() { "" } else { " " })?;
            }
            if lines.is_empty() {
                writeln!(
                    output,
                    " {}",
                    paint(DIM, word("nothing-found", snapshot.message_lang()))
                )?;
            }
        }
    }
    output.flush()?;
    let lang = setup.tongue(Path::new("."));
    setup.lost_facts(lang).iter().for_each(|it| complain_in(lang, it));
    Ok(FINE)
}

/// Reads one article.
pub(crate) fn open(
    file: &Path,
    stdin_name: Option<&str>,
    setup: &Setup,
) -> Result<(String, Arc<Snapshot>), Failure> {
    let source = one(file, stdin_name).read()?;
    let name = source.name.clone();
    let snapshot = source.open(setup);
    let snapshot = snapshot.ok_or_else(|| Failure::new(format!("cannot open {name}")))?;
    Ok((name, snapshot))
}
