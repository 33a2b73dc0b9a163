//! Schemas as the service describes them, and what makes those that were found fit for use.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;

use super::{RecordFormat, Schema, SchemaColumn, WrongSchema};
use crate::analytics::sql;
use crate::analytics::sql_type::SqlType;

/// SourceSchema and ReferenceSchema of the service's API, as far as records need them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SourceSchema {
    record_format: Format,
    record_columns: Vec<RecordColumn>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Format {
    record_format_type: FormatType,
    #[serde(default)]
    mapping_parameters: MappingParameters,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum FormatType {
    Json,
    Csv,
}

#[derive(Default, Deserialize)]
struct MappingParameters {
    #[serde(rename = "JSONMappingParameters", default)]
    json: JsonMapping,
    #[serde(rename = "CSVMappingParameters", default)]
    csv: CsvMapping,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct JsonMapping {
    record_row_path: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CsvMapping {
    record_row_delimiter: Option<String>,
    record_column_delimiter: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RecordColumn {
    name: String,
    mapping: Option<String>,
    sql_type: String,
}

impl Schema {
    /// Reads a schema as DescribeApplication prints it.
    ///
    /// # Errors
    /// It is none, or has a type that SQL has not.
    pub fn described(text: &str) -> Result<Self, WrongSchema> {
        let read = serde_json::from_str(text).map_err(|error| WrongSchema(error.to_string()))?;
        let SourceSchema { record_format, record_columns } = read;
        let MappingParameters { json, csv } = record_format.mapping_parameters;
        let format = match record_format.record_format_type {
            FormatType::Json => {
                RecordFormat::Json { row_path: json.record_row_path.unwrap_or_else(|| "$".into()) }
            }
            FormatType::Csv => RecordFormat::Csv {
                row_delimiter: csv.record_row_delimiter.unwrap_or_else(|| "\n".into()),
                column_delimiter: csv.record_column_delimiter.unwrap_or_else(|| ",".into()),
            },
        };
        let column = |RecordColumn { name, mapping, sql_type }| {
            let wrong = || WrongSchema(format!("{sql_type} of {name} is no SQL type"));
            let sql_type = sql::parse_type(&sql_type).ok_or_else(wrong)?;
            Ok(SchemaColumn { name, mapping, sql_type })
        };
        Ok(Self { format, columns: record_columns.into_iter().map(column).collect::<Result<_, _>>()? })
    }

    /// Makes a column one of times, where its values are texts: a schema that was found cannot know. Gives its name, which is another
    /// where the name in the records could not be kept.
    ///
    /// # Errors
    /// There is no such column, or its values are no times.
    pub fn take_time_from(&mut self, column: &str) -> Result<String, WrongSchema> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        let wrong = WrongSchema(format!(
            "there is no column {column} to take ROWTIME from; there are {}",
            names.join(", ")
        ));
        let is_it = |it: &&mut SchemaColumn| it.name == column || it.name == format!("COL_{column}");
        let found = self.columns.iter_mut().find(is_it).ok_or(wrong)?;
        match found.sql_type {
            SqlType::Timestamp | SqlType::BigInt => {}
            sql_type if sql_type.is_text() => found.sql_type = SqlType::Timestamp,
            other => {
                return Err(WrongSchema(format!(
                    "{column} is of type {other}: ROWTIME is a timestamp, or milliseconds since 1970"
                )));
            }
        }
        Ok(found.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_read_as_the_service_describes_it() {
        let text = r#"{
            "RecordFormat": {"RecordFormatType": "CSV", "MappingParameters": {"CSVMappingParameters": {"RecordRowDelimiter": "\n", "RecordColumnDelimiter": "|"}}},
            "RecordEncoding": "UTF-8",
            "RecordColumns": [{"Name": "A", "SqlType": "VARCHAR(8)"}, {"Name": "B", "Mapping": "$.b", "SqlType": "DECIMAL(5,2)"}]
        }"#;
        let schema = Schema::described(text).unwrap();
        assert_eq!(
            schema.format,
            RecordFormat::Csv { row_delimiter: "\n".into(), column_delimiter: "|".into() }
        );
        let types: Vec<_> = schema.columns.iter().map(|column| column.sql_type.to_string()).collect();
        assert_eq!(types, ["VARCHAR(8)", "DECIMAL(5, 2)"]);
        let wrong = Schema::described(&text.replace("VARCHAR(8)", "TEXT")).unwrap_err();
        assert_eq!(wrong.0, "TEXT of A is no SQL type");
    }

    #[test]
    fn a_text_may_be_a_time_and_a_small_number_is_none() {
        let schema = |sql_type| {
            let column = SchemaColumn { name: "COL_at".into(), mapping: None, sql_type };
            Schema { format: RecordFormat::Json { row_path: "$".into() }, columns: [column].into() }
        };
        let mut text = schema(SqlType::VarChar(32));
        assert_eq!(text.take_time_from("at"), Ok("COL_at".into()));
        assert_eq!(text.columns[0].sql_type, SqlType::Timestamp);
        let wrong = "at is of type INTEGER: ROWTIME is a timestamp, or milliseconds since 1970";
        assert_eq!(schema(SqlType::Integer).take_time_from("at"), Err(WrongSchema(wrong.into())));
    }
}
