//! Lanes: which relations of a timeline stand together, and in which row each has room.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::{Scene, Sight};
use crate::text;

use super::words;

/// How many lanes are read at a glance.
const MOST_LANES: usize = 12;

/// By what the relations of a timeline stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// By who is linked to whom.
    Pair,
    /// By kind.
    Kind,
    /// By category.
    Category,
}

/// Relations that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    /// What they have in common.
    pub(super) name: String,
    /// Their places in the scene, in its order.
    pub(super) relations: Vec<usize>,
}

impl Grouping {
    /// Returns by what these relations stand together best: by pair if that makes 2 to 12 lanes,
    /// else by kind if that makes no more than 12, else by category.
    pub(super) fn of(scene: &Scene, relations: &[usize]) -> Grouping {
        let lanes = |grouping| lanes(scene, relations, grouping).len();
        if (2..=MOST_LANES).contains(&lanes(Grouping::Pair)) {
            Grouping::Pair
        } else if lanes(Grouping::Kind) <= MOST_LANES {
            Grouping::Kind
        } else {
            Grouping::Category
        }
    }

    /// Returns what a relation says in a lane that already says what all of it have in common. The
    /// one asked about is not named again.
    pub(super) fn words(self, scene: &Scene, sight: &Sight) -> String {
        let named = words::name(sight);
        let others = others(scene, sight);
        match self {
            Grouping::Pair => named,
            Grouping::Kind if sight.row.title.is_none() => others,
            Grouping::Kind | Grouping::Category => format!("{named}: {others}"),
        }
    }
}

/// Returns who takes part in a relation beside the one asked about, if only one is.
fn others(scene: &Scene, sight: &Sight) -> String {
    let mut asked = scene.actors.iter().filter(|actor| actor.is_asked);
    let one = match (asked.next(), asked.next()) {
        (Some(one), None) => Some(&one.entity.id),
        _ => None,
    };
    let parties = sight.row.parties.iter();
    let others = parties
        .filter(|party| one != Some(&party.id))
        .map(|party| party.name.as_str());
    let others: Vec<&str> = others.collect();
    if others.is_empty() {
        words::parties(sight)
    } else {
        others.join(", ")
    }
}

/// Returns relations in lanes, in order of the first of each.
pub(super) fn lanes(scene: &Scene, relations: &[usize], grouping: Grouping) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let asked = scene.actors.iter().filter(|actor| actor.is_asked).count();
    for &relation in relations {
        let Some(sight) = scene.relations.get(relation) else {
            continue;
        };
        let name = match grouping {
            Grouping::Pair => pair(scene, sight, asked == 1),
            Grouping::Kind => text::spoken(&sight.row.kind),
            Grouping::Category => category(sight),
        };
        let place = *places.entry(name.clone()).or_insert(lanes.len());
        match lanes.get_mut(place) {
            Some(lane) => lane.relations.push(relation),
            None => lanes.push(Lane {
                name,
                relations: vec![relation],
            }),
        }
    }
    lanes
}

/// Returns the two whom a relation links, those asked about before others; of the one asked about,
/// if there is only one, the other alone.
fn pair(scene: &Scene, sight: &Sight, one_asked: bool) -> String {
    let is_asked = |place: usize| scene.actors.get(place).is_some_and(|actor| actor.is_asked);
    let name = |place: usize| {
        scene
            .actors
            .get(place)
            .map_or("", |actor| actor.entity.name.as_str())
    };
    let mut pairs: Vec<(usize, usize)> = sight
        .pairs
        .iter()
        .map(|pair| (pair.from.min(pair.to), pair.from.max(pair.to)))
        .collect();
    pairs.sort_by_key(|(a, b)| {
        (
            !(is_asked(*a) && is_asked(*b)),
            !(is_asked(*a) || is_asked(*b)),
        )
    });
    match pairs.first() {
        Some((a, b)) if one_asked && is_asked(*a) => name(*b).to_owned(),
        Some((a, b)) if one_asked && is_asked(*b) => name(*a).to_owned(),
        Some((a, b)) => format!("{} – {}", name(*a), name(*b)),
        None => words::parties(sight),
    }
}

/// Returns the category of a relation in lower case, or what it is without one.
fn category(sight: &Sight) -> String {
    let none = || format!("other {}s", sight.nature.word());
    let word = sight.category.as_ref().map(|word| word.to_lowercase());
    word.map_or_else(none, |word| word.replace('_', " "))
}

/// Rows of a lane, each with the stretches that are taken, in pixels.
#[derive(Debug, Default)]
pub(super) struct Rows {
    taken: Vec<BTreeSet<(i64, i64)>>,
    crowd: Option<usize>,
}

impl Rows {
    /// Returns the first of at most `most` rows in which a stretch is free, and takes it there;
    /// nothing if there is none.
    pub(super) fn take(&mut self, from: f64, to: f64, most: usize) -> Option<usize> {
        let stretch = (from.floor() as i64, to.ceil() as i64);
        let is_free = |row: &BTreeSet<(i64, i64)>| {
            // Stretches of a row do not overlap: the last that begins before the end is the only
            // one that may reach into this.
            let mut before = row.range(..(stretch.1, i64::MIN));
            before.next_back().is_none_or(|other| other.1 <= stretch.0)
        };
        let row = match self.taken.iter().take(most).position(is_free) {
            Some(row) => row,
            None if self.taken.len() < most => {
                self.taken.push(BTreeSet::new());
                self.taken.len() - 1
            }
            None => return None,
        };
        self.taken.get_mut(row)?.insert(stretch);
        Some(row)
    }

    /// Returns the row for all that has room in none, in which nothing else stands.
    pub(super) fn crowd(&mut self) -> usize {
        *self.crowd.get_or_insert_with(|| {
            self.taken.push(BTreeSet::from([(i64::MIN, i64::MAX)]));
            self.taken.len() - 1
        })
    }

    /// Returns how many rows there are.
    pub(super) fn len(&self) -> usize {
        self.taken.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn stretches_of_a_row_never_overlap() {
        let mut rows = Rows::default();
        assert_eq!(rows.take(0.0, 10.0, 2), Some(0));
        assert_eq!(rows.take(20.0, 30.0, 2), Some(0));
        assert_eq!(rows.take(10.0, 20.0, 2), Some(0));
        assert_eq!(rows.take(5.0, 25.0, 2), Some(1));
        assert_eq!(rows.take(5.0, 25.0, 2), None);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn what_has_no_room_stands_in_a_row_of_its_own() {
        let mut rows = Rows::default();
        assert_eq!(
            [rows.take(0.0, 10.0, 1), rows.take(5.0, 9.0, 1)],
            [Some(0), None]
        );
        assert_eq!([rows.crowd(), rows.crowd()], [1, 1]);
        assert_eq!(rows.take(5.0, 9.0, 9), Some(2));
    }
}
