//! Base64 as Python reads and writes it.

use base64_simd::{STANDARD, STANDARD_NO_PAD, forgiving_decode_to_vec};

/// Writes bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode_to_string(bytes)
}

/// Reads bytes. What is no letter of base64 is passed over; the padding must be right.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut letters = Vec::with_capacity(text.len());
    let mut pads = 0;
    for letter in text.bytes() {
        match letter {
            b'=' if letters.len() % 4 >= 2 => {
                pads += 1;
                if letters.len() % 4 + pads >= 4 {
                    return forgiving_decode_to_vec(&letters).ok();
                }
            }
            b'=' => {}
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => {
                pads = 0;
                letters.push(letter);
            }
            _ => {}
        }
    }
    (letters.len() % 4 == 0).then(|| STANDARD_NO_PAD.decode_to_vec(&letters).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_python_reads() {
        let cases =
            [("dGVzdA==", Some("test")), ("dG VzdA==\n", Some("test")), ("dGVzdA=", None), ("abc", None)];
        for (text, expected) in cases {
            assert_eq!(decode(text).as_deref(), expected.map(str::as_bytes), "{text}");
        }
        assert_eq!(decode("testdata").unwrap(), b"\xb5\xeb-u\xabZ");
        assert_eq!(encode(b"testdata"), "dGVzdGRhdGE=");
    }
}
