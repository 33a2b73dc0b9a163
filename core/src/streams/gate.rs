//! What every call of the service passes before its operation: call rates and faults on demand.

use alloc::format;
use alloc::sync::Arc;

use super::Streams;
use super::iterator::ShardIterator;
use crate::api::{Call, CallRate, CallRates, Gate, Subject};
use crate::error::Error;
use crate::fact::Event;
use crate::fault::{Answer, Fate};
use crate::ids::{Resource, ShardId};
use crate::time::Instant;

/// Calls of SubscribeToShard a second, of a consumer for a shard.
pub(super) const SUBSCRIBE_CALLS_PER_SECOND: u32 = 1;

impl Gate for Streams {
    fn admit(&mut self, call: Call<'_>, now: Instant) -> Answer<()> {
        let rate = if self.settings.enforce_limits { self.check_rate(call, now) } else { Ok(()) };
        if self.faults.is_empty() {
            return rate.into();
        }
        let stream = call.subject.and_then(|subject| self.stream_of(subject, now));
        let Answer { outcome, fate } = self.faults.strike_call(call.operation, stream.as_deref(), now);
        // A call that is too much is answered like any other: late or never, if a fault says so.
        Answer { outcome: rate.and(outcome), fate }
    }

    fn begin(&mut self, call: Call<'_>, fate: Fate) {
        let millis = fate.delay.total_millis();
        if millis != 0 {
            self.facts.push_back(Event::AnswerDelayed { operation: call.operation.into(), millis });
        }
    }
}

impl Streams {
    fn check_rate(&mut self, call: Call<'_>, now: Instant) -> Result<(), Error> {
        let (stream, per_second) = match (call.rate, call.subject) {
            (CallRate::Unlimited, _) => return Ok(()),
            (CallRate::PerAccount(per_second), _) | (CallRate::PerStream(per_second), None) => {
                (None, per_second)
            }
            (CallRate::PerStream(per_second), Some(subject)) => {
                let stream = self.stream_of(subject, now);
                // What is not there has no rate, or there would be as many as callers can make up names.
                let Some(stream) = stream.filter(|stream| self.streams.contains_key(stream)) else {
                    return Ok(());
                };
                (Some(stream), per_second)
            }
        };
        let key = stream.clone().unwrap_or_default();
        if self.rates.take(call.operation, &key, per_second, now) {
            return Ok(());
        }
        Err(match stream {
            Some(stream) => Error::call_rate_exceeded(&stream, self.account),
            None => Error::call_rate_of_account_exceeded(self.account),
        })
    }

    /// Whether a consumer may call for a subscription to a shard, as far as the rate of such calls goes.
    pub(super) fn takes_subscriber(
        &mut self,
        stream: &str,
        consumer: &str,
        shard: ShardId,
        now: Instant,
    ) -> bool {
        // Nor has what is not there a rate of this kind.
        let is_there = self.stream(stream).is_some_and(|stream| stream.shard(shard).is_some());
        if !self.settings.enforce_limits || !is_there {
            return true;
        }
        let of = format!("{stream}/{consumer}/{shard}").into();
        self.rates.take("SubscribeToShard", &of, SUBSCRIBE_CALLS_PER_SECOND, now)
    }

    /// The name of the stream that a call is about: itself, its consumer, its queue or a place in it. Nothing for streams of
    /// other accounts and regions.
    fn stream_of(&self, subject: Subject<'_>, now: Instant) -> Option<Arc<str>> {
        let Subject { member, text } = subject;
        match member {
            "StreamName" => Some(text.into()),
            "ShardIterator" => ShardIterator::open(text, now).ok().map(|iterator| iterator.stream),
            _ => match self.named_here(text)? {
                Resource::Queue(id) => self.queues.get(id).map(|queue| queue.stream.clone()),
                resource => resource.stream().map(Into::into),
            },
        }
    }

    /// What is used of the call rates.
    pub(crate) fn take_rates(&mut self) -> CallRates {
        core::mem::take(&mut self.rates)
    }

    /// Goes on with what was used of the call rates before.
    pub(crate) fn set_rates(&mut self, rates: CallRates) {
        self.rates = rates;
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::expect;

    use crate::streams::Settings;
    use crate::streams::tests::{Bench, check, check_with_limits};

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
            r#"CreateStream {"StreamName":"a","ShardCount":1}
               CreateStream {"StreamName":"b","ShardCount":1}
               ListTagsForStream {"StreamARN":"arn:aws:kinesis:eu-west-1:000000000000:stream/a"}
               ListTagsForStream {"StreamARN":"arn:aws:kinesis:us-east-1:111111111111:stream/a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"b"}"#,
            expect![[r#"
                CreateStream: done
                CreateStream: done
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
                ListTagsForStream: LimitExceededException: Rate exceeded for stream a under account 000000000000.
                ListTagsForStream: {"Tags":[],"HasMoreTags":false}
            "#]],
        );
    }

    #[test]
    fn names_that_nothing_bears_have_no_rates() {
        let mut bench = Bench::new(Settings { enforce_limits: true, ..Settings::default() });
        for number in 0..1_000 {
            bench.run(&format!(r#"ListTagsForStream {{"StreamName":"{number}"}}"#));
        }
        assert!(bench.streams.rates.are_full(bench.now));
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
