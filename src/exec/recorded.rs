//! What was recorded, told as rows: entries, versions of a record, and what differs in its fields.

use std::fmt::Display;

use crate::analysis::{Cancel, Stopped};
use crate::answer::{
    Answer, Became, ClashRow, DiffRow, FieldRow, Hand, HistoryRow, LogRow, RecordRef, Rows,
};
use crate::model::Dataset;
use crate::query::{Made, Plan, What, keys_called};
use crate::register::{
    Act, Change, Conflict, Entry, Key, Record, Register, State, Version, What as Difference,
    differences,
};
use crate::text;

use super::shape;

/// Answers a question about what was recorded; nothing for any other.
///
/// # Errors
/// [`Stopped`] if `cancel` was raised before the answer was found.
pub(crate) fn recorded(
    plan: &Plan,
    register: &Register,
    data: &Dataset,
    cancel: &Cancel,
) -> Result<Option<Answer>, Stopped> {
    let until = plan
        .recorded_at
        .map_or(register.last(), |moment| register.number_at(moment));
    let rows = match &plan.what {
        What::History { of, made } => Rows::History(history(register, of, made, until, cancel)?),
        What::Log { of, made } => Rows::Log(log(register, of.as_deref(), made, until, cancel)?),
        _ => return Ok(None),
    };
    let mut answer = Answer {
        recorded_at: plan.recorded_at,
        notes: plan.notes.clone(),
        ..Answer::new(plan.question.clone(), rows)
    };
    if answer.rows.is_empty() {
        answer.notes.push("nothing was recorded".to_owned());
    }
    shape::apply(&mut answer, plan.shape, data);
    Ok(Some(answer))
}

/// Returns the versions of all that an id ever named, in order of entries.
fn history(
    register: &Register,
    of: &str,
    made: &Made,
    until: u32,
    cancel: &Cancel,
) -> Result<Vec<HistoryRow>, Stopped> {
    let mut rows = Vec::new();
    for key in keys_called(register, of) {
        cancel.check()?;
        let versions = register.versions(&key);
        let before = std::iter::once(None).chain(versions.iter().map(|one| one.record.as_ref()));
        let told = before
            .zip(&versions)
            .filter(|(_, version)| version.entry.number <= until && is_made(version.entry, made));
        rows.extend(told.map(|(was, version)| version_row(&key, was, version)));
    }
    rows.sort_by_key(|row| row.entry);
    Ok(rows)
}

fn version_row(key: &Key, was: Option<&Record>, version: &Version<'_>) -> HistoryRow {
    let entry = version.entry;
    let now = version.record.as_ref();
    HistoryRow {
        entry: entry.number,
        at: entry.at,
        by: entry.by.clone(),
        act: act(&entry.act),
        words: entry.words.clone(),
        record: record(key),
        change: became(was, version.change, now),
        fields: fields(was, now),
    }
}

/// Returns what a change made of a record.
fn became(was: Option<&Record>, change: &Change, now: Option<&Record>) -> Became {
    match (change, was, now) {
        (Change::Join { .. }, ..) => Became::Joined,
        (Change::Part { .. }, ..) => Became::Parted,
        (Change::Drop(_), ..) | (_, Some(_), None) => Became::Retracted,
        (_, None, _) => Became::Added,
        (_, Some(_), Some(_)) => Became::Changed,
    }
}

/// Returns the entries that are asked for.
fn log(
    register: &Register,
    of: Option<&str>,
    made: &Made,
    until: u32,
    cancel: &Cancel,
) -> Result<Vec<LogRow>, Stopped> {
    let about = of.map(|id| entries_about(register, id));
    let mut rows = Vec::new();
    for entry in register.entries().iter().take(until as usize) {
        cancel.check()?;
        let is_about = about
            .as_ref()
            .is_none_or(|about| about.contains(&entry.number));
        if is_about && is_made(entry, made) {
            rows.push(LogRow {
                entry: entry.number,
                at: entry.at,
                by: entry.by.clone(),
                act: act(&entry.act),
                words: entry.words.clone(),
                changes: entry.changes.len() as u64,
                digest: entry.digest,
            });
        }
    }
    Ok(rows)
}

/// Returns the numbers of the entries that changed what an id names.
fn entries_about(register: &Register, id: &str) -> Vec<u32> {
    let keys = keys_called(register, id).into_iter();
    let numbers = keys.flat_map(|key| {
        let versions = register.versions(&key).into_iter();
        versions.map(|version| version.entry.number)
    });
    numbers.collect()
}

/// Tells whether an entry was made by those, and on the days, that are asked about.
fn is_made(entry: &Entry, made: &Made) -> bool {
    let author = text::fold(&entry.by);
    let is_named = |name: &String| author.contains(&text::fold(name));
    let by_any = made.by.is_empty() || made.by.iter().any(is_named);
    by_any && made.within.holds(entry.at.day()).is_certain()
}

