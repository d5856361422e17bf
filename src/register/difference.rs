//! Differences: what changed from one state to another, in the words of the field.

use std::fmt;

use super::compare;
use super::{Key, Record, State};
use crate::edtf::{Day, Edtf};
use crate::model::EntityId;

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What changed.
    pub key: Key,
    /// What it is called: the kind of a relation, the name of an entity, the title of a source.
    pub title: String,
    /// What became of it.
    pub what: What,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// A date says something else.
    Date {
        /// The date in words: `date`, `date of publication`.
        of: &'static str,
        /// What becomes of the days that may be meant.
        turn: Turn,
        /// The date before.
        from: Edtf,
        /// The date now.
        to: Edtf,
    },
    /// A field says something else; one side is missing where it said nothing.
    Value {
        /// The field in words.
        of: String,
        /// What it said.
        from: Option<String>,
        /// What it says.
        to: Option<String>,
    },
    /// An entity takes part that did not, or the other way round.
    Party {
        /// The role.
        role: String,
        /// The entity.
        entity: EntityId,
        /// Whether it was not there.
        is_new: bool,
    },
    /// A list has an item that it had not, or the other way round.
    Item {
        /// The word for an item of the list: `alias`, `topic`.
        of: &'static str,
        /// The item.
        item: String,
        /// Whether it was not there.
        is_new: bool,
    },
    /// A report came or went.
    Report {
        /// Its source, and the place in it.
        by: String,
        /// Whether it was not there.
        is_new: bool,
    },
    /// A report says something else.
    InReport {
        /// Its source, and the place in it.
        by: String,
        /// What became of it.
        what: Box<What>,
    },
    /// Lists say the same in another order.
    Order,
    /// Rows of a batch came, went or say something else.
    Rows {
        /// How many were not there.
        added: u64,
        /// How many are no longer there.
        removed: u64,
        /// How many say something else.
        changed: u64,
    },
    /// The entity was joined into another, which stands for it.
    Joined {
        /// The other.
        into: EntityId,
    },
    /// The entity stands for itself again.
    Parted {
        /// The entity that stood for it.
        from: EntityId,
    },
}

/// What becomes of the days that may be meant by a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// They are fewer, and all were meant before.
    Narrowed,
    /// They are more, and all that were meant before still are.
    Widened,
    /// Some are new, some are gone.
    Moved,
    /// Their bounds are the same.
    Reworded,
}

impl Turn {
    /// Returns the turn from one date to another, by their outermost days.
    ///
    /// # Examples
    /// ```
    /// use chancery::edtf::Edtf;
    /// use chancery::register::Turn;
    ///
    /// let date = Edtf::parse;
    /// assert_eq!(Turn::of(&date("2015")?, &date("2015-11")?), Turn::Narrowed);
    /// assert_eq!(Turn::of(&date("2016/2018")?, &date("2016/..")?), Turn::Widened);
    /// assert_eq!(Turn::of(&date("2015")?, &date("2016-02")?), Turn::Moved);
    /// # Ok::<(), chancery::edtf::EdtfError>(())
    /// ```
    pub fn of(from: &Edtf, to: &Edtf) -> Turn {
        let bounds = |date: &Edtf| {
            let (first, last) = date.widest();
            let number = |day: Day| day.number();
            (
                first.map_or(i64::MIN, number),
                last.map_or(i64::MAX, number),
            )
        };
        let (from, to) = (bounds(from), bounds(to));
        match (
            from.0 <= to.0 && to.1 <= from.1,
            to.0 <= from.0 && from.1 <= to.1,
        ) {
            (true, true) => Turn::Reworded,
            (true, false) => Turn::Narrowed,
            (false, true) => Turn::Widened,
            (false, false) => Turn::Moved,
        }
    }

