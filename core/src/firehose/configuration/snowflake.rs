//! Snowflake.

use alloc::string::String;

use super::processing::ProcessingConfiguration;
use super::rules::{ACCOUNT_URL, PRIVATE_KEY, PRIVATE_LINK_VPCE_ID, ROLE_ARN};
use super::s3::S3;
use super::shared::{
    BufferingHints, CloudWatchLoggingOptions, DataBackupMode, RetryOptions, SecretsManagerConfiguration,
};
use crate::api::Rules;

crate::enumeration! {
    /// How records become rows.
    pub enum SnowflakeDataLoadingOption {
        /// Each key of the JSON is a column.
        JsonMapping = "JSON_MAPPING",
        /// The JSON is one column.
        VariantContentMapping = "VARIANT_CONTENT_MAPPING",
        /// The JSON is one column, and what is said about it another.
        VariantContentAndMetadataMapping = "VARIANT_CONTENT_AND_METADATA_MAPPING",
    }
}

crate::configuration! {
    /// A table of Snowflake.
    pub struct Snowflake as "SnowflakeDestinationConfiguration" | "SnowflakeDestinationUpdate" | "SnowflakeDestinationDescription", Merged {
        /// Whose Snowflake.
        account_url: String = "AccountUrl", ACCOUNT_URL, Required;
        /// The user's key.
        private_key: String = "PrivateKey" | "PrivateKey" | "", PRIVATE_KEY;
        /// What opens the key.
        key_passphrase: String = "KeyPassphrase" | "KeyPassphrase" | "", Rules::NONE.length(7, 255);
        /// The user.
        user: String = "User", Rules::NONE.length(1, 255);
        /// The database.
        database: String = "Database", Rules::NONE.length(1, 255), Required;
        /// The schema.
        schema: String = "Schema", Rules::NONE.length(1, 255), Required;
        /// The table.
        table: String = "Table", Rules::NONE.length(1, 255), Required;
        /// The role that the user takes.
        snowflake_role_configuration: SnowflakeRoleConfiguration = "SnowflakeRoleConfiguration", Rules::NONE;
        /// How records become rows.
        data_loading_option: SnowflakeDataLoadingOption = "DataLoadingOption", Rules::NONE;
        /// The column for what is said about a record.
        meta_data_column_name: String = "MetaDataColumnName", Rules::NONE.length(1, 255);
        /// The column for what a record says.
        content_column_name: String = "ContentColumnName", Rules::NONE.length(1, 255);
        /// The private link that it is reached by.
        snowflake_vpc_configuration: SnowflakeVpcConfiguration = "SnowflakeVpcConfiguration" | "" | "SnowflakeVpcConfiguration", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: DataBackupMode = "S3BackupMode", Rules::NONE;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Update" | "S3DestinationDescription", Rules::NONE, Required;
        /// Where the credentials are kept.
        secrets_manager_configuration: SecretsManagerConfiguration = "SecretsManagerConfiguration", Rules::NONE;
        /// When a buffer is delivered.
        buffering_hints: BufferingHints = "BufferingHints", Rules::NONE;
    }
}

crate::configuration! {
    /// The role that the user takes.
    pub struct SnowflakeRoleConfiguration as "SnowflakeRoleConfiguration", Replaced {
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE;
        /// Its name.
        snowflake_role: String = "SnowflakeRole", Rules::NONE.length(1, 255);
    }
}

crate::configuration! {
    /// The private link that Snowflake is reached by.
    pub struct SnowflakeVpcConfiguration as "SnowflakeVpcConfiguration", Replaced {
        /// By id.
        private_link_vpce_id: String = "PrivateLinkVpceId", PRIVATE_LINK_VPCE_ID, Always;
    }
}
