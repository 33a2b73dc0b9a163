//! What became of records that could not be delivered: a line of JSON for each, in an object for errors.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::configuration::conversion::SchemaConfiguration;
use super::entry::Entry;
use crate::time::Instant;
use crate::wire::{Protocol, Writer};

/// The kinds of error, as prefixes name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ErrorOutputType {
    /// A function, or the choice of a prefix. Assumed of the second: the service's folder is not known.
    Processing,
    /// What CloudWatch Logs sends could not be opened.
    Decompression,
    /// JSON that does not fit into the columns.
    FormatConversion,
    /// OpenSearch has not taken them.
    Opensearch,
    /// Splunk has not taken them.
    Splunk,
    /// A server has not taken them.
    HttpEndpoint,
    /// Snowflake has not taken them.
    Snowflake,
    /// Iceberg has not taken them.
    Iceberg,
}

impl ErrorOutputType {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Processing,
        Self::Decompression,
        Self::FormatConversion,
        Self::Opensearch,
        Self::Splunk,
        Self::HttpEndpoint,
        Self::Snowflake,
        Self::Iceberg,
    ];

    /// What `!{firehose:error-output-type}` stands for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing-failed",
            Self::Decompression => "decompression-failed",
            Self::FormatConversion => "format-conversion-failed",
            Self::Opensearch => "AmazonOpenSearchService-failed",
            Self::Splunk => "splunk-failed",
            Self::HttpEndpoint => "http-endpoint-failed",
            Self::Snowflake => "snowflake-failed",
            Self::Iceberg => "iceberg-failed",
        }
    }
}

/// Why a record could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Of which kind it is.
    pub kind: ErrorOutputType,
    /// `Lambda.FunctionError`, for one.
    pub code: Cow<'static, str>,
    /// In words.
    pub message: Cow<'static, str>,
    /// How often it was tried.
    pub attempts: u32,
    /// When the last of them ended.
    pub ended: Instant,
    /// What else is said.
    pub details: Details,
}

/// What a line says beside what every line says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The function that was called.
    pub lambda_arn: Option<String>,
    /// Of documents: what they were to be called.
    pub document: Option<DocumentName>,
    /// Of events of Splunk.
    pub event_id: Option<String>,
    /// Of records for a server.
    pub data_id: Option<String>,
    /// Of records for a file with columns: which table says what these are.
    pub table: Option<Arc<SchemaConfiguration>>,
}

/// What a document was to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentName {
    /// Its id.
    pub id: String,
    /// Its index.
    pub index: String,
    /// Its type; a collection of the serverless kind has none.
    pub kind: Option<String>,
}

/// The lines of records that could not be delivered.
pub(in crate::firehose) fn lines(entries: &[Entry]) -> Vec<u8> {
    let mut lines = Vec::new();
    for entry in entries {
        if let Some(failure) = &entry.failure {
            write_line(entry, failure, &mut lines);
        }
    }
    lines
}

/// Writes the line of a record. The order of members is the one seen in September 2026; where the guide has another, that is
/// older.
fn write_line(entry: &Entry, failure: &Failure, out: &mut Vec<u8>) {
    let details = &failure.details;
    if failure.kind == ErrorOutputType::FormatConversion {
        return write_conversion_line(entry, failure, out);
    }
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(12);
    let text = |writer: &mut Writer, name: &str, value: &str| {
        writer.key(name);
        writer.text(value);
    };
    let number = |writer: &mut Writer, name: &str, value: i64| {
        writer.key(name);
        writer.integer(value);
    };
    writer.key("rawData");
    writer.blob(&entry.raw);
    text(&mut writer, "errorCode", &failure.code);
    text(&mut writer, "errorMessage", &failure.message);
    number(&mut writer, "attemptsMade", i64::from(failure.attempts));
    number(&mut writer, "arrivalTimestamp", entry.arrived.total_millis());
    number(&mut writer, "attemptEndingTimestamp", failure.ended.total_millis());
    if let Some(arn) = &details.lambda_arn {
        text(&mut writer, "lambdaARN", arn);
    }
    if let Some(DocumentName { id, index, kind }) = &details.document {
        let names =
            if kind.is_some() { ["esDocumentId", "esIndexName"] } else { ["osDocumentId", "osIndexName"] };
        text(&mut writer, names[0], id);
        text(&mut writer, names[1], index);
        if let Some(kind) = kind {
            text(&mut writer, "esTypeName", kind);
        }
    }
    if let Some(id) = &details.event_id {
        text(&mut writer, "EventId", id);
    }
    if let Some(id) = &details.data_id {
        number(&mut writer, "subsequenceNumber", i64::from(entry.part));
        text(&mut writer, "dataId", id);
    }
    writer.end_map();
    out.append(&mut writer.into_bytes());
    out.push(b'\n');
}

/// The same of a record that could not become a row, which has a form of its own.
fn write_conversion_line(entry: &Entry, failure: &Failure, out: &mut Vec<u8>) {
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(9);
    writer.key("attemptsMade");
    writer.integer(i64::from(failure.attempts));
    writer.key("arrivalTimestamp");
    writer.integer(entry.arrived.total_millis());
    writer.key("lastErrorCode");
    writer.text(&failure.code);
    writer.key("lastErrorMessage");
    writer.text(&failure.message);
    writer.key("attemptEndingTimestamp");
    writer.integer(failure.ended.total_millis());
    writer.key("rawData");
    writer.blob(&entry.raw);
    writer.key("sequenceNumber");
    match &entry.origin {
        Some(origin) => writer.text(&origin.sequence_number.to_string()),
        None => writer.json("null"),
    }
    writer.key("subSequenceNumber");
    match &entry.origin {
        Some(origin) => writer.integer(origin.subsequence_number as i64),
        None => writer.json("null"),
    }
    writer.key("dataCatalogTable");
    let schema = failure.details.table.as_deref().cloned().unwrap_or_default();
    writer.start_map(6);
    for (name, value) in [
        ("catalogId", schema.catalog_id),
        ("databaseName", schema.database_name),
        ("tableName", schema.table_name),
        ("region", schema.region),
        ("versionId", schema.version_id),
        ("roleArn", schema.role_arn),
    ] {
        writer.key(name);
        match value {
            Some(value) => writer.text(&value),
            None => writer.json("null"),
        }
    }
    writer.end_map();
    writer.end_map();
    out.append(&mut writer.into_bytes());
    out.push(b'\n');
}
