//! An application of Data Analytics: what a user configures of it, and what it is while it runs.

pub mod configuration;
mod planning;
pub(in crate::analytics) mod runner;
