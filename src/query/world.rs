//! What a question is read against: the records as a graph, their names, and the clocks that are
//! set outside the question.

use crate::edtf::Moment;
use crate::graph::{Clocks, Network};
use crate::model::Dataset;
use crate::names::Names;
use crate::register::Register;

/// Clocks that are not set.
static UNSET: Clocks = Clocks {
    as_of: None,
    known_by: None,
};

/// What a question is read against.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The records. Names of offices need them as a graph: who held one is a question by itself.
    pub network: &'a Network,
    /// The names of the same records.
    pub names: &'a Names,
    /// The clocks for questions that set none themselves.
    pub clocks: &'a Clocks,
    /// What was recorded under which ids, also what no longer holds; nothing unless the records are
    /// those of a database.
    pub register: Option<&'a Register>,
    /// The moment at which the records stood so; nothing means now.
    pub recorded_at: Option<Moment>,
}

impl<'a> World<'a> {
    /// Returns the world in which no clock is set.
    pub const fn new(network: &'a Network, names: &'a Names) -> World<'a> {
        World {
            network,
            names,
            clocks: &UNSET,
            register: None,
            recorded_at: None,
        }
    }

    /// Returns the world with clocks for questions that set none themselves.
    #[must_use]
    pub const fn under(self, clocks: &'a Clocks) -> World<'a> {
        World { clocks, ..self }
    }

    /// Returns the records.
    pub fn data(self) -> &'a Dataset {
        self.network.data()
    }
}
