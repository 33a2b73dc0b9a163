//! Stretches of time that follow each other without a gap.

use crate::analytics::expression::Expression;
use crate::analytics::function::Moment;
use crate::analytics::row::Order;
use crate::analytics::value::Value;

/// How long an expression of ROWTIME keeps its value. It goes one way only, which the planner has found: so its next change is
/// found by steps that grow, and then by halves; O(log length) computations for each period.
#[derive(Clone, Debug)]
pub struct Period(pub Expression);

impl Period {
    /// The first moment behind this one at which the value is another.
    pub fn end(&self, rowtime: i64, moment: &Moment) -> i64 {
        let value = self.value(rowtime, moment);
        let room = i64::MAX.saturating_sub(rowtime);
        let change = first_change(room, |ahead| self.value(rowtime.saturating_add(ahead), moment) != value);
        change.map_or(i64::MAX, |ahead| rowtime.saturating_add(ahead))
    }

    /// The first moment of all up to this one at which the value is the same.
    pub fn start(&self, rowtime: i64, moment: &Moment) -> i64 {
        let value = self.value(rowtime, moment);
        let room = rowtime.saturating_sub(i64::MIN);
        let change = first_change(room, |back| self.value(rowtime.saturating_sub(back), moment) != value);
        change.map_or(i64::MIN, |back| rowtime.saturating_sub(back - 1))
    }

    /// The value, where it has one: beyond all time that can be told it has none.
    fn value(&self, rowtime: i64, moment: &Moment) -> Option<Value<'static>> {
        self.0.at(rowtime, moment).ok()
    }
}

/// How many rows, which are in order, come before the end of a period. What ends with all time has none behind it.
pub(super) fn count_before(order: &[Order], end: i64) -> usize {
    match end {
        i64::MAX => order.len(),
        _ => order.partition_point(|order| order.rowtime < end),
    }
}

/// How far it is to the first change, in steps that grow and then by halves; none where nothing changes within the room that there is.
fn first_change(room: i64, is_changed: impl Fn(i64) -> bool) -> Option<i64> {
    let mut far = 1;
    while !is_changed(far) {
        if room <= far {
            return None;
        }
        far = far.saturating_mul(2);
    }
    let mut same = far / 2;
    while same + 1 < far {
        let middle = same + (far - same) / 2;
        if is_changed(middle) {
            far = middle;
        } else {
            same = middle;
        }
    }
    Some(far)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analytics::function::{self, Argument, Prepared};
    use crate::analytics::sql_type::{Qualifier, SqlType, Unit};
    use std::vec;
    use std::vec::Vec;

    /// STEP(ROWTIME BY so many milliseconds), or months.
    pub(in super::super) fn step(by: i64, unit: Unit) -> Period {
        let interval = SqlType::Interval(Qualifier::of(unit));
        let arguments = [Argument::of(SqlType::Timestamp), Argument::constant(interval, Value::Interval(by))];
        let Ok(Prepared::Scalar(step)) = function::find("STEP").unwrap().prepare(&arguments) else {
            panic!()
        };
        let by = Expression::constant(Value::Interval(by), interval);
        Period(Expression::call(step, vec![Expression::rowtime(), by]))
    }

    fn ends(period: &Period, rowtimes: &[i64]) -> Vec<i64> {
        let moment = Moment { now: 0, began: 0 };
        rowtimes.iter().map(|rowtime| period.end(*rowtime, &moment)).collect()
    }

    #[test]
    fn a_period_ends_where_its_expression_changes() {
        assert_eq!(ends(&step(10, Unit::Second), &[-11, -10, -1, 0, 9, 10]), [-10, 0, 0, 10, 10, 20]);
        let day = crate::analytics::function::calendar::DAY;
        assert_eq!(ends(&step(1, Unit::Month), &[0, 31 * day - 1, 31 * day]), [31 * day, 31 * day, 59 * day]);
        assert_eq!(ends(&step(12, Unit::Month), &[0, 365 * day]), [365 * day, 730 * day]);
    }

    #[test]
    fn a_period_starts_where_the_one_before_it_ends() {
        let moment = Moment { now: 0, began: 0 };
        let period = step(10, Unit::Second);
        for (rowtime, start) in [(-11, -20), (-10, -10), (-1, -10), (0, 0), (9, 0), (10, 10)] {
            assert_eq!(period.start(rowtime, &moment), start, "{rowtime}");
        }
        let day = 86_400_000;
        assert_eq!(step(1, Unit::Month).start(40 * day, &moment), 31 * day);
        let always = Period(Expression::constant(Value::Integer(1), SqlType::Integer));
        assert_eq!([i64::MIN, 0, i64::MAX].map(|at| always.start(at, &moment)), [i64::MIN; 3]);
    }

    #[test]
    fn what_never_changes_never_ends() {
        let always = Period(Expression::constant(Value::Integer(1), SqlType::Integer));
        assert_eq!(ends(&always, &[i64::MIN, 0, i64::MAX]), [i64::MAX; 3]);
    }
}
