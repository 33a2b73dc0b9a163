//! What several destinations are configured by.

use alloc::string::String;
use alloc::vec::Vec;

use super::rules::{LOG_GROUP_NAME, LOG_STREAM_NAME, ROLE_ARN, SECRET_ARN, WORD};
use crate::api::Rules;

crate::enumeration! {
    /// Which records are kept in a bucket.
    pub enum DataBackupMode {
        /// Those that could not be delivered.
        FailedDataOnly = "FailedDataOnly",
        /// All.
        AllData = "AllData",
    }
}

crate::enumeration! {
    /// Who chooses the ids of documents.
    pub enum DefaultDocumentIdFormat {
        /// Firehose, the same at each try.
        FirehoseDefault = "FIREHOSE_DEFAULT",
        /// The index.
        NoDocumentId = "NO_DOCUMENT_ID",
    }
}

crate::configuration! {
    /// Where errors of delivery are logged.
    pub struct CloudWatchLoggingOptions as "CloudWatchLoggingOptions", Merged {
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE;
        /// The group.
        log_group_name: String = "LogGroupName", LOG_GROUP_NAME;
        /// The stream in it.
        log_stream_name: String = "LogStreamName", LOG_STREAM_NAME;
    }
}

crate::configuration! {
    /// When a buffer is delivered: once it is so large or so old, whichever comes first.
    pub struct BufferingHints as "BufferingHints", Merged {
        /// The size, in MiB.
        size_in_mbs: i32 = "SizeInMBs", Rules::NONE.range(1, 128);
        /// The age, in seconds.
        interval_in_seconds: i32 = "IntervalInSeconds", Rules::NONE.range(0, 900);
    }
}

crate::configuration! {
    /// How long a delivery that failed is tried again.
    pub struct RetryOptions as "RetryOptions", Merged {
        /// From the first failure on.
        duration_in_seconds: i32 = "DurationInSeconds", Rules::NONE.range(0, 7_200);
    }
}

crate::configuration! {
    /// Where the credentials of a destination are kept.
    pub struct SecretsManagerConfiguration as "SecretsManagerConfiguration", Replaced {
        /// The secret.
        secret_arn: String = "SecretARN", SECRET_ARN;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN;
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE, Always;
    }
}

crate::configuration! {
    /// The network that the destination is reached in.
    pub struct VpcConfiguration as "VpcConfiguration" | "VpcConfiguration" | "VpcConfigurationDescription", Replaced {
        /// Its subnets.
        subnet_ids: Vec<String> = "SubnetIds", Rules::NONE.length(1, 16), Always;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Always;
        /// Its security groups.
        security_group_ids: Vec<String> = "SecurityGroupIds", Rules::NONE.length(1, 5), Always;
        /// Its id.
        vpc_id: String = "" | "" | "VpcId", WORD;
    }
}

crate::configuration! {
    /// Who chooses the ids of documents.
    pub struct DocumentIdOptions as "DocumentIdOptions", Replaced {
        /// Who chooses.
        default_document_id_format: DefaultDocumentIdFormat = "DefaultDocumentIdFormat", Rules::NONE, Always;
    }
}
