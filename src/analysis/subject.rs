//! Whose relations a question is about, and how they are found.

use crate::edtf::Truth;
use crate::graph::View;
use crate::model::{EntityIx, RelationIx};

use super::cancel::Ticker;
use super::{Cancel, Hit, Stopped};

/// Whose relations are meant: everybody's, one entity's, or those it shares with others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The entity that must take part.
    pub of: Option<EntityIx>,
    /// Of each list at least one must take part too.
    pub with: Vec<Vec<EntityIx>>,
}

impl Subject {
    /// Returns the relations of one entity.
    pub const fn of(entity: EntityIx) -> Subject {
        Subject {
            of: Some(entity),
            with: Vec::new(),
        }
    }

    /// Returns the relations that two entities share.
    pub fn pair(a: EntityIx, b: EntityIx) -> Subject {
        Subject {
            of: Some(a),
            with: vec![vec![b]],
        }
    }

    /// Returns the relations of the subject that pass the lens, each once, in order of date if
    /// one entity's relations could be walked, else in no order that counts.
    ///
    /// Where several must take part, the relations of those who have fewest are walked.
    pub(super) fn hits(&self, view: View<'_>, cancel: &Cancel) -> Result<Vec<Hit>, Stopped> {
        let mut ticker = Ticker::new(cancel);
        let mut hits = Vec::new();
        let mut take = |relation: RelationIx| {
            ticker.tick()?;
            if self.takes_part(view, relation) && self.meets(view, relation) {
                let truth = view.judge(relation);
                if truth != Truth::Impossible {
                    hits.push(Hit { relation, truth });
                }
            }
            Ok(())
        };
        let (network, fewest) = (view.network(), self.fewest(view));
        match fewest {
            None => network.data().relation_ixs().try_for_each(take)?,
            Some(some) => some
                .iter()
                .flat_map(|entity| network.spokes(*entity))
                .try_for_each(|spoke| take(spoke.relation))?,
        }
        if fewest.is_some_and(|some| some.len() > 1) {
            hits.sort_unstable_by_key(|hit| hit.relation);
            hits.dedup();
        }
        Ok(hits)
    }

    /// Returns those of whom one must take part who have fewest relations together.
    fn fewest(&self, view: View<'_>) -> Option<&[EntityIx]> {
        let degrees = |some: &&[EntityIx]| -> usize {
            some.iter()
                .map(|entity| view.network().degree(*entity))
                .sum()
        };
        let lists = self.with.iter().map(Vec::as_slice);
        self.of
            .as_slice()
            .iter()
            .map(std::slice::from_ref)
            .chain(lists)
            .min_by_key(degrees)
    }

    /// Tells whether all who must take part in a relation do.
    fn takes_part(&self, view: View<'_>, relation: RelationIx) -> bool {
        let network = view.network();
        let in_it = |entity: &EntityIx| network.takes_part(*entity, relation);
        self.of.as_ref().is_none_or(in_it) && self.with.iter().all(|some| some.iter().any(in_it))
    }

    /// Tells whether a party other than the subject is of a kind that the lens asks for.
    fn meets(&self, view: View<'_>, relation: RelationIx) -> bool {
        let (network, of) = (view.network(), view.lens().of);
        of == crate::graph::EntityKinds::ALL
            || network.parties(relation).iter().any(|party| {
                Some(party.entity) != self.of && of.contains(network.entity_kind(party.entity))
            })
    }
}
