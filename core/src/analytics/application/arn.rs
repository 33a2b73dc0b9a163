//! The ARNs of what an application uses.

use crate::error::Error;

/// What an ARN must name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analytics) enum Kind {
    Stream,
    DeliveryStream,
    Function,
    Bucket,
    LogStream,
}

impl Kind {
    /// In words.
    fn name(self) -> &'static str {
        match self {
            Self::Stream => "a Kinesis stream",
            Self::DeliveryStream => "a Kinesis Firehose delivery stream",
            Self::Function => "a Lambda function",
            Self::Bucket => "an S3 bucket",
            Self::LogStream => "a CloudWatch log stream",
        }
    }

    /// Whether such a thing has this service, region, account and resource.
    fn is(self, service: &str, region: &str, account: &str, resource: &str) -> bool {
        let is_somewhere =
            !region.is_empty() && account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let named = |before: &str| {
            resource.strip_prefix(before).is_some_and(|name| !name.is_empty() && !name.contains(['/', ':']))
        };
        match self {
            Self::Stream => service == "kinesis" && is_somewhere && named("stream/"),
            Self::DeliveryStream => service == "firehose" && is_somewhere && named("deliverystream/"),
            // A version or an alias may stand behind the name.
            Self::Function => {
                let function = resource.strip_prefix("function:").unwrap_or_default();
                service == "lambda" && is_somewhere && !function.is_empty() && !function.contains('/')
            }
            Self::Bucket => service == "s3" && !resource.is_empty() && !resource.contains('/'),
            Self::LogStream => {
                service == "logs"
                    && is_somewhere
                    && resource.starts_with("log-group:")
                    && resource.contains(":log-stream:")
            }
        }
    }
}

/// Refuses an ARN that names something else.
pub(in crate::analytics) fn check(arn: &str, kind: Kind) -> Result<(), Error> {
    // The resource may have colons of its own.
    let mut parts = arn.splitn(6, ':');
    let mut part = || parts.next().unwrap_or_default();
    let (scheme, _partition, service, region, account, resource) =
        (part(), part(), part(), part(), part(), part());
    if scheme == "arn" && kind.is(service, region, account, resource) {
        return Ok(());
    }
    Err(Error::wrong_arn(arn, kind.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_arn(kind: Kind, arn: &str, is_one: bool) {
        assert_eq!(check(arn, kind).is_ok(), is_one, "{arn}");
    }

    #[test]
    fn each_kind_knows_its_own() {
        let stream = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
        let delivery_stream = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d";
        let function = "arn:aws:lambda:us-east-1:000000000000:function:f";
        let bucket = "arn:aws:s3:::lake";
        let log_stream = "arn:aws:logs:us-east-1:000000000000:log-group:/a/b:log-stream:c";
        let all = [
            (Kind::Stream, stream),
            (Kind::DeliveryStream, delivery_stream),
            (Kind::Function, function),
            (Kind::Bucket, bucket),
            (Kind::LogStream, log_stream),
        ];
        for (kind, _) in all {
            for (of, arn) in all {
                check_arn(kind, arn, kind == of);
            }
        }
    }

    #[test]
    fn parts_that_are_missing_are_missed() {
        for arn in [
            "",
            "arn:aws:kinesis",
            "arn:aws:kinesis:us-east-1:000000000000:stream/",
            "arn:aws:kinesis:us-east-1:00000000000:stream/s",
            "arn:aws:kinesis::000000000000:stream/s",
            "arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1",
        ] {
            check_arn(Kind::Stream, arn, false);
        }
        check_arn(Kind::Function, "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST", true);
    }
}
