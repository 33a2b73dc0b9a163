//! A tree with the sample that it is over.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::attribution::{self, Share};
use super::parameters::Parameters;
use super::point_store::PointStore;
use super::reservoir::Reservoir;
use super::score;
use super::tree::{Path, Tree};
use crate::rng::Rng;

/// A tree and its sample of the stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Learner {
    reservoir: Reservoir,
    tree: Tree,
}

impl Learner {
    pub(super) fn new(parameters: &Parameters) -> Self {
        Self {
            reservoir: Reservoir::new(parameters.sub_sample_size, parameters.time_decay),
            tree: Tree::new(parameters.dimensions()),
        }
    }

    /// How many points the tree holds.
    pub(super) fn mass(&self) -> usize {
        self.reservoir.len()
    }

    pub(super) fn score(&self, point: &[f64], points: &PointStore, path: &mut Path) -> f64 {
        score::score(&self.tree, self.mass(), points, point, path)
    }

    pub(super) fn attribute(
        &self,
        point: &[f64],
        points: &PointStore,
        path: &mut Path,
        shares: &mut Vec<Share>,
    ) {
        attribution::attribute(&self.tree, self.mass(), points, point, path, shares);
    }

    /// Learns a point, the `number`th of the stream, if the sample takes it; another one goes for it once the sample is full.
    pub(super) fn learn(
        &mut self,
        id: u32,
        number: u64,
        points: &mut PointStore,
        rng: &mut Rng,
        path: &mut Path,
    ) {
        let rank = self.reservoir.draw_rank(number, rng);
        if !self.reservoir.admits(rank) {
            return;
        }
        if self.reservoir.is_full()
            && let Some(evicted) = self.reservoir.evict()
        {
            self.tree.delete(evicted, points, path);
            points.release(evicted);
        }
        let kept = self.tree.insert(id, points, rng);
        points.hold(kept);
        self.reservoir.insert(rank, kept);
    }
}
