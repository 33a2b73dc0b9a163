//! AND, OR and NOT of three truth values: true, false and unknown, which is NULL.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Both.
pub(crate) const AND: Function = Function {
    name: "AND",
    forms: &["<BOOLEAN> AND <BOOLEAN>"],
    summary: "Whether both are true.",
    bind: |arguments| binary(arguments, and),
};

/// One of both.
pub(crate) const OR: Function = Function {
    name: "OR",
    forms: &["<BOOLEAN> OR <BOOLEAN>"],
    summary: "Whether at least one is true.",
    bind: |arguments| binary(arguments, or),
};

/// Not.
pub(crate) const NOT: Function = Function {
    name: "NOT",
    forms: &["NOT <BOOLEAN>"],
    summary: "Whether it is false.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        arguments.boolean(0)?;
        Ok(Scalar::strict(SqlType::Boolean, |arguments, _| Ok(value(truth(arguments, 0)?.map(|it| !it)))))
    },
};

/// False where one is false, whatever the other is.
pub(in crate::analytics::function) fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// True where one is true, whatever the other is.
pub(in crate::analytics::function) fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// A truth value as a value.
pub(in crate::analytics::function) fn value<'a>(truth: Option<bool>) -> Value<'a> {
    truth.map_or(Value::Null, Value::Boolean)
}

/// The truth value at a place.
pub(super) fn truth(arguments: &[Value<'_>], at: usize) -> Result<Option<bool>, Fault> {
    match arguments.get(at) {
        Some(Value::Null) => Ok(None),
        Some(Value::Boolean(truth)) => Ok(Some(*truth)),
        _ => Err(Fault::foreign_value()),
    }
}

fn binary(
    arguments: Arguments<'_>,
    rule: fn(Option<bool>, Option<bool>) -> Option<bool>,
) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    arguments.boolean(0)?;
    arguments.boolean(1)?;
    Ok(Scalar::seeing_null(SqlType::Boolean, move |arguments, _| {
        Ok(value(rule(truth(arguments, 0)?, truth(arguments, 1)?)))
    }))
}
