//! Data Analytics: applications written in streaming SQL, as the service ran them until January 2026.
//!
//! A text becomes statements in [`sql`], which knows no stream and no row. What statements compute with is in [`sql_type`] and
//! [`value`], the functions that they call in [`function`].
//!
//! What looks at many rows is an algorithm of its own, which knows neither SQL nor streams: functions over cursors in [`forest`]
//! (RANDOM_CUT_FOREST), [`hotspots`], [`distinct`], [`top_k`] and [`group_rank`], with the ranges of what they are called with in
//! [`parameter`]; and what sliding windows hold in [`moments`], [`extremes`] and [`exp_avg`].

pub mod distinct;
pub mod exp_avg;
pub mod extremes;
pub mod forest;
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
