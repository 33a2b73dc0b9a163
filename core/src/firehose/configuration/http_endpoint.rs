//! Servers that take records by HTTP.

use alloc::string::String;
use alloc::vec::Vec;

use super::processing::ProcessingConfiguration;
use super::rules::{ANYTHING, HTTPS_URL, NOT_BLANK, ROLE_ARN};
use super::s3::S3;
use super::shared::{CloudWatchLoggingOptions, DataBackupMode, RetryOptions, SecretsManagerConfiguration};
use crate::api::Rules;

crate::enumeration! {
    /// How bodies are compressed.
    pub enum ContentEncoding {
        /// Not at all.
        None = "NONE",
        /// GZIP.
        Gzip = "GZIP",
    }
}

crate::configuration! {
    /// A server that takes records by HTTP.
    pub struct HttpEndpoint as "HttpEndpointDestinationConfiguration" | "HttpEndpointDestinationUpdate" | "HttpEndpointDestinationDescription", Merged {
        /// Which server.
        endpoint_configuration: HttpEndpointConfiguration = "EndpointConfiguration", Rules::NONE, Required;
        /// When a buffer is delivered.
        buffering_hints: HttpEndpointBufferingHints = "BufferingHints", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// How a request is made.
        request_configuration: HttpEndpointRequestConfiguration = "RequestConfiguration", Rules::NONE;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN;
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: DataBackupMode = "S3BackupMode", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// Where the credentials are kept.
        secrets_manager_configuration: SecretsManagerConfiguration = "SecretsManagerConfiguration", Rules::NONE;
    }
}

crate::configuration! {
    /// Which server.
    pub struct HttpEndpointConfiguration as "HttpEndpointConfiguration" | "HttpEndpointConfiguration" | "HttpEndpointDescription", Replaced {
        /// Its address.
        url: String = "Url", HTTPS_URL, Always;
        /// What it is called.
        name: String = "Name", NOT_BLANK.length(1, 256);
        /// What the server is shown to let the request in.
        access_key: String = "AccessKey" | "AccessKey" | "", ANYTHING.length(0, 4_096);
    }
}

crate::configuration! {
    /// How a request is made.
    pub struct HttpEndpointRequestConfiguration as "HttpEndpointRequestConfiguration", Merged {
        /// Whether bodies are compressed.
        content_encoding: ContentEncoding = "ContentEncoding", Rules::NONE;
        /// What is said with each request.
        common_attributes: Vec<HttpEndpointCommonAttribute> = "CommonAttributes", Rules::NONE.length(0, 50);
    }
}

crate::configuration! {
    /// What is said to the server with each request.
    pub struct HttpEndpointCommonAttribute as "HttpEndpointCommonAttribute", Replaced {
        /// Its name.
        attribute_name: String = "AttributeName", NOT_BLANK.length(1, 256), Always;
        /// Its value.
        attribute_value: String = "AttributeValue", ANYTHING.length(0, 1_024), Always;
    }
}

crate::configuration! {
    /// When a request is made.
    pub struct HttpEndpointBufferingHints as "HttpEndpointBufferingHints", Merged {
        /// The size, in MiB.
        size_in_mbs: i32 = "SizeInMBs", Rules::NONE.range(1, 64);
        /// The age, in seconds.
        interval_in_seconds: i32 = "IntervalInSeconds", Rules::NONE.range(0, 900);
    }
}
