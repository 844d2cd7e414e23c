//! The server over its protocol: a scripted editor on an in-memory pipe, and
//! the program itself as a child.

#![allow(clippy::expect_used)]

mod editor;
mod text;

mod start;
mod order;
mod own_facts;
mod typing;
mod writing;
mod cancel;
mod findings;
mod fixes;
mod configure;
mod clients;
mod asks;
mod every;
mod units;
mod folder;
mod commands;
mod panel;
mod load;
mod lists;
mod places;
mod marks;
mod project;
mod related;
mod rough;
mod bytes;
mod guard;
mod ends;
