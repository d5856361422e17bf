//! Rows about all linked entities together: ranks and groups.

use serde::{Serialize, Serializer};

use super::EntityRef;

/// An entity with its place in a ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankRow {
    /// The entity.
    pub entity: EntityRef,
    /// Its rank, from 1 on; those of equal value share one.
    pub rank: u64,
    /// The measure: degree, strength, pagerank or betweenness.
    pub by: &'static str,
    /// What it was measured at; a whole number for degree and strength, else from 0 to 1.
    #[serde(serialize_with = "plainly")]
    pub value: f64,
    /// How many distinct entities are linked to it.
    pub neighbours: u64,
    /// How many relations link it to others.
    pub relations: u64,
}

/// Entities that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    /// The number of the group, from 1 on, the largest first.
    pub group: u64,
    /// By what they belong together: communities or components.
    pub by: &'static str,
    /// How many members it has.
    pub size: u64,
    /// The members, those with the most relations first.
    pub members: Vec<EntityRef>,
}

/// Writes whole numbers as such.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::cast_sign_loss,
    reason = "serde hands references over, and no measure is below 0"
)]
fn plainly<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *value as u64;
    if value.fract() == 0.0 {
        serializer.serialize_u64(whole)
    } else {
        serializer.serialize_f64(*value)
    }
}
