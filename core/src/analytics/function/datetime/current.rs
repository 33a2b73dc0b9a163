//! The clock. All of it is UTC, and stands still from the begin of the application on, but for CURRENT_ROW_TIMESTAMP.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operator::datetime::of_milliseconds;
use crate::analytics::function::prepared::{Moment, Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;

/// The day.
pub(crate) const CURRENT_DATE: Function = Function {
    name: "CURRENT_DATE",
    forms: &["CURRENT_DATE"],
    summary: "The day on which the application began to run.",
    bind: |arguments| clock(arguments, SqlType::Date, |moment| moment.began),
};

/// The time.
pub(crate) const CURRENT_TIME: Function = Function {
    name: "CURRENT_TIME",
    forms: &["CURRENT_TIME"],
    summary: "The time of day at which the application began to run.",
    bind: |arguments| clock(arguments, SqlType::Time, |moment| moment.began),
};

/// Both.
pub(crate) const CURRENT_TIMESTAMP: Function = Function {
    name: "CURRENT_TIMESTAMP",
    forms: &["CURRENT_TIMESTAMP"],
    summary: "When the application began to run.",
    bind: |arguments| clock(arguments, SqlType::Timestamp, |moment| moment.began),
};

/// The time, once more.
pub(crate) const LOCALTIME: Function = Function { name: "LOCALTIME", forms: &["LOCALTIME"], ..CURRENT_TIME };

/// Both, once more.
pub(crate) const LOCALTIMESTAMP: Function =
    Function { name: "LOCALTIMESTAMP", forms: &["LOCALTIMESTAMP"], ..CURRENT_TIMESTAMP };

/// Both, of the row.
pub(crate) const CURRENT_ROW_TIMESTAMP: Function = Function {
    name: "CURRENT_ROW_TIMESTAMP",
    forms: &["CURRENT_ROW_TIMESTAMP"],
    summary: "When the row is computed.",
    bind: |arguments| clock(arguments, SqlType::Timestamp, |moment| moment.now),
};

fn clock(arguments: Arguments<'_>, result: SqlType, read: fn(&Moment) -> i64) -> Result<Prepared, Mismatch> {
    arguments.count(0, 0)?;
    Ok(Scalar::strict(result, move |_, moment| Ok(of_milliseconds(read(moment), result))))
}
