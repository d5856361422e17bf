//! Strokes: lines, bars, dots and the signs on them, as certain and as far on as they are.

use super::bundle::{Manner, Stage};
use super::figure::{circle, plate};
use super::letters::Face;
use super::sheet::{Sheet, along, number};
use super::spot::{Spot, direction};

/// The size of the number on a line.
const COUNT: Face = Face::bold(11.0);

/// Half the height of the bar of a tie, in pixels.
const HALF_BAR: f64 = 7.5;

/// Half the size of the dot of an event, in pixels.
pub(super) const DOT: f64 = 5.5;

/// Draws a line that stands for so many relations.
pub(super) fn line(sheet: &mut Sheet, manner: Manner, ends: [Spot; 2], count: usize) {
    path(sheet, manner, &along(&ends), count);
}

/// Draws a path that stands for so many relations.
pub(super) fn path(sheet: &mut Sheet, manner: Manner, line: &str, count: usize) {
    let width = breadth(manner, count);
    let hollow = manner.stage == Stage::Planned;
    let outer = number(if hollow { width + 2.6 } else { width });
    sheet.put(
        "path",
        &[("class", "stroke"), ("stroke-width", &outer), ("d", line)],
    );
    if hollow {
        let inner = number(width);
        sheet.put(
            "path",
            &[("class", "hollow"), ("stroke-width", &inner), ("d", line)],
        );
    }
}

/// Returns how broad a line of so many relations is, in pixels.
fn breadth(manner: Manner, count: usize) -> f64 {
    let more = f64::from(count.max(1).ilog2().min(5)) * 0.8;
    if manner.behind { 1.1 } else { 1.6 + more }
}

/// Draws the head of an arrow, its tip on a place, seen from another.
pub(super) fn head(sheet: &mut Sheet, from: Spot, tip: Spot, count: usize) {
    let ((x, y), _) = direction(from, tip);
    let size = 8.0 + f64::from(count.max(1).ilog2().min(4));
    let back = (tip.0 - x * size, tip.1 - y * size);
    let half = size * 0.45;
    let corners = [
        tip,
        (back.0 - y * half, back.1 + x * half),
        (back.0 + y * half, back.1 - x * half),
    ];
    sheet.path("head", &(along(&corners) + "Z"));
}

/// Draws the cross through what was called off or is denied.
pub(super) fn cross(sheet: &mut Sheet, (x, y): Spot) {
    let one = along(&[(x - 4.5, y - 4.5), (x + 4.5, y + 4.5)]);
    let other = along(&[(x - 4.5, y + 4.5), (x + 4.5, y - 4.5)]);
    sheet.path("cross", &(one + &other));
}

/// Returns how wide and high the badge of a number is, in pixels.
pub(super) fn badge_size(count: usize) -> (f64, f64) {
    (COUNT.width(&count.to_string()) + 10.0, 16.0)
}

/// Draws the number of relations on a line.
pub(super) fn badge(sheet: &mut Sheet, centre: Spot, count: usize) {
    let size = badge_size(count);
    let corner = (centre.0 - size.0 / 2.0, centre.1 - size.1 / 2.0);
    plate(sheet, "badge", corner, size, 8.0);
    sheet.text(
        "small strong middle",
        (centre.0, centre.1 + 4.0),
        &count.to_string(),
    );
}

/// Draws the dot of an event.
pub(super) fn event(sheet: &mut Sheet, manner: Manner, centre: Spot) {
    circle(sheet, "event", centre, DOT);
    if manner.stage == Stage::Off {
        cross(sheet, centre);
    }
}

/// Draws the bar of an event that lasted, from left to right.
pub(super) fn long_event(
    sheet: &mut Sheet,
    manner: Manner,
    (left, right): (f64, f64),
    middle: f64,
) {
    let corner = (left - DOT, middle - DOT);
    plate(
        sheet,
        "event",
        corner,
        (right - left + 2.0 * DOT, 2.0 * DOT),
        DOT,
    );
    if manner.stage == Stage::Off {
        cross(sheet, (f64::midpoint(left, right), middle));
    }
}

/// Draws the arrow at the end of what still runs.
pub(super) fn open_end(sheet: &mut Sheet, right: f64, middle: f64) {
    let back = right - 5.0;
    let sign = [
        (back, middle - HALF_BAR),
        (right + 2.0, middle),
        (back, middle + HALF_BAR),
    ];
    sheet.path("open", &along(&sign));
}

/// Draws the bar of a tie from left to right.
pub(super) fn tie(sheet: &mut Sheet, manner: Manner, (left, right): (f64, f64), middle: f64) {
    let size = ((right - left).max(5.0), 2.0 * HALF_BAR);
    plate(sheet, "tie", (left, middle - HALF_BAR), size, 2.0);
    if manner.stage == Stage::Off {
        cross(sheet, (left + size.0 / 2.0, middle));
    }
}

/// Draws a line on which the day of a date lies, dotted where it has no known end.
pub(super) fn whisker(
    sheet: &mut Sheet,
    (left, right): (f64, f64),
    capped: (bool, bool),
    vague: bool,
    middle: f64,
) {
    if right - left < 1.0 {
        return;
    }
    let class = if vague { "whisker vague" } else { "whisker" };
    sheet.path(class, &along(&[(left, middle), (right, middle)]));
    let ends = [(capped.0, left), (capped.1, right)]
        .into_iter()
        .filter(|(is_capped, _)| *is_capped);
    let caps: String = ends
        .map(|(_, x)| along(&[(x, middle - 3.5), (x, middle + 3.5)]))
        .collect();
    if !caps.is_empty() {
        sheet.path("whisker", &caps);
    }
}
