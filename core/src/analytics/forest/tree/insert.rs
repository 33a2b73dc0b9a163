//! Taking a point into a tree.

use super::super::bounds::{Growth, Side};
use super::super::chance;
use super::super::point_store::PointStore;
use super::{Branch, Cut, Leaf, Node, Tree};
use crate::rng::Rng;

impl Tree {
    /// Takes in a point; O(depth). Answers the point that now stands for it: an equal one that the tree had already, or itself.
    ///
    /// From the root down, the box of each node is grown by the point and cut anew. A cut that has the point alone on one side
    /// becomes a branch above the node. Any other cut tells nothing new: the node's own cut is distributed like it.
    pub(in super::super) fn insert(&mut self, id: u32, points: &PointStore, rng: &mut Rng) -> u32 {
        let point = points.get(id);
        let mut above = None;
        let mut next = self.root;
        while let Some(node) = next {
            let sides = (0..point.len()).map(|dimension| self.side(node, dimension, points));
            if let Some(cut) = draw_separating_cut(sides, point, rng) {
                let branch = self.insert_branch(cut, node, id, points);
                self.put_below(above, point, branch);
                return id;
            }
            match node {
                Node::Leaf(leaf) => {
                    self.leaves[leaf].mass += 1;
                    return self.leaves[leaf].point;
                }
                Node::Branch(branch) => {
                    let join = |(side, x): (&mut Side, &f64)| *side = side.join(Side::of(*x));
                    self.bounds_mut(branch).iter_mut().zip(point).for_each(join);
                    above = Some(branch);
                    next = Some(self.branches[branch].towards(point));
                }
            }
        }
        self.root = Some(self.insert_leaf(id));
        id
    }

    fn insert_leaf(&mut self, point: u32) -> Node {
        Node::Leaf(self.leaves.insert(Leaf { point, mass: 1 }))
    }

    /// Makes a branch with a node on one side of a cut and a point on the other.
    fn insert_branch(&mut self, cut: Cut, node: Node, id: u32, points: &PointStore) -> Node {
        let point = points.get(id);
        let leaf = self.insert_leaf(id);
        let (left, right) = if cut.is_left(point) { (leaf, node) } else { (node, leaf) };
        let branch = self.branches.insert(Branch { cut, left, right });
        let end = (branch as usize + 1) * self.dimensions;
        if self.sides.len() < end {
            self.sides.resize(end, Side::of(0.0));
        }
        for (dimension, &x) in point.iter().enumerate() {
            let side = self.side(node, dimension, points).join(Side::of(x));
            self.bounds_mut(branch)[dimension] = side;
        }
        Node::Branch(branch)
    }

    /// Puts a node where the way towards a point leads on from a branch, or at the root.
    pub(super) fn put_below(&mut self, above: Option<u32>, point: &[f64], node: Node) {
        match above {
            Some(branch) => *self.branches[branch].towards_mut(point) = node,
            None => self.root = Some(node),
        }
    }
}

/// Draws a cut of a box that is grown by a point, and gives it if it has the point alone on one side.
fn draw_separating_cut(
    sides: impl Iterator<Item = Side> + Clone,
    point: &[f64],
    rng: &mut Rng,
) -> Option<Cut> {
    let Growth { gain, total } = Growth::of(sides.clone(), point);
    if gain == 0.0 {
        return None;
    }
    let place = chance::fraction(rng) * total;
    // Where the box is one point, each cut separates, also one that rounding moved to the very end.
    (place < gain || gain == total).then(|| cut_in_gap(sides, point, place))
}

/// The cut at a place of the gaps between box and point, which are laid end to end.
fn cut_in_gap(sides: impl Iterator<Item = Side>, point: &[f64], mut place: f64) -> Cut {
    let mut cut = Cut { dimension: 0, at: 0.0 };
    for (dimension, (side, &x)) in sides.zip(point).enumerate() {
        let gap = side.above(x) + side.below(x);
        if gap == 0.0 {
            continue;
        }
        let (start, end) = if side.high < x { (side.high, x) } else { (x, side.low) };
        // A cut belongs to its left side, so it may lie where the gap starts but not where it ends.
        let at = if start + place < end { start + place } else { start };
        cut = Cut { dimension: dimension as u32, at };
        if place < gap {
            break;
        }
        place -= gap;
    }
    cut
}
