//! What a question returns: rows of plain values, the same for screen, file and program.
//!
//! Knows the model only. How rows came about is the business of the query room; how they look,
//! that of the render room. The field order of each row is the key order of its JSON, which
//! `docs/json.md` describes.

mod behind;
mod chains;
mod evidence;
mod overall;
mod recorded;
mod rows;
mod scene;
mod time;

pub use chains::Chain;
pub use evidence::{
    Citation, ConflictRow, Matter, RelationFile, Side, SourceFile, SourceRef, Voice, WhyRow,
};
pub use overall::{GroupRow, RankRow};
pub use recorded::{Became, ClashRow, DiffRow, FieldRow, Hand, HistoryRow, LogRow, RecordRef};
pub use rows::{
    Between, CommonRow, CountRow, DateRow, Dated, Dossier, EntityRef, FindRow, Gap, NeighbourRow,
    PartyRef, PathRow, PathStep, Shared, StepTitles, ThroughRef, TimelineRow,
};
pub use scene::{Actor, Claim, Pair, Reach, Scene, Sight, Stride};
pub use time::{Change, ChangeRow, Days, Doubt, Order, WhoRow};

use crate::edtf::{Edtf, Moment};
use crate::model::SourceId;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as asked.
    pub question: String,
    /// The day on which ties were to be in force, if one was named.
    pub as_of: Option<Edtf>,
    /// The day by which sources were to be published, if one was named.
    pub known_by: Option<Edtf>,
    /// The moment at which the records stood so, if one was named.
    pub recorded_at: Option<Moment>,
    /// The sources that were not believed.
    pub without: Vec<SourceId>,
    /// What was found.
    pub rows: Rows,
    /// How many rows there are, also those that a limit left out.
    pub total: u64,
    /// Whether rows were left out.
    pub truncated: bool,
    /// Sentences that belong to the answer: why it is empty, by what measure it is ranked.
    pub notes: Vec<String>,
    /// What the reader should beware of.
    pub warnings: Vec<String>,
    /// The end of all rows at which these stand, if the question asked for one.
    pub end: Option<End>,
    /// The sources behind the rows in the order in which rows first name them, if they are to be
    /// cited.
    pub cited: Option<Vec<Citation>>,
}

/// One end of a list of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The rows are the first of all.
    First,
    /// The rows are the last of all.
    Last,
}

/// The rows of an answer, of one shape for each kind of question.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Rows {
    /// Entities that a text may mean, the best first.
    Find(Vec<FindRow>),
    /// All that is known of one entity.
    Entity(Box<Dossier>),
    /// One relation with all its reports.
    Relation(Box<RelationFile>),
    /// One source with all it reports.
    Source(Box<SourceFile>),
    /// Linked entities.
    Neighbours(Vec<NeighbourRow>),
    /// Chains of relations.
    Paths(Vec<PathRow>),
    /// Relations by date.
    Timeline(Vec<TimelineRow>),
    /// All that is known of a pair.
    Between(Box<Between>),
    /// Entities linked to all of several.
    Common(Vec<CommonRow>),
    /// Numbers of relations.
    Count(Vec<CountRow>),
    /// Entities in order of a measure, the highest first.
    Rank(Vec<RankRow>),
    /// Entities that belong together, the largest group first.
    Groups(Vec<GroupRow>),
    /// Sources of relations, report by report.
    Why(Vec<WhyRow>),
    /// Terms of office, in order of time.
    Who(Vec<WhoRow>),
    /// What changed, in order of time.
    Changes(Vec<ChangeRow>),
    /// Relations whose reports disagree.
    Conflicts(Vec<ConflictRow>),
    /// Versions of one record, the newest last.
    History(Vec<HistoryRow>),
    /// What was recorded, the newest last.
    Log(Vec<LogRow>),
    /// What differs between two states of knowledge.
    Diff(Vec<DiffRow>),
    /// What both sides of a merge changed, each otherwise.
    Merge(Vec<ClashRow>),
    /// How a date is read.
    Date(Vec<DateRow>),
}

