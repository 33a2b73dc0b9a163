//! Moments.
//!
//! # Source
//! Firehose developer guide, "Choose the JSON deserializer".

use super::plain::Plain;
use super::{Fault, Rules, TimestampFormat};
use crate::json;
use crate::moment;
use crate::store::Moment;

/// Numbers from this on are milliseconds, below it seconds.
const MILLIS_FROM: i64 = 1_000_000_000_000;

pub(super) fn moment(value: &Plain<'_>, rules: &Rules) -> Result<Moment, Fault> {
    let text: &str = match value {
        Plain::Number(text) => text,
        Plain::Text(text) => text,
        Plain::Boolean(_) | Plain::Nested(_) => return Err(Fault::no_timestamp()),
    };
    let moment = match rules {
        Rules::OpenX(_) if text.contains(':') => moment::iso(text).or_else(|| moment::sql_timestamp(text)),
        Rules::OpenX(_) => number(text),
        Rules::Hive(formats) if formats.is_empty() => moment::sql_timestamp(text),
        Rules::Hive(formats) => formats.iter().find_map(|format| format.read(text)),
    };
    moment.ok_or_else(Fault::no_timestamp)
}

/// Seconds, milliseconds, or seconds with a fraction, of which three digits count.
fn number(text: &str) -> Option<Moment> {
    if text.contains(['.', 'e', 'E']) {
        let millis = (json::double(text)? * 1000.0).trunc();
        return if millis.abs() < 1e17 { Moment::from_millis(millis as i64) } else { None };
    }
    let number = json::integer(text)?;
    let is_millis = number.unsigned_abs() >= MILLIS_FROM as u64;
    Moment::from_millis(if is_millis { number } else { number * 1000 })
}

impl TimestampFormat {
    fn read(&self, text: &str) -> Option<Moment> {
        match self {
            Self::Millis => json::integer(text).and_then(Moment::from_millis),
            Self::Pattern(pattern) => pattern.read(text),
        }
    }
}
