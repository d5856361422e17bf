//! Databases on disk: what is written is read again, whatever happens in between.

mod copies;
mod crash;
mod flips;
mod forged;
#[cfg(unix)]
mod full;
mod holders;
mod other;
#[cfg(unix)]
mod paths;
mod readers;
mod round;
mod world;

pub(crate) use crash::kills;
pub(crate) use other::Other;
