//! Amazon Resource Names, by which requests name streams, consumers and queues.

use super::{AccountId, Region};

/// An ARN of the Kinesis family, borrowed from a request. What it names may be there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// The region.
    pub region: &'a str,
    /// The account.
    pub account: &'a str,
    /// What is named there.
    pub resource: Resource<'a>,
}

/// A stream or a consumer by name, or a queue by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// A stream.
    Stream(&'a str),
    /// A consumer of a stream; when it was made tells those of one name apart.
    Consumer {
        /// The stream.
        stream: &'a str,
        /// The consumer's name.
        name: &'a str,
        /// Epoch seconds, as written.
        created_secs: &'a str,
    },
    /// A queue.
    Queue(&'a str),
}

impl<'a> Arn<'a> {
    /// Reads `arn:<partition>:kinesis:<region>:<account>:<resource>`; `None` for any other text and for resources of
    /// another kind.
    pub fn parse(text: &'a str) -> Option<Self> {
        // The resource may have colons of its own.
        let mut parts = text.splitn(6, ':');
        let (arn, _partition, service) = (parts.next()?, parts.next()?, parts.next()?);
        let (region, account) = (parts.next()?, parts.next()?);
        let resource = Resource::parse(parts.next()?)?;
        (arn == "arn" && service == "kinesis").then_some(Self { region, account, resource })
    }

    /// Whether it names something of this account and region.
    pub fn is_of(&self, account: AccountId, region: &Region) -> bool {
        self.account == account.as_str() && self.region == region.as_str()
    }
}

impl<'a> Resource<'a> {
    /// What follows the account in an ARN.
    fn parse(path: &'a str) -> Option<Self> {
        if let Some(id) = path.strip_prefix("queue/") {
            return Some(Self::Queue(id));
        }
        let stream = path.strip_prefix("stream/")?;
        let Some((stream, consumer)) = stream.split_once("/consumer/") else {
            return Some(Self::Stream(stream));
        };
        let (name, created_secs) = consumer.rsplit_once(':')?;
        Some(Self::Consumer { stream, name, created_secs })
    }

    /// The stream that it is or belongs to, as far as the name says so: a queue's does not.
    pub fn stream(self) -> Option<&'a str> {
        match self {
            Self::Stream(stream) | Self::Consumer { stream, .. } => Some(stream),
            Self::Queue(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_names_a_stream_a_consumer_or_a_queue() {
        fn resource(text: &str) -> Option<Resource<'_>> {
            Arn::parse(text).map(|arn| arn.resource)
        }
        let consumer = Resource::Consumer { stream: "s", name: "c", created_secs: "17" };
        for (path, expected) in [
            ("stream/s/consumer/c:17", Some(consumer)),
            ("stream/s", Some(Resource::Stream("s"))),
            ("stream/s/consumer/c", None),
            ("queue/q", Some(Resource::Queue("q"))),
            ("channel/c", None),
        ] {
            let text = alloc::format!("arn:aws-cn:kinesis:cn-north-1:000000000000:{path}");
            assert_eq!(resource(&text), expected, "{path}");
        }
        assert_eq!(resource("arn:aws:sqs:us-east-1:000000000000:queue/q"), None);
        assert_eq!(resource("stream/s"), None);
    }

    #[test]
    fn it_belongs_to_an_account_in_a_region() {
        let is_here =
            |text| Arn::parse(text).is_some_and(|arn| arn.is_of(AccountId::DEFAULT, &Region::default()));
        assert!(is_here("arn:aws:kinesis:us-east-1:000000000000:stream/s"));
        assert!(!is_here("arn:aws:kinesis:us-east-1:111111111111:stream/s"));
        assert!(!is_here("arn:aws:kinesis:eu-west-1:000000000000:stream/s"));
    }
}
