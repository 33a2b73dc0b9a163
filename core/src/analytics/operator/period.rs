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
        let is_changed = |ahead: i64| self.value(rowtime.saturating_add(ahead), moment) != value;
        let mut ahead = 1;
        while !is_changed(ahead) {
            if ahead == i64::MAX || rowtime.saturating_add(ahead) == i64::MAX {
                return i64::MAX;
            }
            ahead = ahead.saturating_mul(2);
        }
        let mut same = ahead / 2;
        while same + 1 < ahead {
            let middle = same + (ahead - same) / 2;
            if is_changed(middle) {
                ahead = middle;
            } else {
                same = middle;
            }
        }
        rowtime.saturating_add(ahead)
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
    fn what_never_changes_never_ends() {
        let always = Period(Expression::constant(Value::Integer(1), SqlType::Integer));
        assert_eq!(ends(&always, &[i64::MIN, 0, i64::MAX]), [i64::MAX; 3]);
    }
}
