//! In what the values of a metric are told: a unit in which they are short, and what a value stands for.

use crate::ui::text;

const MS_PER_HOUR: f64 = 3_600_000.0;
/// Sizes, the greatest first, and how many bytes each has.
const SIZES: &[(&str, f64)] = &[("GB", 1e9), ("MB", 1e6), ("kB", 1e3)];
/// Times from which a larger unit is shorter, in milliseconds, and how many it has.
const TIMES: &[(&str, f64, f64)] = &[("h", 2.0 * MS_PER_HOUR, MS_PER_HOUR), ("min", 120_000.0, 60_000.0)];

/// A unit, as it stands beside the name of a metric.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) name: String,
    /// How much of what the service counts in is one of it.
    pub(super) size: f64,
}

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Bytes,
    Millis,
    Secs,
    /// Things, by the word for them.
    Things(&'static str),
}

fn kind(metric: &str) -> Kind {
    let has = |part: &str| metric.contains(part);
    if has("Bytes") {
        Kind::Bytes
    } else if is_answer_time(metric) || has("IteratorAge") || has("Millis") {
        Kind::Millis
    } else if has("Freshness") {
        Kind::Secs
    } else if let Some(things) = of_delivery_stream(metric) {
        Kind::Things(things)
    } else if metric.ends_with("Records") || metric.starts_with("WriteProvisioned") {
        Kind::Things("records")
    } else if has("ShardEvent") {
        Kind::Things("events")
    } else if has("Subscribe") {
        Kind::Things("subscriptions")
    } else {
        Kind::Things("calls")
    }
}

/// Whether a metric tells how long answers took.
fn is_answer_time(metric: &str) -> bool {
    ["Latency", "Duration"].iter().any(|time| metric.contains(time))
}

/// What a metric counts that only delivery streams have, where its name does not end in it.
fn of_delivery_stream(metric: &str) -> Option<&'static str> {
    let ends: &[(&str, &str)] = &[
        ("RowCount", "rows"),
        ("ObjectCount", "objects"),
        ("Requests", "calls"),
        ("ThrottledGetRecords", "calls"),
        ("PartitionCountExceeded", "times"),
    ];
    let is_of_destination = ["DeliveryTo", "BackupTo"].iter().any(|start| metric.starts_with(start));
    if is_of_destination && metric.ends_with(".Success") {
        return Some("tries");
    }
    ends.iter().find(|(end, _)| metric.ends_with(end)).map(|(_, things)| *things)
}

/// The unit for values up to the greatest one.
pub(super) fn of(metric: &str, statistic: &str, period: &str, most: f64) -> Unit {
    if statistic == "SampleCount" {
        return Unit { name: format!("samples per {period}"), size: 1.0 };
    }
    let (word, size) = match kind(metric) {
        Kind::Bytes => SIZES.iter().copied().find(|(_, size)| *size <= most).unwrap_or(("bytes", 1.0)),
        Kind::Millis if is_answer_time(metric) => ("ms", 1.0),
        Kind::Millis => time(most),
        Kind::Secs => {
            let (word, size) = time(most * 1_000.0);
            (word, size / 1_000.0)
        }
        // Each is 1 or 0, so the average is a share.
        Kind::Things(things) if metric.ends_with("Success") && statistic == "Average" => {
            return Unit { name: format!("% of {things}"), size: 0.01 };
        }
        Kind::Things(things) => (things, 1.0),
    };
    let name = match statistic {
        "Sum" => format!("{word} per {period}"),
        "Average" => format!("{word}, average"),
        "Minimum" => format!("{word}, lowest"),
        _ => format!("{word}, highest"),
    };
    Unit { name, size }
}

/// The unit for times up to the greatest one, and how many milliseconds it has.
fn time(most_ms: f64) -> (&'static str, f64) {
    let large = TIMES.iter().find(|(_, from, _)| *from <= most_ms);
    large.map_or(("s", 1_000.0), |&(word, _, size)| (word, size))
}

