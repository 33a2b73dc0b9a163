//! Values of options, read into the engine's types.

use kinetoscope::ids::{AccountId, Region};
use kinetoscope::time::{Duration, Instant};

/// Reads a length of virtual time: `90s`, `10m`, `2h`, `1d`, `500ms`, or several such parts in a row.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let length = humantime::parse_duration(text)
        .map_err(|error| format!("{error}; write 90s, 10m, 2h, 1d or 500ms"))?;
    let micros = u64::try_from(length.as_micros()).map_err(|_| "more time than the clock can hold")?;
    Ok(Duration::from_micros(micros))
}

/// Reads RFC 3339 in UTC.
pub(crate) fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "write a time in UTC such as 2026-01-01T00:00:00Z".to_owned())
}

/// Reads twelve digits.
pub(crate) fn account(text: &str) -> Result<AccountId, String> {
    AccountId::parse(text).ok_or_else(|| "an account id is twelve digits".to_owned())
}

/// Reads the name of a region.
pub(crate) fn region(text: &str) -> Result<Region, String> {
    Region::parse(text).ok_or_else(|| "a region is lower-case letters, digits and hyphens".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_a_number_and_a_unit() {
        for (text, millis) in [
            ("500ms", 500),
            ("90s", 90_000),
            ("10m", 600_000),
            ("2h", 7_200_000),
            ("1d", 86_400_000),
            ("1m 30s", 90_000),
            ("1.5h", 5_400_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused_with_examples() {
        for text in ["", "10", "m", "-5s", "10 parsecs", "99999999999d"] {
            assert!(duration(text).is_err(), "{text}");
        }
        assert!(duration("10").unwrap_err().ends_with("write 90s, 10m, 2h, 1d or 500ms"));
    }

    #[test]
    fn times_accounts_and_regions_are_read_whole() {
        assert!(instant("2026-01-01T00:00:00Z").is_ok() && instant("yesterday").is_err());
        assert!(account("123456789012").is_ok() && account("12345678901").is_err());
        assert!(region("eu-west-1").is_ok() && region("EU").is_err());
    }
}
