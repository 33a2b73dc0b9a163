//! The structures that both versions of the API have: the same members, under rules of their own.
//!
//! Each structure is declared for three roles (see `configuration!`): what makes a part of an application, what changes it and what
//! tells of it. The older version has a role for each resource, the newer one only tells of those that the older one was given.

/// Declares the structures of one version. Its rules are constants where the macro is used; given are the names of the role of a
/// resource and of a bucket, and which members must be there where the versions do not agree.
macro_rules! structures {
    (
        role: $($role:literal)|+, $role_need:ident;
        reference_role: $($reference_role:literal)|+, $reference_role_need:ident;
        arn: $arn_need:ident;
        bucket: $bucket_need:ident;
        count: $count_need:ident;
    ) => {
        crate::analytics::op::structures::resources! {
            role: $($role)|+, $role_need;
            arn: $arn_need;
            /// The function that records go through before they become rows.
            InputLambdaProcessor as "InputLambdaProcessor" | "InputLambdaProcessorUpdate" | "InputLambdaProcessorDescription";
            /// The stream that is read.
            KinesisStreamsInput as "KinesisStreamsInput" | "KinesisStreamsInputUpdate" | "KinesisStreamsInputDescription";
            /// The delivery stream that is read.
            KinesisFirehoseInput as "KinesisFirehoseInput" | "KinesisFirehoseInputUpdate" | "KinesisFirehoseInputDescription";
            /// The stream that is written to.
            KinesisStreamsOutput as "KinesisStreamsOutput" | "KinesisStreamsOutputUpdate" | "KinesisStreamsOutputDescription";
            /// The delivery stream that is written to.
            KinesisFirehoseOutput as "KinesisFirehoseOutput" | "KinesisFirehoseOutputUpdate" | "KinesisFirehoseOutputDescription";
            /// The function that is handed rows.
            LambdaOutput as "LambdaOutput" | "LambdaOutputUpdate" | "LambdaOutputDescription";
        }

        crate::configuration! {
            /// What is done to records before they become rows.
            pub struct InputProcessingConfiguration as "InputProcessingConfiguration" | "InputProcessingConfigurationUpdate" | "InputProcessingConfigurationDescription", Merged {
                /// By a function.
                input_lambda_processor: InputLambdaProcessor = "InputLambdaProcessor" | "InputLambdaProcessorUpdate" | "InputLambdaProcessorDescription", Rules::NONE, Always;
            }
        }

        crate::configuration! {
            /// How rows are found in documents.
            pub struct JSONMappingParameters as "JSONMappingParameters", Replaced {
                /// Which object is a row.
                record_row_path: String = "RecordRowPath", ROW_PATH, Always;
            }
        }

        crate::configuration! {
            /// How rows are found in lines.
            pub struct CSVMappingParameters as "CSVMappingParameters", Replaced {
                /// What stands between rows.
                record_row_delimiter: String = "RecordRowDelimiter", DELIMITER, Always;
                /// What stands between fields.
                record_column_delimiter: String = "RecordColumnDelimiter", DELIMITER, Always;
            }
        }

        crate::configuration! {
            /// How rows are found in records.
            pub struct MappingParameters as "MappingParameters", Replaced {
                /// In documents.
                json: JSONMappingParameters = "JSONMappingParameters", Rules::NONE;
                /// In lines.
                csv: CSVMappingParameters = "CSVMappingParameters", Rules::NONE;
            }
        }

        crate::configuration! {
            /// What records are.
            pub struct RecordFormat as "RecordFormat", Replaced {
                /// Documents or lines.
                record_format_type: RecordFormatType = "RecordFormatType", Rules::NONE, Always;
                /// How rows are found in them.
                mapping_parameters: MappingParameters = "MappingParameters", Rules::NONE;
            }
        }

        crate::configuration! {
            /// A column of a schema.
            pub struct RecordColumn as "RecordColumn", Replaced {
                /// Its name.
                name: String = "Name", COLUMN_NAME, Always;
                /// Where its value is found in a document.
                mapping: String = "Mapping", COLUMN_MAPPING;
                /// Its type.
                sql_type: String = "SqlType", COLUMN_TYPE, Always;
            }
        }

        crate::configuration! {
            /// How records become rows.
            pub struct SourceSchema as "SourceSchema" | "InputSchemaUpdate" | "SourceSchema", Merged {
                /// What they are.
                record_format: RecordFormat = "RecordFormat" | "RecordFormatUpdate" | "RecordFormat", Rules::NONE, Required;
                /// How their text is written.
                record_encoding: String = "RecordEncoding" | "RecordEncodingUpdate" | "RecordEncoding", ENCODING;
                /// The columns.
                record_columns: Vec<RecordColumn> = "RecordColumns" | "RecordColumnUpdates" | "RecordColumns", COLUMNS, Required;
            }
        }

        crate::configuration! {
            /// How many in-application streams share the shards of an input.
            pub struct InputParallelism as "InputParallelism" | "InputParallelismUpdate" | "InputParallelism", Merged {
                /// So many.
                count: i32 = "Count" | "CountUpdate" | "Count", PARALLELISM, $count_need;
            }
        }

        crate::configuration! {
            /// Where the reading of an input begins.
            pub struct InputStartingPositionConfiguration as "InputStartingPositionConfiguration", Replaced {
                /// There.
                input_starting_position: StartingPosition = "InputStartingPosition", Rules::NONE;
            }
        }

        crate::configuration! {
            /// What an application reads.
            pub struct Input as "Input" | "InputUpdate" | "InputDescription", Merged {
                /// Names it within the application.
                input_id: String = "" | "InputId" | "InputId", ID, Changing;
                /// What the names of its in-application streams begin with.
                name_prefix: String = "NamePrefix" | "NamePrefixUpdate" | "NamePrefix", IN_APP_NAME, Required;
                /// The names of its in-application streams.
                in_app_stream_names: Vec<String> = "" | "" | "InAppStreamNames", Rules::NONE;
                /// What is done to its records before they become rows.
                processing: InputProcessingConfiguration = "InputProcessingConfiguration" | "InputProcessingConfigurationUpdate" | "InputProcessingConfigurationDescription", Rules::NONE;
                /// The stream.
                stream: KinesisStreamsInput = "KinesisStreamsInput" | "KinesisStreamsInputUpdate" | "KinesisStreamsInputDescription", Rules::NONE;
                /// The delivery stream.
                delivery_stream: KinesisFirehoseInput = "KinesisFirehoseInput" | "KinesisFirehoseInputUpdate" | "KinesisFirehoseInputDescription", Rules::NONE;
                /// How its records become rows.
                schema: SourceSchema = "InputSchema" | "InputSchemaUpdate" | "InputSchema", Rules::NONE, Required;
                /// How many in-application streams share its shards.
                parallelism: InputParallelism = "InputParallelism" | "InputParallelismUpdate" | "InputParallelism", Rules::NONE;
                /// Where its reading began last.
                starting_position: InputStartingPositionConfiguration = "" | "" | "InputStartingPositionConfiguration", Rules::NONE;
            }
        }

        crate::configuration! {
            /// As what rows are written.
            pub struct DestinationSchema as "DestinationSchema", Replaced {
                /// Documents or lines.
                record_format_type: RecordFormatType = "RecordFormatType", Rules::NONE, Always;
            }
        }

        crate::configuration! {
            /// Where a stream of an application is written to.
            pub struct Output as "Output" | "OutputUpdate" | "OutputDescription", Merged {
                /// Names it within the application.
                output_id: String = "" | "OutputId" | "OutputId", ID, Changing;
                /// The in-application stream.
                name: String = "Name" | "NameUpdate" | "Name", IN_APP_NAME, Required;
                /// A stream.
                stream: KinesisStreamsOutput = "KinesisStreamsOutput" | "KinesisStreamsOutputUpdate" | "KinesisStreamsOutputDescription", Rules::NONE;
                /// A delivery stream.
                delivery_stream: KinesisFirehoseOutput = "KinesisFirehoseOutput" | "KinesisFirehoseOutputUpdate" | "KinesisFirehoseOutputDescription", Rules::NONE;
                /// A function.
                function: LambdaOutput = "LambdaOutput" | "LambdaOutputUpdate" | "LambdaOutputDescription", Rules::NONE;
                /// As what rows are written.
                destination_schema: DestinationSchema = "DestinationSchema" | "DestinationSchemaUpdate" | "DestinationSchema", Rules::NONE, Required;
            }
        }

        crate::configuration! {
            /// The object that a table is filled from.
            pub struct S3ReferenceDataSource as "S3ReferenceDataSource" | "S3ReferenceDataSourceUpdate" | "S3ReferenceDataSourceDescription", Merged {
                /// The bucket.
                bucket_arn: String = "BucketARN" | "BucketARNUpdate" | "BucketARN", ARN, $bucket_need;
                /// The key.
                file_key: String = "FileKey" | "FileKeyUpdate" | "FileKey", FILE_KEY, $bucket_need;
                /// In whose name it is read.
                role_arn: String = $($reference_role)|+, ROLE_ARN, $reference_role_need;
            }
        }

        crate::configuration! {
            /// A table that is filled from an object.
            pub struct ReferenceDataSource as "ReferenceDataSource" | "ReferenceDataSourceUpdate" | "ReferenceDataSourceDescription", Merged {
                /// Names it within the application.
                reference_id: String = "" | "ReferenceId" | "ReferenceId", ID, Changing;
                /// The table's name.
                table_name: String = "TableName" | "TableNameUpdate" | "TableName", TABLE_NAME, Required;
                /// The object.
                object: S3ReferenceDataSource = "S3ReferenceDataSource" | "S3ReferenceDataSourceUpdate" | "S3ReferenceDataSourceDescription", Rules::NONE;
                /// How it becomes rows.
                schema: Whole<SourceSchema> = "ReferenceSchema" | "ReferenceSchemaUpdate" | "ReferenceSchema", Rules::NONE, Required;
            }
        }

        crate::configuration! {
            /// Where an application's monitoring writes to.
            pub struct CloudWatchLoggingOption as "CloudWatchLoggingOption" | "CloudWatchLoggingOptionUpdate" | "CloudWatchLoggingOptionDescription", Merged {
                /// Names it within the application.
                id: String = "" | "CloudWatchLoggingOptionId" | "CloudWatchLoggingOptionId", ID, Changing;
                /// The stream of a log group.
                log_stream_arn: String = "LogStreamARN" | "LogStreamARNUpdate" | "LogStreamARN", ARN, Required;
                /// In whose name it is written to.
                role_arn: String = $($role)|+, ROLE_ARN, $role_need;
            }
        }

        crate::output! {
            /// What was found in records that nobody had described.
            pub struct DiscoverInputSchemaResponse {
                /// How they become rows.
                input_schema: SourceSchema = "InputSchema";
                /// The fields of each row.
                parsed_input_records: Vec<Vec<String>> = "ParsedInputRecords";
                /// What a function made of them.
                processed_input_records: Option<Vec<String>> = "ProcessedInputRecords";
                /// The records.
                raw_input_records: Vec<String> = "RawInputRecords";
            }
        }

        crate::analytics::op::meanings::meanings!();
    };
}

