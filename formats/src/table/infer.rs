//! Columns from samples.

use serde_json::Value;

use super::{Column, DataType};

/// The columns that samples need: those of the first in the order of their names, then those that the second adds, and
/// so on. Names are in small letters, as in the catalog.
///
/// Types are the smallest that hold all samples of a key; texts stay texts, also those that look like a date. What is
/// no object of JSON is passed over; a key of which nothing but null is known is a string.
pub fn infer(records: &[&[u8]]) -> Vec<Column> {
    let mut fields = Fields::default();
    for record in records {
        for value in serde_json::Deserializer::from_slice(record).into_iter() {
            match value {
                Ok(Value::Object(members)) => fields.add(members),
                Ok(_) => {}
                Err(_) => break,
            }
        }
    }
    fields.columns()
}

/// What is known of a key.
#[derive(Default)]
enum Shape {
    #[default]
    Unknown,
    Boolean,
    Int,
    BigInt,
    Double,
    /// Also what is sometimes this and sometimes that.
    Text,
    Array(Box<Shape>),
    Object(Fields),
}

#[derive(Default)]
struct Fields(Vec<(String, Shape)>);

impl Fields {
    fn add(&mut self, members: serde_json::Map<String, Value>) {
        for (key, value) in members {
            let name = key.to_lowercase();
            let index = self.0.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                self.0.push((name, Shape::Unknown));
                self.0.len() - 1
            });
            let shape = std::mem::take(&mut self.0[index].1);
            self.0[index].1 = shape.with(value);
        }
    }

    fn columns(self) -> Vec<Column> {
        self.0.into_iter().map(|(name, shape)| Column { name, data_type: shape.data_type() }).collect()
    }
}

impl Shape {
    fn with(self, value: Value) -> Self {
        match (self, value) {
            (shape, Value::Null) => shape,
            (Self::Unknown | Self::Boolean, Value::Bool(_)) => Self::Boolean,
            (shape @ (Self::Unknown | Self::Int | Self::BigInt | Self::Double), Value::Number(number)) => {
                shape.wider(number.as_i64())
            }
            (Self::Unknown, Value::Array(values)) => Self::Array(Box::new(Self::Unknown.with_all(values))),
            (Self::Array(element), Value::Array(values)) => Self::Array(Box::new(element.with_all(values))),
            (Self::Unknown, Value::Object(members)) => {
                Self::Object(Fields::default()).with(Value::Object(members))
            }
            (Self::Object(mut fields), Value::Object(members)) => {
                fields.add(members);
                Self::Object(fields)
            }
            _ => Self::Text,
        }
    }

    fn with_all(self, values: Vec<Value>) -> Self {
        values.into_iter().fold(self, Self::with)
    }

    fn wider(self, whole: Option<i64>) -> Self {
        match (self, whole) {
            (Self::Double, _) | (_, None) => Self::Double,
            (Self::Unknown | Self::Int, Some(value)) if i32::try_from(value).is_ok() => Self::Int,
            _ => Self::BigInt,
        }
    }

    fn data_type(self) -> DataType {
        match self {
            Self::Boolean => DataType::Boolean,
            Self::Int => DataType::Int,
            Self::BigInt => DataType::BigInt,
            Self::Double => DataType::Double,
            Self::Array(element) => DataType::Array(Box::new(element.data_type())),
            Self::Object(fields) if !fields.0.is_empty() => DataType::Struct(fields.columns()),
            // An empty object has no fields, and a type without fields does not exist.
            Self::Unknown | Self::Text | Self::Object(_) => DataType::String,
        }
    }
}
