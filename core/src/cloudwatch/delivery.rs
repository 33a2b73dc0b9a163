//! The metrics of delivery streams: names, units, and how facts count for them.
//!
//! Source: Data Firehose developer guide, "Monitoring with CloudWatch metrics". Those of limits, of partitions that are active and of
//! calls that describe, list and update are not there: facts tell only of what happens to records.

use alloc::format;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Statistics;
use super::metric::StandardUnit::{self, Bytes, Count, Milliseconds, Seconds};
use crate::fact::DeliveryStreamEvent as Event;
use crate::time::Instant;

/// The namespace of metrics of delivery streams.
pub const NAMESPACE: &str = "AWS/Firehose";
/// Their dimension.
pub const DELIVERY_STREAM_NAME: &str = "DeliveryStreamName";

/// The metrics that a delivery stream may have, by name.
pub static OF_DELIVERY_STREAMS: &[(&str, StandardUnit)] = &[
    ("BackupToS3.Bytes", Bytes),
    ("BackupToS3.DataFreshness", Seconds),
    ("BackupToS3.Records", Count),
    ("BackupToS3.Success", Count),
    ("DataReadFromKinesisStream.Bytes", Bytes),
    ("DataReadFromKinesisStream.Records", Count),
    ("DeliveryToAmazonOpenSearchServerless.Bytes", Bytes),
    ("DeliveryToAmazonOpenSearchServerless.DataFreshness", Seconds),
    ("DeliveryToAmazonOpenSearchServerless.Records", Count),
    ("DeliveryToAmazonOpenSearchServerless.Success", Count),
    ("DeliveryToAmazonOpenSearchService.Bytes", Bytes),
    ("DeliveryToAmazonOpenSearchService.DataFreshness", Seconds),
    ("DeliveryToAmazonOpenSearchService.Records", Count),
    ("DeliveryToAmazonOpenSearchService.Success", Count),
    ("DeliveryToElasticsearch.Bytes", Bytes),
    ("DeliveryToElasticsearch.DataFreshness", Seconds),
    ("DeliveryToElasticsearch.Records", Count),
    ("DeliveryToElasticsearch.Success", Count),
    ("DeliveryToHttpEndpoint.Bytes", Bytes),
    ("DeliveryToHttpEndpoint.DataFreshness", Seconds),
    ("DeliveryToHttpEndpoint.ProcessedBytes", Bytes),
    ("DeliveryToHttpEndpoint.ProcessedRecords", Count),
    ("DeliveryToHttpEndpoint.Records", Count),
    ("DeliveryToHttpEndpoint.Success", Count),
    ("DeliveryToIceberg.Bytes", Bytes),
    ("DeliveryToIceberg.DataFreshness", Seconds),
    ("DeliveryToIceberg.FailedRowCount", Count),
    ("DeliveryToIceberg.IncomingRowCount", Count),
    ("DeliveryToIceberg.SuccessfulRowCount", Count),
    ("DeliveryToRedshift.Bytes", Bytes),
    ("DeliveryToRedshift.Records", Count),
    ("DeliveryToRedshift.Success", Count),
    ("DeliveryToS3.Bytes", Bytes),
    ("DeliveryToS3.DataFreshness", Seconds),
    ("DeliveryToS3.ObjectCount", Count),
    ("DeliveryToS3.Records", Count),
    ("DeliveryToS3.Success", Count),
    ("DeliveryToSnowflake.Bytes", Bytes),
    ("DeliveryToSnowflake.DataFreshness", Seconds),
    ("DeliveryToSnowflake.Records", Count),
    ("DeliveryToSnowflake.Success", Count),
    ("DeliveryToSplunk.Bytes", Bytes),
    ("DeliveryToSplunk.DataFreshness", Seconds),
    ("DeliveryToSplunk.Records", Count),
    ("DeliveryToSplunk.Success", Count),
    ("ExecuteProcessing.Duration", Milliseconds),
    ("ExecuteProcessing.Success", Count),
    ("FailedConversion.Records", Count),
    ("IncomingBytes", Bytes),
    ("IncomingPutRequests", Count),
    ("IncomingRecords", Count),
    ("KinesisMillisBehindLatest", Milliseconds),
    ("PartitionCountExceeded", Count),
    ("PutRecord.Bytes", Bytes),
    ("PutRecord.Requests", Count),
    ("PutRecordBatch.Bytes", Bytes),
    ("PutRecordBatch.Records", Count),
    ("PutRecordBatch.Requests", Count),
    ("SucceedConversion.Bytes", Bytes),
    ("SucceedConversion.Records", Count),
    ("SucceedProcessing.Bytes", Bytes),
    ("SucceedProcessing.Records", Count),
    ("ThrottledGetRecords", Count),
    ("ThrottledRecords", Count),
];

/// What records have whose prefix would be one too many.
const TOO_MANY_PARTITIONS: &str = "DynamicPartitioning.ActivePartitionsLimitExceeded";
const FORMAT_CONVERSION: &str = "format-conversion-failed";

