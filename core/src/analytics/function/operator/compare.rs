//! `=`, `<>`, `<`, `<=`, `>`, `>=` and IS DISTINCT FROM.

use core::cmp::Ordering;

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// Equal.
pub(crate) const EQUAL: Function = Function {
    name: "=",
    forms: &["<COMPARABLE_TYPE> = <COMPARABLE_TYPE>"],
    summary: "Whether both are the same.",
    bind: |arguments| comparison(arguments, Ordering::is_eq),
};

/// Not equal.
pub(crate) const NOT_EQUAL: Function = Function {
    name: "<>",
    forms: &["<COMPARABLE_TYPE> <> <COMPARABLE_TYPE>"],
    summary: "Whether both differ.",
    bind: |arguments| comparison(arguments, Ordering::is_ne),
};

/// Less.
pub(crate) const LESS: Function = Function {
    name: "<",
    forms: &["<COMPARABLE_TYPE> < <COMPARABLE_TYPE>"],
    summary: "Whether the first is less.",
    bind: |arguments| comparison(arguments, Ordering::is_lt),
};

/// Less or equal.
pub(crate) const LESS_OR_EQUAL: Function = Function {
    name: "<=",
    forms: &["<COMPARABLE_TYPE> <= <COMPARABLE_TYPE>"],
    summary: "Whether the first is not greater.",
    bind: |arguments| comparison(arguments, Ordering::is_le),
};

/// Greater.
pub(crate) const GREATER: Function = Function {
    name: ">",
    forms: &["<COMPARABLE_TYPE> > <COMPARABLE_TYPE>"],
    summary: "Whether the first is greater.",
    bind: |arguments| comparison(arguments, Ordering::is_gt),
};

/// Greater or equal.
pub(crate) const GREATER_OR_EQUAL: Function = Function {
    name: ">=",
    forms: &["<COMPARABLE_TYPE> >= <COMPARABLE_TYPE>"],
    summary: "Whether the first is not less.",
    bind: |arguments| comparison(arguments, Ordering::is_ge),
};

/// Different, where NULL is a value like another.
pub(crate) const IS_DISTINCT_FROM: Function = Function {
    name: "IS DISTINCT FROM",
    forms: &["<COMPARABLE_TYPE> IS DISTINCT FROM <COMPARABLE_TYPE>"],
    summary: "Whether both differ; NULL is the same as NULL and differs from all else.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let order = comparable(arguments, 0, 1)?;
        Ok(Scalar::seeing_null(SqlType::Boolean, move |arguments, _| {
            Ok(Value::Boolean(match (&arguments[0], &arguments[1]) {
                (Value::Null, Value::Null) => false,
                (Value::Null, _) | (_, Value::Null) => true,
                (a, b) => order(a, b)?.is_ne(),
            }))
        }))
    },
};

/// Which of two values is greater.
pub(in crate::analytics::function) type Order = fn(&Value<'_>, &Value<'_>) -> Result<Ordering, Fault>;

fn comparison(arguments: Arguments<'_>, is: fn(Ordering) -> bool) -> Result<Prepared, Mismatch> {
    arguments.count(2, 2)?;
    let order = comparable(arguments, 0, 1)?;
    Ok(Scalar::strict(SqlType::Boolean, move |arguments, _| {
        Ok(Value::Boolean(is(order(&arguments[0], &arguments[1])?)))
    }))
}

/// How two arguments are compared.
///
/// # Errors
/// They are not of one kind.
pub(in crate::analytics::function) fn comparable(
    arguments: Arguments<'_>,
    a: usize,
    b: usize,
) -> Result<Order, Mismatch> {
    let (a, b) = (arguments.any(a)?, arguments.any(b)?);
    let (Some(a), Some(b)) = (a, b) else { return Ok(compare) };
    match (a, b) {
        (SqlType::Interval(a), SqlType::Interval(b)) if a.is_year_month() != b.is_year_month() => {
            Err(Mismatch::Types)
        }
        (SqlType::Char(_), SqlType::VarChar(_) | SqlType::Char(_))
        | (SqlType::VarChar(_), SqlType::Char(_)) => Ok(compare_padded),
        _ if a.is_like(b) => Ok(compare),
        _ => Err(Mismatch::Types),
    }
}

/// Compares two values of one kind, neither of them NULL. Exact numbers are compared exactly; a number with a binary point
/// makes the other one such a number.
///
/// # Errors
/// They are not of one kind.
pub fn compare(a: &Value<'_>, b: &Value<'_>) -> Result<Ordering, Fault> {
    Ok(match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Integer(a), Value::Integer(b))
        | (Value::Date(a), Value::Date(b))
        | (Value::Time(a), Value::Time(b))
        | (Value::Timestamp(a), Value::Timestamp(b))
        | (Value::Interval(a), Value::Interval(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Binary(a), Value::Binary(b)) => a.cmp(b),
        _ => return compare_numbers(a, b),
    })
}

fn compare_numbers(a: &Value<'_>, b: &Value<'_>) -> Result<Ordering, Fault> {
    let number = |value: &Value<'_>| match value {
        Value::Integer(number) => Ok(Number::Exact(Decimal { unscaled: *number, scale: 0 })),
        Value::Decimal(number) => Ok(Number::Exact(*number)),
        Value::Double(number) => Ok(Number::Approximate(*number)),
        _ => Err(Fault::foreign_value()),
    };
    match (number(a)?, number(b)?) {
        (Number::Exact(a), Number::Exact(b)) => Ok(decimal::compare(a, b)),
        (a, b) => a.approximate().partial_cmp(&b.approximate()).ok_or_else(Fault::foreign_value),
    }
}

enum Number {
    Exact(Decimal),
    Approximate(f64),
}

impl Number {
    fn approximate(self) -> f64 {
        match self {
            Self::Exact(number) => decimal::to_double(number),
            Self::Approximate(number) => number,
        }
    }
}

/// Compares two texts of which one is a CHAR: blanks at the end do not count.
fn compare_padded(a: &Value<'_>, b: &Value<'_>) -> Result<Ordering, Fault> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Ok(a.trim_end_matches(' ').cmp(b.trim_end_matches(' '))),
        _ => Err(Fault::foreign_value()),
    }
}
