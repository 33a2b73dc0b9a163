//! A stripe's columns, as far as their first slots.

use super::bits::{take_bits, take_bytes};
use super::chunks::Chunks;
use super::run_length;
use super::{Failure, OPENED_BYTES_MAX, SLOTS_MAX};
use crate::orc::EPOCH_S;
use crate::orc::proto::{self, encoding, stream};
use crate::store::{Bytes, List, Map, Moment, Store, Struct, Values};
use crate::table::DataType;
use crate::varint::varint_128;

/// A stripe that is being read.
pub(super) struct Stripe<'a> {
    pub(super) footer: &'a proto::StripeFooter,
    pub(super) data: &'a [u8],
    pub(super) chunks: Chunks,
}

impl Stripe<'_> {
    pub(super) fn rows(&self, root: &DataType, count: usize) -> Result<Struct, Failure> {
        let mut walk = Walk { stripe: self, next_id: 0 };
        match walk.column(root, count)?.values {
            Values::Struct(rows) if rows.count == count => Ok(rows),
            _ => Err(Failure::Broken("rows")),
        }
    }

    /// A stream of a column; nothing where there is none.
    fn stream(&self, id: u32, kind: u32) -> Result<Option<Vec<u8>>, Failure> {
        let broken = || Failure::Broken("stream");
        let mut start = 0usize;
        for stream in &self.footer.streams {
            // Those of the index lie before the data, and this begins with the data.
            if (stream::ROW_INDEX..=stream::BLOOM_FILTER_UTF8).contains(&stream.kind()) {
                continue;
            }
            let length = usize::try_from(stream.length()).map_err(|_| broken())?;
            let end = start.checked_add(length).ok_or_else(broken)?;
            if stream.column() == id && stream.kind() == kind {
                let packed = self.data.get(start..end).ok_or_else(broken)?;
                return self.chunks.open(packed, OPENED_BYTES_MAX).map(Some);
            }
            start = end;
        }
        Ok(None)
    }
}

/// Columns are taken in the order of their numbers.
struct Walk<'a> {
    stripe: &'a Stripe<'a>,
    next_id: u32,
}

impl Walk<'_> {
    fn column(&mut self, data_type: &DataType, slots: usize) -> Result<Store, Failure> {
        if slots > SLOTS_MAX {
            return Err(Failure::NotSupported("so many elements"));
        }
        let id = self.next_id;
        self.next_id += 1;
        let present = match self.stripe.stream(id, stream::PRESENT)? {
            Some(stream) => take_bits(&stream, slots)?,
            None => vec![true; slots],
        };
        let count = present.iter().filter(|present| **present).count();
        let column = OneColumn { stripe: self.stripe, id };
        let values = match data_type {
            DataType::Array(element) => {
                let ends = column.ends(count)?;
                let element = self.column(element, ends.last().copied().unwrap_or(0))?;
                Values::List(Box::new(List { ends, element }))
            }
            DataType::Map(key, value) => {
                let ends = column.ends(count)?;
                let entries = ends.last().copied().unwrap_or(0);
                let key = self.column(key, entries)?;
                Values::Map(Box::new(Map { ends, key, value: self.column(value, entries)? }))
            }
            DataType::Struct(fields) => {
                let fields = fields.iter().map(|field| self.column(&field.data_type, count));
                Values::Struct(Struct { count, fields: fields.collect::<Result<_, _>>()? })
            }
            plain => column.plain(plain, count)?,
        };
        Ok(Store { present, values })
    }
}

/// One column of a stripe.
struct OneColumn<'a> {
    stripe: &'a Stripe<'a>,
    id: u32,
}

