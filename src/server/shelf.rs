//! The newsroom's own facts on disk: where their files are, and whether they
//! are still as they were read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::config::Problem;
use crate::knowledge::{Base, Layer, Trouble};
use crate::lang::Message;
use crate::text::Span;

/// In a workspace.
pub(super) const IN_WORKSPACE: &str = ".tajuk/kb.toml";

/// In the user's configuration folder.
const IN_CONFIG: &str = "tajuk/kb.toml";

/// In the user's data folder; `tajuk kb update` writes it.
const IN_DATA: &str = "tajuk/kb-update.toml";

/// Nobody writes so much by hand, and an update of the whole world is less.
const MOST_BYTES: u64 = 16 << 20;

/// The user's folders, as far as the system tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    pub config: Option<PathBuf>,
    pub data: Option<PathBuf>,
}

impl Folders {
    /// Where facts of the user's may be; what counts least comes first.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let update = self.data.as_ref().map(|it| it.join(IN_DATA));
        let user = self.config.as_ref().map(|it| it.join(IN_CONFIG));
        update.into_iter().chain(user).collect()
    }
}

/// The files of facts that hold together, and the base that they make.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    folders: Folders,
    root: Option<PathBuf>,
    /// Each file with its state when it was read.
    seen: Vec<(PathBuf, Option<State>)>,
    volumes: Vec<Volume>,
    base: Base,
}

/// A file that was read, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub path: PathBuf,
    pub text: String,
    pub troubles: Vec<Trouble>,
}

/// When a file was written, and how long it is.
type State = (Option<SystemTime>, u64);

impl Shelf {
    /// `root` is the folder whose own facts hold.
    pub(super) fn new(folders: Folders, root: Option<PathBuf>) -> Shelf {
        Shelf { folders, root, ..Shelf::default() }
    }

    /// Where facts may be, whether there are any or not; what counts least
    /// comes first.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let own = self.root.as_ref().map(|it| it.join(IN_WORKSPACE));
        self.folders.files().into_iter().chain(own).collect()
    }

    /// Reads what has changed on disk. Whether anything has.
    pub(super) fn refresh(&mut self) -> bool {
        let now: Vec<(PathBuf, Option<State>)> =
            self.paths().into_iter().map(|it| (it.clone(), state(&it))).collect();
        if now == self.seen {
            return false;
        }
        let there = now.iter().filter_map(|(path, state)| Some((path, (*state)?)));
        let (mut layers, mut volumes) = (Vec::new(), Vec::new());
        for (path, (_, size)) in there {
            let (text, trouble) = read(path, size);
            let file = path.display().to_string();
            layers.push(Layer { file, text: text.clone() });
            let troubles = trouble.into_iter().collect();
            volumes.push(Volume { path: path.clone(), text, troubles });
        }
        let (base, troubles) = Base::layered(&layers);
        for trouble in troubles {
            if let Some(volume) = volumes.get_mut(trouble.layer) {
                volume.troubles.push(trouble);
            }
        }
        self.seen = now;
        self.volumes = volumes;
        self.base = base;
        true
    }

    /// What is wrong with a file if it has this text.
    pub(super) fn problems_in(&self, file: &Path, text: &str) -> Vec<Problem> {
        let (mut layers, mut at) = (Vec::new(), None);
        for path in self.paths() {
            let known = self.volumes.iter().find(|it| it.path == path);
            let text = match path == file {
                true => {
                    at = Some(layers.len());
                    text.to_owned()
                }
                false => match known {
                    Some(it) => it.text.clone(),
                    None => continue,
                },
            };
            layers.push(Layer { file: path.display().to_string(), text });
        }
        let (_, troubles) = Base::layered(&layers);
        troubles.iter().filter(|it| Some(it.layer) == at).map(problem).collect()
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    /// The files that are there.
    pub(super) fn volumes(&self) -> &[Volume] {
        &self.volumes
    }
}

impl Volume {
    /// What is wrong with it, as it is told of any file of ours.
    pub fn problems(&self) -> Vec<Problem> {
        self.troubles.iter().map(problem).collect()
    }
}

/// A row that is left out weighs as much as what is no TOML.
fn problem(trouble: &Trouble) -> Problem {
    let Trouble { span, lost, message, .. } = trouble;
    Problem { span: Some(*span), message: message.clone(), syntax: *lost }
}

/// The nearest folder above a file that has facts of its own.
pub(super) fn root_above(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|it| it.join(IN_WORKSPACE).is_file()).map(Path::to_owned)
}

fn state(path: &Path) -> Option<State> {
    let there = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((there.modified().ok(), there.len()))
}

/// A file that cannot be read is an empty one with a trouble.
#[expect(clippy::disallowed_methods, reason = "the server's workspace part reads these files")]
fn read(path: &Path, size: u64) -> (String, Option<Trouble>) {
    let told = |message: Message| {
        let trouble = Trouble { layer: 0, span: Span::default(), line: 1, lost: true, message };
        (String::new(), Some(trouble))
    };
    if MOST_BYTES < size {
        let message = Message::new("kb-too-big");
        return told(message.with("size", size >> 20).with("most", MOST_BYTES >> 20));
    }
    match fs::read_to_string(path) {
        Ok(text) => (text, None),
        Err(error) => told(Message::new("kb-unreadable").with("reason", error)),
    }
}
