//! Base64 in place, and the service's three complaints about it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64_simd::{AsOut, STANDARD};

/// Base64 text that does not decode: why, and the text as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error {
    /// The text.
    pub text: String,
    /// The complaint, as it stands after `can not be converted to a Blob: `.
    pub reason: String,
}

/// Decodes standard base64 over its own text; the result is the front of the same bytes. O(length).
pub fn decode_in_place(text: &mut [u8]) -> Result<&mut [u8], Base64Error> {
    // A small text needs no large copy.
    if text.len() <= 256 { decode_by::<256>(text) } else { decode_by::<2_048>(text) }
}

/// Decodes from copies of `CHUNK` characters. Decoding overwrites the text that a refusal has to print; to put it back
/// costs less than to check every text beforehand, for nearly all are good.
fn decode_by<const CHUNK: usize>(text: &mut [u8]) -> Result<&mut [u8], Base64Error> {
    const { assert!(CHUNK.is_multiple_of(4)) };
    let mut copy = [0; CHUNK];
    let (mut read, mut written) = (0, 0);
    while read < text.len() {
        let length = CHUNK.min(text.len() - read);
        let chunk = &mut copy[..length];
        chunk.copy_from_slice(&text[read..read + length]);
        let decoded =
            STANDARD.decode(chunk, text[written..written + length].as_out()).map(|bytes| bytes.len());
        let is_last = read + length == text.len();
        match decoded {
            Ok(count) if is_last || count == CHUNK / 4 * 3 => written += count,
            _ => {
                restore(text, written, chunk);
                return Err(explain(text));
            }
        }
        read += length;
    }
    Ok(&mut text[..written])
}

/// Makes the front of a text, which was decoded to `written` bytes, what it was, and the chunk after it. What decodes
/// without padding encodes to the same text.
fn restore(text: &mut [u8], written: usize, chunk: &[u8]) {
    let front = encode(&text[..written]);
    text[..front.len()].copy_from_slice(front.as_bytes());
    text[front.len()..front.len() + chunk.len()].copy_from_slice(chunk);
}

/// Letters that so many bytes become.
pub const fn encoded_len(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

/// The bytes of a base64 text; `None` where it is none.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode_to_vec(text).ok()
}

/// Appends the base64 of `bytes` to `out`.
pub fn encode_into(bytes: &[u8], out: &mut Vec<u8>) {
    STANDARD.encode_append(bytes, out);
}

/// The base64 of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode_to_string(bytes)
}

fn explain(text: &[u8]) -> Base64Error {
    let length = text.len();
    let text = String::from_utf8_lossy(text).into_owned();
    if !length.is_multiple_of(4) {
        let reason = format!("Base64 encoded length is expected a multiple of 4 bytes but found: {length}");
        return Base64Error { text, reason };
    }
    let mut characters = text.chars().peekable();
    let mut wrong = None;
    while let Some(character) = characters.next() {
        let padding_inside = character == '=' && characters.peek().is_some_and(|&next| next != '=');
        let known = character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '=');
        if !known || padding_inside {
            wrong = Some(character);
            break;
        }
    }
    let reason = match wrong {
        Some(character) => format!("Invalid Base64 character: '{character}'"),
        // The service misspells it so.
        None => "Invalid last non-pad Base64 character dectected".into(),
    };
    Base64Error { text, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn complains_as_the_service_does() {
        for (text, reason) in [
            ("abc", "Base64 encoded length is expected a multiple of 4 bytes but found: 3"),
            ("=+/=", "Invalid Base64 character: '='"),
            ("ab_=", "Invalid Base64 character: '_'"),
            ("+HH=", "Invalid last non-pad Base64 character dectected"),
        ] {
            let error = decode_in_place(&mut text.as_bytes().to_vec()).unwrap_err();
            assert_eq!((error.text.as_str(), error.reason.as_str()), (text, reason));
        }
    }

    #[test]
    fn a_fault_far_into_the_text_still_reports_the_whole_text() {
        let text = ["QUJD".repeat(400), "QU!D".into(), "QUJD".repeat(300)].concat();
        let error = decode_in_place(&mut text.clone().into_bytes()).unwrap_err();
        assert_eq!(error.text, text);
        assert_eq!(error.reason, "Invalid Base64 character: '!'");
    }

    proptest! {
        #[test]
        fn decodes_what_it_encodes(bytes in proptest::collection::vec(any::<u8>(), 0..5_000)) {
            let mut text = encode(&bytes).into_bytes();
            prop_assert_eq!(&*decode_in_place(&mut text).unwrap(), &bytes[..]);
        }

        #[test]
        fn a_spoilt_text_is_refused_as_it_was(
            bytes in proptest::collection::vec(any::<u8>(), 1..9_000),
            at in any::<proptest::sample::Index>(),
            spoilt in prop::sample::select(&b"=A!/"[..]),
        ) {
            let mut text = encode(&bytes).into_bytes();
            let at = at.index(text.len());
            text[at] = spoilt;
            match decode_in_place(&mut text.clone()) {
                Ok(_) => prop_assert!(STANDARD.check(&text).is_ok()),
                Err(error) => {
                    prop_assert!(STANDARD.check(&text).is_err());
                    prop_assert_eq!(error.text.as_bytes(), &text);
                }
            }
        }

        #[test]
        fn takes_only_what_it_would_write(text in "[A-D=+/]{0,12}") {
            let mut copy = text.clone().into_bytes();
            if let Ok(bytes) = decode_in_place(&mut copy) {
                prop_assert_eq!(encode(bytes), text);
            }
        }
    }
}
