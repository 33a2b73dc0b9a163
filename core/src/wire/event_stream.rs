//! `application/vnd.amazon.eventstream`: the frames of an answer that goes on.
//!
//! A frame is a prelude of 12 bytes (its length, the length of its headers, the CRC-32 of both), headers, a payload and the
//! CRC-32 of all before it; numbers are big-endian. The only headers that services send are strings.

use alloc::vec::Vec;

use super::reader::Protocol;
use super::writer::Writer;
use crate::error::Error;

/// The content type of an answer in frames.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

const PRELUDE_BYTES: usize = 12;
const CHECKSUM_BYTES: usize = 4;
/// Headers that hold a string.
const STRING: u8 = 7;

/// The content type of a payload. That of CBOR is assumed.
const fn payload_type(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Json => "application/json",
        Protocol::Cbor => "application/cbor",
    }
}

/// Appends the frame that every answer begins with.
pub fn initial_response(out: &mut Vec<u8>) {
    frame(&[(":message-type", "event"), (":event-type", "initial-response")], b"", out);
}

/// Appends an event of this type.
pub fn event(event_type: &str, protocol: Protocol, payload: &[u8], out: &mut Vec<u8>) {
    let content_type = payload_type(protocol);
    let headers = [(":message-type", "event"), (":event-type", event_type), (":content-type", content_type)];
    frame(&headers, payload, out);
}

/// Appends the refusal that ends an answer.
pub fn exception(error: &Error, protocol: Protocol, out: &mut Vec<u8>) {
    let mut writer = Writer::new(protocol);
    writer.start_map(1);
    writer.key("message");
    writer.text(error.message());
    writer.end_map();
    let (name, content_type) = (error.code.name(), payload_type(protocol));
    let headers =
        [(":message-type", "exception"), (":exception-type", name), (":content-type", content_type)];
    frame(&headers, &writer.into_bytes(), out);
}

fn frame(headers: &[(&str, &str)], payload: &[u8], out: &mut Vec<u8>) {
    let headers_bytes: usize = headers.iter().map(|(name, value)| 1 + name.len() + 3 + value.len()).sum();
    let total_bytes = PRELUDE_BYTES + headers_bytes + payload.len() + CHECKSUM_BYTES;
    let start = out.len();
    out.reserve(total_bytes);
    out.extend((total_bytes as u32).to_be_bytes());
    out.extend((headers_bytes as u32).to_be_bytes());
    checksum(start, out);
    for (name, value) in headers {
        out.push(name.len() as u8);
        out.extend_from_slice(name.as_bytes());
        out.push(STRING);
        out.extend((value.len() as u16).to_be_bytes());
        out.extend_from_slice(value.as_bytes());
    }
    out.extend_from_slice(payload);
    checksum(start, out);
}

/// Appends the CRC-32 of what was written since `start`.
fn checksum(start: usize, out: &mut Vec<u8>) {
    let sum = crc32fast::hash(&out[start..]);
    out.extend(sum.to_be_bytes());
}

/// A frame that was read, borrowed from its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Names and values, in order.
    pub headers: Vec<(&'a str, &'a str)>,
    /// The payload.
    pub payload: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Takes the first frame off `bytes`; `None`, and nothing taken, where they hold no whole and sound one. Headers of
    /// other types than string, which no frame of a service has, are unsound too.
    pub fn take(bytes: &mut &'a [u8]) -> Option<Self> {
        let whole = *bytes;
        let total_bytes = number_at(whole, 0)? as usize;
        let headers_end = PRELUDE_BYTES.checked_add(number_at(whole, 4)? as usize)?;
        if number_at(whole, 8)? != crc32fast::hash(&whole[..8]) {
            return None;
        }
        let frame = whole.get(..total_bytes)?;
        let payload_end = total_bytes.checked_sub(CHECKSUM_BYTES)?;
        if number_at(frame, payload_end)? != crc32fast::hash(&frame[..payload_end]) {
            return None;
        }
        let headers = read_headers(frame.get(PRELUDE_BYTES..headers_end)?)?;
        let payload = frame.get(headers_end..payload_end)?;
        *bytes = &whole[total_bytes..];
        Some(Self { headers, payload })
    }

    /// The header of this name.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_be_bytes(*number))
}

fn read_headers(mut bytes: &[u8]) -> Option<Vec<(&str, &str)>> {
    let mut headers = Vec::new();
    while let Some((&length, rest)) = bytes.split_first() {
        let (name, rest) = rest.split_at_checked(usize::from(length))?;
        let ([STRING, high, low], rest) = rest.split_first_chunk()? else { return None };
        let (value, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
        headers.push((core::str::from_utf8(name).ok()?, core::str::from_utf8(value).ok()?));
        bytes = rest;
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;
    use crate::error::Code;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Source: frames that the decoders of AWS's SDKs take.
    #[test]
    fn frames_are_the_services_own_to_the_byte() {
        let mut out = Vec::new();
        initial_response(&mut out);
        assert_eq!(
            hex(&out),
            "0000004500000035a382cc730d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507\
             0010696e697469616c2d726573706f6e7365b7624dee"
        );
        out.clear();
        event("SubscribeToShardEvent", Protocol::Json, br#"{"Records":[]}"#, &mut out);
        let text = hex(&out);
        assert_eq!((out.len(), &text[..24], &text[234..]), (121, "000000790000005b6d59d5ab", "735b5733"));
        out.clear();
        exception(&Error::new(Code::ResourceInUse, "x"), Protocol::Json, &mut out);
        let text = hex(&out);
        assert_eq!((out.len(), &text[..24], &text[254..]), (131, "0000008300000064d9bbb06a", "e1ecdf10"));
    }

    #[test]
    fn payloads_are_in_the_protocol_of_the_request() {
        let mut out = Vec::new();
        exception(&Error::new(Code::ResourceInUse, "x"), Protocol::Cbor, &mut out);
        let frame = Frame::take(&mut &out[..]).unwrap();
        assert_eq!(frame.header(":content-type"), Some("application/cbor"));
        assert_eq!(frame.payload, b"\xa1\x67message\x61x");
    }

    #[test]
    fn frames_are_read_one_after_the_other_and_only_when_sound() {
        let mut out = Vec::new();
        initial_response(&mut out);
        event("E", Protocol::Json, b"{}", &mut out);
        let mut rest = &out[..];
        assert_eq!(Frame::take(&mut rest).unwrap().header(":event-type"), Some("initial-response"));
        let cut = Frame::take(&mut &rest[..rest.len() - 1]);
        assert_eq!(cut, None);
        for at in 0..rest.len() {
            let mut spoilt = rest.to_vec();
            spoilt[at] ^= 0x10;
            assert_eq!(Frame::take(&mut &spoilt[..]), None, "byte {at}");
        }
        assert_eq!(Frame::take(&mut rest).unwrap().payload, b"{}");
        assert!(rest.is_empty());
    }

    proptest! {
        #[test]
        fn never_panics_on_any_bytes(mut bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            Frame::take(&mut &bytes[..]);
            // The same with sound sums, so that what is behind them is looked at too.
            if 16 <= bytes.len() {
                let length = bytes.len() as u32;
                bytes[..4].copy_from_slice(&length.to_be_bytes());
                bytes[4..7].fill(0);
                let sum = crc32fast::hash(&bytes[..8]).to_be_bytes();
                bytes[8..12].copy_from_slice(&sum);
                let end = bytes.len() - 4;
                let sum = crc32fast::hash(&bytes[..end]).to_be_bytes();
                bytes[end..].copy_from_slice(&sum);
                Frame::take(&mut &bytes[..]);
            }
        }
    }
}
