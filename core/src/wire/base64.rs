//! Base64 in place, and the service's three complaints about it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

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
    /// Characters decoded at a time, through a copy on the stack because library decoders want two buffers.
    const CHUNK: usize = 1_024;
    if !text.len().is_multiple_of(4) {
        let reason =
            format!("Base64 encoded length is expected a multiple of 4 bytes but found: {}", text.len());
        return Err(Base64Error { text: String::from_utf8_lossy(text).into_owned(), reason });
    }
    let mut chunk = [0; CHUNK];
    let (mut from, mut to) = (0, 0);
    while from < text.len() {
        let length = CHUNK.min(text.len() - from);
        let chunk = &mut chunk[..length];
        chunk.copy_from_slice(&text[from..from + length]);
        let is_last = from + length == text.len();
        match STANDARD.decode_slice(&*chunk, &mut text[to..to + length / 4 * 3]) {
            Ok(decoded) if is_last || decoded == length / 4 * 3 => to += decoded,
            _ => {
                // What is overwritten was canonical, so encoding it again gives the text back.
                let mut original = STANDARD.encode(&text[..to]).into_bytes();
                original.extend_from_slice(chunk);
                original.extend_from_slice(&text[from + length..]);
                return Err(explain(original));
            }
        }
        from += length;
    }
    Ok(&mut text[..to])
}

/// Appends the base64 of `bytes` to `out`.
pub fn encode_into(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    STANDARD.encode_slice(bytes, &mut out[start..]).expect("the room was made above");
}

/// The base64 of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn explain(original: Vec<u8>) -> Base64Error {
    let text = String::from_utf8_lossy(&original).into_owned();
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
        fn takes_only_what_it_would_write(text in "[A-D=+/]{0,12}") {
            let mut copy = text.clone().into_bytes();
            if let Ok(bytes) = decode_in_place(&mut copy) {
                prop_assert_eq!(encode(bytes), text);
            }
        }
    }
}
