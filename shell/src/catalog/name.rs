//! How the AWS CLI spells names.

/// `StreamARN` as `stream-arn`. Source: botocore `xform_name`, two passes that do not look back.
pub(crate) fn kebab(name: &str) -> String {
    let words = hyphenate(name, |at, letters| {
        let is_word = letters.get(at + 1)?.is_ascii_uppercase() && letters.get(at + 2)?.is_ascii_lowercase();
        let rest = &letters[at + 2..];
        is_word.then(|| 2 + rest.iter().take_while(|letter| letter.is_ascii_lowercase()).count())
    });
    let parts = hyphenate(&words, |at, letters| {
        let is_low = letters[at].is_ascii_lowercase() || letters[at].is_ascii_digit();
        (is_low && letters.get(at + 1)?.is_ascii_uppercase()).then_some(2)
    });
    parts.to_ascii_lowercase()
}

/// Puts a hyphen behind the first letter of each stretch that is found, and goes on after the stretch.
fn hyphenate(name: &str, find: impl Fn(usize, &[u8]) -> Option<usize>) -> String {
    let letters = name.as_bytes();
    let mut parts = String::new();
    let mut at = 0;
    while at < letters.len() {
        let length = find(at, letters);
        parts.push(letters[at].into());
        if length.is_some() {
            parts.push('-');
        }
        let stretch = length.unwrap_or(1);
        parts.extend(letters[at + 1..at + stretch].iter().map(|letter| char::from(*letter)));
        at += stretch;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn names_are_spelled_as_the_aws_cli_spells_them() {
        let names = "StreamARN ShardIteratorType MaxRecordSizeInKiB WarmThroughputMiBps S3DestinationConfiguration KeyId";
        let expected = "stream-arn shard-iterator-type max-record-size-in-ki-b warm-throughput-mi-bps \
                        s3-destination-configuration key-id";
        assert_eq!(names.split(' ').map(kebab).collect::<Vec<_>>().join(" "), expected);
    }
}
