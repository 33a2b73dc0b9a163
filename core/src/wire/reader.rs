//! One pull reader over both protocols.

use core::mem;

use super::number::Number;
use super::{cbor_reader, json_reader};

/// The two forms in which a client may speak; the answer comes in the form of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `application/x-amz-json-1.1`.
    Json,
    /// `application/x-amz-cbor-1.1`.
    Cbor,
}

impl Protocol {
    /// The content type of requests and answers.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/x-amz-json-1.1",
            Self::Cbor => "application/x-amz-cbor-1.1",
        }
    }
}

/// The body is not well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError;

/// What stands next in the body.
#[derive(Debug)]
pub enum Token<'a> {
    /// Nothing: as if the member were absent.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number of either protocol.
    Number(Number<'a>),
    /// A string, not yet unescaped.
    Text(Text<'a>),
    /// A byte string, which only CBOR has.
    Bytes(&'a [u8]),
    /// The start of a list; go on with [`Reader::next_item`].
    List(Container),
    /// The start of a map; go on with [`Reader::next_key`].
    Map(Container),
}

impl<'a> Token<'a> {
    /// The string, where it is one.
    pub(super) fn into_text(self) -> Option<Text<'a>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// How far a list or map has been read.
#[derive(Debug)]
pub struct Container {
    /// What CBOR says is left; `None` where an end mark ends it.
    pub(super) remaining: Option<u64>,
    pub(super) started: bool,
}

/// A string as it stands in the body.
#[derive(Debug)]
pub struct Text<'a> {
    pub(super) raw: &'a mut [u8],
    pub(super) escaped: bool,
}

impl<'a> Text<'a> {
    /// The string, unescaped in place.
    pub fn into_str(self) -> Result<&'a str, SyntaxError> {
        utf8(self.into_bytes()?)
    }

    /// The string's bytes, unescaped in place, not yet known to be UTF-8.
    #[inline]
    pub fn into_bytes(self) -> Result<&'a mut [u8], SyntaxError> {
        if self.escaped { json_reader::unescape_in_place(self.raw) } else { Ok(self.raw) }
    }
}

/// Reads one body from front to back, without looking back and without allocating.
#[derive(Debug)]
pub struct Reader<'a> {
    protocol: Protocol,
    /// What is still to be read.
    rest: &'a mut [u8],
    depth: u32,
    /// Whether times are seconds even where they are CBOR integers.
    in_seconds: bool,
}

impl<'a> Reader<'a> {
    /// Deeper bodies are refused: no operation nests more than a handful of levels.
    const DEPTH_MAX: u32 = 64;

    /// A reader at the start of a body, which it may overwrite.
    pub fn new(protocol: Protocol, body: &'a mut [u8]) -> Self {
        Self { protocol, rest: body, depth: 0, in_seconds: false }
    }

    /// A reader to which CBOR integers that are times are seconds, as in RPC v2.
    pub fn in_seconds(mut self, in_seconds: bool) -> Self {
        self.in_seconds = in_seconds;
        self
    }

    /// Milliseconds since the epoch, where a number is a time.
    pub fn epoch_millis(&self, number: Number<'_>) -> i64 {
        match number {
            Number::Integer(secs) if self.in_seconds => secs.saturating_mul(1_000),
            number => number.epoch_millis(),
        }
    }

    /// Which protocol the body is in.
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// What is still to be read.
    pub fn rest(&self) -> &[u8] {
        self.rest
    }

    /// How much is still to be read.
    pub fn rest_bytes(&self) -> usize {
        self.rest.len()
    }

    /// The next value, or the start of it.
    #[inline]
    pub fn next_token(&mut self) -> Result<Token<'a>, SyntaxError> {
        let token = match self.protocol {
            Protocol::Json => json_reader::next_token(&mut self.rest),
            Protocol::Cbor => cbor_reader::next_token(&mut self.rest),
        }?;
        if matches!(token, Token::List(_) | Token::Map(_)) {
            self.depth += 1;
            if Self::DEPTH_MAX < self.depth {
                return Err(SyntaxError);
            }
        }
        Ok(token)
    }

    /// Whether another item of the list follows; false also leaves the list.
    pub fn next_item(&mut self, list: &mut Container) -> Result<bool, SyntaxError> {
        let more = match self.protocol {
            Protocol::Json => json_reader::has_next(&mut self.rest, list, b']'),
            Protocol::Cbor => cbor_reader::has_next(&mut self.rest, list),
        }?;
        self.depth -= u32::from(!more);
        Ok(more)
    }

    /// The next key of the map; `None` at its end, which also leaves the map.
    pub fn next_key(&mut self, map: &mut Container) -> Result<Option<&'a str>, SyntaxError> {
        self.next_name(map)?.map(utf8).transpose()
    }

    /// The same, not yet known to be UTF-8: whoever finds it equal to a name knows.
    #[inline]
    pub fn next_name(&mut self, map: &mut Container) -> Result<Option<&'a [u8]>, SyntaxError> {
        let more = match self.protocol {
            Protocol::Json => json_reader::has_next(&mut self.rest, map, b'}'),
            Protocol::Cbor => cbor_reader::has_next(&mut self.rest, map),
        }?;
        if !more {
            self.depth -= 1;
            return Ok(None);
        }
        let name = match self.protocol {
            Protocol::Json => json_reader::name(&mut self.rest)?,
            Protocol::Cbor => cbor_reader::next_token(&mut self.rest)?.into_text().ok_or(SyntaxError)?,
        };
        Ok(Some(name.into_bytes()?))
    }

    /// Passes over a member whose name nobody knows, and its value, whose first token was read.
    pub fn skip_member(&mut self, name: &[u8], token: Token<'a>) -> Result<(), SyntaxError> {
        utf8(name)?;
        self.skip(token)
    }

    /// Passes over the rest of a value whose first token was read; O(its length), depth bounded.
    pub fn skip(&mut self, token: Token<'a>) -> Result<(), SyntaxError> {
        match token {
            Token::List(mut list) => {
                while self.next_item(&mut list)? {
                    let item = self.next_token()?;
                    self.skip(item)?;
                }
            }
            Token::Map(mut map) => {
                while self.next_key(&mut map)?.is_some() {
                    let value = self.next_token()?;
                    self.skip(value)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Nothing but white space may follow the one value of a body.
    pub fn end(&mut self) -> Result<(), SyntaxError> {
        if self.protocol == Protocol::Json {
            json_reader::skip_white_space(&mut self.rest);
        }
        if self.rest.is_empty() { Ok(()) } else { Err(SyntaxError) }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, SyntaxError> {
    core::str::from_utf8(bytes).map_err(|_| SyntaxError)
}

/// Cuts the first `count` bytes off what is still to be read.
#[inline]
pub(super) fn take<'a>(rest: &mut &'a mut [u8], count: usize) -> Result<&'a mut [u8], SyntaxError> {
    let (head, tail) = mem::take(rest).split_at_mut_checked(count).ok_or(SyntaxError)?;
    *rest = tail;
    Ok(head)
}
