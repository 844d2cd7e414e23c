//! `tajuk train`: makes the models that the program carries.

mod claims;

use crate::cli::args::{Train, TrainTask};
use crate::cli::screen::Failure;

pub(crate) fn run(wanted: &Train) -> Result<u8, Failure> {
    match &wanted.task {
        TrainTask::Claims(it) => claims::run(it),
    }
}
