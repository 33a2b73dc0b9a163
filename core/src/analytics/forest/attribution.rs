//! Which numbers of a point make it unusual to a tree, and whether they are high or low.

use alloc::vec::Vec;

use super::bounds::{Growth, Side};
use super::point_store::PointStore;
use super::score;
use super::tree::{Path, Tree};

/// What one number of a point adds to its score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Share {
    /// By lying above others.
    pub(super) high: f64,
    /// By lying below others.
    pub(super) low: f64,
}

/// The score by one tree, as [`score::score`], split by the sides on which the point sticks out of each box; O(depth × dimensions).
///
/// A point that the tree holds sticks out nowhere: all its numbers share its score evenly.
pub(super) fn attribute(
    tree: &Tree,
    mass: usize,
    points: &PointStore,
    point: &[f64],
    path: &mut Path,
    shares: &mut Vec<Share>,
) {
    shares.clear();
    shares.resize(point.len(), Share::default());
    let Some(leaf) = tree.find(point, path) else { return };
    let known = points.get(leaf.point);
    if known == point {
        let each = score::of_known(leaf, path.len(), mass) / (2 * point.len()) as f64;
        shares.fill(Share { high: each, low: each });
        return;
    }
    mix(shares, known.iter().copied().map(Side::of), point, path.len());
    for (depth, &branch) in path.iter().enumerate().rev() {
        let separation = mix(shares, tree.bounds(branch).iter().copied(), point, depth);
        if separation == 0.0 {
            break;
        }
    }
}

/// Adds to the shares what separating the point from a box at this depth would, each as likely as it is. Answers how likely.
fn mix(shares: &mut [Share], sides: impl Iterator<Item = Side> + Clone, point: &[f64], depth: usize) -> f64 {
    let growth = Growth::of(sides.clone(), point);
    let separation = growth.separation();
    if separation == 0.0 {
        return separation;
    }
    let score = score::of_separated(depth);
    for ((share, side), &x) in shares.iter_mut().zip(sides).zip(point) {
        share.high = side.above(x) / growth.total * score + (1.0 - separation) * share.high;
        share.low = side.below(x) / growth.total * score + (1.0 - separation) * share.low;
    }
    separation
}
