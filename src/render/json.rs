//! Answers as JSON: the envelope with its keys in a fixed order, and rows alone, one a line.
//!
//! Keys, types and examples are in `docs/json.md`.

use serde::{Serialize, Serializer};

use crate::answer::{Answer, Citation, Rows};
use crate::edtf::{Edtf, Moment};

/// The version of the envelope and of the rows; a change that breaks readers raises it.
const SCHEMA: u32 = 1;

/// What belongs to an answer, in the order of its keys.
#[derive(Serialize)]
struct Envelope<'a> {
    schema: u32,
    question: &'a str,
    kind: &'static str,
    as_of: Option<&'a str>,
    known_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_at: Option<Moment>,
    rows: List<'a>,
    total: u64,
    truncated: bool,
    warnings: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cited: Option<&'a [Citation]>,
}

/// The rows as a list, also those answers that are one row.
struct List<'a>(&'a Rows);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Rows::Find(rows) => rows.serialize(serializer),
            Rows::Entity(row) => [row].serialize(serializer),
            Rows::Relation(row) => [row].serialize(serializer),
            Rows::Source(row) => [row].serialize(serializer),
            Rows::Neighbours(rows) => rows.serialize(serializer),
            Rows::Paths(rows) => rows.serialize(serializer),
            Rows::Timeline(rows) => rows.serialize(serializer),
            Rows::Between(row) => [row].serialize(serializer),
            Rows::Common(rows) => rows.serialize(serializer),
            Rows::Count(rows) => rows.serialize(serializer),
            Rows::Rank(rows) => rows.serialize(serializer),
            Rows::Groups(rows) => rows.serialize(serializer),
            Rows::Why(rows) => rows.serialize(serializer),
            Rows::Who(rows) => rows.serialize(serializer),
            Rows::Changes(rows) => rows.serialize(serializer),
            Rows::Conflicts(rows) => rows.serialize(serializer),
            Rows::History(rows) => rows.serialize(serializer),
            Rows::Log(rows) => rows.serialize(serializer),
            Rows::Diff(rows) => rows.serialize(serializer),
            Rows::Merge(rows) => rows.serialize(serializer),
            Rows::Date(rows) => rows.serialize(serializer),
        }
    }
}

/// Returns the answer as one object on one line.
pub(super) fn object(answer: &Answer) -> String {
    let said = answer.notes.iter().chain(&answer.warnings);
    json(&Envelope {
        schema: SCHEMA,
        question: &answer.question,
        kind: answer.rows.kind(),
        as_of: answer.as_of.as_ref().map(Edtf::as_str),
        known_by: answer.known_by.as_ref().map(Edtf::as_str),
        recorded_at: answer.recorded_at,
        rows: List(&answer.rows),
        total: answer.total,
        truncated: answer.truncated,
        warnings: said.map(String::as_str).collect(),
        cited: answer.cited.as_deref(),
    })
}

/// Returns the rows as one object a line.
pub(super) fn lines(rows: &Rows) -> String {
    fn all<R: Serialize>(rows: &[R]) -> String {
        rows.iter().map(line).collect()
    }
    match rows {
        Rows::Find(rows) => all(rows),
        Rows::Entity(row) => line(row),
        Rows::Relation(row) => line(row),
        Rows::Source(row) => line(row),
        Rows::Neighbours(rows) => all(rows),
        Rows::Paths(rows) => all(rows),
        Rows::Timeline(rows) => all(rows),
        Rows::Between(row) => line(row),
        Rows::Common(rows) => all(rows),
        Rows::Count(rows) => all(rows),
        Rows::Rank(rows) => all(rows),
        Rows::Groups(rows) => all(rows),
        Rows::Why(rows) => all(rows),
        Rows::Who(rows) => all(rows),
        Rows::Changes(rows) => all(rows),
        Rows::Conflicts(rows) => all(rows),
        Rows::History(rows) => all(rows),
        Rows::Log(rows) => all(rows),
        Rows::Diff(rows) => all(rows),
        Rows::Merge(rows) => all(rows),
        Rows::Date(rows) => all(rows),
    }
}

/// Returns a value as JSON with the end of its line.
fn line<V: Serialize>(value: &V) -> String {
    json(value) + "\n"
}

fn json<V: Serialize>(value: &V) -> String {
    // Writing to memory cannot fail, and all keys of rows are text, so the text is always there.
    serde_json::to_string(value).unwrap_or_default()
}
