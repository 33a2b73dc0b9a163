//! Which points a tree holds: a random sample in which younger points are likelier.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::chance;
use crate::rng::Rng;

/// A sample of points by weight, where each point weighs e times more than the one that came `timeDecay` points before it.
///
/// Each point draws a rank once, an exponential time divided by its weight, and the points of the lowest ranks are the sample
/// (Efraimidis and Spirakis 2006). Ranks are kept as logarithms, since the weights of a long stream fit into no number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reservoir {
    capacity: usize,
    time_decay: f64,
    /// A heap, the highest rank on top.
    members: Vec<Member>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Member {
    rank: f64,
    point: u32,
}

impl Reservoir {
    pub(super) fn new(capacity: u32, time_decay: u32) -> Self {
        Self { capacity: capacity as usize, time_decay: f64::from(time_decay), members: Vec::new() }
    }

    /// Draws the rank of the point that is the `number`th of the stream.
    pub(super) fn draw_rank(&self, number: u64, rng: &mut Rng) -> f64 {
        let exponential = -libm::log(chance::inner_fraction(rng));
        libm::log(exponential) - number as f64 / self.time_decay
    }

    /// Whether a point of this rank belongs to the sample.
    pub(super) fn admits(&self, rank: f64) -> bool {
        !self.is_full() || rank < self.members[0].rank
    }

    pub(super) fn is_full(&self) -> bool {
        self.members.len() == self.capacity
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// Takes in a point; O(log capacity).
    pub(super) fn insert(&mut self, rank: f64, point: u32) {
        self.members.push(Member { rank, point });
        let mut at = self.members.len() - 1;
        while 0 < at && self.members[(at - 1) / 2].rank < rank {
            self.members.swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    /// Lets go of the point of the highest rank; O(log capacity).
    pub(super) fn evict(&mut self) -> Option<u32> {
        let last = self.members.len().checked_sub(1)?;
        self.members.swap(0, last);
        let evicted = self.members.pop();
        self.sink();
        evicted.map(|member| member.point)
    }

    /// Moves the member on top down to where it belongs.
    fn sink(&mut self) {
        let mut at = 0;
        let rank = |members: &[Member], at: usize| members.get(at).map_or(f64::NEG_INFINITY, |it| it.rank);
        loop {
            let (left, right) = (2 * at + 1, 2 * at + 2);
            let child = if rank(&self.members, left) < rank(&self.members, right) { right } else { left };
            if rank(&self.members, child) <= rank(&self.members, at) {
                return;
            }
            self.members.swap(at, child);
            at = child;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which points remain of a stream, the oldest first.
    fn sample(capacity: u32, time_decay: u32, points: u32, seed: u64) -> Vec<u32> {
        let mut rng = Rng::from_seed(seed);
        let mut reservoir = Reservoir::new(capacity, time_decay);
        for point in 0..points {
            let rank = reservoir.draw_rank(point.into(), &mut rng);
            if reservoir.admits(rank) {
                if reservoir.is_full() {
                    reservoir.evict();
                }
                reservoir.insert(rank, point);
            }
        }
        let mut kept: Vec<u32> = reservoir.members.iter().map(|member| member.point).collect();
        kept.sort_unstable();
        kept
    }

    #[test]
    fn the_first_points_all_belong_to_it() {
        assert_eq!(sample(10, 1_000, 10, 1), Vec::from_iter(0..10));
    }

    #[test]
    fn without_decay_every_point_is_as_likely() {
        let mut tenths = [0; 10];
        for seed in 0..200 {
            sample(10, u32::MAX, 1_000, seed).iter().for_each(|point| tenths[*point as usize / 100] += 1);
        }
        assert!(tenths.iter().all(|count| (150..250).contains(count)), "{tenths:?}");
    }

    #[test]
    fn of_points_that_are_older_by_the_decay_e_times_fewer_remain() {
        let mut counts = [0_u32; 3];
        for seed in 0..400 {
            for point in sample(20, 1_000, 10_000, seed) {
                if let Some(count) = counts.get_mut((9_999 - point) as usize / 1_000) {
                    *count += 1;
                }
            }
        }
        let ratios =
            [f64::from(counts[0]) / f64::from(counts[1]), f64::from(counts[1]) / f64::from(counts[2])];
        assert!(ratios.iter().all(|ratio| (2.4..3.1).contains(ratio)), "{counts:?}");
    }
}
