//! Columns of numbers in few bits: each block keeps what its numbers have in common once.
//!
//! Knows numbers of 32 bits only; what they stand for is the business of [`rows`](super::rows).

use super::bytes::{is_zero, u32_at};

/// The bytes that stand before the numbers of a column.
const FRONT: usize = 12;
/// Numbers are kept as what they are more than the least of them.
const PLAIN: u8 = 0;
/// The steps from each number to the next are kept so.
const STEPS: u8 = 1;

/// Appends a column to a block, in the way that takes fewer bits.
pub(super) fn pack(numbers: &[u32], block: &mut Vec<u8>) {
    let first = numbers.first().copied().unwrap_or(0);
    let least = numbers.iter().copied().min().unwrap_or(0);
    let steps: Vec<i32> = numbers.windows(2).map(|two| step(two[0], two[1])).collect();
    let least_step = steps.iter().copied().min().unwrap_or(0);
    let plain = numbers.iter().map(|number| number - least);
    let steps = steps
        .iter()
        .map(|step| step.wrapping_sub(least_step).cast_unsigned());
    let (width, step_width) = (width(plain.clone()), width(steps.clone()));
    if step_width < width {
        front(
            block,
            [STEPS, step_width],
            least_step.cast_unsigned(),
            first,
        );
        bits(steps, step_width, block);
    } else {
        front(block, [PLAIN, width], least, 0);
        bits(plain, width, block);
    }
}

/// Takes so many numbers of a column off the front of a block; nothing if they cannot be there.
pub(super) fn unpack(block: &mut &[u8], count: usize) -> Option<Vec<u32>> {
    let (front, rest) = block.split_at_checked(FRONT)?;
    let (way, width) = (front[0], u32::from(front[1]));
    let (least, first) = (u32_at(front, 4), u32_at(front, 8));
    let kept = if way == STEPS {
        count.checked_sub(1)?
    } else {
        count
    };
    if width > u32::BITS || !is_zero(&front[2..4]) {
        return None;
    }
    let (column, rest) = rest.split_at_checked((kept * width as usize).div_ceil(8))?;
    *block = rest;
    let kept = unbits(column, kept, width)?;
    match way {
        PLAIN if first == 0 => kept
            .into_iter()
            .map(|more| least.checked_add(more))
            .collect(),
        STEPS => Some(stepped(first, least, &kept)),
        _ => None,
    }
}

fn front(block: &mut Vec<u8>, way_and_width: [u8; 2], least: u32, first: u32) {
    block.extend_from_slice(&way_and_width);
    block.extend_from_slice(&[0; 2]);
    block.extend_from_slice(&least.to_le_bytes());
    block.extend_from_slice(&first.to_le_bytes());
}

/// Returns the bits that the greatest of some numbers takes.
fn width(numbers: impl Iterator<Item = u32>) -> u8 {
    let most = numbers.max().unwrap_or(0);
    (u32::BITS - most.leading_zeros()) as u8
}

/// Returns the step from one number to another; from the greatest to 0 it is 1.
const fn step(from: u32, to: u32) -> i32 {
    to.wrapping_sub(from).cast_signed()
}

/// Returns the numbers that steps lead to, with the first; each step is so much more than the least.
fn stepped(first: u32, least: u32, steps: &[u32]) -> Vec<u32> {
    let mut at = first;
    let mut numbers = Vec::with_capacity(steps.len() + 1);
    numbers.push(first);
    for step in steps {
        at = at.wrapping_add(least).wrapping_add(*step);
        numbers.push(at);
    }
    numbers
}

/// Appends numbers of so many bits, the low bits of each first.
fn bits(numbers: impl Iterator<Item = u32>, width: u8, block: &mut Vec<u8>) {
    let (mut held, mut count) = (0_u64, 0);
    for number in numbers {
        held |= u64::from(number) << count;
        count += u32::from(width);
        while count >= u8::BITS {
            block.push(held as u8);
            held >>= u8::BITS;
            count -= u8::BITS;
        }
    }
    if count > 0 {
        block.push(held as u8);
    }
}

/// Returns so many numbers of a column of whole bytes; nothing if a bit is set behind them.
fn unbits(column: &[u8], count: usize, width: u32) -> Option<Vec<u32>> {
    let (mut held, mut have) = (0_u64, 0);
    let mut bytes = column.iter();
    let mask = (1_u64 << width) - 1;
    let mut numbers = Vec::with_capacity(count);
    for _ in 0..count {
        while have < width {
            held |= u64::from(*bytes.next()?) << have;
            have += u8::BITS;
        }
        numbers.push((held & mask) as u32);
        held >>= width;
        have -= width;
    }
    (held == 0).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[track_caller]
    fn check(numbers: &[u32], bytes: usize) {
        let mut block = Vec::new();
        pack(numbers, &mut block);
        assert_eq!(block.len(), super::FRONT + bytes, "{numbers:?}");
        let mut rest = block.as_slice();
        assert_eq!(unpack(&mut rest, numbers.len()).unwrap(), numbers);
        assert!(rest.is_empty());
        for length in 0..block.len() {
            assert_eq!(unpack(&mut &block[..length], numbers.len()), None);
        }
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        check(&[7], 0);
        check(&[7; 1_000], 0);
        // From 0 to the greatest it is one step back.
        check(&[0, u32::MAX], 0);
        check(&[u32::MAX, 5, 0, 77, u32::MAX - 1], 4);
        check(&[5, 3, 9, 4, 4, 8, 3], 3);
    }

    #[test]
    fn what_ascends_evenly_takes_next_to_nothing() {
        check(&(0..8_192).map(|at| 1_000 + 3 * at).collect::<Vec<_>>(), 0);
        check(
            &(0..8_193).map(|at| 2 * at + at % 2).collect::<Vec<_>>(),
            2_048,
        );
    }

    #[test]
    fn bits_that_mean_nothing_are_refused() {
        let mut block = Vec::new();
        pack(&[5, 3, 9, 4, 4, 8, 3], &mut block);
        let sound = block.clone();
        for (at, bit) in [
            (0, 2),
            (1, 64),
            (2, 1),
            (3, 1),
            (8, 1),
            (super::FRONT + 2, 128),
        ] {
            block.clone_from(&sound);
            block[at] |= bit;
            assert_eq!(unpack(&mut block.as_slice(), 7), None, "{at}");
        }
    }
}
