//! Which bytes of an object are asked for.

use core::ops::Range;

use super::super::refusal::Refusal;

/// The bytes that a `Range` header names of an object of this length; all where it says nothing that we know.
pub(super) fn of(header: Option<&str>, length: usize) -> Result<Option<Range<usize>>, Refusal> {
    let Some((from, to)) = header.and_then(|header| header.strip_prefix("bytes=")?.split_once('-')) else {
        return Ok(None);
    };
    let number = |text: &str| text.parse::<usize>().ok();
    let range = match (number(from), number(to)) {
        (Some(from), _) if length <= from => return Err(Refusal::invalid_range()),
        (Some(from), Some(to)) if from <= to => from..length.min(to + 1),
        (Some(from), None) if to.is_empty() => from..length,
        (None, Some(0)) if from.is_empty() => return Err(Refusal::invalid_range()),
        (None, Some(last)) if from.is_empty() => length.saturating_sub(last)..length,
        _ => return Ok(None),
    };
    Ok(Some(range))
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
            ("bytes=-0", Err(Refusal::invalid_range())),
            ("bytes=5-4", Ok(None)),
            ("lines=1-2", Ok(None)),
        ] {
            assert_eq!(of(Some(header), 10), expected, "{header}");
        }
        assert_eq!(of(None, 10), Ok(None));
    }
}
