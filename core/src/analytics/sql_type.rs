//! The types of SQL values.

use core::fmt;

use serde::{Deserialize, Serialize};

/// Digits of a DECIMAL at most. Source: SQL reference, "Numeric types: precision and scale"; the page on data types says 19.
pub const PRECISION_MAX: u8 = 18;
/// Characters or bytes of a value at most. Source: SQL reference, "Data types"; the end itself is used by examples of the guide.
pub const LENGTH_MAX: u32 = 65_535;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SqlType {
    /// True, false or unknown.
    Boolean,
    /// A whole number of 8 bits.
    TinyInt,
    /// A whole number of 16 bits.
    SmallInt,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    BigInt,
    /// A number with a binary point, of 32 bits.
    Real,
    /// A number with a binary point, of 64 bits; FLOAT is another word for it.
    Double,
    /// A number with so many digits, so many of them behind the point.
    Decimal {
        /// All digits.
        precision: u8,
        /// Those behind the point.
        scale: u8,
    },
    /// Text, padded by blanks to so many characters.
    Char(u32),
    /// Text of at most so many characters.
    VarChar(u32),
    /// So many bytes.
    Binary(u32),
    /// At most so many bytes.
    VarBinary(u32),
    /// A day.
    Date,
    /// A time of day, in milliseconds.
    Time,
    /// A day and a time of day, in milliseconds, without a time zone.
    Timestamp,
    /// A length of time, in milliseconds, or in months where its fields are years and months. No column of a stream holds one.
    Interval(Qualifier),
}

/// A field of a date, a time or an interval, from the longest to the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// 24 hours.
    Day,
    /// 60 minutes.
    Hour,
    /// 60 seconds.
    Minute,
    /// 1,000 milliseconds.
    Second,
}

/// The fields of an interval: `DAY(2) TO SECOND(3)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Qualifier {
    /// The longest.
    pub from: Unit,
    /// Digits of the longest, where told.
    pub digits: Option<u8>,
    /// The shortest, where it is another one.
    pub to: Option<Unit>,
    /// Digits behind the point of seconds, where told.
    pub fraction: Option<u8>,
}

impl Qualifier {
    /// One field, without digits told.
    pub const fn of(unit: Unit) -> Self {
        Self { from: unit, digits: None, to: None, fraction: None }
    }

    /// The shortest field.
    pub fn last(self) -> Unit {
        self.to.unwrap_or(self.from)
    }

    /// Whether it counts months: an interval of years and months is of no fixed length.
    pub fn is_year_month(self) -> bool {
        self.from.is_of_calendar()
    }
}

impl SqlType {
    /// What DECIMAL alone means.
    pub const DECIMAL: Self = Self::Decimal { precision: PRECISION_MAX, scale: 0 };

    /// Whether it is a whole number of bits.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::TinyInt | Self::SmallInt | Self::Integer | Self::BigInt)
    }

    /// Whether it is a number of any kind.
    pub fn is_numeric(self) -> bool {
        self.is_integer() || matches!(self, Self::Real | Self::Double | Self::Decimal { .. })
    }

    /// Whether it is text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Char(_) | Self::VarChar(_))
    }

    /// Whether it is bytes.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Binary(_) | Self::VarBinary(_))
    }

    /// Whether it is a day, a time or both.
    pub fn is_datetime(self) -> bool {
        matches!(self, Self::Date | Self::Time | Self::Timestamp)
    }

    /// Whether values of both lie in memory alike, so that those which are equal are equal there too.
    pub fn is_equal_in_memory(self, other: Self) -> bool {
        match (self, other) {
            (Self::Char(_), _) | (_, Self::Char(_)) => self == other,
            (Self::Real | Self::Double, Self::Real | Self::Double) => true,
            (Self::Interval(_), Self::Interval(_)) => false,
            (a, b) if a.is_integer() || b.is_integer() => a.is_integer() && b.is_integer(),
            (a, b) if a.is_numeric() => a == b,
            (a, b) => a.is_like(b),
        }
    }

    /// Whether values of both can be compared and assigned to each other without a CAST.
    pub fn is_like(self, other: Self) -> bool {
        let kinds = [Self::is_numeric, Self::is_text, Self::is_binary];
        let is_interval = |sql_type| matches!(sql_type, Self::Interval(_));
        self == other
            || kinds.iter().any(|is| is(self) && is(other))
            || (is_interval(self) && is_interval(other))
    }
}

impl Unit {
    /// From the longest to the shortest.
    pub const ALL: [Self; 6] = [Self::Year, Self::Month, Self::Day, Self::Hour, Self::Minute, Self::Second];

    /// How long it is, in milliseconds; a year and a month in months, for how long a month is depends on the month.
    pub const fn size(self) -> i64 {
        match self {
            Self::Year => 12,
            Self::Month => 1,
            Self::Day => 86_400_000,
            Self::Hour => 3_600_000,
            Self::Minute => 60_000,
            Self::Second => 1_000,
        }
    }

    /// Whether it is a year or a month.
    pub fn is_of_calendar(self) -> bool {
        matches!(self, Self::Year | Self::Month)
    }
}

impl Qualifier {
    /// All fields, from the longest to the shortest.
    pub fn units(self) -> impl Iterator<Item = Unit> {
        let to = self.to.unwrap_or(self.from);
        Unit::ALL.into_iter().filter(move |unit| (self.from..=to).contains(unit))
    }

    /// Whether `TO` and a unit behind it would be part of it.
    pub fn goes_on_to(self, unit: Unit) -> bool {
        self.to.is_none() && self.from < unit && self.from.is_of_calendar() == unit.is_of_calendar()
    }
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("BOOLEAN"),
            Self::TinyInt => f.write_str("TINYINT"),
            Self::SmallInt => f.write_str("SMALLINT"),
            Self::Integer => f.write_str("INTEGER"),
            Self::BigInt => f.write_str("BIGINT"),
            Self::Real => f.write_str("REAL"),
            Self::Double => f.write_str("DOUBLE"),
            Self::Decimal { precision, scale } => write!(f, "DECIMAL({precision}, {scale})"),
            Self::Char(length) => write!(f, "CHAR({length})"),
            Self::VarChar(length) => write!(f, "VARCHAR({length})"),
            Self::Binary(length) => write!(f, "BINARY({length})"),
            Self::VarBinary(length) => write!(f, "VARBINARY({length})"),
            Self::Date => f.write_str("DATE"),
            Self::Time => f.write_str("TIME"),
            Self::Timestamp => f.write_str("TIMESTAMP"),
            Self::Interval(qualifier) => write!(f, "INTERVAL {qualifier}"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Year => "YEAR",
            Self::Month => "MONTH",
            Self::Day => "DAY",
            Self::Hour => "HOUR",
            Self::Minute => "MINUTE",
            Self::Second => "SECOND",
        })
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, digits, to, fraction } = *self;
        write!(f, "{from}")?;
        match (digits, to, fraction) {
            (Some(digits), None, Some(fraction)) => write!(f, "({digits}, {fraction})")?,
            (Some(digits), ..) => write!(f, "({digits})")?,
            (None, ..) => {}
        }
        if let Some(to) = to {
            write!(f, " TO {to}")?;
            if let Some(fraction) = fraction {
                write!(f, "({fraction})")?;
            }
        }
        Ok(())
    }
}
