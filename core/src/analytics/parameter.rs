//! The numbers that functions over cursors are called with, and why one is refused.

use core::fmt;

/// Numeric columns that RANDOM_CUT_FOREST and HOTSPOTS look at. Source: SQL reference, RANDOM_CUT_FOREST, 2023-02; for HOTSPOTS assumed.
pub const NUMERIC_COLUMNS: Parameter = Parameter::new("the number of numeric columns", 1, 30);

/// Seconds of the windows of TOP_K_ITEMS_TUMBLING and COUNT_DISTINCT_ITEMS_TUMBLING. Source: SQL reference, both.
pub const WINDOW_SECONDS: Parameter = Parameter::new("windowSize", 1, 3_600);

/// A whole number that a function is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// As the SQL reference calls it.
    pub name: &'static str,
    /// The least that it may be.
    pub min: u32,
    /// The most that it may be.
    pub max: u32,
}

/// Why a function cannot be called so. Texts: Assumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// It is too small or too large.
    OutOfRange(Parameter, i64),
    /// It, with this value, must be less than another one, with that value.
    NotLess(Parameter, u32, Parameter, u32),
    /// It, with this value, must be at most another one, with that value.
    Exceeds(Parameter, u32, Parameter, u32),
    /// It must be a number above zero.
    NotPositive(&'static str),
}

impl Parameter {
    /// A parameter and its range, both ends included.
    pub const fn new(name: &'static str, min: u32, max: u32) -> Self {
        Self { name, min, max }
    }

    /// The value, if it may be so.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub fn check(self, value: i64) -> Result<u32, Refusal> {
        let is_in_range = |value: &u32| (self.min..=self.max).contains(value);
        u32::try_from(value).ok().filter(is_in_range).ok_or(Refusal::OutOfRange(self, value))
    }

    /// Holds it against another one, which it must be less than.
    ///
    /// # Errors
    /// [`Refusal::NotLess`].
    pub fn check_less(self, value: u32, other: Self, limit: u32) -> Result<(), Refusal> {
        if value < limit { Ok(()) } else { Err(Refusal::NotLess(self, value, other, limit)) }
    }

    /// Holds it against another one, which it must not exceed.
    ///
    /// # Errors
    /// [`Refusal::Exceeds`].
    pub fn check_at_most(self, value: u32, other: Self, max: u32) -> Result<(), Refusal> {
        if value <= max { Ok(()) } else { Err(Refusal::Exceeds(self, value, other, max)) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange(Parameter { name, min, max }, value) => {
                write!(f, "{name} must be from {min} to {max}, not {value}")
            }
            Self::NotLess(parameter, value, other, limit) => {
                write!(
                    f,
                    "{} must be less than {}, which is {limit}, not {value}",
                    parameter.name, other.name
                )
            }
            Self::Exceeds(parameter, value, other, max) => {
                write!(f, "{} must be at most {}, which is {max}, not {value}", parameter.name, other.name)
            }
            Self::NotPositive(name) => write!(f, "{name} must be greater than zero"),
        }
    }
}

impl core::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_range_belong_to_it() {
        assert_eq!([WINDOW_SECONDS.check(1), WINDOW_SECONDS.check(3_600)], [Ok(1), Ok(3_600)]);
        for value in [0, 3601, -1, i64::MIN, i64::MAX] {
            let refusal = WINDOW_SECONDS.check(value).unwrap_err();
            assert_eq!(
                std::format!("{refusal}"),
                std::format!("windowSize must be from 1 to 3600, not {value}")
            );
        }
    }
}
