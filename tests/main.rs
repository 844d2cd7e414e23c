//! Every test that looks at the house from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
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
mod session;
