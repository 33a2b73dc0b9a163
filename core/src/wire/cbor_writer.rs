//! The pieces of a CBOR body; every length is definite.

use alloc::vec::Vec;

/// Major type and argument, in the fewest bytes.
pub(super) fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let major = major << 5;
    let bytes = argument.to_be_bytes();
    match argument {
        0..=23 => out.push(major | argument as u8),
        24..=0xff => out.extend_from_slice(&[major | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&bytes[6..]);
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&bytes[4..]);
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&bytes);
        }
    }
}

pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    match u64::try_from(value) {
        Ok(value) => head(out, 0, value),
        Err(_) => head(out, 1, !value as u64),
    }
}

/// A number of 64 bits that need not be whole.
pub(super) fn float(out: &mut Vec<u8>, value: f64) {
    out.push(0xfb);
    out.extend_from_slice(&value.to_be_bytes());
}

/// A string, which the caller knows to be UTF-8.
#[inline]
pub(super) fn text(out: &mut Vec<u8>, text: &[u8]) {
    head(out, 3, text.len() as u64);
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::super::{Number, Protocol, Reader, Token, Writer};
    use super::*;
    use crate::time::Instant;

    #[test]
    fn integers_take_the_fewest_bytes_and_come_back() {
        for (value, length) in [
            (0, 1),
            (23, 1),
            (24, 2),
            (255, 2),
            (256, 3),
            (65_536, 5),
            (1 << 32, 9),
            (i64::MAX, 9),
            (-1, 1),
            (-500, 3),
            (i64::MIN, 9),
        ] {
            let mut out = Vec::new();
            integer(&mut out, value);
            assert_eq!(out.len(), length, "{value}");
            let Ok(Token::Number(Number::Integer(read))) = Reader::new(Protocol::Cbor, &mut out).next_token()
            else {
                panic!("{value} is no integer");
            };
            assert_eq!(read, value);
        }
    }

    #[test]
    fn a_time_is_tag_1_over_integer_milliseconds() {
        let mut writer = Writer::new(Protocol::Cbor);
        writer.timestamp(Instant::from_millis(1_763_683_200_123));
        assert_eq!(writer.into_bytes()[..2], [0xc1, 0x1b]);
    }
}
