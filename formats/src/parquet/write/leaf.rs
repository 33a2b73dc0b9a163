//! Writing the columns that a column of Hive is in Parquet: one for each type in it that is not nested.

use ::parquet::column::writer::{ColumnWriter, ColumnWriterImpl};
use ::parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use ::parquet::file::writer::SerializedRowGroupWriter;

use super::super::JULIAN_DAY_OF_1970;
use super::levels::Entries;
use super::schema::decimal_length;
use crate::store::{Bytes, Moment, Store, Values};
use crate::table::DataType as Type;

/// How many values are made at a time.
const BATCH: usize = 4096;

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Writes a column that may be null.
pub(super) fn write(group: &mut Group<'_>, data_type: &Type, store: Store, parent: &Entries) {
    let entries = parent.optional(&store.present);
    write_values(group, data_type, store.values, &entries);
}

fn write_values(group: &mut Group<'_>, data_type: &Type, values: Values, entries: &Entries) {
    match (values, data_type) {
        (Values::Struct(rows), Type::Struct(columns)) => {
            for (column, store) in columns.iter().zip(rows.fields) {
                write(group, &column.data_type, store, entries);
            }
        }
        (Values::List(list), Type::Array(element)) => {
            write(group, element, list.element, &entries.repeated(&list.ends));
        }
        (Values::Map(map), Type::Map(key, value)) => {
            let entries = entries.repeated(&map.ends);
            // Keys are always there.
            write_values(group, key, map.key.values, &entries);
            write(group, value, map.value, &entries);
        }
        (values, _) => write_leaf(group, data_type, values, entries),
    }
}

fn write_leaf(group: &mut Group<'_>, data_type: &Type, values: Values, entries: &Entries) {
    let mut column =
        group.next_column().expect("the column before is closed").expect("the schema has this column");
    let definition = Some(&entries.definition[..]);
    let repetition = entries.repetition.as_deref();
    let written = match (column.untyped(), values) {
        (ColumnWriter::BoolColumnWriter(writer), Values::Boolean(values)) => {
            writer.write_batch(&values, definition, repetition)
        }
        (ColumnWriter::Int32ColumnWriter(writer), Values::Int(values)) => {
            writer.write_batch(&values, definition, repetition)
        }
        (ColumnWriter::Int64ColumnWriter(writer), Values::Long(values)) => {
            writer.write_batch(&values, definition, repetition)
        }
        (ColumnWriter::FloatColumnWriter(writer), Values::Float(values)) => {
            writer.write_batch(&values, definition, repetition)
        }
        (ColumnWriter::DoubleColumnWriter(writer), Values::Double(values)) => {
            writer.write_batch(&values, definition, repetition)
        }
        (ColumnWriter::Int96ColumnWriter(writer), Values::Moment(values)) => {
            in_batches(writer, entries, values.into_iter().map(int96))
        }
        (ColumnWriter::ByteArrayColumnWriter(writer), Values::Bytes(values)) => {
            in_batches(writer, entries, byte_arrays(values, data_type))
        }
        (ColumnWriter::FixedLenByteArrayColumnWriter(writer), Values::Decimal(values)) => {
            in_batches(writer, entries, fixed(&values, data_type))
        }
        _ => unreachable!("schema and store are made from one type"),
    };
    written.expect("memory takes all bytes");
    column.close().expect("memory takes all bytes");
}

/// Writes values that must be made first, few at a time: all at once they would leave the cache, and take more memory
/// than what they are made of. Where there are lists, a batch would have to end where a row does, so there is but one.
fn in_batches<T: DataType>(
    writer: &mut ColumnWriterImpl<'_, T>,
    entries: &Entries,
    mut values: impl Iterator<Item = T::T>,
) -> ::parquet::errors::Result<usize> {
    let definition = &entries.definition[..];
    if let Some(repetition) = entries.repetition.as_deref() {
        return writer.write_batch(&values.collect::<Vec<_>>(), Some(definition), Some(repetition));
    }
    let mut batch = Vec::with_capacity(BATCH);
    for definition in definition.chunks(BATCH) {
        let present = definition.iter().filter(|level| entries.is_present(**level)).count();
        batch.clear();
        batch.extend(values.by_ref().take(present));
        writer.write_batch(&batch, Some(definition), None)?;
    }
    Ok(entries.definition.len())
}

/// Views of one buffer, so that no text is copied. A `char` is written without the blanks at its end, as Hive does.
fn byte_arrays(bytes: Bytes, data_type: &Type) -> impl Iterator<Item = ByteArray> {
    let data = ::bytes::Bytes::from(bytes.data);
    let is_char = matches!(data_type, Type::Char(_));
    let mut start = 0;
    bytes.ends.into_iter().map(move |end| {
        let mut view = data.slice(start..end);
        start = end;
        if is_char {
            view.truncate(view.trim_ascii_end().len());
        }
        ByteArray::from(view)
    })
}

/// Two's complement, the highest byte first, in as many bytes as the precision needs.
fn fixed(values: &[i128], data_type: &Type) -> impl Iterator<Item = FixedLenByteArray> {
    let Type::Decimal { precision, .. } = data_type else {
        unreachable!("only decimals are of fixed length")
    };
    let length = decimal_length(*precision);
    let all: Vec<u8> =
        values.iter().flat_map(|value| value.to_be_bytes().into_iter().skip(16 - length)).collect();
    let all = ::bytes::Bytes::from(all);
    let view = move |index: usize| all.slice(index * length..(index + 1) * length);
    (0..values.len()).map(move |index| FixedLenByteArray::from(ByteArray::from(view(index))))
}

/// Nanoseconds of the day, then the day.
fn int96(moment: Moment) -> Int96 {
    let (day, seconds) = moment.day_and_seconds();
    let nanos = seconds as u64 * 1_000_000_000 + u64::from(moment.nanos);
    let mut value = Int96::new();
    value.set_data(nanos as u32, (nanos >> 32) as u32, (day + JULIAN_DAY_OF_1970) as u32);
    value
}
