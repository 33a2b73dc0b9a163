//! Values of one type made into another.

pub(super) mod assign;
pub(super) mod binary;
pub(super) mod cast;
pub mod datetime_text;
pub(super) mod formatted;
pub(super) mod to_datetime;
pub(super) mod to_interval;
pub(super) mod to_number;
pub(super) mod to_text;
pub(super) mod unix;

pub use assign::{assign, is_assignable};
