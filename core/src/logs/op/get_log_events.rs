use alloc::string::String;
use alloc::vec::Vec;

use super::super::Logs;
use super::super::events::{Cursor, Entry};
use super::super::shapes::{EVENTS, GROUP_NAME, IDENTIFIER, STREAM_NAME, TIME};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which events of a stream. Times are in milliseconds.
    pub struct GetLogEventsInput<'a> {
        /// The group.
        log_group_name: Option<&'a str> = "logGroupName", GROUP_NAME;
        /// The same, by name or by ARN.
        log_group_identifier: Option<&'a str> = "logGroupIdentifier", IDENTIFIER;
        /// The stream.
        log_stream_name: &'a str = "logStreamName", STREAM_NAME;
        /// From then on.
        start_time: Option<i64> = "startTime", TIME;
        /// Before then.
        end_time: Option<i64> = "endTime", TIME;
        /// Goes on where an earlier answer ended, one way or the other.
        next_token: Option<&'a str> = "nextToken", Rules::NONE;
        /// Events on the page.
        limit: Option<i32> = "limit", EVENTS;
        /// Whether the first come first, not the last.
        start_from_head: Option<bool> = "startFromHead", Rules::NONE;
        /// Nothing is masked here.
        unmask: Option<bool> = "unmask", Rules::NONE;
    }
}

crate::output! {
    /// The answer.
    pub struct GetLogEventsOutput<'s> {
        /// A page of them, the oldest first.
        events: Vec<OutputLogEvent<'s>> = "events";
        /// Goes on with what is later.
        next_forward_token: String = "nextForwardToken";
        /// Goes on with what is earlier.
        next_backward_token: String = "nextBackwardToken";
    }
}

crate::output! {
    /// An event. Times are in milliseconds.
    pub struct OutputLogEvent<'s> {
        /// When it was.
        timestamp: i64 = "timestamp";
        /// The line.
        message: &'s str = "message";
        /// When it was written.
        ingestion_time: i64 = "ingestionTime";
    }
}

/// Reads the events of a log stream.
pub struct GetLogEvents;

impl Operation for GetLogEvents {
    const NAME: &'static str = "GetLogEvents";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = GetLogEventsInput<'a>;
    type Output<'s> = GetLogEventsOutput<'s>;

    fn run<'s>(
        logs: &'s mut Logs,
        input: GetLogEventsInput<'_>,
        _: Instant,
    ) -> Result<GetLogEventsOutput<'s>, Error> {
        let from = logs.events.begin(input.next_token, input.start_from_head == Some(true))?;
        let (_, group) = logs.find(input.log_group_name, input.log_group_identifier)?;
        let stream = group.find_stream(input.log_stream_name)?.id;

        let times = input.start_time.unwrap_or(0)..input.end_time.unwrap_or(i64::MAX);
        let is_wanted = |entry: &Entry| entry.stream == stream && times.contains(&entry.at.total_millis());
        let mut page = logs.events.page(from, input.limit, is_wanted);
        let extent = page.extent(from);
        if matches!(from, Cursor::Backward(_)) {
            page.events.reverse();
        }
        Ok(GetLogEventsOutput {
            events: page.events.into_iter().map(describe).collect(),
            next_forward_token: Cursor::Forward(extent.end).token(),
            next_backward_token: Cursor::Backward(extent.start).token(),
        })
    }
}

fn describe(entry: &Entry) -> OutputLogEvent<'_> {
    let timestamp = entry.at.total_millis();
    OutputLogEvent { timestamp, message: &entry.message, ingestion_time: timestamp }
}
