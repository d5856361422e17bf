//! A lens: which relations count for a question. Everything in it is resolved; it knows no names.

use crate::edtf::Window;
use crate::model::{EntityIx, EntityKind, KindSet, SourceIx, Status, TopicIx};

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
        }
    }
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
