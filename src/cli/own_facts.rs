//! The newsroom's own facts, for the command line: the user's folders, and the
//! files that hold for an article.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::cli::screen::{Complaint, complain};
use crate::knowledge::{Base, Trouble};
use crate::lang::{Lang, render};
use crate::server::{Folders, Shelf, root_above};

/// The user's folders for configuration and for data.
#[expect(clippy::disallowed_methods, reason = "this is where the user's folders are looked up")]
pub(crate) fn folders() -> Folders {
    // XDG Base Directory Specification: a relative path is no path.
    let folder = |name| env::var(name).ok().map(PathBuf::from).filter(|it| it.is_absolute());
    let home = |below: &str| folder("HOME").map(|it| it.join(below));
    if cfg!(windows) {
        Folders { config: folder("APPDATA"), data: folder("LOCALAPPDATA") }
    } else if cfg!(target_os = "macos") {
        let both = home("Library/Application Support");
        Folders { config: both.clone(), data: both }
    } else {
        Folders {
            config: folder("XDG_CONFIG_HOME").or_else(|| home(".config")),
            data: folder("XDG_DATA_HOME").or_else(|| home(".local/share")),
        }
    }
}

/// The files that hold for an article, or for whatever else lies there.
pub(crate) fn shelf_for(file: &Path) -> Shelf {
    let mut shelf = Shelf::new(folders());
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    if let Some(root) = root_above(&file) {
        shelf.add_root(root);
    }
    shelf.refresh();
    shelf
}

/// The base that holds for an article. What is wrong with its files is told
/// once.
pub(crate) fn base_for(file: &Path) -> Base {
    /// Bases by the files that they are made from. A run is short, and what is
    /// read in it is read once.
    static KNOWN: LazyLock<Mutex<HashMap<Vec<PathBuf>, Base>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut shelf = Shelf::new(folders());
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    root_above(&file).into_iter().for_each(|it| shelf.add_root(it));
    let paths = shelf.paths();
    if let Some(base) = known.get(&paths) {
        return base.clone();
    }
    shelf.refresh();
    for paper in shelf.papers() {
        let troubles = paper.troubles.iter().filter(|it| it.lost);
        for trouble in troubles {
            complain(&Complaint { problem: told(&paper.path, trouble), remedy: None });
        }
    }
    known.insert(paths, shelf.base().clone());
    shelf.base().clone()
}

/// "kb.toml:3: what is wrong".
pub(crate) fn told(path: &Path, trouble: &Trouble) -> String {
    format!("{}:{}: {}", path.display(), trouble.line, render(&trouble.message, Lang::En))
}
