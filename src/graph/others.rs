//! The other parties of a relation, seen from one of them.
//!
//! Nearly every relation has two parties, and then nothing is looked up.

use crate::model::EntityIx;

use super::Cast;

/// The other parties of a relation, each once, in the order of its record.
#[derive(Debug, Clone)]
pub struct Others<'a> {
    from: EntityIx,
    one: Option<EntityIx>,
    parties: Cast<'a>,
    at: usize,
    doubled: bool,
}

impl<'a> Others<'a> {
    /// Returns the only other party.
    pub(super) const fn one(from: EntityIx, other: EntityIx) -> Others<'a> {
        Others {
            from,
            one: Some(other),
            parties: Cast::Many(&[]),
            at: 0,
            doubled: false,
        }
    }

    /// Returns all of `parties` but `from`; `doubled` tells that somebody plays two roles.
    pub(super) const fn several(from: EntityIx, parties: Cast<'a>, doubled: bool) -> Others<'a> {
        Others {
            from,
            one: None,
            parties,
            at: 0,
            doubled,
        }
    }
}

impl Iterator for Others<'_> {
    type Item = EntityIx;

    #[inline]
    fn next(&mut self) -> Option<EntityIx> {
        if let Some(one) = self.one.take() {
            return Some(one);
        }
        while let Some(party) = self.parties.get(self.at) {
            let entity = party.entity;
            let before = &self.parties[..self.at];
            self.at += 1;
            let again = self.doubled && before.iter().any(|party| party.entity == entity);
            if entity != self.from && !again {
                return Some(entity);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Cast, EntityIx, Others};
    use crate::model::Party;

    #[test]
    fn who_plays_two_roles_comes_once() {
        let party = |entity, role| Party {
            entity: EntityIx(entity),
            role,
        };
        let parties = [party(3, 0), party(1, 0), party(3, 1), party(2, 1)];
        let others: Vec<EntityIx> =
            Others::several(EntityIx(1), Cast::Many(&parties), true).collect();
        assert_eq!(others, [EntityIx(3), EntityIx(2)]);
    }
}
