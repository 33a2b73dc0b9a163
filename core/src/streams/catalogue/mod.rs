//! Limits and refusals to look up: what the service bounds, by how much, and in which words it refuses.
//!
//! Numbers are the constants that the engine acts by, texts come out of the constructors that refuse. What has changed
//! over the years, and where that is told, stands in `docs/changes.md`.

mod limits;
mod refusals;

pub use limits::limits;
pub use refusals::{Refusal, Text, Trust, refusals};
