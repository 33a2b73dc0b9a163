//! What is said of steps of processing.

use alloc::format;
use alloc::string::String;

use crate::error::{Code, Error};

/// Refusals that say always the same.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl Error {$(
            $(#[$doc])*
            pub(in crate::firehose) fn $name() -> Self {
                Self::new(Code::InvalidArgument, $text)
            }
        )*}
    };
}
pub(super) use texts;

texts! {
    count_of_processors = "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.";
    more_than_one_function = "Cannot have more than 1 Lambda processor.";
    duplicate_parameter = "Duplicate ProcessorParameter passed to ProcessingConfiguration.";
    function_missing = "LambdaArn is required when Lambda processor is used.";
    bad_function_arn = "Invalid lambda ARN.";
    half_function_hints = "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure buffering for lambda processor.";
    /// Assumed.
    bad_function_size = "BufferSizeInMBs of Lambda processor must be between 0.2 and 3.";
    /// Assumed.
    bad_function_interval = "BufferIntervalInSeconds of Lambda processor must be between 0 and 900.";
    /// Assumed.
    bad_number_of_retries = "NumberOfRetries of Lambda processor must be a number.";
    delimiter_missing = "Delimiter should be present for DELIMITED";
    /// Assumed.
    bad_delimiter = "Delimiter must be base64 encoded.";
    /// Assumed.
    bad_sub_record_type = "SubRecordType must be JSON or DELIMITED";
    bad_decompression_format = "CompressionFormat has to be GZIP";
    decompression_not_later = "Enabling source decompression is not supported for existing stream with no Lambda function attached.";
    bad_data_message_extraction = "Invalid parameter value for DataMessageExtraction. Allowed values are True and False.";
    extraction_without_decompression = "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor";
    extraction_without_partitioning = "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when Dynamic Partitioning is enabled.";
    /// Assumed.
    query_missing = "MetadataExtractionQuery is required when MetadataExtraction processor is used.";
    /// Assumed.
    bad_json_parsing_engine = "JsonParsingEngine has to be JQ-1.6";
    /// Assumed.
    too_many_partition_keys = "A maximum of 50 dynamic partitioning keys is supported.";
}

impl Error {
    /// Assumed.
    pub(in crate::firehose) fn bad_query(why: &str) -> Self {
        Self::new(
            Code::InvalidArgument,
            format!("MetadataExtractionQuery is not a valid jq expression: {why}"),
        )
    }

    /// Ours: what it names is not in this engine.
    pub(in crate::firehose) fn format_not_here(what: &str) -> Self {
        Self::new(Code::InvalidArgument, not_here(what))
    }
}

/// What is said of that also where it is found out later: by whoever restores a world, and by deliveries.
pub(in crate::firehose) fn not_here(what: &str) -> String {
    format!("Kinetoscope cannot run {what} here: its host has not brought the formats that this needs.")
}
