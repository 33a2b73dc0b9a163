//! The messages of the format, as far as we write or read them.
//!
//! # Source
//! `orc_proto.proto` of apache/orc-format, 2024. Enumerations are plain numbers, so that what is unknown is kept.

use prost::Message;

macro_rules! message {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* [$($attribute:tt)*] $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Message)]
        pub(crate) struct $name {
            $($(#[$field_doc])* #[prost($($attribute)*)] pub(crate) $field: $type,)*
        }
    };
}

message! {
    /// What the last bytes say.
    PostScript {
        [uint64, optional, tag = "1"] footer_length: Option<u64>,
        [uint32, optional, tag = "2"] compression: Option<u32>,
        [uint64, optional, tag = "3"] compression_block_size: Option<u64>,
        [uint32, repeated, tag = "4"] version: Vec<u32>,
        [uint64, optional, tag = "5"] metadata_length: Option<u64>,
        [uint32, optional, tag = "6"] writer_version: Option<u32>,
        [string, optional, tag = "8000"] magic: Option<String>,
    }
}

message! {
    /// What a file holds.
    Footer {
        [uint64, optional, tag = "1"] header_length: Option<u64>,
        [uint64, optional, tag = "2"] content_length: Option<u64>,
        [message, repeated, tag = "3"] stripes: Vec<StripeInformation>,
        [message, repeated, tag = "4"] types: Vec<Type>,
        [uint64, optional, tag = "6"] number_of_rows: Option<u64>,
        [message, repeated, tag = "7"] statistics: Vec<ColumnStatistics>,
        [uint32, optional, tag = "8"] row_index_stride: Option<u32>,
    }
}

message! {
    /// Where a stripe lies.
    StripeInformation {
        [uint64, optional, tag = "1"] offset: Option<u64>,
        [uint64, optional, tag = "2"] index_length: Option<u64>,
        [uint64, optional, tag = "3"] data_length: Option<u64>,
        [uint64, optional, tag = "4"] footer_length: Option<u64>,
        [uint64, optional, tag = "5"] number_of_rows: Option<u64>,
    }
}

message! {
    /// A node of the tree of types.
    Type {
        [uint32, optional, tag = "1"] kind: Option<u32>,
        [uint32, repeated, tag = "2"] subtypes: Vec<u32>,
        [string, repeated, tag = "3"] field_names: Vec<String>,
        [uint32, optional, tag = "4"] maximum_length: Option<u32>,
        [uint32, optional, tag = "5"] precision: Option<u32>,
        [uint32, optional, tag = "6"] scale: Option<u32>,
    }
}

message! {
    /// What streams a stripe has, and how columns are encoded in them.
    StripeFooter {
        [message, repeated, tag = "1"] streams: Vec<Stream>,
        [message, repeated, tag = "2"] columns: Vec<ColumnEncoding>,
        [string, optional, tag = "3"] writer_timezone: Option<String>,
    }
}

message! {
    /// A stream; it lies behind the one before.
    Stream {
        [uint32, optional, tag = "1"] kind: Option<u32>,
        [uint32, optional, tag = "2"] column: Option<u32>,
        [uint64, optional, tag = "3"] length: Option<u64>,
    }
}

message! {
    /// How a column is encoded.
    ColumnEncoding {
        [uint32, optional, tag = "1"] kind: Option<u32>,
        [uint32, optional, tag = "2"] dictionary_size: Option<u32>,
        [uint32, optional, tag = "3"] bloom_encoding: Option<u32>,
    }
}

message! {
    /// Where the strides of a column begin.
    RowIndex {
        [message, repeated, tag = "1"] entry: Vec<RowIndexEntry>,
    }
}

message! {
    /// Where a stride of a column begins.
    RowIndexEntry {
        [uint64, repeated, tag = "1"] positions: Vec<u64>,
        [message, optional, tag = "2"] statistics: Option<ColumnStatistics>,
    }
}

message! {
    /// The filters of a column, one for each stride.
    BloomFilterIndex {
        [message, repeated, tag = "1"] bloom_filter: Vec<BloomFilter>,
    }
}

message! {
    /// A Bloom filter.
    BloomFilter {
        [uint32, optional, tag = "1"] num_hash_functions: Option<u32>,
        [bytes = "vec", optional, tag = "3"] utf8bitset: Option<Vec<u8>>,
    }
}

message! {
    /// Statistics of all stripes.
    Metadata {
        [message, repeated, tag = "1"] stripe_stats: Vec<StripeStatistics>,
    }
}

message! {
    /// Statistics of a stripe.
    StripeStatistics {
        [message, repeated, tag = "1"] col_stats: Vec<ColumnStatistics>,
    }
}