impl Rows {
    /// Returns the word for the kind of answer, as JSON has it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Rows::Find(_) => "find",
            Rows::Entity(_) => "entity",
            Rows::Relation(_) => "relation",
            Rows::Source(_) => "source",
            Rows::Neighbours(_) => "neighbours",
            Rows::Paths(_) => "paths",
            Rows::Timeline(_) => "timeline",
            Rows::Between(_) => "between",
            Rows::Common(_) => "common",
            Rows::Count(_) => "count",
            Rows::Rank(_) => "rank",
            Rows::Groups(_) => "groups",
            Rows::Why(_) => "why",
            Rows::Who(_) => "who",
            Rows::Changes(_) => "changes",
            Rows::Conflicts(_) => "conflicts",
            Rows::History(_) => "history",
            Rows::Log(_) => "log",
            Rows::Diff(_) => "diff",
            Rows::Merge(_) => "merge",
            Rows::Date(_) => "date",
        }
    }

    /// Returns how many rows there are. A dossier is one row.
    pub const fn len(&self) -> usize {
        match self {
            Rows::Find(rows) => rows.len(),
            Rows::Neighbours(rows) => rows.len(),
            Rows::Paths(rows) => rows.len(),
            Rows::Timeline(rows) => rows.len(),
            Rows::Common(rows) => rows.len(),
            Rows::Count(rows) => rows.len(),
            Rows::Rank(rows) => rows.len(),
            Rows::Groups(rows) => rows.len(),
            Rows::Why(rows) => rows.len(),
            Rows::Who(rows) => rows.len(),
            Rows::Changes(rows) => rows.len(),
            Rows::Conflicts(rows) => rows.len(),
            Rows::History(rows) => rows.len(),
            Rows::Log(rows) => rows.len(),
            Rows::Diff(rows) => rows.len(),
            Rows::Merge(rows) => rows.len(),
            Rows::Date(rows) => rows.len(),
            Rows::Entity(_) | Rows::Relation(_) | Rows::Source(_) | Rows::Between(_) => 1,
        }
    }

    /// Keeps the rows at places from `first` to before `last`. What is one row stays whole.
    pub fn keep(&mut self, first: usize, last: usize) {
        fn cut<T>(rows: &mut Vec<T>, first: usize, last: usize) {
            rows.truncate(last);
            rows.drain(..first.min(rows.len()));
        }
        match self {
            Rows::Find(rows) => cut(rows, first, last),
            Rows::Neighbours(rows) => cut(rows, first, last),
            Rows::Paths(rows) => cut(rows, first, last),
            Rows::Timeline(rows) => cut(rows, first, last),
            Rows::Common(rows) => cut(rows, first, last),
            Rows::Count(rows) => cut(rows, first, last),
            Rows::Rank(rows) => cut(rows, first, last),
            Rows::Groups(rows) => cut(rows, first, last),
            Rows::Why(rows) => cut(rows, first, last),
            Rows::Who(rows) => cut(rows, first, last),
            Rows::Changes(rows) => cut(rows, first, last),
            Rows::Conflicts(rows) => cut(rows, first, last),
            Rows::History(rows) => cut(rows, first, last),
            Rows::Log(rows) => cut(rows, first, last),
            Rows::Diff(rows) => cut(rows, first, last),
            Rows::Merge(rows) => cut(rows, first, last),
            Rows::Date(rows) => cut(rows, first, last),
            Rows::Entity(_) | Rows::Relation(_) | Rows::Source(_) | Rows::Between(_) => {}
        }
    }

    /// Tells whether nothing was found.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Answer {
    /// Returns an answer of these rows, complete, without notes.
    pub fn new(question: impl Into<String>, rows: Rows) -> Answer {
        Answer {
            question: question.into(),
            as_of: None,
            known_by: None,
            recorded_at: None,
            without: Vec::new(),
            total: rows.len() as u64,
            rows,
            truncated: false,
            notes: Vec::new(),
            warnings: Vec::new(),
            end: None,
            cited: None,
        }
    }
}
