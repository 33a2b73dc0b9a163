//! What each metric tells, in a sentence.

mod firehose;

use super::source::FIREHOSE;

/// Name and meaning, by name.
static MEANINGS: &[(&str, &str)] = &[
    ("AcknowledgedQueueRecords", "Records of a queue that somebody finished and acknowledged."),
    ("EmptyReceives", "Receives from a queue that found nothing: 1 for each that did, 0 for others."),
    (
        "GetRecords.Bytes",
        "Data that each GetRecords call gave; its sum shows how near readers are to what shards give.",
    ),
    ("GetRecords.IteratorAge", "The old name of GetRecords.IteratorAgeMilliseconds."),
    (
        "GetRecords.IteratorAgeMilliseconds",
        "How old the last record read was: how far readers are behind, 0 when they have caught up.",
    ),
    ("GetRecords.Latency", "How long GetRecords calls took; 0 here unless a fault makes them late."),
    ("GetRecords.Records", "Records that each GetRecords call gave."),
    (
        "GetRecords.Success",
        "GetRecords calls that went well: 1 for each that did, 0 for others, so the average is the share.",
    ),
    ("IncomingBytes", "Data and keys that were put, by PutRecord and PutRecords together."),
    ("IncomingRecords", "Records that were put and taken, by PutRecord and PutRecords together."),
    ("IteratorAgeMilliseconds", "How old the last record read from this shard was."),
    ("OutgoingBytes", "Data that was read from this shard by GetRecords."),
    ("OutgoingRecords", "Records that were read from this shard by GetRecords."),
    ("PutRecord.Bytes", "Data and keys that PutRecord brought in."),
    ("PutRecord.Latency", "How long PutRecord calls took; 0 here unless a fault makes them late."),
    ("PutRecord.Success", "PutRecord calls that went well: the average is the share."),
    ("PutRecords.Bytes", "Data and keys that PutRecords brought in."),
    (
        "PutRecords.FailedRecords",
        "Records of PutRecords that failed inside the service, which is not throttling.",
    ),
    ("PutRecords.Latency", "How long PutRecords calls took; 0 here unless a fault makes them late."),
    ("PutRecords.Records", "The old name of PutRecords.SuccessfulRecords."),
    ("PutRecords.Success", "PutRecords calls of which at least one record was taken."),
    ("PutRecords.SuccessfulRecords", "Records of PutRecords that were taken."),
    (
        "PutRecords.ThrottledRecords",
        "Records of PutRecords that were refused because a shard had no rate left.",
    ),
    ("PutRecords.TotalRecords", "Records of PutRecords, taken or not."),
    (
        "ReadProvisionedThroughputExceeded",
        "GetRecords calls that were refused because a shard had no rate left.",
    ),
    ("ReceivedQueueRecords", "Records that receives from a queue gave."),
    ("SubscribeToShard.RateExceeded", "Subscriptions that were refused because they came too often."),
    ("SubscribeToShard.Success", "Subscriptions that began: the average is the share."),
    ("SubscribeToShardEvent.Bytes", "Data that a registered consumer was sent."),
    (
        "SubscribeToShardEvent.MillisBehindLatest",
        "How far a registered consumer is behind the newest record.",
    ),
    ("SubscribeToShardEvent.Records", "Records that a registered consumer was sent."),
    ("SubscribeToShardEvent.Success", "Events that were sent to a registered consumer without an error."),
    ("WriteProvisionedThroughputExceeded", "Records that were refused because a shard had no rate left."),
];

/// Those to begin with.
const FIRST: &[&str] = &[
    "IncomingRecords",
    "IncomingBytes",
    "WriteProvisionedThroughputExceeded",
    "GetRecords.IteratorAgeMilliseconds",
    "GetRecords.Bytes",
    "ReadProvisionedThroughputExceeded",
];

/// The meaning of a metric of a namespace; nothing where it is not known.
pub(super) fn of(namespace: usize, name: &str) -> String {
    if namespace == FIREHOSE {
        return firehose::of(name);
    }
    MEANINGS.binary_search_by_key(&name, |(name, _)| name).map_or("", |at| MEANINGS[at].1).into()
}

/// The place of a metric among those to begin with.
pub(super) fn rank(namespace: usize, name: &str) -> Option<usize> {
    if namespace == FIREHOSE {
        return firehose::rank(name);
    }
    FIRST.iter().position(|first| *first == name)
}

/// The statistic that says most about a metric.
pub(super) fn usual_statistic(name: &str) -> &'static str {
    if name.contains("Age") || name.contains("MillisBehind") || name.ends_with("Freshness") {
        "Maximum"
    } else if name.contains("Success") && !name.ends_with("Count") || name.contains("Latency") {
        "Average"
    } else {
        "Sum"
    }
}

#[cfg(test)]
mod tests {
    use kinetoscope::cloudwatch::delivery::OF_DELIVERY_STREAMS;
    use kinetoscope::cloudwatch::metric::{OF_CONSUMERS, OF_QUEUES, OF_SHARDS, OF_STREAMS};

    use super::*;

    #[test]
    fn every_metric_of_the_engine_has_a_meaning() {
        let names = OF_STREAMS.iter().map(|metric| metric.name);
        let names = names.chain(OF_SHARDS.iter().map(|metric| metric.name));
        let names = names.chain(OF_CONSUMERS.iter().map(|metric| metric.name));
        for name in names.chain(OF_QUEUES.iter().map(|metric| metric.name)) {
            assert!(!of(0, name).is_empty(), "{name}");
        }
        for (name, _) in OF_DELIVERY_STREAMS {
            assert!(!of(FIREHOSE, name).is_empty(), "{name}");
        }
        assert!(MEANINGS.is_sorted(), "a search would miss some");
    }

    #[test]
    fn the_same_name_tells_of_streams_and_of_delivery_streams_in_their_own_words() {
        assert!(of(0, "IncomingBytes").contains("PutRecords"));
        assert!(of(FIREHOSE, "IncomingBytes").contains("PutRecordBatch"));
        assert_eq!(of(FIREHOSE, "DeliveryToSplunk.Records"), "Records that were delivered to Splunk.");
    }

    #[test]
    fn rows_that_were_taken_are_counted_and_shares_are_averages() {
        let usual =
            ["DeliveryToIceberg.SuccessfulRowCount", "DeliveryToS3.Success", "DeliveryToS3.DataFreshness"];
        assert_eq!(usual.map(usual_statistic), ["Sum", "Average", "Maximum"]);
    }
}
