//! Every test that looks at the house from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::iter_over_hash_type,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::semicolon_if_nothing_returned,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod answers;
mod articles;
mod at_home;
mod attribution;
mod bad_input;
mod budget;
mod cli;
mod data;
mod datelines;
mod floors;
mod headings;
mod ledger;
mod local_names;
mod html;
mod ide;
mod markup;
mod mend;
mod messages;
mod names;
mod own_facts;
mod pages;
mod points;
mod position;
mod quotations;
mod reread;
mod rough;
mod rules;
mod sentences;
mod session;
mod silence;
mod tongue;
mod typing;
mod update;
mod whens;
mod whole_names;
mod work;
