//! Event data: small files of our own, files gone wrong, and real ones where they lie near.

mod fixtures;
mod quadruples;
mod shared;
pub(crate) mod world;
