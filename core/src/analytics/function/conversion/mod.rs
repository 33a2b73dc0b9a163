//! Values of one type made into another.

pub mod datetime_text;
