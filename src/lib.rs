//! Tajuk, an editor's desk for news analyses.
//!
//! The modules are floors of one house, ground first. A floor may use the
//! floors listed above it here, never one listed below it; `tests/floors.rs`
//! checks this.

#![forbid(unsafe_code)]

pub mod text;
pub mod structure;
pub mod lang;
pub mod knowledge;
pub mod detect;
pub mod rules;
pub mod config;
pub mod ide;
pub mod server;
pub mod cli;
