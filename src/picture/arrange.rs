//! The plan of a network: parts that hang together, each placed, turned and fitted to the width,
//! and the parts packed below and beside each other.

use super::spot::Spot;
use super::spread::{Body, Frame, clear, spread};
use super::stress;

/// How far apart neighbours should stand at least, in pixels, where there is room and where not.
const STEP: (f64, f64) = (120.0, 84.0);

/// From which width on a part lies across, in pixels.
const ROOMY: f64 = 600.0;

/// The empty space between parts, in pixels.
const ALLEY: f64 = 26.0;

/// Up to how many entities times lines entities are moved off lines.
const MOST_CLEARED: usize = 40_000;

/// What is to be arranged: boxes, links between them, and the two that mark left and right.
#[derive(Debug)]
pub(super) struct Task<'a> {
    /// The boxes.
    pub(super) bodies: &'a [Body],
    /// The neighbours of each, ascending.
    pub(super) links: &'a [Vec<usize>],
    /// Those asked about, in order.
    pub(super) asked: &'a [usize],
    /// The width in pixels.
    pub(super) width: f64,
}

/// Returns a place for each box, none overlapping another, and the height of all in pixels.
///
/// # Complexity
/// That of [`stress::places`] and [`spread`] for each part.
pub(super) fn arrange(task: &Task) -> (Vec<Spot>, f64) {
    let mut parts: Vec<Part> = parts(task.links)
        .into_iter()
        .map(|part| place(task, part))
        .collect();
    parts.sort_by_key(|part| {
        (
            std::cmp::Reverse(part.members.len()),
            part.members.first().copied(),
        )
    });
    let mut spots = vec![(0.0, 0.0); task.bodies.len()];
    let mut top = 0.0;
    for row in rows(&parts, task.width) {
        top += if top > 0.0 { ALLEY } else { 0.0 };
        let used: f64 = row.iter().map(|part| part.size.0 + ALLEY).sum::<f64>() - ALLEY;
        let height = row.iter().map(|part| part.size.1).fold(0.0, f64::max);
        let mut left = ((task.width - used) / 2.0).max(0.0);
        for part in row {
            let down = top + (height - part.size.1) / 2.0;
            for (member, spot) in part.members.iter().zip(&part.spots) {
                spots[*member] = (spot.0 + left, spot.1 + down);
            }
            left += part.size.0 + ALLEY;
        }
        top += height;
    }
    (spots, top)
}

/// Entities that hang together, placed from nought on.
#[derive(Debug)]
struct Part {
    members: Vec<usize>,
    spots: Vec<Spot>,
    size: (f64, f64),
}

/// Returns parts in rows of at most a width.
fn rows(parts: &[Part], width: f64) -> Vec<Vec<&Part>> {
    let mut rows: Vec<Vec<&Part>> = Vec::new();
    let mut used = f64::INFINITY;
    for part in parts {
        used += ALLEY + part.size.0;
        match rows.last_mut() {
            Some(row) if used <= width => row.push(part),
            _ => {
                used = part.size.0;
                rows.push(vec![part]);
            }
        }
    }
    rows
}

/// Returns the members of each part, ascending.
fn parts(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; links.len()];
    let mut parts = Vec::new();
    for start in 0..links.len() {
        let mut members = Vec::new();
        let mut next = vec![start];
        while let Some(place) = next.pop() {
            if std::mem::replace(&mut seen[place], true) {
                continue;
            }
            members.push(place);
            next.extend(&links[place]);
        }
        if !members.is_empty() {
            members.sort_unstable();
            parts.push(members);
        }
    }
    parts
}

/// Returns a part placed.
fn place(task: &Task, members: Vec<usize>) -> Part {
    let local = |place: &usize| members.binary_search(place).ok();
    let links: Vec<Vec<usize>> = members
        .iter()
        .map(|member| task.links[*member].iter().filter_map(local).collect())
        .collect();
    let bodies: Vec<Body> = members.iter().map(|member| task.bodies[*member]).collect();
    let asked: Vec<usize> = task.asked.iter().filter_map(local).collect();
    let mut spots = stress::places(&links);
    turn(&mut spots, &asked, task.width >= ROOMY);
    let segments = segments(&links);
    fit(&mut spots, &bodies, segments.len(), task.width);
    spread(&mut spots, &bodies, task.width);
    if segments.len() * bodies.len() <= MOST_CLEARED {
        clear(&mut spots, &bodies, &segments, task.width);
    }
    spread(&mut spots, &bodies, task.width);
    let size = to_corner(&mut spots, &bodies);
    Part {
        members,
        spots,
        size,
    }
}

