//! What every call of the service passes before its operation: call rates and faults on demand.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Streams;
use super::iterator::ShardIterator;
use crate::api::{Call, CallRate, Gate, Subject};
use crate::error::Error;
use crate::fault::Passage;
use crate::limit::TokenBucket;
use crate::time::Instant;

/// Buckets that are kept before full ones are thrown away.
const BUCKETS_KEPT: usize = 256;

/// How much of each call rate is left. What is not here is full. A list, because it is short.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct CallRates(Vec<Used>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Used {
    operation: String,
    /// Where the rate is a stream's.
    stream: String,
    left: TokenBucket,
}

impl CallRates {
    fn take(&mut self, operation: &str, stream: &str, per_second: u32, now: Instant) -> bool {
        if BUCKETS_KEPT <= self.0.len() {
            self.0.retain(|used| !used.left.is_full(now));
        }
        let per_second = u64::from(per_second);
        let at = self.0.iter().position(|used| used.operation == operation && used.stream == stream);
        let at = at.unwrap_or_else(|| {
            let left = TokenBucket::new(per_second, per_second, now);
            self.0.push(Used { operation: operation.into(), stream: stream.into(), left });
            self.0.len() - 1
        });
        self.0[at].left.take(1, now)
    }
}

impl Gate for Streams {
    fn admit(&mut self, call: Call<'_>, now: Instant) -> Result<Passage, Error> {
        if self.settings.enforce_limits {
            self.check_rate(call, now)?;
        }
        if self.faults.is_empty() {
            return Ok(Passage::Heard);
        }
        let iterator;
        let stream = match call.subject {
            Some(Subject { member: "ShardIterator", text }) => {
                iterator = ShardIterator::open(text, now).ok();
                iterator.as_ref().map(|iterator| &*iterator.stream)
            }
            subject => subject.and_then(stream_of),
        };
        let strike = self.faults.strike_call(call.operation, stream, now)?;
        self.answer_delay = strike.delay;
        Ok(strike.passage)
    }
}

impl Streams {
    fn check_rate(&mut self, call: Call<'_>, now: Instant) -> Result<(), Error> {
        let (stream, per_second) = match call.rate {
            CallRate::Unlimited => return Ok(()),
            CallRate::PerAccount(per_second) => (None, per_second),
            CallRate::PerStream(per_second) => (call.subject.and_then(stream_of), per_second),
        };
        if self.rates.take(call.operation, stream.unwrap_or_default(), per_second, now) {
            return Ok(());
        }
        Err(match stream {
            Some(stream) => Error::call_rate_exceeded(stream, self.account),
            None => Error::call_rate_of_account_exceeded(self.account),
        })
    }
}

/// The name of the stream that a call is about, or of its queue.
fn stream_of(subject: Subject<'_>) -> Option<&str> {
    if subject.member == "StreamName" {
        return Some(subject.text);
    }
    let (_, named) = subject.text.split_once(":stream/").or_else(|| subject.text.split_once(":queue/"))?;
    named.split('/').next()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::{check, check_with_limits};

    #[test]
    fn calls_above_their_rate_are_refused() {
        check_with_limits(
            r#"DescribeLimits
               DescribeLimits
               +999
               DescribeLimits
               +1
               DescribeLimits"#,
            expect![[r#"
                DescribeLimits: {"ShardLimit":20000,"OpenShardCount":0,"OnDemandStreamCount":0,"OnDemandStreamCountLimit":50}
                DescribeLimits: LimitExceededException: Rate exceeded for account 000000000000.
                DescribeLimits: LimitExceededException: Rate exceeded for account 000000000000.
                DescribeLimits: {"ShardLimit":20000,"OpenShardCount":0,"OnDemandStreamCount":0,"OnDemandStreamCountLimit":50}
            "#]],
        );
    }

    #[test]
    fn a_rate_of_a_stream_is_its_own() {
        check_with_limits(
            r#"ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"b"}"#,
            expect![[r#"
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: LimitExceededException: Rate exceeded for stream a under account 000000000000.
                ListTagsForStream: ResourceNotFoundException: Stream b under account 000000000000 not found.
            "#]],
        );
    }

    #[test]
    fn without_limits_there_are_no_rates() {
        check(
            "DescribeLimits\nDescribeLimits",
            expect![[r#"
            DescribeLimits: {"ShardLimit":20000,"OpenShardCount":0,"OnDemandStreamCount":0,"OnDemandStreamCountLimit":50}
            DescribeLimits: {"ShardLimit":20000,"OpenShardCount":0,"OnDemandStreamCount":0,"OnDemandStreamCountLimit":50}
        "#]],
        );
    }
}
