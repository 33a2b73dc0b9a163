//! Redshift.

use alloc::string::String;

use super::processing::ProcessingConfiguration;
use super::rules::{ANYTHING, CLUSTER_JDBC_URL, ROLE_ARN};
use super::s3::{S3, S3BackupMode};
use super::shared::{CloudWatchLoggingOptions, RetryOptions, SecretsManagerConfiguration};
use crate::api::Rules;

crate::configuration! {
    /// A table of Redshift, which copies from a bucket that is delivered to first.
    pub struct Redshift as "RedshiftDestinationConfiguration" | "RedshiftDestinationUpdate" | "RedshiftDestinationDescription", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// The cluster and its database.
        cluster_jdbc_url: String = "ClusterJDBCURL", CLUSTER_JDBC_URL, Required;
        /// What is copied where.
        copy_command: CopyCommand = "CopyCommand", Rules::NONE, Required;
        /// The user.
        username: String = "Username", ANYTHING.length(1, 512);
        /// The password.
        password: String = "Password" | "Password" | "", ANYTHING.length(6, 512);
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: S3BackupMode = "S3BackupMode", Rules::NONE;
        /// The bucket for backups.
        s3_backup_configuration: S3 = "S3BackupConfiguration" | "S3BackupUpdate" | "S3BackupDescription", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// Where the credentials are kept.
        secrets_manager_configuration: SecretsManagerConfiguration = "SecretsManagerConfiguration", Rules::NONE;
    }
}

crate::configuration! {
    /// What is said after COPY.
    pub struct CopyCommand as "CopyCommand", Replaced {
        /// The table.
        data_table_name: String = "DataTableName", ANYTHING.length(1, 512), Always;
        /// Its columns, separated by commas.
        data_table_columns: String = "DataTableColumns", ANYTHING.length(0, 10_240);
        /// What else is said.
        copy_options: String = "CopyOptions", ANYTHING.length(0, 10_240);
    }
}