/// What happened to a delivery stream in a minute: of each metric that has values, what they came to, by the metric's place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DeliveryStreamCount(Vec<(u8, Statistics)>);

/// The place of the metric of this name.
pub(super) fn position(name: &str) -> Option<usize> {
    OF_DELIVERY_STREAMS.binary_search_by_key(&name, |(known, _)| known).ok()
}

impl DeliveryStreamCount {
    /// How many metrics have values.
    pub(super) fn rows(&self) -> usize {
        self.0.len()
    }

    /// The places of those.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(place, _)| usize::from(*place))
    }

    /// What the values of a metric came to; of no value where it has none.
    pub(super) fn value(&self, place: usize) -> Statistics {
        let found = self.0.iter().find(|(known, _)| usize::from(*known) == place);
        found.map(|(_, statistics)| *statistics).unwrap_or_default()
    }

    /// A metric that there is not counts nothing: not every destination has every one.
    fn add(&mut self, name: &str, value: u64) {
        let Some(place) = position(name).map(|place| place as u8) else { return };
        let at = self.0.binary_search_by_key(&place, |(known, _)| *known).unwrap_or_else(|at| {
            self.0.insert(at, (place, Statistics::default()));
            at
        });
        self.0[at].1.add(value);
    }

    /// Counts a fact.
    pub(super) fn read(&mut self, event: &Event, now: Instant) {
        match event {
            Event::Put { operation, count, bytes, throttled, .. } => {
                self.add("IncomingBytes", *bytes);
                self.add("IncomingRecords", u64::from(*count));
                self.add("IncomingPutRequests", 1);
                self.add("ThrottledRecords", u64::from(*throttled));
                self.add(&format!("{operation}.Bytes"), *bytes);
                self.add(&format!("{operation}.Records"), u64::from(*count));
                self.add(&format!("{operation}.Requests"), 1);
            }
            Event::Read { count, bytes, millis_behind, .. } => {
                self.add("DataReadFromKinesisStream.Bytes", *bytes);
                self.add("DataReadFromKinesisStream.Records", u64::from(*count));
                self.add("KinesisMillisBehindLatest", *millis_behind);
            }
            Event::ReadFailed { code } if code.contains("ThroughputExceeded") => {
                self.add("ThrottledGetRecords", 1)
            }
            Event::FunctionAnswered { ok, ok_bytes, took_ms, .. } => {
                self.add("ExecuteProcessing.Duration", *took_ms);
                self.add("ExecuteProcessing.Success", 1);
                self.add("SucceedProcessing.Records", *ok);
                self.add("SucceedProcessing.Bytes", *ok_bytes);
            }
            Event::FunctionFailed { took_ms, .. } => {
                self.add("ExecuteProcessing.Duration", *took_ms);
                self.add("ExecuteProcessing.Success", 0);
            }
            Event::RecordsFailed { kind, code, records, .. } => {
                if kind == FORMAT_CONVERSION {
                    self.add("FailedConversion.Records", *records);
                }
                if code == TOO_MANY_PARTITIONS {
                    self.add("PartitionCountExceeded", 1);
                }
            }
            Event::Delivered { .. } => self.read_delivered(event, now),
            Event::DeliveryFailed { target, lane, records, .. } => {
                self.add(&format!("{}.Success", family(target, lane)), 0);
                if target == "HttpEndpoint" && lane == "data" {
                    self.add("DeliveryToHttpEndpoint.ProcessedRecords", *records);
                }
                if target == "Iceberg" && lane == "data" {
                    self.add("DeliveryToIceberg.FailedRowCount", *records);
                }
            }
            _ => {}
        }
    }

    fn read_delivered(&mut self, event: &Event, now: Instant) {
        let Event::Delivered { target, lane, records, bytes, oldest, is_converted, is_partitioned, .. } =
            event
        else {
            return;
        };
        let family = family(target, lane);
        self.add(&format!("{family}.Bytes"), *bytes);
        self.add(&format!("{family}.Records"), *records);
        self.add(&format!("{family}.Success"), 1);
        self.add(&format!("{family}.DataFreshness"), now.since(*oldest).total_secs());
        self.add(&format!("{family}.ProcessedBytes"), *bytes);
        self.add(&format!("{family}.ProcessedRecords"), *records);
        self.add(&format!("{family}.IncomingRowCount"), *records);
        self.add(&format!("{family}.SuccessfulRowCount"), *records);
        if *is_converted {
            self.add("SucceedConversion.Records", *records);
            self.add("SucceedConversion.Bytes", *bytes);
        }
        if *is_partitioned {
            self.add("DeliveryToS3.ObjectCount", 1);
        }
    }
}

/// What the names of metrics of deliveries begin with. Only buckets that records go to anyway have backups of their own name.
fn family(target: &str, lane: &str) -> alloc::string::String {
    match lane {
        "backup" => "BackupToS3".into(),
        _ => format!("DeliveryTo{target}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_in_the_order_of_their_names() {
        assert!(OF_DELIVERY_STREAMS.is_sorted_by_key(|(name, _)| name));
        assert!(OF_DELIVERY_STREAMS.len() <= usize::from(u8::MAX));
    }
}
