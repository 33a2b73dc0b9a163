//! Splunk.

use alloc::string::String;

use super::processing::ProcessingConfiguration;
use super::rules::ANYTHING;
use super::s3::S3;
use super::shared::{CloudWatchLoggingOptions, RetryOptions, SecretsManagerConfiguration};
use crate::api::Rules;

crate::enumeration! {
    /// What the collector takes.
    pub enum HecEndpointType {
        /// Bytes.
        Raw = "Raw",
        /// Events in JSON.
        Event = "Event",
    }
}

crate::enumeration! {
    /// Which events are kept in a bucket.
    pub enum EventsBackupMode {
        /// Those that could not be delivered.
        FailedEventsOnly = "FailedEventsOnly",
        /// All.
        AllEvents = "AllEvents",
    }
}

crate::configuration! {
    /// The HTTP event collector of Splunk.
    pub struct Splunk as "SplunkDestinationConfiguration" | "SplunkDestinationUpdate" | "SplunkDestinationDescription", Merged {
        /// The address of the collector.
        hec_endpoint: String = "HECEndpoint", ANYTHING.length(0, 2_048), Required;
        /// Whether events are wrapped.
        hec_endpoint_type: HecEndpointType = "HECEndpointType", Rules::NONE, Required;
        /// What the collector is shown.
        hec_token: String = "HECToken", ANYTHING.length(0, 2_048);
        /// How long an acknowledgement is waited for.
        hec_acknowledgment_timeout_in_seconds: i32 = "HECAcknowledgmentTimeoutInSeconds", Rules::NONE.range(180, 600);
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: EventsBackupMode = "S3BackupMode", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// When a buffer is delivered.
        buffering_hints: SplunkBufferingHints = "BufferingHints", Rules::NONE;
        /// Where the credentials are kept.
        secrets_manager_configuration: SecretsManagerConfiguration = "SecretsManagerConfiguration", Rules::NONE;
    }
}

crate::configuration! {
    /// When events are sent.
    pub struct SplunkBufferingHints as "SplunkBufferingHints", Merged {
        /// The age, in seconds.
        interval_in_seconds: i32 = "IntervalInSeconds", Rules::NONE.range(0, 60);
        /// The size, in MiB.
        size_in_mbs: i32 = "SizeInMBs", Rules::NONE.range(1, 5);
    }
}
