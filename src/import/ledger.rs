//! The ledger of a file: what became of each row, every row counted once.

/// What became of a row; where a row had several fates, the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Fate {
    /// Left out on purpose.
    Skipped = 1,
    /// Left out because something is wrong with it.
    Rejected,
    /// It tells of a relation that another row told of.
    Merged,
    /// It became a relation or an entity.
    Kept,
}

/// Room is made for so many lines at a time.
const ROOM: usize = 1 << 14;

/// The fates of all rows of a file, by line: one byte each, 0 where nothing is known yet.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    fates: Vec<u8>,
    /// How many rows have each fate.
    counts: [u64; 5],
}

impl Ledger {
    /// Notes the fate of a line, and tells whether it is now this one and was a lesser one.
    #[inline]
    pub(super) fn note(&mut self, line: u64, fate: Fate) -> bool {
        let at = line as usize;
        if at >= self.fates.len() {
            self.fates.resize(at + ROOM, 0);
        }
        let is_greater = self.fates.get(at).is_some_and(|known| *known < fate as u8);
        if is_greater {
            self.set(at, fate);
        }
        is_greater
    }

    /// Notes that a row which was thought to be kept has a lesser fate.
    #[inline]
    pub(super) fn lower(&mut self, line: u64, fate: Fate) {
        self.set(line as usize, fate);
    }

    fn set(&mut self, at: usize, fate: Fate) {
        if let Some(known) = self.fates.get_mut(at) {
            let before = usize::from(*known);
            // Nothing is counted of lines without a fate.
            self.counts[before] = self.counts[before].saturating_sub(1);
            self.counts[fate as usize] += 1;
            *known = fate as u8;
        }
    }

    /// Returns how many lines have a fate.
    pub(super) const fn count(&self, fate: Fate) -> u64 {
        self.counts[fate as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, Ledger};

    #[test]
    fn a_row_with_several_fates_is_counted_once_by_the_greatest() {
        let mut ledger = Ledger::default();
        assert!(ledger.note(7, Fate::Rejected));
        assert!(ledger.note(7, Fate::Kept));
        assert!(!ledger.note(7, Fate::Skipped));
        assert_eq!(
            (ledger.count(Fate::Rejected), ledger.count(Fate::Kept)),
            (0, 1)
        );
        ledger.lower(7, Fate::Merged);
        assert_eq!(
            (ledger.count(Fate::Merged), ledger.count(Fate::Kept)),
            (1, 0)
        );
    }
}