/// Returns what sort of edit an entry is, in a word and a number.
fn act(act: &Act) -> String {
    match act {
        Act::Edit => "edit".to_owned(),
        Act::Import => "import".to_owned(),
        Act::Undo(number) => format!("undo {number}"),
        Act::Redo(number) => format!("redo {number}"),
        Act::Merge(_) => "merge".to_owned(),
    }
}

/// Returns how answers name a record.
fn record(key: &Key) -> RecordRef {
    RecordRef {
        sort: key.sort().to_owned(),
        id: key.name().to_owned(),
    }
}

/// Returns what differs between two versions of a record, field by field; nothing where there is
/// only one.
fn fields(was: Option<&Record>, now: Option<&Record>) -> Vec<FieldRow> {
    let (Some(was), Some(now)) = (was, now) else {
        return Vec::new();
    };
    let [was, now] = [was, now].map(|record| {
        let mut state = State::default();
        state.apply(&Change::Put(record.clone()), None);
        state
    });
    let differences = differences(&was, &now);
    differences
        .iter()
        .filter_map(|one| field(&one.what))
        .collect()
}

/// Returns what differs between two states, record by record.
pub(crate) fn diff(old: &State, new: &State) -> Vec<DiffRow> {
    let differences = differences(old, new);
    let records = differences.chunk_by(|one, next| one.key == next.key);
    records
        .filter_map(|all| {
            let first = all.first()?;
            Some(DiffRow {
                record: record(&first.key),
                change: all
                    .iter()
                    .find_map(|one| fate(&one.what))
                    .unwrap_or(Became::Changed),
                name: first.title.clone(),
                fields: all.iter().filter_map(|one| field(&one.what)).collect(),
            })
        })
        .collect()
}

/// Returns what became of a record as a whole.
const fn fate(what: &Difference) -> Option<Became> {
    match what {
        Difference::Added => Some(Became::Added),
        Difference::Removed => Some(Became::Retracted),
        Difference::Joined { .. } => Some(Became::Joined),
        Difference::Parted { .. } => Some(Became::Parted),
        _ => None,
    }
}

/// Returns a difference as a field with what it was and is; nothing if it is about the whole record.
fn field(what: &Difference) -> Option<FieldRow> {
    let side = |is_new: bool, value: &dyn Display| {
        let value = Some(value.to_string());
        if is_new { (None, value) } else { (value, None) }
    };
    let (field, (was, now)) = match what {
        Difference::Added | Difference::Removed => return None,
        Difference::Date { of, from, to, .. } => (
            (*of).to_owned(),
            (Some(from.to_string()), Some(to.to_string())),
        ),
        Difference::Value { of, from, to } => (of.clone(), (from.clone(), to.clone())),
        Difference::Party {
            role,
            entity,
            is_new,
        } => (role.clone(), side(*is_new, entity)),
        Difference::Item { of, item, is_new } => ((*of).to_owned(), side(*is_new, item)),
        Difference::Report { by, is_new } => ("report".to_owned(), side(*is_new, by)),
        Difference::InReport { by, what: inner } => {
            let inner = field(inner)?;
            (
                format!("report by {by}: {}", inner.field),
                (inner.was, inner.now),
            )
        }
        Difference::Order => ("order".to_owned(), (None, None)),
        Difference::Rows { .. } => ("rows".to_owned(), (None, None)),
        Difference::Joined { into } => ("joined".to_owned(), side(true, into)),
        Difference::Parted { from } => ("joined".to_owned(), side(false, from)),
    };
    Some(FieldRow {
        field,
        was,
        now,
        words: what.to_string(),
    })
}

/// Returns the conflicts of a merge, with who changed the record on either side behind the last entry
/// that both share, where that is known.
pub(crate) fn clashes(
    conflicts: &[Conflict],
    [ours, theirs]: [Option<&Register>; 2],
    shared: u32,
) -> Vec<ClashRow> {
    let hand = |register: Option<&Register>, conflict: &Conflict| {
        let versions = register?.versions(&conflict.key);
        let entry = versions.last()?.entry;
        (entry.number > shared).then(|| Hand {
            entry: entry.number,
            at: entry.at,
            by: entry.by.clone(),
        })
    };
    let row = |conflict: &Conflict| ClashRow {
        record: record(&conflict.key),
        field: conflict.field.clone(),
        base: conflict.base.clone(),
        ours: conflict.ours.clone(),
        theirs: conflict.theirs.clone(),
        ours_by: hand(ours, conflict),
        theirs_by: hand(theirs, conflict),
    };
    conflicts.iter().map(row).collect()
}
