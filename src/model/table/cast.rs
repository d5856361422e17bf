//! Those who take part in a relation, each in a role.

use std::ops::Deref;

use bytemuck::{Pod, Zeroable};

use crate::model::EntityIx;

/// A party of a relation: who, and in which role of the relation's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(C)]
pub struct Party {
    /// Who takes part.
    pub entity: EntityIx,
    /// The place of the role among the roles of the kind.
    pub role: u32,
}

/// The parties of a relation, in the order of its record.
///
/// Nearly every relation has two, which are put together from columns of numbers.
#[derive(Debug, Clone, Copy)]
pub enum Cast<'a> {
    /// The only two parties.
    Two([Party; 2]),
    /// All parties, where there are more or fewer.
    Many(&'a [Party]),
}

impl Deref for Cast<'_> {
    type Target = [Party];

    #[inline]
    fn deref(&self) -> &[Party] {
        match self {
            Cast::Two(parties) => parties,
            Cast::Many(parties) => parties,
        }
    }
}

impl<'a> IntoIterator for Cast<'a> {
    type Item = Party;
    type IntoIter = CastIter<'a>;

    fn into_iter(self) -> CastIter<'a> {
        CastIter {
            cast: self,
            next: 0,
        }
    }
}

/// The parties of a relation one by one.
#[derive(Debug, Clone)]
pub struct CastIter<'a> {
    cast: Cast<'a>,
    next: usize,
}

impl Iterator for CastIter<'_> {
    type Item = Party;

    #[inline]
    fn next(&mut self) -> Option<Party> {
        let party = self.cast.get(self.next).copied()?;
        self.next += 1;
        Some(party)
    }
}
