//! Databases as a user meets them: made, asked, compared, merged, exported.

mod comparing;
mod exporting;
mod git;
mod importing;
mod killed;
mod laws;
mod merging;
mod questions;
mod salvaging;
mod specimen;
mod undoing;
mod upkeep;
mod versions;
mod world;

pub(crate) use world::recorded;
