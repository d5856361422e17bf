//! Places for what stands on a line: numbers, arrows, words, where nothing else stands.

use super::spot::{Spot, between};
use super::spread::Frame;
use super::taken::Taken;

/// How much room the head of an arrow takes, in pixels.
const TIP: (f64, f64) = (8.0, 8.0);

/// Returns the box of a size about its centre.
fn about(centre: Spot, size: (f64, f64)) -> Frame {
    Frame {
        left: centre.0 - size.0 / 2.0,
        top: centre.1 - size.1 / 2.0,
        right: centre.0 + size.0 / 2.0,
        bottom: centre.1 + size.1 / 2.0,
    }
}

/// Returns the place on a line nearest its middle where a box has room, and takes it.
pub(super) fn free(from: Spot, to: Spot, size: (f64, f64), taken: &mut Taken) -> Option<Spot> {
    let shares = [
        0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9,
    ];
    let spots = shares.map(|share| between(from, to, share));
    first_free(spots, size, taken)
}

/// Returns the first place where a box has room, and takes it.
fn first_free<const N: usize>(
    spots: [Spot; N],
    size: (f64, f64),
    taken: &mut Taken,
) -> Option<Spot> {
    let has_room = |spot: &Spot| taken.leaves(&about(*spot, size));
    let spot = spots.into_iter().find(has_room)?;
    taken.add(about(spot, size));
    Some(spot)
}

/// Returns where the tip of an arrow along a line has room, and takes it: near where it leads, if
/// no name or number stands there.
pub(super) fn tip(from: Spot, to: Spot, taken: &mut Taken) -> Option<Spot> {
    let shares = [0.86, 0.76, 0.66, 0.94, 1.0, 0.56, 0.34, 0.22];
    first_free(shares.map(|share| between(from, to, share)), TIP, taken)
}
