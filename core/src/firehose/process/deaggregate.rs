//! One record that is several: JSON documents one behind the other, or parts between delimiters.

use alloc::vec::Vec;

use serde::de::IgnoredAny;

/// Parts that a record may be split into; one of more stays whole. Source: the developer guide.
const PARTS_MAX: usize = 500;

/// The JSON documents of a record, without the white space between them. A record that is not made of such stays whole.
pub(in crate::firehose) fn json(record: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut documents = serde_json::Deserializer::from_slice(record).into_iter::<IgnoredAny>();
    let mut from = 0;
    loop {
        match documents.next() {
            Some(Ok(_)) => {
                let to = documents.byte_offset();
                parts.push(record[from..to].trim_ascii());
                from = to;
            }
            Some(Err(_)) => return [record].into(),
            None => return whole_if_too_many(record, parts),
        }
    }
}

/// What stands between the delimiters of a record.
pub(in crate::firehose) fn delimited<'r>(record: &'r [u8], delimiter: &[u8]) -> Vec<&'r [u8]> {
    if delimiter.is_empty() {
        return [record].into();
    }
    let (mut parts, mut from) = (Vec::new(), 0);
    for at in memchr::memmem::find_iter(record, delimiter) {
        parts.push(&record[from..at]);
        from = at + delimiter.len();
    }
    parts.push(&record[from..]);
    parts.retain(|part| !part.is_empty());
    whole_if_too_many(record, parts)
}

fn whole_if_too_many<'r>(record: &'r [u8], parts: Vec<&'r [u8]>) -> Vec<&'r [u8]> {
    if PARTS_MAX < parts.len() { [record].into() } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Vec<&[u8]>, expected: &[&str]) {
        let found: Vec<_> = found.into_iter().map(|part| core::str::from_utf8(part).unwrap()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn documents_stand_side_by_side_or_on_lines() {
        check(json(br#"{"a":1}{"b":"}{"}"#), &[r#"{"a":1}"#, r#"{"b":"}{"}"#]);
        check(json(b"{\"a\":1}\n\n {\"b\":2}\r\n"), &[r#"{"a":1}"#, r#"{"b":2}"#]);
        check(json(b"{\"a\":1"), &["{\"a\":1"]);
        check(json(b""), &[]);
        let many = "{}".repeat(501);
        check(json(many.as_bytes()), &[&many]);
        assert_eq!(json(&many.as_bytes()[2..]).len(), 500);
    }

    #[test]
    fn parts_stand_between_delimiters() {
        check(delimited(b"a####b####", b"####"), &["a", "b"]);
        check(delimited(b"ab", b"####"), &["ab"]);
        check(delimited(b"####", b"####"), &[]);
        check(delimited(b"ab", b""), &["ab"]);
    }
}
