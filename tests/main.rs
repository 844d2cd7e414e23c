//! Every test that looks at the house from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod articles;
mod cli;
mod data;
mod floors;
mod ide;
mod messages;
mod pages;
mod position;
mod reread;
mod rules;
mod sentences;
mod session;
