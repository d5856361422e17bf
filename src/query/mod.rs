//! Questions: from text to a plan, and from a plan to an answer.

mod ast;
mod clause;
mod complete;
mod dates;
mod draft;
mod entity;
mod error;
#[cfg(test)]
mod fixture;
mod highlight;
mod hint;
mod keys;
pub mod language;
mod lexer;
mod mend;
mod offers;
mod parser;
mod pieces;
mod plan;
mod reader;
mod resolve;
mod scope;
mod statement;
mod verb;
mod vocabulary;
mod words;

pub use crate::analysis::{CountBy, Subject};
pub use ast::Ast;
pub use clause::{DEFAULT_PATH_HOPS, MAX_PATH_HOPS, places_within};
pub use complete::{Completion, expected};
pub use dates::resolve_window;
pub use entity::resolve_entity;
pub use error::{NameCandidate, QueryError};
pub use highlight::{WordRole, spans};
pub use hint::hint;
pub use offers::Candidate;
pub use parser::parse;
pub use plan::{Choice, End, PathsPlan, Plan, Shape, Sort, What};
pub use resolve::{plan, resolve};
pub use statement::{Statement, is_unfinished, split_statements};
pub use vocabulary::kinds;
pub use words::words;
