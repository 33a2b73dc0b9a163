//! What is configured, as the API writes it.

use serde::Deserialize;

/// How records are read. Members that are not there have the API's defaults.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InputFormatConfiguration {
    /// By which rules.
    pub deserializer: Deserializer,
}

/// One of two ways to read JSON; OpenX where none is named.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Deserializer {
    /// As OpenX does.
    #[serde(rename = "OpenXJsonSerDe")]
    pub openx_json_serde: Option<OpenXJsonSerDe>,
    /// As Hive does.
    #[serde(rename = "HiveJsonSerDe")]
    pub hive_json_serde: Option<HiveJsonSerDe>,
}

/// JSON as OpenX reads it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct OpenXJsonSerDe {
    /// Whether a dot in a key counts as an underscore.
    pub convert_dots_in_json_keys_to_underscores: bool,
    /// Whether keys are read in lower case.
    pub case_insensitive: bool,
    /// Columns whose keys are called otherwise.
    pub column_to_json_key_mappings: std::collections::BTreeMap<String, String>,
}

impl Default for OpenXJsonSerDe {
    fn default() -> Self {
        Self {
            convert_dots_in_json_keys_to_underscores: false,
            case_insensitive: true,
            column_to_json_key_mappings: std::collections::BTreeMap::new(),
        }
    }
}

/// JSON as Hive reads it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HiveJsonSerDe {
    /// Forms of time, as Joda writes them, or `millis`.
    pub timestamp_formats: Vec<String>,
}

/// How rows are written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct OutputFormatConfiguration {
    /// Which format.
    pub serializer: Serializer,
}

/// One of two formats with columns; Parquet where none is named.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Serializer {
    /// Parquet.
    #[serde(rename = "ParquetSerDe")]
    pub parquet_serde: Option<ParquetSerDe>,
    /// ORC.
    #[serde(rename = "OrcSerDe")]
    pub orc_serde: Option<OrcSerDe>,
}

/// How pages of Parquet are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ParquetCompression {
    /// Not at all.
    Uncompressed,
    /// GZIP.
    Gzip,
    /// Snappy.
    Snappy,
}

/// Version of Parquet's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum ParquetWriterVersion {
    /// The first.
    V1,
    /// The second.
    V2,
}

/// How Parquet files are written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ParquetSerDe {
    /// About how many bytes a row group has.
    pub block_size_bytes: u64,
    /// About how many bytes a page has.
    pub page_size_bytes: u64,
    /// How pages are compressed.
    pub compression: ParquetCompression,
    /// Whether columns have dictionaries.
    pub enable_dictionary_compression: bool,
    /// Most bytes of padding before a row group. Not honoured: no object of S3 lies in blocks of a file system.
    pub max_padding_bytes: u64,
    /// Version of the pages.
    pub writer_version: ParquetWriterVersion,
}

impl Default for ParquetSerDe {
    fn default() -> Self {
        Self {
            block_size_bytes: 256 << 20,
            page_size_bytes: 1 << 20,
            compression: ParquetCompression::Snappy,
            enable_dictionary_compression: false,
            max_padding_bytes: 0,
            writer_version: ParquetWriterVersion::V1,
        }
    }
}

/// How stripes of ORC are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OrcCompression {
    /// Not at all.
    None,
    /// zlib.
    Zlib,
    /// Snappy.
    Snappy,
}

/// Version of ORC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum OrcFormatVersion {
    /// Of Hive 0.11.
    #[serde(rename = "V0_11")]
    V0_11,
    /// Of Hive 0.12.
    #[serde(rename = "V0_12")]
    V0_12,
}

/// How ORC files are written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct OrcSerDe {
    /// About how many bytes a stripe has.
    pub stripe_size_bytes: u64,
    /// Size of a block of the file system. Not honoured.
    pub block_size_bytes: u64,
    /// Rows between two entries of the index.
    pub row_index_stride: u32,
    /// Whether stripes are padded to blocks. Not honoured.
    pub enable_padding: bool,
    /// Which share of a stripe may be padding. Not honoured.
    pub padding_tolerance: f64,
    /// How stripes are compressed.
    pub compression: OrcCompression,
    /// Columns with a Bloom filter.
    pub bloom_filter_columns: Vec<String>,
    /// How often such a filter may be wrong.
    pub bloom_filter_false_positive_probability: f64,
    /// Up to which share of distinct values a column of text has a dictionary.
    pub dictionary_key_threshold: f64,
    /// Version of the format.
    pub format_version: OrcFormatVersion,
}

impl Default for OrcSerDe {
    fn default() -> Self {
        Self {
            stripe_size_bytes: 64 << 20,
            block_size_bytes: 256 << 20,
            row_index_stride: 10_000,
            enable_padding: false,
            padding_tolerance: 0.05,
            compression: OrcCompression::Snappy,
            bloom_filter_columns: Vec::new(),
            bloom_filter_false_positive_probability: 0.05,
            dictionary_key_threshold: 0.0,
            format_version: OrcFormatVersion::V0_12,
        }
    }
}
