//! EXP, LN, LOG10 and POWER. They come from one library and not from the machine, so that all machines agree to the last bit;
//! it computes as Java's StrictMath does, and so as the reference prints.

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::{approximate, binary_number};
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;

/// e to the power of a number.
pub(crate) const EXP: Function = Function {
    name: "EXP",
    forms: &["EXP(<NUMERIC>)"],
    summary: "e raised to a power.",
    bind: |arguments| unary(arguments, |number| Ok(libm::exp(number))),
};

/// The logarithm to the base e.
pub(crate) const LN: Function = Function {
    name: "LN",
    forms: &["LN(<NUMERIC>)"],
    summary: "The natural logarithm of a positive number.",
    bind: |arguments| unary(arguments, |number| Ok(libm::log(positive(number)?))),
};

/// The logarithm to the base 10.
pub(crate) const LOG10: Function = Function {
    name: "LOG10",
    forms: &["LOG10(<NUMERIC>)"],
    summary: "The logarithm of a positive number to the base 10.",
    bind: |arguments| unary(arguments, |number| Ok(libm::log10(positive(number)?))),
};

/// One number to the power of another.
pub(crate) const POWER: Function = Function {
    name: "POWER",
    forms: &["POWER(<NUMERIC>, <NUMERIC>)"],
    summary: "The first number raised to the power of the second.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        arguments.numeric(0)?;
        arguments.numeric(1)?;
        Ok(Scalar::strict(SqlType::Double, |arguments, _| {
            let (base, exponent) = (approximate(arguments, 0)?, approximate(arguments, 1)?);
            if base == 0.0 && exponent < 0.0 {
                return Err(Fault::new("zero cannot be raised to a negative power"));
            }
            if base < 0.0 && libm::floor(exponent) != exponent {
                return Err(Fault::new("a negative number cannot be raised to a power that is not whole"));
            }
            binary_number(libm::pow(base, exponent), SqlType::Double)
        }))
    },
};

fn unary(arguments: Arguments<'_>, rule: fn(f64) -> Result<f64, Fault>) -> Result<Prepared, Mismatch> {
    arguments.count(1, 1)?;
    arguments.numeric(0)?;
    Ok(Scalar::strict(SqlType::Double, move |arguments, _| {
        binary_number(rule(approximate(arguments, 0)?)?, SqlType::Double)
    }))
}

fn positive(number: f64) -> Result<f64, Fault> {
    if number > 0.0 { Ok(number) } else { Err(Fault::new("a logarithm needs a number above zero")) }
}
