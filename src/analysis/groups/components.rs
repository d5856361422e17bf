//! Weakly connected components: whom chains of relations link, in whatever direction.

use crate::analysis::cancel::Ticker;
use crate::analysis::{Cancel, Stopped};
use crate::graph::{Spoke, View};
use crate::model::EntityIx;

use super::gathered;

/// Returns the members of each component of at least two, in order.
///
/// Relations are judged only while they would join what is not joined yet, so that most are not
/// looked at.
pub(super) fn components(view: View<'_>, cancel: &Cancel) -> Result<Vec<Vec<EntityIx>>, Stopped> {
    let mut ticker = Ticker::new(cancel);
    let mut forest = Forest::new(view.network().entity_count());
    let sieve = (!view.links_partly()).then(|| view.sieve());
    for entity in view.network().data().entity_ixs() {
        match sieve.as_ref().filter(|sieve| sieve.is_open()) {
            Some(_) => join_bonds(view, entity, &mut forest, &mut ticker)?,
            None => {
                for spoke in view.candidates(entity) {
                    ticker.tick()?;
                    join(view, entity, spoke, &mut forest);
                }
            }
        }
    }
    Ok(forest.trees())
}

/// Joins an entity with those behind it with whom it has relations that pass, where all that are
/// plain do.
fn join_bonds(
    view: View<'_>,
    entity: EntityIx,
    forest: &mut Forest,
    ticker: &mut Ticker<'_>,
) -> Result<(), Stopped> {
    let network = view.network();
    let bonds = network.bonds(entity);
    ticker.tick_by(bonds.len())?;
    for bond in bonds.from(entity).iter() {
        if forest.are_joined(entity, bond.other) {
            continue;
        }
        let mut relations = network.relations_of(bond).iter();
        if bond.is_plain() || relations.any(|relation| view.judge(*relation).is_possible()) {
            forest.join(entity, bond.other);
        }
    }
    Ok(())
}

/// Joins an entity with those whom a relation around it links to it, if the relation passes.
#[inline]
fn join(view: View<'_>, entity: EntityIx, spoke: Spoke, forest: &mut Forest) {
    let relation = spoke.relation;
    match view.only_other(spoke) {
        // A relation of two is met from both sides.
        Some(other) if other < entity || forest.are_joined(entity, other) => {}
        Some(other) => {
            if view.judge(relation).is_possible() {
                forest.join(entity, other);
            }
        }
        None => {
            if view.judge(relation).is_possible() {
                for other in view.participants(relation) {
                    let is_new = other > entity && !forest.are_joined(entity, other);
                    if is_new
                        && view
                            .admit(view.links(entity, other, relation))
                            .is_possible()
                    {
                        forest.join(entity, other);
                    }
                }
            }
        }
    }
}

/// Sets of entities as trees: each entity points to another of its set, or is its root.
struct Forest {
    above: Vec<u32>,
    /// How many entities the set of each root has.
    sizes: Vec<u32>,
}

impl Forest {
    fn new(entities: usize) -> Forest {
        Forest {
            above: (0..entities as u32).collect(),
            sizes: vec![1; entities],
        }
    }

    /// Returns the root of an entity's tree; on the way every other entity is moved one up.
    #[inline]
    fn root(&mut self, entity: EntityIx) -> usize {
        let mut at = entity.index();
        while self.above[at] as usize != at {
            self.above[at] = self.above[self.above[at] as usize];
            at = self.above[at] as usize;
        }
        at
    }

    #[inline]
    fn are_joined(&mut self, one: EntityIx, other: EntityIx) -> bool {
        self.root(one) == self.root(other)
    }

    /// Joins the sets of two entities: the smaller under the larger.
    fn join(&mut self, one: EntityIx, other: EntityIx) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (below, above) = if self.sizes[one] < self.sizes[other] {
            (one, other)
        } else {
            (other, one)
        };
        self.above[below] = above as u32;
        self.sizes[above] += self.sizes[below];
    }

    /// Returns the sets of at least two, in order of their first members.
    fn trees(mut self) -> Vec<Vec<EntityIx>> {
        const UNSEEN: usize = usize::MAX;
        let mut number = vec![UNSEEN; self.above.len()];
        let mut trees = 0;
        let mut numbered = Vec::new();
        for entity in (0..self.above.len() as u32).map(EntityIx) {
            let root = self.root(entity);
            if self.sizes[root] < 2 {
                continue;
            }
            if number[root] == UNSEEN {
                number[root] = trees;
                trees += 1;
            }
            numbered.push((number[root], entity));
        }
        gathered(numbered.into_iter(), trees)
    }
}

#[cfg(test)]
mod tests {
    use super::components;
    use crate::analysis::Cancel;
    use crate::edtf::Window;
    use crate::graph::sample::network;
    use crate::graph::{Lens, View};

    /// Checks who is in which component, groups parted by commas.
    #[track_caller]
    fn check(lines: &[&str], lens: &Lens, expected: &str) {
        let network = network(lines);
        let found = components(View::new(&network, lens), &Cancel::new()).unwrap();
        let id = |entity: &_| network.data().entity(*entity).id.to_string();
        let group = |group: &Vec<_>| group.iter().map(id).collect::<Vec<_>>().join(" ");
        let groups: Vec<String> = found.iter().map(group).collect();
        assert_eq!(groups.join(", "), expected);
    }

    #[test]
    fn chains_of_relations_join_whoever_is_on_them() {
        let lines = ["visit 2015 e > b", "meeting 2015 a c d", "visit - b > f"];
        check(&lines, &Lens::default(), "a c d, b e f");
    }

    #[test]
    fn a_minister_on_a_visit_joins_hosts_to_the_state() {
        let lens = Lens {
            roll_up: true,
            window: Window::during(&"2015".parse().unwrap()),
            ..Lens::default()
        };
        let lines = [
            "office 2010/2016 mr-x > a",
            "visit 2015 mr-x > b",
            "meeting 2014 a c",
        ];
        check(&lines, &lens, "a b mr-x");
    }
}
