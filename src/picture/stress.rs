//! Where entities stand: distances on the sheet like distances in the network.
//!
//! Knows numbers only: how many, and who is linked to whom. Lengths are in steps; names and sizes
//! come later. Only `+ − × ÷ √` are used, which every machine rounds alike, so that places are the
//! same everywhere.

use std::collections::VecDeque;

use super::chance::Chance;
use super::spot::Spot;

/// Up to how many entities every two are compared. Of more, each is compared with its neighbours
/// and with some that stand for the others.
const MOST_COMPARED: usize = 600;

/// How many stand for the others.
const PIVOTS: usize = 60;

/// Where the rows of chance begin.
const SEED: u64 = 1648;

/// A wish: how far two should stand apart, and how much each is drawn to it.
#[derive(Debug, Clone, Copy)]
struct Wish {
    a: usize,
    b: usize,
    length: f64,
    weight_a: f64,
    weight_b: f64,
}

/// Returns a place for each of `links.len()` entities, all of which hang together. `links` are the
/// neighbours of each.
///
/// The sum over all pairs of `(distance − length)² ÷ length²`, where the length wished for grows
/// with the steps between the two, is made small by moving pairs in turn, in an order that only
/// looks like chance.
///
/// # Complexity
/// Time O(n · (n + links)) for up to 600 entities; beyond, O(60 · (n + links)). Memory O(n²) and
/// O(60 · n).
///
/// # Sources
/// Zheng, J. X., Pawar, S. and Goodman, D. F. M. (2019), Graph drawing by stochastic gradient
/// descent, IEEE Transactions on Visualization and Computer Graphics 25. Pivots after Ortmann, M.,
/// Klimenta, M. and Brandes, U. (2017), A sparse stress model, Journal of Graph Algorithms and
/// Applications 21.
pub(super) fn places(links: &[Vec<usize>]) -> Vec<Spot> {
    let mut chance = Chance::new(SEED);
    let side = (links.len() as f64).sqrt();
    let mut spots: Vec<Spot> = (0..links.len())
        .map(|_| (chance.share() * side, chance.share() * side))
        .collect();
    let mut wishes = if links.len() <= MOST_COMPARED {
        of_every_two(links)
    } else {
        of_pivots(links)
    };
    let longest = wishes.iter().map(|wish| wish.length).fold(1.0, f64::max);
    let mut pace = longest * longest;
    while pace > 0.02 {
        chance.shuffle(&mut wishes);
        for wish in &wishes {
            follow(&mut spots, wish, pace);
        }
        pace *= 0.78;
    }
    spots
}

/// Moves two towards the distance wished for.
fn follow(spots: &mut [Spot], wish: &Wish, pace: f64) {
    let (Some(&a), Some(&b)) = (spots.get(wish.a), spots.get(wish.b)) else {
        return;
    };
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    let missing = (length - wish.length) / (2.0 * length);
    let mut shift = |place: usize, weight: f64, sign: f64| {
        if let Some(spot) = spots.get_mut(place) {
            let share = (weight * pace).min(1.0) * missing * sign;
            spot.0 += dx * share;
            spot.1 += dy * share;
        }
    };
    shift(wish.a, wish.weight_a, -1.0);
    shift(wish.b, wish.weight_b, 1.0);
}

/// Returns how far apart those should stand that are so many steps away: less than as many steps,
/// since what lies far out would else take the room of what lies close together.
fn length(steps: u32) -> f64 {
    let steps = f64::from(steps);
    0.4 * steps + 0.6 * ((1.0 + 3.0 * steps).sqrt() - 1.0)
}

/// Returns a wish for every two.
fn of_every_two(links: &[Vec<usize>]) -> Vec<Wish> {
    let mut wishes = Vec::with_capacity(links.len() * links.len() / 2);
    for a in 0..links.len() {
        for (b, steps) in steps_from(links, a).into_iter().enumerate().skip(a + 1) {
            let length = length(steps);
            let weight = 1.0 / (length * length);
            wishes.push(Wish {
                a,
                b,
                length,
                weight_a: weight,
                weight_b: weight,
            });
        }
    }
    wishes
}

