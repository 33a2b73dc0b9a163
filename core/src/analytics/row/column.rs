//! What many rows tell about one thing.

use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::Texts;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::{Decimal, Value};

/// Values of one type, of which some may be NULL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The values; whatever stands where one is NULL.
    pub data: Data,
    /// Which are NULL; empty where none is.
    nulls: Vec<bool>,
}

/// Values as machines compute with them. What they mean is told by the type of the column: a DECIMAL lies here without its point,
/// moments and days as numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Data {
    /// BOOLEAN.
    Boolean(Vec<bool>),
    /// Whole numbers, decimals and times.
    Integer(Vec<i64>),
    /// REAL and DOUBLE.
    Double(Vec<f64>),
    /// Text and bytes.
    Text(Texts),
}

impl Data {
    /// No values of a type.
    pub fn of(sql_type: SqlType) -> Self {
        match sql_type {
            SqlType::Boolean => Self::Boolean(Vec::new()),
            SqlType::Real | SqlType::Double => Self::Double(Vec::new()),
            SqlType::Char(_) | SqlType::VarChar(_) | SqlType::Binary(_) | SqlType::VarBinary(_) => {
                Self::Text(Texts::with_capacity(0))
            }
            SqlType::TinyInt | SqlType::SmallInt | SqlType::Integer | SqlType::BigInt => Self::whole(),
            SqlType::Decimal { .. } | SqlType::Interval(_) => Self::whole(),
            SqlType::Date | SqlType::Time | SqlType::Timestamp => Self::whole(),
        }
    }

    fn whole() -> Self {
        Self::Integer(Vec::new())
    }

    fn len(&self) -> usize {
        match self {
            Self::Boolean(it) => it.len(),
            Self::Integer(it) => it.len(),
            Self::Double(it) => it.len(),
            Self::Text(it) => it.len(),
        }
    }
}

impl From<Vec<bool>> for Column {
    fn from(values: Vec<bool>) -> Self {
        Self { data: Data::Boolean(values), nulls: Vec::new() }
    }
}

impl From<Vec<i64>> for Column {
    fn from(values: Vec<i64>) -> Self {
        Self { data: Data::Integer(values), nulls: Vec::new() }
    }
}

impl From<Vec<f64>> for Column {
    fn from(values: Vec<f64>) -> Self {
        Self { data: Data::Double(values), nulls: Vec::new() }
    }
}

impl From<Texts> for Column {
    fn from(values: Texts) -> Self {
        Self { data: Data::Text(values), nulls: Vec::new() }
    }
}

impl Column {
    /// No values of a type.
    pub fn empty(sql_type: SqlType) -> Self {
        Self { data: Data::of(sql_type), nulls: Vec::new() }
    }

    /// NULL so many times.
    pub fn nothing(sql_type: SqlType, count: usize) -> Self {
        let data = match Data::of(sql_type) {
            Data::Boolean(_) => Data::Boolean(vec![false; count]),
            Data::Integer(_) => Data::Integer(vec![0; count]),
            Data::Double(_) => Data::Double(vec![0.0; count]),
            Data::Text(_) => Data::Text(Texts::empty(count)),
        };
        Self { data, nulls: vec![true; count] }
    }

    /// One value so many times.
    pub fn repeat(sql_type: SqlType, value: &Value<'_>, count: usize) -> Self {
        let mut column = Self::empty(sql_type);
        (0..count).for_each(|_| column.push(value));
        column
    }

    /// The same values with these NULL; whatever stands where one is.
    ///
    /// # Panics
    /// Where they are not as many.
    pub fn with_nulls(self, nulls: Vec<bool>) -> Self {
        assert!(nulls.is_empty() || nulls.len() == self.len(), "one for each value");
        let nulls = if nulls.contains(&true) { nulls } else { Vec::new() };
        Self { nulls, ..self }
    }

