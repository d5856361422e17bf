//! Bundles: all relations between two entities as one line.

use std::collections::BTreeMap;

use crate::answer::{Pair, Scene, Sight};
use crate::edtf::Truth;
use crate::model::{Direction, Status};
use crate::text;

use super::words;

/// The relations between two entities, or of one that acts alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bundle {
    /// The places of the two among the actors, the lower first; twice the same for one alone.
    pub(super) ends: (usize, usize),
    /// The places of the relations, ascending.
    pub(super) relations: Vec<usize>,
    /// How the line is drawn.
    pub(super) manner: Manner,
    /// Which way all of them run, from the first end or from the second.
    pub(super) flow: Flow,
}

/// Which way the relations of a bundle run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// From the first end to the second.
    Forward,
    /// From the second end to the first.
    Back,
    /// Both ways, or neither.
    Both,
}

/// What is to be seen of how sure and how far on a relation is, or each of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Manner {
    /// It only shows how the rest hangs together.
    pub(super) behind: bool,
    /// It belongs here only possibly.
    pub(super) possible: bool,
    /// How far it has come.
    pub(super) stage: Stage,
}

/// How far a relation has come, as far as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// It happened, or is in force.
    Done,
    /// A machine says so.
    Unchecked,
    /// It is planned, or put off.
    Planned,
    /// It was called off, or is denied.
    Off,
}

impl Manner {
    /// Returns how a relation is drawn.
    pub(super) fn of(sight: &Sight) -> Manner {
        Manner {
            behind: !sight.is_told,
            possible: sight.row.certainty != Truth::Certain,
            stage: match sight.row.status {
                Status::Held | Status::InForce => Stage::Done,
                Status::Reported => Stage::Unchecked,
                Status::Planned | Status::Postponed => Stage::Planned,
                Status::Cancelled | Status::Denied => Stage::Off,
            },
        }
    }

    /// Returns how several relations of a scene are drawn as one; nothing for none.
    pub(super) fn of_places(scene: &Scene, places: &[usize]) -> Option<Manner> {
        Manner::of_all(words::sights(scene, places).map(Manner::of))
    }

    /// Returns how several are drawn as one: as the surest, furthest one that the answer tells.
    fn of_all(sights: impl Iterator<Item = Manner>) -> Option<Manner> {
        sights.min_by_key(|manner| (manner.behind, manner.stage, manner.possible))
    }

    /// Returns the classes of the line.
    pub(super) fn class(self) -> String {
        let stage = match self.stage {
            Stage::Done => "",
            Stage::Unchecked => " unchecked",
            Stage::Planned => " planned",
            Stage::Off => " off",
        };
        let behind = if self.behind { " behind" } else { "" };
        let possible = if self.possible { " possible" } else { "" };
        format!("{behind}{possible}{stage}")
    }
}

impl Bundle {
    /// Returns the relations of a scene bundled, in order of their ends.
    ///
    /// Every relation is in at least one bundle: one without a pair stands by its first party.
    ///
    /// O(pairs · log pairs).
    pub(super) fn all(scene: &Scene) -> Vec<Bundle> {
        let mut found: BTreeMap<(usize, usize), Vec<(usize, Flow)>> = BTreeMap::new();
        for (place, sight) in scene.relations.iter().enumerate() {
            for (ends, flow) in ends(sight) {
                if ends.1 < scene.actors.len() {
                    found.entry(ends).or_default().push((place, flow));
                }
            }
        }
        let bundles = found.into_iter();
        bundles
            .filter_map(|(ends, found)| Bundle::of(ends, found, scene))
            .collect()
    }

    fn of(ends: (usize, usize), found: Vec<(usize, Flow)>, scene: &Scene) -> Option<Bundle> {
        let first = found.first()?.1;
        let one_way = found.iter().all(|(_, flow)| *flow == first);
        let mut relations: Vec<usize> = found.into_iter().map(|(place, _)| place).collect();
        relations.dedup();
        Some(Bundle {
            ends,
            manner: Manner::of_places(scene, &relations)?,
            flow: if one_way { first } else { Flow::Both },
            relations,
        })
    }

    /// Returns the relations as a picture names them: `3 5 9`.
    pub(super) fn places(&self) -> String {
        join(&self.relations)
    }

    /// Tells whether it stands by one entity.
    pub(super) fn is_loop(&self) -> bool {
        self.ends.0 == self.ends.1
    }
}

/// Returns places with spaces between.
pub(super) fn join(places: &[usize]) -> String {
    let words: Vec<String> = places.iter().map(usize::to_string).collect();
    words.join(" ")
}

/// Returns the kinds of relations with their numbers, the most frequent first, then by name.
pub(super) fn kinds(scene: &Scene, relations: &[usize]) -> String {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for sight in words::sights(scene, relations) {
        *numbers.entry(&sight.row.kind).or_default() += 1;
    }
    let mut numbers: Vec<(&str, usize)> = numbers.into_iter().collect();
    numbers.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let words = numbers.iter().map(|(kind, number)| match number {
        1 => text::spoken(kind),
        more => format!("{} ×{more}", text::spoken(kind)),
    });
    words.collect::<Vec<String>>().join(", ")
}

/// Returns the ends of the lines of a relation, the lower first, and which way each runs.
fn ends(sight: &Sight) -> Vec<((usize, usize), Flow)> {
    let line = |pair: &Pair| {
        let flow = match (pair.direction, pair.from <= pair.to) {
            (Direction::Mutual, _) => Flow::Both,
            (Direction::Forward, true) | (Direction::Back, false) => Flow::Forward,
            (Direction::Forward, false) | (Direction::Back, true) => Flow::Back,
        };
        ((pair.from.min(pair.to), pair.from.max(pair.to)), flow)
    };
    if sight.pairs.is_empty() {
        let alone = sight.parties.first();
        return alone
            .map(|party| ((*party, *party), Flow::Both))
            .into_iter()
            .collect();
    }
    sight.pairs.iter().map(line).collect()
}
