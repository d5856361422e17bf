//! The number of steps between two entities, where nothing is asked about the way.

use crate::analysis::Stopped;
use crate::analysis::circle::Circle;

use super::ground::Ground;

/// Returns the least number of steps from end to end, which must differ, over direct links.
///
/// Circles around both ends are widened in turn, each time that with fewer links to look at, until
/// one meets the other; so a hub at one end is passed only if there is no way round it.
pub(super) fn least(ground: &Ground<'_>) -> Result<Option<u32>, Stopped> {
    let sieve = ground.view.sieve();
    let all_pass = ground.all_pass();
    let around = |end| Circle::around(ground.view, &sieve, end, ground.cancel);
    let (mut ahead, mut behind) = (around(ground.from), around(ground.to));
    let mut weights = [ahead.weight(), behind.weight()];
    while ahead.steps() + behind.steps() < ground.hops && !weights.contains(&0) {
        let (side, near, far) = if weights[0] <= weights[1] {
            (0, &mut ahead, &mut behind)
        } else {
            (1, &mut behind, &mut ahead)
        };
        if near.widen(
            |entity| far.has(entity),
            |entity| all_pass || ground.lets_pass(entity),
        )? {
            return Ok(Some(ahead.steps() + 1 + behind.steps()));
        }
        weights[side] = near.weight();
    }
    Ok(None)
}
