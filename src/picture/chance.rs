//! Numbers that look like chance and are the same on every machine.

/// A row of numbers: `SplitMix64`.
///
/// # Sources
/// Steele, G. L., Lea, D. and Flood, C. H. (2014), Fast splittable pseudorandom number generators,
/// OOPSLA.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// Returns the row that a seed stands for.
    pub(super) const fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to below 1.
    pub(super) fn share(&mut self) -> f64 {
        // 32 bits are fine enough, and a float holds each of them.
        f64::from((self.next() >> 32) as u32) / 4_294_967_296.0
    }

    /// Brings values into another order.
    pub(super) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            values.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        // The first two of the published generator.
        let mut chance = Chance::new(1_234_567);
        assert_eq!(
            [chance.next(), chance.next()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
        );
    }

    #[test]
    fn what_is_shuffled_stays_complete() {
        let mut values: Vec<u32> = (0..50).collect();
        Chance::new(7).shuffle(&mut values);
        assert_ne!(values, (0..50).collect::<Vec<u32>>());
        values.sort_unstable();
        assert_eq!(values, (0..50).collect::<Vec<u32>>());
    }
}
