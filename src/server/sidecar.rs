//! The ledger's file beside its article: read, changed and written so that
//! nobody's work is lost. What an editor has open is its own business.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use crate::detect::ledger::{Ledger, Repaired, Trouble, merge, repair};

/// Thousands of claims take a few megabytes.
pub const MOST_BYTES: u64 = 16 << 20;

const ENDING: &str = "klaim.json";

/// What is wrong, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub problem: String,
    pub remedy: String,
}

/// What tells that a file is the same as it was.
pub type Stamp = Option<(SystemTime, u64)>;

/// The moment, for a ledger: RFC 3339, to the second.
#[expect(clippy::disallowed_methods, reason = "the floors below are handed the time from here")]
pub fn now() -> String {
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH);
    let whole = Timestamp::from_second(now.as_second()).unwrap_or(now);
    whole.to_string()
}

/// "draft.md" has its ledger in "draft.md.klaim.json".
pub fn path_of(article: &Path) -> PathBuf {
    with_ending(article, ENDING)
}

/// The article of a ledger's file.
pub fn article_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
    (!name.is_empty()).then(|| path.with_file_name(name))
}

pub fn name_of(article: &Path) -> String {
    article.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub fn stamp(path: &Path) -> Stamp {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// The ledger of an article; an empty one where there is no file.
///
/// # Errors
/// A file that cannot be read or understood.
pub fn read(article: &Path) -> Result<Ledger, Refusal> {
    let path = path_of(article);
    match text(&path)? {
        None => Ok(Ledger::new(&name_of(article))),
        Some(text) => parse(&text, article),
    }
}

/// As [`read`], of a text that an editor may hold.
///
/// # Errors
/// A text that cannot be understood.
pub fn parse(text: &str, article: &Path) -> Result<Ledger, Refusal> {
    Ledger::parse(text, &name_of(article)).map_err(|it| refusal(article, &it))
}

/// Whether a ledger may be written by us.
///
/// # Errors
/// One that a later program has written.
pub fn may_write(ledger: &Ledger, article: &Path) -> Result<(), Refusal> {
    if !ledger.is_newer() {
        return Ok(());
    }
    Err(Refusal {
        problem: format!(
            "{} was written by a newer Tajuk (schema {}); it is read, and not changed",
            path_of(article).display(),
            ledger.schema
        ),
        remedy: "update Tajuk to change states".to_owned(),
    })
}

/// Changes the ledger of an article. Somebody else may change it at the same
/// time: both changes stand.
///
/// # Errors
/// A file that cannot be read, understood or written; it is left as it is.
pub fn change<T>(
    article: &Path,
    mut by: impl FnMut(&mut Ledger) -> Result<T, Refusal>,
) -> Result<(T, Ledger), Refusal> {
    let path = path_of(article);
    let _lock = lock(&path);
    let base = read(article)?;
    may_write(&base, article)?;
    let mut ours = base.clone();
    let res = by(&mut ours)?;
    // Programs that take no lock may have written meanwhile.
    let theirs = read(article)?;
    let merged = if theirs == base { ours } else { merge(&base, &ours, &theirs) };
    let known = text(&path)?;
    let printed = merged.print();
    let nothing = known.is_none() && merged.entries.is_empty() && merged.others.is_empty();
    if !nothing && known.as_deref() != Some(&printed) {
        write(&path, printed.as_bytes()).map_err(|it| cannot_write(&path, &it))?;
    }
    Ok((res, merged))
}

/// Saves what can be read of a broken ledger, and keeps the broken one. Its
/// new path, and what was saved; `None` where nothing is wrong.
///
/// # Errors
/// A file of which nothing can be read, or that cannot be written; it is left
/// as it is.
pub fn mend(article: &Path) -> Result<Option<(PathBuf, Repaired)>, Refusal> {
    let path = path_of(article);
    let _lock = lock(&path);
    let Some(text) = text(&path)? else { return Ok(None) };
    match Ledger::parse(&text, &name_of(article)) {
        Ok(ledger) if ledger.is_newer() => {
            may_write(&ledger, article)?;
            return Ok(None);
        }
        Ok(_) => return Ok(None),
        Err(_) => {}
    }
    let Some(repaired) = repair(&text, &name_of(article)) else {
        return Err(Refusal {
            problem: format!("nothing can be read of {}; it is left as it is", path.display()),
            remedy: "take an earlier version from Git, or move the file away".to_owned(),
        });
    };
    may_write(&repaired.ledger, article)?;
    let backup = backup_of(&path);
    let steps = || -> io::Result<()> {
        write(&backup, text.as_bytes())?;
        write(&path, repaired.ledger.print().as_bytes())
    };
    steps().map_err(|it| cannot_write(&path, &it))?;
    Ok(Some((backup, repaired)))
}

fn backup_of(path: &Path) -> PathBuf {
    let first = with_ending(path, "bak");
    let more = (2..).map(|it| with_ending(path, &format!("bak{it}")));
    std::iter::once(first).chain(more).find(|it| !it.exists()).unwrap_or_else(|| path.to_owned())
}

#[expect(clippy::disallowed_methods, reason = "the server's workspace part reads files")]
fn text(path: &Path) -> Result<Option<String>, Refusal> {
    let cannot = |what: &str, remedy: &str| Refusal {
        problem: format!("cannot read {}: {what}", path.display()),
        remedy: remedy.to_owned(),
    };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(&error.to_string(), "see who may read it")),
        Ok(it) if it.is_dir() => return Err(cannot("it is a folder", "move it away")),
        Ok(it) if MOST_BYTES < it.len() => {
            let what = format!("it has {} MB; a ledger has 16 at most", it.len() >> 20);
            return Err(cannot(&what, "see what it is, and move it away"));
        }
        Ok(_) => {}
    }
    let bytes = fs::read(path).map_err(|it| cannot(&it.to_string(), "see who may read it"))?;
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|it| **it == b'\n').count() + 1;
        cannot(&format!("line {line} is not UTF-8"), "save it as UTF-8, or take an earlier version")
    })
}

