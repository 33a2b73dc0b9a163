//! Tasks: what must hold for a lesson to be passed, each a few lines that say what was measured.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{BetResult, deliveries};
use crate::ids::HashKey;
use crate::streams::log::Record;
use crate::streams::shapes::StreamStatus;
use crate::streams::{Stream, Streams};
use crate::time::{Duration, Instant};
use crate::world::deeds::{Expiry, LATE_MS, StreamDeeds};
use crate::world::goal::{Check, Goal};
use crate::world::look::Look;
use crate::world::reader::Reader;
use crate::world::words::count;

/// Newest records a shard that are looked at.
const RECORDS_SEEN: u64 = 1_000;

/// Something that must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Task {
    /// A goal of a scenario is reached.
    Reach(Goal),
    /// Every bet is made, and so many are right.
    Bets {
        /// How many.
        right_min: usize,
    },
    /// Records went into a stream of the learner's own, and came out by GetRecords.
    RoundTrip {
        /// Streams that the scenario made.
        except: Vec<String>,
    },
    /// A record stands where its key alone would not have put it: ExplicitHashKey.
    Placed {
        /// The stream.
        stream: String,
    },
    /// Two keys share a shard.
    SharedShard {
        /// The stream.
        stream: String,
    },
    /// Shards were split and merged.
    Resharded {
        /// The stream.
        stream: String,
        /// Splits at least.
        splits_min: u32,
        /// Merges at least.
        merges_min: u32,
        /// Open shards in the end.
        open_shards: usize,
    },
    /// A reader saw the records of each key in their order.
    InOrder {
        /// The reader.
        reader: String,
    },
    /// So many kinds of starting position were read from.
    StartsUsed {
        /// How many.
        kinds_min: u32,
    },
    /// An iterator expired, another was got, and reading went on.
    ExpiredAndRecovered {},
    /// A reader came back after a long rest and had lost nothing.
    Outage {
        /// The reader.
        reader: String,
        /// How long.
        hours_min: u64,
    },
    /// Readers of a stream keep up.
    KeepUp {
        /// The stream.
        stream: String,
        /// How many.
        readers_min: usize,
        /// For how long nobody was late or refused.
        for_ms: u64,
        /// How many have throughput of their own.
        fan_out_min: usize,
    },
    /// Buffers of delivery streams closed for each of these reasons: `size` and `interval`.
    ClosedBy {
        /// Which.
        causes: Vec<String>,
    },
    /// An object tells of records that failed.
    ErrorObject {
        /// The kind of error, as prefixes name it.
        kind: String,
    },
    /// A delivery stream gave a COPY up, and somebody filled the gap by hand.
    Backfilled {
        /// Which delivery stream.
        delivery_stream: String,
    },
}

impl Task {
    pub(super) fn check(&self, look: Look<'_>, bets: &[BetResult]) -> Vec<Check> {
        match self {
            Self::Reach(goal) => look.check_goal(goal),
            Self::Bets { right_min } => check_bets(bets, *right_min),
            Self::RoundTrip { except } => check_round_trip(look, except),
            Self::Placed { stream } => vec![check_placed(look, stream)],
            Self::SharedShard { stream } => vec![check_shared_shard(look, stream)],
            Self::Resharded { stream, splits_min, merges_min, open_shards } => {
                check_resharded(look, stream, [*splits_min, *merges_min], *open_shards)
            }
            Self::InOrder { reader } => check_in_order(look, reader),
            Self::StartsUsed { kinds_min } => vec![check_starts(look, *kinds_min)],
            Self::ExpiredAndRecovered {} => vec![check_expiry(look)],
            Self::Outage { reader, hours_min } => check_outage(look, reader, *hours_min),
            Self::KeepUp { stream, readers_min, for_ms, fan_out_min } => {
                check_keep_up(look, stream, [*readers_min, *fan_out_min], Duration::from_millis(*for_ms))
            }
            Self::ClosedBy { causes } => deliveries::check_closed(look, causes),
            Self::ErrorObject { kind } => vec![deliveries::check_error_object(look, kind)],
            Self::Backfilled { delivery_stream } => deliveries::check_backfilled(look, delivery_stream),
        }
    }
}

pub(super) fn line(label: impl Into<String>, measured: impl Into<String>, holds: bool) -> Check {
    Check { label: label.into(), measured: measured.into(), holds }
}

