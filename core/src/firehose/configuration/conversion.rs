//! From JSON to columns.

use alloc::string::String;
use alloc::vec::Vec;

use super::rules::WORD;
use super::values::{ColumnMappings, Proportion};
use crate::api::Rules;

crate::enumeration! {
    /// How pages are compressed.
    pub enum ParquetCompression {
        /// Not at all.
        Uncompressed = "UNCOMPRESSED",
        /// GZIP.
        Gzip = "GZIP",
        /// Snappy.
        Snappy = "SNAPPY",
    }
}

crate::enumeration! {
    /// Version of Parquet.
    pub enum ParquetWriterVersion {
        /// The first.
        V1 = "V1",
        /// The second.
        V2 = "V2",
    }
}

crate::enumeration! {
    /// How stripes are compressed.
    pub enum OrcCompression {
        /// Not at all.
        None = "NONE",
        /// zlib.
        Zlib = "ZLIB",
        /// Snappy.
        Snappy = "SNAPPY",
    }
}

crate::enumeration! {
    /// Version of ORC.
    pub enum OrcFormatVersion {
        /// Of Hive 0.11.
        V0_11 = "V0_11",
        /// Of Hive 0.12.
        V0_12 = "V0_12",
    }
}

crate::configuration! {
    /// Whether JSON is converted to columns.
    pub struct DataFormatConversionConfiguration as "DataFormatConversionConfiguration", Merged {
        /// Which columns there are.
        schema_configuration: SchemaConfiguration = "SchemaConfiguration", Rules::NONE;
        /// How records are read.
        input_format_configuration: InputFormatConfiguration = "InputFormatConfiguration", Rules::NONE;
        /// How rows are written.
        output_format_configuration: OutputFormatConfiguration = "OutputFormatConfiguration", Rules::NONE;
        /// Whether it is on.
        enabled: bool = "Enabled", Rules::NONE;
    }
}

crate::configuration! {
    /// The table of the catalog that says which columns there are.
    pub struct SchemaConfiguration as "SchemaConfiguration", Merged {
        /// In whose name it is done.
        role_arn: String = "RoleARN", WORD;
        /// Whose catalog.
        catalog_id: String = "CatalogId", WORD;
        /// The database of the table.
        database_name: String = "DatabaseName", WORD;
        /// The table.
        table_name: String = "TableName", WORD;
        /// Where the catalog is.
        region: String = "Region", WORD;
        /// Which version of the table.
        version_id: String = "VersionId", WORD;
    }
}

crate::configuration! {
    /// How records are read.
    pub struct InputFormatConfiguration as "InputFormatConfiguration", Replaced {
        /// By which rules.
        deserializer: Deserializer = "Deserializer", Rules::NONE;
    }
}

crate::configuration! {
    /// One of two ways to read JSON.
    pub struct Deserializer as "Deserializer", Replaced {
        /// As OpenX does.
        openx_json_serde: OpenXJsonSerDe = "OpenXJsonSerDe", Rules::NONE;
        /// As Hive does.
        hive_json_serde: HiveJsonSerDe = "HiveJsonSerDe", Rules::NONE;
    }
}

crate::configuration! {
    /// JSON as OpenX reads it.
    pub struct OpenXJsonSerDe as "OpenXJsonSerDe", Replaced {
        /// Whether a dot in a key counts as an underscore.
        convert_dots_in_json_keys_to_underscores: bool = "ConvertDotsInJsonKeysToUnderscores", Rules::NONE;
        /// Whether keys are read in lower case.
        case_insensitive: bool = "CaseInsensitive", Rules::NONE;
        /// Columns whose keys are called otherwise.
        column_to_json_key_mappings: ColumnMappings = "ColumnToJsonKeyMappings", Rules::NONE.item_length(1, 1_024).value_length(1, 1_024);
    }
}

crate::configuration! {
    /// JSON as Hive reads it.
    pub struct HiveJsonSerDe as "HiveJsonSerDe", Replaced {
        /// Forms of time, as Joda writes them.
        timestamp_formats: Vec<String> = "TimestampFormats", Rules::NONE;
    }
}

crate::configuration! {
    /// How rows are written.
    pub struct OutputFormatConfiguration as "OutputFormatConfiguration", Replaced {
        /// Which format.
        serializer: Serializer = "Serializer", Rules::NONE;
    }
}

crate::configuration! {
    /// One of two formats with columns.
    pub struct Serializer as "Serializer", Replaced {
        /// Parquet.
        parquet_serde: ParquetSerDe = "ParquetSerDe", Rules::NONE;
        /// ORC.
        orc_serde: OrcSerDe = "OrcSerDe", Rules::NONE;
    }
}

crate::configuration! {
    /// How Parquet files are written.
    pub struct ParquetSerDe as "ParquetSerDe", Replaced {
        /// Size of a block of the file system that it will lie in.
        block_size_bytes: i32 = "BlockSizeBytes", Rules::NONE.at_least(67_108_864);
        /// Size of a page.
        page_size_bytes: i32 = "PageSizeBytes", Rules::NONE.at_least(65_536);
        /// How pages are compressed.
        compression: ParquetCompression = "Compression", Rules::NONE;
        /// Whether columns have dictionaries.
        enable_dictionary_compression: bool = "EnableDictionaryCompression", Rules::NONE;
        /// Most bytes of padding before a block.
        max_padding_bytes: i32 = "MaxPaddingBytes", Rules::NONE.at_least(0);
        /// Version of the format.
        writer_version: ParquetWriterVersion = "WriterVersion", Rules::NONE;
    }
}

crate::configuration! {
    /// How ORC files are written.
    pub struct OrcSerDe as "OrcSerDe", Replaced {
        /// Size of a stripe.
        stripe_size_bytes: i32 = "StripeSizeBytes", Rules::NONE.at_least(8_388_608);
        /// Size of a block of the file system that it will lie in.
        block_size_bytes: i32 = "BlockSizeBytes", Rules::NONE.at_least(67_108_864);
        /// Rows between two entries of the index.
        row_index_stride: i32 = "RowIndexStride", Rules::NONE.at_least(1_000);
        /// Whether stripes are padded to blocks.
        enable_padding: bool = "EnablePadding", Rules::NONE;
        /// Which share of a stripe may be padding.
        padding_tolerance: Proportion = "PaddingTolerance", Rules::NONE.range(0, 1);
        /// How stripes are compressed.
        compression: OrcCompression = "Compression", Rules::NONE;
        /// Columns with a Bloom filter.
        bloom_filter_columns: Vec<String> = "BloomFilterColumns", Rules::NONE;
        /// How often such a filter may be wrong.
        bloom_filter_false_positive_probability: Proportion = "BloomFilterFalsePositiveProbability", Rules::NONE.range(0, 1);
        /// Which share of distinct values a column with a dictionary may have.
        dictionary_key_threshold: Proportion = "DictionaryKeyThreshold", Rules::NONE.range(0, 1);
        /// Version of the format.
        format_version: OrcFormatVersion = "FormatVersion", Rules::NONE;
    }
}
