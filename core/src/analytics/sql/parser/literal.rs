//! Strings, numbers and other values that are written down.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::complaint::STRING;
use super::name::unquoted;
use super::{Failed, Parse, Parser};
use crate::analytics::sql::ast::Literal;
use crate::analytics::sql::span::Span;
use crate::analytics::sql::token::Kind;
use crate::analytics::sql_type::PRECISION_MAX;
use crate::analytics::value::Decimal;

/// What 9223372036854775807 is below: a minus before it makes the least BIGINT.
const INTEGER_MAX: u64 = 1 << 63;

impl Parser<'_> {
    /// Reads `NULL` and the like.
    pub(super) fn constant(&mut self, upper: &str) -> Option<Literal> {
        let literal = match upper {
            "NULL" => Literal::Null,
            "TRUE" => Literal::Boolean(true),
            "FALSE" => Literal::Boolean(false),
            "UNKNOWN" => Literal::Unknown,
            _ => return None,
        };
        self.advance();
        Some(literal)
    }

    /// Reads a text in single quotes.
    pub(super) fn string(&mut self) -> Parse<String> {
        if self.kind(0) != Some(Kind::String) {
            self.note(STRING);
            return self.unexpected();
        }
        let span = self.span();
        match self.string_literal()? {
            Literal::Text(text) => Ok(text),
            _ => self.fail(span, "a text is expected, not bytes", "leave out the X before it"),
        }
    }

    /// Reads a text, a text with escapes or bytes.
    pub(super) fn string_literal(&mut self) -> Parse<Literal> {
        let (span, spelling) = (self.span(), self.spelling());
        self.advance();
        match spelling.as_bytes()[0] {
            b'u' | b'U' => self.unicode(span, &unquoted(&spelling[2..], '\'')).map(Literal::Text),
            b'x' | b'X' => self.bytes(span, &unquoted(&spelling[1..], '\'')).map(Literal::Binary),
            _ => Ok(Literal::Text(unquoted(spelling, '\''))),
        }
    }

    fn bytes(&mut self, span: Span, digits: &str) -> Parse<Vec<u8>> {
        let nibbles: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
        match nibbles {
            Some(nibbles) if nibbles.len() % 2 == 0 => {
                Ok(nibbles.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect())
            }
            _ => self.fail(span, "bytes are an even number of hexadecimal digits", "for example X'3F67'"),
        }
    }

    fn unicode(&mut self, span: Span, text: &str) -> Parse<String> {
        let escape = if self.eat("UESCAPE") { self.escape_character()? } else { '\\' };
        match unescaped(text, escape) {
            Some(text) => Ok(text),
            None => {
                let hint =
                    format!("write four hexadecimal digits behind {escape}, or {escape} twice for itself");
                self.error(span, "an escape does not name a character".into(), Some(hint));
                Err(Failed)
            }
        }
    }

    fn escape_character(&mut self) -> Parse<char> {
        let span = self.span();
        let text = self.string()?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) if !(c.is_ascii_hexdigit() || c.is_whitespace() || "+'\"".contains(c)) => Ok(c),
            _ => {
                let hint = "take one that is no hexadecimal digit, blank, quote or plus, for example '!'";
                self.fail(span, "what escapes is one character", hint)
            }
        }
    }

    pub(super) fn number(&mut self) -> Parse<Literal> {
        let (span, spelling) = (self.span(), self.spelling());
        self.advance();
        if spelling.contains(['e', 'E']) {
            return self.approximate(span, spelling);
        }
        match spelling.split_once('.') {
            Some((whole, fraction)) => self.decimal(span, whole, fraction),
            None => self.integer(span, spelling),
        }
    }

    fn integer(&mut self, span: Span, digits: &str) -> Parse<Literal> {
        match digits.parse() {
            Ok(number) if number <= INTEGER_MAX => Ok(Literal::Integer(number)),
            _ => {
                let hint = "write it with an exponent, as 1e19, if it need not be exact";
                self.fail(span, "a whole number is 9223372036854775807 at most", hint)
            }
        }
    }

    fn decimal(&mut self, span: Span, whole: &str, fraction: &str) -> Parse<Literal> {
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let precision = usize::from(PRECISION_MAX);
        if digits.len() > precision || fraction.len() > precision {
            let message = format!("a number with a decimal point has {precision} digits at most");
            self.error(span, message, Some("write it with an exponent if it need not be exact".into()));
            return Err(Failed);
        }
        let unscaled = digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        Ok(Literal::Decimal(Decimal { unscaled, scale: fraction.len() as u8 }))
    }

    fn approximate(&mut self, span: Span, spelling: &str) -> Parse<Literal> {
        match spelling.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Literal::Double(number)),
            _ => self.fail(
                span,
                "this number is too large for a DOUBLE",
                "1.7976931348623157e308 is the largest",
            ),
        }
    }
}

/// A text with its escapes as characters; nothing if one of them is none.
fn unescaped(text: &str, escape: char) -> Option<String> {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != escape {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        let after = rest.as_str();
        if after.starts_with(escape) {
            rest.next();
            units.extend(escape.encode_utf16(&mut [0; 2]).iter());
        } else {
            let digits =
                after.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            units.push(u16::from_str_radix(digits, 16).ok()?);
            rest = after[4..].chars();
        }
    }
    // Characters beyond the first 65,536 are two escapes.
    String::from_utf16(&units).ok()
}
