//! EXTRACT

use crate::analytics::function::Function;
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::function::calendar::{self, DAY};
use crate::analytics::function::operand::milliseconds;
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::Mismatch;
use crate::analytics::sql_type::{PRECISION_MAX, Qualifier, SqlType, Unit};
use crate::analytics::value::Value;

/// One field. Seconds have their milliseconds behind the point.
pub(crate) const EXTRACT: Function = Function {
    name: "EXTRACT",
    forms: &["EXTRACT(<TIME_UNIT> FROM <DATETIME>)", "EXTRACT(<TIME_UNIT> FROM <DATETIME_INTERVAL>)"],
    summary: "Takes one field out of a date, a time, a timestamp or an interval.",
    bind: |arguments| {
        arguments.count(2, 2)?;
        let unit = arguments.interval(0)?.from;
        if let Ok(qualifier) = arguments.interval(1) {
            return of_interval(qualifier, unit);
        }
        let sql_type = arguments.datetime(1)?;
        if sql_type == SqlType::Time && unit < Unit::Hour {
            return Err(Mismatch::Types);
        }
        Ok(if unit == Unit::Second { second(5, 60_000) } else { number(move |it| field(it, unit)) })
    },
};

/// Milliseconds to a whole number.
fn number(rule: impl Fn(i64) -> i64 + Send + Sync + 'static) -> Prepared {
    Scalar::strict_in(1..2, SqlType::BigInt, move |arguments, _| {
        Ok(Value::Integer(rule(milliseconds(arguments, 1)?)))
    })
}

/// Milliseconds to seconds, below `whole` milliseconds.
fn second(precision: u8, whole: i64) -> Prepared {
    const SCALE: u8 = 3;
    Scalar::strict_in(1..2, SqlType::Decimal { precision, scale: SCALE }, move |arguments, _| {
        let milliseconds = milliseconds(arguments, 1)?;
        // An interval keeps its sign; a moment before 1970 counts from the minute before it.
        let is_interval = matches!(arguments.get(1), Some(Value::Interval(_)));
        let rest = if is_interval { milliseconds % whole } else { milliseconds.rem_euclid(whole) };
        Ok(Value::Decimal(decimal::fit(rest.into(), precision, SCALE)?))
    })
}

fn field(milliseconds: i64, unit: Unit) -> i64 {
    let moment = calendar::moment(milliseconds);
    match unit {
        Unit::Year => moment.year,
        Unit::Month => moment.month,
        Unit::Day => moment.day,
        Unit::Hour => moment.time / 3_600_000,
        Unit::Minute => moment.time / 60_000 % 60,
        Unit::Second => moment.time / 1_000 % 60,
    }
}

/// The first field of an interval counts on: 90 minutes have the minute 90. Seconds of an interval that begins with them need more
/// digits than those of a minute.
fn of_interval(qualifier: Qualifier, unit: Unit) -> Result<Prepared, Mismatch> {
    if qualifier.is_year_month() != unit.is_of_calendar() {
        return Err(Mismatch::Types);
    }
    let is_first = qualifier.from >= unit;
    if unit == Unit::Second {
        return Ok(if is_first { second(PRECISION_MAX, i64::MAX) } else { second(5, 60_000) });
    }
    let whole = match unit {
        _ if is_first => i64::MAX,
        Unit::Month => 12,
        Unit::Hour => DAY,
        Unit::Minute => 3_600_000,
        _ => i64::MAX,
    };
    let length = unit.size();
    Ok(number(move |it| it % whole / length))
}
