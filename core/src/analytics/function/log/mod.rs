//! Functions that parse a line of a log and give a record.

pub(super) mod columns;
pub(super) mod fast_regex;
pub(super) mod fixed_column;
pub(super) mod regex;
pub(super) mod syslog;
pub(super) mod tokens;
pub(super) mod type_name;
pub(super) mod variable_column;
pub(super) mod w3c;
