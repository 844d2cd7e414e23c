//! `tajuk fix`: safe fixes, written into the articles.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::cli::args::Fix;
use crate::cli::check::counted;
use crate::cli::input::{self, Input, Source, Unread};
use crate::cli::paint::{BAD, BOLD, GOOD, paint};
use crate::cli::screen::{self, Complaint, Failure, complain, note};
use crate::cli::setup::Setup;
use crate::cli::{FAILED, FINE};
use crate::ide::apply;
use crate::rules::Rule;

/// A fix may bring out another; after so many rounds it is enough.
const ROUNDS: usize = 8;

pub(crate) fn run(fix: &Fix, setup: &Setup) -> Result<u8, Failure> {
    if let Some(rule) = &fix.rule
        && Rule::find(rule).is_none()
    {
        let problem = format!("there is no rule “{}”", screen::visible(rule));
        return Err(Failure::with_remedy(problem, "`tajuk rules` lists them all"));
    }
    let (inputs, complaints) = input::gather(&fix.paths, fix.stdin_name.as_deref());
    complaints.iter().for_each(complain);
    let mut failed = !complaints.is_empty();
    let mut output = screen::output();
    let (mut files, mut fixes) = (0, 0);
    for input in &inputs {
        let source = match input.read() {
            Ok(source) => source,
            Err(Unread::Skipped(text)) => {
                note(&text);
                continue;
            }
            Err(Unread::Failed(complaint)) => {
                complain(&complaint);
                failed = true;
                continue;
            }
        };
        let (name, before) = (source.name.clone(), source.text.clone());
        let (after, count) = mended(source, setup, fix.rule.as_deref());
        let changed = after != before;
        (files, fixes) = (files + usize::from(changed), fixes + count);
        match input {
            _ if fix.diff => output.write_all(diff(&name, &before, &after).as_bytes())?,
            Input::Stdin { .. } => output.write_all(after.as_bytes())?,
            Input::Named(path) | Input::Met(path) if changed => {
                if let Err(error) = write(path, &before, &after) {
                    complain(&Complaint {
                        problem: format!("cannot write {name}: {error}"),
                        remedy: Some("the article is as it was".to_owned()),
                    });
                    failed = true;
                } else {
                    writeln!(output, "{} {name}: {}", paint(GOOD, "✓"), counted(count, "change"))?;
                }
            }
            _ => {}
        }
    }
    output.flush()?;
    if !fix.diff && !inputs.iter().any(|it| matches!(it, Input::Stdin { .. })) && files == 0 {
        writeln!(output, "nothing to fix")?;
        output.flush()?;
    }
    Ok(if failed { FAILED } else { FINE })
}

/// The text with all safe fixes, and how many edits there were.
fn mended(source: Source, setup: &Setup, rule: Option<&str>) -> (String, usize) {
    let (mut text, mut count) = (source.text.clone(), 0);
    for _ in 0..ROUNDS {
        let again = Source {
            text: text.clone(),
            name: source.name.clone(),
            path: source.path.clone(),
            ..source
        };
        let edits = again.open(setup).map(|it| it.safe_edits(rule)).unwrap_or_default();
        if edits.is_empty() {
            break;
        }
        count += edits.len();
        text = apply(&text, &edits);
    }
    (text, count)
}

/// A unified diff. Empty where nothing changed.
fn diff(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let diff = TextDiff::from_lines(before, after);
    let plain = diff.unified_diff().header(name, name).to_string();
    let coloured = plain.split_inclusive('\n').map(|line| {
        let (bare, end) = line.strip_suffix('\n').map_or((line, ""), |it| (it, "\n"));
        let style = match bare.as_bytes().first() {
            Some(b'+') if !bare.starts_with("+++") => GOOD,
            Some(b'-') if !bare.starts_with("---") => BAD,
            Some(b'+' | b'-') => BOLD,
            _ => return line.to_owned(),
        };
        format!("{}{end}", paint(style, bare))
    });
    coloured.collect()
}

/// Writes a file whole or not at all. Fails where it is not as it was read.
fn write(path: &Path, before: &str, after: &str) -> io::Result<()> {
    // What a link points to is written, and not the link.
    let path = fs::canonicalize(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside: PathBuf = path.with_file_name(format!(".{name}.tajuk-{}", std::process::id()));
    let written = (|| {
        let mut file = File::create_new(&beside)?;
        file.set_permissions(fs::metadata(&path)?.permissions())?;
        file.write_all(after.as_bytes())?;
        file.sync_all()?;
        if !is_still(&path, before)? {
            return Err(io::Error::other("somebody else has changed it meanwhile"));
        }
        fs::rename(&beside, &path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[expect(clippy::disallowed_methods, reason = "the command line reads files")]
fn is_still(path: &Path, before: &str) -> io::Result<bool> {
    Ok(fs::read(path)? == before.as_bytes())
}
