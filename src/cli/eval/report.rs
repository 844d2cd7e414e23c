//! What every measurement does: a report on each file, for programs or for
//! people.

use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use crate::cli::FINE;
use crate::cli::args::Format;
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::Gold;

/// The answer for programs.
#[derive(Serialize)]
struct Report<'a, F> {
    schema: u32,
    task: &'static str,
    files: &'a [F],
}

/// Measures on each file in turn and prints what came out.
pub(super) fn run<F: Serialize>(
    task: &'static str,
    wanted: &Gold,
    one: impl Fn(&Path) -> Result<F, Failure>,
    human: impl Fn(&[F], &mut dyn io::Write) -> io::Result<()>,
) -> Result<u8, Failure> {
    let files: Vec<F> = wanted.files.iter().map(|it| one(it)).collect::<Result<_, _>>()?;
    let mut output = screen::output();
    match wanted.format {
        Format::Json => {
            serde_json::to_writer(&mut output, &Report { schema: 1, task, files: &files })?;
            output.write_all(b"\n")?;
        }
        Format::Human => human(&files, &mut output)?,
    }
    output.flush()?;
    Ok(FINE)
}
