use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::Logs;
use super::super::group::LogStream;
use super::super::shapes::{DESCRIBED, GROUP_NAME, IDENTIFIER, STREAM_NAME, page_of};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::enumeration! {
    /// The order of streams.
    pub enum OrderBy {
        /// By name.
        LogStreamName = "LogStreamName",
        /// By the time of their last events.
        LastEventTime = "LastEventTime",
    }
}

crate::input! {
    /// Which streams.
    pub struct DescribeLogStreamsInput<'a> {
        /// Their group.
        log_group_name: Option<&'a str> = "logGroupName", GROUP_NAME;
        /// The same, by name or by ARN.
        log_group_identifier: Option<&'a str> = "logGroupIdentifier", IDENTIFIER;
        /// What their names begin with.
        log_stream_name_prefix: Option<&'a str> = "logStreamNamePrefix", STREAM_NAME;
        /// In which order; by name unless told.
        order_by: Option<OrderBy> = "orderBy", Rules::NONE;
        /// Whether the order is turned round.
        descending: Option<bool> = "descending", Rules::NONE;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "nextToken", Rules::NONE;
        /// Streams on the page.
        limit: Option<i32> = "limit", DESCRIBED;
    }
}

crate::output! {
    /// The answer.
    pub struct DescribeLogStreamsOutput {
        /// A page of them.
        log_streams: Vec<LogStreamOutput> = "logStreams";
        /// Goes on after this page.
        next_token: Option<String> = "nextToken";
    }
}

crate::output! {
    /// A stream. Times are in milliseconds.
    pub struct LogStreamOutput {
        /// Its name.
        log_stream_name: Arc<str> = "logStreamName";
        /// When it was made.
        creation_time: i64 = "creationTime";
        /// When its first event was.
        first_event_timestamp: Option<i64> = "firstEventTimestamp";
        /// When its last event was.
        last_event_timestamp: Option<i64> = "lastEventTimestamp";
        /// When that was written.
        last_ingestion_time: Option<i64> = "lastIngestionTime";
        /// Its ARN.
        arn: String = "arn";
        /// The service tells nothing here any more.
        stored_bytes: i64 = "storedBytes";
    }
}

/// Lists the log streams of a group.
pub struct DescribeLogStreams;

/// Where a stream stands in the order.
type Place<'a> = (i64, &'a str);

impl Operation for DescribeLogStreams {
    const NAME: &'static str = "DescribeLogStreams";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = DescribeLogStreamsInput<'a>;
    type Output<'s> = DescribeLogStreamsOutput;

    fn run(
        logs: &mut Logs,
        input: DescribeLogStreamsInput<'_>,
        _: Instant,
    ) -> Result<DescribeLogStreamsOutput, Error> {
        let by_time = input.order_by == Some(OrderBy::LastEventTime);
        if by_time && input.log_stream_name_prefix.is_some() {
            return Err(Error::log_streams_by_time_and_prefix());
        }
        let last = input.next_token.map(|token| parse_place(token).ok_or_else(Error::logs_token_invalid));
        let last = last.transpose()?;
        let (group_name, group) = logs.find(input.log_group_name, input.log_group_identifier)?;

        let prefix = input.log_stream_name_prefix.unwrap_or_default();
        let mut wanted: Vec<(Place<'_>, &Arc<str>, &LogStream)> = group
            .streams
            .iter()
            .filter(|(name, _)| name.starts_with(prefix))
            .map(|(name, stream)| ((if by_time { last_millis(stream) } else { 0 }, &**name), name, stream))
            .collect();
        wanted.sort_unstable_by_key(|(place, ..)| *place);
        let descending = input.descending == Some(true);
        if descending {
            wanted.reverse();
        }
        let was_given = |(place, ..): &(Place<'_>, _, _)| {
            last.is_some_and(|last| if descending { last <= *place } else { *place <= last })
        };
        let token_of = |((millis, name), ..): &(Place<'_>, _, _)| format!("{millis}/{name}");
        let (page, next_token) = page_of(wanted.into_iter(), was_given, input.limit, token_of);
        let arn = logs.arn(group_name);
        let log_streams = page.into_iter().map(|(_, name, stream)| describe(&arn, name, stream)).collect();
        Ok(DescribeLogStreamsOutput { log_streams, next_token })
    }
}

/// A token is the place of the last stream of the page before.
fn parse_place(token: &str) -> Option<Place<'_>> {
    let (millis, name) = token.split_once('/')?;
    Some((millis.parse().ok()?, name))
}

/// When its last event was; streams without any come first.
fn last_millis(stream: &LogStream) -> i64 {
    stream.times.map_or(0, |(_, last)| last.total_millis())
}

fn describe(group_arn: &str, name: &Arc<str>, stream: &LogStream) -> LogStreamOutput {
    let last = stream.times.map(|(_, last)| last.total_millis());
    LogStreamOutput {
        log_stream_name: name.clone(),
        creation_time: stream.created.total_millis(),
        first_event_timestamp: stream.times.map(|(first, _)| first.total_millis()),
        last_event_timestamp: last,
        last_ingestion_time: last,
        arn: format!("{group_arn}:log-stream:{name}"),
        stored_bytes: 0,
    }
}
