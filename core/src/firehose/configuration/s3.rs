//! Buckets.

use alloc::string::String;

use super::conversion::DataFormatConversionConfiguration;
use super::processing::ProcessingConfiguration;
use super::rules::{BUCKET_ARN, CUSTOM_TIME_ZONE, FILE_EXTENSION, KMS_KEY_ARN, PREFIX, ROLE_ARN};
use super::shared::{BufferingHints, CloudWatchLoggingOptions, RetryOptions};
use crate::api::Rules;

crate::enumeration! {
    /// How objects are compressed.
    pub enum CompressionFormat {
        /// Not at all.
        Uncompressed = "UNCOMPRESSED",
        /// GZIP.
        Gzip = "GZIP",
        /// ZIP, one file in each.
        Zip = "ZIP",
        /// Snappy, as snappy-java has it.
        Snappy = "Snappy",
        /// Snappy, as Hadoop has it.
        HadoopSnappy = "HADOOP_SNAPPY",
    }
}

crate::enumeration! {
    /// Whether records are kept as they came.
    pub enum S3BackupMode {
        /// They are not.
        Disabled = "Disabled",
        /// They are.
        Enabled = "Enabled",
    }
}

crate::enumeration! {
    /// Says that objects are not encrypted.
    pub enum NoEncryptionConfig {
        /// It does.
        NoEncryption = "NoEncryption",
    }
}

crate::configuration! {
    /// A bucket that is delivered to, as streams had it at first; and every bucket for backups.
    pub struct S3 as "S3DestinationConfiguration" | "S3DestinationUpdate" | "S3DestinationDescription", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// The bucket.
        bucket_arn: String = "BucketARN", BUCKET_ARN, Required;
        /// What keys begin with.
        prefix: String = "Prefix", PREFIX;
        /// What keys begin with of objects that tell of errors.
        error_output_prefix: String = "ErrorOutputPrefix", PREFIX;
        /// When a buffer is delivered.
        buffering_hints: BufferingHints = "BufferingHints", Rules::NONE;
        /// How objects are compressed.
        compression_format: CompressionFormat = "CompressionFormat", Rules::NONE;
        /// How objects are encrypted.
        encryption_configuration: EncryptionConfiguration = "EncryptionConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
    }
}

crate::configuration! {
    /// A bucket that is delivered to.
    pub struct ExtendedS3 as "ExtendedS3DestinationConfiguration" | "ExtendedS3DestinationUpdate" | "ExtendedS3DestinationDescription", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// The bucket.
        bucket_arn: String = "BucketARN", BUCKET_ARN, Required;
        /// What keys begin with.
        prefix: String = "Prefix", PREFIX;
        /// What keys begin with of objects that tell of errors.
        error_output_prefix: String = "ErrorOutputPrefix", PREFIX;
        /// When a buffer is delivered.
        buffering_hints: BufferingHints = "BufferingHints", Rules::NONE;
        /// How objects are compressed.
        compression_format: CompressionFormat = "CompressionFormat", Rules::NONE;
        /// How objects are encrypted.
        encryption_configuration: EncryptionConfiguration = "EncryptionConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: S3BackupMode = "S3BackupMode", Rules::NONE;
        /// The bucket for backups.
        s3_backup_configuration: S3 = "S3BackupConfiguration" | "S3BackupUpdate" | "S3BackupDescription", Rules::NONE;
        /// Whether JSON is converted to columns.
        data_format_conversion_configuration: DataFormatConversionConfiguration = "DataFormatConversionConfiguration", Rules::NONE;
        /// Whether records are spread over prefixes by what they say.
        dynamic_partitioning_configuration: DynamicPartitioningConfiguration = "DynamicPartitioningConfiguration", Rules::NONE;
        /// What keys end in, where it is not what the format says.
        file_extension: String = "FileExtension", FILE_EXTENSION;
        /// The time zone of keys, where it is not UTC.
        custom_time_zone: String = "CustomTimeZone", CUSTOM_TIME_ZONE;
    }
}

crate::configuration! {
    /// How objects are encrypted.
    pub struct EncryptionConfiguration as "EncryptionConfiguration", Replaced {
        /// Not at all.
        no_encryption_config: NoEncryptionConfig = "NoEncryptionConfig", Rules::NONE;
        /// With this key.
        kms_encryption_config: KmsEncryptionConfig = "KMSEncryptionConfig", Rules::NONE;
    }
}

crate::configuration! {
    /// The key that objects are encrypted with.
    pub struct KmsEncryptionConfig as "KMSEncryptionConfig", Replaced {
        /// By ARN.
        aws_kms_key_arn: String = "AWSKMSKeyARN", KMS_KEY_ARN, Always;
    }
}

crate::configuration! {
    /// Whether records are spread over prefixes by what they say.
    pub struct DynamicPartitioningConfiguration as "DynamicPartitioningConfiguration", Merged {
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE;
    }
}

impl ExtendedS3 {
    /// Whether JSON is converted to columns.
    pub fn converts(&self) -> bool {
        self.data_format_conversion_configuration
            .as_ref()
            .is_some_and(|conversion| conversion.enabled.unwrap_or(true))
    }

    /// Whether records are spread over prefixes by what they say.
    pub fn is_partitioned(&self) -> bool {
        let partitioning = self.dynamic_partitioning_configuration.as_ref();
        partitioning.is_some_and(|partitioning| partitioning.enabled == Some(true))
    }
}
