//! `tajuk lsp`: sets up the log and hands over to the server.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tracing_subscriber::EnvFilter;

use crate::cli::args::{LogLevel, Serve};
use crate::cli::screen::{Failure, note};
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
    Ok(server::run(Options { sources, today }))
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
