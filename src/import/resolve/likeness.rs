//! Likeness: which new entities may be one with another, for somebody to decide.
//!
//! Knows folded names, kinds and countries. Compares only names that share a key, and of keys that
//! very many share none, so that the work grows with the number of names.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::cluster::{self, Codes};
use super::known::Known;
use super::mention::Proposal;
use crate::import::ImportError;
use crate::model::{EntityId, EntityKind};
use crate::text;

/// Keys that more names share than this say too little.
const CROWDED: usize = 40;

/// So many blocks are compared between two looks at whether to go on.
const PACE: usize = 1 << 8;

/// So many proposals are made for one entity, the likeliest.
const MOST: usize = 3;

/// Shorter names are not taken for misspelt ones.
const SHORTEST_MISSPELT: usize = 4;

/// Schemes whose codes number records of their publishers, of which one entity may have several; a
/// code of any other scheme is that of one entity, which has no second one.
const OF_RECORDS: [&str; 1] = ["ftm"];

/// Words that bags leave out.
const SMALL: [&str; 7] = ["a", "and", "de", "for", "in", "of", "the"];

/// A new entity, by what likeness is judged by.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) id: EntityId,
    pub(super) kind: EntityKind,
    /// Folded.
    pub(super) names: BTreeSet<String>,
    pub(super) countries: BTreeSet<EntityId>,
    pub(super) codes: Codes,
}

/// A name that stands in a block.
#[derive(Clone, Copy)]
struct Named<'a> {
    id: &'a EntityId,
    kind: EntityKind,
    name: &'a str,
    countries: &'a BTreeSet<EntityId>,
    codes: &'a Codes,
    is_new: bool,
}