    /// Values, NULL where there is none.
    pub fn from_options<T: Copy + Default>(values: &[Option<T>]) -> Self
    where
        Self: From<Vec<T>>,
    {
        let nulls = values.iter().map(Option::is_none).collect();
        Self::from(values.iter().map(|value| value.unwrap_or_default()).collect::<Vec<_>>()).with_nulls(nulls)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether one is NULL.
    pub fn is_null(&self, row: usize) -> bool {
        self.nulls.get(row).copied().unwrap_or(false)
    }

    /// Which are NULL; empty where none is.
    pub fn nulls(&self) -> &[bool] {
        &self.nulls
    }

    /// Numbers and times as they lie.
    ///
    /// # Panics
    /// Where the type of the column is none of those.
    pub fn integers(&self) -> &[i64] {
        let Data::Integer(values) = &self.data else {
            panic!("a column of whole numbers, not {:?}", self.data)
        };
        values
    }

    /// Numbers with a binary point.
    ///
    /// # Panics
    /// Where the type of the column is none of those.
    pub fn doubles(&self) -> &[f64] {
        let Data::Double(values) = &self.data else { panic!("a column of doubles, not {:?}", self.data) };
        values
    }

    /// Truths.
    ///
    /// # Panics
    /// Where the column is none of those.
    pub fn booleans(&self) -> &[bool] {
        let Data::Boolean(values) = &self.data else { panic!("a column of truths, not {:?}", self.data) };
        values
    }

    /// Texts, or strings of bytes.
    ///
    /// # Panics
    /// Where the type of the column is none of those.
    pub fn texts(&self) -> &Texts {
        let Data::Text(values) = &self.data else { panic!("a column of texts, not {:?}", self.data) };
        values
    }

    /// Whether a condition holds: true, and not NULL.
    pub fn holds(&self, row: usize) -> bool {
        self.booleans()[row] && !self.is_null(row)
    }

    /// One value, of the type of the column.
    pub fn value(&self, row: usize, sql_type: SqlType) -> Value<'_> {
        if self.is_null(row) {
            return Value::Null;
        }
        match (&self.data, sql_type) {
            (Data::Boolean(it), _) => Value::Boolean(it[row]),
            (Data::Double(it), _) => Value::Double(it[row]),
            (Data::Text(it), SqlType::Binary(_) | SqlType::VarBinary(_)) => {
                Value::Binary(Cow::Borrowed(it.bytes(row)))
            }
            (Data::Text(it), _) => Value::Text(Cow::Borrowed(it.text(row))),
            (Data::Integer(it), SqlType::Decimal { scale, .. }) => {
                Value::Decimal(Decimal { unscaled: it[row], scale })
            }
            (Data::Integer(it), SqlType::Date) => Value::Date(it[row]),
            (Data::Integer(it), SqlType::Time) => Value::Time(it[row]),
            (Data::Integer(it), SqlType::Timestamp) => Value::Timestamp(it[row]),
            (Data::Integer(it), SqlType::Interval(_)) => Value::Interval(it[row]),
            (Data::Integer(it), _) => Value::Integer(it[row]),
        }
    }

    /// Adds a value of the type of the column.
    ///
    /// # Panics
    /// Where it is of another.
    pub fn push(&mut self, value: &Value<'_>) {
        match (&mut self.data, value) {
            (_, Value::Null) => return self.push_null(),
            (Data::Boolean(it), Value::Boolean(value)) => it.push(*value),
            (Data::Double(it), Value::Double(value)) => it.push(*value),
            (Data::Text(it), Value::Text(value)) => it.push(value.as_bytes()),
            (Data::Text(it), Value::Binary(value)) => it.push(value),
            (Data::Integer(it), Value::Decimal(value)) => it.push(value.unscaled),
            (
                Data::Integer(it),
                Value::Integer(value)
                | Value::Date(value)
                | Value::Time(value)
                | Value::Timestamp(value)
                | Value::Interval(value),
            ) => it.push(*value),
            (data, value) => panic!("{value:?} is not of the type of {data:?}"),
        }
        self.push_known();
    }

