//! A lens: which relations count for a question. Everything in it is resolved; it knows no names.

use crate::edtf::{Edtf, Window};
use crate::model::{EntityIx, EntityKind, KindSet, Shape, SourceIx, Status, TopicIx};

/// A set of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statuses(u8);

impl Statuses {
    /// All statuses.
    pub const ALL: Statuses = Statuses(u8::MAX);
    /// No status.
    pub const NONE: Statuses = Statuses(0);

    /// Returns the statuses of relations that link: all but cancelled and denied.
    pub fn linking() -> Statuses {
        Status::ALL
            .into_iter()
            .filter(|status| !status.is_void())
            .collect()
    }

    /// Tells whether the set holds a status.
    #[inline]
    pub const fn contains(self, status: Status) -> bool {
        self.0 & (1 << status as u8) != 0
    }
}

impl Statuses {
    /// Tells whether all of some statuses belong to it.
    pub(crate) const fn contain(self, others: Statuses) -> bool {
        self.0 & others.0 == others.0
    }
}

impl FromIterator<Status> for Statuses {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> Statuses {
        Statuses(
            statuses
                .into_iter()
                .fold(0, |bits, status| bits | 1 << status as u8),
        )
    }
}

/// A set of entity kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityKinds(u8);

impl EntityKinds {
    /// All kinds.
    pub const ALL: EntityKinds = EntityKinds(u8::MAX);

    /// Tells whether the set holds a kind.
    #[inline]
    pub const fn contains(self, kind: EntityKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}

impl FromIterator<EntityKind> for EntityKinds {
    fn from_iter<I: IntoIterator<Item = EntityKind>>(kinds: I) -> EntityKinds {
        EntityKinds(
            kinds
                .into_iter()
                .fold(0, |bits, kind| bits | 1 << kind as u8),
        )
    }
}

/// The two clocks: what held then, and what was known then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clocks {
    /// Ties must be in force on a day of it, and events have happened by its end.
    pub as_of: Option<Edtf>,
    /// Only what sources published by its end had said counts.
    pub known_by: Option<Edtf>,
}

/// Which relations count, and how surely.
///
/// The default lets every relation through.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::edtf::{Edtf, Window};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens {
///     via: Some(chancery.kinds("visit")?),
///     window: Window::during(&Edtf::parse("2025").unwrap()),
///     certain: true,
///     ..Lens::default()
/// };
/// let (data, view) = (chancery.data(), View::new(chancery.network(), &lens));
/// let kagame = data.entity_ix("paul-kagame").unwrap();
/// for (visit, _) in view.relations(kagame) {
///     assert_eq!(data.relation(visit).kind, "visit");
/// }
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Lens {
    /// The kinds of relation to follow; nothing means all.
    pub via: Option<KindSet>,
    /// The kinds of relation not to follow.
    pub not_via: KindSet,
    /// The kinds of entity at the other end.
    pub of: EntityKinds,
    /// The days asked about.
    pub window: Window,
    /// The topics (in order), one of which a relation must have; nothing means any.
    pub topics: Option<Vec<TopicIx>>,
    /// The places (in order), in one of which it must have happened; nothing means anywhere.
    pub places: Option<Vec<EntityIx>>,
    /// The sources (in order), one of which must report it; nothing means any.
    pub sources: Option<Vec<SourceIx>>,
    /// The statuses it may have.
    pub statuses: Statuses,
    /// Whether the merely possible is left out.
    pub certain: bool,
    /// The day that held, and the day by which it was known.
    pub clocks: Clocks,
    /// The sources (in order) that are not believed.
    pub without: Vec<SourceIx>,
    /// Whether who acts for a body or a state lets it take part.
    pub roll_up: bool,
}

impl Default for Lens {
    fn default() -> Lens {
        Lens {
            via: None,
            not_via: KindSet::empty(),
            of: EntityKinds::ALL,
            window: Window::EVER,
            topics: None,
            places: None,
            sources: None,
            statuses: Statuses::ALL,
            certain: false,
            clocks: Clocks::default(),
            without: Vec::new(),
            roll_up: false,
        }
    }
}

impl Lens {
    /// Tells whether relations of a shape have a kind and a status that are asked for.
    pub(super) fn asks_for(&self, shape: &Shape) -> bool {
        let wanted = self.via.as_ref();
        wanted.is_none_or(|kinds| kinds.contains(shape.kind))
            && !self.not_via.contains(shape.kind)
            && self.statuses.contains(shape.status)
    }

    /// Tells whether only some kinds of entity may stand at the other end.
    pub(crate) fn restricts_others(&self) -> bool {
        self.of != EntityKinds::ALL
    }

    /// Tells whether more than kind, status and days of a relation must be known to judge it.
    pub(super) const fn needs_record(&self) -> bool {
        self.limits_evidence()
            || self.topics.is_some()
            || self.places.is_some()
            || self.sources.is_some()
    }

    /// Returns how much of a relation must be known to judge it.
    pub(super) fn asks(&self) -> Asks {
        let any_kind = self.via.is_none() && self.not_via.is_empty();
        if self.needs_record() || self.clocks.as_of.is_some() {
            Asks::Record
        } else if any_kind && self.window == Window::EVER {
            Asks::Status
        } else {
            Asks::Columns
        }
    }
}

/// How much of a relation a lens asks for: the less, the quicker it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Its status.
    Status,
    /// Its kind, its status, and whether it falls into a window.
    Columns,
    /// All that is known of it.
    Record,
}

#[cfg(test)]
mod tests {
    use super::Statuses;
    use crate::model::Status;

    #[test]
    fn what_is_cancelled_or_denied_does_not_link() {
        let linking = Statuses::linking();
        let kept: Vec<Status> = Status::ALL
            .into_iter()
            .filter(|status| linking.contains(*status))
            .collect();
        assert_eq!(
            kept,
            [
                Status::Planned,
                Status::Held,
                Status::InForce,
                Status::Postponed,
                Status::Reported
            ]
        );
    }
}
