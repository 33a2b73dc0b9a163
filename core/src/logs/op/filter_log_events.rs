use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;

use super::super::Logs;
use super::super::events::{Cursor, Entry};
use super::super::group::LogGroup;
use super::super::pattern::FilterPattern;
use super::super::shapes::{EVENTS, GROUP_NAME, IDENTIFIER, STREAM_NAME, TIME};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// From when on events may be asked for the latest first: 2024. Source: botocore 1.44.5.
const LATEST_FIRST_SINCE_MS: i64 = 1_704_067_200_000;

crate::input! {
    /// Which events of a group. Times are in milliseconds.
    pub struct FilterLogEventsInput<'a> {
        /// The group.
        log_group_name: Option<&'a str> = "logGroupName", GROUP_NAME;
        /// The same, by name or by ARN.
        log_group_identifier: Option<&'a str> = "logGroupIdentifier", IDENTIFIER;
        /// Of these streams; of all unless told.
        log_stream_names: Option<Vec<&'a str>> = "logStreamNames", Rules::NONE.length(1, 100).item_length(1, 512);
        /// Of streams whose names begin so.
        log_stream_name_prefix: Option<&'a str> = "logStreamNamePrefix", STREAM_NAME;
        /// From then on.
        start_time: Option<i64> = "startTime", TIME;
        /// Until then.
        end_time: Option<i64> = "endTime", TIME;
        /// What is in them: words, "phrases", ?one ?or ?other, -not.
        filter_pattern: Option<&'a str> = "filterPattern", Rules::NONE.length(0, 1_024);
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "nextToken", Rules::NONE;
        /// Events on the page.
        limit: Option<i32> = "limit", EVENTS;
        /// Whether the first come first; a token says it for the pages after.
        start_from_head: Option<bool> = "startFromHead", Rules::NONE;
        /// Streams are always interleaved.
        interleaved: Option<bool> = "interleaved", Rules::NONE;
        /// Nothing is masked here.
        unmask: Option<bool> = "unmask", Rules::NONE;
    }
}

crate::output! {
    /// The answer.
    pub struct FilterLogEventsOutput<'s> {
        /// A page of them.
        events: Vec<FilteredLogEvent<'s>> = "events";
        /// The service tells nothing here any more.
        searched_log_streams: Vec<SearchedLogStream> = "searchedLogStreams";
        /// Goes on after this page.
        next_token: Option<String> = "nextToken";
    }
}

crate::output! {
    /// An event. Times are in milliseconds.
    pub struct FilteredLogEvent<'s> {
        /// Its stream.
        log_stream_name: Arc<str> = "logStreamName";
        /// When it was.
        timestamp: i64 = "timestamp";
        /// The line.
        message: &'s str = "message";
        /// When it was written.
        ingestion_time: i64 = "ingestionTime";
        /// No other event has it.
        event_id: String = "eventId";
    }
}

crate::output! {
    /// A stream that was looked through.
    pub struct SearchedLogStream {
        /// Its name.
        log_stream_name: Arc<str> = "logStreamName";
        /// Whether all of it was.
        searched_completely: bool = "searchedCompletely";
    }
}

/// Finds events of a log group, of all its streams in one order.
pub struct FilterLogEvents;

impl Operation for FilterLogEvents {
    const NAME: &'static str = "FilterLogEvents";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter, Code::ResourceNotFound];
    type State = Logs;
    type Input<'a> = FilterLogEventsInput<'a>;
    type Output<'s> = FilterLogEventsOutput<'s>;

    fn run<'s>(
        logs: &'s mut Logs,
        input: FilterLogEventsInput<'_>,
        _: Instant,
    ) -> Result<FilterLogEventsOutput<'s>, Error> {
        if input.log_stream_names.is_some() && input.log_stream_name_prefix.is_some() {
            return Err(Error::log_streams_by_name_and_prefix());
        }
        let from_head = input.start_from_head != Some(false);
        if !from_head && input.start_time.is_some_and(|start| start < LATEST_FIRST_SINCE_MS) {
            return Err(Error::latest_first_too_early());
        }
        let pattern = FilterPattern::parse(input.filter_pattern.unwrap_or_default())?;
        let from = logs.events.begin(input.next_token, from_head)?;
        let (_, group) = logs.find(input.log_group_name, input.log_group_identifier)?;
        let streams = wanted_streams(group, &input)?;

        let times = input.start_time.unwrap_or(0)..=input.end_time.unwrap_or(i64::MAX);
        let is_wanted = |entry: &Entry| {
            streams.contains_key(&entry.stream)
                && times.contains(&entry.at.total_millis())
                && pattern.matches(&entry.message)
        };
        let page = logs.events.page(from, input.limit, is_wanted);
        let describe = |entry: &'s Entry| FilteredLogEvent {
            log_stream_name: streams[&entry.stream].clone(),
            timestamp: entry.at.total_millis(),
            message: &entry.message,
            ingestion_time: entry.at.total_millis(),
            event_id: entry.id(),
        };
        Ok(FilterLogEventsOutput {
            events: page.events.into_iter().map(describe).collect(),
            searched_log_streams: Vec::new(),
            next_token: page.next.map(Cursor::token),
        })
    }
}

/// Names of the streams that are looked through, by id.
fn wanted_streams(
    group: &LogGroup,
    input: &FilterLogEventsInput<'_>,
) -> Result<LiteMap<u64, Arc<str>>, Error> {
    for name in input.log_stream_names.iter().flatten() {
        group.find_stream(name)?;
    }
    let is_wanted = |name: &str| {
        input.log_stream_names.as_ref().is_none_or(|names| names.contains(&name))
            && input.log_stream_name_prefix.is_none_or(|prefix| name.starts_with(prefix))
    };
    let wanted = group.streams.iter().filter(|(name, _)| is_wanted(name));
    Ok(wanted.map(|(name, stream)| (stream.id, name.clone())).collect())
}
