//! Records become rows: what an input's schema says of their text.
//!
//! A [`Decoder`] is made of a [`Schema`] once. It reads each record from its first byte to its last, takes only what the schema asks
//! for, and puts it straight into columns. A row that does not fit is not taken: it is told of, with its bytes, for the error stream.

mod coerce;
mod csv;
pub mod discovery;
mod json;
mod rows;
mod source_schema;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::sql_type::SqlType;

pub use rows::Rows;

/// How the text of records becomes rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// How rows are found in a record.
    pub format: RecordFormat,
    /// The columns of a row.
    pub columns: Vec<SchemaColumn>,
}

/// How rows are found in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// Documents, one after the other.
    Json {
        /// Which object is a row: `$`, or the elements of an array below it.
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

/// A column of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaColumn {
    /// Its name.
    pub name: String,
    /// Where its value is found in a document; fields of lines are taken in their order.
    pub mapping: Option<String>,
    /// What it holds.
    pub sql_type: SqlType,
}

/// Why a schema cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSchema(pub String);

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What kind of reason it is, for ERROR_NAME.
    pub name: &'static str,
    /// Why, for MESSAGE.
    pub message: Cow<'static, str>,
    /// The row as it came.
    pub data: Vec<u8>,
}

/// Bytes of a row at most, as its values stand in the record. Source: developer guide, "Limits", where a row has 512 KB.
pub const ROW_BYTES_MAX: usize = 512 * 1024;
/// A row does not look as the schema says, or is too large.
pub const SCHEMA_MISMATCH: &str = "SCHEMA_MISMATCH";
/// A value does not fit its column.
pub const COERCION_ERROR: &str = "COERCION_ERROR";

impl Refused {
    /// A row that does not look as the schema says.
    fn mismatch(message: &'static str, row: &[u8]) -> Self {
        Self { name: SCHEMA_MISMATCH, message: message.into(), data: row.into() }
    }
}

/// Reads records of one schema.
#[derive(Clone, Debug)]
pub struct Decoder(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Json(json::Decoder),
    Csv(csv::Decoder),
}

impl Refused {
    /// A row whose values have so many bytes, if that is too many.
    fn of_size(bytes: usize, row: &[u8]) -> Option<Self> {
        let message = || format!("The row has {bytes} bytes, and {ROW_BYTES_MAX} are allowed at most").into();
        (ROW_BYTES_MAX < bytes).then(|| Self { name: SCHEMA_MISMATCH, message: message(), data: row.into() })
    }
}

impl Decoder {
    /// Reads the paths of a schema.
    ///
    /// # Errors
    /// One of them is none that can be followed.
    pub fn new(schema: &Schema) -> Result<Self, WrongSchema> {
        Ok(Self(match &schema.format {
            RecordFormat::Json { row_path } => Kind::Json(json::Decoder::new(row_path, &schema.columns)?),
            RecordFormat::Csv { row_delimiter, column_delimiter } => {
                Kind::Csv(csv::Decoder::new(row_delimiter, column_delimiter, &schema.columns)?)
            }
        }))
    }

    /// Puts the rows of a record into columns, and tells of those that do not fit. Gives how many were taken.
    pub fn decode(&self, record: &[u8], rows: &mut Rows, refused: &mut Vec<Refused>) -> usize {
        match &self.0 {
            Kind::Json(decoder) => decoder.decode(record, rows, refused),
            Kind::Csv(decoder) => decoder.decode(record, rows, refused),
        }
    }
}
