//! Chains of entities: paths that differ in their relations only, put together.
//!
//! Programs read one row a path. People read a chain once, and name it by its place among the
//! chains; what they see and what `why N` means therefore come from here.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::edtf::Truth;
use crate::model::{EntityId, RelationId};

use super::{Order, PathRow, PathStep};

/// Paths that pass the same entities in the same order.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain<'a> {
    rows: Vec<&'a PathRow>,
}

impl<'a> Chain<'a> {
    /// Returns the paths put together as chains, in the order of the first path of each.
    ///
    /// # Complexity
    /// Time O(S · log C) for S steps and C chains.
    pub fn all(rows: &'a [PathRow]) -> Vec<Chain<'a>> {
        let mut places: BTreeMap<Vec<&EntityId>, usize> = BTreeMap::new();
        let mut chains: Vec<Chain<'a>> = Vec::new();
        for row in rows {
            let place = *places.entry(entities(row)).or_insert(chains.len());
            match chains.get_mut(place) {
                Some(chain) => chain.rows.push(row),
                None => chains.push(Chain { rows: vec![row] }),
            }
        }
        chains
    }

    /// Returns how certain the best of its paths is.
    pub fn certainty(&self) -> Truth {
        let certainties = self.rows.iter().map(|row| row.certainty);
        certainties.max().unwrap_or(Truth::Impossible)
    }

    /// Returns how strong the best of its paths is, where paths are ranked by strength.
    pub fn strength(&self) -> Option<f64> {
        let strengths = self.rows.iter().filter_map(|row| row.strength);
        strengths.max_by(f64::total_cmp)
    }

    /// Returns how the best of its paths runs in time, where paths are asked for in order.
    pub fn order(&self) -> Option<&'a Order> {
        self.rows.iter().find_map(|row| row.order.as_ref())
    }

    /// Returns the steps from one entity to the next, each with all its relations in the order of
    /// the paths.
    pub fn steps(&self) -> Vec<Vec<&'a PathStep>> {
        let length = self.rows.first().map_or(0, |row| row.steps.len());
        let step = |at: usize| {
            let same = self.rows.iter().filter_map(|row| row.steps.get(at));
            same.unique_by(|step| &step.relation).collect()
        };
        (0..length).map(step).collect()
    }

    /// Returns the relations of all its paths, each once, step by step.
    pub fn relations(&self) -> Vec<RelationId> {
        let steps = self.steps().into_iter().flatten();
        steps.map(|step| step.relation.clone()).unique().collect()
    }
}

/// Returns the entities that a path passes, its two ends among them.
fn entities(row: &PathRow) -> Vec<&EntityId> {
    let start = row.steps.first().map(|step| &step.from.id);
    let rest = row.steps.iter().map(|step| &step.to.id);
    start.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::Chain;
    use crate::answer::{Answer, EntityRef, PathRow, PathStep, Rows, StepTitles};
    use crate::edtf::Truth;
    use crate::model::{Direction, EntityId, EntityKind, RelationId, Status};

    fn entity(id: &str) -> EntityRef {
        EntityRef {
            id: EntityId::new(id).unwrap(),
            name: id.to_owned(),
            kind: EntityKind::State,
        }
    }

    /// Returns a path of entities and relations by turns: `a met b`.
    fn path(words: &str) -> PathRow {
        let words: Vec<&str> = words.split(' ').collect();
        let step = |part: &[&str]| PathStep {
            from: entity(part[0]),
            relation: RelationId::new(part[1]).unwrap(),
            kind: "meeting".to_owned(),
            when: None,
            direction: Direction::Mutual,
            to: entity(part[2]),
            words: "met".to_owned(),
            title: None,
            status: Status::Held,
            parallel: 1,
            through: Vec::new(),
            titles: StepTitles::default(),
        };
        let steps: Vec<PathStep> = words.windows(3).step_by(2).map(step).collect();
        PathRow {
            length: steps.len() as u32,
            certainty: Truth::Possible,
            steps,
            strength: None,
            order: None,
        }
    }

    fn rows() -> Vec<PathRow> {
        ["a met b saw c", "a met d saw c", "a met b called c"]
            .map(path)
            .to_vec()
    }

    #[test]
    fn paths_by_the_same_entities_are_one_chain() {
        let rows = rows();
        let relations: Vec<String> = Chain::all(&rows)
            .iter()
            .map(|chain| chain.relations().iter().map(RelationId::as_str).collect())
            .collect();
        assert_eq!(relations, ["metsawcalled", "metsaw"]);
    }

    #[test]
    fn a_chain_is_as_certain_as_its_best_path() {
        let mut rows = rows();
        rows[2].certainty = Truth::Certain;
        let certainties: Vec<Truth> = Chain::all(&rows).iter().map(Chain::certainty).collect();
        assert_eq!(certainties, [Truth::Certain, Truth::Possible]);
    }

    #[test]
    fn the_number_of_a_chain_names_the_relations_of_all_its_paths() {
        let answer = Answer::new("paths a to c", Rows::Paths(rows()));
        let behind = |number| answer.relations_of_row(number).map(|found| found.len());
        assert_eq!([1, 2, 3].map(behind), [Some(3), Some(2), None]);
    }
}
