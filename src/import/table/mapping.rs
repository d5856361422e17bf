//! The mapping of a table: which columns say what, as a small RON file tells it.
//!
//! These are the words of the mapping language and nothing else; whether they fit together and fit
//! a header is seen in `check` and `plan`. Texts in braces, as `{country}`, stand for columns.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::edtf::Edtf;
use crate::model::Status;

/// What the columns of one sort of table mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    /// The word by which the mapping is asked for, and the beginning of the ids of its relations.
    pub(super) name: String,
    /// Where the table comes from.
    pub(super) source: Origin,
    /// By what a file is known as such a table.
    #[serde(default)]
    pub(super) detect: Detect,
    /// How the rows are written.
    #[serde(default)]
    pub(super) layout: Layout,
    /// Cells that say nothing, beside empty ones: `NA`, `-9`, `1111-11-11`.
    #[serde(default)]
    pub(super) nothing: Vec<String>,
    /// What is cut off where a cell begins with it: the address before a Wikidata number.
    #[serde(default)]
    pub(super) strip: Vec<String>,
    /// Columns that are made of others.
    #[serde(default)]
    pub(super) columns: Vec<Made>,
    /// Columns whose headers name what was done, by letters behind the dates.
    #[serde(default)]
    pub(super) actions: Option<Actions>,
    /// A wide table: one column for each party, one row for each year.
    #[serde(default)]
    pub(super) runs: Option<Runs>,
    /// Rows that are left out on purpose.
    #[serde(default)]
    pub(super) skip: Vec<Skip>,
    /// The entities that a row names, by words used below.
    #[serde(default)]
    pub(super) entities: BTreeMap<String, Party>,
    /// What a row tells.
    #[serde(default)]
    pub(super) relations: Vec<Telling>,
}

/// Where a table comes from: the source that its relations name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Origin {
    /// The title as published.
    pub(super) title: String,
    /// Who published it.
    #[serde(default)]
    pub(super) publisher: Option<String>,
    /// When it was published.
    #[serde(default)]
    pub(super) published: Option<Edtf>,
    /// Its address.
    #[serde(default)]
    pub(super) url: Option<String>,
    /// Its language, as a BCP 47 tag.
    #[serde(default)]
    pub(super) language: Option<String>,
    /// How to cite it, or another remark.
    #[serde(default)]
    pub(super) note: Option<String>,
    /// Every file is a source of its own, called after the file.
    #[serde(default)]
    pub(super) per_file: bool,
}

/// By what a file is known; all that is said must hold. A mapping that says nothing is only used
/// when it is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Detect {
    /// Columns that the header has, in any order.
    #[serde(default)]
    pub(super) header: Vec<String>,
    /// Columns that the header lacks.
    #[serde(default)]
    pub(super) lacks: Vec<String>,
    /// A text that stands near the beginning of the file.
    #[serde(default)]
    pub(super) holds: Option<String>,
}

/// How rows are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Layout {
    /// What stands between two cells.
    pub(super) delimiter: char,
    /// What stands around a cell that holds the delimiter; `None` if nothing does.
    pub(super) quote: Option<char>,
    /// How many lines stand before the header, or before the first row if there is no header.
    pub(super) skip_lines: usize,
    /// The names of the columns, where the file has no header.
    pub(super) columns: Vec<String>,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            delimiter: ',',
            quote: Some('"'),
            skip_lines: 0,
            columns: Vec::new(),
        }
    }
}

/// A column that is made of others; at most one of `prefix`, `without`, `without_end` and `table` is
/// said, and none if it is a text made of several columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Made {
    /// Its name.
    pub(super) name: String,
    /// What it is made of: a column, or a text with columns in braces.
    pub(super) of: String,
    /// It holds the first of these words with which the text begins, or nothing; case does not count.
    #[serde(default)]
    pub(super) prefix: Vec<String>,
    /// It holds the text without the first of these words with which it begins.
    #[serde(default)]
    pub(super) without: Vec<String>,
    /// It holds the text without the first of these words with which it ends; they may have columns
    /// in braces.
    #[serde(default)]
    pub(super) without_end: Vec<String>,
    /// It holds what the table has for the text, or nothing.
    #[serde(default)]
    pub(super) table: BTreeMap<String, String>,
    /// A text that the table lacks stays as it is.
    #[serde(default)]
    pub(super) keep: bool,
}

/// Columns such as `Ratification, Accession(a), Succession(d)`: the cell `6 Oct 1965 a` is the date
/// of an accession. Each action becomes a column of its own name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Actions {
    /// The columns that are no actions.
    pub(super) besides: Vec<String>,
    /// The actions that headers may name.
    pub(super) words: Vec<String>,
}

/// A wide table. Equal values in rows that follow each other are one run, and each run is told of
/// once, with the columns `column`, `value`, `first` and `last`; `first` and `last` are empty where
/// the table does not say when the run began or ended.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Runs {
    /// What rows of one series have in common.
    pub(super) series: String,
    /// The year of a row.
    pub(super) year: String,
    /// How many years there are from one row of a series to the next, at most.
    #[serde(default = "one")]
    pub(super) step: i64,
    /// The first and the last of the wide columns.
    pub(super) columns: (String, String),
    /// What a value means.
    pub(super) values: BTreeMap<String, String>,
    /// Values that mean that there is nothing to tell.
    #[serde(default)]
    pub(super) none: Vec<String>,
    /// Values that mean that nobody knows, beside empty cells: a run beside one has no known end.
    #[serde(default)]
    pub(super) missing: Vec<String>,
}

