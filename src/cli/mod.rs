//! The command line: the one place that reads files and prints.

mod args;
mod cells;
mod check;
mod claims;
mod crew;
mod demo;
pub mod draw;
mod entities;
mod eval;
mod excerpt;
mod explain;
mod input;
mod kb;
mod markdown;
mod one;
mod outline;
mod own_facts;
mod paint;
mod progress;
mod rules;
mod screen;
mod serve;
mod tree;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::{Args, Command};
use crate::cli::screen::{Failure, complain};

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
    let settings = args.reading.settings();
    let status = match &args.command {
        Command::Lsp(serve) => return serve::run(serve, settings),
        Command::Check(check) => check::run(check, &settings),
        Command::Outline(one) => outline::run(one, &settings),
        Command::Entities(one) => entities::run(one, &settings),
        Command::Claims(one) => claims::run(one, &settings),
        Command::Explain(explain) => explain::run(explain),
        Command::Rules(rules) => rules::run(rules),
        Command::Eval(eval) => eval::run(eval, settings.lang),
        Command::Kb(kb) => kb::run(kb, &settings),
        Command::Demo(demo) => demo::run(demo, &args.reading),
    };
    status.map(ExitCode::from)
}
