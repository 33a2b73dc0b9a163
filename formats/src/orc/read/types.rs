//! Columns from the flattened tree of types.

use super::super::proto::{Type, kind};
use super::Failure;
use crate::table::{Column, DataType};

/// How deeply types may lie in each other.
const DEPTH_MAX: usize = 40;

/// The columns of a file: the fields of its first type.
pub(super) fn columns(types: &[Type]) -> Result<Vec<Column>, Failure> {
    let mut walk = Walk { types, next: 0 };
    match walk.take(0)? {
        DataType::Struct(columns) => Ok(columns),
        _ => Err(Failure::NotSupported("rows that are no struct")),
    }
}

/// Types are taken in the order in which they stand: so none is its own part, nor part of two.
struct Walk<'a> {
    types: &'a [Type],
    next: usize,
}

impl Walk<'_> {
    fn take(&mut self, depth: usize) -> Result<DataType, Failure> {
        let broken = Failure::Broken("types");
        let this = self.types.get(self.next).filter(|_| depth <= DEPTH_MAX).ok_or(broken.clone())?;
        self.next += 1;
        Ok(match this.kind() {
            kind::BOOLEAN => DataType::Boolean,
            kind::BYTE => DataType::TinyInt,
            kind::SHORT => DataType::SmallInt,
            kind::INT => DataType::Int,
            kind::LONG => DataType::BigInt,
            kind::FLOAT => DataType::Float,
            kind::DOUBLE => DataType::Double,
            kind::STRING => DataType::String,
            kind::BINARY => DataType::Binary,
            kind::TIMESTAMP => DataType::Timestamp,
            kind::DATE => DataType::Date,
            kind::VARCHAR => DataType::Varchar(this.maximum_length()),
            kind::CHAR => DataType::Char(this.maximum_length()),
            kind::DECIMAL => {
                let small = |number: u32| u8::try_from(number).ok().filter(|number| *number <= 38);
                let (precision, scale) = small(this.precision()).zip(small(this.scale())).ok_or(broken)?;
                DataType::Decimal { precision, scale }
            }
            kind::LIST => DataType::Array(Box::new(self.part(this, 0, depth)?)),
            kind::MAP => {
                let key = self.part(this, 0, depth)?;
                DataType::Map(Box::new(key), Box::new(self.part(this, 1, depth)?))
            }
            kind::STRUCT => {
                let field = |(index, name): (usize, &String)| {
                    Ok(Column { name: name.clone(), data_type: self.part(this, index, depth)? })
                };
                DataType::Struct(
                    this.field_names.iter().enumerate().map(field).collect::<Result<_, Failure>>()?,
                )
            }
            _ => return Err(Failure::NotSupported("a type")),
        })
    }

    fn part(&mut self, of: &Type, index: usize, depth: usize) -> Result<DataType, Failure> {
        let is_next = of.subtypes.get(index).is_some_and(|id| *id as usize == self.next);
        if is_next { self.take(depth + 1) } else { Err(Failure::Broken("types")) }
    }
}
