//! What is known of a column's values: readers leave out strides and stripes by it.

use std::ops::Range;

use super::super::proto;
use crate::store::{Moment, Values};
use crate::table::DataType;

/// Texts that are longer are not kept: a footer is no place for them.
const TEXT_BYTES_MAX: usize = 1024;

/// Of a stride, a stripe or a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Statistics {
    count: u64,
    has_null: bool,
    of_type: OfType,
}

/// What depends on the type.
#[derive(Clone, Debug, Default)]
enum OfType {
    #[default]
    Nothing,
    Boolean {
        trues: u64,
    },
    Whole {
        min: i64,
        max: i64,
        sum: Option<i64>,
    },
    Float {
        min: f64,
        max: f64,
        sum: f64,
    },
    Decimal {
        min: i128,
        max: i128,
        sum: Option<i128>,
        scale: u8,
    },
    Day {
        min: i32,
        max: i32,
    },
    Moment {
        min: Moment,
        max: Moment,
    },
    Text {
        min: Option<String>,
        max: Option<String>,
        bytes: i64,
    },
    Binary {
        bytes: i64,
    },
}

impl Statistics {
    /// Of some values of a column.
    pub(super) fn of(data_type: &DataType, values: &Values, range: Range<usize>, has_null: bool) -> Self {
        let count = range.len() as u64;
        let of_type = if range.is_empty() { OfType::Nothing } else { OfType::of(data_type, values, range) };
        Self { count, has_null, of_type }
    }

    /// Of both.
    pub(super) fn merged(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            has_null: self.has_null || other.has_null,
            of_type: self.of_type.merged(other.of_type),
        }
    }

    /// As it is written.
    pub(super) fn message(&self) -> proto::ColumnStatistics {
        let mut message = proto::ColumnStatistics {
            number_of_values: Some(self.count),
            has_null: Some(self.has_null),
            ..proto::ColumnStatistics::default()
        };
        self.of_type.write(&mut message);
        message
    }
}

impl OfType {
    fn of(data_type: &DataType, values: &Values, range: Range<usize>) -> Self {
        match (values, data_type) {
            (Values::Boolean(values), _) => {
                Self::Boolean { trues: values[range].iter().filter(|value| **value).count() as u64 }
            }
            (Values::Int(values), DataType::Date) => {
                let (min, max) = ends(values[range].iter().copied());
                Self::Day { min, max }
            }
            (Values::Int(values), _) => Self::whole(values[range].iter().map(|value| i64::from(*value))),
            (Values::Long(values), _) => Self::whole(values[range].iter().copied()),
            (Values::Float(values), _) => Self::float(values[range].iter().map(|value| f64::from(*value))),
            (Values::Double(values), _) => Self::float(values[range].iter().copied()),
            (Values::Decimal(values), DataType::Decimal { scale, .. }) => {
                let (min, max) = ends(values[range.clone()].iter().copied());
                let sum = values[range].iter().try_fold(0i128, |sum, value| sum.checked_add(*value));
                Self::Decimal { min, max, sum, scale: *scale }
            }
            (Values::Moment(values), _) => {
                let (min, max) = ends(values[range].iter().copied());
                Self::Moment { min, max }
            }
            (Values::Bytes(values), data_type) => {
                let start = if range.start == 0 { 0 } else { values.ends[range.start - 1] };
                let bytes = (values.ends[range.end - 1] - start) as i64;
                if *data_type == DataType::Binary {
                    return Self::Binary { bytes };
                }
                let (min, max) = ends(values.range(range));
                Self::Text { min: text(min), max: text(max), bytes }
            }
            _ => Self::Nothing,
        }
    }

    fn whole(values: impl Iterator<Item = i64> + Clone) -> Self {
        let (min, max) = ends(values.clone());
        Self::Whole { min, max, sum: values.into_iter().try_fold(0i64, i64::checked_add) }
    }

