//! A set of relation kinds, as a row of bits.

use super::KindIx;

/// Some of an ontology's relation kinds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KindSet {
    bits: Vec<u64>,
}

impl KindSet {
    /// Returns the set of no kinds.
    pub const fn empty() -> KindSet {
        KindSet { bits: Vec::new() }
    }

    /// Adds a kind.
    pub fn insert(&mut self, kind: KindIx) {
        let (word, bit) = place(kind);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= bit;
    }

    /// Tells whether the kind belongs to the set.
    #[inline]
    pub fn contains(&self, kind: KindIx) -> bool {
        let (word, bit) = place(kind);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Returns the kinds that belong to this set, the other, or both.
    #[must_use]
    pub fn union(&self, other: &KindSet) -> KindSet {
        let (long, short) = if self.bits.len() < other.bits.len() {
            (other, self)
        } else {
            (self, other)
        };
        let mut union = long.clone();
        union
            .bits
            .iter_mut()
            .zip(&short.bits)
            .for_each(|(bits, more)| *bits |= more);
        union
    }

    /// Tells whether no kind belongs to the set.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }
}

/// Returns which word and which bit stand for a kind.
const fn place(kind: KindIx) -> (usize, u64) {
    (kind.0 as usize / 64, 1 << (kind.0 % 64))
}

impl FromIterator<KindIx> for KindSet {
    fn from_iter<I: IntoIterator<Item = KindIx>>(kinds: I) -> KindSet {
        let mut set = KindSet::empty();
        set.extend(kinds);
        set
    }
}

impl Extend<KindIx> for KindSet {
    fn extend<I: IntoIterator<Item = KindIx>>(&mut self, kinds: I) {
        kinds.into_iter().for_each(|kind| self.insert(kind));
    }
}

#[cfg(test)]
mod tests {
    use super::{KindIx, KindSet};

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: KindSet = [KindIx(0), KindIx(64), KindIx(200)].into_iter().collect();
        let held: Vec<u16> = (0..300)
            .filter(|kind| set.contains(KindIx(*kind)))
            .collect();
        assert_eq!(held, [0, 64, 200]);
    }
}
