//! Where updates are kept: in the user's data folder, written all at once or
//! not at all, with the last version beside it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::screen::Failure;
use crate::cli::setup::data_folder;
use crate::knowledge::refresh::{Cache, Pins};

const FILE: &str = "kb-update.toml";
const PINS: &str = "kb-pins.toml";
/// A file of updates for the whole world takes a few hundred kB.
const MOST_BYTES: u64 = 16 << 20;

/// The file that updates go to if none is named. `None` where the system tells
/// no home folder.
pub(crate) fn usual_file() -> Option<PathBuf> {
    Some(data_folder()?.join("tajuk").join(FILE))
}

/// What earlier updates brought; `None` where there was none.
///
/// # Errors
/// A file that cannot be read or understood: writing it anew would lose what
/// it says.
pub(super) fn cache(file: &Path) -> Result<Option<Cache>, Failure> {
    let Some(text) = text_of(file)? else { return Ok(None) };
    let remedy =
        "mend that line, or move the file away; the one beside it that ends in .bak is older";
    Cache::parse(&text).map(Some).map_err(|error| wrong(file, &text, &error, remedy))
}

/// The pins that lie beside the file of updates.
///
/// # Errors
/// A file that cannot be read or understood: its pins would not count.
pub(super) fn pins(file: &Path) -> Result<Pins, Failure> {
    let file = file.with_file_name(PINS);
    let Some(text) = text_of(&file)? else { return Ok(Pins::default()) };
    let remedy = "a pin has country, office, person, pinned_on and reason";
    Pins::parse(&text).map_err(|error| wrong(&file, &text, &error, remedy))
}

fn wrong(file: &Path, text: &str, error: &toml::de::Error, remedy: &str) -> Failure {
    let before = error.span().and_then(|it| text.get(..it.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let problem = format!("{}:{line}: {}", file.display(), error.message());
    Failure::with_remedy(problem, remedy)
}

#[expect(clippy::disallowed_methods, reason = "src/cli reads files")]
fn text_of(file: &Path) -> Result<Option<String>, Failure> {
    let cannot = |error: &io::Error| {
        let problem = format!("cannot read {}: {error}", file.display());
        Failure::with_remedy(problem, "mend the file, or move it away")
    };
    match fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(&error)),
        Ok(it) if MOST_BYTES < it.len() => return Err(cannot(&io::ErrorKind::FileTooLarge.into())),
        Ok(_) => {}
    }
    fs::read_to_string(file).map(Some).map_err(|error| cannot(&error))
}

/// Writes the file and keeps the one before; at every moment one of them is
/// whole. The path of the one kept, if there was one.
pub(super) fn write(file: &Path, text: &str) -> Result<Option<PathBuf>, Failure> {
    let cannot = |error: io::Error| {
        let problem = format!("cannot write {}: {error}", file.display());
        Failure::with_remedy(problem, "nothing was changed; name another file with --out")
    };
    let kept = with_ending(file, "bak");
    let steps = || -> io::Result<Option<PathBuf>> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = with_ending(file, "new");
        write_whole(&new, text.as_bytes())?;
        let was_there = file.exists();
        if was_there {
            let copy = with_ending(file, "bak.new");
            fs::copy(file, &copy)?;
            fs::rename(&copy, &kept)?;
        }
        fs::rename(&new, file)?;
        Ok(was_there.then_some(kept.clone()))
    };
    steps().map_err(cannot)
}

fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut to = fs::File::create(file)?;
    to.write_all(bytes)?;
    to.sync_all()
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}
