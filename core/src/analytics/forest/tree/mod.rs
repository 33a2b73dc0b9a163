//! One random cut tree.
//!
//! Each branch cuts the box of its points in two: a dimension is drawn with a probability in proportion to its side, and a place
//! within that side evenly. Points come and go ([`insert`], [`delete`]) so that the tree of any set of points is distributed as if
//! it were drawn anew (Guha and others 2016, theorems 4 and 5).

mod delete;
mod insert;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::arena::Arena;
use super::bounds::{Growth, Side};
use super::point_store::PointStore;

/// A random cut tree over points of a [`PointStore`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tree {
    dimensions: usize,
    root: Option<Node>,
    branches: Arena<Branch>,
    leaves: Arena<Leaf>,
    /// The boxes of all branches, end to end. Keeping them costs memory, but a box that is made anew costs a walk over all points
    /// below it.
    sides: Vec<Side>,
}

/// What a branch leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Node {
    Branch(u32),
    Leaf(u32),
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Branch {
    cut: Cut,
    /// Where the number is at most that of the cut.
    left: Node,
    /// Where it is above.
    right: Node,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Cut {
    dimension: u32,
    at: f64,
}

/// A point, and how often the tree holds it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Leaf {
    pub(super) point: u32,
    pub(super) mass: u32,
}

/// The branches from the root to a leaf; kept from one walk to the next for its memory alone.
pub(super) type Path = Vec<u32>;

impl Tree {
    pub(super) fn new(dimensions: usize) -> Self {
        Self { dimensions, root: None, branches: Arena::new(), leaves: Arena::new(), sides: Vec::new() }
    }

    /// The leaf whose cell a point lies in, and the branches above it; O(depth). `None` in an empty tree.
    pub(super) fn find(&self, point: &[f64], path: &mut Path) -> Option<&Leaf> {
        self.leaf_of(point, path).map(|id| &self.leaves[id])
    }

    /// What the box of a branch would grow by with a point.
    pub(super) fn growth(&self, branch: u32, point: &[f64]) -> Growth {
        Growth::of(self.bounds(branch).iter().copied(), point)
    }

    /// The box of a branch.
    pub(super) fn bounds(&self, branch: u32) -> &[Side] {
        &self.sides[branch as usize * self.dimensions..][..self.dimensions]
    }

    fn bounds_mut(&mut self, branch: u32) -> &mut [Side] {
        &mut self.sides[branch as usize * self.dimensions..][..self.dimensions]
    }

    fn leaf_of(&self, point: &[f64], path: &mut Path) -> Option<u32> {
        path.clear();
        let mut node = self.root?;
        loop {
            match node {
                Node::Leaf(leaf) => return Some(leaf),
                Node::Branch(branch) => {
                    path.push(branch);
                    node = self.branches[branch].towards(point);
                }
            }
        }
    }

    /// What a node covers of one dimension.
    fn side(&self, node: Node, dimension: usize, points: &PointStore) -> Side {
        match node {
            Node::Branch(branch) => self.bounds(branch)[dimension],
            Node::Leaf(leaf) => Side::of(points.get(self.leaves[leaf].point)[dimension]),
        }
    }
}

impl Branch {
    /// The child on whose side of the cut a point lies.
    fn towards(&self, point: &[f64]) -> Node {
        if self.cut.is_left(point) { self.left } else { self.right }
    }

    /// The same, to put another node there.
    fn towards_mut(&mut self, point: &[f64]) -> &mut Node {
        if self.cut.is_left(point) { &mut self.left } else { &mut self.right }
    }

    /// The child on the other side.
    fn away_from(&self, point: &[f64]) -> Node {
        if self.cut.is_left(point) { self.right } else { self.left }
    }
}

impl Cut {
    fn is_left(&self, point: &[f64]) -> bool {
        point[self.dimension as usize] <= self.at
    }
}

#[cfg(test)]
mod tests;
