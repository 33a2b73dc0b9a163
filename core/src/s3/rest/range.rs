//! Which bytes of an object are asked for.

use core::ops::Range;

use super::super::refusal::Refusal;

/// The bytes that a `Range` header names of an object of this length, which are one at least; all where it says nothing that
/// we know.
pub(super) fn of(header: Option<&str>, length: usize) -> Result<Option<Range<usize>>, Refusal> {
    let Some((from, to)) = header.and_then(|header| header.strip_prefix("bytes=")?.split_once('-')) else {
        return Ok(None);
    };
    let range = match (bytes(from), bytes(to)) {
        (Some(from), Some(to)) if from <= to => from..to.saturating_add(1),
        (Some(from), None) if to.is_empty() => from..u64::MAX,
        (None, Some(last)) if from.is_empty() => (length as u64).saturating_sub(last)..u64::MAX,
        _ => return Ok(None),
    };
    let within = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(length);
    let range = within(range.start)..within(range.end);
    if range.is_empty() { Err(Refusal::invalid_range()) } else { Ok(Some(range)) }
}

/// A number of digits alone; more than there can be are as many as there can be.
fn bytes(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_from_the_start_to_the_end_or_the_last() {
        for (header, expected) in [
            ("bytes=0-3", Ok(Some(0..4))),
            ("bytes=4-", Ok(Some(4..10))),
            ("bytes=4-99", Ok(Some(4..10))),
            ("bytes=-3", Ok(Some(7..10))),
            ("bytes=-99", Ok(Some(0..10))),
            ("bytes=10-", Err(Refusal::invalid_range())),
            ("bytes=10-12", Err(Refusal::invalid_range())),
            ("bytes=-0", Err(Refusal::invalid_range())),
            ("bytes=5-18446744073709551615", Ok(Some(5..10))),
            ("bytes=5-99999999999999999999", Ok(Some(5..10))),
            ("bytes=99999999999999999999-", Err(Refusal::invalid_range())),
            ("bytes=-99999999999999999999", Ok(Some(0..10))),
            ("bytes=+1-2", Ok(None)),
            ("bytes=-", Ok(None)),
            ("bytes=5-4", Ok(None)),
            ("lines=1-2", Ok(None)),
        ] {
            assert_eq!(of(Some(header), 10), expected, "{header}");
        }
        assert_eq!(of(None, 10), Ok(None));
    }

    #[test]
    fn whatever_is_asked_for_lies_in_the_object_and_is_something() {
        for length in 0..4 {
            for from in ["", "0", "1", "2", "3", "4", "18446744073709551615"] {
                for to in ["", "0", "1", "2", "3", "4", "18446744073709551615"] {
                    if let Ok(Some(range)) = of(Some(&alloc::format!("bytes={from}-{to}")), length) {
                        assert!(range.start < range.end && range.end <= length, "{from}-{to} of {length}");
                    }
                }
            }
        }
    }
}
