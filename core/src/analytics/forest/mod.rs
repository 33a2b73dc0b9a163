//! RANDOM_CUT_FOREST: how unusual each record of a stream is, and why.
//!
//! A [`Forest`] holds many random cut trees, each over a random sample of the stream in which younger records are likelier. A record
//! is judged by what the trees know before it is learnt itself. The service's own version is not public: scores are comparable in
//! shape and size, and not the same to the digit.
//!
//! # Source
//! Guha, Mishra, Roy and Schrijvers, "Robust Random Cut Forest Based Anomaly Detection on Streams", 2016; what scores are made of, from
//! the RCF library of AWS, 2025-05.

mod arena;
mod attribution;
mod bounds;
mod chance;
mod explanation;
mod learner;
mod parameters;
mod point_store;
mod reservoir;
mod score;
mod shingle;
#[cfg(test)]
mod tests;
mod tree;

use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use explanation::{ColumnExplanation, Direction, Explanation, STRENGTH_MAX};
pub use parameters::{NUMBER_OF_TREES, Parameters, SHINGLE_SIZE, SUB_SAMPLE_SIZE, TIME_DECAY};

use crate::rng::Rng;
use learner::Learner;
use point_store::PointStore;
use shingle::Shingle;
use tree::Path;

/// A random cut forest. Its memory is bounded by its parameters.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forest {
    parameters: Parameters,
    rng: Rng,
    /// Records that were observed.
    records: u64,
    shingle: Shingle,
    points: PointStore,
    learners: Vec<Learner>,
    /// Points that were learnt, whether a tree still holds them or not.
    learnt: u64,
    #[serde(skip)]
    path: Path,
}

/// Numbers beyond it count as it, so that no difference and no sum of differences overflows.
const MAGNITUDE_MAX: f64 = 1e290;

impl Forest {
    /// A forest that has learnt nothing. The same seed and the same records give the same scores, on every machine.
    pub fn new(parameters: Parameters, seed: u64) -> Self {
        let dimensions = parameters.dimensions();
        let learner = Learner::new(&parameters);
        Self {
            parameters,
            rng: Rng::from_seed(seed),
            records: 0,
            shingle: Shingle::new(dimensions),
            points: PointStore::new(dimensions),
            learners: vec![learner; parameters.number_of_trees as usize],
            learnt: 0,
            path: Path::new(),
        }
    }

    /// The anomaly score of a record, which is learnt then; O(trees × depth). A score is 0 for the first `subSampleSize` records, and
    /// until there are as many as a shingle has.
    ///
    /// A record that is no number in some column, or has another number of columns than the forest, scores 0 and is not learnt.
    pub fn observe(&mut self, record: &[f64]) -> f64 {
        if !self.take(record) {
            return 0.0;
        }
        let score = self.score();
        self.learn();
        score
    }

    /// The same, and what each column has to do with it; O(trees × depth × dimensions).
    pub fn explain(&mut self, record: &[f64]) -> Explanation {
        let columns = self.parameters.columns as usize;
        if !self.take(record) {
            return Explanation::of_nothing(columns);
        }
        let score = self.score();
        let columns = match self.judged() {
            Some(point) => explanation::explain(&self.learners, &self.points, point, self.scale(), columns),
            None => Explanation::of_nothing(columns).columns,
        };
        self.learn();
        Explanation { score, columns }
    }

    /// Takes a record into the shingle, if it can be judged and learnt at all.
    fn take(&mut self, record: &[f64]) -> bool {
        let is_whole = record.len() == self.parameters.columns as usize;
        if !is_whole || record.iter().any(|number| number.is_nan()) {
            return false;
        }
        self.records += 1;
        // Adding zero makes one of both zeros, whose order no machine promises.
        self.shingle.push(record.iter().map(|number| number.clamp(-MAGNITUDE_MAX, MAGNITUDE_MAX) + 0.0));
        true
    }

    /// The newest point, if the forest has learnt enough to judge it.
    fn judged(&self) -> Option<&[f64]> {
        let has_learnt = u64::from(self.parameters.sub_sample_size) < self.records && 0 < self.learnt;
        self.shingle.point().filter(|_| has_learnt)
    }

    /// The mean of the scores by all trees.
    fn score(&mut self) -> f64 {
        let mut path = core::mem::take(&mut self.path);
        let score = self.judged().map_or(0.0, |point| {
            let scores = self.learners.iter().map(|learner| learner.score(point, &self.points, &mut path));
            self.scale() * scores.sum::<f64>() / self.learners.len() as f64
        });
        self.path = path;
        score
    }

    /// What scores by one tree are multiplied by. All trees hold equally many points.
    fn scale(&self) -> f64 {
        self.learners.first().map_or(0.0, |learner| score::scale(learner.mass()))
    }

    fn learn(&mut self) {
        let Some(point) = self.shingle.point() else { return };
        let id = self.points.insert(point);
        for learner in &mut self.learners {
            learner.learn(id, self.learnt, &mut self.points, &mut self.rng, &mut self.path);
        }
        self.points.release(id);
        self.learnt += 1;
    }
}
