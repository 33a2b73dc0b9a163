//! IS NULL, IS TRUE, IS FALSE and IS UNKNOWN, which are never unknown themselves.

use super::logic::truth;
use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Nothing.
pub(crate) const IS_NULL: Function = Function {
    name: "IS NULL",
    forms: &["<ANY> IS NULL"],
    summary: "Whether there is no value.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        Ok(Scalar::seeing_null(SqlType::Boolean, |arguments, _| {
            Ok(Value::Boolean(matches!(arguments.first(), Some(Value::Null))))
        }))
    },
};

/// True.
pub(crate) const IS_TRUE: Function = Function {
    name: "IS TRUE",
    forms: &["<BOOLEAN> IS TRUE"],
    summary: "Whether it is true, and neither false nor unknown.",
    bind: |arguments| assertion(arguments, |truth| truth == Some(true)),
};

/// False.
pub(crate) const IS_FALSE: Function = Function {
    name: "IS FALSE",
    forms: &["<BOOLEAN> IS FALSE"],
    summary: "Whether it is false, and neither true nor unknown.",
    bind: |arguments| assertion(arguments, |truth| truth == Some(false)),
};

/// Unknown.
pub(crate) const IS_UNKNOWN: Function = Function {
    name: "IS UNKNOWN",
    forms: &["<BOOLEAN> IS UNKNOWN"],
    summary: "Whether it is neither true nor false.",
    bind: |arguments| assertion(arguments, |truth| truth.is_none()),
};

fn assertion(arguments: Arguments<'_>, is: fn(Option<bool>) -> bool) -> Result<Prepared, Mismatch> {
    arguments.count(1, 1)?;
    arguments.boolean(0)?;
    Ok(Scalar::seeing_null(SqlType::Boolean, move |arguments, _| {
        Ok(Value::Boolean(is(truth(arguments, 0)?)))
    }))
}