/// Returns what may be the same, the likeliest first, then in order of ids.
///
/// # Errors
/// Whatever `go_on` says, which is asked every so often.
pub(super) fn proposals(
    known: &Known,
    fresh: &[Fresh],
    go_on: &mut dyn FnMut() -> Result<(), ImportError>,
) -> Result<Vec<Proposal>, ImportError> {
    let mut blocks: HashMap<String, Vec<Named<'_>>> = HashMap::new();
    for named in fresh.iter().flat_map(all_names) {
        for key in keys(named) {
            blocks.entry(key).or_default().push(named);
        }
    }
    for (name, record) in known.all_names() {
        let named = Named {
            id: &record.id,
            kind: record.kind,
            name,
            countries: &record.countries,
            codes: &record.codes,
            is_new: false,
        };
        for key in keys(named) {
            if let Some(block) = blocks.get_mut(&key) {
                block.push(named);
            }
        }
    }
    // Few keys are shared, and only these have to be put in order.
    blocks.retain(|_, block| (2..=CROWDED).contains(&block.len()));
    let mut shared: Vec<(String, Vec<Named<'_>>)> = blocks.into_iter().collect();
    shared.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    let mut pairs: BTreeMap<(&EntityId, &EntityId), (&'static str, f64)> = BTreeMap::new();
    for (number, (_, block)) in shared.into_iter().enumerate() {
        if number.is_multiple_of(PACE) {
            go_on()?;
        }
        compare(&block, &mut pairs);
    }
    Ok(likeliest(pairs))
}

fn all_names(fresh: &Fresh) -> impl Iterator<Item = Named<'_>> {
    fresh.names.iter().map(|name| Named {
        id: &fresh.id,
        kind: fresh.kind,
        name,
        countries: &fresh.countries,
        codes: &fresh.codes,
        is_new: true,
    })
}

/// Returns the keys under which a name is compared: of people the last name with the initial of the
/// first and the first with that of the last, of others the words that count in order of text.
fn keys(named: Named<'_>) -> Vec<String> {
    let same = format!("n {}", named.name);
    if named.kind != EntityKind::Person {
        let mut words: Vec<&str> = text::words(named.name).collect();
        words.retain(|word| !SMALL.contains(word));
        words.sort_unstable();
        return vec![same, format!("b {}", words.join(" "))];
    }
    let Some((first, last)) = ends(named.name) else {
        return vec![same];
    };
    let initial = |word: &str| word.chars().next().unwrap_or_default();
    vec![
        same,
        format!("l {last} {}", initial(first)),
        format!("f {first} {}", initial(last)),
    ]
}

/// Returns the first and the last word of a name of several.
fn ends(name: &str) -> Option<(&str, &str)> {
    let (first, rest) = name.split_once(' ')?;
    Some((first, rest.rsplit(' ').next().unwrap_or(rest)))
}

/// Keeps the best reason for each pair of a block.
fn compare<'a>(
    block: &[Named<'a>],
    pairs: &mut BTreeMap<(&'a EntityId, &'a EntityId), (&'static str, f64)>,
) {
    for (at, left) in block.iter().enumerate() {
        for right in block.iter().skip(at + 1) {
            if left.id == right.id || !(left.is_new || right.is_new) {
                continue;
            }
            let Some(found) = likeness(*left, *right) else {
                continue;
            };
            let old_first = (right.is_new && !left.is_new)
                || (left.is_new == right.is_new && left.id < right.id);
            let pair = if old_first {
                (right.id, left.id)
            } else {
                (left.id, right.id)
            };
            let best = pairs.entry(pair).or_insert(found);
            if found.1 > best.1 {
                *best = found;
            }
        }
    }
}

/// Returns why two names may be one entity's, and how likely that is.
fn likeness(left: Named<'_>, right: Named<'_>) -> Option<(&'static str, f64)> {
    let mut clashes = cluster::clashes(left.codes, right.codes);
    if clashes.any(|scheme| !OF_RECORDS.contains(&scheme)) {
        return None;
    }
    if left.name == right.name {
        return Some(if left.kind == right.kind {
            (
                "same name, and what else is said disagrees or names several",
                0.5,
            )
        } else {
            ("same name, another kind", 0.3)
        });
    }
    let apart = !left.countries.is_empty()
        && !right.countries.is_empty()
        && left.countries.is_disjoint(right.countries);
    if left.kind != right.kind || apart {
        return None;
    }
    if left.kind != EntityKind::Person {
        let same = keys(left).last() == keys(right).last();
        return same.then_some(("same words in another order, small words aside", 0.7));
    }
    people(left.name, right.name)
}

/// Returns why two names may be one person's.
fn people(left: &str, right: &str) -> Option<(&'static str, f64)> {
    let ((first, last), (other_first, other_last)) = (ends(left)?, ends(right)?);
    if first == other_first && last == other_last {
        let plain = text::words(left).count().min(text::words(right).count()) == 2;
        return plain.then_some(("same first and last name, one with more between them", 0.8));
    }
    let near = |one: &str, other: &str| {
        one.len().min(other.len()) >= SHORTEST_MISSPELT && text::distance(one, other) <= 1
    };
    if last == other_last && near(first, other_first) {
        return Some(("same last name, first names one letter apart", 0.7));
    }
    if first == other_first && near(last, other_last) {
        return Some(("same first name, last names one letter apart", 0.6));
    }
    // `A. K. Singh` is short for too many to name one.
    let shortens = |name: &str, one: &str, other: &str| {
        one.len() == 1 && text::words(name).count() == 2 && other.starts_with(one)
    };
    let shortened = shortens(left, first, other_first) || shortens(right, other_first, first);
    (last == other_last && shortened).then_some(("same last name, initial of the first", 0.5))
}

/// Returns the likeliest proposals of each entity.
fn likeliest(pairs: BTreeMap<(&EntityId, &EntityId), (&'static str, f64)>) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = pairs
        .into_iter()
        .map(|((entity, other), (reason, confidence))| Proposal {
            entity: entity.clone(),
            other: other.clone(),
            reason,
            confidence,
        })
        .collect();
    proposals.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    let mut made: BTreeMap<EntityId, usize> = BTreeMap::new();
    proposals.retain(|proposal| {
        let count = made.entry(proposal.entity.clone()).or_default();
        *count += 1;
        *count <= MOST
    });
    proposals
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn names_of_people_are_alike_by_their_ends() {
        let alike = |left, right| people(left, right).map(|(_, confidence)| confidence);
        assert_eq!(alike("benjamin mkapa", "benjamin william mkapa"), Some(0.8));
        assert_eq!(alike("sergei lavrov", "sergey lavrov"), Some(0.7));
        assert_eq!(alike("workneh gebeyehu", "workneh gebeyehi"), Some(0.6));
        assert_eq!(alike("j kabarebe", "james kabarebe"), Some(0.5));
        assert_eq!(alike("a k singh", "amarinder singh"), None);
        assert_eq!(alike("paul kagame", "jeannette kagame"), None);
    }
}
