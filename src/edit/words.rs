//! Edits in words again: what is read from them is the same edit.

use itertools::Itertools;

use super::held::Held;
use super::language::{Field, Part};
use super::reader::{AS, PREPOSITIONS, fields_of};
use super::sentence::{Change, Sort};
use super::told::Told;
use super::value::Value;
use super::{fields as is, language};
use crate::model::{EntityId, Relation, Report};
use crate::query::dictation::{in_quotes_if_needed, quoted};
use crate::register::{Edit, Record};

/// Returns an edit in words that [`read`](super::read) makes the same edit of, where the same
/// records are held; `None` for one of kinds or offices, which have no words.
///
/// A correction says what is otherwise than in the record that `held` has.
///
/// # Examples
/// ```
/// use chancery::edit;
/// use chancery::model::{Dataset, Source};
/// use chancery::register::Edit;
///
/// let source = Source::new("gazette".parse()?, "Official Gazette").with_url("https://gazette.example");
/// let edit = Edit::Add(source.into());
/// assert_eq!(
///     edit::words(&edit, &Dataset::default()).as_deref(),
///     Some("add source gazette title \"Official Gazette\" url \"https://gazette.example\"")
/// );
/// # Ok::<(), chancery::model::IdError>(())
/// ```
pub fn words(edit: &Edit, held: &dyn Held) -> Option<String> {
    Some(match edit {
        Edit::Add(Record::Source(source)) => {
            let told = told(source.as_ref(), is::OF_SOURCES);
            format!("{} {} {told}", language::ADD_SOURCE.name, source.id)
        }
        Edit::Add(Record::Entity(entity)) => {
            let told = told(entity.as_ref(), is::OF_ENTITIES);
            format!("{} {} {told}", language::ADD_ENTITY.name, entity.id)
        }
        Edit::Add(Record::Relation(relation)) => recorded(relation),
        Edit::Correct(record) => corrected(record, held)?,
        Edit::Retract(key) => {
            let name = in_quotes_if_needed(key.name());
            format!("{} {} {name}", language::RETRACT.name, key.sort())
        }
        Edit::Join { of, into } => format!(
            "{} {} into {}",
            language::MERGE.name,
            named(of),
            named(into)
        ),
        Edit::Split { of } => format!("{} {}", language::SPLIT.name, named(of)),
        Edit::Undo(None) => language::UNDO.name.to_owned(),
        Edit::Undo(Some(number)) => format!("{} {number}", language::UNDO.name),
        Edit::Redo => language::REDO.name.to_owned(),
        Edit::Add(Record::Kind(_) | Record::Office(_)) => return None,
    })
}

/// Returns the id of an entity, in quotes where it could be a word of the language.
fn named(id: &EntityId) -> String {
    let id = id.as_str();
    let is_field = language::fields()
        .flat_map(Field::words)
        .any(|word| word == id);
    let is_joint = PREPOSITIONS.contains(&id) || id == AS;
    let is_sort = Sort::from_word(id).is_some() || Change::from_word(id).is_some();
    if is_field || is_joint || is_sort || matches!(id, "and" | "or" | "the" | "from" | "for") {
        return quoted(id, '"');
    }
    id.to_owned()
}