message! {
    /// Statistics of a column.
    ColumnStatistics {
        [uint64, optional, tag = "1"] number_of_values: Option<u64>,
        [message, optional, tag = "2"] int_statistics: Option<IntegerStatistics>,
        [message, optional, tag = "3"] double_statistics: Option<DoubleStatistics>,
        [message, optional, tag = "4"] string_statistics: Option<StringStatistics>,
        [message, optional, tag = "5"] bucket_statistics: Option<BucketStatistics>,
        [message, optional, tag = "6"] decimal_statistics: Option<DecimalStatistics>,
        [message, optional, tag = "7"] date_statistics: Option<DateStatistics>,
        [message, optional, tag = "8"] binary_statistics: Option<BinaryStatistics>,
        [message, optional, tag = "9"] timestamp_statistics: Option<TimestampStatistics>,
        [bool, optional, tag = "10"] has_null: Option<bool>,
    }
}

message! {
    /// Of whole numbers.
    IntegerStatistics {
        [sint64, optional, tag = "1"] minimum: Option<i64>,
        [sint64, optional, tag = "2"] maximum: Option<i64>,
        [sint64, optional, tag = "3"] sum: Option<i64>,
    }
}

message! {
    /// Of floats.
    DoubleStatistics {
        [double, optional, tag = "1"] minimum: Option<f64>,
        [double, optional, tag = "2"] maximum: Option<f64>,
        [double, optional, tag = "3"] sum: Option<f64>,
    }
}

message! {
    /// Of texts; the sum is of their lengths.
    StringStatistics {
        [string, optional, tag = "1"] minimum: Option<String>,
        [string, optional, tag = "2"] maximum: Option<String>,
        [sint64, optional, tag = "3"] sum: Option<i64>,
    }
}

message! {
    /// Of booleans: how many are true.
    BucketStatistics {
        [uint64, repeated, tag = "1"] count: Vec<u64>,
    }
}

message! {
    /// Of decimals.
    DecimalStatistics {
        [string, optional, tag = "1"] minimum: Option<String>,
        [string, optional, tag = "2"] maximum: Option<String>,
        [string, optional, tag = "3"] sum: Option<String>,
    }
}

message! {
    /// Of days.
    DateStatistics {
        [sint32, optional, tag = "1"] minimum: Option<i32>,
        [sint32, optional, tag = "2"] maximum: Option<i32>,
    }
}

message! {
    /// Of bytes: the sum of their lengths.
    BinaryStatistics {
        [sint64, optional, tag = "1"] sum: Option<i64>,
    }
}

message! {
    /// Of moments, in milliseconds.
    TimestampStatistics {
        [sint64, optional, tag = "3"] minimum_utc: Option<i64>,
        [sint64, optional, tag = "4"] maximum_utc: Option<i64>,
    }
}

/// Kinds of types.
pub(crate) mod kind {
    pub(crate) const BOOLEAN: u32 = 0;
    pub(crate) const BYTE: u32 = 1;
    pub(crate) const SHORT: u32 = 2;
    pub(crate) const INT: u32 = 3;
    pub(crate) const LONG: u32 = 4;
    pub(crate) const FLOAT: u32 = 5;
    pub(crate) const DOUBLE: u32 = 6;
    pub(crate) const STRING: u32 = 7;
    pub(crate) const BINARY: u32 = 8;
    pub(crate) const TIMESTAMP: u32 = 9;
    pub(crate) const LIST: u32 = 10;
    pub(crate) const MAP: u32 = 11;
    pub(crate) const STRUCT: u32 = 12;
    pub(crate) const DECIMAL: u32 = 14;
    pub(crate) const DATE: u32 = 15;
    pub(crate) const VARCHAR: u32 = 16;
    pub(crate) const CHAR: u32 = 17;
}

/// Kinds of streams.
pub(crate) mod stream {
    pub(crate) const PRESENT: u32 = 0;
    pub(crate) const DATA: u32 = 1;
    pub(crate) const LENGTH: u32 = 2;
    pub(crate) const DICTIONARY_DATA: u32 = 3;
    pub(crate) const SECONDARY: u32 = 5;
    pub(crate) const ROW_INDEX: u32 = 6;
    pub(crate) const BLOOM_FILTER_UTF8: u32 = 8;
}

/// Kinds of encodings.
pub(crate) mod encoding {
    pub(crate) const DIRECT: u32 = 0;
    pub(crate) const DICTIONARY: u32 = 1;
    pub(crate) const DIRECT_V2: u32 = 2;
    pub(crate) const DICTIONARY_V2: u32 = 3;
}

/// Kinds of compression.
pub(crate) mod compression {
    pub(crate) const NONE: u32 = 0;
    pub(crate) const ZLIB: u32 = 1;
    pub(crate) const SNAPPY: u32 = 2;
}
