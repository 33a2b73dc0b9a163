//! What an answer means for a delivery, and how long one is tried.

use alloc::vec::Vec;

use super::super::configuration::destination::Destination;
use super::super::configuration::shared::RetryOptions;
use super::super::flow::delivery::{Backoff, Delivery, Lane, Stage};
use super::super::flow::failure::ErrorOutputType;
use super::{http_endpoint, opensearch, splunk};
use crate::errand::{Column, Outcome, Refused};
use crate::time::{Duration, Instant};

/// How long a destination that does not take a delivery is left alone at most. Source: the developer guide, of HTTP endpoints;
/// Assumed of others.
const PAUSE_MAX: Duration = Duration::from_secs(120);
/// How long a cluster is left alone. Source: the developer guide.
const CLUSTER_PAUSE: Duration = Duration::from_secs(300);

/// How long a prefix that does not take its records is tried where nothing else is said. Source: the API.
const PARTITION_RETRY_SECS: i32 = 300;

/// What is told where a host has met trouble on its own way to what is no server. Assumed: the service tells nothing of its own.
const NO_SERVER: &str = "The destination could not be reached.";

/// What an answer means for a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All of it is taken.
    Taken,
    /// All but these of its records, by their place, which rises.
    Partly(Vec<(usize, Refused)>),
    /// Something else is to be done for it, after a pause.
    GoOn(Stage, Duration),
    /// Its records can become a file now.
    Columns(Vec<Column>),
    /// It is not taken, and tried again as long as may be.
    Again(Refused),
    /// It is not taken, and never will be: its records are told of as failed.
    Never(Refused, ErrorOutputType),
    /// The same, and nobody is told of its records.
    Lost(Refused),
}

/// How a delivery is tried that is not taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    pub(super) backoff: Backoff,
    /// How long after the first failure.
    pub(super) tries_for: Duration,
    /// How its records are told of then; nothing where they are not.
    pub(super) kind: Option<ErrorOutputType>,
}

/// What an outcome means.
pub(super) fn judge(
    destination: &Destination,
    delivery: &Delivery,
    outcome: Outcome,
    now: Instant,
) -> Verdict {
    let refused = match outcome {
        Outcome::Failed(refused) => refused,
        Outcome::Columns(columns) => return Verdict::Columns(columns),
        Outcome::Partly(refused) => return Verdict::Partly(refused),
        Outcome::Responded(_) | Outcome::Unreachable(_) => {
            return match destination {
                Destination::HttpEndpoint(_) => http_endpoint::judge(delivery, &outcome),
                Destination::Splunk(splunk) => splunk::judge(splunk, delivery, &outcome, now),
                Destination::Elasticsearch(_)
                | Destination::Opensearch(_)
                | Destination::OpensearchServerless(_) => opensearch::judge(delivery, &outcome),
                _ => Verdict::Again(Refused::new("InternalError", NO_SERVER)),
            };
        }
        _ => return after(destination, delivery),
    };
    if delivery.stage == Stage::Describe {
        return Verdict::Never(refused, ErrorOutputType::FormatConversion);
    }
    Verdict::Again(refused)
}

/// What follows a step that is done.
fn after(destination: &Destination, delivery: &Delivery) -> Verdict {
    match (destination, delivery.lane, &delivery.stage) {
        (Destination::Redshift(_), Lane::Data, Stage::Send) => Verdict::GoOn(Stage::Manifest, Duration::ZERO),
        (Destination::Redshift(_), Lane::Data, Stage::Manifest) => {
            Verdict::GoOn(Stage::Queued, Duration::ZERO)
        }
        _ => Verdict::Taken,
    }
}

/// How long a delivery is tried; to a bucket, for as long as its records are kept.
pub(super) fn patience(destination: &Destination, retention: Duration, delivery: &Delivery) -> Patience {
    let doubling = Backoff::Doubling(PAUSE_MAX);
    let bucket = Patience { backoff: doubling, tries_for: retention, kind: None };
    if delivery.lane != Lane::Data {
        return bucket;
    }
    let told = |options: &Option<RetryOptions>, backoff, kind| {
        let secs = options.as_ref().and_then(|options| options.duration_in_seconds).unwrap_or(0);
        Patience { backoff, tries_for: Duration::from_secs(secs as u64), kind }
    };
    let cluster = Backoff::Fixed(CLUSTER_PAUSE);
    match destination {
        // Assumed: what a prefix does not take within its own time is told of below the prefix for errors.
        Destination::ExtendedS3(s3) if s3.is_partitioned() => {
            let partitioning = s3.dynamic_partitioning_configuration.as_ref();
            let options = partitioning.and_then(|partitioning| partitioning.retry_options.as_ref());
            let secs = options.and_then(|options| options.duration_in_seconds);
            let tries_for = Duration::from_secs(secs.unwrap_or(PARTITION_RETRY_SECS) as u64);
            Patience { backoff: doubling, tries_for, kind: Some(ErrorOutputType::Processing) }
        }
        Destination::S3(_) | Destination::ExtendedS3(_) => bucket,
        Destination::Redshift(redshift) if delivery.stage == Stage::Copy => {
            told(&redshift.retry_options, cluster, None)
        }
        Destination::Redshift(_) => bucket,
        Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
            told(&index.retry_options, cluster, Some(ErrorOutputType::Opensearch))
        }
        Destination::OpensearchServerless(index) => {
            told(&index.retry_options, cluster, Some(ErrorOutputType::Opensearch))
        }
        Destination::Splunk(splunk) => told(&splunk.retry_options, doubling, Some(ErrorOutputType::Splunk)),
        Destination::HttpEndpoint(endpoint) => {
            told(&endpoint.retry_options, Backoff::Spread(PAUSE_MAX), Some(ErrorOutputType::HttpEndpoint))
        }
        Destination::Snowflake(snowflake) => {
            told(&snowflake.retry_options, doubling, Some(ErrorOutputType::Snowflake))
        }
        Destination::Iceberg(iceberg) => {
            told(&iceberg.retry_options, doubling, Some(ErrorOutputType::Iceberg))
        }
    }
}
