//! Room for names: places in steps become places in pixels at which no two boxes overlap.
//!
//! Knows boxes and numbers only.

use super::spot::{Spot, direction};

/// What an entity takes of the sheet about its place, in pixels: its figure and, below, its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Body {
    /// How far it reaches to the left and to the right.
    pub(super) half: f64,
    /// How far it reaches up.
    pub(super) up: f64,
    /// How far it reaches down.
    pub(super) down: f64,
    /// How hard it is to push aside.
    pub(super) mass: f64,
}

/// A box on the sheet, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// The left edge.
    pub(super) left: f64,
    /// The upper edge.
    pub(super) top: f64,
    /// The right edge.
    pub(super) right: f64,
    /// The lower edge.
    pub(super) bottom: f64,
}

/// The empty space between two boxes, in pixels.
const GAP: f64 = 6.0;

/// How often all overlaps are pushed apart before what is left is put below each other.
const ROUNDS: usize = 300;

/// How often bodies are moved off lines.
const CLEARINGS: usize = 40;

/// How far a figure should be from a line that passes it, in pixels.
const CLEARANCE: f64 = 6.0;

impl Body {
    /// Returns the box about a place.
    pub(super) fn at(&self, spot: Spot) -> Frame {
        Frame {
            left: spot.0 - self.half,
            top: spot.1 - self.up,
            right: spot.0 + self.half,
            bottom: spot.1 + self.down,
        }
    }

    /// Returns the area with its share of the space between boxes, in square pixels.
    pub(super) fn area(&self) -> f64 {
        (2.0 * self.half + GAP) * (self.up + self.down + GAP)
    }
}