    /// Returns the word for the turn, with a space before it; none if the bounds are the same.
    const fn words(self) -> &'static str {
        match self {
            Turn::Narrowed => " narrowed",
            Turn::Widened => " widened",
            Turn::Moved => " moved",
            Turn::Reworded => "",
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.key.name();
        let sort = match self.key {
            Key::Relation(_) => self.title.as_str(),
            _ => self.key.sort(),
        };
        let came = match self.what {
            What::Added => "added",
            What::Removed => "removed",
            _ => return write!(f, "{sort} {id}: {}", self.what),
        };
        write!(f, "{sort} {came}: {id}")?;
        let is_named = sort != self.title && id != self.title;
        if is_named {
            write!(f, " ({})", self.title)?;
        }
        Ok(())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let came = |is_new: bool| if is_new { "added" } else { "removed" };
        match self {
            What::Added => f.write_str("added"),
            What::Removed => f.write_str("removed"),
            What::Date { of, turn, from, to } => {
                write!(f, "{of}{} from {from} to {to}", turn.words())
            }
            What::Value { of, from, to } => match (from, to) {
                (Some(from), Some(to)) => write!(f, "{of} from {from} to {to}"),
                (None, Some(to)) => write!(f, "{of} added: {to}"),
                (Some(from), None) => write!(f, "{of} removed: {from}"),
                (None, None) => write!(f, "{of}"),
            },
            What::Party {
                role,
                entity,
                is_new,
            } => {
                write!(f, "party {} as {role}: {entity}", came(*is_new))
            }
            What::Item { of, item, is_new } => write!(f, "{of} {}: {item}", came(*is_new)),
            What::Report { by, is_new } => write!(f, "a report by {by} {}", came(*is_new)),
            What::InReport { by, what } => write!(f, "report by {by}: {what}"),
            What::Order => f.write_str("lists in another order"),
            What::Rows {
                added,
                removed,
                changed,
            } => write_rows(
                f,
                [
                    (*added, "added"),
                    (*removed, "removed"),
                    (*changed, "changed"),
                ],
            ),
            What::Joined { into } => write!(f, "joined into {into}"),
            What::Parted { from } => write!(f, "split from {from}"),
        }
    }
}

/// Writes how many rows came, went or changed, those that did not left out.
fn write_rows(f: &mut fmt::Formatter<'_>, counts: [(u64, &str); 3]) -> fmt::Result {
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    for (at, (count, came)) in counts.enumerate() {
        match (at, count) {
            (0, 1) => write!(f, "1 row {came}")?,
            (0, _) => write!(f, "{count} rows {came}")?,
            _ => write!(f, ", {count} {came}")?,
        }
    }
    Ok(())
}

/// Returns what changed from one state to another: by sort of record, then by id, then in order of
/// fields. The order in which things were recorded does not count.
///
/// # Complexity
/// O(n log n) for n records; rows are looked at where batches differ.
pub fn differences(old: &State, new: &State) -> Vec<Difference> {
    let mut differences = Vec::new();
    for key in old.keys_beside(new) {
        let title = title_of(new, &key).or_else(|| title_of(old, &key));
        let title = title.unwrap_or_else(|| key.name().to_owned());
        let what = match &key {
            Key::Batch(prefix) => Vec::from_iter(of_batches(old, new, prefix)),
            _ => of_records(old, new, &key),
        };
        differences.extend(what.into_iter().map(|what| Difference {
            key: key.clone(),
            title: title.clone(),
            what,
        }));
    }
    differences
}

/// Returns what a record is called.
fn title_of(state: &State, key: &Key) -> Option<String> {
    state.record(key).map(|record| match record {
        Record::Kind(kind) => kind.id.clone(),
        Record::Office(office) => office.title.clone(),
        Record::Source(source) => source.title.clone(),
        Record::Entity(entity) => entity.name.clone(),
        Record::Relation(relation) => relation.kind.clone(),
    })
}

fn of_batches(old: &State, new: &State, prefix: &str) -> Option<What> {
    if old.batch_digest(prefix) == new.batch_digest(prefix) {
        return None;
    }
    match (old.batch(prefix), new.batch(prefix)) {
        (None, _) => Some(What::Added),
        (_, None) => Some(What::Removed),
        (Some(old), Some(new)) => {
            let [added, removed, changed] = old.changes_to(new);
            Some(What::Rows {
                added,
                removed,
                changed,
            })
        }
    }
}

