//! Spots: places on the sheet, and the ways between them.

/// A place on the sheet.
pub(super) type Spot = (f64, f64);

/// Returns the place at a share of the way.
pub(super) fn between(from: Spot, to: Spot, share: f64) -> Spot {
    (
        from.0 + (to.0 - from.0) * share,
        from.1 + (to.1 - from.1) * share,
    )
}

/// Returns the length of a way.
pub(super) fn distance(from: Spot, to: Spot) -> f64 {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    (x * x + y * y).sqrt()
}

/// Returns which way another place lies, and how far: a step of the length 1, and the length of
/// the way, which is never quite nothing.
pub(super) fn direction(from: Spot, to: Spot) -> (Spot, f64) {
    let length = distance(from, to).max(1e-6);
    let step = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    (step, length)
}
