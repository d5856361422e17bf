//! Scenes: what is to be seen of an answer, for pictures and pages.
//!
//! A scene holds the entities and relations of an answer with all that drawing them takes: who is
//! linked to whom, on which days, and which sources say so, published when. Actors, relations and
//! sources name each other by their places. How they look is told elsewhere.

use crate::edtf::{Day, Edtf, Moment};
use crate::model::{Direction, Nature};

use super::{EntityRef, SourceRef, ThroughRef, TimelineRow, WhyRow};

/// What is to be seen of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// What it is about: `Kazakhstan and Rwanda`, or the question.
    pub heading: String,
    /// The question as asked.
    pub question: String,
    /// The day on which ties were to be in force, if one was named.
    pub as_of: Option<Edtf>,
    /// The day by which sources were to be published, if one was named.
    pub known_by: Option<Edtf>,
    /// The moment at which the records stood so, if one was named.
    pub recorded_at: Option<Moment>,
    /// The entities, in order of their ids.
    pub actors: Vec<Actor>,
    /// The relations, in order of date.
    pub relations: Vec<Sight>,
    /// The sources, in the order in which relations first name them. Readers count them from 1.
    pub sources: Vec<SourceRef>,
    /// The chains of an answer to `paths`, each as the relations of its steps, and the shortest
    /// chain of a pair.
    pub chains: Vec<Vec<Stride>>,
    /// Sentences that belong to the answer.
    pub notes: Vec<String>,
    /// How many relations a limit left out.
    pub left_out: u64,
}

/// An entity of a scene.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The entity.
    pub entity: EntityRef,
    /// The finer sort: ministry, city …
    pub class: Option<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Whether the question names it.
    pub is_asked: bool,
}

/// A relation of a scene.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight {
    /// The relation as a timeline tells it.
    pub row: TimelineRow,
    /// Whether it happens or lasts.
    pub nature: Nature,
    /// The PLOVER category of its kind, `CONSULT`; nothing where it has none.
    pub category: Option<String>,
    /// Whether the answer tells it itself; others only show how the rest hangs together: links of
    /// go-betweens, and offices through which somebody takes part.
    pub is_told: bool,
    /// The places of its parties among the actors, in the order of the row.
    pub parties: Vec<usize>,
    /// Who is linked to whom by it.
    pub pairs: Vec<Pair>,
    /// What sources say of it, as far as they count, in the order of the record.
    pub claims: Vec<Claim>,
}

/// Two parties of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The place of the one who acts among the actors; where both act alike, of the first.
    pub from: usize,
    /// The place of the other.
    pub to: usize,
    /// [`Direction::Forward`] or [`Direction::Mutual`].
    pub direction: Direction,
    /// The words from one to the other: "visited".
    pub words: String,
}

/// What one source says of a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The place of the source among the sources.
    pub source: usize,
    /// Between which days the source was published; see [`Source::publication`].
    ///
    /// [`Source::publication`]: crate::model::Source::publication
    pub published: (Day, Day),
    /// What it says otherwise than the relation, and where.
    pub said: WhyRow,
}

/// On which days an event may lie or a tie may be in force, and on which it surely does.
///
/// In a window from `a` to `b` it possibly falls if `possible.0 <= b` and `possible.1 >= a`, and
/// certainly if `sure.0 <= b` and `sure.1 >= a` as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The first and the last possible day.
    pub possible: (Day, Day),
    /// The day on which it has surely begun, and the day until which it is surely not yet over.
    pub sure: (Day, Day),
}

/// A step of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Stride {
    /// The place of the actor where it begins.
    pub from: usize,
    /// The place of the actor where it ends.
    pub to: usize,
    /// The places of the relations that it may follow, in the order of the paths.
    pub relations: Vec<usize>,
    /// Which way it follows the first of them.
    pub direction: Direction,
    /// Through whom its ends take part.
    pub through: Vec<ThroughRef>,
}

impl Reach {
    /// Returns the days of a date of an event or tie; of no date, all days and none surely.
    pub fn of(date: Option<&Edtf>, nature: Nature) -> Reach {
        let unknown = (Day::MAX, Day::MIN);
        let Some(date) = date else {
            return Reach {
                possible: (Day::MIN, Day::MAX),
                sure: unknown,
            };
        };
        Reach {
            possible: match nature {
                Nature::Event => date.possible_days(),
                Nature::Tie => date.possible_hold(),
            },
            sure: date.sure_days(),
        }
    }
}
