//! Strings of JSON.

/// A byte in each place of a word.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// How many bytes come before the first quote, backslash or control character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        if has_special(u64::from_le_bytes(*word)) {
            return index * 8 + bytewise(word);
        }
    }
    bytes.len() - rest.len() + bytewise(rest)
}

/// Eight bytes at a time: a zero byte is found by borrowing from it.
fn has_special(word: u64) -> bool {
    let zero = |word: u64| word.wrapping_sub(each(1)) & !word & each(0x80);
    let control = word.wrapping_sub(each(0x20)) & !word & each(0x80);
    (zero(word ^ each(b'"')) | zero(word ^ each(b'\\')) | control) != 0
}

fn bytewise(bytes: &[u8]) -> usize {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    bytes.iter().position(is_special).unwrap_or(bytes.len())
}

/// Writes the rest of a string up to its closing quote; how many bytes that took, with the quote.
pub(super) fn unescape(text: &str, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let plain = plain_length(&bytes[at..]);
        out.push_str(&text[at..at + plain]);
        at += plain;
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 1 + escape(bytes.get(at + 1..)?, out)?,
            _ => return None,
        }
    }
}

/// One escape behind its backslash; how long it is.
fn escape(bytes: &[u8], out: &mut String) -> Option<usize> {
    let plain = match bytes.first()? {
        sign @ (b'"' | b'\\' | b'/') => char::from(*sign),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(&bytes[1..], out).map(|length| length + 1),
        _ => return None,
    };
    out.push(plain);
    Some(1)
}

/// Four hexadecimal digits, or twice that for a pair; half a pair alone has no place in UTF-8 and is replaced.
fn unicode(bytes: &[u8], out: &mut String) -> Option<usize> {
    let first = hex(bytes)?;
    if (0xd800..0xdc00).contains(&first) && bytes.get(4..6) == Some(b"\\u") {
        let second = hex(&bytes[6..])?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            out.push(char::from_u32(code)?);
            return Some(10);
        }
    }
    out.push(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(4)
}

fn hex(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.get(..4)?;
    digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
}
