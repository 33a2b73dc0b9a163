//! JSON as RFC 8259 has it, read token by token.

use super::number::Number;
use super::reader::{Container, SyntaxError, Text, Token, take};

#[inline]
pub(super) fn next_token<'a>(rest: &mut &'a mut [u8]) -> Result<Token<'a>, SyntaxError> {
    skip_white_space(rest);
    match *rest.first().ok_or(SyntaxError)? {
        b'"' => string(rest).map(Token::Text),
        b'{' => open(rest).map(Token::Map),
        b'[' => open(rest).map(Token::List),
        b'-' | b'0'..=b'9' => number(rest).map(Token::Number),
        b't' => word(rest, b"true").map(|()| Token::Boolean(true)),
        b'f' => word(rest, b"false").map(|()| Token::Boolean(false)),
        b'n' => word(rest, b"null").map(|()| Token::Null),
        _ => Err(SyntaxError),
    }
}

/// Whether another item or key follows before `end`; takes the comma or the end.
#[inline]
pub(super) fn has_next(
    rest: &mut &mut [u8],
    container: &mut Container,
    end: u8,
) -> Result<bool, SyntaxError> {
    skip_white_space(rest);
    let next = *rest.first().ok_or(SyntaxError)?;
    if next == end {
        take(rest, 1)?;
        return Ok(false);
    }
    if container.started {
        if next != b',' {
            return Err(SyntaxError);
        }
        take(rest, 1)?;
    }
    container.started = true;
    Ok(true)
}

/// The name of a member, and the colon after it.
#[inline]
pub(super) fn name<'a>(rest: &mut &'a mut [u8]) -> Result<Text<'a>, SyntaxError> {
    skip_white_space(rest);
    if rest.first() != Some(&b'"') {
        return Err(SyntaxError);
    }
    let name = string(rest)?;
    skip_white_space(rest);
    word(rest, b":")?;
    Ok(name)
}

#[inline]
pub(super) fn skip_white_space(rest: &mut &mut [u8]) {
    if rest.first().is_some_and(|&byte| byte > b' ') {
        return; // as nearly always: clients write none
    }
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
    if blanks > 0 {
        *rest = &mut core::mem::take(rest)[blanks..];
    }
}

fn open(rest: &mut &mut [u8]) -> Result<Container, SyntaxError> {
    take(rest, 1)?;
    Ok(Container { remaining: None, started: false })
}

fn word(rest: &mut &mut [u8], word: &[u8]) -> Result<(), SyntaxError> {
    if take(rest, word.len())? == word { Ok(()) } else { Err(SyntaxError) }
}

fn string<'a>(rest: &mut &'a mut [u8]) -> Result<Text<'a>, SyntaxError> {
    take(rest, 1)?;
    let (length, escaped) = match short_length(rest) {
        Some(length) => (length, false),
        None => long_length(rest)?,
    };
    let raw = take(rest, length)?;
    take(rest, 1)?;
    Ok(Text { raw, escaped })
}

/// The length of a string of fewer than 16 bytes without escapes, as names and many keys are: found in two words, for
/// less than the call of `memchr` costs.
#[inline]
fn short_length(text: &[u8]) -> Option<usize> {
    for (index, eight) in text.as_chunks::<8>().0.iter().take(2).enumerate() {
        let word = u64::from_le_bytes(*eight);
        let marks = lowest_equal(word, b'"') | lowest_equal(word, b'\\');
        if marks != 0 {
            let at = index * 8 + marks.trailing_zeros() as usize / 8;
            return (text[at] == b'"').then_some(at);
        }
    }
    None
}

/// Marks the lowest byte that equals this one by its top bit, and perhaps some above it.
fn lowest_equal(word: u64, byte: u8) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let zero_where_equal = word ^ (EACH * u64::from(byte));
    zero_where_equal.wrapping_sub(EACH) & !zero_where_equal & (EACH << 7)
}

/// The length of any string, and whether there are escapes in it.
fn long_length(text: &[u8]) -> Result<(usize, bool), SyntaxError> {
    let (mut length, mut escaped) = (0, false);
    loop {
        length += memchr::memchr2(b'"', b'\\', text.get(length..).ok_or(SyntaxError)?).ok_or(SyntaxError)?;
        if text[length] == b'"' {
            return Ok((length, escaped));
        }
        escaped = true;
        length += 2;
    }
}

fn number<'a>(rest: &mut &'a mut [u8]) -> Result<Number<'a>, SyntaxError> {
    let length =
        rest.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
    let text = core::str::from_utf8(take(rest, length)?).map_err(|_| SyntaxError)?;
    if is_number(text.as_bytes()) { Ok(Number::Json(text)) } else { Err(SyntaxError) }
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(text);
    if whole == 0 || whole > 1 && text[0] == b'0' {
        return false;
    }
    let mut text = &text[whole..];
    if let Some(fraction) = text.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        text = &fraction[count..];
    }
    if let Some(exponent) = text.strip_prefix(b"e").or(text.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    text.is_empty()
}

