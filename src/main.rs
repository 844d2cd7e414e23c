//! The `tajuk` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    tajuk::server::run(tajuk::server::Options {
        settings: tajuk::ide::Settings::default(),
        today: tajuk::server::today,
    })
}