impl Frame {
    /// Tells whether two boxes have a part in common.
    pub(super) fn meets(&self, other: &Frame) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns the box that holds both.
    pub(super) fn and(self, other: Frame) -> Frame {
        Frame {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Returns how much of the way from `from` to `to` lies in the box, seen from `from`, which is
    /// in it: 1 if all does.
    pub(super) fn leaves(&self, from: Spot, to: Spot) -> f64 {
        let way = |start: f64, end: f64, low: f64, high: f64| {
            let length = end - start;
            if length > 0.0 {
                (high - start) / length
            } else if length < 0.0 {
                (low - start) / length
            } else {
                f64::INFINITY
            }
        };
        let x = way(from.0, to.0, self.left, self.right);
        let y = way(from.1, to.1, self.top, self.bottom);
        x.min(y).clamp(0.0, 1.0)
    }
}

/// Moves bodies, all within `width` pixels, until no two overlap.
///
/// They are pushed apart the shorter way, heavy ones less, for a bounded number of rounds; what
/// still overlaps then moves down.
///
/// # Complexity
/// Time O(300 · n²) at worst; O(n · √n) a round where bodies are spread evenly.
pub(super) fn spread(spots: &mut [Spot], bodies: &[Body], width: f64) {
    for _ in 0..ROUNDS {
        keep_within(spots, bodies, width);
        if !push_apart(spots, bodies) {
            break;
        }
    }
    keep_within(spots, bodies, width);
    settle(spots, bodies);
}

/// Moves bodies off lines that only pass them, while they keep apart. `lines` name the bodies at
/// their ends.
///
/// # Complexity
/// Time O(40 · bodies · (lines + bodies)).
pub(super) fn clear(spots: &mut [Spot], bodies: &[Body], lines: &[(usize, usize)], width: f64) {
    for _ in 0..CLEARINGS {
        for &(from, to) in lines {
            for place in (0..spots.len()).filter(|place| *place != from && *place != to) {
                let need = bodies[place].up + CLEARANCE;
                let push = off_line(spots[place], spots[from], spots[to], need);
                let share = 0.3 / bodies[place].mass;
                spots[place].0 += push.0 * share;
                spots[place].1 += push.1 * share;
            }
        }
        push_apart(spots, bodies);
        keep_within(spots, bodies, width);
    }
}

/// Returns how a spot must move to be `need` pixels off the line between two others; not at all
/// if it lies beside or beyond it.
fn off_line(spot: Spot, from: Spot, to: Spot, need: f64) -> (f64, f64) {
    let ((x, y), length) = direction(from, to);
    let (right, down) = (spot.0 - from.0, spot.1 - from.1);
    let along = right * x + down * y;
    let off = down * x - right * y;
    if along < 0.0 || along > length || off.abs() >= need {
        return (0.0, 0.0);
    }
    let missing = if off < 0.0 { -need - off } else { need - off };
    (-y * missing, x * missing)
}

/// Moves bodies back between the left and the right edge.
fn keep_within(spots: &mut [Spot], bodies: &[Body], width: f64) {
    for (spot, body) in spots.iter_mut().zip(bodies) {
        let most = (width - body.half).max(body.half);
        spot.0 = spot.0.clamp(body.half, most);
    }
}

/// Pushes each two that overlap apart once; tells whether there were any.
fn push_apart(spots: &mut [Spot], bodies: &[Body]) -> bool {
    let mut order: Vec<usize> = (0..spots.len().min(bodies.len())).collect();
    order.sort_by(|a, b| spots[*a].1.total_cmp(&spots[*b].1).then(a.cmp(b)));
    let tallest = bodies
        .iter()
        .map(|body| body.up + body.down)
        .fold(0.0, f64::max);
    let mut any = false;
    for (at, &a) in order.iter().enumerate() {
        for &b in &order[at + 1..] {
            if spots[b].1 - spots[a].1 > tallest + GAP {
                break;
            }
            any |= part(spots, bodies, a, b);
        }
    }
    any
}

/// Pushes two apart if they overlap; tells whether they did.
fn part(spots: &mut [Spot], bodies: &[Body], a: usize, b: usize) -> bool {
    let (first, second) = (bodies[a].at(spots[a]), bodies[b].at(spots[b]));
    let x = first.right.min(second.right) - first.left.max(second.left) + GAP;
    let y = first.bottom.min(second.bottom) - first.top.max(second.top) + GAP;
    if x <= 0.01 || y <= 0.01 {
        return false;
    }
    let (mass_a, mass_b) = (bodies[a].mass, bodies[b].mass);
    let (share_a, share_b) = (mass_b / (mass_a + mass_b), mass_a / (mass_a + mass_b));
    let (dx, dy) = (spots[b].0 - spots[a].0, spots[b].1 - spots[a].1);
    let sign = |way: f64| if way < 0.0 { -1.0 } else { 1.0 };
    if x < y {
        spots[a].0 -= x * share_a * sign(dx);
        spots[b].0 += x * share_b * sign(dx);
    } else {
        spots[a].1 -= y * share_a * sign(dy);
        spots[b].1 += y * share_b * sign(dy);
    }
    true
}

/// Moves down what overlaps something above it.
fn settle(spots: &mut [Spot], bodies: &[Body]) {
    let mut order: Vec<usize> = (0..spots.len().min(bodies.len())).collect();
    order.sort_by(|a, b| spots[*a].1.total_cmp(&spots[*b].1).then(a.cmp(b)));
    let mut settled: Vec<Frame> = Vec::with_capacity(order.len());
    for place in order {
        let mut frame = bodies[place].at(spots[place]);
        while let Some(above) = settled.iter().find(|other| other.meets(&frame)) {
            spots[place].1 = above.bottom + bodies[place].up + GAP;
            frame = bodies[place].at(spots[place]);
        }
        settled.push(frame);
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Frame, spread};
    use crate::picture::chance::Chance;

    fn bodies(number: usize) -> Vec<Body> {
        let body = |at: usize| Body {
            half: 20.0 + (at % 5) as f64 * 10.0,
            up: 12.0,
            down: 30.0,
            mass: 1.0,
        };
        (0..number).map(body).collect()
    }

    #[test]
    fn bodies_end_apart_wherever_they_begin() {
        for (number, side) in [(2, 0.0), (60, 10.0), (200, 400.0)] {
            let mut chance = Chance::new(number as u64);
            let bodies = bodies(number);
            let mut spots: Vec<(f64, f64)> = (0..number)
                .map(|_| (chance.share() * side, chance.share() * side))
                .collect();
            spread(&mut spots, &bodies, 500.0);
            let frames: Vec<Frame> = spots
                .iter()
                .zip(&bodies)
                .map(|(spot, body)| body.at(*spot))
                .collect();
            for (at, frame) in frames.iter().enumerate() {
                assert!(frame.left >= 0.0 && frame.right <= 500.0, "{frame:?}");
                assert!(
                    frames[at + 1..].iter().all(|other| !frame.meets(other)),
                    "{number}"
                );
            }
        }
    }

    #[test]
    fn a_line_leaves_a_box_at_its_edge() {
        let frame = Frame {
            left: -10.0,
            top: -5.0,
            right: 10.0,
            bottom: 5.0,
        };
        assert!((frame.leaves((0.0, 0.0), (40.0, 0.0)) - 0.25).abs() < 1e-9);
        assert!((frame.leaves((0.0, 0.0), (0.0, -20.0)) - 0.25).abs() < 1e-9);
        assert!((frame.leaves((0.0, 0.0), (3.0, 1.0)) - 1.0).abs() < 1e-9);
    }
}
