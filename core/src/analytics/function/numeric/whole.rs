//! FLOOR and CEIL of numbers.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::function::operand::take;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// Down.
pub(crate) const FLOOR: Function = Function {
    name: "FLOOR",
    forms: &["FLOOR(<NUMERIC>)"],
    summary: "The largest whole number that is not above a number.",
    bind: |arguments| rounded(arguments, decimal::floor, libm::floor),
};

/// Up.
pub(crate) const CEIL: Function = Function {
    name: "CEIL",
    forms: &["CEIL(<NUMERIC>)"],
    summary: "The smallest whole number that is not below a number.",
    bind: |arguments| rounded(arguments, decimal::ceiling, libm::ceil),
};

/// Up, in another word.
pub(crate) const CEILING: Function = Function { name: "CEILING", forms: &["CEILING(<NUMERIC>)"], ..CEIL };

/// The type stays, but a DECIMAL has no digits behind its point any more.
fn rounded(
    arguments: Arguments<'_>,
    of_decimal: fn(Decimal) -> Decimal,
    of_double: fn(f64) -> f64,
) -> Result<Prepared, Mismatch> {
    arguments.count(1, 1)?;
    let result = match arguments.numeric(0)? {
        SqlType::Decimal { precision, .. } => SqlType::Decimal { precision, scale: 0 },
        other => other,
    };
    Ok(Scalar::strict(result, move |arguments, _| match take(arguments, 0) {
        Value::Integer(number) => Ok(Value::Integer(number)),
        Value::Decimal(number) => Ok(Value::Decimal(of_decimal(number))),
        Value::Double(number) => Ok(Value::Double(of_double(number))),
        _ => Err(Fault::foreign_value()),
    }))
}
