//! The engine's side: formats that are elsewhere.

use core::fmt;

use kinetoscope::errand::{Column, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::time::Instant;
use serde::de::DeserializeOwned;
use serde_bytes::{ByteBuf, Bytes};

use crate::question::{File, Keys, Question, answer_of, to_bytes};

/// Formats that are reached by a function from the bytes of a question to those of its answer.
pub struct Asker(pub fn(&[u8]) -> Vec<u8>);

impl fmt::Debug for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asker")
    }
}

impl Asker {
    fn ask<T: DeserializeOwned>(&self, question: &Question<'_>) -> T {
        answer_of(&(self.0)(&to_bytes(question)))
    }
}

impl Formats for Asker {
    fn compress(&self, format: CompressionFormat, name: &str, body: &[u8]) -> Vec<u8> {
        let body = Bytes::new(body);
        self.ask::<ByteBuf>(&Question::Compress { format, name, body }).into_vec()
    }

    fn gunzip(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.ask::<Option<ByteBuf>>(&Question::Gunzip(Bytes::new(bytes))).map(ByteBuf::into_vec)
    }

    fn check_query(&self, query: &str) -> Result<(), String> {
        self.ask(&Question::CheckQuery(query))
    }

    fn partition_keys(&self, query: &str, record: &[u8], now: Instant) -> Keys {
        let (record, now_micros) = (Bytes::new(record), now.total_micros());
        self.ask(&Question::PartitionKeys { query, record, now_micros })
    }

    fn convert(
        &self,
        configuration: &[u8],
        columns: &[Column],
        records: &[&[u8]],
    ) -> Result<Converted, Refused> {
        let records = records.iter().map(|record| Bytes::new(record)).collect();
        let (configuration, columns) = (Bytes::new(configuration), columns.to_vec());
        let converted: Result<File, _> = self.ask(&Question::Convert { configuration, columns, records });
        converted.map(File::into)
    }
}
