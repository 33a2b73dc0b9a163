//! STEP

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::arithmetic::integer;
use crate::analytics::function::calendar;
use crate::analytics::function::operand::{self, milliseconds};
use crate::analytics::function::operator::datetime::of_milliseconds;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::{SqlType, Unit};
use crate::analytics::value::Value;

/// Down to a multiple. Moments count from 1970, years and months by the calendar; whole numbers go towards zero.
pub(crate) const STEP: Function = Function {
    name: "STEP",
    forms: &["STEP(<DATETIME> BY <DATETIME_INTERVAL>)", "STEP(<INTEGER> BY <INTEGER>)"],
    summary: "The latest multiple of an interval that is not after a moment, or the multiple of a number up to another one.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        if arguments.interval(1).is_ok() {
            return of_moment(arguments);
        }
        let result = arguments.integer(0)?;
        arguments.integer(1)?;
        Ok(Scalar::strict(result, move |arguments, _| {
            let (number, step) = (operand::integer(arguments, 0)?, operand::integer(arguments, 1)?);
            Ok(Value::Integer(integer::step(number, step)?))
        }))
    },
};

fn of_moment(arguments: Arguments<'_>) -> Result<Prepared, Mismatch> {
    let sql_type = arguments.datetime(0)?;
    let qualifier = arguments.interval(1)?;
    let is_months = qualifier.is_year_month();
    if sql_type == SqlType::Time && qualifier.from < Unit::Hour {
        return Err(Mismatch::Types);
    }
    if let Some(Value::Interval(..=0)) = arguments.constant(1) {
        return Err(not_positive().into());
    }
    Ok(Scalar::strict(sql_type, move |arguments, _| {
        let (moment, by) = (milliseconds(arguments, 0)?, milliseconds(arguments, 1)?);
        if by <= 0 {
            return Err(not_positive());
        }
        let begin = if is_months { calendar::step_months(moment, by)? } else { calendar::step(moment, by) };
        Ok(of_milliseconds(begin, sql_type))
    }))
}

fn not_positive() -> Fault {
    Fault::new("the interval of STEP must be longer than nothing")
}
