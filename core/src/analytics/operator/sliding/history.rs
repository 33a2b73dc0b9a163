//! All values of a window.

use alloc::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::analytics::function::arithmetic::decimal;
use crate::analytics::operator::aggregate::Nulls;
use crate::analytics::value::Value;

/// The values with their rowtimes, the oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct History(VecDeque<(i64, Value<'static>)>);

impl History {
    pub(super) fn push(&mut self, rowtime: i64, value: Value<'static>) {
        self.0.push_back((rowtime, value));
    }

    pub(super) fn pop(&mut self) {
        self.0.pop_front();
    }

    /// The value so far behind an end of the window; NULL where there are fewer.
    pub(super) fn nth(&self, behind: u64, is_from_last: bool, nulls: Nulls) -> Value<'_> {
        let behind = usize::try_from(behind).unwrap_or(usize::MAX);
        let wanted = |value: &&Value<'static>| nulls == Nulls::Respect || **value != Value::Null;
        let mut values = self.0.iter().map(|(_, value)| value).filter(wanted);
        let found = if is_from_last { values.nth_back(behind) } else { values.nth(behind) };
        found.map_or(Value::Null, borrowed)
    }

    /// The value so many rows before the last. Rows that are skipped do not count; the last one does, whatever it has.
    pub(super) fn lag<'a>(&'a self, n: u64, default: &'a Value<'static>, nulls: Nulls) -> Value<'a> {
        let back = usize::try_from(n).unwrap_or(usize::MAX);
        let found = match (back, nulls) {
            (0, _) | (_, Nulls::Respect) => self.0.iter().nth_back(back),
            (back, Nulls::Ignore) => {
                let before = self.0.iter().rev().skip(1);
                before.filter(|(_, value)| *value != Value::Null).nth(back - 1)
            }
        };
        borrowed(found.map_or(default, |(_, value)| value))
    }

    /// The numbers that are not NULL, with their rowtimes, the youngest first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (i64, f64)> {
        let number = |(rowtime, value): &(i64, Value<'static>)| {
            let number = match value {
                Value::Integer(value) => *value as f64,
                Value::Double(value) => *value,
                Value::Decimal(value) => decimal::to_double(*value),
                _ => return None,
            };
            Some((*rowtime, number))
        };
        self.0.iter().rev().filter_map(number)
    }
}

fn borrowed<'a>(value: &'a Value<'static>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::Text(text.as_ref().into()),
        Value::Binary(bytes) => Value::Binary(bytes.as_ref().into()),
        other => other.clone(),
    }
}
