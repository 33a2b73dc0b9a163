//! The pieces of a JSON text.

use alloc::vec::Vec;

use crate::ids::eight_digits;

pub(super) fn key(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// The same for a name that stands ready between `,"` and `":`.
#[inline]
pub(super) fn ready_key(out: &mut Vec<u8>, ready: &'static str) {
    let is_first = out.last() == Some(&b'{');
    out.extend_from_slice(if is_first { &ready.as_bytes()[1..] } else { ready.as_bytes() });
}

/// A string, which the caller knows to be UTF-8.
pub(super) fn text(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.extend_from_slice(&rest[..at]);
        escape(out, rest[at]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 0xf)]]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    whole(out, value.unsigned_abs());
}

/// Rounded to six places, of which at least one is written.
pub(super) fn quotient(out: &mut Vec<u8>, dividend: u64, divisor: u64) {
    const PLACES: u128 = 1_000_000;
    let (dividend, divisor) = (u128::from(dividend), u128::from(divisor));
    let rounded = (dividend * PLACES + divisor / 2) / divisor;
    whole(out, (rounded / PLACES) as u64);
    let digits = &eight_digits((rounded % PLACES) as u32)[2..];
    let places = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |last| last + 1);
    out.push(b'.');
    out.extend_from_slice(&digits[..places]);
}

/// At most three times eight digits.
fn whole(out: &mut Vec<u8>, value: u64) {
    const STEP: u64 = 100_000_000;
    let digits = eight_digits((value % STEP) as u32);
    if value < STEP {
        let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
        out.extend_from_slice(&digits[zeros.min(7)..]);
    } else {
        whole(out, value / STEP);
        out.extend_from_slice(&digits);
    }
}

pub(super) fn epoch_secs(out: &mut Vec<u8>, millis: i64) {
    if millis < 0 {
        out.push(b'-');
    }
    let (secs, fraction) = (millis.unsigned_abs() / 1_000, millis.unsigned_abs() % 1_000);
    integer(out, secs as i64);
    if fraction != 0 {
        let digit = |value: u64| b'0' + (value % 10) as u8;
        out.extend_from_slice(&[b'.', digit(fraction / 100), digit(fraction / 10), digit(fraction)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use proptest::prelude::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn times_are_seconds_with_three_digits_or_none() {
        for (millis, text) in [
            (1_763_683_200_123, "1763683200.123"),
            (1_000, "1"),
            (1_001, "1.001"),
            (0, "0"),
            (-1_500, "-1.500"),
        ] {
            assert_eq!(written(|out| epoch_secs(out, millis)), text);
        }
    }

    #[test]
    fn quotients_have_six_places_at_most_and_one_at_least() {
        for (dividend, divisor, text) in [
            (5, 1, "5.0"),
            (0, 7, "0.0"),
            (1, 2, "0.5"),
            (2, 3, "0.666667"),
            (1, 1_000_000, "0.000001"),
            (9_999_999, 10_000_000, "1.0"),
            (u64::MAX, 1, "18446744073709551615.0"),
        ] {
            assert_eq!(written(|out| quotient(out, dividend, divisor)), text);
        }
    }

    #[test]
    fn integers_to_the_last() {
        for value in [0, 7, -7, 10, i64::MAX, i64::MIN] {
            assert_eq!(written(|out| integer(out, value)), alloc::format!("{value}"));
        }
    }

    proptest! {
        #[test]
        fn serde_json_reads_every_text_back(value in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&written(|out| text(out, value.as_bytes()))).unwrap(), value);
        }
    }
}
