//! Bytes as bytes of another length.

use alloc::borrow::Cow;

use crate::analytics::function::prepared::Moment;
use crate::analytics::function::refusal::Fault;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// BINARY or VARBINARY to each other.
pub(super) fn fit<'a>(value: Value<'a>, _: SqlType, to: SqlType, _: &Moment) -> Result<Value<'a>, Fault> {
    match value {
        Value::Binary(bytes) => Ok(Value::Binary(fitted(bytes, to))),
        _ => Err(Fault::foreign_value()),
    }
}

/// Bytes cut to the length of the type, and filled with zeros up to that of a BINARY.
pub(super) fn fitted(bytes: Cow<'_, [u8]>, to: SqlType) -> Cow<'_, [u8]> {
    let (length, is_filled) = match to {
        SqlType::Binary(length) => (length as usize, true),
        SqlType::VarBinary(length) => (length as usize, false),
        _ => return bytes,
    };
    if bytes.len() == length || !is_filled && bytes.len() < length {
        return bytes;
    }
    match bytes {
        Cow::Borrowed(bytes) if bytes.len() > length => Cow::Borrowed(&bytes[..length]),
        bytes => {
            let mut bytes = bytes.into_owned();
            bytes.resize(length, 0);
            Cow::Owned(bytes)
        }
    }
}
