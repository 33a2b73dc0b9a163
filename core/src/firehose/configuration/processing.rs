//! What is done to records before they are delivered.

use alloc::string::String;
use alloc::vec::Vec;

use super::rules::NOT_BLANK;
use crate::api::Rules;

crate::enumeration! {
    /// What a step does.
    pub enum ProcessorType {
        /// Takes the records out of one that holds several.
        RecordDeAggregation = "RecordDeAggregation",
        /// Opens what CloudWatch Logs has compressed.
        Decompression = "Decompression",
        /// Takes the messages out of what CloudWatch Logs sends.
        CloudWatchLogProcessing = "CloudWatchLogProcessing",
        /// Lets a function change records.
        Lambda = "Lambda",
        /// Takes keys out of records, to choose their prefixes.
        MetadataExtraction = "MetadataExtraction",
        /// Puts a line feed between records.
        AppendDelimiterToRecord = "AppendDelimiterToRecord",
    }
}

crate::enumeration! {
    /// What a step goes by.
    pub enum ProcessorParameterName {
        /// The function.
        LambdaArn = "LambdaArn",
        /// How often it is called again.
        NumberOfRetries = "NumberOfRetries",
        /// The query, in the language of jq.
        MetadataExtractionQuery = "MetadataExtractionQuery",
        /// Which version of that.
        JsonParsingEngine = "JsonParsingEngine",
        /// In whose name the function is called.
        RoleArn = "RoleArn",
        /// How many MiB wait for the function.
        BufferSizeInMBs = "BufferSizeInMBs",
        /// How long they wait.
        BufferIntervalInSeconds = "BufferIntervalInSeconds",
        /// How records are held in one.
        SubRecordType = "SubRecordType",
        /// What stands between them.
        Delimiter = "Delimiter",
        /// How what comes is compressed.
        CompressionFormat = "CompressionFormat",
        /// Whether messages are taken out.
        DataMessageExtraction = "DataMessageExtraction",
    }
}

crate::configuration! {
    /// What is done to records before they are delivered.
    pub struct ProcessingConfiguration as "ProcessingConfiguration", Replaced {
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE;
        /// The steps; their order is always the same.
        processors: Vec<Processor> = "Processors", Rules::NONE;
    }
}

crate::configuration! {
    /// One step of processing.
    pub struct Processor as "Processor", Replaced {
        /// Of which kind.
        kind: ProcessorType = "Type", Rules::NONE, Always;
        /// What it goes by.
        parameters: Vec<ProcessorParameter> = "Parameters", Rules::NONE;
    }
}

crate::configuration! {
    /// A parameter of a step.
    pub struct ProcessorParameter as "ProcessorParameter", Replaced {
        /// Which.
        parameter_name: ProcessorParameterName = "ParameterName", Rules::NONE, Always;
        /// What it is.
        parameter_value: String = "ParameterValue", NOT_BLANK.length(1, 5_120), Always;
    }
}
