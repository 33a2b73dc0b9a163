//! Writing Parquet.
//!
//! Written as Hive's own `ParquetHiveSerDe` does, which is what Firehose names: `hive_schema`, lists in a group `bag`
//! of `array_element`, decimals of fixed length, moments as INT96. Assumed: that Firehose writes the same names.

mod leaf;
mod levels;
mod schema;

use std::sync::Arc;

use ::parquet::basic::{Compression, GzipLevel};
use ::parquet::file::properties::{WriterProperties, WriterVersion};
use ::parquet::file::writer::SerializedFileWriter;

use crate::conversion::{self, ParquetCompression, ParquetSerDe, ParquetWriterVersion};
use crate::store::Struct;
use crate::table::Column;
use levels::Entries;

/// A file that is being written to memory.
pub(crate) struct Writer {
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    group_bytes: usize,
}

impl Writer {
    pub(crate) fn new(columns: &[Column], options: &ParquetSerDe) -> Self {
        let schema = Arc::new(schema::of(columns));
        let properties = Arc::new(properties(options));
        let file = SerializedFileWriter::new(Vec::new(), schema, properties).expect("memory takes all bytes");
        Self { file, columns: columns.to_vec(), group_bytes: options.block_size_bytes as usize }
    }
}

impl conversion::Writer for Writer {
    fn group_bytes(&self) -> usize {
        self.group_bytes
    }

    fn write(&mut self, rows: Struct) {
        let mut group = self.file.next_row_group().expect("the group before is closed");
        let root = Entries::rows(rows.count);
        for (column, store) in self.columns.iter().zip(rows.fields) {
            leaf::write(&mut group, &column.data_type, store, &root);
        }
        group.close().expect("all columns are written");
    }

    fn finish(self) -> Vec<u8> {
        self.file.into_inner().expect("all groups are closed")
    }
}

fn properties(options: &ParquetSerDe) -> WriterProperties {
    let version = match options.writer_version {
        ParquetWriterVersion::V1 => WriterVersion::PARQUET_1_0,
        ParquetWriterVersion::V2 => WriterVersion::PARQUET_2_0,
    };
    let compression = match options.compression {
        ParquetCompression::Uncompressed => Compression::UNCOMPRESSED,
        ParquetCompression::Gzip => Compression::GZIP(GzipLevel::default()),
        ParquetCompression::Snappy => Compression::SNAPPY,
    };
    WriterProperties::builder()
        .set_writer_version(version)
        .set_compression(compression)
        .set_dictionary_enabled(options.enable_dictionary_compression)
        .set_data_page_size_limit(options.page_size_bytes as usize)
        // Pages are bounded by their bytes alone, as the API says.
        .set_data_page_row_count_limit(usize::MAX)
        .build()
}
