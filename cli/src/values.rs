//! Values of options, read into the engine's types.

use kinetoscope::ids::{AccountId, Region};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::traffic::Rate;

/// Reads a length of virtual time: `90s`, `10m`, `2h`, `1d`, `500ms`, or several such parts in a row.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    // The library's own words are a list of all its units.
    let length = humantime::parse_duration(text)
        .map_err(|_| "a length is a number and a unit; write 90s, 10m, 2h, 1d or 500ms".to_owned())?;
    let micros = u64::try_from(length.as_micros()).map_err(|_| "more time than the clock can hold")?;
    Ok(Duration::from_micros(micros))
}

/// Reads so many a second, to a thousandth, as scenarios have it.
pub(crate) fn rate(text: &str) -> Result<Rate, String> {
    serde_json::from_str(text)
        .map_err(|_| "write a number from 0 to 1000000000, such as 1000 or 0.5".to_owned())
}

/// Reads RFC 3339 in UTC.
pub(crate) fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "write a time in UTC such as 2026-01-01T00:00:00Z".to_owned())
}

/// Reads twelve digits.
pub(crate) fn account(text: &str) -> Result<AccountId, String> {
    AccountId::parse(text).ok_or_else(|| "an account id is twelve digits".to_owned())
}

/// Reads the name of a region: words between hyphens and a number, whether or not AWS has such a one.
pub(crate) fn region(text: &str) -> Result<Region, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let (number, words) = parts.split_last().expect("there is always one part");
    let all = |text: &str, fits: fn(&char) -> bool| !text.is_empty() && text.chars().all(|char| fits(&char));
    let is_region = 2 <= words.len()
        && words.iter().all(|word| all(word, char::is_ascii_lowercase))
        && all(number, char::is_ascii_digit);
    let region = Region::parse(text).filter(|_| is_region);
    region.ok_or_else(|| "write the name of a region such as us-east-1 or us-gov-west-1".to_owned())
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
    fn rates_may_have_a_fraction() {
        assert_eq!(rate("1000"), Ok(Rate::per_second(1_000)));
        assert_eq!(rate("0.5").map(Rate::thousandths), Ok(500));
        for text in ["", "-1", "x", "1000000001"] {
            assert!(rate(text).is_err_and(|hint| hint.starts_with("write a number")), "{text}");
        }
    }

    #[test]
    fn times_accounts_and_regions_are_read_whole() {
        assert!(instant("2026-01-01T00:00:00Z").is_ok() && instant("yesterday").is_err());
        assert!(account("123456789012").is_ok() && account("12345678901").is_err());
        for name in ["eu-west-1", "us-gov-west-1", "ap-southeast-4"] {
            assert!(region(name).is_ok(), "{name}");
        }
        for name in ["EU", "mars", "us-east", "us-1", "-east-1", "us--1", "us-east-"] {
            assert!(region(name).is_err(), "{name}");
        }
    }
}
