//! The numbers of relations: rows of batches and places of records.
//!
//! Files of events mostly stand in order of date, as relations do. Then numbers go up by one from
//! relation to relation over long stretches, and the beginnings of these tell all.

use std::io;

use crate::columns::{Column, Image, ImageError, Press};
use crate::model::RelationIx;

/// A number beside each relation: where a stretch of numbers begins that go up by one, and with
/// which number. Where stretches are short, each number is one.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    /// Nothing if each number is a stretch of its own.
    begins: Column<u32>,
    numbers: Column<u32>,
}

impl Numbers {
    /// Returns numbers in the shorter of both ways.
    pub(super) fn of(all: Vec<u32>) -> Numbers {
        let goes_on = |pair: &[u32]| pair[0].checked_add(1) == Some(pair[1]);
        let breaks = all.windows(2).filter(|pair| !goes_on(pair)).count();
        if (breaks + 1) * 2 >= all.len() {
            return Numbers {
                begins: Column::default(),
                numbers: all.into(),
            };
        }
        let (mut begins, mut numbers) = (vec![0], vec![all[0]]);
        for (at, pair) in (1..).zip(all.windows(2)) {
            if !goes_on(pair) {
                begins.push(at);
                numbers.push(pair[1]);
            }
        }
        Numbers {
            begins: begins.into(),
            numbers: numbers.into(),
        }
    }

    /// Returns the number of a relation. O(log stretches).
    #[inline]
    pub(super) fn get(&self, at: RelationIx) -> u32 {
        if self.begins.len() == 0 {
            return self.numbers.at(at.index());
        }
        let later = self.begins.partition_point(|begin| begin <= at.0);
        let stretch = later.saturating_sub(1);
        self.numbers.at(stretch) + (at.0 - self.begins.at(stretch).min(at.0))
    }

    /// Adds the numbers to an image.
    pub(super) fn press(&self, press: &mut Press) -> io::Result<()> {
        press.column("numbers.begins", self.begins.all())?;
        press.column("numbers", self.numbers.all())
    }

    /// Returns the numbers of an image.
    pub(super) fn open(image: &Image) -> Result<Numbers, ImageError> {
        Ok(Numbers {
            begins: image.column("numbers.begins")?,
            numbers: image.column("numbers")?,
        })
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
            let numbers = Numbers::of(all.clone());
            assert_eq!(numbers.begins.len() > 0, is_packed);
            let told = (0..all.len() as u32).map(|at| numbers.get(RelationIx(at)));
            assert_eq!(told.collect::<Vec<_>>(), all);
        }
    }
}
