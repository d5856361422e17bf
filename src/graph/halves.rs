//! Halves: work on large columns done by two threads, each in a part of its own.
//!
//! What comes out does not hang on whether there were two.

use std::panic::resume_unwind;
use std::thread;

/// For fewer things than this a second thread costs more than it saves.
const MANY: usize = 1 << 16;

/// Returns where to part lists that begin at `begins`, the last entry being where all end, so that
/// both parts have about as many things; 0 where there are too few to part.
pub(super) fn middle(begins: &[u32]) -> usize {
    let size = begins.last().copied().unwrap_or(0);
    if (size as usize) < MANY {
        return 0;
    }
    begins.partition_point(|begin| *begin < size / 2)
}

/// Does two pieces of work, side by side if asked to.
pub(super) fn both(side_by_side: bool, one: impl FnOnce() + Send, other: impl FnOnce()) {
    if !side_by_side {
        one();
        return other();
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        other();
        if let Err(panic) = one.join() {
            resume_unwind(panic);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{MANY, both, middle};

    #[test]
    fn lists_are_parted_where_half_of_the_things_are() {
        let many = MANY as u32;
        assert_eq!(middle(&[]), 0);
        assert_eq!(middle(&[0, 10, 20]), 0);
        assert_eq!(middle(&[0, 1, many, 2 * many, 2 * many]), 2);
    }

    #[test]
    fn both_pieces_are_done_however() {
        for side_by_side in [false, true] {
            let mut done = [0, 0];
            let [one, other] = &mut done;
            both(side_by_side, || *one = 1, || *other = 2);
            assert_eq!(done, [1, 2]);
        }
    }
}
