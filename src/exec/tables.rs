//! `find`, `count` and `date`: answers that are plain tables.

use crate::analysis::{Key, Tally};
use crate::answer::{CountRow, DateRow, EntityRef, FindRow};
use crate::edtf::Edtf;
use crate::model::EntityKind;
use crate::names::Names;

use super::rows::Rower;

/// How many entities `find` proposes.
const MOST_FOUND: usize = 50;

/// Returns the entities that a text may mean.
pub(super) fn find(
    rower: Rower<'_>,
    names: &Names,
    text: &str,
    kinds: &[EntityKind],
) -> Vec<FindRow> {
    // Where only some kinds are wanted, those of others must not use up the places.
    let most = if kinds.is_empty() {
        MOST_FOUND
    } else {
        usize::MAX
    };
    let found = names.find(text, most).into_iter().map(|found| FindRow {
        entity: rower.entity(found.entity),
        matched: found.how,
        score: found.score,
    });
    let wanted = |entity: &EntityRef| kinds.is_empty() || kinds.contains(&entity.kind);
    found
        .filter(|row| wanted(&row.entity))
        .take(MOST_FOUND)
        .collect()
}

/// Returns numbers of relations with words for what was counted.
pub(super) fn count_rows(rower: Rower<'_>, tallies: Vec<Tally<'_>>) -> Vec<CountRow> {
    tallies
        .into_iter()
        .map(|tally| count_row(rower, tally))
        .collect()
}

fn count_row(rower: Rower<'_>, tally: Tally<'_>) -> CountRow {
    let data = rower.data();
    let (key, label) = match tally.key {
        Key::Kind(kind) => (data.ontology().kind(kind).id.clone(), None),
        Key::Year(year) => (format!("{year:04}"), None),
        Key::Month(year, month) => (format!("{year:04}-{month:02}"), None),
        Key::Entity(entity) | Key::Place(entity) => {
            let record = data.entity(entity);
            (record.id.to_string(), Some(record.name.clone()))
        }
        Key::Topic(topic) => (topic.to_owned(), None),
        Key::Source(source) => {
            let record = data.source(source);
            (record.id.to_string(), Some(record.title.clone()))
        }
        Key::Status(status) => (status.word().to_owned(), None),
        Key::Unknown => ("unknown".to_owned(), None),
    };
    CountRow {
        key,
        count: tally.certain + tally.possible,
        possible: tally.possible,
        label,
    }
}

/// Returns how a date is read.
pub(super) fn date(date: &Edtf) -> DateRow {
    let widened = date.is_approximate() || date.is_uncertain();
    let (from, to) = if widened { date.widest() } else { (None, None) };
    DateRow {
        edtf: date.clone(),
        earliest: date.earliest(),
        latest: date.latest(),
        level: date.level(),
        precision: date.precision().to_string(),
        words: date.words(),
        possible_from: from,
        possible_to: to,
    }
}
