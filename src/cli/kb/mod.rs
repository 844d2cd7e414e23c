//! `tajuk kb`: asks, checks and describes the knowledge base.

mod audit;
mod check;
mod endpoint;
mod lookup;
mod proposal;
mod stats;
mod store;
mod update;

use clap::Subcommand;

use crate::cli::args::Format;
use crate::cli::screen::Failure;
use crate::ide::Settings;

/// Ask, check and describe the knowledge base
#[derive(Debug, clap::Args)]
pub(crate) struct Kb {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Lookup(lookup::Lookup),
    Check(check::Check),
    Stats(Plain),
    Audit(audit::Audit),
    Update(update::Update),
}

/// Count what is known, and how old it is
#[derive(Debug, clap::Args)]
struct Plain {
    /// How to print the answer: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

pub(crate) fn run(kb: &Kb, settings: &Settings) -> Result<u8, Failure> {
    match &kb.task {
        Task::Lookup(lookup) => lookup::run(lookup, settings),
        Task::Check(check) => check::run(check, settings),
        Task::Stats(plain) => stats::run(plain.format),
        Task::Audit(audit) => audit::run(audit, settings),
        Task::Update(update) => update::run(update, settings),
    }
}
