//! `tajuk train`: makes the models that the program carries.

mod claims;
mod ner;
mod types;

use std::fs;
use std::path::Path;

use crate::cli::screen::Failure;
use crate::cli::tasks::{Train, TrainTask};
use crate::lang::Lang;

pub(crate) fn run(wanted: &Train, lang: Option<Lang>) -> Result<u8, Failure> {
    match &wanted.task {
        TrainTask::Claims(it) => claims::run(it),
        TrainTask::Ner(it) => ner::run(it, lang),
        TrainTask::Types(it) => types::run(it),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where files are written")]
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let name = path.display();
    fs::write(path, text).map_err(|error| Failure::new(format!("cannot write {name}: {error}")))
}
