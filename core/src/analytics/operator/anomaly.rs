//! RANDOM_CUT_FOREST, HOTSPOTS: each row with what an algorithm that learns says of its numbers.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::aggregate::as_double;
use crate::analytics::forest::{self, Forest};
use crate::analytics::hotspots::{self, Hotspots};
use crate::analytics::row::{Batch, Chunk, Column, Texts};
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};

/// Adds to each row what is said of the numbers in it, behind the columns that it has.
#[derive(Clone, Debug)]
pub struct Anomaly {
    /// The columns with numbers, with their types.
    pub columns: Vec<(usize, SqlType)>,
    /// What says it.
    pub learner: Learner,
}

/// What learns of the numbers of rows.
#[derive(Clone, Debug)]
pub enum Learner {
    /// RANDOM_CUT_FOREST: the score of the row.
    Forest {
        /// How large it is.
        parameters: forest::Parameters,
        /// What its chance is drawn from.
        seed: u64,
    },
    /// RANDOM_CUT_FOREST_WITH_EXPLANATION: the score, and what each column adds to it.
    Explained {
        /// How large it is.
        parameters: forest::Parameters,
        /// What its chance is drawn from.
        seed: u64,
        /// The names of the columns.
        names: Vec<String>,
        /// Whether the explanation says on which side values lie.
        with_directionality: bool,
    },
    /// HOTSPOTS: where rows lie close together.
    Hotspots(hotspots::Parameters),
}

/// What was learnt.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum State {
    /// Nothing yet.
    #[default]
    New,
    /// By a forest.
    Forest(Forest),
    /// Of hotspots.
    Hotspots(Hotspots),
}

impl Anomaly {
    /// The columns that are added: names and types.
    pub fn added(&self) -> Vec<(&'static str, SqlType)> {
        let text = SqlType::VarChar(LENGTH_MAX);
        match self.learner {
            Learner::Forest { .. } => [("ANOMALY_SCORE", SqlType::Double)].into(),
            Learner::Explained { .. } => {
                [("ANOMALY_SCORE", SqlType::Double), ("ANOMALY_EXPLANATION", text)].into()
            }
            Learner::Hotspots(_) => [("HOTSPOTS_RESULT", text)].into(),
        }
    }

    /// Takes rows, and gives them with what is said of them.
    pub fn take(&self, state: &mut State, chunk: Chunk) -> Chunk {
        let Chunk { mut rows, bound } = chunk;
        if let State::New = state {
            *state = self.begin();
        }
        let mut scores = Vec::new();
        let mut texts = Texts::with_capacity(0);
        for row in 0..rows.len() {
            let record = self.record(&rows, row);
            match (&self.learner, &mut *state) {
                (Learner::Forest { .. }, State::Forest(forest)) => scores.push(forest.observe(&record)),
                (Learner::Explained { names, with_directionality, .. }, State::Forest(forest)) => {
                    let explanation = forest.explain(&record);
                    scores.push(explanation.score);
                    texts.push(explanation.to_json(names, *with_directionality).as_bytes());
                }
                (Learner::Hotspots(_), State::Hotspots(hotspots)) => {
                    hotspots.observe(&record);
                    texts.push(hotspots.to_json().as_bytes());
                }
                (learner, _) => panic!("{learner:?} with the state of another"),
            }
        }
        match self.learner {
            Learner::Forest { .. } => rows.columns.push(Arc::new(scores.into())),
            Learner::Explained { .. } => {
                rows.columns.extend([Column::from(scores), Column::from(texts)].map(Arc::new));
            }
            Learner::Hotspots(_) => rows.columns.push(Arc::new(texts.into())),
        }
        Chunk { rows, bound }
    }

    fn begin(&self) -> State {
        match &self.learner {
            Learner::Forest { parameters, seed } | Learner::Explained { parameters, seed, .. } => {
                State::Forest(Forest::new(*parameters, *seed))
            }
            Learner::Hotspots(parameters) => State::Hotspots(Hotspots::new(*parameters)),
        }
    }

    /// The numbers of a row; no number where one is NULL, which nothing is learnt of.
    fn record(&self, rows: &Batch, row: usize) -> Vec<f64> {
        let number = |(column, sql_type): &(usize, SqlType)| {
            let column = &rows.columns[*column];
            if column.is_null(row) { f64::NAN } else { as_double(column, *sql_type, row) }
        };
        self.columns.iter().map(number).collect()
    }
}
