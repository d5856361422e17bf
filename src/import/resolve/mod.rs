//! Resolving: which entity a file means by a name or code.
//!
//! Knows the gazetteer, the entities of a dataset, and the ways in which data sets write the names of
//! people and bodies. It does not know files, rows or relations.
//!
//! A [`Resolver`] tells of each mention at once whom it means among the entities there are, and
//! settles at the end which of the new ones are one, so that the order of rows changes nothing.
//!
//! # Grounds
//!
//! Two mentions are one entity on a stated [`Ground`] only. Whatever is merely alike becomes a
//! [`Proposal`], and two entities.
//!
//! | ground | what is the same |
//! |---|---|
//! | code | a code of one scheme: Wikidata, ISO 3166, COW … |
//! | gazetteer | a name of a state, territory, region or organisation, on the day of the mention |
//! | name | an id, name or alias, but for case, accents and punctuation; kind and country must not disagree |
//! | name, turned | the same, of a person written `Lavrov, Sergey` |
//! | title left out | the same, behind words such as `President`, with two words or more left |
//! | patronymic left out | first and last name of one known person, with one patronymic between them |
//! | form | `Police (Rwanda)`: the body of that sort of a known whole |
//! | alone | nothing: the first of its name |

mod cluster;
mod crowd;
mod directory;
mod form;
mod known;
mod likeness;
mod mention;
mod person;
mod resolver;
mod settle;

#[cfg(test)]
mod tests;

pub use mention::{Ground, Mention, Proposal};
pub use resolver::Resolver;
pub(super) use resolver::nobody;
pub use settle::{Belonging, Settlement};
