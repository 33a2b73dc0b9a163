//! Calls and their results, as tables in the files beside, and what holds for all functions.
//!
//! `UPDATE_EXPECT=1` writes the results of a table anew.

mod catalogue;
mod exact;
mod fuzz;
mod notation;
mod table;
