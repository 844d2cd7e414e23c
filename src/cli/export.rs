//! `tajuk export`: an article in the formats of others.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use crate::cli::FINE;
use crate::cli::one;
use crate::cli::screen::{self, Failure};
use crate::cli::setup::Setup;
use crate::cli::states;
use crate::ide::export::{annotations, news_article, ninjs};
use crate::server::sidecar;

/// Print an article in a format of others
#[derive(Debug, clap::Args)]
#[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk export --as newsarticle article.md
  tajuk export --as ninjs --url https://example.org/article article.md
  tajuk export --as annotations article.md")]
pub(crate) struct Export {
    /// The article; - for standard input
    pub(crate) file: PathBuf,
    /// schema.org's NewsArticle with who and what it names, IPTC's ninjs 3.0, or
    /// the states of its claims as W3C Web Annotations
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) to: ExportFormat,
    /// Where the article is published; ninjs requires it
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(crate) url: Option<String>,
    /// What to call the article from standard input; its ending tells Markdown
    /// from plain text
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    #[value(name = "newsarticle")]
    NewsArticle,
    Ninjs,
    Annotations,
}

pub(crate) fn run(wanted: &Export, setup: &Setup) -> Result<u8, Failure> {
    // A ledger that cannot be read must not be exported as an empty one.
    if wanted.to == ExportFormat::Annotations && wanted.file.as_os_str() != "-" {
        sidecar::read(&wanted.file).map_err(states::failure)?;
    }
    let (name, snapshot) = one::open(&wanted.file, wanted.stdin_name.as_deref(), setup)?;
    let url = wanted.url.as_deref();
    let text = match wanted.to {
        ExportFormat::NewsArticle => pretty(&news_article(&snapshot, url))?,
        ExportFormat::Ninjs => match ninjs(&snapshot, url, &sidecar::now()) {
            Ok(item) => pretty(&item)?,
            Err(missing) => return Err(states::incomplete("ninjs", &missing)),
        },
        ExportFormat::Annotations => annotations(&snapshot, &sidecar::name_of(Path::new(&name))),
    };
    let mut output = screen::output();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(FINE)
}

/// An address in full, as the schemas of others want it.
pub(super) fn address(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("no address; write it in full, as https://example.org/page".to_owned()),
    }
}

pub(super) fn pretty(value: &Value) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
