//! `tajuk train`: makes the models that the program carries.

mod claims;
mod ner;

use crate::cli::screen::Failure;
use crate::cli::tasks::{Train, TrainTask};
use crate::lang::Lang;

pub(crate) fn run(wanted: &Train, lang: Option<Lang>) -> Result<u8, Failure> {
    match &wanted.task {
        TrainTask::Claims(it) => claims::run(it),
        TrainTask::Ner(it) => ner::run(it, lang),
    }
}
