//! One writer over both protocols.

use alloc::vec::Vec;

use super::reader::Protocol;
use super::{base64, cbor_writer, json_writer};
use crate::ids::{SequenceDigits, SequenceNumber, SubscriptionId};
use crate::time::Instant;

/// How many items or members follow; CBOR writes it, JSON does not need it.
pub type Size = usize;

/// The name of a member, ready for both protocols; [`key`] makes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// With what stands around it in JSON.
    pub(crate) json: &'static str,
}

/// The [`Key`] of a literal name.
macro_rules! key {
    ($name:literal) => {
        crate::wire::Key { name: $name, json: concat!(",\"", $name, "\":") }
    };
}

pub(crate) use key;

/// Writes an answer straight to bytes: call the methods in the order of the text.
#[derive(Debug)]
pub struct Writer {
    protocol: Protocol,
    out: Vec<u8>,
    digits: SequenceDigits,
    subscription: Option<SubscriptionId>,
    /// Whether times are seconds in CBOR too.
    in_seconds: bool,
}

impl Writer {
    /// Most answers fit, the one about a record too.
    const ROOM: usize = 192;

    /// An empty answer.
    pub fn new(protocol: Protocol) -> Self {
        Self {
            protocol,
            out: Vec::with_capacity(Self::ROOM),
            digits: SequenceDigits::default(),
            subscription: None,
            in_seconds: false,
        }
    }

