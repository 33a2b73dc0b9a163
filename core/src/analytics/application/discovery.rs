//! What DiscoverInputSchema looks at, and what it finds.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::arn::{self, Kind};
use super::configuration::{SourceSchema, StartingPosition};
use crate::analytics::input::{Decoder, Rows, Schema, SchemaColumn, discovery};
use crate::analytics::output::OutputFormat;
use crate::analytics::row::{Batch, Order};
use crate::analytics::sql_type::SqlType;
use crate::error::Error;

/// Records of a sample at most. Ours: the service does not say how many it reads.
pub(crate) const SAMPLE_RECORDS_MAX: usize = 100;
/// Bytes of a sample at most; one record may have more. Ours.
pub(crate) const SAMPLE_BYTES_MAX: usize = 1 << 20;
/// What a field of a row is read as, to show it as it came.
const ANY_TEXT: SqlType = SqlType::VarChar(65_535);

/// Where a sample is to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SampleRequest {
    pub(crate) source: SampleSource,
    /// The function that records go through before they become rows.
    pub(crate) function_arn: Option<String>,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SampleSource {
    /// A stream, by its ARN.
    Stream(String, StartingPosition),
    /// A delivery stream, by its ARN.
    DeliveryStream(String),
    /// An object: its bucket's name, and its key.
    Object(String, String),
}

/// Records to find a schema in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// As they came.
    pub(crate) raw: Vec<Vec<u8>>,
    /// What a function made of them, if they go through one.
    pub(crate) processed: Option<Vec<Vec<u8>>>,
}

/// A schema, and the records that it was found in.
#[derive(Debug)]
pub(in crate::analytics) struct Discovered {
    pub(in crate::analytics) schema: SourceSchema,
    pub(in crate::analytics) parsed: Vec<Vec<String>>,
    pub(in crate::analytics) processed: Option<Vec<String>>,
    pub(in crate::analytics) raw: Vec<String>,
}

impl SampleRequest {
    /// What a request asks for: a stream or an object, and nothing else.
    pub(in crate::analytics) fn new(
        resource_arn: Option<&str>,
        object: Option<(&str, &str)>,
        position: Option<StartingPosition>,
        function_arn: Option<String>,
    ) -> Result<Self, Error> {
        let source = match (resource_arn, object) {
            (Some(arn), None) if arn::check(arn, Kind::DeliveryStream).is_ok() => {
                SampleSource::DeliveryStream(arn.into())
            }
            (Some(arn), None) => {
                arn::check(arn, Kind::Stream)?;
                SampleSource::Stream(arn.into(), position.ok_or_else(Error::no_starting_position)?)
            }
            (None, Some((bucket, key))) => {
                arn::check(bucket, Kind::Bucket)?;
                let name = bucket.rsplit(':').next().unwrap_or_default();
                SampleSource::Object(name.into(), key.into())
            }
            _ => return Err(Error::not_one_sample_source()),
        };
        if let Some(function) = &function_arn {
            arn::check(function, Kind::Function)?;
        }
        Ok(Self { source, function_arn })
    }
}

impl Sample {
    /// Finds a schema in it.
    pub(in crate::analytics) fn discover(self) -> Result<Discovered, Error> {
        let records = self.processed.as_ref().unwrap_or(&self.raw);
        let found = discovery::discover(records);
        let parsed = found.as_ref().map_or_else(Vec::new, |schema| parse(schema, records));
        let raw: Vec<String> = self.raw.iter().map(|record| text(record)).collect();
        let processed: Option<Vec<String>> =
            self.processed.as_ref().map(|records| records.iter().map(|record| text(record)).collect());
        match found.filter(|_| !parsed.is_empty()) {
            Some(schema) => Ok(Discovered { schema: SourceSchema::of(schema), parsed, processed, raw }),
            None => Err(Error::no_schema_found(raw, processed)),
        }
    }
}

fn text(record: &[u8]) -> String {
    String::from_utf8_lossy(record).into_owned()
}

/// The fields of each row, as text.
fn parse(schema: &Schema, records: &[Vec<u8>]) -> Vec<Vec<String>> {
    let as_text = |column: &SchemaColumn| SchemaColumn { sql_type: ANY_TEXT, ..column.clone() };
    let columns: Vec<_> = schema.columns.iter().map(as_text).collect();
    let schema = Schema { format: schema.format.clone(), columns };
    let Ok(decoder) = Decoder::new(&schema) else { return Vec::new() };
    let mut rows = Rows::new(&schema.columns);
    for record in records {
        decoder.decode(record, &mut rows, &mut Vec::new());
    }
    let count = rows.len().min(SAMPLE_RECORDS_MAX);
    let batch = Batch::new(vec![Order::BEGIN; rows.len()], rows.take());
    let named = schema.named_columns();
    (0..count).map(|row| OutputFormat::fields(&batch, row, &named).collect()).collect()
}