fn one() -> i64 {
    1
}

/// Rows that are left out on purpose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Skip {
    /// Which rows; all must hold, and none at all means every row.
    #[serde(default)]
    pub(super) only: Vec<Condition>,
    /// Why they are left out.
    pub(super) why: String,
}

/// What must hold of one column; all that is said must hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    /// The column.
    pub(super) column: String,
    /// The cell is one of these.
    #[serde(default)]
    pub(super) is: Vec<String>,
    /// The cell is none of these.
    #[serde(default)]
    pub(super) is_not: Vec<String>,
    /// The cell has one of these in it.
    #[serde(default)]
    pub(super) has: Vec<String>,
    /// The cell has none of these in it.
    #[serde(default)]
    pub(super) lacks: Vec<String>,
    /// The cell says something, or nothing.
    #[serde(default)]
    pub(super) filled: Option<bool>,
}

/// One entity, or a list of them, that a row names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Party {
    /// What sort of entity it is: `state`, `person`, `institution` …
    pub(super) kind: String,
    /// Its name.
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Its codes by scheme: `iso3166-1-numeric`, `cow`, `gw`, `wikidata` …
    #[serde(default)]
    pub(super) codes: BTreeMap<String, String>,
    /// The state it belongs to, where the name alone does not tell it from others.
    #[serde(default)]
    pub(super) country: Option<String>,
    /// What stands between the members of a list, in name and codes alike.
    #[serde(default)]
    pub(super) list: Option<String>,
    /// Names that are entities of another kind.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, String>,
    /// Who is not known already is a fault of the row; so it is for states, unless said otherwise.
    #[serde(default)]
    pub(super) known: Option<bool>,
    /// An empty cell is no fault: then nobody stands here.
    #[serde(default)]
    pub(super) optional: bool,
}

/// One relation that a row tells of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Telling {
    /// For which rows; all must hold, and none at all means every row.
    #[serde(default)]
    pub(super) only: Vec<Condition>,
    /// The kind of the relation, as the ontology has it.
    pub(super) kind: String,
    /// Its particular name within the kind.
    #[serde(default)]
    pub(super) title: Option<String>,
    /// Who takes part: by role, the words of `entities`.
    pub(super) parties: BTreeMap<String, Vec<String>>,
    /// When.
    #[serde(default)]
    pub(super) when: When,
    /// How far it has come, if not as usual.
    #[serde(default)]
    pub(super) status: Option<Status>,
    /// Where: a word of `entities`.
    #[serde(default)]
    pub(super) place: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub(super) topics: Vec<String>,
    /// What is counted in it.
    #[serde(default)]
    pub(super) numbers: BTreeMap<String, String>,
    /// What it is a part of: a word of `entities`.
    #[serde(default)]
    pub(super) part_of: Option<String>,
    /// What tells it from the other relations of the table; the number of the line if not said.
    #[serde(default)]
    pub(super) id: Option<String>,
    /// Whether rows with the same id tell of one relation, and what its date is then.
    #[serde(default)]
    pub(super) gather: Gather,
}

/// What becomes of rows with the same id. The parties of one relation are those of all its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) enum Gather {
    /// They are relations of their own; two that are not the same must not share an id.
    #[default]
    No,
    /// They tell of one relation, which lasted from the first of their dates to the last.
    Span,
    /// They tell of one relation, which was seen on each of their dates: `{1941-12-22,1954-06}`.
    Each,
}

/// When a relation was: `on` a date, or `from` one `to` another. Of several dates, the first that
/// the row gives counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct When {
    /// The date of what happened, or on which it was seen to last.
    pub(super) on: Vec<Moment>,
    /// The beginning.
    pub(super) from: Vec<Moment>,
    /// The end.
    pub(super) to: Vec<Moment>,
    /// It still lasts where all of these hold, whatever stands in the columns of the end.
    pub(super) open: Vec<Condition>,
    /// What an end that is not said means.
    pub(super) no_end: NoEnd,
    /// The date where the row gives none.
    pub(super) otherwise: Option<Edtf>,
}

/// What an end that is not said means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) enum NoEnd {
    /// Nobody knows when it ended, or whether: `1985/`.
    #[default]
    Unknown,
    /// It still lasts: `1985/..`.
    Open,
}

/// A date: written in one cell, or in parts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Moment {
    /// A date written in one cell: `1965-10-06`, `1965-10`, `1965`, `6 Oct 1965`, `19651006`.
    pub(super) text: Option<String>,
    /// What comes first in `10/6/1965`, which is refused if this is not said.
    pub(super) slashes: Option<Slashes>,
    /// The year, where the parts stand apart.
    pub(super) year: Option<String>,
    /// The month as a number, if known.
    pub(super) month: Option<String>,
    /// The day of the month, if known.
    pub(super) day: Option<String>,
    /// Values of the parts that say nothing, as `0` and `99`.
    pub(super) unknown: Vec<String>,
    /// Where these hold, 1 January stands for the year alone and the first of a month for the month.
    pub(super) coarse: Vec<Condition>,
    /// Where these hold, the date is approximate.
    pub(super) about: Vec<Condition>,
}

/// What comes first in a date with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Slashes {
    /// `10/6/1965` is 6 October.
    MonthFirst,
    /// `10/6/1965` is 10 June.
    DayFirst,
}
