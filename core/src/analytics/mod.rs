//! Data Analytics: applications written in streaming SQL, as the service ran them until January 2026.
//!
//! ```text
//! text --sql--> statements --plan--> operators --run--> rows
//! ```
//!
//! A text becomes statements in [`sql`], which knows no stream and no row. [`plan`] finds what names mean, checks types, and makes
//! of each pump a chain of operators; [`run`] hands them rows. What they compute with is in [`sql_type`] and [`value`], a column at
//! a time in [`row`]; the functions of one row are in [`function`], and [`expression`] is made of them.
//!
//! Records of streams become rows by [`input`], and what leaves becomes records by [`output`].
//!
//! [`workbench`] joins all of it for records that somebody has; [`rehearsal`] gives it a source of records and a clock, and keeps what
//! a learner looks at: rows of each stream, and which of the [`windows`] each row fell into. [`completion`] is for editors.
//!
//! An [`application`] is what users of the service make of that: `Analytics` has those of one account in one region, and `op` the
//! operations of both versions of its API, one a file. What they refuse stands in `error`.
//!
//! An [`operator`] is what SQL calls a clause: windows, joins, orders. What looks at many rows by an algorithm of its own knows
//! neither SQL nor streams: functions over cursors in [`forest`] (RANDOM_CUT_FOREST), [`hotspots`], [`distinct`], [`top_k`] and
//! [`group_rank`], with the ranges of what they are called with in [`parameter`]; and what sliding windows hold in [`moments`],
//! [`extremes`] and [`exp_avg`].

#[cfg(feature = "applications")]
pub mod application;
#[cfg(all(feature = "applications", feature = "books"))]
pub mod catalogue;
pub mod completion;
pub mod distinct;
#[cfg(feature = "applications")]
mod error;
pub mod exp_avg;
pub mod expression;
pub mod extremes;
pub mod forest;
pub mod function;
pub mod group_rank;
pub mod hotspots;
mod hyper_log_log;
pub mod input;
pub mod moments;
#[cfg(feature = "applications")]
pub mod op;
pub mod operator;
pub mod output;
pub mod parameter;
pub mod plan;
pub mod rehearsal;
pub mod row;
pub mod run;
#[cfg(feature = "applications")]
mod service;
pub mod sql;
pub mod sql_type;
pub mod top_k;
pub mod value;
pub mod windows;
pub mod workbench;

#[cfg(feature = "applications")]
pub use service::{Analytics, Settings};