    /// Adds a NULL.
    pub fn push_null(&mut self) {
        let before = self.len();
        match &mut self.data {
            Data::Boolean(it) => it.push(false),
            Data::Integer(it) => it.push(0),
            Data::Double(it) => it.push(0.0),
            Data::Text(it) => it.push(b""),
        }
        self.nulls.resize(before, false);
        self.nulls.push(true);
    }

    /// Adds a value of another column of the same type.
    ///
    /// # Panics
    /// Where it is of another.
    pub fn push_from(&mut self, other: &Self, row: usize) {
        if other.is_null(row) {
            return self.push_null();
        }
        match (&mut self.data, &other.data) {
            (Data::Boolean(to), Data::Boolean(from)) => to.push(from[row]),
            (Data::Integer(to), Data::Integer(from)) => to.push(from[row]),
            (Data::Double(to), Data::Double(from)) => to.push(from[row]),
            (Data::Text(to), Data::Text(from)) => to.push(from.bytes(row)),
            (to, from) => panic!("{from:?} is not of the type of {to:?}"),
        }
        self.push_known();
    }

    /// Notes that the value which was added to [`Self::data`] is not NULL.
    pub fn push_known(&mut self) {
        if !self.nulls.is_empty() {
            self.nulls.push(false);
        }
    }

    /// Keeps the first values.
    pub fn truncate(&mut self, count: usize) {
        match &mut self.data {
            Data::Boolean(it) => it.truncate(count),
            Data::Integer(it) => it.truncate(count),
            Data::Double(it) => it.truncate(count),
            Data::Text(it) => it.truncate(count),
        }
        self.nulls.truncate(count);
    }

    /// The values at these places.
    pub fn take(&self, places: &[u32]) -> Self {
        fn pick<T: Copy>(values: &[T], places: &[u32]) -> Vec<T> {
            places.iter().map(|place| values[*place as usize]).collect()
        }
        let data = match &self.data {
            Data::Boolean(it) => Data::Boolean(pick(it, places)),
            Data::Integer(it) => Data::Integer(pick(it, places)),
            Data::Double(it) => Data::Double(pick(it, places)),
            Data::Text(it) => Data::Text(it.take(places)),
        };
        let nulls = if self.nulls.is_empty() { Vec::new() } else { pick(&self.nulls, places) };
        Self { data, nulls: Vec::new() }.with_nulls(nulls)
    }

    /// The values of a stretch.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let data = match &self.data {
            Data::Boolean(it) => Data::Boolean(it[range.clone()].to_vec()),
            Data::Integer(it) => Data::Integer(it[range.clone()].to_vec()),
            Data::Double(it) => Data::Double(it[range.clone()].to_vec()),
            Data::Text(it) => Data::Text(it.slice(range.clone())),
        };
        let nulls = self.nulls.get(range).map(<[bool]>::to_vec).unwrap_or_default();
        Self { data, nulls: Vec::new() }.with_nulls(nulls)
    }

    /// Adds the values of another column of the same type.
    ///
    /// # Panics
    /// Where it is of another.
    pub fn append(&mut self, other: &Self) {
        let before = self.len();
        match (&mut self.data, &other.data) {
            (Data::Boolean(to), Data::Boolean(from)) => to.extend_from_slice(from),
            (Data::Integer(to), Data::Integer(from)) => to.extend_from_slice(from),
            (Data::Double(to), Data::Double(from)) => to.extend_from_slice(from),
            (Data::Text(to), Data::Text(from)) => to.append(from),
            (to, from) => panic!("{from:?} is not of the type of {to:?}"),
        }
        if !self.nulls.is_empty() || !other.nulls.is_empty() {
            self.nulls.resize(before, false);
            self.nulls.extend_from_slice(&other.nulls);
            self.nulls.resize(self.len(), false);
        }
    }
}
