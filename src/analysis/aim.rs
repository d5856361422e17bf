//! What makes a chain in order of time the best.

/// Which is best of chains in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// The one that arrives first.
    #[default]
    EarliestArrival,
    /// The one that may be begun last.
    LatestDeparture,
    /// The one with the fewest days from departure to arrival; of those, the earliest.
    Fastest,
}
