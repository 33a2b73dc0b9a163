//! Records that the Kinesis Producer Library has put many of into one: opened before anything else is done with them.
//!
//! Source: the library's own description of its format: a magic number, a protobuf message, and the MD5 of that.

use alloc::string::String;
use alloc::vec::Vec;

use md5::{Digest, Md5};

const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_BYTES: usize = 16;

/// A record that was one of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::firehose) struct UserRecord<'r> {
    pub(in crate::firehose) partition_key: String,
    pub(in crate::firehose) data: &'r [u8],
}

/// The records in one; nothing where it is no such record.
pub(in crate::firehose) fn open(record: &[u8]) -> Option<Vec<UserRecord<'_>>> {
    let (message, digest) = record.strip_prefix(&MAGIC)?.split_last_chunk::<DIGEST_BYTES>()?;
    if Md5::digest(message).as_slice() != digest {
        return None;
    }
    let (mut keys, mut records) = (Vec::new(), Vec::new());
    for field in Fields(message) {
        match field? {
            (1, Value::Bytes(key)) => keys.push(core::str::from_utf8(key).ok()?),
            (3, Value::Bytes(record)) => records.push(record),
            _ => {}
        }
    }
    records.into_iter().map(|record| user_record(record, &keys)).collect()
}

fn user_record<'r>(record: &'r [u8], keys: &[&str]) -> Option<UserRecord<'r>> {
    let (mut key, mut data) = (0, None);
    for field in Fields(record) {
        match field? {
            (1, Value::Number(index)) => key = index,
            (3, Value::Bytes(bytes)) => data = Some(bytes),
            _ => {}
        }
    }
    let partition_key = (*keys.get(usize::try_from(key).ok()?)?).into();
    Some(UserRecord { partition_key, data: data? })
}

/// The fields of a protobuf message, each with its number; nothing behind what cannot be read.
struct Fields<'m>(&'m [u8]);

enum Value<'m> {
    Number(u64),
    Bytes(&'m [u8]),
}

impl<'m> Iterator for Fields<'m> {
    type Item = Option<(u64, Value<'m>)>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| {
            let field = self.read();
            if field.is_none() {
                self.0 = &[];
            }
            field
        })
    }
}

impl<'m> Fields<'m> {
    fn read(&mut self) -> Option<(u64, Value<'m>)> {
        let tag = self.number()?;
        let value = match tag & 7 {
            0 => Value::Number(self.number()?),
            1 => Value::Bytes(self.bytes(8)?),
            2 => {
                let length = usize::try_from(self.number()?).ok()?;
                Value::Bytes(self.bytes(length)?)
            }
            5 => Value::Bytes(self.bytes(4)?),
            _ => return None,
        };
        Some((tag >> 3, value))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for at in 0..10 {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self, length: usize) -> Option<&'m [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// A record of two: keys `a` and `b`, data `one` and `two`.
    fn aggregated() -> Vec<u8> {
        let message = b"\x0a\x01a\x0a\x01b\x1a\x07\x08\x00\x1a\x03one\x1a\x07\x08\x01\x1a\x03two";
        [&MAGIC[..], message, &Md5::digest(message)].concat()
    }

    #[test]
    fn a_record_of_many_is_opened() {
        let record = aggregated();
        let user = |key: &str, data| UserRecord { partition_key: key.into(), data };
        assert_eq!(open(&record), Some(vec![user("a", b"one"), user("b", b"two")]));
    }

    #[test]
    fn all_else_stays_as_it_is() {
        let mut wrong = aggregated();
        *wrong.last_mut().unwrap() ^= 1;
        let record = aggregated();
        for bytes in [&b""[..], b"one", &MAGIC, &record[..20], &wrong] {
            assert_eq!(open(bytes), None);
        }
        // A digest that fits, of what is no message.
        for message in [
            &b"\x0a\xff"[..],
            b"\x1a\x02\x08\x00",
            b"\x1a\x05\x08\x09\x1a\x01x",
            b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        ] {
            let bytes = [&MAGIC[..], message, &Md5::digest(message)].concat();
            assert_eq!(open(&bytes), None, "{message:?}");
        }
    }
}
