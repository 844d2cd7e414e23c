//! The files of settings and facts of the machine: which hold for an article,
//! and what they say. The command line finds them here too.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::config::{
    BASELINE, Baseline, Config, FILES, IGNORES, Ignores, Layer, Origin, Problem, parse_toml,
};
use crate::ide::Settings;
use crate::knowledge::Base;
use crate::lang::Message;
use crate::server::shelf::{Folders, IN_WORKSPACE, Shelf, Volume, root_above};
use crate::text::Span;

/// Where settings may come from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The options of the command line.
    pub options: Arc<Layer>,
    /// A file that stands in for the project's.
    pub file: Option<PathBuf>,
    /// No file at all.
    pub none: bool,
    /// The user's own file, whether there is one or not.
    pub user: Option<PathBuf>,
    /// A baseline that stands in for the configuration's.
    pub baseline: Option<PathBuf>,
    /// No baseline, whatever the configuration says.
    pub no_baseline: bool,
    /// Where the user's own facts are.
    pub folders: Folders,
    /// Whether an editor asks, which sums up a wall of findings.
    pub sums_up: bool,
}

/// Files that were read, until they change.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    sources: Sources,
    /// The editor's layers, the lowest first.
    editor: Vec<Arc<Layer>>,
    /// Folders that the editor has open.
    folders: Vec<PathBuf>,
    read: HashMap<PathBuf, Arc<Paper>>,
    /// Facts, by the folder whose own they are.
    shelves: BTreeMap<Option<PathBuf>, Shelf>,
}

/// A file of the configuration, as it was read.
#[derive(Debug)]
pub struct Paper {
    pub path: Arc<PathBuf>,
    pub text: String,
    pub problems: Vec<Problem>,
    said: Said,
    written: Option<SystemTime>,
}

#[derive(Debug)]
enum Said {
    Layer(Arc<Layer>),
    Ignores(Ignores),
    Baseline(Arc<Baseline>),
}

/// What holds for one article.
pub struct Settled {
    pub config: Config,
    pub settings: Settings,
}

/// A project's folder, and its file if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub root: PathBuf,
    pub file: Option<PathBuf>,
}

#[derive(Clone, Copy)]
enum Kind {
    Layer,
    Ignores,
    Baseline,
}

impl Workspace {
    pub fn new(sources: Sources) -> Workspace {
        Workspace { sources, ..Workspace::default() }
    }

    /// The same, with no baseline.
    #[must_use]
    pub fn without_baseline(self) -> Workspace {
        Workspace::new(Sources { no_baseline: true, ..self.sources })
    }

    pub fn set_folders(&mut self, folders: Vec<PathBuf>) {
        self.folders = folders;
    }

