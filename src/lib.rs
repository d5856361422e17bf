#![doc = include_str!("../README.md")]
//!
//! # The rooms
//!
//! [`Chancery`] is the one handle; most programs need nothing else but [`answer`], [`edtf`] and
//! [`render`]. Those who search for themselves find the graph in [`graph`] and the searches in
//! [`analysis`]; those who import data build a [`model::Dataset`].

pub mod analysis;
pub mod answer;
mod builtin;
mod columns;
mod desk;
pub mod diagnostic;
mod digest;
pub mod dossier;
pub mod edit;
pub mod edtf;
pub mod exchange;
mod exec;
pub mod files;
pub mod graph;
pub mod import;
pub mod model;
pub mod names;
pub mod picture;
pub mod query;
pub mod receipt;
pub mod register;
pub mod render;
pub mod store;
pub mod text;

pub use desk::{
    Chancery, Database, Error, ErrorKind, Holding, Import, Merge, Replay, Request, Session,
    Verdict, asked,
};
