//! What of the sheet is taken: boxes, found by where they are.

use std::collections::BTreeMap;

use super::spread::Frame;

/// The side of a cell, in pixels.
const CELL: f64 = 64.0;

/// Boxes, in all the cells of a grid that they touch.
#[derive(Debug, Default)]
pub(super) struct Taken {
    cells: BTreeMap<(i64, i64), Vec<Frame>>,
}

impl Taken {
    /// Takes the room of a box. O(cells of the box).
    pub(super) fn add(&mut self, frame: Frame) {
        for cell in cells(&frame) {
            self.cells.entry(cell).or_default().push(frame);
        }
    }

    /// Tells whether a box would overlap none. O(boxes near it).
    pub(super) fn leaves(&self, frame: &Frame) -> bool {
        let near = cells(frame).filter_map(|cell| self.cells.get(&cell));
        near.flatten().all(|other| !other.meets(frame))
    }
}

/// Returns the cells that a box touches.
fn cells(frame: &Frame) -> impl Iterator<Item = (i64, i64)> {
    let cell = |length: f64| (length / CELL).floor() as i64;
    let (top, bottom) = (cell(frame.top), cell(frame.bottom));
    (cell(frame.left)..=cell(frame.right)).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::{Frame, Taken};

    #[test]
    fn a_box_across_cells_is_found_from_each() {
        let frame = |left: f64, top: f64, right: f64, bottom: f64| Frame {
            left,
            top,
            right,
            bottom,
        };
        let mut taken = Taken::default();
        taken.add(frame(-10.0, 0.0, 200.0, 20.0));
        assert!(!taken.leaves(&frame(-20.0, 10.0, -5.0, 12.0)));
        assert!(!taken.leaves(&frame(150.0, 10.0, 160.0, 300.0)));
        assert!(taken.leaves(&frame(150.0, 20.0, 160.0, 300.0)));
    }
}