    fn float(values: impl Iterator<Item = f64> + Clone) -> Self {
        if values.clone().any(f64::is_nan) {
            return Self::Nothing; // nothing can be left out by what compares with nothing
        }
        let (min, max) = values
            .clone()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (min.min(value), max.max(value)));
        Self::Float { min, max, sum: values.sum() }
    }

    fn merged(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, _) | (_, Self::Nothing) => Self::Nothing,
            (Self::Boolean { trues }, Self::Boolean { trues: more }) => Self::Boolean { trues: trues + more },
            (Self::Whole { min, max, sum }, Self::Whole { min: a, max: b, sum: c }) => Self::Whole {
                min: min.min(a),
                max: max.max(b),
                sum: sum.zip(c).and_then(|(a, b)| a.checked_add(b)),
            },
            (Self::Float { min, max, sum }, Self::Float { min: a, max: b, sum: c }) => {
                Self::Float { min: min.min(a), max: max.max(b), sum: sum + c }
            }
            (Self::Decimal { min, max, sum, scale }, Self::Decimal { min: a, max: b, sum: c, .. }) => {
                let sum = sum.zip(c).and_then(|(a, b)| a.checked_add(b));
                Self::Decimal { min: min.min(a), max: max.max(b), sum, scale }
            }
            (Self::Day { min, max }, Self::Day { min: a, max: b }) => {
                Self::Day { min: min.min(a), max: max.max(b) }
            }
            (Self::Moment { min, max }, Self::Moment { min: a, max: b }) => {
                Self::Moment { min: min.min(a), max: max.max(b) }
            }
            (Self::Text { min, max, bytes }, Self::Text { min: a, max: b, bytes: more }) => Self::Text {
                min: min.zip(a).map(|(a, b)| a.min(b)),
                max: max.zip(b).map(|(a, b)| a.max(b)),
                bytes: bytes + more,
            },
            (Self::Binary { bytes }, Self::Binary { bytes: more }) => Self::Binary { bytes: bytes + more },
            _ => Self::Nothing,
        }
    }

    fn write(&self, message: &mut proto::ColumnStatistics) {
        match self.clone() {
            Self::Nothing => {}
            Self::Boolean { trues } => {
                message.bucket_statistics = Some(proto::BucketStatistics { count: vec![trues] });
            }
            Self::Whole { min, max, sum } => {
                let (minimum, maximum) = (Some(min), Some(max));
                message.int_statistics = Some(proto::IntegerStatistics { minimum, maximum, sum });
            }
            Self::Float { min, max, sum } => {
                let (minimum, maximum) = (Some(min), Some(max));
                message.double_statistics =
                    Some(proto::DoubleStatistics { minimum, maximum, sum: Some(sum) });
            }
            Self::Decimal { min, max, sum, scale } => {
                let text = |value| crate::store::decimal_text(value, scale);
                let (minimum, maximum) = (Some(text(min)), Some(text(max)));
                message.decimal_statistics =
                    Some(proto::DecimalStatistics { minimum, maximum, sum: sum.map(text) });
            }
            Self::Day { min, max } => {
                message.date_statistics =
                    Some(proto::DateStatistics { minimum: Some(min), maximum: Some(max) });
            }
            Self::Moment { min, max } => {
                let millis = |at: Moment| Some(at.seconds * 1000 + i64::from(at.nanos / 1_000_000));
                let (minimum_utc, maximum_utc) = (millis(min), millis(max));
                message.timestamp_statistics = Some(proto::TimestampStatistics { minimum_utc, maximum_utc });
            }
            Self::Text { min, max, bytes } => {
                let both = min.zip(max).unzip();
                let (minimum, maximum) = both;
                message.string_statistics =
                    Some(proto::StringStatistics { minimum, maximum, sum: Some(bytes) });
            }
            Self::Binary { bytes } => {
                message.binary_statistics = Some(proto::BinaryStatistics { sum: Some(bytes) });
            }
        }
    }
}

/// The least and the greatest; there is one at least.
fn ends<T: Ord + Copy>(mut values: impl Iterator<Item = T>) -> (T, T) {
    let first = values.next().expect("a stretch with values");
    values.fold((first, first), |(min, max), value| (min.min(value), max.max(value)))
}

fn text(bytes: &[u8]) -> Option<String> {
    if bytes.len() > TEXT_BYTES_MAX { None } else { String::from_utf8(bytes.to_vec()).ok() }
}
