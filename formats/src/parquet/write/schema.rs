//! Types as Parquet has them.

use std::sync::Arc;

use ::parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::schema::types::{Type, TypePtr};

use crate::table::{Column, DataType};

/// The schema of a file.
pub(super) fn of(columns: &[Column]) -> Type {
    let fields =
        columns.iter().map(|column| field(&column.name, &column.data_type, Repetition::OPTIONAL)).collect();
    Type::group_type_builder("hive_schema").with_fields(fields).build().expect("a group of fields")
}

fn field(name: &str, data_type: &DataType, repetition: Repetition) -> TypePtr {
    Arc::new(match data_type {
        DataType::Struct(columns) => {
            let of = |column: &Column| field(&column.name, &column.data_type, Repetition::OPTIONAL);
            group(name, repetition, columns.iter().map(of).collect(), None)
        }
        DataType::Array(element) => {
            let element = field("array_element", element, Repetition::OPTIONAL);
            let bag = Arc::new(group("bag", Repetition::REPEATED, vec![element], None));
            group(name, repetition, vec![bag], Some((LogicalType::List, ConvertedType::LIST)))
        }
        DataType::Map(key, value) => {
            let key = field("key", key, Repetition::REQUIRED);
            let value = field("value", value, Repetition::OPTIONAL);
            let entries = Arc::new(group("key_value", Repetition::REPEATED, vec![key, value], None));
            group(name, repetition, vec![entries], Some((LogicalType::Map, ConvertedType::MAP)))
        }
        plain => primitive(name, plain, repetition),
    })
}

fn group(
    name: &str,
    repetition: Repetition,
    fields: Vec<TypePtr>,
    meaning: Option<(LogicalType, ConvertedType)>,
) -> Type {
    let builder = Type::group_type_builder(name).with_repetition(repetition).with_fields(fields);
    let builder = match meaning {
        Some((logical, converted)) => builder.with_logical_type(Some(logical)).with_converted_type(converted),
        None => builder,
    };
    builder.build().expect("a group of fields")
}

fn primitive(name: &str, data_type: &DataType, repetition: Repetition) -> Type {
    let builder = Type::primitive_type_builder(name, physical(data_type)).with_repetition(repetition);
    let builder = match data_type {
        DataType::TinyInt => builder.with_converted_type(ConvertedType::INT_8),
        DataType::SmallInt => builder.with_converted_type(ConvertedType::INT_16),
        DataType::Date => builder.with_converted_type(ConvertedType::DATE),
        DataType::String | DataType::Char(_) | DataType::Varchar(_) => {
            builder.with_converted_type(ConvertedType::UTF8)
        }
        DataType::Decimal { precision, scale } => builder
            .with_converted_type(ConvertedType::DECIMAL)
            .with_length(decimal_length(*precision) as i32)
            .with_precision((*precision).into())
            .with_scale((*scale).into()),
        _ => builder,
    };
    builder.build().expect("a type of Hive")
}

fn physical(data_type: &DataType) -> Physical {
    match data_type {
        DataType::Boolean => Physical::BOOLEAN,
        DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::Date => Physical::INT32,
        DataType::BigInt => Physical::INT64,
        DataType::Float => Physical::FLOAT,
        DataType::Double => Physical::DOUBLE,
        DataType::Decimal { .. } => Physical::FIXED_LEN_BYTE_ARRAY,
        DataType::Timestamp => Physical::INT96,
        _ => Physical::BYTE_ARRAY,
    }
}

/// How many bytes hold all numbers of so many digits, with their sign.
pub(super) fn decimal_length(precision: u8) -> usize {
    let max = 10i128.pow(precision.into()) - 1;
    let bits = i128::BITS - max.leading_zeros() + 1;
    bits.div_ceil(8) as usize
}