/// A value as the service counts, in words short enough for a line: `240k`, `252 MB`, `24 h`.
pub(super) fn in_short(metric: &str, value: f64) -> String {
    match kind(metric) {
        Kind::Bytes => {
            let (word, size) =
                SIZES.iter().copied().find(|(_, size)| *size <= value).unwrap_or(("bytes", 1.0));
            format!("{:.0} {word}", value / size)
        }
        Kind::Millis if MS_PER_HOUR <= value => format!("{} h", exact(value / MS_PER_HOUR)),
        Kind::Millis if metric.contains("Latency") => format!("{} ms", exact(value)),
        Kind::Millis => format!("{} s", exact(value / 1_000.0)),
        Kind::Secs => format!("{} s", exact(value)),
        Kind::Things(_) if value.fract() == 0.0 => text::short(value as u64).replace(".0", ""),
        Kind::Things(_) => exact(value),
    }
}

/// A number with as many places as it needs, three at most.
pub(super) fn exact(value: f64) -> String {
    if value.fract() == 0.0 {
        return text::count(value as u64);
    }
    let rounded = format!("{value:.3}");
    let (whole, places) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let places = places.trim_end_matches('0');
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), text::count);
    if places.is_empty() { whole } else { format!("{whole}.{places}") }
}

#[cfg(test)]
mod tests {
    use kinetoscope::cloudwatch::delivery::OF_DELIVERY_STREAMS;
    use kinetoscope::cloudwatch::metric::{OF_CONSUMERS, OF_QUEUES, OF_SHARDS, OF_STREAMS, StandardUnit};

    use super::*;

    #[test]
    fn what_a_metric_counts_is_what_the_engine_counts() {
        let all = OF_STREAMS.iter().map(|metric| (metric.name, metric.unit));
        let all = all.chain(OF_SHARDS.iter().map(|metric| (metric.name, metric.unit)));
        let all = all.chain(OF_CONSUMERS.iter().map(|metric| (metric.name, metric.unit)));
        let all = all.chain(OF_DELIVERY_STREAMS.iter().copied());
        for (name, unit) in all.chain(OF_QUEUES.iter().map(|metric| (metric.name, metric.unit))) {
            let expected = match kind(name) {
                Kind::Bytes => StandardUnit::Bytes,
                Kind::Millis => StandardUnit::Milliseconds,
                Kind::Secs => StandardUnit::Seconds,
                Kind::Things(_) => StandardUnit::Count,
            };
            assert_eq!(unit, expected, "{name}");
        }
    }

    #[test]
    fn units_are_those_in_which_values_are_short() {
        let told = |metric, statistic, most| of(metric, statistic, "minute", most).name;
        assert_eq!(told("IncomingRecords", "Sum", 9.0), "records per minute");
        assert_eq!(told("WriteProvisionedThroughputExceeded", "Sum", 9.0), "records per minute");
        assert_eq!(told("ReadProvisionedThroughputExceeded", "Sum", 9.0), "calls per minute");
        assert_eq!(told("IncomingBytes", "Sum", 27e6), "MB per minute");
        assert_eq!(told("GetRecords.IteratorAgeMilliseconds", "Maximum", 0.0), "s, highest");
        assert_eq!(told("GetRecords.IteratorAgeMilliseconds", "Maximum", 9e6), "h, highest");
        assert_eq!(told("GetRecords.Success", "Average", 1.0), "% of calls");
        assert_eq!(told("IncomingRecords", "SampleCount", 1.0), "samples per minute");
        assert_eq!(told("DeliveryToS3.DataFreshness", "Maximum", 4.0), "s, highest");
        assert_eq!(told("DeliveryToS3.DataFreshness", "Maximum", 300.0), "min, highest");
        assert_eq!(of("DeliveryToS3.DataFreshness", "Maximum", "minute", 300.0).size, 60.0);
        assert_eq!(told("DeliveryToS3.Success", "Average", 1.0), "% of tries");
        assert_eq!(told("ThrottledGetRecords", "Sum", 1.0), "calls per minute");
        assert_eq!(told("DeliveryToIceberg.SuccessfulRowCount", "Sum", 1.0), "rows per minute");
    }

    #[test]
    fn bounds_are_told_shortly() {
        assert_eq!(in_short("IncomingRecords", 240_000.0), "240k");
        assert_eq!(in_short("IncomingBytes", 251_658_240.0), "252 MB");
        assert_eq!(in_short("GetRecords.IteratorAgeMilliseconds", 86_400_000.0), "24 h");
        assert_eq!(in_short("DeliveryToS3.DataFreshness", 900.0), "900 s");
        assert_eq!(
            [exact(27.2252), exact(3.0), exact(1_234.5), exact(0.0001)],
            ["27.225", "3", "1,234.5", "0"]
        );
    }
}
