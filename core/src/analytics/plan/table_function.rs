//! FROM TABLE(...): functions of many rows.

use alloc::format;

use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::relation::Relation;
use super::scope::single;
use crate::analytics::sql::ast::Call;

impl Builder {
    /// The rows that a function gives.
    pub(super) fn table_function(&mut self, call: &Call) -> Planned<Relation> {
        let name = single(&call.name)?;
        Err(Complaint::new(call.span, format!("No match found for table function {name}")))
    }
}
