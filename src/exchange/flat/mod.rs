//! Flat graphs: nodes and edges with named values, which the graph formats write and read.
//!
//! An entity is a node. Each two parties of a relation are an edge that tells all of the relation,
//! so that five who sign one treaty make ten edges, all of which name it and all its parties; read
//! back they are one relation again. Of more than [`MOST_PAIRED`](made::MOST_PAIRED) parties only
//! the first is linked to each of the others, which keeps graphs small and loses nothing.
//!
//! Knows no format: what a name may be, how lists are written and where values stand is theirs.

mod fields;
mod gather;
mod given;
mod kinds;
mod list;
mod made;
mod relation;

pub(super) use fields::{EDGE_FIELDS, Field, NODE_FIELDS, Shape};
pub(super) use gather::Gather;
pub(super) use given::{Given, Link};
pub(super) use list::joined;
pub(super) use made::{Cell, Cells, Edge, MUTUAL, edges, nodes};

use super::Matter;

/// What flat graphs hold.
pub(super) const HELD: &[Matter] = &[
    Matter::Aliases,
    Matter::Codes,
    Matter::Notes,
    Matter::ManyParties,
    Matter::Roles,
    Matter::Dates,
    Matter::Undated,
    Matter::Vague,
    Matter::Statuses,
    Matter::Places,
    Matter::Topics,
    Matter::Titles,
    Matter::Summaries,
    Matter::Margins,
    Matter::Numbers,
    Matter::Ties,
    Matter::Sources,
    Matter::Kinds,
];