/// Replaces escapes by what they stand for; the result is never longer than the source.
pub(super) fn unescape_in_place(raw: &mut [u8]) -> Result<&mut [u8], SyntaxError> {
    let (mut from, mut to) = (0, 0);
    while from < raw.len() {
        if raw[from] != b'\\' {
            raw[to] = raw[from];
            (from, to) = (from + 1, to + 1);
            continue;
        }
        let (character, length) = escape(&raw[from..])?;
        to += character.encode_utf8(&mut raw[to..]).len();
        from += length;
    }
    Ok(&mut raw[..to])
}

/// The character that an escape stands for, and how many bytes the escape has.
fn escape(text: &[u8]) -> Result<(char, usize), SyntaxError> {
    let simple = match *text.get(1).ok_or(SyntaxError)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return Err(SyntaxError),
    };
    Ok((simple, 2))
}

fn unicode_escape(text: &[u8]) -> Result<(char, usize), SyntaxError> {
    let high = hex4(text, 2)?;
    if let Some(character) = char::from_u32(high) {
        return Ok((character, 6));
    }
    let paired = high < 0xdc00 && text.get(6..8) == Some(b"\\u");
    let low = if paired { hex4(text, 8)? } else { 0 };
    match low {
        // A lone half of a surrogate pair has no UTF-8 form; like the service's parser we print U+FFFD.
        0xdc00..=0xdfff => {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            Ok((char::from_u32(code).ok_or(SyntaxError)?, 12))
        }
        _ => Ok((char::REPLACEMENT_CHARACTER, 6)),
    }
}

fn hex4(text: &[u8], at: usize) -> Result<u32, SyntaxError> {
    let digits = text.get(at..at + 4).ok_or(SyntaxError)?;
    digits
        .iter()
        .try_fold(0, |value, &digit| Ok(value << 4 | char::from(digit).to_digit(16).ok_or(SyntaxError)?))
}

#[cfg(test)]
mod tests {
    use super::super::{Protocol, Reader};
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    /// Whether our reader takes the body, which must be what serde_json says of it.
    fn reads(body: &[u8]) -> bool {
        let mut copy = body.to_vec();
        let mut reader = Reader::new(Protocol::Json, &mut copy);
        let whole = (|| {
            let token = reader.next_token()?;
            reader.skip(token)?;
            reader.end()
        })();
        whole.is_ok()
    }

    fn unescaped(text: &str) -> Option<String> {
        let mut copy = text.as_bytes().to_vec();
        let Ok(Token::Text(text)) = Reader::new(Protocol::Json, &mut copy).next_token() else { return None };
        text.into_str().ok().map(String::from)
    }

    #[test]
    fn takes_what_is_json_and_nothing_else() {
        for body in [
            "{}",
            " { \"a\" : [ 1 , -0.5e+3 , true , false , null , \"x\" ] } ",
            "[]",
            "[[]]",
            "0",
            "\"\"",
            "-1",
            "1E2",
            "",
            "{",
            "}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "tru",
            "nul",
            "\"",
            "\"\\\"",
            "{} {}",
            "1 x",
            "[}",
            "{]",
            "+1",
            "{\"a\":1 \"b\":2}",
            "'a'",
        ] {
            let oracle = serde_json::from_str::<serde_json::Value>(body).is_ok();
            assert_eq!(reads(body.as_bytes()), oracle, "{body}");
        }
        let deep = |levels| ["[".repeat(levels), "]".repeat(levels)].concat();
        assert!(reads(deep(64).as_bytes()));
        assert!(!reads(deep(65).as_bytes()), "deeper than any operation");
    }

    #[test]
    fn escapes_are_replaced_in_place() {
        for (text, expected) in [
            (r#""a\"\\\/\b\f\n\r\tz""#, Some("a\"\\/\u{8}\u{c}\n\r\tz")),
            (r#""\u0041\u00fc\u20ac\ud83d\ude00!""#, Some("Aü€😀!")),
            (r#""\ud83d""#, Some("\u{fffd}")),
            (r#""\ud83dx""#, Some("\u{fffd}x")),
            (r#""\x""#, None),
            (r#""\u00g0""#, None),
        ] {
            assert_eq!(unescaped(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_on_any_bytes(body in any::<Vec<u8>>()) {
            reads(&body);
        }

        #[test]
        fn reads_every_string_that_serde_json_writes(text in any::<String>()) {
            prop_assert_eq!(unescaped(&serde_json::to_string(&text).unwrap()), Some(text));
        }
    }
}
