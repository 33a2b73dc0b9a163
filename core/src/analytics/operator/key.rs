//! Rows that are alike.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::analytics::row::{Column, Data};

/// Writes what some columns have in a row, so that two rows are alike exactly where what was written is. NULL is like NULL, and
/// the two zeros of a DOUBLE are one.
pub(super) fn write(columns: &[Arc<Column>], row: usize, key: &mut Vec<u8>) {
    key.clear();
    for column in columns {
        if column.is_null(row) {
            key.push(0);
            continue;
        }
        key.push(1);
        match &column.data {
            Data::Boolean(it) => key.push(it[row].into()),
            Data::Integer(it) => key.extend_from_slice(&it[row].to_le_bytes()),
            Data::Double(it) => key.extend_from_slice(&canonical(it[row]).to_le_bytes()),
            Data::Text(it) => {
                let bytes = it.bytes(row);
                key.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
                key.extend_from_slice(bytes);
            }
        }
    }
}

fn canonical(number: f64) -> u64 {
    match number {
        _ if number == 0.0 => 0,
        _ if number.is_nan() => f64::NAN.to_bits(),
        _ => number.to_bits(),
    }
}
