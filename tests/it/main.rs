//! The tests that see the crate from outside: laws, families of files, questions, the program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and may read clock and environment"
)]

mod analysis;
mod browser;
mod cli;
mod data;
mod databases;
mod dice;
mod editing;
mod edtf;
mod entities;
mod events;
mod evidence;
mod examples;
mod exchange;
mod files;
mod fuzz;
mod gazetteer;
mod golden;
mod help;
mod house;
mod import;
mod importing;
mod laid_out;
mod language;
mod laws;
mod lists;
mod names;
mod networkx;
mod outside;
mod program;
mod python;
mod readme;
mod receipt;
mod register;
mod render;
mod sending;
mod shell;
mod store;
#[cfg(unix)]
mod tables;
mod terminal;
mod wrong;
