//! BETWEEN and IN.

use core::cmp::Ordering;

use super::compare::{Order, comparable};
use super::logic;
use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// From the second to the third, both in it.
pub(crate) const BETWEEN: Function = Function {
    name: "BETWEEN",
    forms: &["<COMPARABLE_TYPE> BETWEEN <COMPARABLE_TYPE> AND <COMPARABLE_TYPE>"],
    summary: "Whether a value is not less than the second and not greater than the third.",
    bind: |arguments| between(arguments, false),
};

/// The same, whichever end is the lower one.
pub(crate) const BETWEEN_SYMMETRIC: Function = Function {
    name: "BETWEEN SYMMETRIC",
    forms: &["<COMPARABLE_TYPE> BETWEEN SYMMETRIC <COMPARABLE_TYPE> AND <COMPARABLE_TYPE>"],
    summary: "Whether a value is between two others, whichever of them is the lower.",
    bind: |arguments| between(arguments, true),
};

/// One of many.
pub(crate) const IN: Function = Function {
    name: "IN",
    forms: &["<COMPARABLE_TYPE> IN (<COMPARABLE_TYPE>, ...)"],
    summary: "Whether a value is one of a list.",
    bind: |arguments| {
        let count = arguments.count(2, usize::MAX)?;
        let orders = (1..count).map(|at| comparable(arguments, 0, at));
        let orders: alloc::vec::Vec<Order> = orders.collect::<Result<_, _>>()?;
        Ok(Scalar::seeing_null(SqlType::Boolean, move |arguments, _| {
            let [value, others @ ..] = &*arguments else { return Err(Fault::foreign_value()) };
            let mut is_in = Some(false);
            for (other, &order) in others.iter().zip(&orders) {
                is_in = logic::or(is_in, holds(value, other, order, Ordering::is_eq)?);
            }
            Ok(logic::value(is_in))
        }))
    },
};

fn between(arguments: Arguments<'_>, is_symmetric: bool) -> Result<Prepared, Mismatch> {
    arguments.count(3, 3)?;
    let (first, second) = (comparable(arguments, 0, 1)?, comparable(arguments, 0, 2)?);
    Ok(Scalar::seeing_null(SqlType::Boolean, move |arguments, _| {
        let [value, a, b] = &*arguments else { return Err(Fault::foreign_value()) };
        let is_between =
            logic::and(holds(value, a, first, Ordering::is_ge)?, holds(value, b, second, Ordering::is_le)?);
        if !is_symmetric {
            return Ok(logic::value(is_between));
        }
        let is_between_turned =
            logic::and(holds(value, b, second, Ordering::is_ge)?, holds(value, a, first, Ordering::is_le)?);
        Ok(logic::value(logic::or(is_between, is_between_turned)))
    }))
}

/// Whether two values stand so to each other; unknown where one is NULL.
fn holds(
    a: &Value<'_>,
    b: &Value<'_>,
    order: Order,
    is: fn(Ordering) -> bool,
) -> Result<Option<bool>, Fault> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(None),
        (a, b) => Ok(Some(is(order(a, b)?))),
    }
}
