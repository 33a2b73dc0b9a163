//! Columns in memory: what JSON is read into, and what files are written from.
//!
//! A store has a slot for each time its parent has a value, and a value for each slot that is not null. That is how
//! ORC lays columns out, and a step from Parquet's levels. A record that fails half-way is taken back by truncating
//! all stores to the slots that they had, whatever was pushed meanwhile.

mod size;

use crate::table::{Column, DataType};

/// A moment without a time zone: seconds since 1970 and nanoseconds after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) seconds: i64,
    pub(crate) nanos: u32,
}

/// A decimal with its point.
pub(crate) fn decimal_text(value: i128, scale: u8) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let sign = if value < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    /// For each slot, whether it has a value.
    pub(crate) present: Vec<bool>,
    /// The values of slots that have one.
    pub(crate) values: Values,
}

/// Values, one after the other.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    Boolean(Vec<bool>),
    /// Whole numbers of up to four bytes, and days since 1970.
    Int(Vec<i32>),
    Long(Vec<i64>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    /// Decimals without their point.
    Decimal(Vec<i128>),
    Moment(Vec<Moment>),
    Bytes(Bytes),
    List(Box<List>),
    Map(Box<Map>),
    Struct(Struct),
}

/// Texts, one behind the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bytes {
    pub(crate) ends: Vec<usize>,
    pub(crate) data: Vec<u8>,
}

/// Elements, one behind the other.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) ends: Vec<usize>,
    pub(crate) element: Store,
}

/// Entries, one behind the other.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub(crate) ends: Vec<usize>,
    pub(crate) key: Store,
    pub(crate) value: Store,
}

/// Fields side by side.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    /// How many there are.
    pub(crate) count: usize,
    pub(crate) fields: Vec<Store>,
}

impl Struct {
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self { count: 0, fields: columns.iter().map(|column| Store::new(&column.data_type)).collect() }
    }

    /// Takes back all but the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.count = count;
        self.fields.iter_mut().for_each(|field| field.truncate(count));
    }

    /// Ends one: fields that were not given are null.
    pub(crate) fn finish_one(&mut self) {
        for field in &mut self.fields {
            if field.len() == self.count {
                field.push_null();
            }
        }
        self.count += 1;
    }
}

impl Bytes {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.data.extend_from_slice(bytes);
        self.ends.push(self.data.len());
    }

    /// Some of them.
    pub(crate) fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &[u8]> {
        let start = if range.start == 0 { 0 } else { self.ends[range.start - 1] };
        let ends = &self.ends[range];
        let starts = std::iter::once(start).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, end)| &self.data[start..*end])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.range(0..self.ends.len())
    }
}

impl Store {
    pub(crate) fn new(data_type: &DataType) -> Self {
        let values = match data_type {
            DataType::Boolean => Values::Boolean(Vec::new()),
            DataType::TinyInt | DataType::SmallInt | DataType::Int | DataType::Date => {
                Values::Int(Vec::new())
            }
            DataType::BigInt => Values::Long(Vec::new()),
            DataType::Float => Values::Float(Vec::new()),
            DataType::Double => Values::Double(Vec::new()),
            DataType::Decimal { .. } => Values::Decimal(Vec::new()),
            DataType::Timestamp => Values::Moment(Vec::new()),
            DataType::String | DataType::Char(_) | DataType::Varchar(_) | DataType::Binary => {
                Values::Bytes(Bytes::default())
            }
            DataType::Array(element) => {
                Values::List(Box::new(List { ends: Vec::new(), element: Self::new(element) }))
            }
            DataType::Map(key, value) => {
                let (key, value) = (Self::new(key), Self::new(value));
                Values::Map(Box::new(Map { ends: Vec::new(), key, value }))
            }
            DataType::Struct(fields) => Values::Struct(Struct::new(fields)),
        };
        Self { present: Vec::new(), values }
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.present.len()
    }

    pub(crate) fn push_null(&mut self) {
        self.present.push(false);
    }

    /// Takes back all but the first `slots`, and what was pushed for a slot that was never ended.
    pub(crate) fn truncate(&mut self, slots: usize) {
        let removed = self.present.get(slots..).map_or(0, |slots| slots.iter().filter(|slot| **slot).count());
        self.present.truncate(slots);
        self.values.remove(removed);
    }
}

impl Values {
    fn remove(&mut self, count: usize) {
        fn cut<T>(values: &mut Vec<T>, count: usize) {
            values.truncate(values.len() - count);
        }
        match self {
            Self::Boolean(values) => cut(values, count),
            Self::Int(values) => cut(values, count),
            Self::Long(values) => cut(values, count),
            Self::Float(values) => cut(values, count),
            Self::Double(values) => cut(values, count),
            Self::Decimal(values) => cut(values, count),
            Self::Moment(values) => cut(values, count),
            Self::Bytes(bytes) => {
                cut(&mut bytes.ends, count);
                bytes.data.truncate(bytes.ends.last().copied().unwrap_or(0));
            }
            Self::List(list) => {
                cut(&mut list.ends, count);
                list.element.truncate(list.ends.last().copied().unwrap_or(0));
            }
            Self::Map(map) => {
                cut(&mut map.ends, count);
                let entries = map.ends.last().copied().unwrap_or(0);
                map.key.truncate(entries);
                map.value.truncate(entries);
            }
            Self::Struct(fields) => fields.truncate(fields.count - count),
        }
    }
}