    /// Folders that the editor has open.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    pub fn set_editor(&mut self, layers: Vec<Arc<Layer>>) {
        self.editor = layers;
    }

    /// Lets go of files that are not as they were read, and reads facts that
    /// are not. Whether there are any.
    pub fn refresh(&mut self) -> bool {
        let before = self.read.len();
        self.read.retain(|path, paper| written(path) == paper.written);
        let changed = self.shelves.values_mut().filter_map(|it| it.refresh().then_some(())).count();
        0 < changed || before != self.read.len()
    }

    /// What was read so far, by path.
    pub fn papers(&self) -> BTreeMap<&Path, &Arc<Paper>> {
        self.read.iter().map(|(path, paper)| (path.as_path(), paper)).collect()
    }

    /// What holds for the article of this path; for one without a path, what
    /// holds anywhere.
    pub fn settle(&mut self, path: Option<&Path>) -> Settled {
        let mut config = Config::default();
        let project = path.and_then(|it| self.project(it));
        if let Some(user) = self.sources.user.clone().filter(|_| !self.sources.none) {
            self.lay(&mut config, &user, None, Origin::User);
        }
        if let Some(file) = self.sources.file.clone() {
            let root = file.parent().map(Path::to_owned);
            self.lay(&mut config, &file, root, Origin::Named);
        } else if let Some(Project { root, file: Some(file) }) = &project {
            self.lay(&mut config, file, Some(root.clone()), Origin::Project);
        }
        let root = project.as_ref().map(|it| it.root.clone());
        for layer in &self.editor {
            let folder = root.clone().or_else(|| self.folder(path?));
            config.lay(Origin::Editor, folder, Arc::clone(layer));
        }
        config.lay(Origin::Option, None, Arc::clone(&self.sources.options));
        let mut house = config.house(path);
        if !self.sources.sums_up {
            house.summary_above = 0;
        }
        if let (Some(root), Some(path)) = (&root, path) {
            house.ignores = self.ignores(root, path);
        }
        if let Some(baseline) = self.baseline(&config, root.as_deref()) {
            house.baseline = baseline;
        }
        let settings = Settings {
            lang: config.lang(path),
            article_date: config.article_date(path),
            messages: config.messages(path),
            locale: None,
            hints: config.hints(),
            house: Arc::new(house),
            base: self.base(path),
        };
        Settled { config, settings }
    }

    /// Who is who in the article of this path.
    fn base(&mut self, path: Option<&Path>) -> Base {
        let root = self.facts_root(path);
        self.shelf(root).base().clone()
    }

    fn shelf(&mut self, root: Option<PathBuf>) -> &Shelf {
        let folders = &self.sources.folders;
        self.shelves.entry(root).or_insert_with_key(|root| {
            let mut shelf = Shelf::new(folders.clone(), root.clone());
            shelf.refresh();
            shelf
        })
    }

    /// The folder whose own facts hold for an article: the nearest that has
    /// any, else the project or the editor's folder. What lies in no folder of
    /// the editor's is read with the facts of the first one.
    fn facts_root(&self, path: Option<&Path>) -> Option<PathBuf> {
        let near = path.and_then(|it| {
            let folder = || self.project_or_folder(it).map(|it| it.root);
            root_above(it).or_else(folder).or_else(|| self.folder(it))
        });
        near.or_else(|| self.folders.first().cloned())
    }

    /// Where facts can be added for an article, whether there are any or not.
    pub(super) fn facts_file(&self, path: Option<&Path>) -> Option<PathBuf> {
        self.facts_root(path).map(|it| it.join(IN_WORKSPACE))
    }

    /// The files of facts that hold for an article, the lowest first.
    pub fn facts(&mut self, path: &Path) -> &[Volume] {
        let root = self.facts_root(Some(path));
        self.shelf(root).volumes()
    }

    /// The files of facts that were read so far, each once.
    pub fn volumes(&self) -> BTreeMap<&Path, &Volume> {
        let all = self.shelves.values().flat_map(Shelf::volumes);
        all.map(|it| (it.path.as_path(), it)).collect()
    }

    /// Whether facts are read from this file.
    pub(super) fn is_facts(&self, path: &Path) -> bool {
        path.ends_with(IN_WORKSPACE) || self.sources.folders.files().iter().any(|it| it == path)
    }

    /// Files outside all projects that we read from.
    pub(super) fn of_user(&self) -> Vec<PathBuf> {
        let user = self.sources.user.clone().filter(|_| !self.sources.none);
        user.into_iter().chain(self.sources.folders.files()).collect()
    }

    /// What is wrong with the text of a file of settings or facts that is open
    /// in an editor.
    pub(super) fn problems_in(&mut self, path: &Path, text: &str) -> Vec<Problem> {
        if path.ends_with(IGNORES) {
            return Ignores::read(text).1;
        }
        if !self.is_facts(path) {
            return parse_toml(text).1;
        }
        let own = path.ends_with(IN_WORKSPACE).then(|| path.ancestors().nth(2)).flatten();
        self.shelf(own.map(Path::to_owned)).problems_in(path, text)
    }

    fn lay(
        &mut self,
        config: &mut Config,
        file: &Path,
        root: Option<PathBuf>,
        origin: impl FnOnce(Arc<PathBuf>) -> Origin,
    ) {
        let Some(paper) = self.paper(file, Kind::Layer) else { return };
        if let Said::Layer(layer) = &paper.said {
            config.lay(origin(Arc::clone(&paper.path)), root, Arc::clone(layer));
        }
    }

    fn ignores(&mut self, root: &Path, path: &Path) -> Vec<crate::config::Ignore> {
        let Some(paper) = self.paper(&root.join(IGNORES), Kind::Ignores) else {
            return Vec::new();
        };
        match (&paper.said, relative(root, path)) {
            (Said::Ignores(all), Some(file)) => all.of(&file),
            _ => Vec::new(),
        }
    }

    fn baseline(&mut self, config: &Config, root: Option<&Path>) -> Option<Arc<Baseline>> {
        if self.sources.no_baseline {
            return None;
        }
        let named = self.sources.baseline.clone().or_else(|| config.baseline());
        let file = named.or_else(|| Some(root?.join(BASELINE)))?;
        let paper = self.paper(&file, Kind::Baseline)?;
        match &paper.said {
            Said::Baseline(it) => Some(Arc::clone(it)),
            _ => None,
        }
    }

    /// The nearest folder above a file that has a configuration.
    pub fn project(&self, path: &Path) -> Option<Project> {
        if self.sources.none {
            return None;
        }
        path.ancestors().skip(1).find_map(|root| {
            let file = FILES.iter().map(|it| root.join(it)).find(|it| it.is_file());
            let has_folder = || root.join(IGNORES).is_file() || root.join(BASELINE).is_file();
            let is_one = file.is_some() || has_folder();
            is_one.then(|| Project { root: root.to_owned(), file })
        })
    }

    /// As [`Workspace::project`]; where there is none, the editor's folder is
    /// one that has no file yet.
    pub fn project_or_folder(&self, path: &Path) -> Option<Project> {
        let folder = || self.folder(path).map(|root| Project { root, file: None });
        self.project(path).or_else(folder).filter(|_| !self.sources.none)
    }

    fn folder(&self, path: &Path) -> Option<PathBuf> {
        let holds = self.folders.iter().filter(|it| path.starts_with(it));
        holds.max_by_key(|it| it.components().count()).cloned()
    }

    fn paper(&mut self, path: &Path, kind: Kind) -> Option<Arc<Paper>> {
        if let Some(known) = self.read.get(path) {
            return Some(Arc::clone(known));
        }
        let paper = Arc::new(Paper::read(path, kind)?);
        self.read.insert(path.to_owned(), Arc::clone(&paper));
        Some(paper)
    }

    /// The text of a file; `Some(None)` where there is none yet, and `None`
    /// where it cannot be read.
    #[expect(clippy::disallowed_methods, reason = "this is where configuration is read")]
    pub fn text(path: &Path) -> Option<Option<String>> {
        match fs::read_to_string(path) {
            Ok(text) => Some(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(None),
            Err(_) => None,
        }
    }

    /// Whether this is a file that we read settings or facts from.
    pub fn is_paper(&self, path: &Path) -> bool {
        let of_project = FILES.iter().chain([&IGNORES]).any(|it| path.ends_with(it));
        let named = [&self.sources.file, &self.sources.user];
        of_project || named.into_iter().flatten().any(|it| it == path) || self.is_facts(path)
    }
}

