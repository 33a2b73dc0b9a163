//! Values of a column, out of pages, and as columns in memory have them.

use super::super::JULIAN_DAY_OF_1970;
use super::schema::{Leaf, Meaning};
use super::{Failure, PAGE_BYTES_MAX, delta, hybrid};
use crate::moment::DAY;
use crate::store::{Bytes, Moment, Values};
use crate::table::DataType;

/// The most numbers in a block of differences: writers are known to put 128 to some thousands in one.
pub(super) const VALUES_IN_BLOCK_MAX: usize = 1 << 16;

const PLAIN: i64 = 0;
const PLAIN_DICTIONARY: i64 = 2;
const RLE: i64 = 3;
const DELTA_BINARY_PACKED: i64 = 5;
const DELTA_LENGTH_BYTE_ARRAY: i64 = 6;
const DELTA_BYTE_ARRAY: i64 = 7;
const RLE_DICTIONARY: i64 = 8;

/// Values as they are stored.
#[derive(Clone, Debug)]
pub(super) enum Stored {
    Boolean(Vec<bool>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    /// Nanoseconds of a day, and the day.
    Long96(Vec<(u64, u32)>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Bytes),
}

/// Reads so many values in one of the encodings.
pub(super) fn read(
    data: &[u8],
    encoding: i64,
    count: usize,
    leaf: &Leaf,
    dictionary: Option<&Stored>,
) -> Result<Stored, Failure> {
    let stored = match (encoding, leaf.physical) {
        (PLAIN, _) => plain(data, count, leaf),
        (PLAIN_DICTIONARY | RLE_DICTIONARY, _) => {
            let dictionary = dictionary.ok_or(Failure::Broken("dictionary"))?;
            places(data, count).and_then(|places| dictionary.picked(&places))
        }
        (RLE, 0) => data
            .get(4..)
            .and_then(|data| hybrid::take(data, 1, count))
            .map(|bits| Stored::Boolean(bits.into_iter().map(|bit| bit == 1).collect())),
        (DELTA_BINARY_PACKED, 1) => delta::numbers(data, count)
            .map(|(all, _)| Stored::Int(all.into_iter().map(|value| value as i32).collect())),
        (DELTA_BINARY_PACKED, 2) => delta::numbers(data, count).map(|(all, _)| Stored::Long(all)),
        (DELTA_LENGTH_BYTE_ARRAY, 6) => delta::texts(data, count).map(Stored::Bytes),
        (DELTA_BYTE_ARRAY, 6 | 7) => delta::texts_by_prefix(data, count, PAGE_BYTES_MAX).map(Stored::Bytes),
        _ => return Err(Failure::NotSupported("an encoding")),
    };
    stored.filter(|stored| stored.len() == count).ok_or(Failure::Broken("values"))
}

fn places(data: &[u8], count: usize) -> Option<Vec<u32>> {
    if count == 0 {
        return Some(Vec::new());
    }
    let (width, data) = data.split_first()?;
    hybrid::take(data, (*width).into(), count)
}

fn plain(data: &[u8], count: usize, leaf: &Leaf) -> Option<Stored> {
    Some(match leaf.physical {
        0 => {
            let bits = data.get(..count.div_ceil(8))?;
            Stored::Boolean((0..count).map(|index| bits[index / 8] >> (index % 8) & 1 == 1).collect())
        }
        1 => Stored::Int(fixed::<4>(data, count)?.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect()),
        2 => Stored::Long(fixed::<8>(data, count)?.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect()),
        3 => Stored::Long96(fixed::<12>(data, count)?.iter().map(long96).collect()),
        4 => Stored::Float(fixed::<4>(data, count)?.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
        5 => {
            Stored::Double(fixed::<8>(data, count)?.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect())
        }
        6 => Stored::Bytes(with_lengths(data, count)?),
        _ => {
            let mut bytes = Bytes::default();
            let length = leaf.type_length;
            (0..count).try_for_each(|index| {
                data.get(index * length..(index + 1) * length).map(|value| bytes.push(value))
            })?;
            Stored::Bytes(bytes)
        }
    })
}

fn fixed<const N: usize>(data: &[u8], count: usize) -> Option<&[[u8; N]]> {
    data.as_chunks::<N>().0.get(..count)
}

fn long96(bytes: &[u8; 12]) -> (u64, u32) {
    let [a, b, c, d, e, f, g, h, day @ ..] = *bytes;
    (u64::from_le_bytes([a, b, c, d, e, f, g, h]), u32::from_le_bytes(day))
}

fn with_lengths(data: &[u8], count: usize) -> Option<Bytes> {
    let mut bytes = Bytes::default();
    let mut rest = data;
    for _ in 0..count {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let (value, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        bytes.push(value);
        rest = tail;
    }
    Some(bytes)
}

impl Stored {
    /// None of a type.
    pub(super) fn none(physical: i64) -> Self {
        match physical {
            0 => Self::Boolean(Vec::new()),
            1 => Self::Int(Vec::new()),
            2 => Self::Long(Vec::new()),
            3 => Self::Long96(Vec::new()),
            4 => Self::Float(Vec::new()),
            5 => Self::Double(Vec::new()),
            _ => Self::Bytes(Bytes::default()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Int(values) => values.len(),
            Self::Long(values) => values.len(),
            Self::Long96(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Bytes(values) => values.ends.len(),
        }
    }

    /// The values at some places; `None` where one lies beyond the last, or they are too long together.
    fn picked(&self, places: &[u32]) -> Option<Self> {
        fn pick<T: Copy>(values: &[T], places: &[u32]) -> Option<Vec<T>> {
            places.iter().map(|place| values.get(*place as usize).copied()).collect()
        }
        Some(match self {
            Self::Boolean(values) => Self::Boolean(pick(values, places)?),
            Self::Int(values) => Self::Int(pick(values, places)?),
            Self::Long(values) => Self::Long(pick(values, places)?),
            Self::Long96(values) => Self::Long96(pick(values, places)?),
            Self::Float(values) => Self::Float(pick(values, places)?),
            Self::Double(values) => Self::Double(pick(values, places)?),
            Self::Bytes(values) => {
                let mut out = Bytes::default();
                for place in places {
                    let place = *place as usize;
                    if place >= values.ends.len() || out.data.len() > PAGE_BYTES_MAX {
                        return None;
                    }
                    values.range(place..place + 1).for_each(|value| out.push(value));
                }
                Self::Bytes(out)
            }
        })
    }

    /// These, then those of the same type.
    pub(super) fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::Boolean(values), Self::Boolean(more)) => values.extend(more),
            (Self::Int(values), Self::Int(more)) => values.extend(more),
            (Self::Long(values), Self::Long(more)) => values.extend(more),
            (Self::Long96(values), Self::Long96(more)) => values.extend(more),
            (Self::Float(values), Self::Float(more)) => values.extend(more),
            (Self::Double(values), Self::Double(more)) => values.extend(more),
            (Self::Bytes(values), Self::Bytes(more)) => more.iter().for_each(|value| values.push(value)),
            _ => unreachable!("pages of one column are read as one type"),
        }
    }

    /// What the first `count` mean.
    pub(super) fn meant(self, leaf: &Leaf, count: usize) -> Result<Values, Failure> {
        let values = match (self, &leaf.meaning) {
            (Self::Boolean(values), _) => Some(Values::Boolean(first(values, count))),
            (Self::Float(values), _) => Some(Values::Float(first(values, count))),
            (Self::Double(values), _) => Some(Values::Double(first(values, count))),
            (Self::Long(values), Meaning::Moment(per_second)) => {
                let moments = first(values, count).into_iter().map(|value| moment(value, *per_second));
                moments.collect::<Option<Vec<_>>>().map(Values::Moment)
            }
            (Self::Int(values), Meaning::Plain(DataType::Decimal { .. })) => {
                Some(Values::Decimal(first(values, count).into_iter().map(i128::from).collect()))
            }
            (Self::Long(values), Meaning::Plain(DataType::Decimal { .. })) => {
                Some(Values::Decimal(first(values, count).into_iter().map(i128::from).collect()))
            }
            (Self::Int(values), _) => Some(Values::Int(first(values, count))),
            (Self::Long(values), _) => Some(Values::Long(first(values, count))),
            (Self::Long96(values), _) => {
                let moments = first(values, count).into_iter().map(moment_of_day);
                moments.collect::<Option<Vec<_>>>().map(Values::Moment)
            }
            (Self::Bytes(values), Meaning::Plain(DataType::Decimal { .. })) => {
                values.iter().take(count).map(decimal).collect::<Option<Vec<_>>>().map(Values::Decimal)
            }
            (Self::Bytes(mut values), _) => {
                values.ends.truncate(count);
                Some(Values::Bytes(values))
            }
        };
        values.ok_or(Failure::Broken("values"))
    }
}

fn first<T>(mut values: Vec<T>, count: usize) -> Vec<T> {
    values.truncate(count);
    values
}

fn moment(value: i64, per_second: i64) -> Option<Moment> {
    let nanos = value.rem_euclid(per_second) * (1_000_000_000 / per_second);
    let seconds = value.div_euclid(per_second);
    (seconds.unsigned_abs() < 1 << 40).then_some(Moment { seconds, nanos: nanos as u32 })
}

fn moment_of_day((nanos, day): (u64, u32)) -> Option<Moment> {
    let day = i32::try_from(day).ok()? - JULIAN_DAY_OF_1970;
    let seconds = (nanos / 1_000_000_000) as i64;
    (seconds < DAY && day.unsigned_abs() < 1 << 23)
        .then(|| Moment::new(day, seconds, (nanos % 1_000_000_000) as u32))
}

/// Two's complement, the highest byte first.
fn decimal(bytes: &[u8]) -> Option<i128> {
    if bytes.is_empty() || bytes.len() > 16 {
        return None;
    }
    let sign = if bytes[0] >= 0x80 { -1 } else { 0 };
    Some(bytes.iter().fold(sign, |value: i128, byte| value << 8 | i128::from(*byte)))
}
