use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::shapes::{
    NEXT_TOKEN, SHARD_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, ShardDescription, ShardFilterType, StreamStatus,
};
use super::super::token::PageToken;
use super::super::{Shard, Stream, Streams};
use crate::api::{CallRate, Operation, Rules};
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
    const RATE: CallRate = CallRate::PerStream(1_000);
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
        Some(_) if named => Err(Error::token_and("StreamName")),
        Some(_) if input.exclusive_start_shard_id.is_some() => Err(Error::token_and("ExclusiveStartShardId")),
        Some(_) if input.stream_creation_timestamp.is_some() => {
            Err(Error::token_and("StreamCreationTimestamp"))
        }
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    const RESHARDED: &str = r#"
        CreateStream {"StreamName":"a","ShardCount":2}
        +1000
        MergeShards {"StreamName":"a","ShardToMerge":"0","AdjacentShardToMerge":"1"}
        +1000"#;

    #[test]
    fn filters_choose_by_time_and_place() {
        let script = [
            RESHARDED,
            r#"ListShards {"StreamName":"a"}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AT_LATEST"}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AT_TRIM_HORIZON"}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AFTER_SHARD_ID","ShardId":"1"}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AT_TIMESTAMP","Timestamp":1767225600.5}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"FROM_TIMESTAMP","Timestamp":1767225601.5}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AT_TIMESTAMP"}}
               ListShards {"StreamName":"a","ShardFilter":{"Type":"AFTER_SHARD_ID"}}
               ListShards {"StreamName":"a","ShardFilter":{}}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            MergeShards: done
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950344698265602"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598706204246034"}},{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950344698265602"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598706204246034"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950344698265602"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598706204246034"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: InvalidArgumentException: Timestamp must be specified when ShardFilter type is AT_TIMESTAMP.
            ListShards: InvalidArgumentException: ShardId must be specified when ShardFilter type is AFTER_SHARD_ID.
            ListShards: ValidationException: 1 validation error detected: Value null at 'shardFilter.type' failed to satisfy constraint: Member must not be null
        "#]],
        );
    }

    #[test]
    fn a_token_stands_alone_and_lives_five_minutes() {
        let script = [
            RESHARDED,
            r#"ListShards {"StreamName":"a","MaxResults":2}
               ListShards {"NextToken":"$TOKEN","MaxResults":1}
               ListShards {"NextToken":"$TOKEN","StreamName":"a"}
               ListShards {}
               ListShards {"NextToken":"AAAA"}
               ListShards {"MaxResults":0,"ExclusiveStartShardId":"*","StreamName":"*","NextToken":""}
               ListShards {"StreamName":"b"}
               +300001
               ListShards {"NextToken":"$TOKEN"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            MergeShards: done
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950344698265602"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598706204246034"}}],"NextToken":".."}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: InvalidArgumentException: NextToken and StreamName cannot be provided together.
            ListShards: InvalidArgumentException: Either NextToken or StreamName should be provided.
            ListShards: InvalidArgumentException: Invalid NextToken.
            ListShards: ValidationException: 4 validation errors detected: Value '*' at 'exclusiveStartShardId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '*' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
            ListShards: ResourceNotFoundException: Stream b under account 000000000000 not found.
            ListShards: ExpiredNextTokenException: NextToken expired: it is older than 300000 milliseconds.
        "#]],
        );
    }

    #[test]
    fn closed_shards_leave_the_list_one_retention_period_after_they_closed() {
        let script = [
            RESHARDED,
            "+86398000\nListShards {\"StreamName\":\"a\"}\n+1002\nListShards {\"StreamName\":\"a\"}",
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            MergeShards: done
            ListShards: {"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472731169861061894383142885425265240724400504834","EndingSequenceNumber":"49670424472742320233661159694712444358581950344698265602"}},{"ShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"170141183460469231731687303715884105728","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424472753470606260425006284421143537889085906485266","EndingSequenceNumber":"49670424472764620978859690317853980076854598706204246034"}},{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
            ListShards: {"Shards":[{"ShardId":"shardId-000000000002","ParentShardId":"shardId-000000000000","AdjacentParentShardId":"shardId-000000000001","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"340282366920938463463374607431768211455"},"SequenceNumberRange":{"StartingSequenceNumber":"49670424473489395197811935569955099846535285153042792482"}}]}
        "#]],
        );
    }
}
