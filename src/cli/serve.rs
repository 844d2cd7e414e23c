//! `tajuk lsp`: sets up the log and hands over to the server.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tracing_subscriber::EnvFilter;

use crate::cli::args::{LogLevel, Serve};
use crate::cli::screen::{Failure, note};
use crate::detect::names::Recogniser;
use crate::lang::{Lang, Message};
use crate::server::{self, Options, Sources, today};

pub(crate) fn run(serve: &Serve, sources: Sources) -> Result<ExitCode, Failure> {
    let log = serve.log.as_deref().map(open).transpose()?;
    // What the libraries below us do is of interest only where it goes wrong.
    let filter = EnvFilter::new(format!("warn,tajuk={}", name(serve.log_level)));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    match log {
        Some(file) => lines.with_writer(Arc::new(file)).init(),
        None => lines.with_writer(io::stderr).init(),
    }
    if io::stdin().is_terminal() {
        note("this is the language server; an editor starts it and talks to it. Ctrl-C ends it");
    }
    let remarks = serve.models.as_deref().map_or_else(Vec::new, models);
    Ok(server::run(Options { sources, today, remarks }))
}

/// Reads names by the models of a folder. A model that cannot be used is done
/// without; what is to be said of that.
#[expect(clippy::disallowed_methods, reason = "this is where files are read")]
fn models(folder: &Path) -> Vec<Message> {
    let mut remarks = Vec::new();
    for lang in Lang::ALL {
        let path = folder.join(format!("ner-{}.bin", lang.tag()));
        let bytes = std::fs::read(&path).map_err(|it| it.to_string());
        let read = |it: Vec<u8>| Recogniser::read(Cow::Owned(it)).map_err(|it| it.to_string());
        let of_lang = |it: &Recogniser| it.lang() == lang;
        let model = match bytes.and_then(read) {
            Ok(it) if of_lang(&it) => Ok(it),
            Ok(_) => Err("it is for another language".to_owned()),
            Err(reason) => Err(reason),
        };
        if let Err(reason) = &model {
            tracing::warn!("{}: {reason}; names are read without a model", path.display());
            let message = Message::new("names-without-model").with("path", path.display());
            remarks.push(message.with("lang", lang.tag()).with("reason", reason));
        }
        Recogniser::replace(lang, model.ok());
    }
    remarks
}

fn open(path: &Path) -> Result<File, Failure> {
    OpenOptions::new().create(true).append(true).open(path).map_err(|error| {
        Failure::with_remedy(
            format!("cannot write the log {}: {error}", path.display()),
            "name a file in a folder that exists and that you may write to",
        )
    })
}

fn name(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
        LogLevel::Trace => "trace",
    }
}
