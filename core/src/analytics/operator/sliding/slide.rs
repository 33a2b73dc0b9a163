//! What is kept of a window for one function, so that a row can come and go without a look at all the others.

use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::history::History;
use super::{Analytic, Kind, Window};
use crate::analytics::exp_avg::exp_avg;
use crate::analytics::extremes::{Extreme, SlidingExtreme};
use crate::analytics::function::Fault;
use crate::analytics::moments::{Moments, SlidingMoments, WholeSum};
use crate::analytics::operator::aggregate::{self, Aggregate, as_double, finite};
use crate::analytics::row::{Column, Data};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Slide {
    /// The window knows how many rows it has.
    Rows,
    /// Exact numbers: COUNT, SUM and AVG.
    Whole(VecDeque<Option<i64>>, WholeSum),
    /// Which rows had a value: COUNT of anything.
    Known(VecDeque<bool>, i64),
    /// Numbers with a binary point, and the spread of any.
    Moments(VecDeque<bool>, SlidingMoments),
    Integers(SlidingExtreme<i64>),
    Doubles(SlidingExtreme<f64>),
    Texts(SlidingExtreme<String>),
    Truths(SlidingExtreme<bool>),
    /// All values: what asks for one by its place, or weighs them by their age.
    History(History),
}

impl Slide {
    pub(super) fn of(function: &Analytic) -> Self {
        let Kind::Aggregate(aggregate) = function.kind else { return Self::History(History::default()) };
        let data = Data::of(function.argument_type);
        let extreme = |extreme| match data {
            Data::Boolean(_) => Self::Truths(SlidingExtreme::new(extreme)),
            Data::Integer(_) => Self::Integers(SlidingExtreme::new(extreme)),
            Data::Double(_) => Self::Doubles(SlidingExtreme::new(extreme)),
            Data::Text(_) => Self::Texts(SlidingExtreme::new(extreme)),
        };
        match (aggregate, &data) {
            (Aggregate::CountRows, _) => Self::Rows,
            (Aggregate::Count, _) => Self::Known(VecDeque::new(), 0),
            (Aggregate::Sum | Aggregate::Average, Data::Integer(_)) => {
                Self::Whole(VecDeque::new(), WholeSum::default())
            }
            (Aggregate::Sum | Aggregate::Average | Aggregate::Spread(_), _) => {
                Self::Moments(VecDeque::new(), SlidingMoments::default())
            }
            // Of truths, one that is true is the greatest, and one that is not the least.
            (Aggregate::Min | Aggregate::Every, _) => extreme(Extreme::Least),
            (Aggregate::Max | Aggregate::Any, _) => extreme(Extreme::Greatest),
            (Aggregate::First(_) | Aggregate::Last(_), _) => Self::History(History::default()),
        }
    }

    /// Takes in the youngest row.
    pub(super) fn push(
        &mut self,
        place: u64,
        rowtime: i64,
        column: Option<&Column>,
        row: usize,
        sql_type: SqlType,
    ) {
        let Some(column) = column else { return };
        let is_known = !column.is_null(row);
        match self {
            Self::Rows => {}
            Self::Whole(values, sum) => {
                let value = is_known.then(|| column.integers()[row]);
                values.push_back(value);
                value.into_iter().for_each(|value| sum.add(value));
            }
            Self::Known(known, count) => {
                known.push_back(is_known);
                *count += i64::from(is_known);
            }
            Self::Moments(known, moments) => {
                known.push_back(is_known);
                if is_known {
                    moments.push(as_double(column, sql_type, row));
                }
            }
            Self::Integers(extreme) if is_known => extreme.push(place, column.integers()[row]),
            Self::Doubles(extreme) if is_known => extreme.push(place, column.doubles()[row]),
            Self::Texts(extreme) if is_known => extreme.push(place, column.texts().text(row).into()),
            Self::Truths(extreme) if is_known => extreme.push(place, column.booleans()[row]),
            Self::Integers(_) | Self::Doubles(_) | Self::Texts(_) | Self::Truths(_) => {}
            Self::History(history) => history.push(rowtime, column.value(row, sql_type).into_owned()),
        }
    }

    /// Lets go of the oldest row, which stands at this place.
    pub(super) fn pop(&mut self, place: u64) {
        match self {
            Self::Rows => {}
            Self::Whole(values, sum) => {
                values.pop_front().flatten().into_iter().for_each(|value| sum.remove(value));
            }
            Self::Known(known, count) => *count -= i64::from(known.pop_front() == Some(true)),
            Self::Moments(known, moments) => {
                if known.pop_front() == Some(true) {
                    moments.pop();
                }
            }
            Self::Integers(extreme) => extreme.forget_before(place + 1),
            Self::Doubles(extreme) => extreme.forget_before(place + 1),
            Self::Texts(extreme) => extreme.forget_before(place + 1),
            Self::Truths(extreme) => extreme.forget_before(place + 1),
            Self::History(history) => history.pop(),
        }
    }

    /// What the window tells.
    pub(super) fn tell<'a>(
        &'a self,
        function: &'a Analytic,
        window: &Window,
        now: i64,
    ) -> Result<Value<'a>, Fault> {
        let sql_type = function.argument_type;
        Ok(match self {
            Self::Rows => Value::Integer(window.len as i64),
            Self::Known(_, count) => Value::Integer(*count),
            Self::Whole(_, sum) if function.kind == Kind::Aggregate(Aggregate::Average) => {
                number(sum.mean(), sql_type)
            }
            Self::Whole(_, sum) => number(aggregate::whole(sum)?, sql_type),
            Self::Moments(_, moments) => {
                finite(spread(function, moments.moments()))?.map_or(Value::Null, Value::Double)
            }
            Self::Integers(extreme) => number(extreme.value().copied(), sql_type),
            Self::Doubles(extreme) => extreme.value().copied().map_or(Value::Null, Value::Double),
            Self::Truths(extreme) => extreme.value().copied().map_or(Value::Null, Value::Boolean),
            Self::Texts(extreme) => {
                extreme.value().map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text)))
            }
            Self::History(history) => match &function.kind {
                Kind::Aggregate(Aggregate::First(nulls)) => history.nth(0, false, *nulls),
                Kind::Aggregate(Aggregate::Last(nulls)) => history.nth(0, true, *nulls),
                Kind::Nth { n, is_from_last, nulls } => {
                    history.nth(n.saturating_sub(1), *is_from_last, *nulls)
                }
                Kind::Lag { n, default, nulls } => history.lag(*n, default, *nulls),
                Kind::ExpAvg(half_life) => {
                    exp_avg(history.numbers(), now, *half_life).map_or(Value::Null, Value::Double)
                }
                Kind::Aggregate(aggregate) => panic!("{aggregate:?} keeps something else"),
            },
        })
    }
}

/// A number that lies as a whole one.
fn number<'a>(number: Option<i64>, sql_type: SqlType) -> Value<'a> {
    let Some(number) = number else { return Value::Null };
    match sql_type {
        SqlType::Decimal { scale, .. } => Value::Decimal(Decimal { unscaled: number, scale }),
        SqlType::Date => Value::Date(number),
        SqlType::Time => Value::Time(number),
        SqlType::Timestamp => Value::Timestamp(number),
        SqlType::Interval(_) => Value::Interval(number),
        _ => Value::Integer(number),
    }
}

fn spread(function: &Analytic, moments: Moments) -> Option<f64> {
    match function.kind {
        Kind::Aggregate(Aggregate::Sum) => moments.sum(),
        Kind::Aggregate(Aggregate::Spread(spread)) => spread.of(&moments),
        _ => moments.mean(),
    }
}
