//! What is charged, and how much of it was used.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::time::Duration;

/// A GB of the price list. Assumed to be binary, as the examples of the price page reckon.
const GB: u128 = 1 << 30;
const MILLIS_PER_HOUR: u128 = 3_600_000;

/// A thing that is charged; `prices.json` says by which formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Charge {
    /// Provisioned: open shards.
    ShardHours,
    /// Provisioned: records put.
    PayloadUnits,
    /// Provisioned: open shards that keep records for more than a day.
    ExtendedRetentionHours,
    /// Provisioned: consumers.
    FanOutHours,
    /// Provisioned: what consumers are sent.
    FanOutData,
    /// On-demand: streams.
    StreamHours,
    /// On-demand: records put.
    IngestData,
    /// On-demand: what is read.
    RetrievalData,
    /// On-demand: what consumers are sent.
    FanOutRetrievalData,
    /// On-demand: what is kept for more than a day.
    ExtendedRetention,
    /// What is kept for more than a week.
    LongTermRetention,
    /// On-demand with a commitment: records put.
    CommittedIngestData,
    /// On-demand with a commitment: what is read or sent.
    CommittedRetrievalData,
    /// Firehose: records put or read.
    FirehoseIngestData,
    /// Firehose: records that became a file with columns.
    FormatConversion,
    /// Firehose: what was delivered to prefixes of its own.
    PartitionedData,
    /// Firehose: objects that were delivered so.
    PartitionedObjects,
    /// Data Analytics: computing capacity of SQL applications.
    ProcessingUnitHours,
}

impl Charge {
    /// How much of what is measured makes one unit of the price list.
    pub(super) fn measures_per_unit(self, hours_in_a_month: u32) -> u128 {
        match self {
            Self::ShardHours
            | Self::ExtendedRetentionHours
            | Self::FanOutHours
            | Self::StreamHours
            | Self::ProcessingUnitHours => MILLIS_PER_HOUR,
            Self::PayloadUnits | Self::PartitionedObjects => 1,
            Self::ExtendedRetention | Self::LongTermRetention => {
                GB * MILLIS_PER_HOUR * u128::from(hours_in_a_month)
            }
            _ => GB,
        }
    }
}

/// How much was used of everything: in milliseconds, bytes, bytes times milliseconds, or pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    measures: LiteMap<Charge, u128>,
    /// How long the account was committed to a minimum of throughput.
    pub(super) committed_ms: u64,
}

impl Usage {
    /// Adds to what is measured of a charge.
    pub(super) fn add(&mut self, charge: Charge, measure: u128) {
        if measure != 0 {
            let sum = self.measures.entry(charge).or_default();
            *sum = sum.saturating_add(measure);
        }
    }

    /// What it would come to in `length`, if what took `measured` went on like that. Nothing where nothing was measured yet.
    pub(super) fn stretched(&self, measured: Duration, length: Duration) -> Self {
        let (by, times) = (u128::from(measured.total_micros()), u128::from(length.total_micros()));
        if by == 0 {
            return Self::default();
        }
        // In two steps, because the product of a large measure and a time has more than 128 bits.
        let stretch = |measure: u128| {
            (measure / by).saturating_mul(times).saturating_add((measure % by).saturating_mul(times) / by)
        };
        let measures = self.measures.iter().map(|(&charge, &measure)| (charge, stretch(measure)));
        let committed_ms = stretch(self.committed_ms.into()).try_into().unwrap_or(u64::MAX);
        Self { measures: measures.collect(), committed_ms }
    }

    /// What was measured, with the minimum of a commitment of so many MiB a second.
    pub(super) fn measured(&self, charge: Charge, committed_mib_per_second: u32) -> u128 {
        let measured = self.measures.get(&charge).copied().unwrap_or_default();
        let bytes_per_second = u128::from(committed_mib_per_second) << 20;
        let least = bytes_per_second * u128::from(self.committed_ms) / 1_000;
        match charge {
            Charge::CommittedIngestData | Charge::CommittedRetrievalData => measured.max(least),
            _ => measured,
        }
    }
}
