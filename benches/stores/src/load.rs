//! The load: records and blocks that are the same in every run.

use crate::store::{Item, Shelf};

/// How many bytes a block of columns has.
pub(crate) const BLOCK: usize = 64 * 1024;
/// How many bytes a row in bulk takes.
const ROW: usize = 26;

/// A generator of numbers that look random (splitmix64, Steele and others, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below another.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }
}

/// Returns a record of JSON of some 600 bytes, as an edit would write it.
pub(crate) fn record(number: u64) -> Vec<u8> {
    let mut dice = Dice(number);
    let party = |dice: &mut Dice| {
        format!(
            r#"{{"entity":"person-{}","role":"participant"}}"#,
            dice.below(10_000)
        )
    };
    let (first, second) = (party(&mut dice), party(&mut dice));
    let (year, month, day) = (
        1990 + dice.below(36),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    let summary: Vec<String> = (0..32)
        .map(|_| format!("{:08x}", dice.roll() as u32))
        .collect();
    format!(
        r#"{{"id":"meeting-{number}","kind":"meeting","when":"{year}-{month:02}-{day:02}","parties":[{first},{second}],"place":"city-{}","topics":["trade","security"],"summary":"{}","reports":[{{"source":"wall-africa","page":{}}}]}}"#,
        dice.below(5_000),
        summary.join(" "),
        dice.below(900)
    )
    .into_bytes()
}

/// Returns a block of columns: numbers of few values, as bit-packed columns have them.
pub(crate) fn block(number: u64) -> Vec<u8> {
    let mut dice = Dice(!number);
    let mut bytes = Vec::with_capacity(BLOCK);
    while bytes.len() < BLOCK {
        // Half of the bits carry news: a compressing store gains what it would on real columns.
        bytes.extend_from_slice(&(dice.roll() & 0x0f3f_0fff_0f3f_03ff).to_le_bytes());
    }
    bytes
}

/// Returns records from one number up to another.
pub(crate) fn records(from: u64, to: u64) -> Vec<Item> {
    (from..to)
        .map(|number| (Shelf::Records, number, record(number)))
        .collect()
}

/// Returns the blocks of so many rows.
pub(crate) fn blocks(rows: usize) -> Vec<Item> {
    let count = (rows * ROW).div_ceil(BLOCK) as u64;
    (0..count)
        .map(|number| (Shelf::Blocks, number, block(number)))
        .collect()
}

/// Returns how many bytes are to be kept.
pub(crate) fn weight(items: &[Item]) -> u64 {
    items.iter().map(|item| item.2.len() as u64).sum()
}
