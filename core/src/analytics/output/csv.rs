//! A row as a line of fields, and values as plain text.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64_simd::STANDARD;

use crate::analytics::function::arithmetic::double;
use crate::analytics::function::conversion::datetime_text;
use crate::analytics::function::interval;
use crate::analytics::plan::NamedColumn;
use crate::analytics::row::Batch;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// NULL is an empty field, and a field with a comma, a quote or a line's end in it stands in quotes, as in RFC 4180: Assumed.
pub(super) fn write(rows: &Batch, row: usize, columns: &[NamedColumn], out: &mut Vec<u8>) {
    for (place, (column, named)) in rows.columns.iter().zip(columns).enumerate() {
        if 0 < place {
            out.push(b',');
        }
        field(&plain(&column.value(row, named.sql_type), named.sql_type), out);
    }
    out.push(b'\n');
}

fn field(text: &str, out: &mut Vec<u8>) {
    if !text.contains([',', '"', '\n', '\r']) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// A value as text: moments with milliseconds, NULL as nothing.
pub(super) fn plain(value: &Value<'_>, sql_type: SqlType) -> String {
    let with_milliseconds = |text: String| if text.contains('.') { text } else { text + ".000" };
    match (value, sql_type) {
        (Value::Null, _) => String::new(),
        (Value::Boolean(it), _) => it.to_string(),
        (Value::Integer(it), _) => it.to_string(),
        (Value::Double(it), sql_type) => double::print(*it, sql_type),
        (Value::Decimal(it), _) => it.to_string(),
        (Value::Text(it), _) => it.to_string(),
        (Value::Binary(it), _) => STANDARD.encode_to_string(it),
        (Value::Date(it), _) => datetime_text::print_date(*it),
        (Value::Time(it), _) => with_milliseconds(datetime_text::print_time(*it)),
        (Value::Timestamp(it), _) => with_milliseconds(datetime_text::print_timestamp(*it)),
        (Value::Interval(it), SqlType::Interval(qualifier)) => interval::print(*it, qualifier),
        (Value::Interval(it), _) => it.to_string(),
    }
}
