//! Columns of a table of the Glue catalog and their types, which are Hive's.
//!
//! # Source
//! Glue developer guide, "Column type"; Hive language manual, "Types".

mod infer;
mod parse;

pub use infer::infer;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A column of a table; as JSON, `Name` and `Type` as the catalog has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    #[serde(rename = "Type")]
    pub data_type: DataType,
}

/// What values are. Parsed from Hive's text by [`str::parse`] and printed as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DataType {
    /// True or false.
    Boolean,
    /// A whole number of one byte.
    TinyInt,
    /// A whole number of two bytes.
    SmallInt,
    /// A whole number of four bytes; `integer` is read too.
    Int,
    /// A whole number of eight bytes.
    BigInt,
    /// A number of four bytes.
    Float,
    /// A number of eight bytes.
    Double,
    /// A number of so many digits, of which `scale` stand behind the point.
    Decimal {
        /// How many digits, from 1 to 38.
        precision: u8,
        /// How many of them stand behind the point.
        scale: u8,
    },
    /// Text.
    String,
    /// Text of exactly so many characters, up to 255; what is shorter counts as filled with blanks.
    Char(u32),
    /// Text of at most so many characters, up to 65,535.
    Varchar(u32),
    /// A day.
    Date,
    /// A moment, without a time zone.
    Timestamp,
    /// Bytes.
    Binary,
    /// Values in a row.
    Array(Box<DataType>),
    /// Values by keys; keys are of no nested type.
    Map(Box<DataType>, Box<DataType>),
    /// Values by names.
    Struct(Vec<Column>),
}

impl DataType {
    /// Whether it consists of other types.
    pub fn is_nested(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(..) | Self::Struct(_))
    }
}

impl std::str::FromStr for DataType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        parse::parse(text)
    }
}

impl TryFrom<String> for DataType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<DataType> for String {
    fn from(data_type: DataType) -> Self {
        data_type.to_string()
    }
}

impl fmt::Display for DataType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Boolean => "boolean",
            Self::TinyInt => "tinyint",
            Self::SmallInt => "smallint",
            Self::Int => "int",
            Self::BigInt => "bigint",
            Self::Float => "float",
            Self::Double => "double",
            Self::String => "string",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::Binary => "binary",
            Self::Decimal { precision, scale } => return write!(f, "decimal({precision},{scale})"),
            Self::Char(length) => return write!(f, "char({length})"),
            Self::Varchar(length) => return write!(f, "varchar({length})"),
            Self::Array(element) => return write!(f, "array<{element}>"),
            Self::Map(key, value) => return write!(f, "map<{key},{value}>"),
            Self::Struct(fields) => return write_struct(f, fields),
        };
        f.write_str(name)
    }
}

fn write_struct(f: &mut fmt::Formatter<'_>, fields: &[Column]) -> fmt::Result {
    f.write_str("struct<")?;
    for (index, field) in fields.iter().enumerate() {
        let separator = if index == 0 { "" } else { "," };
        write!(f, "{separator}{}:{}", field.name, field.data_type)?;
    }
    f.write_str(">")
}
