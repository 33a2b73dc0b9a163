//! Time zones as texts. The clock of an application is UTC: other zones are only read.

/// Abbreviations of RFC 822 and their offsets in hours.
const NAMES: [(&str, i64); 11] = [
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("UTC", 0),
    ("GMT", 0),
    ("UT", 0),
];

const MINUTE: i64 = 60_000;

/// Reads a zone at the begin of a text: its offset in milliseconds, and how long it is there. `Z`, `PST`, `GMT+1:00`, `-0800`,
/// `+01:30`, `+01`.
pub(super) fn parse(text: &str) -> Option<(i64, usize)> {
    for (name, hours) in NAMES {
        if text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name)) {
            let rest = &text[name.len()..];
            if let Some((offset, length)) = offset(rest).filter(|_| name == "GMT") {
                return Some((offset, name.len() + length));
            }
            return Some((hours * 60 * MINUTE, name.len()));
        }
    }
    if text.starts_with('Z') {
        return Some((0, 1));
    }
    offset(text)
}

/// A sign, hours of one or two digits, and perhaps minutes, with a colon or without.
fn offset(text: &str) -> Option<(i64, usize)> {
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = |from: usize| text.bytes().skip(from).take(4).take_while(u8::is_ascii_digit).count();
    let number = |from: usize, to: usize| text.get(from..to).and_then(|it| it.parse::<i64>().ok());
    let count = digits(1);
    let (hours, minutes, length) = match count {
        1 | 2 if text.as_bytes().get(1 + count) == Some(&b':') && digits(2 + count) >= 2 => {
            (number(1, 1 + count)?, number(2 + count, 4 + count)?, 4 + count)
        }
        1 | 2 => (number(1, 1 + count)?, 0, 1 + count),
        3 => (number(1, 2)?, number(2, 4)?, 4),
        4 => (number(1, 3)?, number(3, 5)?, 5),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some((sign * (hours * 60 + minutes) * MINUTE, length))
}
