//! Data Analytics: applications written in streaming SQL, as the service ran them until January 2026.
//!
//! A text becomes statements in [`sql`], which knows no stream and no row. What statements compute with is in [`sql_type`] and
//! [`value`], the functions that they call in [`function`].

pub mod distinct;
pub mod exp_avg;
pub mod extremes;
pub mod function;
pub mod group_rank;
pub mod hotspots;
mod hyper_log_log;
pub mod moments;
pub mod parameter;
pub mod sql;
pub mod sql_type;
pub mod top_k;
pub mod value;
