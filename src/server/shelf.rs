//! The newsroom's own facts on disk: where their files are, and whether they
//! are still as they were read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

/// The files that hold in a session, and the base that they make.
#[derive(Debug, Default)]
pub struct Shelf {
    folders: Folders,
    /// Folders of the workspace.
    roots: Vec<PathBuf>,
    /// Each file with its state when it was read.
    seen: Vec<(PathBuf, Option<State>)>,
    papers: Vec<Paper>,
    base: Base,
}

/// A file that was read, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub path: PathBuf,
    pub text: String,
    pub troubles: Vec<Trouble>,
}

/// When a file was written, and how long it is.
type State = (Option<SystemTime>, u64);

impl Shelf {
    pub fn new(folders: Folders) -> Shelf {
        Shelf { folders, ..Shelf::default() }
    }

    /// Takes a folder of the workspace.
    pub fn add_root(&mut self, root: PathBuf) {
        if !self.roots.contains(&root) {
            self.roots.push(root);
        }
    }

    pub fn has_roots(&self) -> bool {
        !self.roots.is_empty()
    }

    /// Where facts may be, whether there are any or not; what counts least
    /// comes first.
    pub fn paths(&self) -> Vec<PathBuf> {
        let Folders { config, data } = &self.folders;
        let update = data.as_ref().map(|it| it.join(IN_DATA));
        let user = config.as_ref().map(|it| it.join(IN_CONFIG));
        // The first folder is the one that the user thinks of first.
        let own = self.roots.iter().rev().map(|it| it.join(IN_WORKSPACE));
        update.into_iter().chain(user).chain(own).collect()
    }

    /// Where the workspace's own facts go.
    pub fn workspace_file(&self) -> Option<PathBuf> {
        self.roots.first().map(|it| it.join(IN_WORKSPACE))
    }

    /// Reads what has changed on disk. Whether anything has.
    pub fn refresh(&mut self) -> bool {
        let now: Vec<(PathBuf, Option<State>)> =
            self.paths().into_iter().map(|it| (it.clone(), state(&it))).collect();
        if now == self.seen {
            return false;
        }
        let there = now.iter().filter_map(|(path, state)| Some((path, (*state)?)));
        let (mut layers, mut papers) = (Vec::new(), Vec::new());
        for (path, (_, size)) in there {
            let (text, trouble) = read(path, size);
            let file = path.display().to_string();
            layers.push(Layer { file, text: text.clone() });
            let troubles = trouble.into_iter().collect();
            papers.push(Paper { path: path.clone(), text, troubles });
        }
        let (base, troubles) = Base::layered(&layers);
        for trouble in troubles {
            if let Some(paper) = papers.get_mut(trouble.layer) {
                paper.troubles.push(trouble);
            }
        }
        self.seen = now;
        self.papers = papers;
        self.base = base;
        true
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The files that are there.
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }
}

/// The nearest folder above a file that has facts of its own.
pub fn root_above(file: &Path) -> Option<PathBuf> {
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
