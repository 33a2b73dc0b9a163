//! Apache Iceberg.

use alloc::string::String;
use alloc::vec::Vec;

use super::processing::ProcessingConfiguration;
use super::rules::{CATALOG_ARN, DOTTED_NAME, PREFIX, ROLE_ARN, WAREHOUSE_LOCATION, WORD};
use super::s3::S3;
use super::shared::{BufferingHints, CloudWatchLoggingOptions, DataBackupMode, RetryOptions};
use crate::api::Rules;

crate::configuration! {
    /// Tables of Apache Iceberg.
    pub struct Iceberg as "IcebergDestinationConfiguration" | "IcebergDestinationUpdate" | "IcebergDestinationDescription", Merged {
        /// The tables, where records do not name them.
        destination_table_configuration_list: Vec<DestinationTableConfiguration> = "DestinationTableConfigurationList", Rules::NONE;
        /// Whether tables gain columns as records do.
        schema_evolution_configuration: SchemaEvolutionConfiguration = "SchemaEvolutionConfiguration", Rules::NONE;
        /// Whether tables that are not there are made.
        table_creation_configuration: TableCreationConfiguration = "TableCreationConfiguration", Rules::NONE;
        /// When a buffer is delivered.
        buffering_hints: BufferingHints = "BufferingHints", Rules::NONE;
        /// Where errors are logged.
        cloud_watch_logging_options: CloudWatchLoggingOptions = "CloudWatchLoggingOptions", Rules::NONE;
        /// What is done to records before.
        processing_configuration: ProcessingConfiguration = "ProcessingConfiguration", Rules::NONE;
        /// What is kept in the bucket for backups.
        s3_backup_mode: DataBackupMode = "S3BackupMode", Rules::NONE;
        /// How long what failed is tried again.
        retry_options: RetryOptions = "RetryOptions", Rules::NONE;
        /// In whose name it is done.
        role_arn: String = "RoleARN", ROLE_ARN, Required;
        /// Whether rows are added and never changed.
        append_only: bool = "AppendOnly", Rules::NONE;
        /// The catalog of the tables.
        catalog_configuration: CatalogConfiguration = "CatalogConfiguration", Rules::NONE, Required;
        /// The bucket that it goes by, or that keeps what could not be delivered.
        s3_configuration: S3 = "S3Configuration" | "S3Configuration" | "S3DestinationDescription", Rules::NONE, Required;
    }
}

crate::configuration! {
    /// A table that rows go to.
    pub struct DestinationTableConfiguration as "DestinationTableConfiguration", Replaced {
        /// Its name.
        destination_table_name: String = "DestinationTableName", DOTTED_NAME, Always;
        /// Its database.
        destination_database_name: String = "DestinationDatabaseName", DOTTED_NAME, Always;
        /// The columns that tell rows apart.
        unique_keys: Vec<String> = "UniqueKeys", Rules::NONE;
        /// How it is partitioned.
        partition_spec: PartitionSpec = "PartitionSpec", Rules::NONE;
        /// Where rows go that it does not take.
        s3_error_output_prefix: String = "S3ErrorOutputPrefix", PREFIX;
    }
}

crate::configuration! {
    /// The catalog of the tables.
    pub struct CatalogConfiguration as "CatalogConfiguration", Replaced {
        /// By ARN.
        catalog_arn: String = "CatalogARN", CATALOG_ARN;
        /// Where the tables lie.
        warehouse_location: String = "WarehouseLocation", WAREHOUSE_LOCATION;
    }
}

crate::configuration! {
    /// How a table is partitioned.
    pub struct PartitionSpec as "PartitionSpec", Replaced {
        /// The columns that it is partitioned by.
        identity: Vec<PartitionField> = "Identity", Rules::NONE;
    }
}

crate::configuration! {
    /// A column that a table is partitioned by.
    pub struct PartitionField as "PartitionField", Replaced {
        /// Its name.
        source_name: String = "SourceName", WORD, Always;
    }
}

crate::configuration! {
    /// Whether tables gain columns as records do.
    pub struct SchemaEvolutionConfiguration as "SchemaEvolutionConfiguration", Replaced {
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE, Always;
    }
}

crate::configuration! {
    /// Whether tables that are not there are made.
    pub struct TableCreationConfiguration as "TableCreationConfiguration", Replaced {
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE, Always;
    }
}
