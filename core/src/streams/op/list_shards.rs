use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::shapes::{
    NEXT_TOKEN, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardDescription, ShardFilterType, StreamStatus,
};
use super::super::token::PageToken;
use super::super::{Shard, Stream, Streams};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::ids::ShardId;
use crate::time::Instant;

/// Shards on a page, whatever is asked for.
const PAGE_MAX: usize = 1_000;
const TOKEN_BYTES: usize = 200;

crate::input! {
    /// The stream or the token, and the page.
    pub struct ListShardsInput<'a> {
        /// The page starts after this one, which need not exist.
        exclusive_start_shard_id: Option<&'a str> = "ExclusiveStartShardId", SHARD_ID;
        /// Shards on the page; 1,000 unless fewer are asked for.
        max_results: Option<i32> = "MaxResults", Rules::NONE.range(1, 10_000);
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", NEXT_TOKEN;
        /// Tells streams of one name apart.
        stream_creation_timestamp: Option<Instant> = "StreamCreationTimestamp", Rules::NONE;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// Which shards.
        shard_filter: Option<ShardFilter<'a>> = "ShardFilter", Rules::NONE;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::input! {
    /// Which shards to list.
    pub struct ShardFilter<'a> {
        /// The kind.
        filter_type: ShardFilterType = "Type", Rules::NONE;
        /// For AFTER_SHARD_ID.
        shard_id: Option<&'a str> = "ShardId", SHARD_ID;
        /// For AT_TIMESTAMP and FROM_TIMESTAMP.
        timestamp: Option<Instant> = "Timestamp", Rules::NONE;
    }
}

crate::output! {
    /// The answer.
    pub struct ListShardsOutput {
        /// The page.
        shards: Vec<ShardDescription> = "Shards";
        /// Goes on after this page; absent on the last one.
        next_token: Option<String> = "NextToken";
    }
}

/// Which shards pass.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Filter {
    /// Open at `from` or since, and opened by `until`.
    OpenWithin {
        from: Instant,
        until: Instant,
    },
    Open,
}

impl Filter {
    fn passes(self, shard: &Shard) -> bool {
        match self {
            Self::Open => shard.is_open(),
            Self::OpenWithin { from, until } => {
                shard.opened_at <= until && shard.closed_at().is_none_or(|closed| from <= closed)
            }
        }
    }
}

/// What a page token of this operation says.
#[derive(Serialize, Deserialize)]
struct Place {
    stream: String,
    stream_created_at: Instant,
    after: ShardId,
    filter: Filter,
}

/// Lists shards, open and closed, by number.
pub struct ListShards;

impl Operation for ListShards {
    const NAME: &'static str = "ListShards";
    const ERRORS: &'static [Code] = &[
        Code::ExpiredNextToken,
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
    ];
    type State = Streams;
    type Input<'a> = ListShardsInput<'a>;
    type Output<'s> = ListShardsOutput;

    fn run(
        streams: &mut Streams,
        input: ListShardsInput<'_>,
        now: Instant,
    ) -> Result<ListShardsOutput, Error> {
        let (stream, after, filter) = place(streams, &input, now)?;
        let limit = input.max_results.map_or(PAGE_MAX, |limit| PAGE_MAX.min(limit as usize));
        let mut rest = stream
            .shards()
            .iter()
            .filter(|shard| after.is_none_or(|after| after < shard.id) && filter.passes(shard));
        let shards: Vec<_> = rest.by_ref().take(limit).map(Shard::describe).collect();
        let last = shards.last().filter(|_| rest.next().is_some()).map(|shard| shard.shard_id);
        let next_token = last.map(|after| {
            let (stream, stream_created_at) = (stream.name.to_string(), stream.created_at);
            PageToken::seal(Place { stream, stream_created_at, after, filter }, now, TOKEN_BYTES)
        });
        Ok(ListShardsOutput { shards, next_token })
    }
}

/// The stream, the shard after which to begin, and the filter: from the token or from the members.
fn place<'s>(
    streams: &'s Streams,
    input: &ListShardsInput<'_>,
    now: Instant,
) -> Result<(&'s Stream, Option<ShardId>, Filter), Error> {
    let named = input.stream_name.is_some() || input.stream_arn.is_some();
    match input.next_token {
        Some(_) if named => Err(Error::token_and_name()),
        None if !named => Err(Error::token_or_name()),
        Some(text) => {
            let place: Place = PageToken::open(text, now)?;
            let stream = listable(streams, &place.stream)?;
            if stream.created_at != place.stream_created_at {
                return Err(Error::invalid_next_token());
            }
            Ok((stream, Some(place.after), place.filter))
        }
        None => {
            let name = streams.name_of(input.stream_name, input.stream_arn)?;
            let stream = listable(streams, name)?;
            if input
                .stream_creation_timestamp
                .is_some_and(|at| at.total_secs() != stream.created_at.total_secs())
            {
                return Err(Error::stream_not_found(name, streams.account));
            }
            let (after, filter) = filter(stream, input, streams, now)?;
            Ok((stream, after, filter))
        }
    }
}

fn listable<'s>(streams: &'s Streams, name: &str) -> Result<&'s Stream, Error> {
    let stream = streams.find(name)?;
    match stream.status {
        StreamStatus::Creating => {
            Err(Error::stream_not_active_or_updating(name, streams.account, stream.status))
        }
        _ => Ok(stream),
    }
}

fn filter(
    stream: &Stream,
    input: &ListShardsInput<'_>,
    streams: &Streams,
    now: Instant,
) -> Result<(Option<ShardId>, Filter), Error> {
    let horizon = stream.trim_horizon(now);
    let parse = |text: &str| {
        ShardId::parse(text).ok_or_else(|| Error::could_not_find_shard(text, &stream.name, streams.account))
    };
    let mut after = input.exclusive_start_shard_id.map(parse).transpose()?;
    let Some(filter) = &input.shard_filter else {
        return Ok((after, Filter::OpenWithin { from: horizon, until: now }));
    };
    let kind = filter.filter_type.as_str();
    let timestamp = || filter.timestamp.ok_or_else(|| Error::shard_filter_needs("Timestamp", kind));
    let within = |from: Instant, until: Instant| Filter::OpenWithin { from: from.max(horizon), until };
    let chosen = match filter.filter_type {
        ShardFilterType::AfterShardId => {
            let text = filter.shard_id.ok_or_else(|| Error::shard_filter_needs("ShardId", kind))?;
            after = after.max(Some(parse(text)?));
            within(horizon, now)
        }
        // Shards older than a young stream's horizon do not exist, so its beginning stands in for it.
        ShardFilterType::AtTrimHorizon => {
            within(horizon, horizon.max(stream.created_at + streams.settings.transition))
        }
        ShardFilterType::FromTrimHorizon => within(horizon, now),
        ShardFilterType::AtLatest => Filter::Open,
        ShardFilterType::AtTimestamp => within(timestamp()?, timestamp()?),
        ShardFilterType::FromTimestamp => within(timestamp()?, now),
    };
    Ok((after, chosen))
}