/// Returns a wish for every link, and for everyone and each of the pivots.
fn of_pivots(links: &[Vec<usize>]) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for (a, neighbours) in links.iter().enumerate() {
        for &b in neighbours.iter().filter(|b| **b > a) {
            wishes.push(Wish {
                a,
                b,
                length: 1.0,
                weight_a: 1.0,
                weight_b: 1.0,
            });
        }
    }
    let pivots = pivots(links);
    let nearest: Vec<usize> = (0..links.len())
        .map(|place| nearest(&pivots, place))
        .collect();
    for (at, (pivot, steps)) in pivots.iter().enumerate() {
        let mut region: Vec<u32> = steps
            .iter()
            .zip(&nearest)
            .filter_map(|(near, owner)| (*owner == at).then_some(*near))
            .collect();
        region.sort_unstable();
        for (place, far) in steps.iter().enumerate().filter(|(_, far)| **far > 1) {
            // A pivot stands for those of its region that are at most half as far away.
            let stands_for = region.partition_point(|near| near * 2 <= *far).max(1);
            let length = length(*far);
            let weight = stands_for as f64 / (length * length);
            wishes.push(Wish {
                a: place,
                b: *pivot,
                length,
                weight_a: weight,
                weight_b: 0.0,
            });
        }
    }
    wishes
}

/// Returns the place among the pivots of the one that is nearest.
fn nearest(pivots: &[(usize, Vec<u32>)], place: usize) -> usize {
    let far = |(_, steps): &(usize, Vec<u32>)| steps.get(place).copied();
    let pivots = pivots.iter().enumerate();
    pivots
        .min_by_key(|(at, pivot)| (far(pivot), *at))
        .map_or(0, |(at, _)| at)
}

/// Returns pivots, each as far as possible from those before, with the steps from each to all.
fn pivots(links: &[Vec<usize>]) -> Vec<(usize, Vec<u32>)> {
    let mut pivots: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut far = vec![u32::MAX; links.len()];
    while pivots.len() < PIVOTS.min(links.len()) {
        let places = far.iter().enumerate();
        let next = places.max_by_key(|(place, far)| (**far, std::cmp::Reverse(*place)));
        let Some((pivot, _)) = next else { break };
        let steps = steps_from(links, pivot);
        for (far, steps) in far.iter_mut().zip(&steps) {
            *far = (*far).min(*steps);
        }
        pivots.push((pivot, steps));
    }
    pivots
}

/// Returns how many steps each is away from `start`, at least 1 for all others.
fn steps_from(links: &[Vec<usize>], start: usize) -> Vec<u32> {
    let mut steps = vec![u32::MAX; links.len()];
    let mut next = VecDeque::from([(start, 0)]);
    while let Some((place, far)) = next.pop_front() {
        match steps.get_mut(place) {
            Some(known) if *known == u32::MAX => *known = far,
            _ => continue,
        }
        let neighbours = links.get(place).into_iter().flatten();
        next.extend(neighbours.map(|neighbour| (*neighbour, far + 1)));
    }
    // Parts that do not hang together are placed one by one; this keeps lengths finite.
    for steps in &mut steps {
        *steps = (*steps).min(links.len() as u32);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::picture::spot::distance;

    fn ring(size: usize) -> Vec<Vec<usize>> {
        (0..size)
            .map(|at| vec![(at + 1) % size, (at + size - 1) % size])
            .collect()
    }

    #[test]
    fn neighbours_stand_a_step_apart_and_others_farther() {
        let spots = places(&[vec![1], vec![0, 2], vec![1]]);
        assert!((distance(spots[0], spots[1]) - 1.0).abs() < 0.05);
        assert!((distance(spots[0], spots[2]) - 1.79).abs() < 0.1);
    }

    #[test]
    fn a_ring_is_drawn_as_one() {
        let spots = places(&ring(12));
        let across: Vec<f64> = (0..6)
            .map(|at| distance(spots[at], spots[at + 6]))
            .collect();
        let widest = across.iter().copied().fold(0.0, f64::max);
        assert!(
            across.iter().all(|length| *length > widest * 0.85),
            "{across:?}"
        );
    }

    #[test]
    fn large_networks_are_unfolded_by_their_pivots() {
        let spots = places(&ring(700));
        let (quarter, half) = (
            distance(spots[0], spots[175]),
            distance(spots[0], spots[350]),
        );
        assert!(quarter > 60.0 && half > quarter * 1.2, "{quarter} {half}");
    }
}
