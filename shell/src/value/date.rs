//! Points in time: seconds since 1970 to ISO 8601 and back.

/// A point in time as Python's `isoformat` writes it, in UTC.
pub(crate) fn iso(seconds: f64) -> String {
    let micros = (seconds * 1e6).round_ties_even() as i64;
    let (second, micro) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (day, second) = (second.div_euclid(86_400), second.rem_euclid(86_400));
    let (year, month, day) = civil(day);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = if micro == 0 { String::new() } else { format!(".{micro:06}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}+00:00")
}

/// Seconds since 1970 of a number or a date and time: `2023-11-14`, with `T22:13:20.5`, with `Z` or `+01:00`.
pub(crate) fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00Z"));
    let numbers: Vec<i64> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month @ 1..=12, day @ 1..=31] = numbers[..] else { return None };
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => (&time[..at], offset(&time[at..])?),
        None => (time, 0),
    };
    let mut parts = clock.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next().unwrap_or("0").parse().ok()?;
    let second: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let in_range = hour < 24 && minute < 60 && (0.0..61.0).contains(&second) && parts.next().is_none();
    let whole = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 - offset;
    in_range.then_some(whole as f64 + second)
}

fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, rest) = text.split_at(1);
    let digits = rest.replace(':', "");
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let seconds = (number / 100 * 60 + number % 100) * 60;
    Some(if sign == "-" { -seconds } else { seconds })
}

/// Year, month and day of a day since 1970. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The day since 1970 of a date; the way back.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_to_seconds_and_back() {
        for text in
            ["1970-01-01T00:00:00+00:00", "2024-02-29T23:59:59.123000+00:00", "2100-03-01T00:00:00+00:00"]
        {
            assert_eq!(iso(seconds(text).unwrap()), text);
        }
        assert_eq!(seconds("1700000000.5"), Some(1_700_000_000.5));
        assert_eq!(seconds("2023-11-14T23:13:20+01:00"), Some(1_700_000_000.0));
        assert_eq!(seconds("2023-11-14"), Some(1_699_920_000.0));
        for text in ["", "soon", "2023-13-01", "2023-11-14T25:00", "2023-11-14T1:2:3:4", "nan"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
