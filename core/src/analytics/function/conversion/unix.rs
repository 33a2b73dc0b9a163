//! Timestamps as milliseconds since 1970.

use crate::analytics::function::Function;
use crate::analytics::function::operand::{integer, milliseconds};
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Milliseconds to a timestamp.
pub(crate) const TO_TIMESTAMP: Function = Function {
    name: "TO_TIMESTAMP",
    forms: &["TO_TIMESTAMP(<INTEGER>)"],
    summary: "Makes a timestamp of milliseconds since 1970-01-01 00:00:00 UTC.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        arguments.integer(0)?;
        Ok(Scalar::strict(SqlType::Timestamp, |arguments, _| Ok(Value::Timestamp(integer(arguments, 0)?))))
    },
};

/// A timestamp to milliseconds.
pub(crate) const UNIX_TIMESTAMP: Function = Function {
    name: "UNIX_TIMESTAMP",
    forms: &["UNIX_TIMESTAMP(<TIMESTAMP>)"],
    summary: "Gives the milliseconds from 1970-01-01 00:00:00 UTC to a timestamp.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        if arguments.datetime(0)? != SqlType::Timestamp {
            return Err(Mismatch::Types);
        }
        Ok(Scalar::strict(SqlType::BigInt, |arguments, _| Ok(Value::Integer(milliseconds(arguments, 0)?))))
    },
};