fn refusal(article: &Path, trouble: &Trouble) -> Refusal {
    let path = path_of(article);
    let shown = path.display();
    let mend = format!("`tajuk claims {} --repair`", article.display());
    let remedy = match trouble {
        Trouble::Broken { .. } => {
            format!("mend that line, or save what can be read with {mend}; it keeps a backup")
        }
        Trouble::Conflict { .. } => {
            format!("settle the conflict, or take both sides with {mend}; it keeps a backup")
        }
        Trouble::NotALedger => "move the file away, or give it another name".to_owned(),
        Trouble::OtherArticle { .. } => {
            format!("move the file to its article; if the article was renamed, {mend}")
        }
    };
    let problem = match trouble {
        Trouble::Broken { line, column, what } => format!("{shown}:{line}:{column}: {what}"),
        Trouble::Conflict { line } => format!("{shown}:{line}: Git left a conflict here"),
        other => format!("{shown}: {other}"),
    };
    Refusal { problem, remedy }
}

fn cannot_write(path: &Path, error: &io::Error) -> Refusal {
    Refusal {
        problem: format!("cannot write {}: {error}", path.display()),
        remedy: "nothing was changed; see who may write there".to_owned(),
    }
}

/// All at once or not at all. A link stays one.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = with_ending(&path, &format!("{}.new", std::process::id()));
    let steps = || -> io::Result<()> {
        let mut file = File::create(&new)?;
        if let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&new, &path)
    };
    steps().inspect_err(|_| drop(fs::remove_file(&new)))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

/// Keeps other Tajuks from changing the file until it is dropped. It lies in
/// the system's folder for such files, so that nothing is left beside the
/// article. Without one the change is merged all the same.
fn lock(path: &Path) -> Option<File> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let folder =
        fs::canonicalize(path.parent().filter(|it| *it != Path::new("")).unwrap_or(Path::new(".")))
            .ok()?;
    let mut hasher = DefaultHasher::new();
    folder.join(path.file_name()?).hash(&mut hasher);
    let name = format!("tajuk-{:016x}.lock", hasher.finish());
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(name))
        .ok()?;
    file.lock().ok()?;
    Some(file)
}
