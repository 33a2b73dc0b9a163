//! CBOR as RFC 8949 has it, read token by token: definite and indefinite lengths, tags passed over.

use super::number::Number;
use super::reader::{Container, SyntaxError, Text, Token, take};

const BREAK: u8 = 0xff;

pub(super) fn next_token<'a>(rest: &mut &'a mut [u8]) -> Result<Token<'a>, SyntaxError> {
    let mut head = Head::read(rest)?;
    while head.major == 6 {
        head = Head::read(rest)?; // a tag says only that the number after it is a time
    }
    let container = Container { remaining: head.argument, started: false };
    match head.major {
        0 => head.integer().map(Token::Number),
        1 => head.integer().map(|number| Token::Number(number.complement())),
        2 => string(rest, head).map(|bytes| Token::Bytes(bytes)),
        3 => string(rest, head).map(|raw| Token::Text(Text { raw, escaped: false })),
        4 => Ok(Token::List(container)),
        5 => Ok(Token::Map(container)),
        _ => simple(head),
    }
}

/// Whether another item or key follows; takes the end mark where there is one.
pub(super) fn has_next(rest: &mut &mut [u8], container: &mut Container) -> Result<bool, SyntaxError> {
    let Some(remaining) = &mut container.remaining else {
        let ended = *rest.first().ok_or(SyntaxError)? == BREAK;
        if ended {
            take(rest, 1)?;
        }
        return Ok(!ended);
    };
    let more = *remaining > 0;
    *remaining -= u64::from(more);
    Ok(more)
}

/// The first bytes of a data item.
struct Head {
    major: u8,
    info: u8,
    /// `None` for an indefinite length.
    argument: Option<u64>,
}

impl Head {
    fn read(rest: &mut &mut [u8]) -> Result<Self, SyntaxError> {
        let first = take(rest, 1)?[0];
        let (major, info) = (first >> 5, first & 0x1f);
        let argument = match info {
            0..=23 => Some(u64::from(info)),
            24..=27 => {
                let bytes = take(rest, 1 << (info - 24))?;
                Some(bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
            }
            31 if (2..=5).contains(&major) => None,
            _ => return Err(SyntaxError),
        };
        Ok(Self { major, info, argument })
    }

    fn integer(&self) -> Result<Number<'static>, SyntaxError> {
        let value = self.argument.ok_or(SyntaxError)?;
        Ok(Number::Integer(i64::try_from(value).unwrap_or(i64::MAX)))
    }
}

fn simple(head: Head) -> Result<Token<'static>, SyntaxError> {
    let bits = head.argument.ok_or(SyntaxError)?;
    match head.info {
        20 => Ok(Token::Boolean(false)),
        21 => Ok(Token::Boolean(true)),
        22 | 23 => Ok(Token::Null),
        25 => Ok(Token::Number(Number::Float(half(bits as u16)))),
        26 => Ok(Token::Number(Number::Float(f64::from(f32::from_bits(bits as u32))))),
        27 => Ok(Token::Number(Number::Float(f64::from_bits(bits)))),
        _ => Err(SyntaxError),
    }
}

/// A 16-bit float, as in RFC 8949 appendix D.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = (bits >> 10 & 0x1f, f64::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => mantissa / 16_777_216.0,
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (mantissa + 1_024.0) * f64::from(1_u32 << exponent) / 33_554_432.0,
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}

fn string<'a>(rest: &mut &'a mut [u8], head: Head) -> Result<&'a mut [u8], SyntaxError> {
    match head.argument {
        Some(length) => take(rest, usize::try_from(length).map_err(|_| SyntaxError)?),
        None => chunked_string(rest, head.major),
    }
}

