//! Parquet files.

use ::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::file::metadata::ParquetMetaData;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use ::parquet::schema::types::Type;

use super::{ColumnText, Columns, Format, Group, show};
use crate::moment;
use crate::store::{Moment, decimal_text};

/// `None` where the bytes are no such file.
pub(super) fn preview(object: &[u8], row_count: usize) -> Option<Columns> {
    if !object.starts_with(b"PAR1") {
        return None;
    }
    let reader = SerializedFileReader::new(::bytes::Bytes::copy_from_slice(object)).ok()?;
    let metadata = reader.metadata();
    let (rows, trouble) = match rows(&reader, row_count) {
        Ok(rows) => (rows, None),
        Err(error) => (Vec::new(), Some(format!("The file is broken: {error}."))),
    };
    let fields = metadata.file_metadata().schema().get_fields();
    let number = |number: i64| u64::try_from(number).unwrap_or(0);
    let group = |group: &::parquet::file::metadata::RowGroupMetaData| Group {
        rows: number(group.num_rows()),
        bytes: number(
            group.columns().iter().map(|column| column.compressed_size()).fold(0, i64::saturating_add),
        ),
    };
    Some(Columns {
        format: Format::Parquet,
        compression: compression(metadata),
        columns: fields.iter().map(|field| column(field)).collect(),
        row_count: number(metadata.file_metadata().num_rows()),
        groups: metadata.row_groups().iter().map(group).collect(),
        rows,
        trouble,
    })
}

fn rows(
    reader: &SerializedFileReader<::bytes::Bytes>,
    count: usize,
) -> ::parquet::errors::Result<Vec<String>> {
    let rows = reader.get_row_iter(None)?.take(count);
    rows.map(|row| row.map(|row| members(row.get_column_iter()))).collect()
}

fn members<'a>(fields: impl Iterator<Item = (&'a String, &'a Field)>) -> String {
    let members: Vec<(&str, String)> = fields.map(|(name, value)| (name.as_str(), json(value))).collect();
    show::object(members.iter().map(|(name, value)| (*name, value.as_str())))
}

fn json(field: &Field) -> String {
    match field {
        Field::Null => "null".to_owned(),
        Field::Str(value) => show::text(value),
        Field::Bytes(value) => show::bytes(value.data()),
        Field::Float(value) => show::float((*value).into(), value.to_string()),
        Field::Double(value) => show::float(*value, value.to_string()),
        Field::Date(day) => show::text(&moment::show_day(*day)),
        Field::TimestampMillis(value) => moment_of(*value, 1_000),
        Field::TimestampMicros(value) => moment_of(*value, 1_000_000),
        Field::Decimal(value) => decimal(value.data(), value.scale()),
        Field::Group(row) => members(row.get_column_iter()),
        Field::ListInternal(list) => {
            format!("[{}]", list.elements().iter().map(json).collect::<Vec<_>>().join(","))
        }
        Field::MapInternal(map) => {
            let key = |key: &Field| match json(key) {
                text if text.starts_with('"') => text,
                other => show::text(&other),
            };
            let entries = map.entries().iter().map(|(name, value)| format!("{}:{}", key(name), json(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

fn moment_of(value: i64, per_second: i64) -> String {
    let nanos = value.rem_euclid(per_second) * (1_000_000_000 / per_second);
    let seconds = value.div_euclid(per_second);
    if seconds.unsigned_abs() >= 1 << 40 {
        return value.to_string();
    }
    show::text(&moment::show(Moment { seconds, nanos: nanos as u32 }))
}

/// Two's complement, the highest byte first.
fn decimal(bytes: &[u8], scale: i32) -> String {
    let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
    let value = bytes.iter().fold(sign, |value: i128, byte| value << 8 | i128::from(*byte));
    match u8::try_from(scale) {
        Ok(scale) if bytes.len() <= 16 => decimal_text(value, scale),
        _ => show::bytes(bytes),
    }
}

/// That of the first column; a file of ours has one for all.
fn compression(metadata: &ParquetMetaData) -> String {
    let first = metadata.row_groups().first().and_then(|group| group.columns().first());
    first.map_or("UNCOMPRESSED".to_owned(), |column| {
        let name = column.compression().to_string();
        name.split('(').next().unwrap_or_default().to_owned()
    })
}

fn column(field: &Type) -> ColumnText {
    ColumnText { name: field.name().to_owned(), data_type: data_type(field) }
}

/// In the words of the catalog; what it has no word for, in those of Parquet.
fn data_type(field: &Type) -> String {
    let info = field.get_basic_info();
    if let Type::GroupType { fields, .. } = field {
        return group_type(info.converted_type(), fields);
    }
    match (info.converted_type(), info.logical_type_ref()) {
        (ConvertedType::UTF8, _) | (_, Some(LogicalType::String)) => "string".to_owned(),
        (ConvertedType::INT_8, _) => "tinyint".to_owned(),
        (ConvertedType::INT_16, _) => "smallint".to_owned(),
        (ConvertedType::DATE, _) => "date".to_owned(),
        (ConvertedType::DECIMAL, _) => format!("decimal({},{})", field.get_precision(), field.get_scale()),
        (ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS, _)
        | (_, Some(LogicalType::Timestamp { .. })) => "timestamp".to_owned(),
        _ => physical_type(field.get_physical_type()).to_owned(),
    }
}

fn physical_type(physical: Physical) -> &'static str {
    match physical {
        Physical::BOOLEAN => "boolean",
        Physical::INT32 => "int",
        Physical::INT64 => "bigint",
        Physical::INT96 => "timestamp",
        Physical::FLOAT => "float",
        Physical::DOUBLE => "double",
        Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY => "binary",
    }
}

fn group_type(converted: ConvertedType, fields: &[::parquet::schema::types::TypePtr]) -> String {
    let repeated = fields.first().filter(|field| {
        let info = field.get_basic_info();
        fields.len() == 1
            && info.has_repetition()
            && info.repetition() == Repetition::REPEATED
            && field.is_group()
    });
    let parts = repeated.map(|field| field.get_fields());
    match (converted, parts) {
        (ConvertedType::LIST, Some([element])) => format!("array<{}>", data_type(element)),
        (ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE, Some([key, value])) => {
            format!("map<{},{}>", data_type(key), data_type(value))
        }
        _ => {
            let fields: Vec<String> =
                fields.iter().map(|field| format!("{}:{}", field.name(), data_type(field))).collect();
            format!("struct<{}>", fields.join(","))
        }
    }
}