impl OneColumn<'_> {
    fn plain(&self, data_type: &DataType, count: usize) -> Result<Values, Failure> {
        Ok(match data_type {
            DataType::Boolean => Values::Boolean(take_bits(&self.stream(stream::DATA)?, count)?),
            DataType::TinyInt => {
                let bytes = take_bytes(&self.stream(stream::DATA)?, count)?;
                Values::Int(bytes.into_iter().map(|byte| i32::from(byte as i8)).collect())
            }
            DataType::SmallInt | DataType::Int | DataType::Date => {
                let values = self.numbers(stream::DATA, count, true)?;
                Values::Int(values.into_iter().map(|value| value as i32).collect())
            }
            DataType::BigInt => Values::Long(self.numbers(stream::DATA, count, true)?),
            DataType::Float => {
                let bytes = self.stream(stream::DATA)?;
                Values::Float(fixed::<4>(&bytes, count)?.map(f32::from_le_bytes).collect())
            }
            DataType::Double => {
                let bytes = self.stream(stream::DATA)?;
                Values::Double(fixed::<8>(&bytes, count)?.map(f64::from_le_bytes).collect())
            }
            DataType::Decimal { scale, .. } => self.decimals(*scale, count)?,
            DataType::Timestamp => self.moments(count)?,
            _ => Values::Bytes(self.texts(count)?),
        })
    }

    fn encoding(&self) -> &proto::ColumnEncoding {
        static DIRECT: proto::ColumnEncoding =
            proto::ColumnEncoding { kind: None, dictionary_size: None, bloom_encoding: None };
        self.stripe.footer.columns.get(self.id as usize).unwrap_or(&DIRECT)
    }

    /// A stream that must be there unless nothing is in it.
    fn stream(&self, kind: u32) -> Result<Vec<u8>, Failure> {
        Ok(self.stripe.stream(self.id, kind)?.unwrap_or_default())
    }

    fn numbers(&self, kind: u32, count: usize, is_signed: bool) -> Result<Vec<i64>, Failure> {
        let is_second = matches!(self.encoding().kind(), encoding::DIRECT_V2 | encoding::DICTIONARY_V2);
        run_length::take(&self.stream(kind)?, count, is_signed, is_second)
    }

    /// Where lists end.
    fn ends(&self, count: usize) -> Result<Vec<usize>, Failure> {
        sums(&self.numbers(stream::LENGTH, count, false)?)
    }

    fn decimals(&self, scale: u8, count: usize) -> Result<Values, Failure> {
        let bytes = self.stream(stream::DATA)?;
        let scales = self.numbers(stream::SECONDARY, count, true)?;
        let mut rest = &bytes[..];
        let mut values = Vec::new();
        for written in scales {
            let (value, tail) = varint_128(rest).ok_or(Failure::Broken("decimals"))?;
            rest = tail;
            let value = (value >> 1) as i128 ^ -((value & 1) as i128);
            values.push(rescaled(value, written, scale.into()).ok_or(Failure::Broken("decimals"))?);
        }
        Ok(Values::Decimal(values))
    }

    fn moments(&self, count: usize) -> Result<Values, Failure> {
        let seconds = self.numbers(stream::DATA, count, true)?;
        let nanos = self.numbers(stream::SECONDARY, count, false)?;
        let moment = |(seconds, nanos): (i64, i64)| {
            let nanos = whole_nanos(nanos as u64)?;
            let seconds = seconds.checked_add(EPOCH_S).filter(|seconds| seconds.unsigned_abs() < 1 << 40)?;
            Some(Moment { seconds: seconds - i64::from(seconds < 0 && nanos > 999_999), nanos })
        };
        let moments: Option<Vec<Moment>> = seconds.into_iter().zip(nanos).map(moment).collect();
        moments.map(Values::Moment).ok_or(Failure::Broken("moments"))
    }

    fn texts(&self, count: usize) -> Result<Bytes, Failure> {
        let broken = Failure::Broken("texts");
        let encoding = self.encoding();
        if !matches!(encoding.kind(), encoding::DICTIONARY | encoding::DICTIONARY_V2) {
            let ends = sums(&self.numbers(stream::LENGTH, count, false)?)?;
            let mut data = self.stream(stream::DATA)?;
            let length = ends.last().copied().unwrap_or(0);
            if data.len() < length {
                return Err(broken);
            }
            data.truncate(length);
            return Ok(Bytes { ends, data });
        }
        let size = encoding.dictionary_size() as usize;
        let ends = sums(&self.numbers(stream::LENGTH, size, false)?)?;
        let dictionary = Bytes { ends, data: self.stream(stream::DICTIONARY_DATA)? };
        if dictionary.ends.last().copied().unwrap_or(0) > dictionary.data.len() {
            return Err(broken);
        }
        let mut texts = Bytes::default();
        for place in self.numbers(stream::DATA, count, false)? {
            let place = usize::try_from(place)
                .ok()
                .filter(|place| *place < dictionary.ends.len())
                .ok_or(broken.clone())?;
            dictionary.range(place..place + 1).for_each(|text| texts.push(text));
            if texts.data.len() > OPENED_BYTES_MAX {
                return Err(Failure::NotSupported("so long texts"));
            }
        }
        Ok(texts)
    }
}

fn fixed<const N: usize>(bytes: &[u8], count: usize) -> Result<impl Iterator<Item = [u8; N]>, Failure> {
    let (values, _) = bytes.as_chunks::<N>();
    let values = values.get(..count).ok_or(Failure::Broken("floats"))?;
    Ok(values.iter().copied())
}

fn sums(lengths: &[i64]) -> Result<Vec<usize>, Failure> {
    let mut sum = 0usize;
    let add = |length: &i64| {
        sum = sum.checked_add(usize::try_from(*length).ok()?)?;
        Some(sum)
    };
    lengths.iter().map(add).collect::<Option<_>>().ok_or(Failure::Broken("lengths"))
}

fn rescaled(value: i128, from: i64, to: i64) -> Option<i128> {
    let shift = to.checked_sub(from)?;
    let factor = 10i128.checked_pow(u32::try_from(shift.unsigned_abs()).ok()?)?;
    if shift >= 0 { value.checked_mul(factor) } else { Some(value / factor) }
}

/// With the zeros that the last three bits stand for.
fn whole_nanos(packed: u64) -> Option<u32> {
    let zeros = match packed & 7 {
        0 => 0,
        zeros => zeros as u32 + 1,
    };
    let nanos = u32::try_from(packed >> 3).ok()?.checked_mul(10u32.pow(zeros))?;
    (nanos < 1_000_000_000).then_some(nanos)
}
