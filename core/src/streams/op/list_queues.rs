use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::queue::Queue;
use super::super::queue::shapes::{QueueStreamFilterInput, QueueSummary, STREAM_LIST};
use super::super::shapes::{LIMIT, NEXT_TOKEN};
use super::super::token::PageToken;
use super::super::{Stream, Streams};
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

/// Queues on a page, unless fewer are asked for.
const PAGE: usize = 100;
const TOKEN_BYTES: usize = 160;

crate::input! {
    /// The page.
    pub struct ListQueuesInput<'a> {
        /// Queues on the page.
        max_results: Option<i32> = "MaxResults", LIMIT;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", NEXT_TOKEN;
        /// Only queues on one of these streams.
        stream_filter: Option<Vec<QueueStreamFilterInput<'a>>> = "StreamFilter", STREAM_LIST;
    }
}

crate::output! {
    /// The answer.
    pub struct ListQueuesOutput {
        /// The page, by name.
        queue_summaries: Vec<QueueSummary> = "QueueSummaries";
        /// Goes on after this page; absent on the last one.
        next_token: Option<String> = "NextToken";
    }
}

/// Lists the queues of the account in the region, by name.
pub struct ListQueues;

impl Operation for ListQueues {
    const NAME: &'static str = "ListQueues";
    const ERRORS: &'static [Code] =
        &[Code::ExpiredNextToken, Code::InvalidArgument, Code::LimitExceeded, Code::Validation];
    type State = Streams;
    type Input<'a> = ListQueuesInput<'a>;
    type Output<'s> = ListQueuesOutput;

    fn run(
        streams: &mut Streams,
        input: ListQueuesInput<'_>,
        now: Instant,
    ) -> Result<ListQueuesOutput, Error> {
        let after: Option<String> = input.next_token.map(|token| PageToken::open(token, now)).transpose()?;
        let limit = input.max_results.map_or(PAGE, |limit| limit as usize);
        let meant = |stream: &Stream| match &input.stream_filter {
            Some(filters) => filters.iter().any(|filter| names(filter, stream)),
            None => true,
        };
        let mut found: Vec<(&Queue, &Stream)> =
            streams.queues().map(|queue| (queue, &streams.streams[&queue.stream])).collect();
        found.retain(|(queue, stream)| {
            after.as_deref().is_none_or(|after| after < &*queue.name) && meant(stream)
        });
        found.sort_unstable_by_key(|(queue, _)| &queue.name);
        let more = limit < found.len();
        found.truncate(limit);
        let last = found.last().filter(|_| more).map(|(queue, _)| queue.name.to_string());
        Ok(ListQueuesOutput {
            queue_summaries: found.iter().map(|(queue, stream)| queue.summarize(stream)).collect(),
            next_token: last.map(|name| PageToken::seal(name, now, TOKEN_BYTES)),
        })
    }
}

/// Whether a filter means this stream.
fn names(filter: &QueueStreamFilterInput<'_>, stream: &Stream) -> bool {
    let created_secs = stream.created_at.total_secs();
    let same_time = filter.stream_creation_timestamp.is_none_or(|at| at.total_secs() == created_secs);
    filter.stream_arn == stream.arn && same_time
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn pages_go_on_by_name_and_may_show_the_queues_of_one_stream() {
        check(
            r#"ListQueues {}
               CreateStream {"StreamName":"a"}
               +1000
               CreateStream {"StreamName":"b"}
               CreateQueue {"QueueName":"z","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"y","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}]}
               CreateQueue {"QueueName":"x","StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b"}]}
               ListQueues {"MaxResults":2}
               ListQueues {"MaxResults":2,"NextToken":"$TOKEN"}
               ListQueues {"StreamFilter":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b"}]}
               ListQueues {"StreamFilter":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}],"MaxResults":1}
               ListQueues {"StreamFilter":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225599}]}
               ListQueues {"NextToken":"x"}
               +300001
               ListQueues {"NextToken":"$TOKEN"}
               ListQueues {"MaxResults":0,"NextToken":"","StreamFilter":[]}"#,
            expect![[r#"
                ListQueues: {"QueueSummaries":[]}
                CreateStream: done
                CreateStream: done
                CreateQueue: {"QueueDescription":{"QueueName":"z","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"CREATING","QueueCreationTimestamp":1767225601,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"y","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"CREATING","QueueCreationTimestamp":1767225601,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                CreateQueue: {"QueueDescription":{"QueueName":"x","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/921e521e481c8962","QueueStatus":"CREATING","QueueCreationTimestamp":1767225601,"StreamConfigurationList":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StartingPosition":{"Type":"LATEST"}}],"QueueAttributes":{"VisibilityTimeoutSeconds":30,"DeadLetterConfiguration":{"TargetType":"BUILT_IN","MaxReceiveCount":6}}}}
                ListQueues: {"QueueSummaries":[{"QueueName":"x","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/921e521e481c8962","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225601,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamCreationTimestamp":1767225601}]},{"QueueName":"y","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225601,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}]}],"NextToken":".."}
                ListQueues: {"QueueSummaries":[{"QueueName":"z","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/ad298efaa158862d","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225601,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}]}]}
                ListQueues: {"QueueSummaries":[{"QueueName":"x","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/921e521e481c8962","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225601,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamCreationTimestamp":1767225601}]}]}
                ListQueues: {"QueueSummaries":[{"QueueName":"y","QueueARN":"arn:aws:kinesis:us-east-1:000000000000:queue/3b80c17b5746d424","QueueStatus":"ACTIVE","QueueCreationTimestamp":1767225601,"Streams":[{"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamCreationTimestamp":1767225600}]}],"NextToken":".."}
                ListQueues: {"QueueSummaries":[]}
                ListQueues: InvalidArgumentException: Invalid NextToken.
                ListQueues: ExpiredNextTokenException: NextToken expired: it is older than 300000 milliseconds.
                ListQueues: ValidationException: 3 validation errors detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '[]' at 'streamFilter' failed to satisfy constraint: Member must have length greater than or equal to 1
            "#]],
        );
    }
}
