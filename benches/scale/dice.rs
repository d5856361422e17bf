//! Chance that is the same in every run: numbers, and draws that favour some over others.

/// A row of numbers that its seed alone decides (splitmix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`, all of them alike.
    pub(crate) const fn below(&mut self, end: u32) -> u32 {
        (((self.roll() >> 32) * end as u64) >> 32) as u32
    }

    /// Returns true so many times in a hundred.
    pub(crate) const fn percent(&mut self, times: u32) -> bool {
        self.below(100) < times
    }
}

/// An urn from which each number is drawn in proportion to its weight, in two steps whatever
/// their number (M. D. Vose 1991, A linear algorithm for generating random numbers with a given
/// distribution, IEEE Transactions on Software Engineering 17(9)).
#[derive(Debug)]
pub(crate) struct Urn(Vec<Slot>);

/// Keeps its own number below a bound, and gives another's beyond.
#[derive(Debug, Clone, Copy)]
struct Slot {
    bound: u32,
    other: u32,
}

impl Urn {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "weights are rough, and not below zero"
    )]
    pub(crate) fn new(weights: &[f64]) -> Urn {
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        let mut left: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
        let full = |number| Slot {
            bound: u32::MAX,
            other: number,
        };
        let mut slots: Vec<Slot> = (0..weights.len() as u32).map(full).collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..left.len()).partition(|number| left[*number] < 1.0);
        while let (Some(small), Some(large)) = (poor.pop(), rich.pop()) {
            slots[small] = Slot {
                bound: (left[small] * f64::from(u32::MAX)) as u32,
                other: large as u32,
            };
            left[large] -= 1.0 - left[small];
            let pile = if left[large] < 1.0 {
                &mut poor
            } else {
                &mut rich
            };
            pile.push(large);
        }
        Urn(slots)
    }

    /// Returns an urn in which number n weighs 1 / (n + 1) to the power of `steepness`.
    pub(crate) fn zipf(numbers: u32, steepness: f64) -> Urn {
        Urn::new(&zipf(numbers, steepness))
    }

    pub(crate) fn draw(&self, dice: &mut Dice) -> u32 {
        let number = dice.below(self.0.len() as u32);
        let slot = self.0[number as usize];
        if dice.below(u32::MAX) < slot.bound {
            number
        } else {
            slot.other
        }
    }
}

fn zipf(numbers: u32, steepness: f64) -> Vec<f64> {
    (1..=numbers)
        .map(|number| (-steepness * f64::from(number).ln()).exp())
        .collect()
}

/// Returns how steep Zipf's law must be for the first `top` of so many numbers to hold `share`.
pub(crate) fn steepness_for(numbers: u32, top: u32, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 3.0);
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        let weights = zipf(numbers, middle);
        let held: f64 = weights.iter().take(top as usize).sum();
        if held < share * weights.iter().sum::<f64>() {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
