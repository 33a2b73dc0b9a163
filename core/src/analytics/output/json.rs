//! A row as an object.
//!
//! Assumed: NULL is written as such, moments as SQL writes them with milliseconds, and a line's end behind each row.

use alloc::vec::Vec;

use crate::analytics::plan::NamedColumn;
use crate::analytics::row::Batch;
use crate::analytics::value::Value;

pub(super) fn write(rows: &Batch, row: usize, columns: &[NamedColumn], out: &mut Vec<u8>) {
    out.push(b'{');
    for (place, (column, named)) in rows.columns.iter().zip(columns).enumerate() {
        if 0 < place {
            out.push(b',');
        }
        quoted(&named.name, out);
        out.push(b':');
        value(&column.value(row, named.sql_type), named, out);
    }
    out.extend_from_slice(b"}\n");
}

fn value(value: &Value<'_>, named: &NamedColumn, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Boolean(it) => out.extend_from_slice(if *it { b"true" } else { b"false" }),
        Value::Text(it) => quoted(it, out),
        Value::Integer(_) | Value::Double(_) | Value::Decimal(_) => {
            out.extend_from_slice(super::csv::plain(value, named.sql_type).as_bytes())
        }
        Value::Binary(_) | Value::Date(_) | Value::Time(_) | Value::Timestamp(_) | Value::Interval(_) => {
            quoted(&super::csv::plain(value, named.sql_type), out);
        }
    }
}

fn quoted(text: &str, out: &mut Vec<u8>) {
    let written = serde_json::to_string(text).unwrap_or_default();
    out.extend_from_slice(written.as_bytes());
}
