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
use crate::cli::screen::{Failure, complain_in};
use crate::cli::setup::{HERE, Setup, tongue_of};

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

pub(crate) fn run(kb: &Kb, setup: &Setup) -> Result<u8, Failure> {
    let settings = setup.settings(HERE);
    let status = match &kb.task {
        Task::Lookup(lookup) => lookup::run(lookup, &settings),
        Task::Stats(plain) => stats::run(plain.format, &settings.base),
        Task::Audit(audit) => audit::run(audit, setup),
        // These look at the files themselves.
        Task::Check(check) => return check::run(check, setup),
        Task::Update(update) => return update::run(update, &settings),
    };
    let lang = tongue_of(&settings);
    setup.lost_facts(lang).iter().for_each(|it| complain_in(lang, it));
    status
}
