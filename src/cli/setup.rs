//! What was set, for the commands: files, options, and what is wrong in them.

use std::path::{Path, PathBuf, absolute};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use etcetera::BaseStrategy;

use crate::cli::args::Reading;
use crate::cli::screen::{Complaint, Failure};
use crate::config::Problem;
use crate::ide::Settings;
use crate::lang::{Lang, render};
use crate::server::{Folders, Settled, Sources, Workspace};
use crate::text::{Buffer, Encoding};

/// Stands for any article of the folder that one is in.
pub(crate) const HERE: &str = "tajuk.toml";

/// Shared by all articles of a run.
pub(crate) struct Setup {
    workspace: Mutex<Workspace>,
    /// The language that was asked for on the command line.
    said: Option<Lang>,
}

impl Setup {
    /// Err: the file named on the command line is not there.
    pub(crate) fn new(reading: &Reading, baseline: Option<&Path>) -> Result<Setup, Failure> {
        let baseline = baseline.map(whole);
        let sources = Sources { baseline, ..sources(reading)? };
        let said = reading.messages.and_then(|it| it.lang());
        Ok(Setup { workspace: Mutex::new(Workspace::new(sources)), said })
    }

    #[must_use]
    pub(crate) fn without_baseline(self) -> Setup {
        let workspace = self.workspace.into_inner().unwrap_or_else(PoisonError::into_inner);
        Setup { workspace: Mutex::new(workspace.without_baseline()), said: self.said }
    }

    pub(crate) fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What holds for an article of this name.
    pub(crate) fn settle(&self, name: &Path) -> Settled {
        self.workspace().settle(Some(&whole(name)))
    }

    pub(crate) fn settings(&self, name: &str) -> Settings {
        self.settle(Path::new(name)).settings
    }

    /// The language for what is about no article in particular.
    pub(crate) fn tongue(&self, folder: &Path) -> Lang {
        let set = || self.settle(&folder.join("tajuk.toml")).settings.messages;
        self.said.or_else(set).unwrap_or_else(locale)
    }

    /// What is wrong in the files that were read so far.
    pub(crate) fn complaints(&self, lang: Lang) -> Vec<Complaint> {
        let workspace = self.workspace();
        let mut res = Vec::new();
        for paper in workspace.papers().values() {
            let buffer = Buffer::new(&paper.text, 0);
            for problem in &paper.problems {
                res.push(complaint(&shown(&paper.path), &buffer, problem, lang));
            }
        }
        res
    }

    /// Which rows are left out of the files of facts that were read so far.
    pub(crate) fn lost_facts(&self, lang: Lang) -> Vec<Complaint> {
        let workspace = self.workspace();
        let mut res = Vec::new();
        for volume in workspace.volumes().values() {
            let buffer = Buffer::new(&volume.text, 0);
            let lost = volume.problems().into_iter().filter(|it| it.syntax);
            res.extend(lost.map(|it| complaint(&shown(&volume.path), &buffer, &it, lang)));
        }
        res
    }
}

/// One line about a problem: file, line, column, what, and the remedy.
fn complaint(name: &str, buffer: &Buffer, problem: &Problem, lang: Lang) -> Complaint {
    let place = problem.span.map(|it| {
        let at = buffer.position(it.start(), Encoding::Utf32);
        format!(":{}:{}", at.line + 1, at.column + 1)
    });
    let message = render(&problem.message, lang);
    let mut parts = message.splitn(2, "; ");
    let what = parts.next().unwrap_or_default();
    Complaint {
        problem: format!("{name}{}: {what}", place.unwrap_or_default()),
        remedy: parts.next().map(str::to_owned),
    }
}

/// Where the settings of this command line may come from.
/// The language to speak where no article sets it: as configured, else the
/// terminal's.
pub(crate) fn tongue_of(settings: &Settings) -> Lang {
    settings.messages.unwrap_or_else(locale)
}

/// The language of the terminal: English, unless it is set to one of ours.
/// The order of the variables is POSIX's (Base Definitions, chapter 8.2).
#[expect(clippy::disallowed_methods, reason = "this is where the terminal's language is read")]
fn locale() -> Lang {
    let set = |it: &str| std::env::var(it).ok().filter(|it| !it.is_empty());
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    Lang::from_tag(name.split(['.', '@']).next().unwrap_or_default()).unwrap_or(Lang::En)
}

pub(crate) fn sources(reading: &Reading) -> Result<Sources, Failure> {
    let file = reading.config.as_deref().map(whole);
    if let Some(missing) = file.as_ref().filter(|it| !it.is_file()) {
        return Err(Failure::with_remedy(
            format!("there is no configuration file {}", missing.display()),
            "check the path, or write one: tajuk config init",
        ));
    }
    Ok(Sources {
        options: Arc::new(reading.layer()),
        file,
        none: reading.no_config,
        user: user_file(),
        folders: Folders { config: config_folder(), data: data_folder() },
        ..Sources::default()
    })
}

/// Where the user's own file would be: `$XDG_CONFIG_HOME/tajuk/config.toml`,
/// `%APPDATA%\tajuk\config.toml`.
pub(crate) fn user_file() -> Option<PathBuf> {
    Some(config_folder()?.join("tajuk").join("config.toml"))
}

fn config_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir())
}

/// What programs keep for the user. On Windows it stays on this machine.
#[expect(clippy::disallowed_methods, reason = "this is where the user's folders are looked up")]
pub(crate) fn data_folder() -> Option<PathBuf> {
    let folder = |name| std::env::var(name).ok().map(PathBuf::from).filter(|it| it.is_absolute());
    if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|it| it.join("Library/Application Support"))
    } else {
        // XDG Base Directory Specification: a relative path is no path.
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|it| it.join(".local/share")))
    }
}

/// The path from the root of the disk; nothing is looked up.
pub(crate) fn whole(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut res = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                res.pop();
            }
            it => res.push(it),
        }
    }
    res
}

/// Seen from the folder that one is in, where it lies below.
pub(crate) fn shown(path: &Path) -> String {
    let here = whole(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
