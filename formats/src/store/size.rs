//! How much memory columns take, which is near to what files of them take before compression.

use super::{Store, Struct, Values};

impl Struct {
    pub(crate) fn bytes(&self) -> usize {
        self.fields.iter().map(Store::bytes).sum()
    }
}

impl Store {
    fn bytes(&self) -> usize {
        self.present.len() / 8 + self.values.bytes()
    }
}

impl Values {
    fn bytes(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len() / 8,
            Self::Int(values) => size_of_val(&values[..]),
            Self::Long(values) => size_of_val(&values[..]),
            Self::Float(values) => size_of_val(&values[..]),
            Self::Double(values) => size_of_val(&values[..]),
            Self::Decimal(values) => size_of_val(&values[..]),
            Self::Moment(values) => size_of_val(&values[..]),
            Self::Bytes(bytes) => bytes.data.len() + 4 * bytes.ends.len(),
            Self::List(list) => 4 * list.ends.len() + list.element.bytes(),
            Self::Map(map) => 4 * map.ends.len() + map.key.bytes() + map.value.bytes(),
            Self::Struct(fields) => fields.bytes(),
        }
    }
}