/// The streams that are none of these.
pub(super) fn own_streams<'w>(look: Look<'w>, except: &[String]) -> impl Iterator<Item = &'w Stream> {
    let is_own = move |stream: &&Stream| !except.iter().any(|name| **name == *stream.name);
    look.streams.into_iter().flat_map(Streams::streams).filter(is_own)
}

fn reader<'w>(look: Look<'w>, name: &str) -> Option<&'w Reader> {
    look.cast.readers.iter().find(|reader| reader.plan.name == name)
}

fn deeds<'w>(look: Look<'w>, stream: &str) -> Option<&'w StreamDeeds> {
    look.chronicle.deeds.of(stream)
}

fn check_bets(bets: &[BetResult], right_min: usize) -> Vec<Check> {
    let made = bets.iter().filter(|bet| bet.said.is_some()).count();
    let right = bets.iter().filter(|bet| bet.right).count();
    let of_all = |number: usize| format!("{number} of {}", bets.len());
    let mut checks = vec![line("Every question answered", of_all(made), made == bets.len())];
    if 0 < right_min {
        checks.push(line(format!("At least {} right", of_all(right_min)), of_all(right), right_min <= right));
    }
    checks
}

fn check_round_trip(look: Look<'_>, except: &[String]) -> Vec<Check> {
    let of = |stream: &&Stream| deeds(look, &stream.name).map_or((0, 0), |deeds| (deeds.put, deeds.got));
    // The one that came furthest counts.
    let best = own_streams(look, except).max_by_key(|stream| {
        let (put, got) = of(stream);
        (0 < got, 0 < put, stream.status == StreamStatus::Active)
    });
    let (put, got) = best.as_ref().map_or((0, 0), of);
    let status = best.map_or_else(
        || "there is none".into(),
        |stream| format!("{} is {}", stream.name, stream.status.as_str()),
    );
    let is_there = best.is_some_and(|stream| stream.status == StreamStatus::Active);
    vec![
        line("A stream of your own is ACTIVE", status, is_there),
        line("A record was put into it", format!("{} put", count(put)), 0 < put),
        line("GetRecords gave it back", format!("{} read", count(got)), 0 < got),
    ]
}

/// The newest records of all shards.
fn newest<'w>(look: Look<'w>, stream: &str) -> impl Iterator<Item = (u32, Record<'w>)> {
    look.stream(stream).into_iter().flat_map(Stream::shards).flat_map(|shard| {
        let from = shard.log.end_counter().saturating_sub(RECORDS_SEEN);
        shard.log.iter_from(from).map(move |record| (shard.id.0, record))
    })
}

fn is_placed(record: &Record<'_>) -> bool {
    !record.partition_key.is_empty() && record.hash_key != HashKey::of_partition_key(record.partition_key)
}

fn check_placed(look: Look<'_>, stream: &str) -> Check {
    let found = newest(look, stream).find(|(_, record)| is_placed(record));
    let measured = found.as_ref().map_or_else(
        || "every record is where its key puts it".into(),
        |(shard, record)| format!("{:?} is in shard {shard}", record.partition_key),
    );
    line("A record put into a shard of your choice by ExplicitHashKey", measured, found.is_some())
}

fn check_shared_shard(look: Look<'_>, stream: &str) -> Check {
    let mut first: Option<(u32, &str)> = None;
    for (shard, record) in newest(look, stream).filter(|(_, record)| !is_placed(record)) {
        match first {
            Some((before, key)) if before == shard && key != record.partition_key => {
                let measured = format!("{key:?} and {:?} are in shard {shard}", record.partition_key);
                return line("Two different keys in one shard", measured, true);
            }
            Some((before, _)) if before == shard => {}
            _ => first = Some((shard, record.partition_key)),
        }
    }
    line("Two different keys in one shard", "no such pair yet", false)
}

fn check_resharded(
    look: Look<'_>,
    stream: &str,
    [splits, merges]: [u32; 2],
    open_shards: usize,
) -> Vec<Check> {
    let (split, merged) = deeds(look, stream).map_or((0, 0), |deeds| (deeds.splits, deeds.merges));
    let open = look.stream(stream).map_or(0, Stream::open_shard_count);
    let plural = if open_shards == 1 { "" } else { "s" };
    vec![
        line(format!("At least {splits} split"), format!("{split} done"), splits <= split),
        line(format!("At least {merges} merge"), format!("{merged} done"), merges <= merged),
        line(
            format!("{open_shards} open shard{plural} in the end"),
            format!("{open} open"),
            open == open_shards,
        ),
    ]
}

