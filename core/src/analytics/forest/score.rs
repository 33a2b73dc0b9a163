//! How unusual a point is to a tree.
//!
//! A point would become a leaf of its own near the root of most trees where it is unusual. The score is what one over that depth is
//! to be expected, over all the places where a cut could separate the point from the tree: with the leaf that it falls to at the
//! bottom, and at each branch above with the probability that a cut of its box separates them.

use super::point_store::PointStore;
use super::tree::{Leaf, Path, Tree};

/// The score by one tree that holds `mass` points, to be multiplied by [`scale`]; O(depth). 0 in an empty tree.
pub(super) fn score(tree: &Tree, mass: usize, points: &PointStore, point: &[f64], path: &mut Path) -> f64 {
    let Some(leaf) = tree.find(point, path) else { return 0.0 };
    if points.get(leaf.point) == point {
        return of_known(leaf, path.len(), mass);
    }
    let mut score = of_separated(path.len());
    for (depth, &branch) in path.iter().enumerate().rev() {
        let separation = tree.growth(branch, point).separation();
        if separation == 0.0 {
            // Boxes further up hold this one, and so the point.
            break;
        }
        score = separation * of_separated(depth) + (1.0 - separation) * score;
    }
    score
}

/// What makes scores of trees of different size comparable.
pub(super) fn scale(mass: usize) -> f64 {
    libm::log2(1.0 + mass as f64)
}

/// The score of a point that the tree holds, at a leaf of this depth. Source: RCF library, `defaultScoreSeenFunction` and
/// `defaultDampFunction`, 2025-05.
pub(super) fn of_known(leaf: &Leaf, depth: usize, mass: usize) -> f64 {
    let leaf_mass = f64::from(leaf.mass);
    let damp = 1.0 - leaf_mass / (2.0 * mass as f64);
    damp / (depth as f64 + libm::log2(1.0 + leaf_mass))
}

/// The score of a point that is separated at this depth.
pub(super) fn of_separated(depth: usize) -> f64 {
    1.0 / (depth as f64 + 1.0)
}
