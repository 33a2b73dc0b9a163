//! The regular expressions of the service model: printed as the model has them, matched by hand.
//!
//! There are few and they are simple, so a regular-expression engine would cost more than it saves here.

/// A form that a text must have.
#[derive(Debug)]
pub struct Pattern {
    /// The expression as error messages print it.
    pub text: &'static str,
    /// Whether a text has the form.
    pub matches: fn(&str) -> bool,
}

/// Names of streams, shards, consumers and the like.
pub static NAME: Pattern = Pattern { text: "[a-zA-Z0-9_.-]+", matches: is_name };
/// A hash key in decimal.
pub static HASH_KEY: Pattern =
    Pattern { text: r"^(0|([1-9]\d{0,38}))$", matches: |text| is_decimal(text, 39) };
/// A sequence number in decimal.
pub static SEQUENCE_NUMBER: Pattern =
    Pattern { text: r"^(0|([1-9]\d{0,128}))$", matches: |text| is_decimal(text, 129) };
/// The ARN of a stream.
pub static STREAM_ARN: Pattern =
    Pattern { text: r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+", matches: |text| is_arn_of(text, ":stream/") };
/// The ARN of a queue.
pub static QUEUE_ARN: Pattern =
    Pattern { text: r"arn:aws.*:kinesis:.*:\d{12}:queue/\S+", matches: |text| is_arn_of(text, ":queue/") };
/// The ARN of a consumer.
pub static CONSUMER_ARN: Pattern = Pattern {
    text: r"^(arn):aws.*:kinesis:.*:\d{12}:.*stream\/[a-zA-Z0-9_.-]+\/consumer\/[a-zA-Z0-9_.-]+:[0-9]+",
    matches: is_consumer_arn,
};
/// The ARN of whatever can have tags or a policy.
pub static RESOURCE_ARN: Pattern =
    Pattern { text: r"arn:aws.*:kinesis:.*:\d{12}:.*(stream|channel|queue)/\S+", matches: is_resource_arn };
/// The reserved id of a stream.
pub static STREAM_ID: Pattern = Pattern { text: "[a-z0-9]{20}-[a-z0-9]{3}", matches: is_stream_id };

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// Digits without a leading zero, at most so many.
fn is_decimal(text: &str, digits_max: usize) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.len() <= digits_max && (text == "0" || !text.starts_with('0'))
}

/// `arn:aws.*:kinesis:.*:\d{12}` and then the resource, which must be one word and not empty.
fn is_arn_of(text: &str, resource: &str) -> bool {
    let Some(at) = text.find(resource) else { return false };
    let (head, name) = (&text[..at], &text[at + resource.len()..]);
    let Some((head, account)) = head.rsplit_once(':') else { return false };
    head.starts_with("arn:aws")
        && head.contains(":kinesis:")
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && !name.is_empty()
        && !name.contains(char::is_whitespace)
}

fn is_resource_arn(text: &str) -> bool {
    [":stream/", ":channel/", ":queue/"].into_iter().any(|resource| is_arn_of(text, resource))
}

/// What follows the digits at the end is not looked at: the expression has no end.
fn is_consumer_arn(text: &str) -> bool {
    let Some((stream, consumer)) = text.split_once("/consumer/") else { return false };
    let named = stream.rsplit_once(":stream/").is_some_and(|(_, name)| is_name(name));
    let consumer = consumer.split_once(':').is_some_and(|(name, created)| {
        is_name(name) && created.starts_with(|first: char| first.is_ascii_digit())
    });
    named && consumer && is_arn_of(stream, ":stream/")
}

fn is_stream_id(text: &str) -> bool {
    let lower = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(a, b)| a.len() == 20 && b.len() == 3 && lower(a) && lower(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn match_as_the_expressions_say() {
        for (pattern, text, expected) in [
            (&NAME, "Foo_1.-", true),
            (&NAME, "", false),
            (&NAME, "a b", false),
            (&NAME, "ü", false),
            (&HASH_KEY, "0", true),
            (&HASH_KEY, "01", false),
            (&HASH_KEY, "340282366920938463463374607431768211456", true),
            (&HASH_KEY, "3402823669209384634633746074317682114560", false),
            (&HASH_KEY, "-1", false),
            (&HASH_KEY, "", false),
            (&STREAM_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo", true),
            (&STREAM_ARN, "arn:aws-cn:kinesis:cn-north-1:123456789012:stream/Foo", true),
            (&STREAM_ARN, "arn:aws:kinesis:us-east-1:12345678901:stream/Foo", false),
            (&STREAM_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/", false),
            (&STREAM_ARN, "arn:aws:sqs:us-east-1:123456789012:stream/Foo", false),
            (&RESOURCE_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo/consumer/c:1", true),
            (&CONSUMER_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo/consumer/c:1", true),
            (&CONSUMER_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo/consumer/c:", false),
            (&CONSUMER_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo/consumer/c", false),
            (&CONSUMER_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/Foo", false),
            (&RESOURCE_ARN, "arn:aws:kinesis:us-east-1:123456789012:queue/q", true),
            (&QUEUE_ARN, "arn:aws:kinesis:us-east-1:123456789012:queue/q", true),
            (&QUEUE_ARN, "arn:aws:kinesis:us-east-1:123456789012:queue/", false),
            (&QUEUE_ARN, "arn:aws:kinesis:us-east-1:123456789012:stream/q", false),
            (&RESOURCE_ARN, "arn:aws:kinesis:us-east-1:123456789012:table/Foo", false),
            (&STREAM_ID, "abcdefghij0123456789-abc", true),
            (&STREAM_ID, "abcdefghij012345678-abc", false),
        ] {
            assert_eq!((pattern.matches)(text), expected, "{text:?} against {}", pattern.text);
        }
    }
}
