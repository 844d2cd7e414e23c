//! Which of the files that an article links to are not there. Looked up when an
//! article is opened or saved, never while one types.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use url::Url;

use crate::detect::Missing;
use crate::server::incoming;
use crate::structure::{Format, paths_in};

/// So many links of an article are looked up.
const MOST: usize = 400;

/// Files that tell the folder of a site's generator: there, a path is one of
/// the site and not of the folder.
const SITES: [&str; 10] = [
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "_config.yml",
    "mkdocs.yml",
    "docusaurus.config.js",
    "astro.config.mjs",
    ".eleventy.js",
    "gatsby-config.js",
    "next.config.js",
];

/// Endings of what pages are made from.
const SOURCES: [&str; 4] = ["md", "markdown", "mdx", "qmd"];

/// Those of an article that lies at `article` and says `text`. Nothing is told
/// of an article that is on no disk, and nothing of a page, whose links are
/// those of its site.
pub fn missing(article: &Path, text: &str) -> Option<Missing> {
    missing_among(article, paths_in(text))
}

/// The same of an article that has these links.
pub(super) fn missing_among(
    article: &Path,
    paths: impl Iterator<Item = String>,
) -> Option<Missing> {
    if incoming::format_of(article) == Format::Html {
        return None;
    }
    let mut paths = paths.filter(|it| may_be_checked(it)).peekable();
    paths.peek()?;
    if !article.is_file() {
        return None;
    }
    let here = Url::from_file_path(std::path::absolute(article).ok()?).ok()?;
    let site = article.ancestors().any(|it| SITES.iter().any(|name| it.join(name).is_file()));
    let gone = paths.take(MOST).filter(|path| {
        let Some(target) = target(&here, path) else { return false };
        (!site || is_source(&target)) && !is_there(&target)
    });
    Missing::new(gone.collect::<BTreeSet<String>>())
}

/// A path of a folder, with an ending, and nothing for a template to fill in.
fn may_be_checked(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|it| it.1).unwrap_or_default();
    let plain = !path.starts_with(['/', '\\', '~', '@', '%', '<'])
        && !path.contains(['{', '}', '$', '*', '`', '[', ']', '|', '\n']);
    plain && (1..=8).contains(&ending.len()) && ending.bytes().all(|it| it.is_ascii_alphanumeric())
}

fn target(here: &Url, path: &str) -> Option<PathBuf> {
    here.join(path).ok()?.to_file_path().ok()
}

fn is_source(path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|it| SOURCES.contains(&&*it))
}

/// A page counts where that lies from which it is made.
fn is_there(path: &Path) -> bool {
    let page = path.extension().is_some_and(|it| it == "html" || it == "htm");
    path.exists() || page && SOURCES.iter().any(|it| path.with_extension(it).is_file())
}
