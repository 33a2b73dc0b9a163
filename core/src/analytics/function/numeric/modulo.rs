//! MOD

use crate::analytics::function::Function;
use crate::analytics::function::arithmetic::integer;
use crate::analytics::function::operand;
use crate::analytics::function::prepared::Scalar;
use crate::analytics::value::Value;

/// What a division leaves over, with the sign of the dividend and the type of the divisor.
pub(crate) const MOD: Function = Function {
    name: "MOD",
    forms: &["MOD(<INTEGER>, <INTEGER>)"],
    summary: "What is left over when the first whole number is divided by the second.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.integer(0)?;
        let result = arguments.integer(1)?;
        Ok(Scalar::strict(result, |arguments, _| {
            let (dividend, divisor) = (operand::integer(arguments, 0)?, operand::integer(arguments, 1)?);
            Ok(Value::Integer(integer::remainder(dividend, divisor)?))
        }))
    },
};
