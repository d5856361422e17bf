//! The numbers of relations: rows of batches and places of records.
//!
//! Files of events mostly stand in order of date, as relations do. Then numbers go up by one from
//! relation to relation over long stretches, and the beginnings of these tell all.

use crate::model::RelationIx;

/// A number beside each relation.
#[derive(Debug, Clone)]
pub(super) enum Numbers {
    /// Each number.
    All(Vec<u32>),
    /// Where a stretch begins, and with which number.
    Stretches { begins: Vec<u32>, numbers: Vec<u32> },
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers::All(Vec::new())
    }
}

impl Numbers {
    /// Returns so many numbers, all 0.
    pub(super) fn zeros(len: usize) -> Numbers {
        Numbers::All(vec![0; len])
    }

    /// Writes a number that is not packed yet.
    #[inline]
    pub(super) fn set(&mut self, at: RelationIx, number: u32) {
        if let Numbers::All(all) = self {
            all[at.index()] = number;
        }
    }

    /// Returns the numbers in the shorter of both ways.
    pub(super) fn packed(self) -> Numbers {
        let Numbers::All(all) = self else {
            return self;
        };
        let goes_on = |pair: &[u32]| pair[0].checked_add(1) == Some(pair[1]);
        let breaks = all.windows(2).filter(|pair| !goes_on(pair)).count();
        if (breaks + 1) * 2 >= all.len() {
            return Numbers::All(all);
        }
        let (mut begins, mut numbers) = (vec![0], vec![all[0]]);
        for (at, pair) in (1..).zip(all.windows(2)) {
            if !goes_on(pair) {
                begins.push(at);
                numbers.push(pair[1]);
            }
        }
        Numbers::Stretches { begins, numbers }
    }

    /// Returns the number of a relation. O(log stretches).
    #[inline]
    pub(super) fn get(&self, at: RelationIx) -> u32 {
        match self {
            Numbers::All(all) => all[at.index()],
            Numbers::Stretches { begins, numbers } => {
                let stretch = begins.partition_point(|begin| *begin <= at.0) - 1;
                numbers[stretch] + (at.0 - begins[stretch])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use crate::model::RelationIx;

    #[test]
    fn stretches_tell_the_same_numbers() {
        let ordered: Vec<u32> = (5..40).chain([2]).chain(60..90).collect();
        let mixed = vec![3, 1, 2, 0];
        for (all, is_packed) in [(ordered, true), (mixed, false), (Vec::new(), false)] {
            let numbers = Numbers::All(all.clone()).packed();
            assert_eq!(matches!(numbers, Numbers::Stretches { .. }), is_packed);
            let told = (0..all.len() as u32).map(|at| numbers.get(RelationIx(at)));
            assert_eq!(told.collect::<Vec<_>>(), all);
        }
    }
}
