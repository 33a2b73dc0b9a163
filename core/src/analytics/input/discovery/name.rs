//! Names of columns.
//!
//! # Source
//! Developer guide, "Using the schema discovery feature": which names are changed, and how.

use alloc::format;
use alloc::string::{String, ToString};

use crate::analytics::input::SchemaColumn;
use crate::analytics::sql::reserved;

/// Characters of a name that is kept.
const LENGTH_MAX: usize = 100;

/// The name of the column at a place that is called so in the records.
pub(super) fn of(name: &str, place: usize) -> String {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_kept = begins_well
        && name.chars().all(is_legal)
        && name.len() <= LENGTH_MAX
        && !reserved::is_reserved(&name.to_ascii_uppercase());
    if is_kept {
        return name.to_string();
    }
    let legal: String = name.chars().filter(|c| is_legal(*c)).take(LENGTH_MAX).collect();
    if legal.is_empty() { format!("COL_{place}") } else { format!("COL_{legal}") }
}

/// The name, or one with a number behind it where another column has it.
pub(super) fn unlike_others(name: String, others: &[SchemaColumn]) -> String {
    let is_taken = |name: &str| others.iter().any(|other| other.name == name);
    if !is_taken(&name) {
        return name;
    }
    let mut number = 2;
    while is_taken(&format!("{name}_{number}")) {
        number += 1;
    }
    format!("{name}_{number}")
}
