use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::shapes::{LIMIT, NEXT_TOKEN, STREAM_NAME, StreamModeDetails, StreamSummary};
use super::super::{Streams, token};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

const PAGE_DEFAULT: usize = 100;
const TOKEN_BYTES: usize = 96;

crate::input! {
    /// The page.
    pub struct ListStreamsInput<'a> {
        /// Streams on the page; 100 unless given.
        limit: Option<i32> = "Limit", LIMIT;
        /// The page starts after this name, which need not exist.
        exclusive_start_stream_name: Option<&'a str> = "ExclusiveStartStreamName", STREAM_NAME;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", NEXT_TOKEN;
    }
}

crate::output! {
    /// The answer.
    pub struct ListStreamsOutput {
        /// Names, in order.
        stream_names: Vec<String> = "StreamNames";
        /// Whether another page follows.
        has_more_streams: bool = "HasMoreStreams";
        /// Goes on after this page.
        next_token: Option<String> = "NextToken";
        /// The same streams with state and mode.
        stream_summaries: Vec<StreamSummary> = "StreamSummaries";
    }
}

/// Lists the streams of the account in the region, by name.
pub struct ListStreams;

impl Operation for ListStreams {
    const NAME: &'static str = "ListStreams";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::ExpiredNextToken, Code::InvalidArgument, Code::LimitExceeded];
    type State = Streams;
    type Input<'a> = ListStreamsInput<'a>;
    type Output<'s> = ListStreamsOutput;

    fn run(
        streams: &mut Streams,
        input: ListStreamsInput<'_>,
        now: Instant,
    ) -> Result<ListStreamsOutput, Error> {
        let from_token: Option<String> = match input.next_token {
            None => None,
            Some(_) if input.exclusive_start_stream_name.is_some() => return Err(Error::invalid_next_token()),
            Some(text) => Some(token::PageToken::open(text, now)?),
        };
        let limit = input.limit.map_or(PAGE_DEFAULT, |limit| limit as usize);
        let start = from_token.as_deref().or(input.exclusive_start_stream_name);
        let skipped =
            start.map_or(0, |name| streams.streams.find_index(name).map_or_else(|next| next, |at| at + 1));
        let mut rest = streams.streams.values().skip(skipped);
        let page: Vec<_> = rest.by_ref().take(limit).collect();
        let has_more_streams = rest.next().is_some();
        let last = page.last().filter(|_| has_more_streams).map(|stream| stream.name.to_string());
        Ok(ListStreamsOutput {
            stream_names: page.iter().map(|stream| stream.name.to_string()).collect(),
            has_more_streams,
            next_token: last.map(|name| token::PageToken::seal(name, now, TOKEN_BYTES)),
            stream_summaries: page.iter().map(|stream| summary(stream)).collect(),
        })
    }
}

fn summary(stream: &super::super::Stream) -> StreamSummary {
    StreamSummary {
        stream_name: stream.name.to_string(),
        stream_arn: stream.arn.clone(),
        stream_status: stream.status,
        stream_mode_details: StreamModeDetails { stream_mode: stream.mode },
        stream_creation_timestamp: stream.created_at,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn pages_go_on_by_name_or_by_token_which_lives_five_minutes() {
        check(
            r#"ListStreams {}
               CreateStream {"StreamName":"b","ShardCount":1}
               CreateStream {"StreamName":"a","ShardCount":1}
               CreateStream {"StreamName":"B","ShardCount":1}
               ListStreams {"Limit":2}
               ListStreams {"NextToken":"$TOKEN"}
               ListStreams {"ExclusiveStartStreamName":"aa","Limit":1}
               ListStreams {"NextToken":"$TOKEN","ExclusiveStartStreamName":"a"}
               ListStreams {"NextToken":"AAAA"}
               ListStreams {"Limit":10001,"ExclusiveStartStreamName":"*"}
               +300001
               ListStreams {"NextToken":"$TOKEN"}"#,
            expect![[r#"
                ListStreams: {"StreamNames":[],"HasMoreStreams":false,"StreamSummaries":[]}
                CreateStream: done
                CreateStream: done
                CreateStream: done
                ListStreams: {"StreamNames":["B","a"],"HasMoreStreams":true,"NextToken":"..","StreamSummaries":[{"StreamName":"B","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/B","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600},{"StreamName":"a","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
                ListStreams: {"StreamNames":["b"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"b","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
                ListStreams: {"StreamNames":["b"],"HasMoreStreams":false,"StreamSummaries":[{"StreamName":"b","StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/b","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"PROVISIONED"},"StreamCreationTimestamp":1767225600}]}
                ListStreams: InvalidArgumentException: Invalid NextToken.
                ListStreams: InvalidArgumentException: Invalid NextToken.
                ListStreams: ValidationException: 2 validation errors detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000; Value '*' at 'exclusiveStartStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
                ListStreams: ExpiredNextTokenException: NextToken expired: it is older than 300000 milliseconds.
            "#]],
        );
    }
}
