//! What pages share of the lessons: their names and words, how far the learner is, and what a challenge counts for.

mod credit;
pub(crate) mod file;
mod names;
pub(crate) mod passed;
pub(crate) mod progress;

pub(crate) use credit::Credit;
pub(crate) use names::LESSONS;
