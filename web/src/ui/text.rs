//! Numbers and times as words.

use kinetoscope::time::Instant;
pub(crate) use kinetoscope::world::words::count;

/// `980`, `12.4k`, `1.2M`: short enough for a card.
pub(crate) fn short(number: u64) -> String {
    match number {
        0..10_000 => count(number),
        10_000..1_000_000 => format!("{:.1}k", number as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1}M", number as f64 / 1e6),
        _ => format!("{:.1}G", number as f64 / 1e9),
    }
}

/// Bytes in MiB, two places.
pub(crate) fn mib(bytes: u64) -> String {
    format!("{:.2}", bytes as f64 / 1_048_576.0)
}

/// `12 %`, `12.35 %`: two places, unless it is whole to a hundredth.
pub(crate) fn percent(fraction: f64) -> String {
    let percent = fraction * 100.0;
    if (percent - percent.round()).abs() < 0.005 {
        format!("{percent:.0} %")
    } else {
        format!("{percent:.2} %")
    }
}

/// A share as CSS has it, to a thousandth of a percent: `12.345%`.
pub(crate) fn css_percent(percent: f64) -> String {
    let thousandths = (percent * 1e3).round() as i64;
    format!("{}.{:03}%", thousandths / 1_000, thousandths % 1_000)
}

/// A length of time: `0.4 s`, `12.5 s`, `3 min 20 s`, `2 h 5 min`, `1 d 3 h`.
pub(crate) fn length(us: u64) -> String {
    let seconds = us / 1_000_000;
    let two = |large: u64, name: &str, small: u64, other: &str| match small {
        0 => format!("{large} {name}"),
        _ => format!("{large} {name} {small} {other}"),
    };
    match seconds {
        0..60 => format!("{:.1} s", (us / 100_000) as f64 / 10.0),
        60..3_600 => two(seconds / 60, "min", seconds % 60, "s"),
        3_600..86_400 => two(seconds / 3_600, "h", seconds / 60 % 60, "min"),
        _ => two(seconds / 86_400, "d", seconds / 3_600 % 24, "h"),
    }
}

/// Elapsed time as a clock: `00:00:42.5`.
pub(crate) fn clock(us: u64) -> String {
    let (seconds, tenth) = (us / 1_000_000, us / 100_000 % 10);
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    let rest = format!("{hours:02}:{:02}:{:02}.{tenth}", seconds / 60 % 60, seconds % 60);
    if days == 0 { rest } else { format!("{days}d {rest}") }
}

/// `1 Jan 2026 00:00:42 UTC`.
pub(crate) fn date(at: Instant) -> String {
    let civil = at.civil();
    format!(
        "{} {} {} {:02}:{:02}:{:02} UTC",
        civil.day,
        civil.month_name(),
        civil.year,
        civil.hour,
        civil.minute,
        civil.second
    )
}

/// A speed: `0.1×`, `60×`.
pub(crate) fn speed(speed: f64) -> String {
    if speed < 1.0 { format!("{speed:.1}×") } else { format!("{}×", count(speed.round() as u64)) }
}

/// `ShardHours` as `Shard hours`.
pub(crate) fn spaced(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
            text.push(letter.to_ascii_lowercase());
        } else {
            text.push(letter);
        }
    }
    text
}

/// `1 shard`, `2 shards`.
pub(crate) fn plural(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", count(number as u64), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [count(0), count(999), count(1_550), count(1_234_567)],
            ["0", "999", "1,550", "1,234,567"]
        );
        assert_eq!([short(9_999), short(12_345), short(2_500_000)], ["9,999", "12.3k", "2.5M"]);
    }

    #[test]
    fn lengths_have_at_most_two_parts() {
        let of = |seconds: u64| length(seconds * 1_000_000);
        assert_eq!(
            [of(0), of(12), of(200), of(7_500), of(97_200)],
            ["0.0 s", "12.0 s", "3 min 20 s", "2 h 5 min", "1 d 3 h"]
        );
        assert_eq!(length(450_000), "0.4 s");
    }

    #[test]
    fn clocks_show_days_only_where_there_are_some() {
        assert_eq!(clock(42_500_000), "00:00:42.5");
        assert_eq!(clock(90_000_000_000), "1d 01:00:00.0");
    }

    #[test]
    fn shares_are_exact_to_a_hundredth() {
        assert_eq!([percent(0.25), percent(1.0), percent(0.12345)], ["25 %", "100 %", "12.35 %"]);
    }
}
