//! The plan: a question with every name resolved, ready to be run.
//!
//! Text questions and the library's builders make the same plans.

use crate::analysis::{Aim, CountBy, Grouping, Measure, Office, Route, Subject};
use crate::edtf::{Edtf, Moment, Window};
use crate::graph::{Lens, Statuses};
use crate::model::{EntityIx, EntityKind, RelationIx, SourceIx};

/// A question with every name resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The question as asked, for the answer's head.
    pub question: String,
    /// What is asked.
    pub what: What,
    /// Which relations count.
    pub lens: Lens,
    /// Which of the rows are wanted, and in which order.
    pub shape: Shape,
    /// The moment at which the records are to have stood so; nothing means now.
    pub recorded_at: Option<Moment>,
    /// What the reader should know of how it was read: who was taken for the holder of an office.
    pub notes: Vec<String>,
}

/// What a question asks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum What {
    /// Which entities a text may mean; of these kinds, or of any if none is named.
    Find {
        /// The text.
        text: String,
        /// The kinds of entity.
        kinds: Vec<EntityKind>,
    },
    /// All about an entity.
    Entity(EntityIx),
    /// All about a relation.
    Relation(RelationIx),
    /// All about a source.
    Source(SourceIx),
    /// The entities linked to one.
    Neighbours {
        /// The one.
        of: EntityIx,
        /// How many relations away at most, at least 1.
        hops: u32,
    },
    /// The chains of relations from one entity to another.
    Paths(PathsPlan),
    /// Relations by date.
    Timeline(Subject),
    /// All about a pair.
    Between(EntityIx, EntityIx),
    /// The entities linked to all of these.
    Common(Vec<EntityIx>),
    /// Numbers of relations.
    Count {
        /// Whose relations.
        subject: Subject,
        /// What they are counted by.
        by: CountBy,
    },
    /// Who stands out by a measure.
    Rank(Measure),
    /// Who belongs together.
    Groups(Grouping),
    /// The sources of a relation.
    Why(RelationIx),
    /// The sources of a row of the last answer, counted from 1.
    WhyRow(usize),
    /// Who held an office, in order of time.
    Who(Office),
    /// What began, ended, happened, changed status or became known within these days, of one
    /// entity or of everybody.
    Changes {
        /// Whose relations.
        subject: Subject,
        /// The days.
        within: Window,
    },
    /// Relations whose reports disagree.
    Conflicts(Subject),
    /// All versions of a record.
    History {
        /// Its id.
        of: String,
        /// By whose entries of which days.
        made: Made,
    },
    /// What was recorded, entry by entry.
    Log {
        /// The id of the record that the entries are to be about.
        of: Option<String>,
        /// Whose entries of which days.
        made: Made,
    },
    /// How a date is read.
    Date(Edtf),
}

impl What {
    /// Returns the statuses that relations may have where no question says otherwise: what is
    /// cancelled or denied links nobody, and is told of everywhere else.
    pub fn usual_statuses(&self) -> Statuses {
        match self {
            What::Neighbours { .. }
            | What::Paths(_)
            | What::Common(_)
            | What::Rank(_)
            | What::Groups(_)
            | What::Who(_) => Statuses::linking(),
            _ => Statuses::ALL,
        }
    }

    /// Returns whose relations are meant, where others may be named beside one entity.
    pub(crate) fn subject_mut(&mut self) -> Option<&mut Subject> {
        match self {
            What::Timeline(subject)
            | What::Conflicts(subject)
            | What::Count { subject, .. }
            | What::Changes { subject, .. } => Some(subject),
            _ => None,
        }
    }

    /// Moves the days of a question for changes out of its lens: relations of any day may change
    /// within them, and what is not yet so on the day asked about has not changed by then.
    pub(crate) fn take_days(&mut self, lens: &mut Lens) {
        if let What::Changes { within, .. } = self {
            *within = within.intersect(std::mem::replace(&mut lens.window, Window::EVER));
            if let Some(day) = lens.clocks.as_of.take() {
                *within = within.intersect(Window::until(&day));
            }
        }
    }

    /// Tells whether bodies and states take part through those who act for them, unless the
    /// question is for direct relations.
    pub const fn rolls_up(&self) -> bool {
        matches!(
            self,
            What::Entity(_)
                | What::Neighbours { .. }
                | What::Paths(_)
                | What::Timeline(_)
                | What::Between(..)
                | What::Common(_)
                | What::Count { .. }
                | What::Rank(_)
                | What::Groups(_)
                | What::Changes { .. }
                | What::Conflicts(_)
        )
    }
}

/// By whom and when entries were made that are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// By whom, as written: nobody named means anybody.
    pub by: Vec<String>,
    /// On which days.
    pub within: Window,
}

/// Which chains are wanted between which ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathsPlan {
    /// From where to where, how far, over whom.
    pub route: Route,
    /// Which of the chains.
    pub choice: Choice,
}

/// Which chains are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// All with the least number of steps.
    Shortest,
    /// Every one that meets no entity twice.
    All,
    /// The best so many: fewest steps first, then the strongest.
    Top(usize),
    /// The best whose dates do not run backwards.
    InOrder(Aim),
}

/// Which rows are wanted, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// At most so many rows, counted after sorting.
    pub limit: Option<usize>,
    /// The first or the last so many rows in order of date.
    pub end: Option<End>,
    /// The order, where it is not the usual one.
    pub sort: Option<Sort>,
}

/// One end of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The first so many.
    First(usize),
    /// The last so many.
    Last(usize),
}

/// An order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By date, oldest first.
    Date,
    /// By date, newest first.
    Newest,
    /// By name.
    Name,
    /// By number of relations, most first.
    Count,
    /// By kind, in the order of the ontology.
    Kind,
}