/// Returns the field by which a part is told, of those that may be.
fn field_of(fields: &[&'static Field], part: Part) -> Option<&'static Field> {
    fields.iter().copied().find(|field| field.part == part)
}

/// Returns all that a record tells, field by field.
fn told(record: &impl Told, fields: &[&'static Field]) -> String {
    let told = record.values().into_iter().filter_map(|(part, value)| {
        let field = field_of(fields, part)?;
        Some(format!("{} {}", field.name, written(&value)))
    });
    Itertools::join(&mut told.into_iter(), " ")
}

/// Returns what stands behind the word of a field.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Topic(text) => quoted(text, '"'),
        Value::Date(Some(date)) => date.as_str().to_owned(),
        Value::Date(None) => super::reader::UNKNOWN.to_owned(),
        Value::Status(status) => status.to_string(),
        Value::EntityKind(kind) => kind.to_string(),
        Value::Kind(kind) => kind.clone(),
        Value::Entity(id) => named(id),
        Value::Whole(id) => quoted(id, '"'),
        Value::Source(id) => quoted(id.as_str(), '"'),
        Value::Party(party, None) => named(party),
        Value::Party(party, Some(role)) => format!("{} {AS} {role}", named(party)),
        Value::Code(scheme, code) => format!("{} {}", quoted(scheme, '"'), quoted(code, '"')),
        Value::Count(name, number) => format!("{} {number}", quoted(name, '"')),
        Value::Row(row) => row.to_string(),
        Value::Report(report) => reported(report, " saying"),
    }
}

/// Returns what stands behind the word of a report: its source and what that says.
fn reported(report: &Report, saying: &str) -> String {
    let source = report.source.as_str();
    let (of_source, said): (Vec<_>, Vec<_>) = report
        .values()
        .into_iter()
        .partition(|(part, _)| field_of(is::OF_SOURCE_NAMED, *part).is_some());
    let listed = listed(&of_source, is::OF_SOURCE_NAMED);
    let otherwise = self::listed(&said, is::OF_REPORTS);
    let saying = if otherwise.is_empty() { "" } else { saying };
    format!("{}{listed}{saying}{otherwise}", in_quotes_if_needed(source))
}

/// Returns fields with their values, each behind a space; topics stand together.
fn listed(values: &[(Part, Value)], fields: &[&'static Field]) -> String {
    let mut words = Vec::new();
    for (part, chunk) in &values.iter().chunk_by(|(part, _)| *part) {
        let Some(field) = field_of(fields, part) else {
            continue;
        };
        let mut each = chunk.map(|(_, value)| written(value));
        if part == Part::Topics {
            words.push(format!(
                " {} {}",
                field.name,
                Itertools::join(&mut each, ", ")
            ));
        } else {
            words.extend(each.map(|value| format!(" {} {value}", field.name)));
        }
    }
    words.concat()
}

/// Returns a new relation in words.
fn recorded(relation: &Relation) -> String {
    let roles = relation
        .parties
        .roles()
        .filter(|(_, parties)| !parties.is_empty());
    let parties = roles.map(|(role, parties)| {
        let parties = parties.iter().map(named).collect::<Vec<_>>().join(", ");
        format!("{parties} {AS} {role}")
    });
    let parties = parties.collect::<Vec<_>>().join(", ");
    let is_told =
        |(part, _): &(Part, Value)| !matches!(part, Part::Kind | Part::Party | Part::Report);
    let values: Vec<_> = relation.values().into_iter().filter(is_told).collect();
    let told = listed(&values, is::OF_RECORD);
    let reports = relation
        .reports
        .iter()
        .map(|report| format!(" from {}", reported(report, " saying")));
    let reports: String = reports.collect();
    let (verb, kind, id) = (language::RECORD.name, &relation.kind, &relation.id);
    format!(
        "{verb} {kind} {parties}{told} id {}{reports}",
        quoted(id.as_str(), '"')
    )
}

/// Returns a correction in words: what is otherwise than in the present version.
fn corrected(record: &Record, held: &dyn Held) -> Option<String> {
    let before = held.record(&record.key())?;
    let (changes, sort) = match (record, &before) {
        (Record::Source(after), Record::Source(before)) => (
            changes(before.as_ref(), after.as_ref(), is::OF_SOURCES),
            Sort::Source,
        ),
        (Record::Entity(after), Record::Entity(before)) => (
            changes(before.as_ref(), after.as_ref(), is::OF_ENTITIES),
            Sort::Entity,
        ),
        (Record::Relation(after), Record::Relation(before)) => {
            let fields = fields_of(Some(Sort::Relation));
            (
                changes(before.as_ref(), after.as_ref(), fields),
                Sort::Relation,
            )
        }
        _ => return None,
    };
    let (verb, name) = (language::CORRECT.name, quoted(record.key().name(), '"'));
    Some(format!(
        "{verb} {} {name} {}",
        sort.word(),
        changes.join(", ")
    ))
}

/// Returns the fields that differ, each as it is to be told.
fn changes<T: Told>(before: &T, after: &T, fields: &[&'static Field]) -> Vec<String> {
    let (before, after) = (before.values(), after.values());
    let of = |values: &[(Part, Value)], part: Part| -> Vec<Value> {
        let meant = values.iter().filter(|(one, _)| *one == part);
        meant.map(|(_, value)| value.clone()).collect()
    };
    let parts = before.iter().chain(&after).map(|(part, _)| *part).unique();
    let changed = parts.filter_map(|part| {
        let (before, after) = (of(&before, part), of(&after, part));
        let field = field_of(fields, part).filter(|_| before != after)?;
        Some(change(field, &before, &after))
    });
    changed.flatten().collect()
}

/// Returns how a field comes from its values before to those after.
fn change(field: &Field, before: &[Value], after: &[Value]) -> Vec<String> {
    let name = match field.part {
        Part::Report => "report from",
        _ => field.name,
    };
    let is_list = field.is_many || field.part == Part::Topics;
    if !is_list && let [value] = after {
        return vec![format!("{name} {}", written(value))];
    }
    let is_longer = after.starts_with(before);
    let kept = if is_longer { before.len() } else { 0 };
    let emptied = (!is_longer).then(|| format!("no {name}"));
    let added = after.iter().skip(kept).map(|value| match value {
        Value::Report(report) => format!("add {name} {}", reported(report, "")),
        value => format!("add {name} {}", written(value)),
    });
    emptied.into_iter().chain(added).collect()
}
