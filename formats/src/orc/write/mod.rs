//! Writing ORC: stripe by stripe, then what is known of all of them.

mod bits;
mod bloom;
mod chunks;
mod column;
mod run_length;
mod statistics;
mod stretch;
mod types;

use prost::Message;

use super::{CHUNK_BYTES, MAGIC, proto};
use crate::conversion::{self, OrcCompression, OrcFormatVersion, OrcSerDe};
use crate::store::Struct;
use crate::table::{Column, DataType};
use chunks::Chunks;
use column::Stripe;
use statistics::Statistics;

/// Of Java's writer since 2017: moments in statistics are in UTC, and hashes are of UTF-8.
const WRITER_VERSION: u32 = 6;

/// A file that is being written to memory.
pub(crate) struct Writer {
    out: Vec<u8>,
    columns: Vec<Column>,
    options: OrcSerDe,
    stripes: Vec<proto::StripeInformation>,
    stripe_statistics: Vec<Vec<Statistics>>,
    rows: u64,
}

impl Writer {
    pub(crate) fn new(columns: &[Column], options: &OrcSerDe) -> Self {
        Self {
            out: MAGIC.as_bytes().to_vec(),
            columns: columns.to_vec(),
            options: options.clone(),
            stripes: Vec::new(),
            stripe_statistics: Vec::new(),
            rows: 0,
        }
    }

    fn chunks(&self) -> Chunks {
        Chunks { compression: self.options.compression }
    }

    /// Writes a message in chunks; how long it is.
    fn put(&mut self, message: &impl Message) -> u64 {
        let packed = self.chunks().pack(&message.encode_to_vec()).bytes;
        self.out.extend(&packed);
        packed.len() as u64
    }

    fn metadata(&self) -> proto::Metadata {
        let stripe = |all: &Vec<Statistics>| proto::StripeStatistics {
            col_stats: all.iter().map(Statistics::message).collect(),
        };
        proto::Metadata { stripe_stats: self.stripe_statistics.iter().map(stripe).collect() }
    }

    fn footer(&self, types: Vec<proto::Type>) -> proto::Footer {
        let of_file = |id: usize| {
            let stripes = self.stripe_statistics.iter().map(|all| all[id].clone());
            stripes.reduce(Statistics::merged).unwrap_or_default().message()
        };
        proto::Footer {
            header_length: Some(MAGIC.len() as u64),
            content_length: Some(self.out.len() as u64),
            stripes: self.stripes.clone(),
            statistics: (0..types.len()).map(of_file).collect(),
            types,
            number_of_rows: Some(self.rows),
            row_index_stride: Some(self.options.row_index_stride),
        }
    }

    fn put_postscript(&mut self, metadata_length: u64, footer_length: u64) {
        let compression = match self.options.compression {
            OrcCompression::None => proto::compression::NONE,
            OrcCompression::Zlib => proto::compression::ZLIB,
            OrcCompression::Snappy => proto::compression::SNAPPY,
        };
        let minor = match self.options.format_version {
            OrcFormatVersion::V0_11 => 11,
            OrcFormatVersion::V0_12 => 12,
        };
        let postscript = proto::PostScript {
            footer_length: Some(footer_length),
            compression: Some(compression),
            compression_block_size: Some(CHUNK_BYTES as u64),
            version: vec![0, minor],
            metadata_length: Some(metadata_length),
            writer_version: Some(WRITER_VERSION),
            magic: Some(MAGIC.to_owned()),
        };
        let bytes = postscript.encode_to_vec();
        let length = u8::try_from(bytes.len()).expect("a postscript has a few dozen bytes");
        self.out.extend(bytes);
        self.out.push(length);
    }
}

impl conversion::Writer for Writer {
    fn group_bytes(&self) -> usize {
        self.options.stripe_size_bytes as usize
    }

    fn write(&mut self, rows: Struct) {
        let count = rows.count;
        let root = DataType::Struct(self.columns.clone());
        let mut stripe = Stripe::new(&self.options, self.chunks());
        stripe.rows(&root, rows);
        let offset = self.out.len() as u64;
        let written = stripe.finish();
        self.out.extend(&written.index);
        self.out.extend(&written.data);
        let footer_length = self.put(&written.footer);
        self.stripes.push(proto::StripeInformation {
            offset: Some(offset),
            index_length: Some(written.index.len() as u64),
            data_length: Some(written.data.len() as u64),
            footer_length: Some(footer_length),
            number_of_rows: Some(count as u64),
        });
        self.stripe_statistics.push(written.statistics);
        self.rows += count as u64;
    }

    fn finish(mut self) -> Vec<u8> {
        let types = types::of(&self.columns);
        let footer = self.footer(types);
        let metadata = self.metadata();
        let metadata_length = self.put(&metadata);
        let footer_length = self.put(&footer);
        self.put_postscript(metadata_length, footer_length);
        self.out
    }
}
