//! What runs: each operator takes chunks of rows and gives chunks of rows.
//!
//! An operator is two things: what it is to do, which is made from the text of an application and never changes, and its *state*,
//! which is all that a checkpoint has to keep. Whatever is handed to an operator in one piece or in many, it gives the same rows
//! in the same order; only how they are spread over chunks differs.

pub mod aggregate;
pub mod anomaly;
mod context;
pub mod distinct;
mod groups;
pub mod join;
mod key;
pub mod lookup;
pub mod merge;
mod period;
pub mod project;
pub mod rank;
pub mod retime;
pub mod sliding;
pub mod sort;
pub mod stagger;
mod table;
pub mod tally;
#[cfg(test)]
mod testing;
pub mod tumbling;

pub use context::{Context, Refused};
pub use period::Period;
pub use table::Grouping;