/// Joins the chunks of an indefinite string by moving them together in place.
fn chunked_string<'a>(rest: &mut &'a mut [u8], major: u8) -> Result<&'a mut [u8], SyntaxError> {
    let body = core::mem::take(rest);
    let (mut from, mut to) = (0, 0);
    loop {
        let mut tail = &mut body[from..];
        let before = tail.len();
        if tail.first() == Some(&BREAK) {
            from += 1;
            break;
        }
        let head = Head::read(&mut tail)?;
        let length = head.argument.and_then(|length| usize::try_from(length).ok()).ok_or(SyntaxError)?;
        if head.major != major || tail.len() < length {
            return Err(SyntaxError);
        }
        from += before - tail.len();
        body.copy_within(from..from + length, to);
        (from, to) = (from + length, to + length);
    }
    let (read, unread) = body.split_at_mut(from);
    *rest = unread;
    Ok(&mut read[..to])
}

#[cfg(test)]
mod tests {
    use super::super::{Protocol, Reader};
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;
    use alloc::{format, vec};
    use proptest::prelude::*;

    /// The tokens of a body in one line.
    fn tokens(body: &[u8]) -> Result<String, SyntaxError> {
        let mut copy = body.to_vec();
        let mut reader = Reader::new(Protocol::Cbor, &mut copy);
        let text = value(&mut reader)?;
        reader.end()?;
        Ok(text)
    }

    fn value(reader: &mut Reader<'_>) -> Result<String, SyntaxError> {
        Ok(match reader.next_token()? {
            Token::Null => "null".into(),
            Token::Boolean(value) => format!("{value}"),
            Token::Number(number) => format!("{number:?}"),
            Token::Text(text) => format!("{:?}", text.into_str()?),
            Token::Bytes(bytes) => format!("{bytes:?}"),
            Token::List(mut list) => {
                let mut items = vec![];
                while reader.next_item(&mut list)? {
                    items.push(value(reader)?);
                }
                format!("[{}]", items.join(","))
            }
            Token::Map(mut map) => {
                let mut members = vec![];
                while let Some(key) = reader.next_key(&mut map)? {
                    members.push(format!("{key}:{}", value(reader)?));
                }
                format!("{{{}}}", members.join(","))
            }
        })
    }

    #[test]
    fn reads_every_form_of_rfc_8949() {
        for (body, expected) in [
            (&[0x17][..], "Integer(23)"),
            (&[0x19, 0x03, 0xe8], "Integer(1000)"),
            (&[0x38, 0x63], "Integer(-100)"),
            (&[0xf9, 0x3e, 0x00], "Float(1.5)"),
            (&[0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a], "Float(1.1)"),
            (&[0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0], "Integer(1363896240)"),
            (&[0xf4], "false"),
            (&[0xf6], "null"),
            (&[0x43, 1, 2, 3], "[1, 2, 3]"),
            (&[0x5f, 0x42, 1, 2, 0x41, 3, 0xff], "[1, 2, 3]"),
            (&[0x7f, 0x61, b'a', 0x62, b'b', b'c', 0xff], "\"abc\""),
            (&[0x82, 0x01, 0x80], "[Integer(1),[]]"),
            (&[0x9f, 0x01, 0x02, 0xff], "[Integer(1),Integer(2)]"),
            (&[0xbf, 0x61, b'a', 0xf5, 0xff], "{a:true}"),
            (&[0xa1, 0x61, b'a', 0x61, b'b'], "{a:\"b\"}"),
        ] {
            assert_eq!(tokens(body).as_deref(), Ok(expected), "{body:02x?}");
        }
    }

    #[test]
    fn refuses_what_is_cut_off_or_malformed() {
        for body in [
            &[][..],
            &[0x19, 0x03],
            &[0x62, b'a'],
            &[0x9f, 0x01],
            &[0xff],
            &[0x1f],
            &[0xa1, 0x01, 0x02],
            &[0x1c],
            &[0x01, 0x02],
            &[0x5f, 0x61, b'a', 0xff],
            &[0x61, 0xff],
            &[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(tokens(body), Err(SyntaxError), "{body:02x?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_on_any_bytes(body in any::<Vec<u8>>()) {
            let _ = tokens(&body);
        }
    }
}
