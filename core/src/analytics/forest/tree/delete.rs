//! Letting a point go from a tree.

use super::super::point_store::PointStore;
use super::{Node, Path, Tree};

impl Tree {
    /// Lets go of one of a point that the tree holds; O(depth). With the last of it, the branch above its leaf goes too, whose
    /// other child takes its place.
    pub(in super::super) fn delete(&mut self, id: u32, points: &PointStore, path: &mut Path) {
        let point = points.get(id);
        let Some(leaf) = self.leaf_of(point, path) else { return };
        debug_assert_eq!(self.leaves[leaf].point, id, "a tree lets go of what it holds");
        self.leaves[leaf].mass -= 1;
        if 0 < self.leaves[leaf].mass {
            return;
        }
        self.leaves.remove(leaf);
        let Some(branch) = path.pop() else {
            self.root = None;
            return;
        };
        let sibling = self.branches[branch].away_from(point);
        self.branches.remove(branch);
        self.put_below(path.last().copied(), point, sibling);
        self.shrink(point, path, points);
    }

    /// Fits the boxes above a point that is gone, from the leaf up. One that stays as it was ends that: so do those above it.
    fn shrink(&mut self, point: &[f64], path: &Path, points: &PointStore) {
        for &branch in path.iter().rev() {
            let mut is_as_before = true;
            for (dimension, &x) in point.iter().enumerate() {
                let side = self.bounds(branch)[dimension];
                if side.ends_at(x) {
                    let fitting = self.side_of_children(branch, dimension, points);
                    is_as_before &= fitting == side;
                    self.bounds_mut(branch)[dimension] = fitting;
                }
            }
            if is_as_before {
                return;
            }
        }
    }

    fn side_of_children(&self, branch: u32, dimension: usize, points: &PointStore) -> super::Side {
        let side = |node: Node| self.side(node, dimension, points);
        side(self.branches[branch].left).join(side(self.branches[branch].right))
    }
}