/// Declares structures that name something elsewhere.
macro_rules! resources {
    (
        role: $role:tt $(| $more:literal)*, $role_need:ident;
        arn: $arn_need:ident;
        $($rest:tt)*
    ) => {
        crate::analytics::op::structures::resources!(@each [$role $(| $more)*] $role_need $arn_need $($rest)*);
    };
    (@each $role:tt $role_need:ident $arn_need:ident $($(#[$doc:meta])* $name:ident as $create:literal | $update:literal | $describe:literal;)*) => {
        $(crate::analytics::op::structures::resources!(@one $role $role_need $arn_need $(#[$doc])* $name as $create | $update | $describe);)*
    };
    (@one [$($role:literal)|+] $role_need:ident $arn_need:ident $(#[$doc:meta])* $name:ident as $create:literal | $update:literal | $describe:literal) => {
        crate::configuration! {
            $(#[$doc])*
            pub struct $name as $create | $update | $describe, Merged {
                /// By ARN.
                resource_arn: String = "ResourceARN" | "ResourceARNUpdate" | "ResourceARN", ARN, $arn_need;
                /// In whose name it is used.
                role_arn: String = $($role)|+, ROLE_ARN, $role_need;
            }
        }

        impl From<$name> for Resource {
            fn from($name { resource_arn, role_arn }: $name) -> Self {
                Self { arn: resource_arn.unwrap_or_default(), role_arn }
            }
        }

        impl From<&Resource> for $name {
            fn from(Resource { arn, role_arn }: &Resource) -> Self {
                Self { resource_arn: Some(arn.clone()), role_arn: role_arn.clone() }
            }
        }
    };
}

pub(super) use {resources, structures};
