//! Messages of Thrift's compact protocol.
//!
//! # Source
//! apache/thrift, `doc/specs/thrift-compact-protocol.md`.

use std::collections::BTreeMap;

/// How deeply messages and lists may lie in each other.
const DEPTH_MAX: usize = 12;

/// A message: values by the numbers of their fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Message<'a>(BTreeMap<i16, Value<'a>>);

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Boolean(bool),
    Whole(i64),
    Bytes(&'a [u8]),
    List(Vec<Value<'a>>),
    Message(Message<'a>),
    /// Floats and maps, which are passed over: nothing here needs them.
    Other,
}

impl<'a> Message<'a> {
    /// Reads one; what stands behind it.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut reader = Reader { rest: bytes };
        let message = reader.message(0)?;
        Some((message, reader.rest))
    }

    pub(super) fn whole(&self, field: i16) -> Option<i64> {
        match self.0.get(&field)? {
            Value::Whole(value) => Some(*value),
            _ => None,
        }
    }

    /// A number that counts something.
    pub(super) fn length(&self, field: i16) -> Option<u64> {
        u64::try_from(self.whole(field)?).ok()
    }

    pub(super) fn boolean(&self, field: i16) -> Option<bool> {
        match self.0.get(&field)? {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn text(&self, field: i16) -> Option<&'a str> {
        match self.0.get(&field)? {
            Value::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// A list; an empty one where there is none.
    pub(super) fn list(&self, field: i16) -> &[Value<'a>] {
        match self.0.get(&field) {
            Some(Value::List(values)) => values,
            _ => &[],
        }
    }

    pub(super) fn message(&self, field: i16) -> Option<&Message<'a>> {
        self.0.get(&field)?.message()
    }
}

impl<'a> Value<'a> {
    pub(super) fn message(&self) -> Option<&Message<'a>> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn message(&mut self, depth: usize) -> Option<Message<'a>> {
        let mut message = Message::default();
        let mut field = 0i16;
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(message);
            }
            field = match header >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                step => field.checked_add(step.into())?,
            };
            let value = match header & 15 {
                1 => Value::Boolean(true),
                2 => Value::Boolean(false),
                kind => self.value(kind, depth + 1)?,
            };
            message.0.insert(field, value);
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value<'a>> {
        if depth > DEPTH_MAX {
            return None;
        }
        Some(match kind {
            1 | 2 => Value::Boolean(self.byte()? == 1),
            3 => Value::Whole((self.byte()? as i8).into()),
            4..=6 => Value::Whole(self.zigzag()?),
            7 => {
                self.take(8)?;
                Value::Other
            }
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            9 | 10 => Value::List(self.list(depth)?),
            11 => {
                self.map(depth)?;
                Value::Other
            }
            12 => Value::Message(self.message(depth)?),
            _ => return None,
        })
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Value<'a>>> {
        let header = self.byte()?;
        let length = match header >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            short => short.into(),
        };
        // Each element takes a byte at least, so a list that promises more than there is ends soon.
        let mut values = Vec::new();
        for _ in 0..length {
            values.push(self.value(header & 15, depth + 1)?);
        }
        Some(values)
    }

    fn map(&mut self, depth: usize) -> Option<()> {
        let length = self.varint()?;
        if length == 0 {
            return Some(());
        }
        let kinds = self.byte()?;
        for _ in 0..length {
            self.value(kinds >> 4, depth + 1)?;
            self.value(kinds & 15, depth + 1)?;
        }
        Some(())
    }

    fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn varint(&mut self) -> Option<u64> {
        let (value, rest) = crate::varint::varint_64(self.rest)?;
        self.rest = rest;
        Some(value)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }
}