fn check_in_order(look: Look<'_>, name: &str) -> Vec<Check> {
    let found = reader(look, name);
    let counts = found.map(|reader| reader.counts).unwrap_or_default();
    let shards = found.map_or(0, Reader::shards_read);
    vec![
        line(
            format!("{name} has read a shard to its end and gone on"),
            format!("{shards} read to the end"),
            0 < shards,
        ),
        line(
            format!("{name} saw every key in order"),
            format!("{} records came before older ones", count(counts.out_of_order)),
            counts.out_of_order == 0,
        ),
    ]
}

fn check_starts(look: Look<'_>, kinds_min: u32) -> Check {
    let kinds = look.cast.readers.iter().fold(0, |kinds, reader| kinds | reader.starts_used);
    let used = u8::count_ones(kinds);
    let label = format!("Records read from {kinds_min} kinds of starting position");
    line(label, format!("{used} so far"), kinds_min <= used)
}

fn check_expiry(look: Look<'_>) -> Check {
    let expiry = look.chronicle.deeds.expiry;
    let measured = match expiry {
        Expiry::None => "none has expired",
        Expiry::Expired => "one has expired, and nobody got another",
        Expiry::Replaced => "another was got, and nothing read with it",
        Expiry::Recovered => "one expired, and reading went on with another",
    };
    line("An iterator expired, and reading went on", measured, expiry == Expiry::Recovered)
}

fn check_outage(look: Look<'_>, name: &str, hours_min: u64) -> Vec<Check> {
    let found = reader(look, name);
    let rest = found.map_or(Duration::ZERO, |reader| {
        let now = reader.stopped_at.map_or(Duration::ZERO, |at| look.now.since(at));
        reader.longest_stop.max(now)
    });
    let runs = found.is_some_and(|reader| reader.plan.running);
    let lost = found.map_or(0, |reader| {
        let stream = look.stream(&reader.plan.stream);
        let waiting = stream.into_iter().flat_map(|stream| {
            stream.shards().iter().map(move |shard| reader.expired_unread(stream, shard.id, look.now))
        });
        reader.counts.expired_unread + waiting.sum::<u64>()
    });
    let hours = rest.total_secs() / 3_600;
    vec![
        line(
            format!("{name} was down for {hours_min} hours"),
            format!("{} hours", count(hours)),
            Duration::from_hours(hours_min) <= rest,
        ),
        line(format!("{name} runs again"), if runs { "it runs" } else { "it rests" }, runs),
        line(
            "No record expired before it was read",
            format!("{} expired", count(lost)),
            found.is_some() && lost == 0,
        ),
    ]
}

fn check_keep_up(
    look: Look<'_>,
    name: &str,
    [readers_min, fan_out_min]: [usize; 2],
    length: Duration,
) -> Vec<Check> {
    let readers: Vec<_> =
        look.cast.readers.iter().filter(|reader| reader.plan.stream == name && reader.plan.running).collect();
    let fan_out = readers.iter().filter(|reader| reader.plan.fan_out).count();
    let deeds = deeds(look, name);
    let calm = |at: Option<Instant>| look.now.since(at.unwrap_or(look.settings.start));
    let secs = |since: Duration| format!("for {} s", count(since.total_secs()));
    let unrefused = calm(deeds.and_then(|deeds| deeds.read_refused_at));
    let mut punctual = calm(deeds.and_then(|deeds| deeds.late_at));
    if readers.iter().any(|reader| LATE_MS <= look.millis_behind(reader)) {
        punctual = Duration::ZERO;
    }
    vec![
        line(
            format!("{readers_min} readers run"),
            format!("{} run", readers.len()),
            readers_min <= readers.len(),
        ),
        line(
            format!("At least {fan_out_min} of them with throughput of its own"),
            fan_out.to_string(),
            fan_out_min <= fan_out,
        ),
        line(format!("No read refused {}", secs(length)), secs(unrefused), length <= unrefused),
        line(format!("Each less than 1 s behind {}", secs(length)), secs(punctual), length <= punctual),
    ]
}
