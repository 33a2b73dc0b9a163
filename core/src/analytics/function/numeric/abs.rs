//! ABS

use crate::analytics::function::Function;
use crate::analytics::function::arithmetic::ArithmeticError::OutOfRange;
use crate::analytics::function::arithmetic::integer;
use crate::analytics::function::operand::take;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// Without its sign.
pub(crate) const ABS: Function = Function {
    name: "ABS",
    forms: &["ABS(<NUMERIC>)", "ABS(<DATETIME_INTERVAL>)"],
    summary: "The absolute value of a number or an interval.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        let result = match arguments.interval(0) {
            Ok(qualifier) => SqlType::Interval(qualifier),
            Err(_) => arguments.numeric(0)?,
        };
        Ok(Scalar::strict(result, move |arguments, _| {
            let absolute = |number: i64| number.checked_abs().ok_or(OutOfRange);
            Ok(match take(arguments, 0) {
                Value::Integer(number) => Value::Integer(integer::fit(absolute(number)?, result)?),
                Value::Decimal(Decimal { unscaled, scale }) => {
                    Value::Decimal(Decimal { unscaled: absolute(unscaled)?, scale })
                }
                Value::Double(number) => Value::Double(number.abs()),
                Value::Interval(number) => Value::Interval(absolute(number)?),
                _ => return Err(Fault::foreign_value()),
            })
        }))
    },
};
