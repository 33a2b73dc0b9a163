//! Numbers of JSON.

/// How long the number is that the bytes begin with; `None` where they begin with none.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(&bytes[at..]);
    if whole == 0 || (whole > 1 && bytes[at] == b'0') {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(&bytes[at + 1..]);
        at += 1 + fraction;
        if fraction == 0 {
            return None;
        }
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(bytes.get(at..)?);
        at += exponent;
        if exponent == 0 {
            return None;
        }
    }
    Some(at)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number where it is whole, is written as such, and fits.
#[cfg(feature = "columns")]
pub(crate) fn integer(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() > 18 {
        return text.parse().ok();
    }
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let add = |value: i64, byte: &u8| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'));
    let value = digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())?;
    Some(if negative { -value } else { value })
}

/// The nearest float.
#[cfg(feature = "columns")]
pub(crate) fn double(text: &str) -> Option<f64> {
    text.parse().ok()
}
