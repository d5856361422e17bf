//! `PageRank`: the share of a random walk that arrives at each node.

use crate::analysis::cancel::Ticker;
use crate::analysis::pairs::Csr;
use crate::analysis::{Cancel, Stopped};

/// How likely the walk goes on along a pair; else it begins anew anywhere.
const DAMPING: f64 = 0.85;
/// The walk is at rest when all shares together change by less than this.
const AT_REST: f64 = 1e-10;
/// The most rounds. Each change is at most [`DAMPING`] times the one before and the first is at
/// most 2, so that 150 rounds are always enough; the bound only says so.
const MOST_ROUNDS: usize = 200;

/// Returns the share of each node; they sum to 1.
///
/// `inward` has for each node those that lead to it. Who leads to nobody gives to all alike. Every
/// sum is taken in ascending order of nodes, so that the result is always the same.
///
/// O(rounds · (nodes + pairs)).
pub(super) fn shares(inward: &Csr, cancel: &Cancel) -> Result<Vec<f64>, Stopped> {
    let nodes = inward.nodes();
    if nodes == 0 {
        return Ok(Vec::new());
    }
    let even = 1.0 / count(nodes);
    let parts = parts(inward);
    let mut shares = vec![even; nodes];
    let mut gifts = vec![0.0; nodes];
    let mut ticker = Ticker::new(cancel);
    for _ in 0..MOST_ROUNDS {
        let mut kept = 0.0;
        for ((gift, share), part) in gifts.iter_mut().zip(&shares).zip(&parts) {
            *gift = share * part;
            if *part == 0.0 {
                kept += share;
            }
        }
        let base = (1.0 - DAMPING + DAMPING * kept) * even;
        let mut change = 0.0;
        for (node, share) in shares.iter_mut().enumerate() {
            ticker.tick()?;
            let given = sum(inward.of(node), &gifts);
            let new = base + DAMPING * given;
            change += (new - *share).abs();
            *share = new;
        }
        if change < AT_REST {
            break;
        }
    }
    let sum: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
    Ok(shares)
}

/// Returns the sum of the gifts of some nodes. It is taken in four parts side by side, always the
/// same, because one sum would wait for each of its additions.
fn sum(nodes: &[u32], gifts: &[f64]) -> f64 {
    let mut parts = [0.0; 4];
    let (fours, rest) = nodes.as_chunks::<4>();
    for four in fours {
        for (part, node) in parts.iter_mut().zip(four) {
            *part += gifts[*node as usize];
        }
    }
    let rest: f64 = rest.iter().map(|node| gifts[*node as usize]).sum();
    (parts[0] + parts[1]) + (parts[2] + parts[3]) + rest
}

/// Returns for each node which part of its share each node gets that it leads to; 0 if there is none.
fn parts(inward: &Csr) -> Vec<f64> {
    let mut outward = vec![0_u32; inward.nodes()];
    for node in 0..inward.nodes() {
        for from in inward.of(node) {
            outward[*from as usize] += 1;
        }
    }
    let part = |ways: u32| {
        if ways == 0 {
            0.0
        } else {
            1.0 / f64::from(ways)
        }
    };
    outward.into_iter().map(part).collect()
}

/// Returns a number of nodes, which are numbered by 32 bits, as a number to calculate with.
fn count(nodes: usize) -> f64 {
    f64::from(nodes as u32)
}

#[cfg(test)]
mod tests {
    use super::shares;
    use crate::analysis::Cancel;
    use crate::analysis::pairs::Csr;

    /// Checks the shares of nodes between which such arrows run.
    #[track_caller]
    fn check(nodes: usize, arrows: &[(u32, u32)], expected: &[f64]) {
        let inward = Csr::of_arcs(nodes, arrows.iter().map(|(from, to)| (*to, *from)));
        let found = shares(&inward, &Cancel::new()).unwrap();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
    }

    #[test]
    fn equals_have_equal_shares() {
        check(0, &[], &[]);
        check(3, &[(0, 1), (1, 2), (2, 0)], &[1.0 / 3.0; 3]);
    }

    #[test]
    fn who_leads_to_nobody_gives_to_all_alike() {
        // x = (0.15 + 0.85 y) / 2 and y = x + 0.85 x, with x + y = 1
        let x = 1.0 / 2.85;
        check(2, &[(0, 1)], &[x, 1.0 - x]);
    }

    #[test]
    fn a_star_solves_its_equations() {
        // The middle gets 0.15 / 4 and 0.85 of all the rest, who get a third of 0.85 of it.
        let middle = (0.0375 + 0.85) / 1.85;
        let ray = (1.0 - middle) / 3.0;
        let arrows = [(0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (3, 0)];
        check(4, &arrows, &[middle, ray, ray, ray]);
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let cancel = Cancel::new();
        cancel.stop();
        let nobody = Csr::of_arcs(5_000, []);
        assert!(shares(&nobody, &cancel).is_err());
    }
}
