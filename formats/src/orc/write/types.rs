//! The tree of types, flattened: a type comes before its parts.

use super::super::proto::{Type, kind};
use crate::table::{Column, DataType};

/// The types of a file. The first is that of the rows.
pub(super) fn of(columns: &[Column]) -> Vec<Type> {
    let mut types = Vec::new();
    add(&DataType::Struct(columns.to_vec()), &mut types);
    types
}

fn add(data_type: &DataType, types: &mut Vec<Type>) {
    let id = types.len();
    types.push(Type { kind: Some(kind_of(data_type)), ..Type::default() });
    match data_type {
        DataType::Array(element) => add_part(id, element, types),
        DataType::Map(key, value) => {
            add_part(id, key, types);
            add_part(id, value, types);
        }
        DataType::Struct(fields) => {
            for field in fields {
                types[id].field_names.push(field.name.clone());
                add_part(id, &field.data_type, types);
            }
        }
        DataType::Decimal { precision, scale } => {
            types[id].precision = Some((*precision).into());
            types[id].scale = Some((*scale).into());
        }
        DataType::Char(length) | DataType::Varchar(length) => types[id].maximum_length = Some(*length),
        _ => {}
    }
}

fn add_part(id: usize, part: &DataType, types: &mut Vec<Type>) {
    let part_id = types.len() as u32;
    types[id].subtypes.push(part_id);
    add(part, types);
}

fn kind_of(data_type: &DataType) -> u32 {
    match data_type {
        DataType::Boolean => kind::BOOLEAN,
        DataType::TinyInt => kind::BYTE,
        DataType::SmallInt => kind::SHORT,
        DataType::Int => kind::INT,
        DataType::BigInt => kind::LONG,
        DataType::Float => kind::FLOAT,
        DataType::Double => kind::DOUBLE,
        DataType::Decimal { .. } => kind::DECIMAL,
        DataType::String => kind::STRING,
        DataType::Char(_) => kind::CHAR,
        DataType::Varchar(_) => kind::VARCHAR,
        DataType::Date => kind::DATE,
        DataType::Timestamp => kind::TIMESTAMP,
        DataType::Binary => kind::BINARY,
        DataType::Array(_) => kind::LIST,
        DataType::Map(..) => kind::MAP,
        DataType::Struct(_) => kind::STRUCT,
    }
}
