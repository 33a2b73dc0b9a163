//! Values that are written down.

use core::fmt;

use super::name::quoted;
use crate::analytics::sql::ast::{Clock, Day, IntervalLiteral, Literal};
use crate::analytics::sql_type::Unit;
use crate::analytics::value::Decimal;

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Boolean(true) => f.write_str("TRUE"),
            Self::Boolean(false) => f.write_str("FALSE"),
            Self::Unknown => f.write_str("UNKNOWN"),
            Self::Integer(number) => number.fmt(f),
            Self::Decimal(Decimal { unscaled, scale }) => decimal(f, *unscaled, *scale),
            Self::Double(number) => write!(f, "{number:e}"),
            Self::Text(text) => quoted(f, '\'', text),
            Self::Binary(bytes) => {
                f.write_str("X'")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
                f.write_str("'")
            }
            Self::Date(day) => write!(f, "DATE '{day}'"),
            Self::Time(clock) => write!(f, "TIME '{clock}'"),
            Self::Timestamp(day, clock) => write!(f, "TIMESTAMP '{day} {clock}'"),
            Self::Interval(interval) => interval.fmt(f),
        }
    }
}

/// With as many digits behind the point as there are, and with the point if there is none: it tells a DECIMAL from an INTEGER.
fn decimal(f: &mut fmt::Formatter<'_>, unscaled: i64, scale: u8) -> fmt::Result {
    let (digits, scale) = (unscaled.unsigned_abs(), usize::from(scale));
    let sign = if unscaled < 0 { "-" } else { "" };
    match 10_u64.checked_pow(scale as u32) {
        _ if scale == 0 => write!(f, "{sign}{digits}."),
        Some(one) => write!(f, "{sign}{}.{:0scale$}", digits / one, digits % one),
        None => write!(f, "{sign}0.{digits:0scale$}"),
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.millisecond == 0 { Ok(()) } else { write!(f, ".{:03}", self.millisecond) }
    }
}

impl fmt::Display for IntervalLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (qualifier, mut rest) = (self.qualifier, self.amount.unsigned_abs());
        f.write_str(if self.amount < 0 { "INTERVAL '-" } else { "INTERVAL '" })?;
        for (index, unit) in qualifier.units().enumerate() {
            let size = unit.size().unsigned_abs();
            match (index, unit) {
                (0, _) => write!(f, "{}", rest / size)?,
                (_, Unit::Month) => write!(f, "-{:02}", rest / size)?,
                (_, Unit::Hour) => write!(f, " {:02}", rest / size)?,
                _ => write!(f, ":{:02}", rest / size)?,
            }
            rest %= size;
        }
        fraction(f, rest)?;
        write!(f, "' {qualifier}")
    }
}

/// Milliseconds behind the point, without noughts at the end: the qualifier may allow fewer than three digits.
fn fraction(f: &mut fmt::Formatter<'_>, milliseconds: u64) -> fmt::Result {
    match milliseconds {
        0 => Ok(()),
        _ if milliseconds.is_multiple_of(100) => write!(f, ".{}", milliseconds / 100),
        _ if milliseconds.is_multiple_of(10) => write!(f, ".{:02}", milliseconds / 10),
        _ => write!(f, ".{milliseconds:03}"),
    }
}
