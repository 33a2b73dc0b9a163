//! What each column of a record has to do with its anomaly score.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::{Serialize, Serializer};

use super::attribution::Share;
use super::learner::Learner;
use super::point_store::PointStore;
use super::tree::Path;
use crate::analytics::moments::Moments;

/// The anomaly score of a record and what each column adds to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The score, which is the sum of all attributions.
    pub score: f64,
    /// For each numeric column, in their order.
    pub columns: Vec<ColumnExplanation>,
}

/// What one column adds to an anomaly score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnExplanation {
    /// Whether its value is above or below what is usual.
    pub direction: Direction,
    /// How sure the direction is, from 0 to [`STRENGTH_MAX`]: how far the mean of what the trees say lies from neither, in standard
    /// deviations. Assumed: no formula is published, but published values are like these, and larger than any share of the score could be.
    pub strength: f64,
    /// How much of the score is its. Never negative.
    pub attribution: f64,
}

/// The strength of a direction of which all trees are equally sure.
pub const STRENGTH_MAX: f64 = 100.0;

/// On which side of the usual a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Direction {
    /// Above.
    High,
    /// Below, or on neither side.
    Low,
}

impl Explanation {
    /// What is told while the forest learns.
    pub(super) fn of_nothing(columns: usize) -> Self {
        let column = ColumnExplanation { direction: Direction::Low, strength: 0.0, attribution: 0.0 };
        Self { score: 0.0, columns: vec![column; columns] }
    }

    /// The text of ANOMALY_EXPLANATION, with the names of the columns; direction and strength on demand. Source: Developer Guide,
    /// "Detecting Data Anomalies and Getting an Explanation", step 3. Assumed: what is left out without directionality.
    pub fn to_json(&self, names: &[impl AsRef<str>], with_directionality: bool) -> String {
        let told = Told { columns: &self.columns, names, with_directionality };
        serde_json::to_string(&told).expect("numbers and names always serialise")
    }
}

/// Explains a point: how the scores by all trees, multiplied by `scale`, are split among its columns.
pub(super) fn explain(
    learners: &[Learner],
    points: &PointStore,
    point: &[f64],
    scale: f64,
    columns: usize,
) -> Vec<ColumnExplanation> {
    let mut verdicts = vec![Verdict::default(); columns];
    let (mut path, mut shares) = (Path::new(), Vec::new());
    for learner in learners {
        learner.attribute(point, points, &mut path, &mut shares);
        for (column, verdict) in verdicts.iter_mut().enumerate() {
            verdict.add(shares.iter().skip(column).step_by(columns));
        }
    }
    verdicts.iter().map(|verdict| verdict.explanation(scale)).collect()
}

/// What the trees say of one column.
#[derive(Clone, Copy, Default)]
struct Verdict {
    /// High and low together.
    both: Moments,
    /// High less low.
    tilt: Moments,
}

impl Verdict {
    /// Adds what one tree says, of a column's values in all records of a shingle.
    fn add<'a>(&mut self, shares: impl Iterator<Item = &'a Share>) {
        let (mut high, mut low) = (0.0, 0.0);
        for share in shares {
            high += share.high;
            low += share.low;
        }
        self.both.add(high + low);
        self.tilt.add(high - low);
    }

    fn explanation(&self, scale: f64) -> ColumnExplanation {
        let tilt = self.tilt.mean().unwrap_or(0.0);
        let deviation = libm::sqrt(self.tilt.population_variance().unwrap_or(0.0));
        ColumnExplanation {
            direction: if 0.0 < tilt { Direction::High } else { Direction::Low },
            strength: if tilt == 0.0 { 0.0 } else { (tilt.abs() / deviation).min(STRENGTH_MAX) },
            attribution: self.both.mean().unwrap_or(0.0) * scale,
        }
    }
}

/// An explanation as JSON.
struct Told<'a, Name> {
    columns: &'a [ColumnExplanation],
    names: &'a [Name],
    with_directionality: bool,
}

/// One column of it. Numbers are texts of four decimals.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct ToldColumn {
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<String>,
    attribution_score: String,
}

impl<Name: AsRef<str>> Serialize for Told<'_, Name> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let told = |column: &ColumnExplanation| ToldColumn {
            direction: self.with_directionality.then_some(column.direction),
            strength: self.with_directionality.then(|| format!("{:.4}", column.strength)),
            attribution_score: format!("{:.4}", column.attribution),
        };
        let columns = self.names.iter().zip(self.columns);
        serializer.collect_map(columns.map(|(name, column)| (name.as_ref(), told(column))))
    }
}
