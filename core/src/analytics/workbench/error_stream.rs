//! The stream of rows without a result.
//!
//! # Source
//! Developer guide, "Error handling": the columns and their types. Assumed: the level and the names.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use crate::analytics::input::Refused;
use crate::analytics::plan::NamedColumn;
use crate::analytics::row::{Batch, Column, Order};
use crate::analytics::run::RefusedRow;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Characters of DATA_ROW at most.
const DATA_ROW_MAX: usize = 49_152;
const COLUMNS: [(&str, SqlType); 7] = [
    ("ERROR_TIME", SqlType::Timestamp),
    ("ERROR_LEVEL", SqlType::VarChar(10)),
    ("ERROR_NAME", SqlType::VarChar(32)),
    ("MESSAGE", SqlType::VarChar(4_096)),
    ("DATA_ROWTIME", SqlType::Timestamp),
    ("DATA_ROW", SqlType::VarChar(DATA_ROW_MAX as u32)),
    ("PUMP_NAME", SqlType::VarChar(128)),
];

/// What is told of a row without a result.
#[derive(Clone, Copy, Debug)]
pub(in crate::analytics) struct ErrorRow<'a> {
    name: &'a str,
    message: &'a str,
    rowtime: Option<i64>,
    data: Option<&'a [u8]>,
    pump: Option<&'a str>,
}

impl<'a> ErrorRow<'a> {
    /// A row that was not taken.
    pub(in crate::analytics) fn of_input(refused: &'a Refused) -> Self {
        let Refused { name, message, data } = refused;
        Self { name, message, rowtime: None, data: Some(data), pump: None }
    }

    /// What kind of reason it is.
    #[cfg(feature = "applications")]
    pub(in crate::analytics) fn name(&self) -> &str {
        self.name
    }

    /// Why.
    #[cfg(feature = "applications")]
    pub(in crate::analytics) fn message(&self) -> &str {
        self.message
    }

    /// A row that a pump could not compute with, with the record that it came from where that is still known.
    pub(in crate::analytics) fn of_pump(
        row: &'a RefusedRow,
        pump: Option<&'a str>,
        data: Option<&'a [u8]>,
    ) -> Self {
        let name = if row.is_late { "OUT_OF_ORDER" } else { "EVALUATION_ERROR" };
        Self { name, message: &row.why.0, rowtime: Some(row.order.rowtime), data, pump }
    }
}

pub(in crate::analytics) fn columns() -> Vec<NamedColumn> {
    COLUMNS
        .iter()
        .map(|(name, sql_type)| NamedColumn { name: name.to_string(), sql_type: *sql_type })
        .collect()
}

/// The rows of the error stream.
pub(in crate::analytics) fn rows(errors: &[ErrorRow<'_>], now: i64) -> Batch {
    let mut columns: Vec<Column> = COLUMNS.iter().map(|(_, sql_type)| Column::empty(*sql_type)).collect();
    for error in errors {
        let optional = |text: Option<&str>| text.map_or(Value::Null, |text| Value::text(text.to_string()));
        let values = [
            Value::Timestamp(now),
            Value::text("ERROR"),
            Value::text(error.name.to_string()),
            Value::text(error.message.to_string()),
            error.rowtime.map_or(Value::Null, Value::Timestamp),
            error.data.map_or(Value::Null, |data| Value::text(hex(data))),
            optional(error.pump),
        ];
        columns.iter_mut().zip(&values).for_each(|(column, value)| column.push(value));
    }
    Batch::new(alloc::vec![Order::at(now); errors.len()], columns)
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes.iter().take(DATA_ROW_MAX / 2) {
        _ = write!(text, "{byte:02x}"); // a String takes everything
    }
    text
}
