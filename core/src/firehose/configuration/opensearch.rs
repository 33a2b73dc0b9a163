//! OpenSearch, which was Elasticsearch.

use alloc::string::String;

use super::processing::ProcessingConfiguration;
use super::rules::{ANYTHING, DOMAIN_ARN, HTTPS, ROLE_ARN};
use super::s3::S3;
use super::shared::{CloudWatchLoggingOptions, DocumentIdOptions, RetryOptions, VpcConfiguration};
use crate::api::Rules;

crate::enumeration! {
    /// How often another index begins.
    pub enum IndexRotationPeriod {
        /// Never.
        NoRotation = "NoRotation",
        /// Each hour.
        OneHour = "OneHour",
        /// Each day.
        OneDay = "OneDay",
        /// Each week.
        OneWeek = "OneWeek",
        /// Each month.
        OneMonth = "OneMonth",
    }
}

crate::enumeration! {
    /// Which documents are kept in a bucket.
    pub enum DocumentsBackupMode {
        /// Those that could not be delivered.
        FailedDocumentsOnly = "FailedDocumentsOnly",
        /// All.
        AllDocuments = "AllDocuments",
    }
}

crate::configuration! {
    /// An index of OpenSearch Service.
    pub struct Opensearch as "AmazonopensearchserviceDestinationConfiguration" | "AmazonopensearchserviceDestinationUpdate" | "AmazonopensearchserviceDestinationDescription", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// The domain, by ARN.
        domain_arn: String = "DomainARN", DOMAIN_ARN;
        /// The cluster, by its address.
        cluster_endpoint: String = "ClusterEndpoint", HTTPS;
        /// The index, without what rotation puts behind it.
        index_name: String = "IndexName", ANYTHING.length(1, 80), Required;
        /// The type of documents; none since Elasticsearch 7.
        type_name: String = "TypeName", ANYTHING.length(0, 100);
        /// How often another index begins.
        index_rotation_period: IndexRotationPeriod = "IndexRotationPeriod", Rules::NONE;
        /// When a buffer is delivered.
        buffering_hints: OpensearchBufferingHints = "BufferingHints", Rules::NONE;
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: DocumentsBackupMode = "S3BackupMode" | "" | "S3BackupMode", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// The network that it is reached in.
        vpc_configuration: VpcConfiguration = "VpcConfiguration" | "" | "VpcConfigurationDescription", Rules::NONE;
        /// Who chooses the ids of documents.
        document_id_options: DocumentIdOptions = "DocumentIdOptions", Rules::NONE;
    }
}

crate::configuration! {
    /// When a bulk request is sent.
    pub struct OpensearchBufferingHints as "AmazonopensearchserviceBufferingHints", Merged {
        /// The age, in seconds.
        interval_in_seconds: i32 = "IntervalInSeconds", Rules::NONE.range(0, 900);
        /// The size, in MiB.
        size_in_mbs: i32 = "SizeInMBs", Rules::NONE.range(1, 100);
    }
}

crate::configuration! {
    /// An index of OpenSearch Serverless.
    pub struct OpensearchServerless as "AmazonOpenSearchServerlessDestinationConfiguration" | "AmazonOpenSearchServerlessDestinationUpdate" | "AmazonOpenSearchServerlessDestinationDescription", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// The collection, by its address.
        collection_endpoint: String = "CollectionEndpoint", HTTPS;
        /// The index, without what rotation puts behind it.
        index_name: String = "IndexName", ANYTHING.length(1, 80), Required;
        /// When a buffer is delivered.
        buffering_hints: OpensearchBufferingHints = "BufferingHints", Rules::NONE;
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: DocumentsBackupMode = "S3BackupMode" | "" | "S3BackupMode", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// The network that it is reached in.
        vpc_configuration: VpcConfiguration = "VpcConfiguration" | "" | "VpcConfigurationDescription", Rules::NONE;
    }
}