impl Paper {
    /// Nothing where there is no such file.
    #[expect(clippy::disallowed_methods, reason = "this is where configuration is read")]
    fn read(path: &Path, kind: Kind) -> Option<Paper> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => Err(error),
        };
        let unreadable = |error: &io::Error| Problem {
            span: None,
            message: Message::new("config-unreadable").with("error", error),
            syntax: true,
        };
        let unread = text.as_ref().err().map(unreadable);
        let text = text.unwrap_or_default();
        let (said, mut problems) = match kind {
            Kind::Layer => {
                let (layer, problems) = parse_toml(&text);
                (Said::Layer(Arc::new(layer)), problems)
            }
            Kind::Ignores => {
                let (all, problems) = Ignores::read(&text);
                (Said::Ignores(all), problems)
            }
            Kind::Baseline if unread.is_some() => (Said::Baseline(Arc::default()), Vec::new()),
            Kind::Baseline => match Baseline::read(&text) {
                Ok(it) => (Said::Baseline(Arc::new(it)), Vec::new()),
                Err((line, message)) => {
                    let span = Some(line_span(&text, line));
                    let problem = Problem { span, message, syntax: true };
                    (Said::Baseline(Arc::default()), vec![problem])
                }
            },
        };
        if let Some(unread) = unread {
            problems = vec![unread];
        }
        let path = Arc::new(path.to_owned());
        Some(Paper { written: written(&path), path, text, problems, said })
    }
}

fn line_span(text: &str, line: usize) -> Span {
    let lines = text.split_inclusive('\n').take(line);
    let end: usize = lines.clone().map(str::len).sum();
    let last = lines.last().unwrap_or_default();
    Span::new(end - last.len(), end - last.len() + last.trim_end().len())
}

fn written(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|it| it.modified()).ok()
}

/// An article's path as the project's files write it.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    let parts: Vec<String> =
        parts.map(|it| it.as_os_str().to_string_lossy().into_owned()).collect();
    Some(parts.join("/"))
}
