//! Whose relations a question is about, and how they are found.

use crate::edtf::Truth;
use crate::graph::{EntityKinds, Spoke, View};
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
        let mut take = |relation: RelationIx, truth: Truth| {
            ticker.tick()?;
            if truth.is_possible() {
                hits.push(Hit { relation, truth });
            }
            Ok(())
        };
        let fewest = self.fewest(view);
        for entity in fewest.unwrap_or_default() {
            for spoke in view.candidates(*entity) {
                take(spoke.relation, self.judge_around(view, *entity, spoke))?;
            }
        }
        if fewest.is_none() {
            for relation in view.network().data().relation_ixs() {
                take(relation, self.judge(view, relation))?;
            }
        }
        if fewest.is_some_and(|some| some.len() > 1) {
            hits.sort_unstable_by_key(|hit| hit.relation);
            hits.dedup();
        }
        Ok(hits)
    }

    /// Returns those of whom one must take part who have fewest relations together.
    fn fewest(&self, view: View<'_>) -> Option<&[EntityIx]> {
        let degrees =
            |some: &&[EntityIx]| -> usize { some.iter().map(|entity| view.reach(*entity)).sum() };
        let lists = self.with.iter().map(Vec::as_slice);
        self.of
            .as_slice()
            .iter()
            .map(std::slice::from_ref)
            .chain(lists)
            .min_by_key(degrees)
    }

    /// Tells how surely a relation around an entity is one of the subject's and passes the lens.
    ///
    /// Where the spoke tells who takes part, nothing else need be looked at to see that most
    /// relations of one of a pair are not those of both.
    #[inline]
    fn judge_around(&self, view: View<'_>, entity: EntityIx, spoke: Spoke) -> Truth {
        match view.only_other(spoke) {
            None => self.judge(view, spoke.relation),
            Some(other) if self.is_between(view, [entity, other]) => view.judge(spoke.relation),
            Some(_) => Truth::Impossible,
        }
    }

    /// Tells whether a relation of these two alone is one of the subject's.
    #[inline]
    fn is_between(&self, view: View<'_>, pair: [EntityIx; 2]) -> bool {
        let (network, kinds) = (view.network(), view.lens().of);
        let is_met = |entity: &EntityIx| {
            Some(*entity) != self.of && kinds.contains(network.entity_kind(*entity))
        };
        self.of.is_none_or(|of| pair.contains(&of))
            && self
                .with
                .iter()
                .all(|some| some.iter().any(|one| pair.contains(one)))
            && (kinds == EntityKinds::ALL || pair.iter().any(is_met))
    }

    /// Tells how surely a relation is one of the subject's and passes the lens.
    fn judge(&self, view: View<'_>, relation: RelationIx) -> Truth {
        // To see who takes part is the quicker of the two, unless parties act for others.
        let (part, passes) = if view.rolls_up(relation) {
            let passes = view.judge(relation);
            let part = || self.takes_part(view, relation);
            (if passes.is_possible() { part() } else { passes }, passes)
        } else {
            let part = self.takes_part(view, relation);
            let passes = || view.judge(relation);
            (part, if part.is_possible() { passes() } else { part })
        };
        match passes.and(part) {
            Truth::Impossible => Truth::Impossible,
            truth => view.admit(truth.and(self.meets(view, relation))),
        }
    }

    /// Tells how surely somebody takes part in a relation of the subject on another side: whom
    /// the relation links to the subject, or anybody if there is none.
    pub(super) fn meets_in(&self, view: View<'_>, entity: EntityIx, relation: RelationIx) -> Truth {
        match self.of {
            Some(of) => view.links(of, entity, relation),
            None => view.takes_part(entity, relation),
        }
    }

    /// Tells how surely all who must take part in a relation do: the subject, and of each list
    /// one whom the relation links to it.
    fn takes_part(&self, view: View<'_>, relation: RelationIx) -> Truth {
        let in_it = |entity: EntityIx| {
            if self.of == Some(entity) {
                view.takes_part(entity, relation)
            } else {
                self.meets_in(view, entity, relation)
            }
        };
        let one_of = |some: &Vec<EntityIx>| {
            let parts = some.iter().map(|entity| in_it(*entity));
            parts.fold(Truth::Impossible, Truth::or)
        };
        let own = self.of.map_or(Truth::Certain, in_it);
        self.with.iter().map(one_of).fold(own, Truth::and)
    }

    /// Tells how surely the subject meets somebody of a kind that the lens asks for.
    fn meets(&self, view: View<'_>, relation: RelationIx) -> Truth {
        let (network, of) = (view.network(), view.lens().of);
        if of == EntityKinds::ALL {
            return Truth::Certain;
        }
        let all = view.participants(relation).into_iter();
        all.filter(|entity| of.contains(network.entity_kind(*entity)))
            .map(|entity| self.meets_in(view, entity, relation))
            .fold(Truth::Impossible, Truth::or)
    }
}
