//! Numbers and settings in words, the same for every face.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::gauge::Flow;
use crate::fact::{Limit, ProducerChange, ReaderChange};
#[cfg(feature = "firehose")]
use crate::fault::destination::{DestinationEffect, DestinationFault, Target};
use crate::fault::{Effect, FaultPlan};
use crate::traffic::{Keys, Rate, Retry, Share, Start};

/// `1,550`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `2,000 records/s`, `0.5 records/s`.
pub fn rate(rate: Rate) -> String {
    format!("{} records/s", decimal(rate.thousandths(), 3))
}

/// `70 %`, `12.5 %`.
pub fn percent(share: Share) -> String {
    format!("{} %", decimal(u64::from(share.millionths), 4))
}

/// `300 ms`, `1.5 s`, `10 min`, `24 h`: milliseconds in the largest unit in which they are short.
pub fn length(ms: u64) -> String {
    match ms {
        0..1_000 => format!("{ms} ms"),
        _ if ms.is_multiple_of(3_600_000) => format!("{} h", count(ms / 3_600_000)),
        _ if ms.is_multiple_of(60_000) => format!("{} min", count(ms / 60_000)),
        _ => format!("{} s", decimal(ms, 3)),
    }
}

/// How a producer chooses keys.
pub fn keys(keys: &Keys) -> String {
    match keys {
        Keys::Random => "a new key for each record".into(),
        Keys::Hot { key, share } => format!("{} are \u{201c}{key}\u{201d}", percent(*share)),
        Keys::Fixed { key } => format!("all are \u{201c}{key}\u{201d}"),
        Keys::Sequential { prefix, count } => format!("{prefix}0 to {prefix}{}", count.saturating_sub(1)),
        Keys::Zipf { count: keys } => format!("{} keys, the n-th 1/n as often", count(u64::from(*keys))),
        Keys::Explicit { hash_key } => format!("hash key {hash_key}"),
    }
}

/// What a producer does with refused records.
fn retry(retry: Retry) -> String {
    match retry {
        Retry::None => "drops what is refused".into(),
        Retry::Backoff { attempts_max, first_ms } => format!(
            "sends a record up to {} times, the second time after {}",
            count(u64::from(attempts_max)),
            length(first_ms)
        ),
    }
}

/// What follows a producer's name: `stops`, `sends 2,000 records/s`.
pub(super) fn producer_change(change: &ProducerChange) -> String {
    let bytes = |bytes| format!("sends records of {} B", count(u64::from(bytes)));
    joined([
        change.running.map(runs),
        change.records_per_second.map(|of| format!("sends {}", rate(of))),
        change.record_bytes.map(bytes),
        change.keys.as_ref().map(|of| format!("takes other keys: {}", keys(of))),
        change.retry.map(retry),
    ])
}

/// What follows a reader's name: `stops`, `asks every 5 s`.
pub(super) fn reader_change(change: &ReaderChange) -> String {
    let checkpoints = |ms| match ms {
        0 => "checkpoints after every answer".into(),
        ms => format!("checkpoints every {}", length(ms)),
    };
    let pipe =
        |fan_out| if fan_out { "has throughput of its own" } else { "shares the throughput of shards" };
    let order = |first| if first { "reads parents before children" } else { "reads all shards at once" };
    joined([
        change.running.map(runs),
        change.poll_ms.map(|ms| format!("asks every {}", length(ms))),
        change.limit.map(|limit| format!("takes at most {} records an answer", count(limit.into()))),
        change.checkpoint_ms.map(checkpoints),
        change.fan_out.map(|fan_out| pipe(fan_out).into()),
        change.parents_first.map(|first| order(first).into()),
        change.start.map(|start| format!("starts again {}", place(start))),
    ])
}

/// What refuses records where no limit is passed.
pub(super) const FAULT: &str = "a fault";

/// What refuses records: the limits that are passed, or somebody's wish.
pub(super) fn refused_by(limit: Limit, offered: &Flow) -> &'static str {
    match (limit, offered.passed(limit)) {
        (Limit::Fault | Limit::Struck(_), _) => FAULT,
        (_, [true, true]) => "records and data limits",
        (_, [false, true]) => "data limit",
        _ => "records limit",
    }
}

/// A starting position: `at record 30`.
pub(super) fn place(start: Start) -> String {
    match start {
        Start::TrimHorizon => "at the oldest record".into(),
        Start::Latest => "after the newest record".into(),
        Start::AtTimestamp { at_ms } => format!("at {}", length(at_ms)),
        Start::AtSequenceNumber { record } => format!("at record {}", count(record)),
        Start::AfterSequenceNumber { record } => format!("after record {}", count(record)),
    }
}

