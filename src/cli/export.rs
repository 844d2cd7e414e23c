//! `tajuk export`: an article in the formats of others.

use std::io::Write;

use serde_json::Value;

use crate::cli::FINE;
use crate::cli::args::{Export, ExportFormat};
use crate::cli::one;
use crate::cli::screen::{self, Failure};
use crate::cli::setup::Setup;
use crate::cli::states;
use crate::ide::export::{annotations, news_article, ninjs};
use crate::server::sidecar;

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
        ExportFormat::Annotations => {
            annotations(&snapshot, &sidecar::name_of(std::path::Path::new(&name)))
        }
    };
    let mut output = screen::output();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(FINE)
}

pub(super) fn pretty(value: &Value) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
