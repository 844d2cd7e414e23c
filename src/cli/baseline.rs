//! `tajuk check --write-baseline`: writes down what is found today, so that an
//! old archive is asked only about what is new in it.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::args::Check;
use crate::cli::check::counted;
use crate::cli::crew;
use crate::cli::files;
use crate::cli::input::{self, Input, Unread};
use crate::cli::screen::{self, Complaint, Failure, complain, note};
use crate::cli::setup::{Setup, shown, whole};
use crate::cli::{FAILED, FINE};
use crate::config::{BASELINE, Baseline};

/// `file` as the command line has it; else the project's own.
pub(crate) fn write(check: &Check, file: Option<&Path>, setup: &Setup) -> Result<u8, Failure> {
    let (inputs, complaints) = input::gather(&check.paths, check.stdin_name.as_deref());
    complaints.iter().for_each(complain);
    let mut failed = !complaints.is_empty();
    let mut baseline = Baseline::default();
    let mut articles = 0;
    crew::in_order(
        &inputs,
        |it| fingerprints(it, setup),
        |answer| {
            match answer {
                Ok(all) => {
                    articles += 1;
                    all.into_iter().for_each(|it| baseline.add(it));
                }
                Err(Unread::Skipped(text)) => note(&text),
                Err(Unread::Failed(complaint)) => {
                    complain(&complaint);
                    failed = true;
                }
            }
            Ok(())
        },
    )?;
    let file = file.map_or_else(|| place(&inputs, setup), whole);
    files::write(&file, &baseline.text())?;
    let mut output = screen::output();
    let (found, read) = (counted(baseline.len(), "finding"), counted(articles, "file"));
    writeln!(output, "{}: {found} of {read} will not be told again", shown(&file))?;
    output.flush()?;
    Ok(if failed { FAILED } else { FINE })
}

fn fingerprints(input: &Input, setup: &Setup) -> Result<Vec<String>, Unread> {
    let source = input.read()?;
    let name = source.name.clone();
    let snapshot = source.open(setup).ok_or_else(|| {
        Unread::Failed(Complaint { problem: format!("cannot open {name}"), remedy: None })
    })?;
    Ok(snapshot.fingerprints().into_iter().map(|(.., it)| it).collect())
}

/// The one that the configuration names, or the usual one of the project.
fn place(inputs: &[Input], setup: &Setup) -> PathBuf {
    let here = whole(Path::new("."));
    let first = inputs.first().map_or_else(|| here.join("x"), |it| whole(Path::new(&it.name())));
    let named = setup.settle(&first).config.baseline();
    let root = setup.workspace().project(&first).map(|it| it.root);
    named.unwrap_or_else(|| root.unwrap_or(here).join(BASELINE))
}
