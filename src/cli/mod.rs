//! The command line: the one place that reads files and prints.

mod args;
mod baseline;
mod cells;
mod check;
mod claims;
mod states;
mod config;
mod crew;
mod demo;
pub mod draw;
mod entities;
mod eval;
mod excerpt;
mod explain;
mod export;
mod files;
mod fix;
mod input;
mod kb;
mod markdown;
mod manual;
mod one;
mod outline;
mod paint;
mod progress;
mod rules;
mod sarif;
mod screen;
mod serve;
mod setup;
mod tasks;
mod train;
mod tree;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::{Args, Command, Tongue};
use crate::cli::screen::{Failure, complain};
use crate::cli::setup::{Setup, sources};

/// Exit statuses, as the manual has them.
const FINE: u8 = 0;
const FOUND: u8 = 1;
const FAILED: u8 = 2;

/// Runs the program with these arguments, its own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help that nobody reads any more is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { FINE });
        }
    };
    obey(&args).unwrap_or_else(|failure| match failure {
        Failure::Closed => ExitCode::from(FINE),
        Failure::Complaint(complaint) => {
            complain(&complaint);
            ExitCode::from(FAILED)
        }
    })
}

fn obey(args: &Args) -> Result<ExitCode, Failure> {
    let reading = &args.reading;
    let setup = || Setup::new(reading, None);
    let status = match &args.command {
        Command::Lsp(serve) => return serve::run(serve, sources(reading)?),
        Command::Check(check) => check::run(check, reading),
        Command::Fix(fix) => fix::run(fix, &setup()?),
        Command::Outline(one) => outline::run(one, &setup()?),
        Command::Entities(one) => entities::run(one, &setup()?),
        Command::Claims(wanted) => claims::run(wanted, &setup()?),
        Command::Export(wanted) => export::run(wanted, &setup()?),
        Command::Explain(explain) => explain::run(explain, &setup()?),
        Command::Rules(rules) => rules::run(rules, &setup()?),
        Command::Config(config) => config::run(&config.task, &setup()?),
        Command::Eval(eval) => eval::run(eval, reading.lang.map(Tongue::lang)),
        Command::Train(it) => train::run(it, reading.lang.map(Tongue::lang)),
        Command::Kb(kb) => kb::run(kb, &setup()?),
        Command::Demo(demo) => demo::run(demo, &args.reading),
        Command::Completions(wanted) => manual::completions(wanted.shell),
        Command::Man(wanted) => manual::man(wanted.out.as_deref()),
    };
    status.map(ExitCode::from)
}
