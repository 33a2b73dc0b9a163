//! Schemas of records, as the service describes them or as they are found.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use kinetoscope::analytics::input::{RecordFormat, Schema, SchemaColumn, discovery};
use kinetoscope::analytics::sql;
use kinetoscope::analytics::sql_type::SqlType;
use serde::Deserialize;

/// SourceSchema and ReferenceSchema of the service's API.
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

/// The schema of a file.
pub(super) fn read(path: &Path) -> Result<Schema> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| format!("{} is no SourceSchema", path.display()))
}

fn parse(text: &str) -> Result<Schema> {
    let SourceSchema { record_format, record_columns } = serde_json::from_str(text)?;
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
        let read = sql::parse_type(&sql_type).ok_or_else(|| anyhow!("{sql_type} of {name} is no SQL type"));
        read.map(|sql_type| SchemaColumn { name, mapping, sql_type })
    };
    Ok(Schema { format, columns: record_columns.into_iter().map(column).collect::<Result<_>>()? })
}

/// The schema that is found in records.
pub(super) fn find(records: &[Vec<u8>], what: &str) -> Result<Schema> {
    discovery::discover(records).with_context(|| {
        format!("no schema can be found in {what}, because it has no records: say it with --schema")
    })
}

/// Makes a column one of times, where its values are texts: the schema that was found cannot know.
pub(super) fn with_time(schema: &mut Schema, column: &str) -> Result<String> {
    let names: Vec<_> = schema.columns.iter().map(|column| column.name.clone()).collect();
    let found = schema.columns.iter_mut().find(|it| it.name == column || it.name == format!("COL_{column}"));
    let Some(found) = found else {
        bail!("there is no column {column} to take ROWTIME from; there are {}", names.join(", "));
    };
    match found.sql_type {
        SqlType::Timestamp | SqlType::BigInt => {}
        sql_type if sql_type.is_text() => found.sql_type = SqlType::Timestamp,
        other => bail!("{column} is of type {other}: ROWTIME is a timestamp, or milliseconds since 1970"),
    }
    Ok(found.name.clone())
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
        let schema = parse(text).unwrap();
        assert_eq!(
            schema.format,
            RecordFormat::Csv { row_delimiter: "\n".into(), column_delimiter: "|".into() }
        );
        let types: Vec<_> = schema.columns.iter().map(|column| column.sql_type.to_string()).collect();
        assert_eq!(types, ["VARCHAR(8)", "DECIMAL(5, 2)"]);
        assert!(parse(&text.replace("VARCHAR(8)", "TEXT")).unwrap_err().to_string().contains("TEXT of A"));
    }
}
