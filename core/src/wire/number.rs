//! Numbers of both protocols.

/// A number as it stands in a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number<'a> {
    /// The digits of a JSON number.
    Json(&'a str),
    /// A CBOR integer, clamped to 64 bits.
    Integer(i64),
    /// A CBOR float.
    Float(f64),
}

impl Number<'_> {
    /// The whole number at or below this one, clamped to 64 bits.
    pub fn floor(self) -> i64 {
        match self {
            Self::Integer(value) => value,
            Self::Float(value) => floor(value),
            Self::Json(text) => text.parse().unwrap_or_else(|_| floor(text.parse().unwrap_or(f64::MAX))),
        }
    }

    /// Milliseconds since the epoch, where the number is a time: seconds in JSON and in CBOR floats, milliseconds in
    /// CBOR integers. Plain JSON decimals are read digit by digit, because a float would round.
    pub fn epoch_millis(self) -> i64 {
        match self {
            Self::Integer(millis) => millis,
            Self::Float(secs) => floor(secs * 1_000.0),
            Self::Json(text) => decimal_millis(text)
                .unwrap_or_else(|| floor(text.parse::<f64>().unwrap_or(f64::MAX) * 1_000.0)),
        }
    }

    /// -1 - n, which is how CBOR counts below zero.
    pub(super) fn complement(self) -> Self {
        match self {
            Self::Integer(value) => Self::Integer(!value),
            other => other,
        }
    }
}

/// Rounds down without `std`; a cast already clamps.
fn floor(value: f64) -> i64 {
    let truncated = value as i64;
    if (truncated as f64) > value { truncated.saturating_sub(1) } else { truncated }
}

/// `12.3456` is 12345; `None` for signs and exponents, which take the way over floats.
fn decimal_millis(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(whole) || !digits_only(fraction) {
        return None;
    }
    let millis = fraction.bytes().chain(core::iter::repeat(b'0')).take(3);
    let millis = millis.fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_floored_and_huge_numbers_clamped() {
        for (text, value) in [
            ("1", 1),
            ("1.9", 1),
            ("-1.5", -2),
            ("1e3", 1_000),
            ("99999999999999999999", i64::MAX),
            ("1e999", i64::MAX),
        ] {
            assert_eq!(Number::Json(text).floor(), value, "{text}");
        }
        assert_eq!(Number::Float(-0.5).floor(), -1);
    }

    #[test]
    fn times_keep_their_milliseconds() {
        for (number, millis) in [
            (Number::Json("1763683200.123"), 1_763_683_200_123),
            (Number::Json("1763683200.1239"), 1_763_683_200_123),
            (Number::Json("1763683200"), 1_763_683_200_000),
            (Number::Json("1.7636832E9"), 1_763_683_200_000),
            (Number::Integer(1_763_683_200_123), 1_763_683_200_123),
            (Number::Float(1_763_683_200.5), 1_763_683_200_500),
        ] {
            assert_eq!(number.epoch_millis(), millis, "{number:?}");
        }
    }
}
