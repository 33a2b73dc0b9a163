//! What the engine asks its host for, by the rest of this crate.

use std::cell::RefCell;

use kinetoscope::errand::{Column as TableColumn, Refused};
use kinetoscope::firehose::configuration::s3::CompressionFormat;
use kinetoscope::firehose::formats::{Converted, Formats};
use kinetoscope::firehose::partition::EMPTY_KEY;
use kinetoscope::time::Instant;
use serde::Deserialize;

use crate::compression::{self, Compression};
use crate::conversion::{Converter, InputFormatConfiguration, OutputFormatConfiguration};
use crate::query::Query;
use crate::table::Column;

/// The most bytes that one record becomes once it is decompressed. Ours: some bound there must be.
const GUNZIPPED_BYTES_MAX: usize = 64 << 20;

/// The code of what is wrong with a table. Assumed.
const BAD_SCHEMA: &str = "DataFormatConversion.InvalidSchema";

thread_local! {
    /// The query that was asked last, ready to run: records come in great numbers for one query.
    static LAST: RefCell<Option<(String, Query)>> = const { RefCell::new(None) };
}

/// All formats, for a world: `world.set_formats(&Libraries)`.
#[derive(Clone, Copy, Debug)]
pub struct Libraries;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    #[serde(default)]
    input_format_configuration: InputFormatConfiguration,
    #[serde(default)]
    output_format_configuration: OutputFormatConfiguration,
}

impl Formats for Libraries {
    fn compress(&self, format: CompressionFormat, name: &str, body: &[u8]) -> Vec<u8> {
        let compression = match format {
            CompressionFormat::Uncompressed => return body.to_vec(),
            CompressionFormat::Gzip => Compression::Gzip,
            CompressionFormat::Zip => Compression::Zip,
            CompressionFormat::Snappy => Compression::Snappy,
            CompressionFormat::HadoopSnappy => Compression::HadoopSnappy,
        };
        compression::compress(compression, name, body)
    }

    fn gunzip(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        compression::gunzip(bytes, GUNZIPPED_BYTES_MAX)
    }

    fn check_query(&self, query: &str) -> Result<(), String> {
        Query::parse(query).map(drop)
    }

    fn partition_keys(
        &self,
        query: &str,
        record: &[u8],
        now: Instant,
    ) -> Result<Vec<(String, String)>, String> {
        LAST.with_borrow_mut(|last| {
            if last.as_ref().is_none_or(|(text, _)| text != query) {
                *last = Some((query.to_owned(), Query::parse(query)?));
            }
            let (_, query) = last.as_ref().expect("it was made above");
            query.run(record, now.total_micros()).map_err(|_| EMPTY_KEY.to_owned())
        })
    }

    fn convert(
        &self,
        configuration: &[u8],
        columns: &[TableColumn],
        records: &[&[u8]],
    ) -> Result<Converted, Refused> {
        let wrong = |why: String| Refused::new(BAD_SCHEMA, why);
        let configuration: Configuration =
            serde_json::from_slice(configuration).map_err(|error| wrong(error.to_string()))?;
        let columns = columns.iter().map(column).collect::<Result<_, _>>().map_err(wrong)?;
        let (input, output) =
            (configuration.input_format_configuration, configuration.output_format_configuration);
        let converter = Converter::new(columns, &input, &output).map_err(wrong)?;
        let converted = converter.convert(records);
        let refused = converted.failed.into_iter();
        let refused =
            refused.map(|failed| (failed.record, Refused::new(failed.code, failed.message))).collect();
        Ok(Converted { file: converted.file, refused })
    }
}

fn column(column: &TableColumn) -> Result<Column, String> {
    let TableColumn { name, kind } = column;
    let data_type =
        kind.parse().map_err(|why| format!("The column {name} has a type that cannot be: {why}"))?;
    Ok(Column { name: name.clone(), data_type })
}
