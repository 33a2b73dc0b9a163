//! CAST.

use super::{binary, to_datetime, to_interval, to_number, to_text};
use crate::analytics::function::Function;
use crate::analytics::function::operand::take;
use crate::analytics::function::prepared::{Moment, Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::{Qualifier, SqlType};
use crate::analytics::value::Value;

/// A value as another type.
pub(crate) const CAST: Function = Function {
    name: "CAST",
    forms: &["CAST(<ANY> AS <DATA_TYPE>)"],
    summary: "Makes a value of another type.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let to = arguments.any(1)?.ok_or(Mismatch::Types)?;
        match arguments.any(0)? {
            None => Ok(Scalar::seeing_null(to, |_, _| Ok(Value::Null))),
            Some(from) => rule(from, to).map(|rule| prepared(from, to, rule)).ok_or(Mismatch::Types),
        }
    },
};

/// A value of a type to a value of another one.
type Rule = for<'a> fn(Value<'a>, SqlType, SqlType, &Moment) -> Result<Value<'a>, Fault>;

fn prepared(from: SqlType, to: SqlType, rule: Rule) -> Prepared {
    Scalar::strict_in(0..1, to, move |arguments, moment| rule(take(arguments, 0), from, to, moment))
}

/// Which types can be cast to which.
///
/// # Source
/// SQL reference, "CAST", "Valid conversions".
fn rule(from: SqlType, to: SqlType) -> Option<Rule> {
    use SqlType::{BigInt, Boolean, Date, Decimal, Interval, Time, Timestamp};
    match (from, to) {
        (Interval(qualifier), BigInt | Decimal { .. }) if has_one_field(qualifier) => {
            Some(to_number::of_interval)
        }
        (Interval(from), Interval(to)) if from.is_year_month() == to.is_year_month() => {
            Some(to_interval::of_interval)
        }
        _ if from.is_binary() && to.is_binary() => Some(binary::fit),
        _ if from.is_numeric() && to.is_numeric() => Some(to_number::of_number),
        _ if from.is_text() && to.is_numeric() => Some(to_number::of_text),
        _ if !from.is_binary() && to.is_text() => Some(to_text::of_any),
        (_, Boolean) if from.is_text() => Some(boolean_of_text),
        (Boolean, Boolean) => Some(|value, _, _, _| Ok(value)),
        (_, Date | Time | Timestamp) if from.is_text() => Some(to_datetime::of_text),
        (_, Interval(_)) if from.is_text() => Some(to_interval::of_text),
        (Date, Date | Timestamp) | (Time, Time | Timestamp) | (Timestamp, _) if to.is_datetime() => {
            Some(to_datetime::of_datetime)
        }
        _ => None,
    }
}

fn has_one_field(qualifier: Qualifier) -> bool {
    qualifier.last() == qualifier.from
}

fn boolean_of_text<'a>(value: Value<'a>, _: SqlType, to: SqlType, _: &Moment) -> Result<Value<'a>, Fault> {
    let Value::Text(text) = value else { return Err(Fault::foreign_value()) };
    let word = text.trim();
    for (name, truth) in
        [("TRUE", Value::Boolean(true)), ("FALSE", Value::Boolean(false)), ("UNKNOWN", Value::Null)]
    {
        if word.eq_ignore_ascii_case(name) {
            return Ok(truth);
        }
    }
    Err(Fault::not_a(to, &text))
}
