//! `tajuk kb`: asks, checks and describes the knowledge base.

mod endpoint;
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
    Stats(Plain),
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
        Task::Stats(plain) => stats::run(plain.format),
        Task::Update(update) => update::run(update, settings),
    }
}
