//! Typed output to bytes.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::shape::Kind;
use crate::ids::{HashKey, SequenceNumber, ShardId};
use crate::time::Instant;
use crate::wire::Writer;

/// A type that an output's members may have.
pub trait Encode {
    /// What it is, as data.
    const KIND: Kind;

    /// Whether the member is left out of its structure.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether this is an output without members, whose body is empty.
    fn is_empty_output(&self) -> bool {
        false
    }

    /// Writes the value.
    fn encode(&self, writer: &mut Writer);
}

/// The output of operations that answer with an empty body.
impl Encode for () {
    const KIND: Kind = Kind::Structure(&super::Shape { name: "Empty", members: &[] });

    fn is_empty_output(&self) -> bool {
        true
    }

    fn encode(&self, _: &mut Writer) {}
}

impl<T: Encode> Encode for Option<T> {
    const KIND: Kind = T::KIND;

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn encode(&self, writer: &mut Writer) {
        if let Some(value) = self {
            value.encode(writer);
        }
    }
}

impl Encode for &str {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl Encode for String {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl Encode for Arc<str> {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl Encode for ShardId {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.ascii(&self.to_ascii());
    }
}

impl Encode for SequenceNumber {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.sequence_number(*self);
    }
}

impl Encode for HashKey {
    const KIND: Kind = Kind::String;

    fn encode(&self, writer: &mut Writer) {
        writer.plain_text(&self.to_string());
    }
}

impl Encode for &[u8] {
    const KIND: Kind = Kind::Blob;

    fn encode(&self, writer: &mut Writer) {
        writer.blob(self);
    }
}

macro_rules! integers {
    ($($type:ty = $kind:ident),*) => {$(
        impl Encode for $type {
            const KIND: Kind = Kind::$kind;

            fn encode(&self, writer: &mut Writer) {
                writer.integer(i64::from(*self));
            }
        }
    )*};
}

integers!(i32 = Integer, u32 = Integer, i64 = Long);

/// A number that need not be whole, as the two of which it is the quotient: no float is kept anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// What is divided.
    pub dividend: u64,
    /// By what; never 0.
    pub divisor: u64,
}

impl From<u64> for Quotient {
    fn from(dividend: u64) -> Self {
        Self { dividend, divisor: 1 }
    }
}

impl Encode for Quotient {
    const KIND: Kind = Kind::Double;

    fn encode(&self, writer: &mut Writer) {
        writer.quotient(self.dividend, self.divisor);
    }
}

impl Encode for bool {
    const KIND: Kind = Kind::Boolean;

    fn encode(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

impl Encode for Instant {
    const KIND: Kind = Kind::Timestamp;

    fn encode(&self, writer: &mut Writer) {
        writer.timestamp(*self);
    }
}

impl<T: Encode> Encode for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn encode(&self, writer: &mut Writer) {
        writer.start_list(self.len());
        for (index, item) in self.iter().enumerate() {
            let before = writer.written_bytes();
            writer.item();
            item.encode(writer);
            if index == 0 {
                // Items of one list tend to be of one length, give or take a comma.
                writer.reserve((writer.written_bytes() - before + 1) * self.len());
            }
        }
        writer.end_list();
    }
}
