//! What pictures say of a relation in one line.

use crate::answer::{Scene, Sight};
use crate::text;

/// Up to how many relations are listed where a reader points at something.
const MOST_LISTED: usize = 12;

/// Returns the date of a relation as it is written; nothing if it has none.
pub(super) fn date(sight: &Sight) -> Option<&str> {
    sight.row.when.as_ref().map(|when| when.edtf.as_str())
}

/// Returns the kind of a relation, or its own name if it has one: `cooperation agreement`.
pub(super) fn name(sight: &Sight) -> String {
    let kind = text::spoken(&sight.row.kind);
    sight.row.title.clone().unwrap_or(kind)
}

/// Returns who takes part: `Rwanda, Kazakhstan`.
pub(super) fn parties(sight: &Sight) -> String {
    let names: Vec<&str> = sight
        .row
        .parties
        .iter()
        .map(|party| party.name.as_str())
        .collect();
    names.join(", ")
}

/// Returns when and what it is: `2025-05-28 · visit: Paul Kagame visited Kazakhstan.`
pub(super) fn of_sight(sight: &Sight) -> String {
    let when = date(sight).unwrap_or("undated");
    let told = sight.row.summary.clone().unwrap_or_else(|| parties(sight));
    format!("{when} · {}: {told}", name(sight))
}

/// Returns what is told of several relations of a scene where a reader points at them: the first
/// of them, line by line, and how many more there are.
pub(super) fn listed(scene: &Scene, places: &[usize]) -> Vec<String> {
    let sights = sights(scene, places).take(MOST_LISTED);
    let more = places.len().saturating_sub(MOST_LISTED);
    let more = (more > 0).then(|| format!("and {more} more"));
    sights.map(of_sight).chain(more).collect()
}

/// Returns the relations of a scene at some places.
pub(super) fn sights<'s>(scene: &'s Scene, places: &[usize]) -> impl Iterator<Item = &'s Sight> {
    places
        .iter()
        .filter_map(|place| scene.relations.get(*place))
}
