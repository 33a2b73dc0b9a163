//! The bound that a note of a delivery stream is about, by the name under which it can be looked up.

use alloc::format;
use alloc::string::String;

use super::deliveries::{Told, What};
use crate::firehose::partition::TOO_MANY;

impl Told {
    /// The bound that was met; empty where none was.
    pub(super) fn bound(&self) -> String {
        match &self.what {
            What::Delivered { target, why, .. } if why == "size" || why == "interval" => {
                format!("Buffer {why} for {}", named(target))
            }
            What::Refused(refusal) if refusal.target == "S3" => "Time for which a bucket is tried".into(),
            What::Refused(refusal) => format!("Retries of {}", named(&refusal.target)),
            What::RecordsFailed { code, .. } if code == TOO_MANY => "Active partitions".into(),
            What::FunctionFailed { .. } => "Retries of a function".into(),
            What::Throttled => "Data put".into(),
            What::Behind { .. } => "Data read by GetRecords".into(),
            What::ReadFailed { code } if code.contains("ThroughputExceeded") => "GetRecords calls".into(),
            _ => String::new(),
        }
    }
}

/// A destination as the names of its bounds have it, from its name in metrics.
fn named(target: &str) -> &str {
    match target {
        "AmazonOpenSearchService" | "AmazonOpenSearchServerless" | "Elasticsearch" => "OpenSearch",
        "HttpEndpoint" => "an HTTP endpoint",
        other => other,
    }
}

#[cfg(all(test, feature = "books"))]
mod tests {
    use alloc::vec::Vec;

    use super::super::deliveries::Refusal;
    use super::*;
    use crate::firehose::configuration::destination::DestinationKind as Kind;

    const TARGETS: [Kind; 9] = [
        Kind::S3,
        Kind::Redshift,
        Kind::Elasticsearch,
        Kind::Opensearch,
        Kind::OpensearchServerless,
        Kind::Splunk,
        Kind::HttpEndpoint,
        Kind::Snowflake,
        Kind::Iceberg,
    ];

    fn bound(what: What) -> String {
        Told { delivery_stream: "logs".into(), what }.bound()
    }

    fn delivered(target: Kind, why: &str) -> What {
        let (target, why, place) = (target.as_str().into(), why.into(), String::new());
        What::Delivered { target, why, records: 1, bytes: 1, place }
    }

    fn refused(target: Kind) -> What {
        let (code, message) = (String::new(), String::new());
        let target = target.as_str().into();
        What::Refused(Refusal { target, code, message, records: 1, attempts: 1, next: None })
    }

    #[test]
    fn what_a_delivery_stream_meets_can_be_looked_up() {
        let failed = |code: &str| What::RecordsFailed {
            kind: "processing-failed".into(),
            code: code.into(),
            message: String::new(),
            place: None,
        };
        let of_each = TARGETS
            .into_iter()
            .flat_map(|target| [delivered(target, "size"), delivered(target, "interval"), refused(target)]);
        let others = [failed(TOO_MANY), What::Throttled, What::Behind { millis: 1 }];
        let of_firehose = crate::firehose::catalogue::limits();
        let known: Vec<_> = crate::streams::catalogue::limits().into_iter().chain(of_firehose).collect();
        for what in of_each.chain(others) {
            let name = bound(what);
            assert!(known.iter().any(|limit| limit.name == name), "{name}");
        }
        let without = [delivered(Kind::S3, "flush"), failed("Lambda.FunctionError"), What::Dropped];
        assert!(without.into_iter().all(|what| bound(what).is_empty()));
    }
}
