//! From JSON to columns: checked in the order in which the service was seen to check it in 2026.

use super::super::configuration::conversion::SchemaConfiguration;
use super::super::configuration::s3::{CompressionFormat, ExtendedS3};
use crate::error::Error;

/// MiB that an object must be allowed to have where records are converted.
pub(in crate::firehose) const MIB_MIN: i32 = 64;

pub(super) fn check(s3: &ExtendedS3) -> Result<(), Error> {
    let Some(conversion) = s3.data_format_conversion_configuration.as_ref().filter(|_| s3.converts()) else {
        return Ok(());
    };
    if !matches!(s3.compression_format, None | Some(CompressionFormat::Uncompressed)) {
        return Err(Error::conversion_of_compressed());
    }
    let size = s3.buffering_hints.as_ref().and_then(|hints| hints.size_in_mbs);
    if size.is_some_and(|mib| mib < MIB_MIN) {
        return Err(Error::conversion_of_small_buffers());
    }
    let lacks = Error::conversion_lacks;
    let input = conversion.input_format_configuration.as_ref();
    let input = input.ok_or_else(|| lacks("InputFormatConfiguration"))?;
    let output = conversion.output_format_configuration.as_ref();
    let output = output.ok_or_else(|| lacks("OutputFormatConfiguration"))?;
    let schema = conversion.schema_configuration.as_ref();
    let schema = schema.ok_or_else(|| lacks("SchemaConfiguration"))?;
    let deserializer = input.deserializer.as_ref().ok_or_else(|| lacks("Deserializer"))?;
    match (&deserializer.openx_json_serde, &deserializer.hive_json_serde) {
        (Some(_), Some(_)) => return Err(Error::more_than_one_deserializer()),
        (None, None) => return Err(lacks("Deserializer")),
        _ => {}
    }
    let serializer = output.serializer.as_ref().ok_or_else(|| lacks("Serializer"))?;
    match (&serializer.parquet_serde, &serializer.orc_serde) {
        (Some(_), Some(_)) => return Err(Error::more_than_one_serializer()),
        (None, None) => return Err(lacks("Serializer")),
        _ => {}
    }
    check_schema(schema)
}

fn check_schema(schema: &SchemaConfiguration) -> Result<(), Error> {
    let required = [
        ("RoleArn", &schema.role_arn),
        ("DatabaseName", &schema.database_name),
        ("TableName", &schema.table_name),
    ];
    for (name, value) in required {
        if value.as_deref().is_none_or(str::is_empty) {
            return Err(Error::schema_lacks(name));
        }
    }
    let role = schema.role_arn.as_deref().unwrap_or_default();
    if !(role.starts_with("arn:") && role.contains(":iam::") && role.contains(":role/")) {
        return Err(Error::bad_schema_role());
    }
    Ok(())
}
