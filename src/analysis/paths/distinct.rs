//! One relation for each step, none used twice.
//!
//! Only relations of three and more parties can stand under two steps of one path: three states
//! that sign one treaty are not linked by it over each other. So conflicts are rare and small.

use crate::analysis::Hit;
use crate::model::RelationIx;

/// Tells whether each step can be given a relation of its own that is not among `taken`.
///
/// Augmenting paths (Kuhn); a step with more relations than there can be others in its way is
/// left out.
pub(super) fn assignable(taken: &[RelationIx], steps: &[&[Hit]]) -> bool {
    let in_the_way = taken.len() + steps.len();
    let tight: Vec<&[Hit]> = steps
        .iter()
        .copied()
        .filter(|hits| hits.len() < in_the_way)
        .collect();
    let mut matching = Matching {
        taken,
        steps: &tight,
        holders: Vec::new(),
    };
    (0..tight.len()).all(|step| matching.place(step, &mut Vec::new()))
}

/// Which step holds which relation.
struct Matching<'a> {
    taken: &'a [RelationIx],
    steps: &'a [&'a [Hit]],
    holders: Vec<(RelationIx, usize)>,
}

impl Matching<'_> {
    /// Gives a step a relation, if need be one that another step gives up for another.
    fn place(&mut self, step: usize, tried: &mut Vec<RelationIx>) -> bool {
        for hit in self.steps[step] {
            if self.taken.contains(&hit.relation) || tried.contains(&hit.relation) {
                continue;
            }
            tried.push(hit.relation);
            let held = self
                .holders
                .iter()
                .position(|(relation, _)| *relation == hit.relation);
            match held {
                None => {
                    self.holders.push((hit.relation, step));
                    return true;
                }
                Some(at) if self.place(self.holders[at].1, tried) => {
                    self.holders[at].1 = step;
                    return true;
                }
                Some(_) => {}
            }
        }
        false
    }
}

/// All ways to give each step a relation of its own, in the order of the steps' relations.
#[derive(Debug)]
pub(super) struct Assignments<'a> {
    steps: Vec<&'a [Hit]>,
    /// Which relation of its list each step has; the last may be about to change.
    at: Vec<usize>,
    taken: Vec<RelationIx>,
}

impl<'a> Assignments<'a> {
    pub(super) fn new(steps: Vec<&'a [Hit]>) -> Assignments<'a> {
        Assignments {
            at: vec![0],
            taken: Vec::with_capacity(steps.len()),
            steps,
        }
    }

    /// Moves to the next way and returns it: one hit for each step.
    ///
    /// A relation is taken only if the steps behind can still be served, so that there are no
    /// blind alleys.
    pub(super) fn next(&mut self) -> Option<Vec<Hit>> {
        if self.taken.len() == self.steps.len() {
            self.step_back();
        }
        while let Some(at) = self.at.last_mut() {
            let step = self.taken.len();
            let Some(hit) = self.steps.get(step).and_then(|hits| hits.get(*at)) else {
                self.at.pop();
                self.step_back();
                continue;
            };
            *at += 1;
            if self.taken.contains(&hit.relation) {
                continue;
            }
            self.taken.push(hit.relation);
            if !assignable(&self.taken, &self.steps[step + 1..]) {
                self.taken.pop();
            } else if step + 1 == self.steps.len() {
                return Some(self.picked());
            } else {
                self.at.push(0);
            }
        }
        None
    }

    /// Lets the last step that has a relation look for another.
    fn step_back(&mut self) {
        self.taken.pop();
    }

    fn picked(&self) -> Vec<Hit> {
        let picked = self.steps.iter().zip(&self.at);
        picked
            .filter_map(|(hits, at)| hits.get(at.checked_sub(1)?).copied())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Assignments, assignable};
    use crate::analysis::Hit;
    use crate::edtf::Truth;
    use crate::model::RelationIx;

    fn hits(relations: &[u32]) -> Vec<Hit> {
        let hit = |relation: &u32| Hit {
            relation: RelationIx(*relation),
            truth: Truth::Certain,
        };
        relations.iter().map(hit).collect()
    }

    #[test]
    fn two_steps_cannot_share_one_treaty() {
        let (a, b) = (hits(&[1]), hits(&[1]));
        assert!(!assignable(&[], &[&a, &b]));
        let c = hits(&[1, 2]);
        assert!(assignable(&[], &[&c, &a]));
        assert!(!assignable(&[RelationIx(2)], &[&c, &a]));
    }

    #[test]
    fn all_ways_come_in_order_and_none_twice() {
        let (a, b, c) = (hits(&[1, 2, 3]), hits(&[1, 2]), hits(&[2]));
        let mut ways = Assignments::new(vec![&a, &b, &c]);
        let mut found = Vec::new();
        while let Some(way) = ways.next() {
            found.push(way.iter().map(|hit| hit.relation.0).collect::<Vec<u32>>());
        }
        assert_eq!(found, [[3, 1, 2]]);
        let mut ways = Assignments::new(vec![&b, &b]);
        let first = ways.next().map(|way| way[0].relation.0);
        let second = ways.next().map(|way| way[0].relation.0);
        assert_eq!((first, second, ways.next()), (Some(1), Some(2), None));
    }
}
