//! Figures: the shape that stands for each kind of entity.

use crate::model::EntityKind;

use super::ink;
use super::sheet::{Sheet, along, number};

/// Draws the figure of a kind about a point. `reach` is half its size in pixels.
pub(super) fn draw(sheet: &mut Sheet, kind: EntityKind, centre: (f64, f64), reach: f64) {
    let class = ink::class(kind);
    match kind {
        EntityKind::Person => circle(sheet, class, centre, reach),
        kind => sheet.path(class, &outline(kind, centre, reach)),
    }
}

/// Draws the ring about the figure of an entity that was asked about.
pub(super) fn ring(sheet: &mut Sheet, kind: EntityKind, centre: (f64, f64), reach: f64) {
    match kind {
        EntityKind::Person => circle(sheet, "ring", centre, reach),
        kind => sheet.path("ring", &outline(kind, centre, reach)),
    }
}

/// Draws a circle.
pub(super) fn circle(sheet: &mut Sheet, class: &str, centre: (f64, f64), reach: f64) {
    let (x, y, reach) = (number(centre.0), number(centre.1), number(reach));
    let attributes = [("class", class), ("cx", &x), ("cy", &y), ("r", &reach)];
    sheet.put("circle", &attributes);
}

/// Draws a box with round corners.
pub(super) fn plate(
    sheet: &mut Sheet,
    class: &str,
    corner: (f64, f64),
    size: (f64, f64),
    round: f64,
) {
    let [x, y, width, height, round] = [corner.0, corner.1, size.0, size.1, round].map(number);
    let attributes = [
        ("class", class),
        ("x", x.as_str()),
        ("y", &y),
        ("width", &width),
        ("height", &height),
        ("rx", &round),
    ];
    sheet.put("rect", &attributes);
}

/// Returns the corners of a figure as a closed path.
fn outline(kind: EntityKind, (x, y): (f64, f64), reach: f64) -> String {
    let corners: &[(f64, f64)] = match kind {
        // A hexagon, a square, a diamond, a sheet with a cut corner, and a pin.
        EntityKind::State => &[
            (-1.05, 0.0),
            (-0.52, -0.92),
            (0.52, -0.92),
            (1.05, 0.0),
            (0.52, 0.92),
            (-0.52, 0.92),
        ],
        EntityKind::Institution | EntityKind::Person => {
            &[(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)]
        }
        EntityKind::Forum => &[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)],
        EntityKind::Instrument => &[
            (-0.75, -1.0),
            (0.25, -1.0),
            (0.75, -0.5),
            (0.75, 1.0),
            (-0.75, 1.0),
        ],
        EntityKind::Place => &[(-1.0, -0.85), (1.0, -0.85), (0.0, 1.0)],
    };
    let place = |(right, down): &(f64, f64)| (x + right * reach, y + down * reach);
    let corners: Vec<(f64, f64)> = corners.iter().map(place).collect();
    along(&corners) + "Z"
}