fn of_records(old: &State, new: &State, key: &Key) -> Vec<What> {
    let mut what = match (old.record(key), new.record(key)) {
        (None, None) => Vec::new(),
        // Rows come and go with their batch.
        (None, Some(_)) if is_row_of_new(old, new, key) => Vec::new(),
        (Some(_), None) if is_row_of_new(new, old, key) => Vec::new(),
        (None, Some(_)) => vec![What::Added],
        (Some(_), None) => vec![What::Removed],
        (Some(old), Some(new)) => compare::records(&old, &new),
    };
    if let Key::Entity(id) = key {
        what.extend(of_joins(old.joined_into(id), new.joined_into(id)));
    }
    what
}

/// Tells whether a relation is a row of a batch that the one state lacks and the other has.
fn is_row_of_new(lacks: &State, has: &State, key: &Key) -> bool {
    let Key::Relation(id) = key else {
        return false;
    };
    let is_row = has.own_record(key).is_none();
    let prefix = id.as_row().map(|(prefix, _)| prefix);
    is_row && prefix.is_some_and(|prefix| lacks.batch(prefix).is_none())
}

fn of_joins(old: Option<&EntityId>, new: Option<&EntityId>) -> Option<What> {
    match (old, new) {
        (old, Some(into)) if old != Some(into) => Some(What::Joined { into: into.clone() }),
        (Some(from), None) => Some(What::Parted { from: from.clone() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{State, differences};
    use crate::model::{Entity, EntityKind, Parties, Relation, Report, Status};
    use crate::register::{Change, Record};

    fn state(records: impl IntoIterator<Item = Record>) -> State {
        let mut state = State::default();
        for record in records {
            state.apply(&Change::Put(record), None);
        }
        state
    }

    fn visit() -> Relation {
        let parties = Parties::new().with("visitor", "kagame".parse().unwrap());
        let visit = Relation::new("kagame-astana".parse().unwrap(), "visit", parties);
        visit
            .with_when("2015".parse().unwrap())
            .with_report(Report::new("gazette".parse().unwrap()))
    }

    #[track_caller]
    fn check(change: impl Fn(Relation) -> Relation, told: &[&str]) {
        let (old, new) = (state([visit().into()]), state([change(visit()).into()]));
        let lines = differences(&old, &new);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, told);
    }

    #[test]
    fn dates_are_narrowed_widened_and_moved() {
        let to = |text: &'static str| move |visit: Relation| visit.with_when(text.parse().unwrap());
        check(to("2015"), &[]);
        let narrowed = "visit kagame-astana: date narrowed from 2015 to 2015-11";
        check(to("2015-11"), &[narrowed]);
        check(
            to("2015~"),
            &["visit kagame-astana: date widened from 2015 to 2015~"],
        );
        check(
            to("2014-11"),
            &["visit kagame-astana: date moved from 2015 to 2014-11"],
        );
        let reworded = "visit kagame-astana: date from 2015 to 2015-01/2015-12";
        check(to("2015-01/2015-12"), &[reworded]);
    }

    #[test]
    fn fields_are_told_in_their_order() {
        let more = |visit: Relation| {
            let second = Report::new("gazette".parse().unwrap()).with_locator("page 3");
            Relation {
                parties: visit
                    .parties
                    .clone()
                    .with("host", "kazakhstan".parse().unwrap()),
                ..visit
            }
            .with_status(Status::Planned)
            .with_topics(["trade"])
            .with_number("ministers", 6)
            .with_report(second)
        };
        check(
            more,
            &[
                "visit kagame-astana: party added as host: kazakhstan",
                "visit kagame-astana: status from usual to planned",
                "visit kagame-astana: topic added: trade",
                "visit kagame-astana: number of ministers added: 6",
                "visit kagame-astana: a report by gazette, page 3, added",
            ],
        );
        let told = |visit: Relation| {
            let mut visit = visit;
            visit.reports[0].when = Some("2014".parse().unwrap());
            visit
        };
        check(
            told,
            &["visit kagame-astana: report by gazette: date added: 2014"],
        );
    }

    #[test]
    fn what_came_and_went_stands_by_sort_and_id() {
        let entity = |id: &str| Entity::new(id.parse().unwrap(), EntityKind::State, "Ruritania");
        let old = state([visit().into(), entity("a").into()]);
        let new = state([entity("b").into(), entity("a").with_aliases(["R"]).into()]);
        let lines = differences(&old, &new);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "entity a: alias added: R",
                "entity added: b (Ruritania)",
                "visit removed: kagame-astana",
            ]
        );
    }
}