/// What a fault does: `30 % of calls of PutRecords about clicks are refused with InternalFailure for 2 s`.
pub(super) fn fault(plan: &FaultPlan) -> String {
    let struck = if matches!(plan.effect, Effect::RefuseRecords(_)) { "records" } else { "calls" };
    let operations = match &plan.operations[..] {
        [] => String::new(),
        names => format!(" of {}", names.join(", ")),
    };
    let stream = plan.stream.as_ref().map_or_else(String::new, |stream| format!(" about {stream}"));
    let effect = match &plan.effect {
        Effect::Refuse(refusal) | Effect::RefuseRecords(refusal) => {
            format!("are refused with {}", refusal.error.name())
        }
        Effect::Delay { ms } => format!("are answered {} later", length(*ms)),
        Effect::LoseAnswer => "are done and not answered".into(),
    };
    let how_long = plan.for_ms.map_or_else(String::new, |ms| format!(" for {}", length(ms)));
    format!("{} of {struck}{operations}{stream} {effect}{how_long}", percent(plan.share))
}

/// What a fault of destinations does: `Redshift is down for 6 min`.
#[cfg(feature = "firehose")]
pub(super) fn destination_fault(plan: &DestinationFault) -> String {
    let target = match plan.target {
        None => "Every destination",
        Some(Target::S3) => "S3",
        Some(Target::Lambda) => "The function",
        Some(Target::HttpEndpoint) => "The HTTP endpoint",
        Some(Target::Splunk) => "Splunk",
        Some(Target::Opensearch) => "OpenSearch",
        Some(Target::Redshift) => "Redshift",
        Some(Target::Snowflake) => "Snowflake",
        Some(Target::Iceberg) => "Iceberg",
        Some(Target::Glue) => "The data catalog",
    };
    let of = plan.delivery_stream.as_ref().map_or_else(String::new, |name| format!(" of {name}"));
    let effect = match &plan.effect {
        DestinationEffect::Down => "is down".into(),
        DestinationEffect::Refuse { code, status, .. } => {
            let status = status.map(|status| format!(" with status {status}"));
            let code = code.as_ref().map(|code| format!(" with {code}"));
            format!("refuses requests{}", code.or(status).unwrap_or_default())
        }
        DestinationEffect::Delay { ms } => format!("answers {} later", length(*ms)),
        DestinationEffect::LoseAnswer => "does what is asked and does not answer".into(),
        DestinationEffect::RejectRecords => "rejects records one by one".into(),
    };
    let is_always = 1_000_000 <= plan.share.millionths;
    let share = if is_always { String::new() } else { format!(", for {} of them", percent(plan.share)) };
    let how_long = plan.for_ms.map_or_else(String::new, |ms| format!(" for {}", length(ms)));
    format!("{target}{of} {effect}{how_long}{share}")
}

/// Bytes: `1.5 MiB`.
#[cfg(feature = "firehose")]
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KiB", decimal(bytes * 10 / 1_024, 1)),
        _ => format!("{} MiB", decimal(bytes * 100 / 1_048_576, 2)),
    }
}

fn runs(running: bool) -> String {
    if running { "runs".into() } else { "stops".into() }
}

fn joined<const N: usize>(changes: [Option<String>; N]) -> String {
    let told: Vec<_> = changes.into_iter().flatten().collect();
    if told.is_empty() { "stays as it is".into() } else { told.join(", ") }
}

/// A number with so many digits after the point, without the zeros at their end.
fn decimal(number: u64, places: u32) -> String {
    let scale = 10_u64.pow(places);
    let fraction = format!("{:0width$}", number % scale, width = places as usize);
    match fraction.trim_end_matches('0') {
        "" => count(number / scale),
        fraction => format!("{}.{fraction}", count(number / scale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_keep_what_stands_after_the_point() {
        assert_eq!([count(0), count(999), count(23_876)], ["0", "999", "23,876"]);
        assert_eq!([decimal(500, 3), decimal(1_550_040, 3)], ["0.5", "1,550.04"]);
        assert_eq!(percent(Share { millionths: 700_000 }), "70 %");
        assert_eq!(
            [300, 1_500, 10_000, 90_000, 600_000, 86_400_000].map(length),
            ["300 ms", "1.5 s", "10 s", "90 s", "10 min", "24 h"]
        );
    }

    #[test]
    fn all_limits_that_are_passed_are_named() {
        let of = |limit, records, bytes| {
            refused_by(
                limit,
                &Flow { accepted: 1_000, refused: records, refused_bytes: bytes, ..Flow::default() },
            )
        };
        assert_eq!(of(Limit::WriteRecords, 1, 1_000), "records limit");
        assert_eq!(of(Limit::WriteRecords, 1, 2_000_000), "records and data limits");
        assert_eq!(of(Limit::WriteBytes, 0, 2_000_000), "data limit");
        assert_eq!(of(Limit::WriteBytes, 1, 2_000_000), "records and data limits");
        assert_eq!(of(Limit::Fault, 1, 2_000_000), "a fault");
    }
}
