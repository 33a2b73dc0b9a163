//! What a user configures of an application. Both versions of the API say it in shapes of their own; this is what they mean.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::analytics::sql_type::SqlType;

/// All that an application is made of. Each change of it is a new version of the application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// Its code.
    pub code: String,
    /// What it reads.
    pub inputs: Vec<Input>,
    /// Where its streams are written to.
    pub outputs: Vec<Output>,
    /// Its tables of reference data.
    pub references: Vec<ReferenceDataSource>,
    /// Where its monitoring writes to.
    pub logging_options: Vec<LoggingOption>,
}

/// Something elsewhere that an application uses, and the role by which it may. Only the older API says a role for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its ARN.
    pub arn: String,
    /// The ARN of the role.
    pub role_arn: Option<String>,
}

/// What an application reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Names it within the application.
    pub id: String,
    /// What the names of its in-application streams begin with: `PREFIX_001` is the first of them.
    pub name_prefix: String,
    /// Where records come from.
    pub source: InputSource,
    /// The function that each record goes through before it becomes rows.
    pub preprocessor: Option<Resource>,
    /// How records become rows.
    pub schema: SourceSchema,
    /// How many in-application streams share its shards.
    pub parallelism: u32,
    /// Where reading begins, once a start has said it.
    pub starting_position: Option<StartingPosition>,
}

/// Where records come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputSource {
    /// A stream of Kinesis Data Streams.
    Stream(Resource),
    /// A delivery stream of Data Firehose: what is put into it.
    DeliveryStream(Resource),
}

crate::enumeration! {
    /// Where the reading of an input begins.
    pub enum StartingPosition {
        /// With what comes from the start on.
        Now = "NOW",
        /// With the oldest that is there.
        TrimHorizon = "TRIM_HORIZON",
        /// Where the application stopped, or with the oldest if it never ran.
        LastStoppedPoint = "LAST_STOPPED_POINT",
    }
}

/// How the text of records becomes rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSchema {
    /// How rows are found in a record.
    pub format: SourceFormat,
    /// How text is written, where it was said: `UTF-8`.
    pub encoding: Option<String>,
    /// The columns of a row.
    pub columns: Vec<SourceColumn>,
}

/// How rows are found in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceFormat {
    /// Documents.
    Json {
        /// Which object is a row.
        row_path: String,
    },
    /// Lines of fields.
    Csv {
        /// What stands between rows.
        row_delimiter: String,
        /// What stands between fields.
        column_delimiter: String,
    },
}

/// A column of a schema, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceColumn {
    /// Its name.
    pub name: String,
    /// Where its value is found in a document.
    pub mapping: Option<String>,
    /// Its type, as it was written.
    pub written_type: String,
    /// Its type.
    pub sql_type: SqlType,
}

/// Where a stream of an application is written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Names it within the application.
    pub id: String,
    /// The in-application stream, by its exact name.
    pub stream: String,
    /// Where to.
    pub destination: Destination,
    /// As what.
    pub format: RecordFormatType,
}

/// Where rows are written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// A stream of Kinesis Data Streams.
    Stream(Resource),
    /// A delivery stream of Data Firehose.
    DeliveryStream(Resource),
    /// A function.
    Function(Resource),
}

crate::enumeration! {
    /// How rows are written, or read.
    pub enum RecordFormatType {
        /// Documents.
        Json = "JSON",
        /// Lines of fields.
        Csv = "CSV",
    }
}

/// A table that is filled from an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceDataSource {
    /// Names it within the application.
    pub id: String,
    /// The table's name.
    pub table_name: String,
    /// The bucket, by its ARN, and the role by which it is read.
    pub bucket: Resource,
    /// The object's key.
    pub file_key: String,
    /// How the object becomes rows.
    pub schema: SourceSchema,
}

/// A stream of a log group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggingOption {
    /// Names it within the application.
    pub id: String,
    /// The stream of a log group, by its ARN.
    pub log_stream: Resource,
}
