//! The log of errors: what could not be processed or delivered, a line each, for the log group and stream that the
//! configuration names.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::configuration::destination::Destination;
use super::configuration::opensearch::{Opensearch, OpensearchServerless};
use super::configuration::s3::{ExtendedS3, S3};
use super::configuration::shared::CloudWatchLoggingOptions;
use super::delivery_stream::DeliveryStream;
use super::flow::Flow;
use super::flow::delivery::{Delivery, Lane, Stage};
use crate::errand::Refused;
use crate::fact::ErrorLine;

/// Whose log a line goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LogOf {
    /// The destination's, which tells of its source and of functions too.
    Destination,
    /// The one of the bucket that a lane leads to.
    Bucket(Lane),
}

/// Why something was not taken, and whose log is to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    of: LogOf,
    why: Refused,
}

/// Where lines go, and what they say of the destination.
struct ErrorLog<'d> {
    options: Option<&'d CloudWatchLoggingOptions>,
    destination: Option<&'d str>,
}

impl LogOf {
    /// Of a delivery: what comes before the copy into Redshift is the bucket's.
    pub(super) fn delivery(destination: &Destination, delivery: &Delivery) -> Self {
        let is_copied = matches!(delivery.stage, Stage::Queued | Stage::Copy);
        match (destination, delivery.lane) {
            (Destination::Redshift(_), Lane::Data) if !is_copied => Self::Bucket(Lane::Data),
            (_, Lane::Data) => Self::Destination,
            (_, lane) => Self::Bucket(lane),
        }
    }
}

impl Flow {
    /// Notes that a record was refused. Of those with one code one line tells: many may be at one moment, each with a text of its
    /// own.
    pub(super) fn log_record(&mut self, why: &Refused) {
        let of = LogOf::Destination;
        let is_alike = |known: &Refusal| known.of == of && known.why.code == why.code;
        if !self.refusals.iter().any(is_alike) {
            self.refusals.push_back(Refusal { of, why: why.clone() });
        }
    }

    /// Notes what a log is to tell of a try. Several may be refused alike at one moment, of which one line tells.
    pub(super) fn log(&mut self, of: LogOf, why: &Refused) {
        let refusal = Refusal { of, why: why.clone() };
        if !self.refusals.contains(&refusal) {
            self.refusals.push_back(refusal);
        }
    }

    /// What logs are to tell and have not told.
    pub(super) fn take_refusals(&mut self) -> VecDeque<Refusal> {
        core::mem::take(&mut self.refusals)
    }
}

impl DeliveryStream {
    /// The line of a refusal, if there is a log for it.
    pub(super) fn error_line(&self, Refusal { of, why }: Refusal) -> Option<Box<ErrorLine>> {
        let log = self.destination.error_log(of);
        let options = log.options.filter(|options| options.enabled == Some(true))?;
        Some(Box::new(ErrorLine {
            log_group: options.log_group_name.clone()?,
            log_stream: options.log_stream_name.clone()?,
            destination: log.destination.map(String::from).unwrap_or_default(),
            version: self.version,
            message: why.message,
            code: why.code,
            processor: self.function_arn().map(String::from),
        }))
    }
}

impl Destination {
    fn error_log(&self, of: LogOf) -> ErrorLog<'_> {
        match of {
            LogOf::Destination => self.own_log(),
            LogOf::Bucket(Lane::Backup) => ErrorLog::of_bucket(self.backup()),
            LogOf::Bucket(_) => match self {
                Self::S3(_) | Self::ExtendedS3(_) => self.own_log(),
                Self::Redshift(redshift) => ErrorLog::of_bucket(redshift.s3_configuration.as_ref()),
                Self::Iceberg(iceberg) => ErrorLog::of_bucket(iceberg.s3_configuration.as_ref()),
                _ => ErrorLog::of_bucket(self.backup()),
            },
        }
    }

    /// The log of the destination. Observed: lines name buckets and domains by ARN and databases by URL; Assumed of others.
    fn own_log(&self) -> ErrorLog<'_> {
        match self {
            Self::S3(s3) => ErrorLog::of_bucket(Some(s3)),
            Self::ExtendedS3(s3) => ErrorLog::of_extended(s3),
            Self::Redshift(redshift) => {
                ErrorLog::of(&redshift.cloud_watch_logging_options, &redshift.cluster_jdbc_url)
            }
            Self::Elasticsearch(index) | Self::Opensearch(index) => ErrorLog::of_index(index),
            Self::OpensearchServerless(index) => ErrorLog::of_collection(index),
            Self::Splunk(splunk) => ErrorLog::of(&splunk.cloud_watch_logging_options, &splunk.hec_endpoint),
            Self::HttpEndpoint(endpoint) => {
                let url = endpoint.endpoint_configuration.as_ref().and_then(|server| server.url.as_deref());
                ErrorLog { options: endpoint.cloud_watch_logging_options.as_ref(), destination: url }
            }
            Self::Snowflake(snowflake) => {
                ErrorLog::of(&snowflake.cloud_watch_logging_options, &snowflake.account_url)
            }
            Self::Iceberg(iceberg) => {
                let catalog = iceberg.catalog_configuration.as_ref();
                let arn = catalog.and_then(|catalog| catalog.catalog_arn.as_deref());
                ErrorLog { options: iceberg.cloud_watch_logging_options.as_ref(), destination: arn }
            }
        }
    }
}

impl<'d> ErrorLog<'d> {
    fn of(options: &'d Option<CloudWatchLoggingOptions>, destination: &'d Option<String>) -> Self {
        Self { options: options.as_ref(), destination: destination.as_deref() }
    }

    fn of_bucket(bucket: Option<&'d S3>) -> Self {
        match bucket {
            Some(s3) => Self::of(&s3.cloud_watch_logging_options, &s3.bucket_arn),
            None => Self { options: None, destination: None },
        }
    }

    fn of_extended(s3: &'d ExtendedS3) -> Self {
        Self::of(&s3.cloud_watch_logging_options, &s3.bucket_arn)
    }

    fn of_index(index: &'d Opensearch) -> Self {
        let domain = if index.domain_arn.is_some() { &index.domain_arn } else { &index.cluster_endpoint };
        Self::of(&index.cloud_watch_logging_options, domain)
    }

    fn of_collection(index: &'d OpensearchServerless) -> Self {
        Self::of(&index.cloud_watch_logging_options, &index.collection_endpoint)
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn records_that_are_refused_for_one_reason_are_one_line_whatever_their_texts() {
        let mut flow = Flow::default();
        for (code, message) in [("a", "of one"), ("a", "of two"), ("b", "of two"), ("a", "of three")] {
            flow.log_record(&Refused::new(code, message));
        }
        let told: Vec<_> = flow.take_refusals().into_iter().map(|refusal| refusal.why.message).collect();
        assert_eq!(told, ["of one", "of two"]);
    }
}