    /// A writer to which times are seconds in CBOR too, as in RPC v2.
    pub fn in_seconds(mut self, in_seconds: bool) -> Self {
        self.in_seconds = in_seconds;
        self
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Says that the answer goes on with the events of a subscription.
    pub(crate) fn go_on_with(&mut self, id: SubscriptionId) {
        self.subscription = Some(id);
    }

    /// The subscription whose events the answer goes on with, if it does.
    pub fn subscription(&self) -> Option<&SubscriptionId> {
        self.subscription.as_ref()
    }

    /// How many bytes were written.
    pub fn written_bytes(&self) -> usize {
        self.out.len()
    }

    /// Makes room, so that a large answer is not moved while it grows.
    pub fn reserve(&mut self, bytes: usize) {
        self.out.reserve(bytes);
    }

    /// Starts a map of `size` members.
    pub fn start_map(&mut self, size: Size) {
        match self.protocol {
            Protocol::Json => self.out.push(b'{'),
            Protocol::Cbor => cbor_writer::head(&mut self.out, 5, size as u64),
        }
    }

    /// Writes the name of the member whose value comes next.
    pub fn key(&mut self, name: &str) {
        match self.protocol {
            Protocol::Json => json_writer::key(&mut self.out, name),
            Protocol::Cbor => self.text(name),
        }
    }

    /// The same for a name that was known when this was compiled.
    #[inline]
    pub(crate) fn ready_key(&mut self, key: Key) {
        match self.protocol {
            Protocol::Json => json_writer::ready_key(&mut self.out, key.json),
            Protocol::Cbor => self.text(key.name),
        }
    }

    /// Ends the map.
    pub fn end_map(&mut self) {
        if self.protocol == Protocol::Json {
            self.out.push(b'}');
        }
    }

    /// Starts a list of `size` items.
    pub fn start_list(&mut self, size: Size) {
        match self.protocol {
            Protocol::Json => self.out.push(b'['),
            Protocol::Cbor => cbor_writer::head(&mut self.out, 4, size as u64),
        }
    }

    /// Says that an item of a list comes next.
    pub fn item(&mut self) {
        if self.protocol == Protocol::Json && self.out.last() != Some(&b'[') {
            self.out.push(b',');
        }
    }

    /// Ends the list.
    pub fn end_list(&mut self) {
        if self.protocol == Protocol::Json {
            self.out.push(b']');
        }
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.known_text(text.as_bytes());
    }

    /// A string as bytes that came in as a `str`: a log full of keys need not be checked again at every read.
    #[inline]
    pub(crate) fn known_text(&mut self, text: &[u8]) {
        debug_assert!(core::str::from_utf8(text).is_ok());
        match self.protocol {
            Protocol::Json => json_writer::text(&mut self.out, text),
            Protocol::Cbor => cbor_writer::text(&mut self.out, text),
        }
    }

    /// A string that needs no escapes, such as a name of the service: sparing the search for them.
    pub fn plain_text(&mut self, text: &str) {
        self.plain_bytes(text.as_bytes());
    }

    /// A string of letters, digits and dashes that never was a `str`; its length is part of its type, so that it is
    /// copied by a few words.
    #[inline]
    pub fn ascii<const LENGTH: usize>(&mut self, text: &[u8; LENGTH]) {
        debug_assert!(text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-'));
        self.plain_bytes(text);
    }

    /// A sequence number, as text.
    pub fn sequence_number(&mut self, number: SequenceNumber) {
        match self.digits.of_record(number) {
            Some(digits) => self.ascii(&digits),
            None => self.plain_bytes(number.write_ascii(&mut [0; SequenceNumber::DIGITS_MAX])),
        }
    }

    #[inline(always)]
    fn plain_bytes(&mut self, text: &[u8]) {
        match self.protocol {
            Protocol::Json => {
                self.out.push(b'"');
                self.out.extend_from_slice(text);
                self.out.push(b'"');
            }
            Protocol::Cbor => cbor_writer::text(&mut self.out, text),
        }
    }

    /// A value that is JSON already, in an answer that is JSON.
    pub fn json(&mut self, text: &str) {
        debug_assert!(self.protocol == Protocol::Json);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A blob: base64 in JSON, bytes in CBOR.
    pub fn blob(&mut self, bytes: &[u8]) {
        match self.protocol {
            Protocol::Json => {
                self.out.push(b'"');
                base64::encode_into(bytes, &mut self.out);
                self.out.push(b'"');
            }
            Protocol::Cbor => {
                cbor_writer::head(&mut self.out, 2, bytes.len() as u64);
                self.out.extend_from_slice(bytes);
            }
        }
    }

    /// An integer.
    pub fn integer(&mut self, value: i64) {
        match self.protocol {
            Protocol::Json => json_writer::integer(&mut self.out, value),
            Protocol::Cbor => cbor_writer::integer(&mut self.out, value),
        }
    }

    /// A number that need not be whole: to six places in JSON, a float in CBOR.
    pub fn quotient(&mut self, dividend: u64, divisor: u64) {
        match self.protocol {
            Protocol::Json => json_writer::quotient(&mut self.out, dividend, divisor),
            Protocol::Cbor => cbor_writer::float(&mut self.out, dividend as f64 / divisor as f64),
        }
    }

    /// A number by its decimal text.
    pub fn number(&mut self, text: &str) {
        match self.protocol {
            Protocol::Json => self.out.extend_from_slice(text.as_bytes()),
            Protocol::Cbor => cbor_writer::float(&mut self.out, text.parse().unwrap_or_default()),
        }
    }

    /// True or false.
    pub fn boolean(&mut self, value: bool) {
        match self.protocol {
            Protocol::Json => self.out.extend_from_slice(if value { b"true" } else { b"false" }),
            Protocol::Cbor => self.out.push(if value { 0xf5 } else { 0xf4 }),
        }
    }

    /// A time: seconds with a fraction in JSON; in CBOR tag 1 over whole milliseconds, never a float, or in RPC v2 over
    /// seconds.
    pub fn timestamp(&mut self, at: Instant) {
        match self.protocol {
            Protocol::Json => json_writer::epoch_secs(&mut self.out, at.total_millis()),
            Protocol::Cbor => {
                cbor_writer::head(&mut self.out, 6, 1);
                if self.in_seconds {
                    cbor_writer::float(&mut self.out, at.total_millis() as f64 / 1_000.0);
                } else {
                    cbor_writer::integer(&mut self.out, at.total_millis());
                }
            }
        }
    }
}
