//! From JSON to columns: record format conversion.
//!
//! # Source
//! Firehose developer guide, "Convert input data format in Amazon Data Firehose", and the API's
//! `DataFormatConversionConfiguration`.

mod decode;
mod failure;
mod settings;

pub use failure::Failed;
pub use settings::{
    Deserializer, HiveJsonSerDe, InputFormatConfiguration, OpenXJsonSerDe, OrcCompression, OrcFormatVersion,
    OrcSerDe, OutputFormatConfiguration, ParquetCompression, ParquetSerDe, ParquetWriterVersion, Serializer,
};

use std::collections::BTreeSet;

use crate::orc;
use crate::parquet;
use crate::store::Struct;
use crate::table::Column;
use decode::{Fields, Rules};

/// After how many records it is looked whether a row group or stripe is full.
const RECORDS_BETWEEN_LOOKS: usize = 256;

/// Converts records by one configuration.
#[derive(Clone, Debug)]
pub struct Converter {
    columns: Vec<Column>,
    rules: Rules,
    fields: Fields,
    output: Output,
}

#[derive(Clone, Debug)]
enum Output {
    Parquet(ParquetSerDe),
    Orc(OrcSerDe),
}

/// What became of some records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// A whole file; one without rows where all records failed.
    pub file: Vec<u8>,
    /// How many rows it has. A record may hold several objects, each of which is a row.
    pub rows: usize,
    /// The records that left no row, in their order.
    pub failed: Vec<Failed>,
}

impl Converter {
    /// Takes a configuration over.
    ///
    /// # Errors
    /// In this order: two deserializers or serializers; no column, or two of one name; a pattern of time that means
    /// nothing.
    pub fn new(
        columns: Vec<Column>,
        input: &InputFormatConfiguration,
        output: &OutputFormatConfiguration,
    ) -> Result<Self, String> {
        let deserializer = &input.deserializer;
        if deserializer.openx_json_serde.is_some() && deserializer.hive_json_serde.is_some() {
            return Err("More than one deserializer specified. Only one may be chosen.".to_owned());
        }
        let output = match (&output.serializer.parquet_serde, &output.serializer.orc_serde) {
            (Some(_), Some(_)) => {
                return Err("More than one serializer specified. Only one may be chosen.".to_owned());
            }
            (None, Some(orc)) => Output::Orc(orc.clone()),
            (parquet, None) => Output::Parquet(parquet.clone().unwrap_or_default()),
        };
        let names: BTreeSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        if columns.is_empty() || names.len() != columns.len() {
            return Err("The table has no columns, or two of one name.".to_owned());
        }
        let rules = Rules::new(deserializer)?;
        let fields = decode::plan(&columns, &rules);
        Ok(Self { columns, rules, fields, output })
    }

    /// Makes a file of records.
    ///
    /// A record of which one object fails leaves no row. Work and memory are in proportion to the records: a row group
    /// or stripe is written as soon as it is full.
    pub fn convert(&self, records: &[&[u8]]) -> Converted {
        match &self.output {
            Output::Parquet(options) => self.run(records, parquet::Writer::new(&self.columns, options)),
            Output::Orc(options) => self.run(records, orc::Writer::new(&self.columns, options)),
        }
    }

    fn run<W: Writer>(&self, records: &[&[u8]], mut writer: W) -> Converted {
        let mut fields = self.fields.clone();
        let mut rows = Struct::new(&self.columns);
        let mut failed = Vec::new();
        let mut count = 0;
        for (index, record) in records.iter().enumerate() {
            let before = rows.count;
            if let Err(fault) = decode::record(&mut fields, &mut rows, record, &self.rules) {
                rows.truncate(before);
                failed.push(fault.of_record(index));
            }
            if (index + 1) % RECORDS_BETWEEN_LOOKS == 0 && rows.bytes() >= writer.group_bytes() {
                count += rows.count;
                writer.write(std::mem::replace(&mut rows, Struct::new(&self.columns)));
            }
        }
        count += rows.count;
        if rows.count > 0 {
            writer.write(rows);
        }
        Converted { file: writer.finish(), rows: count, failed }
    }
}

/// Writes rows to a file, group by group.
pub(crate) trait Writer {
    /// From how many bytes on rows make a group.
    fn group_bytes(&self) -> usize;

    /// Writes a row group or a stripe.
    fn write(&mut self, rows: Struct);

    /// Ends the file.
    fn finish(self) -> Vec<u8>;
}
