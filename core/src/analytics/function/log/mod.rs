//! What functions that parse a line of a log have in common.

pub(super) mod columns;
pub(super) mod type_name;