/// Returns the lines between neighbours, each once.
fn segments(links: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let places = links.iter().enumerate();
    let both_ways = places.flat_map(|(from, near)| near.iter().map(move |to| (from, *to)));
    both_ways.filter(|(from, to)| from < to).collect()
}

/// Turns a part so that the first two asked about stand beside each other, or else its longest
/// extent lies across; `lies` is false where it is to stand upright.
fn turn(spots: &mut [Spot], asked: &[usize], lies: bool) {
    let middle = middle(spots);
    let (x, y) = match asked {
        [first, second, ..] => (
            spots[*second].0 - spots[*first].0,
            spots[*second].1 - spots[*first].1,
        ),
        _ => longest(spots, middle),
    };
    let length = (x * x + y * y).sqrt();
    if length < 1e-9 {
        return;
    }
    let (cos, sin) = (x / length, y / length);
    for spot in spots.iter_mut() {
        let (x, y) = (spot.0 - middle.0, spot.1 - middle.1);
        let (along, across) = (x * cos + y * sin, y * cos - x * sin);
        *spot = if lies {
            (along, across)
        } else {
            (-across, along)
        };
    }
}

/// Returns the mean of places.
fn middle(spots: &[Spot]) -> Spot {
    let number = spots.len().max(1) as f64;
    let sum = spots
        .iter()
        .fold((0.0, 0.0), |sum, spot| (sum.0 + spot.0, sum.1 + spot.1));
    (sum.0 / number, sum.1 / number)
}

/// Returns the direction in which places spread most: that of the greatest variance.
fn longest(spots: &[Spot], middle: Spot) -> Spot {
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for spot in spots {
        let (x, y) = (spot.0 - middle.0, spot.1 - middle.1);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    // The first eigenvector of the covariance.
    if half >= 0.0 {
        (half + root, xy)
    } else {
        (xy, root - half)
    }
}

/// Brings a part from steps to pixels, so that its boxes have room and it suits the width.
fn fit(spots: &mut [Spot], bodies: &[Body], lines: usize, width: f64) {
    let extent = |pick: fn(&Spot) -> f64| {
        let values = spots.iter().map(pick);
        let low = values.clone().fold(f64::INFINITY, f64::min);
        (low, values.fold(f64::NEG_INFINITY, f64::max) - low)
    };
    let ((left, wide), (top, high)) = (extent(|spot| spot.0), extent(|spot| spot.1));
    let rim = bodies.iter().map(|body| body.half).sum::<f64>() / bodies.len().max(1) as f64;
    let room = (width - 2.0 * rim).max(1.0);
    let step = if width < ROOMY { STEP.1 } else { STEP.0 };
    let area: f64 = bodies.iter().map(Body::area).sum::<f64>() * slack(bodies.len(), lines, width);
    let even = (area / (wide.max(0.3) * high.max(0.3))).sqrt().max(step);
    // Names are wider than high, and so is what is made of them.
    let across = (even * 1.3).min(room / wide.max(1e-9));
    let down = (even * even / across).clamp(even * 0.75, even * 3.0);
    for spot in spots.iter_mut() {
        *spot = (rim + (spot.0 - left) * across, (spot.1 - top) * down);
    }
}

/// Returns how many times the area of its boxes a part takes: more where many lines need room.
fn slack(bodies: usize, lines: usize, width: f64) -> f64 {
    let lines_each = (lines as f64 / bodies.max(1) as f64).min(4.0);
    let (least, each) = if width < ROOMY {
        (1.3, 0.2)
    } else {
        (2.2, 0.35)
    };
    least + lines_each * each
}

/// Moves a part to the corner; returns its width and height.
fn to_corner(spots: &mut [Spot], bodies: &[Body]) -> (f64, f64) {
    let frames = spots.iter().zip(bodies).map(|(spot, body)| body.at(*spot));
    let Some(whole) = frames.reduce(Frame::and) else {
        return (0.0, 0.0);
    };
    for spot in spots.iter_mut() {
        *spot = (spot.0 - whole.left, spot.1 - whole.top);
    }
    (whole.right - whole.left, whole.bottom - whole.top)
}
